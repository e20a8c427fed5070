// The same of a redacted report: what its exhibits show, and commitments in place of hashes. No bytes of the evidence, no address.
import { fidelityOf } from '../decode/steps.ts';
import type { ReportContext } from '../report/context.ts';
import { type Exhibit, itemOf, sha256 } from '../report/exhibits.ts';
import { marked, type Redaction, redactRecord, redactText } from '../report/redaction/redaction.ts';
import type { CitedBy } from './exhibit-files.ts';
import { timeOf } from './exhibit-files.ts';

interface RedactedFiles {
  /** Lines of commitments.tsv have these. */
  commitments: { event: string; item: string; record: string | null };
  json: string;
}

/** @param citedBy as `citations` gives them */
export function redactedFiles(
  context: ReportContext,
  redaction: Redaction,
  exhibit: Exhibit,
  citedBy: (exhibit: Exhibit) => CitedBy[],
): RedactedFiles {
  const { row, id, bookmark, tags, number } = exhibit;
  const item = itemOf(context.db, row.record);
  const bytes = context.evidence.record(item.evidence, row);
  const complete = row.steps === '' ? bytes.length === row.length : bytes.length > 0;
  const commitments = {
    event: redaction.commitment(id),
    item: redaction.commitment(row.evidence),
    record: complete ? redaction.commitment(sha256(bytes)) : null,
  };
  const judged = context.judgedOf(row.evidence);
  const note = (text: string): string => redactText(redaction, text, 'note');
  const content = {
    format: 'trailcase-exhibit',
    version: 1,
    redacted: true,
    case: context.facts.caseId,
    custodyEntry: context.custody.at(-1)?.seq ?? 0,
    number,
    eventTime: timeOf(context, row.timeMs),
    commitments,
    /** The record as far as it is shown: not its bytes. */
    record: complete ? shownRecord(context, redaction, bytes, item.evidence, row.steps) : null,
    ...(fidelityOf(row.steps) === 1 && { reducedCopy: true }),
    digest: judged === null ? null : judged.verdict,
    examiner:
      bookmark === null
        ? null
        : {
            note: note(bookmark.note),
            label: note(bookmark.label),
            author: marked(redaction.person(bookmark.author)),
            written: timeOf(context, bookmark.at),
            versions: bookmark.versions,
          },
    tags: tags.map(note),
    citedBy: citedBy(exhibit).map(({ finding, title, side, reason }) => ({
      finding,
      title: note(title),
      side,
      ...(reason !== undefined && { reason: note(reason) }),
    })),
  };
  return { commitments, json: `${JSON.stringify(content, null, 2)}\n` };
}

/** JSON where the record is JSON, with ‹…› where something is hidden; as text, since its numbers may have more digits than a program's numbers hold. */
function shownRecord({ evidence }: ReportContext, redaction: Redaction, bytes: Buffer, item: number, steps: string): string {
  const reduced = fidelityOf(steps) === 1 ? evidence.valueOf(item, bytes, steps) : undefined;
  return redactRecord(redaction, reduced === undefined ? bytes : JSON.stringify(reduced));
}
