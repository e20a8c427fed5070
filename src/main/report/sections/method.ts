// How the statements were reached: tools, options, filters, databases, rules; and how to reach them again.
import { PLACE_CREDITS } from '../../../shared/addresses.ts';
import { grouped } from '../../../shared/text.ts';
import { leftOutWords } from '../../../shared/watch-lists.ts';
import { TOOL } from '../../version.ts';
import type { ReportContext } from '../context.ts';
import { type ImportOption, type MethodFacts, methodFacts } from '../facts/method.ts';
import { caseText, type HtmlValue, html, type Markup } from '../html.ts';
import { anchor, code, factTable, link, prose, table, time, value } from '../parts.ts';
import { COMMON, FACT_ABOUT, FACT_TITLES, METHOD } from '../wording/index.ts';
import { joined, textList } from './fact-parts.ts';
import { type Section, section } from './section.ts';

export const method: Section = section<MethodFacts>({
  id: 'method',
  title: FACT_TITLES.method,
  about: FACT_ABOUT.method,
  newPage: true,
  prepare: async (context) => methodFacts(context),
  *render(context, facts) {
    yield html`<p>${METHOD.intro}</p>\n<h3>${METHOD.tools}</h3>\n`;
    yield factTable([
      [METHOD.toolThis, TOOL],
      [METHOD.toolsIn, tools(facts)],
    ]);
    yield* imports(context, facts);
    yield html`<h3>${METHOD.steps}</h3>\n${list(METHOD.stepsList)}`;
    yield* filters(facts);
    yield* databases(context, facts);
    yield html`<h3>${METHOD.clocks}</h3>\n${list(METHOD.clocksList)}<h3>${METHOD.repeat}</h3>\n${list(METHOD.repeatList)}`;
  },
});

function list(texts: readonly string[]): Markup {
  return html`<ul>${texts.map((text) => html`<li>${prose(text)}</li>`)}</ul>\n`;
}

function tools({ tools: all }: MethodFacts): Markup {
  return html`${all.map(({ tool, entries, first, last }, i) => html`${i > 0 ? html`<br>` : null}${value(tool)}: ${METHOD.toolEntries(entries, first, last)}`)}`;
}

function entryLink(seq: number): Markup {
  return link(anchor('custody', seq), COMMON.entry(seq));
}

function* imports(context: ReportContext, { imports: all, moreImports }: MethodFacts): Generator<Markup> {
  yield html`<h3>${METHOD.sources}</h3>\n`;
  if (all.length === 0) {
    yield html`<p>${METHOD.noSources}</p>\n`;
    return;
  }
  yield html`<p>${METHOD.sourcesText}</p>\n`;
  yield table(
    'imports',
    METHOD.sourceHeads,
    all.map(
      ({ seq, at, outcome, options }) => html`<tr><td>${entryLink(seq)}</td><td>${time(context, at, false)}</td><td>${value(outcome)}</td>
<td>${options.length === 0 ? METHOD.noOptions : joined(options.map(optionText), '; ')}</td></tr>\n`,
    ),
  );
  if (moreImports > 0) yield html`<p>${METHOD.moreSources(moreImports)}</p>\n`;
}

function optionText(option: ImportOption): HtmlValue {
  if (option.name === 'other') return html`<code>${caseText(option.text)}</code>`;
  return option.name === 'keepAll' ? METHOD.option.keepAll(option.on) : METHOD.option[option.name](option.n);
}

function* filters({ views, used, moreFilters }: MethodFacts): Generator<Markup> {
  yield html`<h3>${METHOD.filters}</h3>\n`;
  if (views.length === 0) yield html`<p>${METHOD.noFilters}</p>\n`;
  else
    yield html`<p>${METHOD.filtersText}</p>\n${table(
      'views',
      METHOD.filterHeads,
      views.map(({ name, filter }) => html`<tr><td>${value(name, 'note')}</td><td><code>${caseText(filter)}</code></td></tr>\n`),
    )}`;
  if (used.length > 0)
    yield html`<p>${METHOD.filtersUsed}</p>\n${table(
      'filters-used',
      METHOD.filterUsedHeads,
      used.map(
        ({ seq, action, filter }) =>
          html`<tr><td>${entryLink(seq)}</td><td>${value(action)}</td><td><code>${caseText(filter)}</code></td></tr>\n`,
      ),
    )}`;
  if (moreFilters > 0) yield html`<p>${METHOD.moreFilters(moreFilters)}</p>\n`;
}

/** The day of the data, where they say one; of loaded ones when they came into the case. */
function attackMade(context: ReportContext, { made, loaded }: MethodFacts['attack']): Markup {
  return html`${made === null ? METHOD.attackUndated : value(made)}${
    loaded === null ? null : html`<br>${METHOD.attackLoaded} ${time(context, loaded.at, false)}, ${entryLink(loaded.seq)}`
  }`;
}

function* databases(context: ReportContext, { addresses, attack, lists }: MethodFacts): Generator<Markup> {
  yield html`<h3>${METHOD.databases}</h3>\n<p>${METHOD.databasesText}</p>\n`;
  const files = (all: readonly { name: string; sha256: string }[]): Markup =>
    html`${all.map(({ name, sha256 }, i) => html`${i > 0 ? html`<br>` : null}${value(name)} ${code(sha256)}`)}`;
  yield table('databases', METHOD.databaseHeads, [
    ...addresses.used.sources.map(
      ({ gives, name, version, built, files: own }) =>
        html`<tr><td>${joined(gives.map((one) => METHOD.gives[one]))}</td><td>${value(name)}${version === null ? null : html` ${value(version)}`}</td><td>${value(built)}</td><td>${files(own)}</td></tr>\n`,
    ),
    html`<tr><td>${METHOD.attack}</td><td>${value(attack.data)}${attack.from === 'shipped' ? html`<br><span class="aside">${METHOD.attackShipped}</span>` : null}</td>
<td>${attackMade(context, attack)}</td><td>${attack.from === 'loaded' ? html`${files([{ name: attack.file, sha256: attack.sha256 }])}<br>` : null}${METHOD.attackTable(attack.techniques)} ${code(attack.table)}</td></tr>\n`,
    ...lists.map(
      (
        one,
      ) => html`<tr><td>${METHOD.list}</td><td>${value(one.name)} (${grouped(one.entries)})${leftOutWords(one) === '' ? null : html`<br><span class="aside">${leftOutWords(one)}</span>`}</td>
<td>${one.date === '' ? METHOD.listUndated : value(one.date)}<br>${time(context, one.at, false)}</td><td>${code(one.sha256)}</td></tr>\n`,
    ),
  ]);
  if (addresses.differences.length > 0) yield html`<p>${METHOD.differences} ${textList(addresses.differences)}</p>\n`;
  yield html`<p class="aside">${PLACE_CREDITS}.</p>\n`;
}
