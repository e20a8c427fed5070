// All exhibits on one page or a few, each a link to the exhibit itself.
import type { ReportContext } from '../context.ts';
import { type Exhibit, itemOf, sha256 } from '../exhibits.ts';
import { html, type Markup } from '../html.ts';
import { anchor, code, link, tableEnds, time, shortValue as value } from '../parts.ts';
import { hasSection } from '../template-sections.ts';
import { ABOUT, COMMON, FLAGS, GLANCE, TITLES } from '../wording/index.ts';
import { outcomeMarkup, sourcesMarkup } from './outcome-parts.ts';
import type { Section } from './section.ts';
import { whatText } from './what-parts.ts';

export const glance: Section = {
  id: 'glance',
  title: TITLES.glance,
  about: ABOUT.glance,
  *render(context) {
    if (context.exhibits.length === 0) {
      yield html`<p>${GLANCE.none}</p>\n`;
      return;
    }
    const { open, close } = tableEnds('glance', GLANCE.heads);
    yield open;
    const alone = !hasSection(context.options, 'exhibits');
    for (const exhibit of context.exhibits) {
      const { number, row } = exhibit;
      const called = alone ? html`<strong>${COMMON.exhibit(number)}</strong>` : link(anchor('exhibit', number), COMMON.exhibit(number));
      yield html`${alone ? html`<tr id="${anchor('exhibit', number)}">` : html`<tr>`}<td>${called}${alone ? flagWords(context, number) : null}</td><td>${time(context, row.timeMs, false)}</td>
<td>${value(whatText(context, row))}</td><td>${value(row.actor)}</td><td>${sourcesMarkup(context, exhibit)}</td>
<td>${outcomeMarkup(context, exhibit)}</td></tr>\n`;
      if (alone) yield proofRow(context, exhibit);
    }
    yield close;
  },
};

function flagWords({ flags }: ReportContext, number: number): Markup | null {
  return flags.get(number)?.altered ? html` <strong class="flag">${FLAGS.altered}</strong>` : null;
}

/** What finds the event in the case, and its record in the evidence: the exhibit itself is not in this report. */
function proofRow(context: ReportContext, { id, row }: Exhibit): Markup {
  const bytes = context.isPreview ? null : context.evidence.record(itemOf(context.db, row.record).evidence, row);
  const hash = bytes === null || bytes.length === 0 ? null : html`<br>${GLANCE.record} ${code(sha256(bytes))}`;
  return html`<tr class="detail"><td></td><td colspan="5">${GLANCE.address} ${code(id)}${hash}</td></tr>\n`;
}
