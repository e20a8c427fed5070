// A session whose issuing call is in the case without its answer, as in reduced copies: role, session name and time are those of the session.
import { actorId } from '../../actors/actor-of.ts';
import { sessionNameOf } from '../../actors/session-name.ts';
import type { KeyFacts } from '../credentials.ts';
import type { LineageIndex } from '../lineage-index.ts';
import { sameRef } from '../link.ts';
import { callerOf, inferred, NEAR_MS, READ, type Rule, roleOf } from './rule.ts';

/** AWS, "AssumeRole": no session of a role lasts longer. */
const LONGEST_MS = 12 * 3_600_000;

/** The role session that a call asked for; null where the record does not tell. */
function sessionAskedFor(index: LineageIndex, record: number): { role: string; session: string } | null {
  const role = roleOf(index.raw.text(record, 'requestParameters', 'roleArn'));
  const session = index.raw.text(record, 'requestParameters', 'roleSessionName');
  return role && session ? { role: actorId(role), session } : null;
}

/** Event history lists the key that was issued among the resources of the call, and the ARN of the session. */
function resourcesOf(index: LineageIndex, record: number): string[] {
  const resources = index.raw.at(record, 'resources');
  if (!Array.isArray(resources)) return [];
  return resources
    .flatMap((one) => Object.values(typeof one === 'object' && one !== null ? one : {}))
    .filter((text) => typeof text === 'string');
}

function evidenceFor(index: LineageIndex, record: number, key: KeyFacts): string | null {
  const resources = resourcesOf(index, record);
  if (resources.includes(key.value)) return 'lists this key among its resources';
  if (key.arn !== null && sessionNameOf(key.arn) !== null && resources.includes(key.arn))
    return `lists the session ${key.arn} among its resources`;
  const asked = sessionAskedFor(index, record);
  if (asked === null || asked.role !== key.who || asked.session !== key.sessionName) return null;
  return `asked for ${asked.role} with the session name ${asked.session}`;
}

export const unloggedAnswer: Rule = {
  besideProven: false,
  parents(key, index) {
    const begun = key.created ?? key.first;
    if (begun === null) return [];
    const calls = index.unansweredCalls();
    const near = calls.between(key.created === null ? begun - LONGEST_MS : begun - NEAR_MS, begun + NEAR_MS).slice(-READ);
    // The last that fits: a session may be asked for again under the same name.
    for (const record of near.reverse()) {
      const says = evidenceFor(index, record, key);
      const from = says === null ? null : callerOf(index, record);
      if (says === null || from === null || from.value === key.value) continue;
      const api = index.apiOf(record);
      return [inferred(api, from, key, `${api} ${says}, at a time that fits; its record does not hold the answer.`, [record])];
    }
    return [];
  },
  candidates(from, index) {
    const { credentials, events } = index;
    const calls = index.unansweredCalls();
    const { who, keyOf } = credentials;
    const own = (
      from.kind === 'key'
        ? calls.with(keyOf, credentials.term(from.value))
        : from.kind === 'actor'
          ? calls.with(who.numbers, who.numberOf(from.value))
          : []
    ).filter((record) => {
      const caller = callerOf(index, record);
      return caller !== null && sameRef(caller, from);
    });
    if (own.length === 0) return [];
    const arns = events.dimension('arn');
    const sessions = events.dimension('sessionName');
    return own.slice(-READ).flatMap((record) => {
      const resources = resourcesOf(index, record);
      const session = sessionAskedFor(index, record)?.session ?? '';
      const identities = [
        ...resources.flatMap((text) => credentials.identitiesWith(arns.numbers, arns.numberOf(text))),
        ...credentials.identitiesWith(sessions.numbers, sessions.numberOf(session)),
      ];
      const keys = resources.map((text) => credentials.term(text)).filter((term) => credentials.identitiesWith(keyOf, term).length > 0);
      return [...keys, ...credentials.keysOf(identities)];
    });
  },
};
