// What every section of a report is.
import type { ReportContext } from '../context.ts';
import type { Markup } from '../html.ts';

export interface Section {
  /** Last part of its anchor: lower-case letters and hyphens. */
  id: string;
  title: string;
  /** Printed from the top of a new page. */
  newPage?: boolean;
  /** Its content in pieces, heading not included: an inventory may have a hundred thousand rows. */
  render(context: ReportContext): Iterable<Markup>;
}
