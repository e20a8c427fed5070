// The story in dates: each finding with its time and state, for reports that leave its text and its events to the full report.
import { STATE_WORDS } from '../../../shared/findings.ts';
import type { ReportContext } from '../context.ts';
import { html, type Markup } from '../html.ts';
import { anchor, table } from '../parts.ts';
import { hasSection } from '../template-sections.ts';
import { type ToldFinding, toldOf } from '../told.ts';
import { STORYLINE } from '../wording/index.ts';
import { exhibitList } from './fact-parts.ts';
import { doubts, findingLink, findingName, spanMarkup } from './finding-parts.ts';
import type { Section } from './section.ts';

export const dates: Section = {
  id: 'dates',
  title: STORYLINE.dates,
  about: STORYLINE.datesAbout,
  *render(context) {
    if (datesTold(context, true).length === 0) yield html`<p>${STORYLINE.none}</p>\n`;
    else
      yield html`<p>${STORYLINE.datesText} ${STORYLINE.datesOpinion}</p>\n${datesTable(context, !hasSection(context.options, 'storyline'))}`;
  },
};

/** @param all rejected hypotheses, too */
export function datesTold(context: ReportContext, all = false): ToldFinding[] {
  return [...toldOf(context).findings.values()].filter(({ version }) => all || version.body.state !== 'rejected');
}

/** @param instead of the storyline: then links to a finding lead here, all stand here, and exhibits are named */
export function datesTable(context: ReportContext, instead: boolean): Markup {
  return table(
    'story-dates',
    STORYLINE.dateHeads,
    datesTold(context, instead).map((one) => {
      const { body } = one.version;
      const cited = one.events.flatMap(({ side, id }) => (side === 'supporting' ? (context.byEvent.get(id)?.number ?? []) : []));
      const exhibits = instead && cited.length > 0 ? html`<br>${exhibitList([...new Set(cited)].sort((a, b) => a - b))}` : null;
      return html`${instead ? html`<tr id="${anchor('finding', one.id)}">` : html`<tr>`}<td>${instead ? findingName(one) : findingLink(one)}${doubts(context, [one]).map((doubt) => html`<br>${doubt}`)}</td>
<td>${spanMarkup(context, one.span, STORYLINE.spanNone)}</td><td>${body.severity}; ${STORYLINE.confidence(body.confidence)}<br>${STATE_WORDS[body.state]}</td>
<td>${STORYLINE.sides(body.supporting.length, body.contradicting.length)}${exhibits}</td></tr>\n`;
    }),
  );
}
