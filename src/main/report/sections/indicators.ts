// Indicators as tables: addresses, keys, programs, session names, and hits on watch lists.
import { ADDRESS_KIND_WORDS, PLACE_CREDITS, sourceLine } from '../../../shared/addresses.ts';
import { grouped } from '../../../shared/text.ts';
import { typeOfKey } from '../../query/lineage/credentials.ts';
import type { ReportContext } from '../context.ts';
import {
  type AddressIndicator,
  type Indicator,
  type IndicatorsFacts,
  indicatorsFacts,
  type KeyIndicator,
  type Listed,
} from '../facts/indicators.ts';
import { type HtmlValue, html, type Markup } from '../html.ts';
import { prose, table, shortValue as value } from '../parts.ts';
import { FACT_ABOUT, FACT_COMMON, FACT_TITLES, INDICATORS } from '../wording/index.ts';
import { keyType } from './actors.ts';
import { conflictsText, disputedText, exhibitList, firstLast, joined, mono, tellsPlaces, textList } from './fact-parts.ts';
import { type Section, section } from './section.ts';

/** Exhibits that a row links to: tables of indicators may be long. */
const LINKS = 6;

export const indicators: Section = section<IndicatorsFacts>({
  id: 'indicators',
  title: FACT_TITLES.indicators,
  about: FACT_ABOUT.indicators,
  prepare: async (context) => indicatorsFacts(context),
  *render(context, { addresses, keys, agents, sessions, lists, data, conflicts }) {
    if (context.exhibits.length === 0) {
      yield html`<p>${FACT_COMMON.noneExhibits}</p>\n`;
      return;
    }
    yield html`<p>${INDICATORS.intro}</p>\n${conflictsText(conflicts)}`;
    yield* addressTables(context, addresses);
    yield dataMarkup(data);
    yield* plainTable(context, INDICATORS.keys, null, INDICATORS.keyHeads, keys, (one) => mono(one.value), keyAbout);
    const plain = (one: Indicator): Markup => value(one.value);
    yield* plainTable(context, INDICATORS.agents, INDICATORS.agentsText, INDICATORS.agentHeads, agents, plain);
    yield* plainTable(context, INDICATORS.sessions, INDICATORS.sessionsText, INDICATORS.sessionHeads, sessions, plain);
    yield* listsMarkup(lists);
  },
});

function* addressTables(context: ReportContext, { rows, more }: Listed<AddressIndicator>): Generator<Markup> {
  const open = rows.filter(({ kind }) => kind === 'public');
  const others = rows.filter(({ kind }) => kind !== 'public');
  if (open.length > 0) {
    yield html`<h3>${INDICATORS.addresses}</h3>\n<p>${prose(INDICATORS.places)}</p>\n`;
    yield table(
      'indicators',
      INDICATORS.addressHeads,
      open.map((one) => indicatorRow(context, one, value(one.value), tellsPlaces(context) ? placeOf(one) : INDICATORS.placeHidden)),
    );
  }
  if (others.length > 0) {
    yield html`<h3>${INDICATORS.otherAddresses}</h3>\n<p>${INDICATORS.otherAddressesText}</p>\n`;
    yield table(
      'indicators',
      INDICATORS.otherHeads,
      others.map((one) => indicatorRow(context, one, value(one.value), ADDRESS_KIND_WORDS[one.kind])),
    );
  }
  if (more > 0) yield html`<p>${FACT_COMMON.more(more, 'address', 'addresses')}</p>\n`;
}

/** Of which kind it is; and of one that exhibits hand out or are about, that it is so. */
function keyAbout({ value: key, events, issued, about }: KeyIndicator): Markup {
  const notes = [
    ...(issued.length > 0 ? [html`${INDICATORS.handedOut} ${exhibitList(issued, LINKS)}`] : []),
    ...(about.length > 0 ? [html`${INDICATORS.keyNamed} ${exhibitList(about, LINKS)}`] : []),
    ...(events === 0 ? [html`${INDICATORS.keyUnused}`] : []),
  ];
  return html`${keyType(typeOfKey(key))}${notes.map((note) => html`<br><span class="aside">${note}</span>`)}`;
}

function placeOf({ country, network }: AddressIndicator): Markup {
  return html`${country === null ? INDICATORS.noCountry : value(country)}<br>${network === null ? INDICATORS.noNetwork : value(network)}`;
}

function indicatorRow(context: ReportContext, one: Indicator, name: HtmlValue, about: HtmlValue | undefined): Markup {
  const { events, exhibits, disputed } = one;
  // Events without a time have neither a first nor a last.
  const when = events > 0 && one.first === null ? html`<span class="none">${INDICATORS.undated}</span>` : firstLast(context, one);
  const only = events === 0 && disputed.length > 0 ? html`<br><strong>≠ ${INDICATORS.onlyOther}</strong>` : null;
  return html`<tr><td>${name}</td>${about === undefined ? null : html`<td>${about}</td>`}<td>${when}${only}</td>
<td class="number">${grouped(events)}</td><td>${exhibitList(exhibits, LINKS)}${disputedText(disputed)}</td></tr>\n`;
}

function dataMarkup({ used, differences }: IndicatorsFacts['data']): Markup {
  const sources = used.sources.map((source) => value(sourceLine(source)));
  return html`<p class="aside">${INDICATORS.data} ${sources.length === 0 ? INDICATORS.dataNone : joined(sources)}. ${PLACE_CREDITS}.</p>\n${
    differences.length === 0 ? null : html`<p>${INDICATORS.dataDiffer} ${textList(differences)}</p>\n`
  }`;
}

function* plainTable<T extends Indicator>(
  context: ReportContext,
  title: string,
  words: string | null,
  heads: readonly string[],
  { rows, more }: Listed<T>,
  name: (of: T) => Markup,
  about?: (of: T) => Markup,
): Generator<Markup> {
  if (rows.length === 0) return;
  yield html`<h3>${title}</h3>\n${words === null ? null : html`<p>${words}</p>\n`}`;
  yield table(
    about ? 'indicators' : 'indicators plain-values',
    heads,
    rows.map((one) => indicatorRow(context, one, name(one), about?.(one))),
  );
  if (more > 0) yield html`<p>${FACT_COMMON.more(more, 'value')}</p>\n`;
}

function* listsMarkup({ hits, all, differences }: IndicatorsFacts['lists']): Generator<Markup> {
  yield html`<h3>${INDICATORS.lists}</h3>\n`;
  if (differences.length > 0) yield html`<p>${textList(differences)}</p>\n`;
  if (hits.length === 0) {
    yield html`<p>${all === 0 ? INDICATORS.noLists : INDICATORS.noHits(all)}</p>\n`;
    return;
  }
  yield table(
    'lists',
    INDICATORS.listHeads,
    hits.map(
      ({ label, addresses, events, exhibits }) =>
        html`<tr><td>◉ ${value(label)}</td><td>${textList(addresses)}</td><td class="number">${grouped(events)}</td><td>${exhibitList(exhibits)}</td></tr>\n`,
    ),
  );
}
