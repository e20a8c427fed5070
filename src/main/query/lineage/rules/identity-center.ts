// A session of IAM Identity Center: GetRoleCredentials names account and permission set, and the role of that set appears with a new session.
import type { LineageIndex } from '../lineage-index.ts';
import { actorRef } from '../link.ts';
import { apart, inferred, NEAR_MS, READ, type Rule, roleOf } from './rule.ts';

/** AWS, "IAM Identity Center: referencing permission sets in resource policies": the role is named AWSReservedSSO_SET_SUFFIX. */
const ROLE = /^AWSReservedSSO_(.+)_[0-9a-f]{16}$/;

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

export const identityCenter: Rule = {
  besideProven: true,
  parents(key, index) {
    const { created } = key;
    const permission = permissionOf(key.issuer ?? key.arn);
    if (created === null || permission === null) return [];
    const calls = index.calls('GetRoleCredentials');
    const near = calls.between(created - NEAR_MS, created + NEAR_MS).slice(0, READ);
    const same = near.filter((record) => {
      const asked = askedFor(index, record);
      return asked?.account === permission.account && asked.set === permission.set;
    });
    const call = calls.nearest(same, created);
    const who = call === undefined ? null : index.callerWho(call);
    if (call === undefined || who === null) return [];
    const why = `GetRoleCredentials asked for permission set ${permission.set} in ${permission.account}, ${apart(index.time(call), created)} from the creation date of this session of its role; the event does not log the key.`;
    return [inferred('GetRoleCredentials', actorRef(who), key, why, [call])];
  },
  candidates({ kind, value }, index) {
    if (kind !== 'actor') return [];
    const { credentials, events } = index;
    const { who } = credentials;
    const calls = index.calls('GetRoleCredentials').with(who.numbers, who.numberOf(value)).slice(-READ);
    const asked = new Set(calls.map((record) => JSON.stringify(askedFor(index, record))));
    if (asked.size === 0) return [];
    const arns = events.dimension('arn');
    const fits = Uint8Array.from({ length: arns.size }, (_, number) =>
      asked.has(JSON.stringify(permissionOf(arns.text(number)) ?? 0)) ? 1 : 0,
    );
    const identities: number[] = [];
    arns.numbers.forEach((number, identity) => {
      if (fits[number] === 1) identities.push(identity);
    });
    return credentials.keysOf(identities);
  },
};
