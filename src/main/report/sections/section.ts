// What every section of a report is.
import type { JobControl } from '../../jobs/progress.ts';
import type { ReportContext } from '../context.ts';
import type { Markup } from '../html.ts';

export interface Section<Prepared = unknown> {
  /** Last part of its anchor: lower-case letters, digits and hyphens. */
  id: string;
  title: string;
  /** What it holds, in a line: for whoever chooses sections. */
  about: string;
  /** Printed from the top of a new page. */
  newPage?: boolean;
  /** What has to be asked before: long work, that is to let others in and to end when it is cancelled. */
  prepare?(context: ReportContext, control: JobControl): Promise<Prepared>;
  /** Its content in pieces, heading not included: an inventory may have a hundred thousand rows. */
  render(context: ReportContext, prepared: Prepared): Iterable<Markup>;
}

/** A section whose preparation has a shape of its own, as all sections are listed. */
export function section<Prepared>(one: Section<Prepared>): Section {
  return one as Section;
}
