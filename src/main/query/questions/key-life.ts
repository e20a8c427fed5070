// What became of access keys: credentials that a use had handed out, and when keys were deactivated, activated or deleted.
import type { Fact } from '../../../shared/questions.ts';
import { formatTime } from '../../../shared/time.ts';
import { at } from '../../decode/record-path.ts';
import { type Asking, anyOf, term } from './asking.ts';
import { fact, type Support } from './candidate.ts';
import { eventsAbout, textAt } from './credentials.ts';
import { departuresOf } from './departures.ts';
import { wordsOfUses } from './uses.ts';

/** Calls whose response hands out credentials. Source: AWS, IAM and STS API references. */
export const ISSUING = anyOf('eventName', [
  'CreateAccessKey',
  'AssumeRole',
  'AssumeRoleWithSAML',
  'AssumeRoleWithWebIdentity',
  'AssumeRoot',
  'GetSessionToken',
  'GetFederationToken',
]);

/** Such calls whose records are read, of one key. */
const MOST_ISSUED = 20;

/** Credentials that a use had handed out, and what was done with them. @param use filter of the use */
export async function madeBy(asking: Asking, use: string): Promise<{ facts: Fact[]; support: Support[] }> {
  const facts: Fact[] = [];
  const support: Support[] = [];
  const calls = asking.inOrder(await asking.select(`${use} ${ISSUING} -is:error`));
  for (const record of calls.slice(0, MOST_ISSUED)) {
    const name = asking.value('eventName', record) ?? '';
    for (const made of issuedIn(asking.raw(record))) {
      const own = term('accessKeyId', made);
      const [departed] = await departuresOf(asking, 'accessKeyId', made);
      const uses = departed ? [...departed.usual, ...departed.strange] : [];
      facts.push(
        fact(`${name} handed out ${made}${uses.length > 0 ? `: ${wordsOfUses(uses, asking.zone)}` : ', which no event used'}.`, own),
      );
      support.push({ record, role: `handed out ${made}` });
      const life = lifeOf(asking, made);
      facts.push(...life.facts);
      support.push(...life.support);
    }
  }
  if (calls.length > MOST_ISSUED)
    facts.push(fact(`${calls.length - MOST_ISSUED} further calls handed out credentials.`, `${use} ${ISSUING}`));
  return { facts, support };
}

/** Access keys that a response hands out. */
function issuedIn(raw: unknown): string[] {
  const found = new Set<string>();
  for (const part of ['accessKey', 'credentials'])
    at(raw, ['responseElements', part, 'accessKeyId'], (value) => {
      if (typeof value === 'string') found.add(value);
      return false;
    });
  return [...found].sort();
}

/** When a key was deactivated, activated or deleted: calls that are about it. */
export function lifeOf(asking: Asking, accessKey: string): { facts: Fact[]; support: Support[] } {
  const facts: Fact[] = [];
  const support: Support[] = [];
  for (const record of eventsAbout(asking, accessKey, false)) {
    const name = asking.value('eventName', record) ?? '';
    if (name !== 'UpdateAccessKey' && name !== 'DeleteAccessKey') continue;
    const status = textAt(asking.raw(record), 'requestParameters', 'status');
    const error = asking.value('errorCode', record);
    const did =
      name === 'DeleteAccessKey' ? 'deleted' : status === 'Inactive' ? 'deactivated' : status === 'Active' ? 'activated' : 'updated';
    const role = error === null ? `${did} ${accessKey}` : `${name} of ${accessKey} failed: ${error}`;
    const who = asking.value('who', record) ?? asking.value('actor', record) ?? 'someone';
    facts.push(
      fact(
        `${accessKey} ${error === null ? did : `was not ${did}: ${error}`} on ${formatTime(asking.time(record), asking.zone)} by ${who}.`,
        term('eventID', asking.eventId(record)),
      ),
    );
    support.push({ record, role, beside: true });
  }
  return { facts, support };
}
