// The dossier of one set of credentials: who they are by the records, what was done with them, where they came from, their events.
import { ADDRESS_KIND_WORDS } from '../../../shared/addresses.ts';
import type { SeenCount } from '../../../shared/domain.ts';
import type { LifeEvent, Lineage, LineageBranch, LineageStep } from '../../../shared/lineage.ts';
import { boxId, graphOf } from '../../../shared/lineage-graph.ts';
import { grouped } from '../../../shared/text.ts';
import { addressFactsOf } from '../../query/addresses/fields.ts';
import { eventsOf } from '../../query/columns/case-events.ts';
import { MOST_READ } from '../../query/pivot.ts';
import { isFailedSignIn } from '../../query/window-row.ts';
import type { ReportContext } from '../context.ts';
import { type Classes, type Dossier, type DossierFacts, dossierOf, totalOf } from '../facts/dossier.ts';
import { caseText, type HtmlValue, html, type Markup, ours } from '../html.ts';
import { anchor, factTable, link, paragraphs, table, time, shortValue as value } from '../parts.ts';
import { activityPicture, hoursPicture } from '../pictures/activity.ts';
import { lineagePictures } from '../pictures/lineage.ts';
import { ACTORS, COMMON, DOSSIER, FACT_ABOUT, FACT_COMMON, FACT_TITLES, INDICATORS, TIMELINE } from '../wording/index.ts';
import { stepsTable } from './actors.ts';
import { exhibitList, joined, mono, tellsPlaces } from './fact-parts.ts';
import { outcomeMarkup } from './outcome-parts.ts';
import { type Section, section } from './section.ts';

type Render = (context: ReportContext, facts: DossierFacts) => Iterable<Markup>;

function dossierSection(id: string, title: string, about: string, render: Render): Section {
  return section<Dossier>({
    id: `dossier-${id}`,
    title,
    about,
    prepare: dossierOf,
    *render(context, dossier) {
      if (typeof dossier !== 'string') {
        yield* render(context, dossier);
        return;
      }
      const of = dossier === 'none' ? null : html` ${value(context.options.actor)}`;
      yield html`<p>${DOSSIER[dossier]}${of}</p>\n`;
    },
  });
}

export const dossierIdentity = dossierSection('identity', FACT_TITLES.identity, FACT_ABOUT.identity, identity);
export const dossierActivity = dossierSection('activity', FACT_TITLES.activity, FACT_ABOUT.activity, activity);
export const dossierLineage = dossierSection('lineage', FACT_TITLES.lineage, FACT_ABOUT.lineage, lineage);
export const dossierEvents = dossierSection('events', FACT_TITLES.events, FACT_ABOUT.events, events);

function* identity(context: ReportContext, { kind, value: of, pivot, exhibits }: DossierFacts): Generator<Markup> {
  yield html`<p>${DOSSIER.intro}</p>\n`;
  const whose = pivot.actors.map(({ value: who, count }) => html`${value(who)} (${FACT_COMMON.events(count)})`);
  yield factTable([
    [DOSSIER.asked, html`${DOSSIER.kinds[kind]}: ${kind === 'key' ? mono(of) : value(of)}`],
    ...(whose.length > 0 ? [[DOSSIER.whose, joined(whose)] as const] : []),
    [DOSSIER.events, grouped(pivot.events)],
    [DOSSIER.writes, grouped(pivot.writes)],
    [DOSSIER.errors, DOSSIER.errorsText(pivot.denied, pivot.errors)],
    [DOSSIER.first, time(context, pivot.first)],
    [DOSSIER.last, time(context, pivot.last)],
    [DOSSIER.days, html`${grouped(pivot.days)} (${context.zone})`],
    [DOSSIER.places, DOSSIER.placesText(pivot.accounts, pivot.regions)],
    [DOSSIER.exhibits, exhibitList(exhibits)],
    [DOSSIER.filter, html`<code>${caseText(pivot.filter)}</code>`],
  ]);
  const forms = Object.entries(pivot.forms);
  if (forms.length === 0) return;
  yield html`<h3>${DOSSIER.forms}</h3>\n`;
  yield table(
    'forms',
    DOSSIER.formHeads,
    forms.flatMap(([field, values]) => [
      ...values.map(
        (one, i) =>
          html`<tr><td>${i === 0 ? html`<code>${field}</code>` : null}</td><td>${value(one.value)}</td><td class="number">${grouped(one.count)}</td>${firstAndLast(context, one)}</tr>\n`,
      ),
      ...moreRow(values.length, pivot.distinct[field]),
    ]),
  );
}

/** Two cells, from when to when; one for both where there is one time or none. */
function firstAndLast(context: ReportContext, { first, last }: SeenCount): Markup {
  if (first === null || last === null) return html`<td colspan="2"><span class="none">${INDICATORS.undated}</span></td>`;
  if (first === last) return html`<td colspan="2">${time(context, first, false)}</td>`;
  return html`<td>${time(context, first, false)}</td><td>${time(context, last, false)}</td>`;
}

function moreRow(shown: number, all: number | undefined): Markup[] {
  const more = (all ?? shown) - shown;
  return more > 0 ? [html`<tr><td></td><td colspan="4">${FACT_COMMON.more(more, 'value')}</td></tr>\n`] : [];
}

function* activity(context: ReportContext, facts: DossierFacts): Generator<Markup> {
  const { bars, marks, hours, pivot } = facts;
  const words = { title: ours(DOSSIER.pictureTitle), description: ours(DOSSIER.pictureDescription) };
  if (bars !== null) yield activityPicture(bars, context.zone, marks, words);
  if (bars !== null)
    yield html`<p class="aside">${ours(TIMELINE.aggregatedShort(bars.width))}${facts.undated > 0 ? ` ${TIMELINE.timeless(facts.undated)}` : null}</p>\n`;
  yield* days(context, facts);
  if (bars !== null) {
    const told = hours.map((one, hour) => `${String(hour).padStart(2, '0')}: ${grouped(totalOf(one))}`).join(', ');
    const picture = hoursPicture(hours, { title: ours(DOSSIER.hoursTitle), description: ours(told) });
    yield html`<div class="together"><h3>${DOSSIER.hours}</h3>\n<p>${DOSSIER.hoursText(context.zone)}</p>\n${picture}</div>\n`;
  }
  yield* values(context, DOSSIER.apis, DOSSIER.api, pivot.related.eventName, pivot.distinct.eventName);
  yield* values(context, DOSSIER.denied, DOSSIER.error, pivot.related.errorCode, pivot.distinct.errorCode);
  yield* values(context, DOSSIER.addresses, DOSSIER.address, pivot.related.sourceIPAddress, pivot.distinct.sourceIPAddress, (of) =>
    addressText(context, of),
  );
  yield* values(context, DOSSIER.agents, DOSSIER.agent, pivot.related.userAgent, pivot.distinct.userAgent);
  if (pivot.related.resource) yield* values(context, DOSSIER.resources, DOSSIER.resource, pivot.related.resource, pivot.distinct.resource);
  else if (pivot.events > MOST_READ) yield html`<h3>${DOSSIER.resources}</h3>\n<p>${DOSSIER.resourcesTooMany(MOST_READ)}</p>\n`;
}

function addressText(context: ReportContext, address: string): Markup {
  const { kind, country, network } = addressFactsOf(eventsOf(context.db))(address);
  const known: HtmlValue[] = [country, network].flatMap((one) => (one === null ? [] : [caseText(one)]));
  return html`${value(address)}<br><span class="aside">${kind === 'public' ? (tellsPlaces(context) ? joined(known) : INDICATORS.placeHidden) : ADDRESS_KIND_WORDS[kind]}</span>`;
}

function* values(
  context: ReportContext,
  title: string,
  head: string,
  list: readonly SeenCount[] | undefined,
  distinct: number | undefined,
  name: (of: string) => Markup = value,
): Generator<Markup> {
  if (!list || list.length === 0) return;
  yield html`<h3>${title}</h3>\n`;
  yield table(
    'values',
    DOSSIER.valueHeads(head),
    list.map(
      (one) => html`<tr><td>${name(one.value)}</td><td class="number">${grouped(one.count)}</td>${firstAndLast(context, one)}</tr>\n`,
    ),
  );
  if (distinct !== undefined && distinct > list.length) yield html`<p>${DOSSIER.more(list.length, distinct)}</p>\n`;
}

const SHOWN_CLASSES: readonly (keyof Classes)[] = ['read', 'write', 'privilege', 'denied', 'error'];

function* days(context: ReportContext, { days: all, allDays, restOfDays, undated }: DossierFacts): Generator<Markup> {
  if (all.length > 0) {
    yield html`<h3>${DOSSIER.daysTitle}</h3>\n<p>${DOSSIER.daysText(context.zone)}</p>\n`;
    yield table(
      'timeline-bins',
      DOSSIER.dayHeads,
      all.map(
        ({ day, classes }) =>
          html`<tr><td>${day}</td>${[totalOf(classes), ...SHOWN_CLASSES.map((name) => classes[name])].map((n) => html`<td class="number">${grouped(n)}</td>`)}</tr>\n`,
      ),
    );
  }
  if (allDays > all.length) yield html`<p>${DOSSIER.moreDays(allDays - all.length, restOfDays)}</p>\n`;
  if (undated > 0) yield html`<p>${DOSSIER.undated(undated)}</p>\n`;
}

function* lineage(context: ReportContext, { lineage: found, kind, value: of }: DossierFacts): Generator<Markup> {
  if (found === null) {
    yield html`<p>${DOSSIER.lineageSession}</p>\n`;
    return;
  }
  const issued = stepsOf(found.children);
  const picture = dossierPicture(found, boxId({ kind, value: of }));
  if (picture) yield picture;
  yield html`<h3>${DOSSIER.issuedBy}</h3>\n`;
  yield found.chain.length === 0 ? html`<p>${DOSSIER.issuedByNone}</p>\n` : stepsTable(context, found.chain);
  yield html`<h3>${DOSSIER.issued}</h3>\n`;
  yield issued.steps.length === 0 ? html`<p>${DOSSIER.issuedNone}</p>\n` : stepsTable(context, issued.steps);
  const more = issued.more + found.more;
  if (more > 0) yield html`<p>${DOSSIER.moreIssued(more)}</p>\n`;
  const { keys, events: count, writes, denied } = found.blast;
  yield html`<p>${DOSSIER.blast(keys, count, writes, denied)}</p>\n`;
  if (found.notes.length > 0) yield html`<ul>${found.notes.map((note) => html`<li>${value(note)}</li>`)}</ul>\n`;
  if (found.life.length > 0) yield html`<h3>${DOSSIER.life}</h3>\n${lifeTable(context, found.life)}`;
}

function stepsOf(branches: readonly LineageBranch[]): { steps: LineageStep[]; more: number } {
  const found = branches.map((branch) => ({ branch, below: stepsOf(branch.children) }));
  return {
    steps: found.flatMap(({ branch, below }) => [branch, ...below.steps]),
    more: found.reduce((sum, { branch, below }) => sum + branch.more + below.more, 0),
  };
}

function dossierPicture(found: Lineage, own: string): Markup | null {
  const graph = graphOf(found);
  const description = ours(ACTORS.lineageDescription(graph.shown.size, graph.arrows.length));
  const pictures = lineagePictures({
    graph,
    title: ours(ACTORS.lineagePicture),
    description,
    cited: new Set([own]),
    id: 'picture-dossier',
  });
  return pictures.length === 0 ? null : html`${pictures}<p class="aside">${DOSSIER.pictureOwn} ${description}</p>\n`;
}

function lifeTable(context: ReportContext, life: readonly LifeEvent[]): Markup {
  return table(
    'life',
    DOSSIER.lifeHeads,
    life.map(({ what, time: at, failed, who, event }) => {
      const exhibit = context.byEvent.get(event.id);
      const tried = failed === null ? null : html`<br>✖ ${DOSSIER.attemptFailed} ${value(failed)}`;
      return html`<tr><td>${time(context, at, false)}</td><td>${DOSSIER.lifeWords[what]}${tried}</td><td>${who === null ? null : value(who)}</td>
<td>${value(event.eventName)}${exhibit ? html`<br>${link(anchor('exhibit', exhibit.number), COMMON.exhibit(exhibit.number))}` : null}</td></tr>\n`;
    }),
  );
}

function* events(context: ReportContext, { exhibits, writing }: DossierFacts): Generator<Markup> {
  yield html`<h3>${DOSSIER.cited}</h3>\n<p>${exhibits.length === 0 ? DOSSIER.citedNone : exhibitList(exhibits)}</p>\n`;
  yield html`<h3>${DOSSIER.writing}</h3>\n`;
  const { total, rows, filter } = writing;
  if (total === 0) {
    yield html`<p>${DOSSIER.writingNone}</p>\n`;
    return;
  }
  yield paragraphs([DOSSIER.writingText(rows.length, total)]);
  if (total > rows.length) yield html`<p><code>${caseText(filter)}</code></p>\n`;
  const left = total > rows.length ? Math.ceil(rows.length / 2) : -1;
  yield table(
    'dossier-events',
    DOSSIER.eventHeads,
    rows.flatMap(({ row, id }, i) => {
      const exhibit = context.byEvent.get(id);
      const shown = html`<tr><td>${time(context, row.timeMs, false)}</td><td>${value(row.eventName)}</td><td>${row.errorCode === null && !isFailedSignIn(context.db, row) ? null : '✖ '}${outcomeMarkup(context, { row })}</td>
<td>${value(row.sourceIPAddress)}</td><td>${exhibit ? link(anchor('exhibit', exhibit.number), COMMON.exhibit(exhibit.number)) : null}</td></tr>\n`;
      return i === left ? [html`<tr><td colspan="5" class="none">${DOSSIER.leftOut}</td></tr>\n`, shown] : [shown];
    }),
  );
}
