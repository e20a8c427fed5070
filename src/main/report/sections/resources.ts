// What the exhibits did to which resources, with the outcome beside it: a refused call changed nothing.
import { EFFECT_WORDS } from '../../../shared/resources.ts';
import type { ReportContext } from '../context.ts';
import { namedBy } from '../facts/findings.ts';
import { type ResourceFacts, type ResourcesFacts, resourcesFacts, type Touched } from '../facts/resources.ts';
import { caseText, html, type Markup } from '../html.ts';
import { CUT, prose, table, time, shortValue as value } from '../parts.ts';
import { FACT_ABOUT, FACT_COMMON, FACT_TITLES, RESOURCES } from '../wording/index.ts';
import { conflictsText, exhibitList, joined, textList } from './fact-parts.ts';
import { type Section, section } from './section.ts';

export const resources: Section = section<ResourcesFacts>({
  id: 'resources',
  title: FACT_TITLES.resources,
  about: FACT_ABOUT.resources,
  prepare: (context, control) => resourcesFacts(context, namedBy(context, 'resource'), control),
  *render(context, facts) {
    const { affected, used, more, conflicts, unnamed, untold, unknown, unreadable } = facts;
    if (context.exhibits.length + unknown.length === 0) {
      yield html`<p>${FACT_COMMON.noneExhibits}</p>\n`;
      return;
    }
    yield html`<p>${prose(RESOURCES.intro)}</p>\n<p>${RESOURCES.only}</p>\n${conflictsText(conflicts)}`;
    if (affected.length + used.length === 0) yield html`<p>${RESOURCES.none}</p>\n`;
    if (affected.length > 0) yield resourceTable(affected, more.affected);
    yield* shared(context, facts);
    if (used.length > 0) yield html`<h3>${RESOURCES.usedTitle}</h3>\n<p>${RESOURCES.usedIntro}</p>\n${resourceTable(used, more.used)}`;
    if (unnamed.length > 0) yield html`<p>${RESOURCES.unnamed} ${exhibitList(unnamed)}</p>\n`;
    if (untold.length > 0) yield html`<p>${RESOURCES.untold}: ${exhibitList(untold)}</p>\n`;
    if (unreadable > 0) yield html`<p>${RESOURCES.unread(unreadable)}</p>\n`;
    if (unknown.length > 0) yield html`<p>${RESOURCES.namedTitle}, ${RESOURCES.namedNot}: ${textList(unknown)}</p>\n`;
  },
});

function resourceTable(all: readonly ResourceFacts[], more: number): Markup {
  const rows = all.flatMap(({ id, kind, name, touched }) =>
    touched.map((one, i) => {
      const about = html`${value(id)}<br><span class="aside">${joined([kind, name].filter((text) => text !== '' && text !== id).map((text) => caseText(text, 'text', CUT)))}</span>`;
      return html`<tr><td>${i === 0 ? about : null}</td><td>${touchText(one)}</td><td>${exhibitList(one.exhibits)}</td></tr>\n`;
    }),
  );
  return html`${table('resources', RESOURCES.heads, rows)}${more > 0 ? html`<p>${FACT_COMMON.more(more, 'resource')}</p>\n` : null}`;
}

function touchText({ effect, outcome, apis, exhibits, disputed }: Touched): Markup {
  const tried = RESOURCES.outcome[outcome];
  const isDisputed = disputed.length > 0;
  const other = isDisputed
    ? html`<br><strong>≠ ${disputed.length === exhibits.length ? RESOURCES.disputed : html`${RESOURCES.disputedOf} ${exhibitList(disputed)}`}</strong>`
    : null;
  return html`<strong>${EFFECT_WORDS[effect]}</strong>${tried === '' ? null : html` (✖ ${tried})`}<br><span class="aside">${joined(apis.map((api) => caseText(api)))}</span>${other}`;
}

function* shared(context: ReportContext, { shared: all }: ResourcesFacts): Generator<Markup> {
  if (all !== null && all.length === 0) return;
  yield html`<h3>${RESOURCES.sharedTitle}</h3>\n<p>${RESOURCES.sharedText}</p>\n`;
  if (all === null) {
    yield html`<p>${RESOURCES.sharedMany}</p>\n`;
    return;
  }
  yield table(
    'shared',
    RESOURCES.sharedHeads,
    all.map(({ time: at, words, outcome, others, exhibits }) => {
      const tried = RESOURCES.outcome[outcome];
      return html`<tr><td>${time(context, at, false)}</td><td>${value(words)}${tried === '' ? null : html` (✖ ${tried})`}${
        others.length === 0
          ? null
          : html`<br><strong>≠ ${RESOURCES.sharedOthers} ${others.map((one) => RESOURCES.outcome[one] || RESOURCES.done).join(', ')}</strong>`
      }</td><td>${exhibitList(exhibits)}</td></tr>\n`;
    }),
  );
}
