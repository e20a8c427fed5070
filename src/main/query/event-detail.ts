// One event, down to its bytes and hashes.
import { createHash } from 'node:crypto';
import type { Result } from '../../shared/channels.ts';
import type { ItemKind } from '../../shared/domain.ts';
import { TrailcaseError } from '../../shared/errors.ts';
import { bookmarkOf } from '../case/annotations.ts';
import { eventId, parseEventId, recordAt, storedRow } from '../case/event-rows.ts';
import type { EvidenceReader } from '../case/evidence.ts';
import type { ReadConnection } from '../case/open.ts';
import { groupMembers } from '../case/repeats.ts';
import { fidelityOf } from '../decode/steps.ts';
import { problemsOfRecord } from './problems.ts';
import { windowRow } from './window-row.ts';

type Detail = Result<'events.detail'>;

/** Places listed per item: the same bytes may have been found thousands of times. */
const PATHS = 20;

/** Errors: EVENT_MISSING. */
export function eventDetail(db: ReadConnection, evidence: EvidenceReader, id: string): Detail {
  const record = recordAt(db, id);
  if (record === null) throw new TrailcaseError('EVENT_MISSING', `The case has no event ${id}`, 'It may belong to another case.');
  const stored = storedRow(db, record);
  const item = db
    .prepare('SELECT id, kind, size, encoding FROM evidence WHERE sha256 = ?')
    .get(Buffer.from(parseEventId(id)?.sha256 ?? '', 'hex')) as { id: number; kind: ItemKind; size: number; encoding: string };
  const raw = evidence.record(item.id, stored);
  const sightings = sightingsOf(db, record);
  // A bookmark cites one record of the event; it holds for the event, whichever record is shown.
  const bookmark = bookmarkOf(db, id) ?? sightings.map((other) => bookmarkOf(db, other.id)).find((found) => found !== null) ?? null;
  return {
    row: windowRow(db, stored, bookmark?.colour ?? null),
    raw: raw.toString('utf8'),
    reduced: fidelityOf(stored.steps) === 1 ? JSON.stringify(evidence.value(item.id, stored) ?? null) : null,
    proof: {
      evidence: stored.evidence,
      kind: item.kind,
      size: item.size,
      encoding: item.encoding,
      paths: pathsOf(db, item.id),
      offset: stored.offset,
      length: stored.length,
      steps: stored.steps,
      recordSha256: createHash('sha256').update(raw).digest('hex'),
      intact: evidence.isLarge(item.id) ? null : isIntact(evidence.bytes(item.id), stored.evidence),
    },
    sightings,
    problems: problemsOfRecord(db, record),
    bookmark,
  };
}

function isIntact(bytes: Buffer | null, hash: string): boolean {
  return bytes !== null && createHash('sha256').update(bytes).digest('hex') === hash;
}

export function pathsOf(db: ReadConnection, evidence: number): string[] {
  return db.prepare('SELECT path FROM found_at WHERE evidence = ? ORDER BY path LIMIT ?').pluck().all(evidence, PATHS) as string[];
}

/** The other records of the same event; empty when it was delivered once. */
function sightingsOf(db: ReadConnection, record: number): Detail['sightings'] {
  const primary = (db.prepare('SELECT primary_record FROM repeats WHERE record = ?').pluck().get(record) as number | undefined) ?? record;
  const relation = db.prepare('SELECT relation FROM repeats WHERE record = ?').pluck();
  return groupMembers(db, primary)
    .filter((member) => member.record !== record)
    .map((member) => ({
      id: eventId(member),
      relation:
        member.record === primary
          ? ('primary' as const)
          : relation.get(member.record) === 'conflict'
            ? ('conflict' as const)
            : ('sighting' as const),
      paths: pathsOf(db, member.evidence),
    }));
}
