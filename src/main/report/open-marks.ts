// For whoever holds a case: what marks of its redacted reports stand for, each with what shows that to others. Reads the case only.
import type { VerifySummary } from '../../shared/domain.ts';
import { EVERYTHING_HIDDEN, ReportOptions as Options, PLAIN_REPORT, type ReportOptions } from '../../shared/report.ts';
import type { ReadConnection } from '../case/open.ts';
import { neededSalt } from '../case/redaction-salt.ts';
import { canonicalJson } from '../exchange/content.ts';
import type { JobControl } from '../jobs/progress.ts';
import { withReport } from './document.ts';
import { Keyed } from './redaction/keyed.ts';

export interface OpenedMark {
  /** As it was asked for. */
  mark: string;
  /** In the spelling that the commitment is taken over: names in small letters. */
  value: string;
  /** Lower-case hex. */
  commitment: string;
  /** Lower-case hex; of this value alone. */
  key: string;
}

/** Digits of a mark, at least: of fewer, other values begin alike. */
const FEWEST = 8;

/** The hexadecimal digits of a mark: of `‹user-1a2b3c4d›`, `commitment 9f…`, or as such. Null for what is no mark. */
export function digitsOf(mark: string): string | null {
  const digits = /(?:^|[-\s])([0-9a-f]{8,64})$/.exec(mark.trim().replace(/^‹|›$/g, '').trim().toLowerCase())?.[1];
  return digits !== undefined && digits.length >= FEWEST ? digits : null;
}

/**
 * What marks stand for, in the order of the marks; of one that begins several commitments, all of them. A mark that is not among what a report of the case
 * holds gives nothing.
 * @param options of the report that has the marks; for those of most, what a full one would hide is enough
 * Errors: REDACTION_SALT_MISSING, PATTERN_INVALID, CANCELLED, REPORT_STATE_GONE.
 */
export async function openMarks(
  db: ReadConnection,
  verification: VerifySummary,
  marks: readonly string[],
  options: ReportOptions = { ...PLAIN_REPORT, redaction: EVERYTHING_HIDDEN },
  control: JobControl = {},
): Promise<OpenedMark[]> {
  const keyed = new Keyed(neededSalt(db));
  const wanted = marks.map((mark) => ({ mark, digits: digitsOf(mark) }));
  const found = new Map<string, Map<string, string>>(marks.map((mark) => [mark, new Map()]));
  const meet = (value: string, commitment: string): void => {
    for (const { mark, digits } of wanted) if (digits !== null && commitment.startsWith(digits)) found.get(mark)?.set(value, commitment);
  };
  for (const value of optionsTold(db)) meet(value, keyed.commitment(value));
  const asked = { ...options, redaction: options.redaction ?? EVERYTHING_HIDDEN };
  await withReport(db, verification, { ...control, options: asked, opens: true }, async (report) => {
    await report.write(null, () => {});
    for (const { value, commitment } of report.context.redaction?.meanings() ?? []) meet(value, commitment);
  });
  return marks.flatMap((mark) => [...(found.get(mark) ?? [])].map(([value]) => ({ mark, ...keyed.open(value) })));
}

/** Options of reports that the log tells of, as the head of a redacted report commits to them. */
function optionsTold(db: ReadConnection): string[] {
  const details = db.prepare("SELECT detail FROM custody WHERE action = 'report' ORDER BY seq").pluck().all() as string[];
  return details.flatMap((detail) => {
    try {
      const read = Options.safeParse((JSON.parse(detail) as { options?: unknown }).options);
      return read.success ? [canonicalJson(read.data)] : [];
    } catch {
      return [];
    }
  });
}
