// Names of users and roles as the responses to the calls that made them tell them: the only place where one that never acted by itself has its id beside its name.
import { STEPS } from '../../case/event-rows.ts';
import { EvidenceReader } from '../../case/evidence.ts';
import { member } from '../../decode/record-path.ts';
import { hasBit } from '../columns/bits.ts';
import type { CaseEvents } from '../columns/case-events.ts';
import { type Actor, actorOfArn } from './actor-of.ts';

/** Calls whose response holds a user or a role with its unique id. Source: AWS, IAM API reference, "User" and "Role". */
const CALLS = ['CreateUser', 'CreateRole', 'CreateServiceLinkedRole'] as const;

/** Records that are read for it, the first in order of time. */
const MOST_READ = 500;

interface Place {
  evidence: number;
  offset: number;
  length: number;
  steps: string;
}

/** The actors that unique ids (AIDA…, AROA…) were given to, as far as records of their making are in the case. */
export function createdPrincipals(events: CaseEvents, uniqueIds: ReadonlySet<string>): Map<string, Actor> {
  const evidence = new EvidenceReader(events.db);
  const found = new Map<string, Actor>();
  for (const place of placesOf(events)) {
    if (found.size === uniqueIds.size) break;
    let record: unknown;
    try {
      record = evidence.value(place.evidence, place);
    } catch {
      // Bytes that cannot be read any more name nobody; verification tells of them.
      continue;
    }
    for (const [uniqueId, arn] of madeBy(record)) {
      const actor = typeof arn === 'string' ? actorOfArn(arn) : null;
      if (typeof uniqueId === 'string' && uniqueIds.has(uniqueId) && actor && !found.has(uniqueId)) found.set(uniqueId, actor);
    }
  }
  return found;
}

/** Unique id and ARN of the user or role in a response. */
function madeBy(record: unknown): [uniqueId: unknown, arn: unknown][] {
  const response = member(record, 'responseElements');
  const user = member(response, 'user');
  const role = member(response, 'role');
  return [
    [member(user, 'userId'), member(user, 'arn')],
    [member(role, 'roleId'), member(role, 'arn')],
  ];
}

/** Where the records of successful calls stand, in order of time and address. Columns say which they are: no list of all records is walked through. */
function placesOf(events: CaseEvents): Place[] {
  const name = events.dimension('eventName');
  const error = events.dimension('errorCode');
  const wanted = new Set(CALLS.map((call) => name.numberOf(call)));
  wanted.delete(0);
  if (wanted.size === 0) return [];
  const flags = Uint8Array.from(name.numbers, (number, call) => (wanted.has(number) && error.numbers[call] === 0 ? 1 : 0));
  const records: number[] = [];
  events.recordsOf('call', flags.length).forEach(flags, (record) => {
    if (hasBit(events.all, record)) records.push(record);
  });
  return events.db
    .prepare(
      `SELECT r.evidence, r.offset, r.length, ${STEPS} AS steps FROM json_each(?) asked
       JOIN records r ON r.id = asked.value JOIN evidence e ON e.id = r.evidence ORDER BY r.time, e.sha256, r.offset, r.length LIMIT ?`,
    )
    .all(JSON.stringify(records), MOST_READ) as Place[];
}
