// How a call ended, as tables of the report say it: an error code, a failure that the record states elsewhere, or deliveries that contradict each other.
import { aboutCallsOf } from '../../query/window-row.ts';
import type { ReportContext } from '../context.ts';
import type { Exhibit } from '../exhibits.ts';
import { type DeliveredOutcome, deliveredValues, differentOutcomes, type Outcomes, outcomesOf } from '../facts/outcomes.ts';
import { caseText, html, type Markup } from '../html.ts';
import { shortValue as value } from '../parts.ts';
import { OUTCOMES } from '../wording/index.ts';

/** Every outcome that deliveries of the event state; with words where they contradict each other. */
export function outcomeMarkup(context: Pick<ReportContext, 'db' | 'evidence'>, exhibit: Pick<Exhibit, 'row'>): Markup {
  const outcomes = outcomesOf(context, exhibit);
  const different = differentOutcomes(outcomes);
  // An Insight or an aggregated event has no outcome to be told.
  if (exhibit.row.errorCode === null && aboutCallsOf(context.db, exhibit.row) !== null)
    return outcomes.isConflict ? html`${OUTCOMES.noCall}<br>${conflictMarkup(outcomes)}` : html`${OUTCOMES.noCall}`;
  const told = html`${different.map((one, i) => html`${i > 0 ? html`<br>` : null}${oneOutcome(one)}`)}`;
  return outcomes.isConflict ? html`${told}<br>${conflictMarkup(outcomes)}` : told;
}

/** `≠ delivered with different contents (2)`. */
function conflictMarkup({ deliveries, more }: Outcomes): Markup {
  return html`<strong>≠ ${OUTCOMES.conflict(deliveries.length + more)}</strong>`;
}

/** Every source address that deliveries of the event state. */
export function sourcesMarkup(context: Pick<ReportContext, 'db' | 'evidence'>, exhibit: Pick<Exhibit, 'row'>): Markup {
  const addresses = deliveredValues(outcomesOf(context, exhibit), 'sourceIPAddress');
  return html`${addresses.map((address, i) => html`${i > 0 ? html`<br>≠ ` : null}${value(address)}`)}`;
}

function oneOutcome({ errorCode, failure }: Pick<DeliveredOutcome, 'errorCode' | 'failure'>): Markup {
  if (errorCode !== null) return value(errorCode);
  return failure === null
    ? html`${OUTCOMES.noCode}`
    : html`${OUTCOMES.noCode}; ${OUTCOMES.says} ${value(failure.says)} (<code>${caseText(failure.path)}</code>)`;
}
