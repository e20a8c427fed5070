// Whose dossier it is: one that tells of nobody is not written, and the window says so at the field before anything is.

import { TrailcaseError } from '../../shared/errors.ts';
import { printTree } from '../../shared/filter.ts';
import { LINEAGE_KINDS, type LineageKind } from '../../shared/lineage.ts';
import type { ReportOptions } from '../../shared/report.ts';
import type { ReadConnection } from '../case/open.ts';
import type { JobControl } from '../jobs/progress.ts';
import { eventsOf } from '../query/columns/case-events.ts';
import { lineageOf } from '../query/lineage/lineage.ts';
import { subjectOf } from '../query/pivots/subject.ts';
import { SECTIONS_OF } from './template-sections.ts';
import { DOSSIER } from './wording/index.ts';

/** Whether a report tells of one set of credentials. */
export function isDossier({ template, sections }: ReportOptions): boolean {
  return template === 'dossier' || (sections ?? SECTIONS_OF[template]).some((id) => id.startsWith('dossier-'));
}

/** Refuses a dossier for which nobody was chosen. Errors: REPORT_ACTOR_MISSING, REPORT_ACTOR_UNKNOWN for what is no actor, key or session. */
export function chosenSubject(options: ReportOptions): { kind: LineageKind; value: string } | null {
  if (!isDossier(options)) return null;
  const asked = (options.actor ?? '').trim();
  if (asked === '') throw new TrailcaseError('REPORT_ACTOR_MISSING', DOSSIER.missing, DOSSIER.choose);
  const [, kind = '', value = ''] = /^([a-z]+):(.*)$/s.exec(asked) ?? [];
  if (!(LINEAGE_KINDS as readonly string[]).includes(kind) || value === '')
    throw new TrailcaseError('REPORT_ACTOR_UNKNOWN', `${DOSSIER.unreadable} ${asked}`, DOSSIER.choose);
  return { kind: kind as LineageKind, value };
}

/** Refuses a dossier of nobody, and one of credentials of which the case has no event. Errors: REPORT_ACTOR_MISSING, REPORT_ACTOR_UNKNOWN, CANCELLED. */
export async function refuseNobody(db: ReadConnection, options: ReportOptions, control: JobControl = {}): Promise<void> {
  const subject = chosenSubject(options);
  if (subject === null) return;
  const events = eventsOf(db);
  const { count } = await events.selections.select(printTree(subjectOf(events, subject.kind, subject.value)), control);
  if (count > 0 || lineageOf(db, { ...subject, width: 1, most: 1 }) !== null) return;
  throw new TrailcaseError('REPORT_ACTOR_UNKNOWN', `${DOSSIER.unknown} ${options.actor}`, DOSSIER.choose);
}
