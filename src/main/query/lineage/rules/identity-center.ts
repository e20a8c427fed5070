// A session of IAM Identity Center: GetRoleCredentials names account and permission set, and the role of that set appears with a new session.
import { plural } from '../../../../shared/text.ts';
import type { LineageIndex } from '../lineage-index.ts';
import { apart, byCaller, inferred, LONGEST_MS, NEAR_MS, READ, type Rule, roleOf } from './rule.ts';

/** AWS, "IAM Identity Center: referencing permission sets in resource policies": the role is named AWSReservedSSO_SET_SUFFIX. */
const ROLE = /^AWSReservedSSO_(.+)_[0-9a-f]{16}$/;

const API = 'GetRoleCredentials';

interface Permission {
  account: string;
  set: string;
}

/** AWS, "IAM Identity Center information in CloudTrail": role_name and account_id stand in serviceEventDetails. */
function askedFor(index: LineageIndex, record: number): Permission | null {
  const account = index.raw.text(record, 'serviceEventDetails', 'account_id');
  const set = index.raw.text(record, 'serviceEventDetails', 'role_name');
  return account === null || set === null ? null : { account, set };
}

function permissionOf(arn: string | null): Permission | null {
  const role = roleOf(arn);
  const set = role && ROLE.exec(role.name)?.[1];
  return role?.account && set ? { account: role.account, set } : null;
}

/** Calls that may be by whom a session is named: those by a user of its name, else those that name no user. The session of a permission set has the user's name. */
function byName(index: LineageIndex, records: readonly number[], session: string | null): readonly number[] {
  const names = index.events.column('identity', 'user_name');
  const nameOf = (record: number): string => names.text(names.numbers[index.identityOf(record)] as number).toLowerCase();
  const named = records.filter((record) => nameOf(record) === session?.toLowerCase());
  return named.length > 0 ? named : records.filter((record) => nameOf(record) === '' || session === null);
}

export const identityCenter: Rule = {
  besideProven: true,
  parents(key, index, _, unread) {
    const { created } = key;
    const permission = permissionOf(key.issuer ?? key.arn);
    if (created === null || permission === null) return [];
    const apartFrom = (record: number): number => Math.abs(index.time(record) - created);
    const near = byName(index, index.calls(API).between(created - NEAR_MS, created + NEAR_MS), key.sessionName);
    const same = unread.take(API, near, READ).filter((record) => {
      const asked = askedFor(index, record);
      return asked?.account === permission.account && asked.set === permission.set;
    });
    const callers = byCaller(
      index,
      same.sort((a, b) => apartFrom(a) - apartFrom(b)),
      key,
    );
    const fit = callers.length === 1 ? '' : ` ${plural(callers.length, 'caller')} fit: which of them it was, the logs do not tell.`;
    return callers.map(({ from, records: [call = 0] }) => {
      const when = apart(index.time(call), created);
      const why = `GetRoleCredentials asked for permission set ${permission.set} in ${permission.account}, ${when} from the creation date of this session of its role; the event does not log the key.${fit}`;
      return inferred(API, from, key, why, [call]);
    });
  },
  candidates(from, index) {
    const { credentials, events } = index;
    const { who, keyOf } = credentials;
    const calls = index.calls(API);
    const own =
      from.kind === 'actor'
        ? calls.with(who.numbers, who.numberOf(from.value))
        : from.kind === 'key'
          ? calls.with(keyOf, credentials.term(from.value))
          : [];
    if (own.length === 0) return [];
    const arns = events.dimension('arn');
    const isRole = Uint8Array.from({ length: arns.size }, (_, number) => (permissionOf(arns.text(number)) ? 1 : 0));
    const { first } = events.tallyOfAll('identity', keyOf.length);
    const identities: number[] = [];
    arns.numbers.forEach((number, identity) => {
      if (isRole[number] !== 1) return;
      // Its key is used within the life of the session that the call began.
      const used = first[identity] as number;
      if (calls.between(used - LONGEST_MS - NEAR_MS, used + NEAR_MS, own).length > 0) identities.push(identity);
    });
    return credentials.keysOf(identities);
  },
};
