// An exhibit as files: exhibits/NNNN.json for people and programs, and exhibits/NNNN.record with the exact bytes of its record.
import { formatTime, isoUtc } from '../../shared/time.ts';
import { eventId } from '../case/event-rows.ts';
import { currentFindings } from '../case/findings.ts';
import { fidelityOf } from '../decode/steps.ts';
import { recordCommand } from '../report/commands.ts';
import type { ReportContext } from '../report/context.ts';
import { deliveriesOf, type Exhibit, itemOf, sha256 } from '../report/exhibits.ts';
import { readRecord } from '../report/record-fields.ts';

/** Of the same event, listed per exhibit: a log may repeat one event without end. */
const DELIVERIES = 100;
/** Places listed per exhibit; the proof's inventory lists all. */
const PLACES = 20;

/** What a line of exhibits.tsv says of an exhibit. */
export interface ExhibitLine {
  /** As in the names of its files. */
  name: string;
  item: string;
  encoding: string;
  offset: number;
  length: number;
  steps: string;
  /** null: the case does not hold its bytes. */
  sha256: string | null;
}

/** What its files are made of. */
interface ExhibitFiles {
  line: ExhibitLine;
  /** Text of the JSON file. */
  json: string;
  /** null: the case does not hold the bytes of the item. */
  record: Buffer | null;
}

/** `0001`, with as many digits as the last has. */
export function exhibitName(number: number, all: number): string {
  return String(number).padStart(Math.max(4, String(all).length), '0');
}

/** A finding that cites an exhibit. */
export interface CitedBy {
  finding: string;
  title: string;
  /** `mention`: its text names the event. */
  side: Exhibit['citedBy'][number]['side'];
  reason?: string;
}

/** Which findings cite an exhibit, and why. */
export function citations(context: ReportContext): (exhibit: Exhibit) => CitedBy[] {
  const findings = new Map(currentFindings(context.db).map(({ id, version }) => [id, version.body]));
  return ({ citedBy, id }) =>
    citedBy.map(({ finding, side }) => {
      const body = findings.get(finding);
      const cited = side === 'mention' ? undefined : body?.[side].find((one) => context.byEvent.get(one.id)?.id === id);
      return { finding, title: body?.title ?? '', side, ...(cited && { reason: cited.reason }) };
    });
}

/** The files of an exhibit of a report that is not redacted. @param inPack whether its item is put into the pack */
export function exhibitFiles(
  context: ReportContext,
  exhibit: Exhibit,
  inPack: (item: string) => boolean,
  citedBy: (exhibit: Exhibit) => CitedBy[],
): ExhibitFiles {
  const { row, id, bookmark, tags, number } = exhibit;
  const item = itemOf(context.db, row.record);
  const bytes = context.evidence.record(item.evidence, row);
  // What is wrapped has another length where it stands than once it is decoded.
  const record = (row.steps === '' ? bytes.length === row.length : bytes.length > 0) ? bytes : null;
  const text = record?.toString('utf8') ?? '';
  const isText = record !== null && Buffer.from(text, 'utf8').equals(record);
  const isReduced = fidelityOf(row.steps) === 1;
  const said = record !== null && isReduced ? context.evidence.valueOf(item.evidence, record, row.steps) : undefined;
  const { fields, rest, restCut } = readRecord(said === undefined ? text : JSON.stringify(said), row, isReduced);
  const judged = context.judgedOf(row.evidence);
  const name = exhibitName(number, context.exhibits.length);
  const hash = record === null ? null : sha256(record);
  const { own, others } = deliveriesOf(context.db, row.record);
  const content = {
    format: 'trailcase-exhibit',
    version: 1,
    case: context.facts.caseId,
    custodyEntry: context.custody.at(-1)?.seq ?? 0,
    number,
    eventId: id,
    eventTime: timeOf(context, row.timeMs),
    record: {
      sha256: hash,
      bytes: record?.length ?? 0,
      file: record === null ? null : `exhibits/${name}.record`,
      ...(record === null ? {} : isText ? { text } : { base64: record.toString('base64') }),
    },
    item: {
      sha256: row.evidence,
      bytes: item.size,
      encoding: item.encoding,
      file: inPack(row.evidence) ? `evidence/${row.evidence}` : null,
      stored: context.intact.check(item.evidence, row.evidence),
      ...placesOf(context, item.evidence),
    },
    place: { offset: row.offset, length: row.length, steps: row.steps },
    /** The record's text is a row of a table, or the like, with some fields of the record. */
    ...(isReduced && { reducedCopy: true }),
    /** To be run in the folder evidence/. */
    command: recordCommand(row.evidence, item.encoding, row.offset, row.length, row.steps),
    digest: judged === null ? null : { verdict: judged.verdict, reason: judged.reason },
    contradictions: [...(context.findings.get(row.evidence) ?? []), ...(context.findings.get(id) ?? [])],
    fields: fields.map(({ label, value, path, derived }) => ({ label, path, value, concluded: derived })),
    otherFields: rest,
    otherFieldsLeftOut: restCut,
    sameEvent: {
      relation: own,
      deliveries: others.slice(0, DELIVERIES).map(({ member, relation }) => ({ relation, eventId: eventId(member) })),
      leftOut: Math.max(0, others.length - DELIVERIES),
    },
    examiner:
      bookmark === null
        ? null
        : {
            note: bookmark.note,
            label: bookmark.label,
            author: bookmark.author,
            written: timeOf(context, bookmark.at),
            versions: bookmark.versions,
          },
    tags,
    citedBy: citedBy(exhibit),
  };
  const { evidence, offset, length, steps } = row;
  return {
    line: { name, item: evidence, encoding: item.encoding, offset, length, steps, sha256: hash },
    json: `${JSON.stringify(content, null, 2)}\n`,
    record,
  };
}

export function timeOf({ zone }: ReportContext, ms: number | null): { utc: string; case: string; zone: string } | null {
  return ms === null || !(Math.abs(ms) <= 8.64e15) ? null : { utc: isoUtc(ms), case: formatTime(ms, zone), zone };
}

function placesOf({ db }: ReportContext, evidence: number): { foundAt: unknown[]; foundAtLeftOut: number } {
  const foundAt = db
    .prepare('SELECT source, path FROM found_at WHERE evidence = ? ORDER BY source, path LIMIT ?')
    .all(evidence, PLACES) as unknown[];
  const all = db.prepare('SELECT count(*) FROM found_at WHERE evidence = ?').pluck().get(evidence) as number;
  return { foundAt, foundAtLeftOut: all - foundAt.length };
}
