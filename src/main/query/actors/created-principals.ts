// Names of users and roles as the responses to the calls that made them tell them: the only place where one that never acted by itself has its id beside its name.
import { EvidenceReader } from '../../case/evidence.ts';
import type { ReadConnection } from '../../case/open.ts';
import { member } from '../../decode/record-path.ts';
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
export function createdPrincipals(db: ReadConnection, uniqueIds: ReadonlySet<string>): Map<string, Actor> {
  const evidence = new EvidenceReader(db);
  const found = new Map<string, Actor>();
  for (const place of placesOf(db)) {
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

function placesOf(db: ReadConnection): Place[] {
  return db
    .prepare(
      `SELECT r.evidence, r.offset, r.length, coalesce((SELECT value FROM decoding_steps WHERE id = r.steps), '') AS steps
       FROM records r JOIN evidence e ON e.id = r.evidence
       WHERE r.call IN (SELECT c.id FROM calls c JOIN terms t ON t.id = c.event_name WHERE c.error_code = 0 AND t.value IN (SELECT value FROM json_each(?)))
       ORDER BY r.time, e.sha256, r.offset, r.length LIMIT ?`,
    )
    .all(JSON.stringify(CALLS), MOST_READ) as Place[];
}
