// What a redacted copy hides: the rules, every replacement with how often and where, and what a reader may conclude. Counted before it is written: see document.ts.
import { grouped } from '../../../shared/text.ts';
import type { ReportContext } from '../context.ts';
import { html, type Markup } from '../html.ts';
import { exhibitLinks, paragraphs, prose, table, tableEnds } from '../parts.ts';
import { type Group, hides } from '../redaction/kinds.ts';
import type { Entry } from '../redaction/ledger.ts';
import type { Redaction } from '../redaction/redaction.ts';
import { REDACTION } from '../wording/index.ts';
import type { Section } from './section.ts';

/** Pseudonyms listed one by one. */
const LISTED = 5000;

const CHOICES = ['accounts', 'keys', 'names', 'addresses', 'resources', 'paths', 'freeText'] as const satisfies readonly Group[];

export const redaction: Section = {
  id: 'redaction',
  title: REDACTION.title,
  about: REDACTION.about,
  newPage: true,
  *render(context) {
    if (context.redaction === null) return;
    yield paragraphs(REDACTION.intro);
    yield* rules(context.redaction);
    yield* replacements(context, context.redaction);
    yield html`<h3>${REDACTION.conclusions}</h3>\n<ul>${REDACTION.conclude.map((one) => html`<li>${prose(one)}</li>`)}</ul>\n`;
  },
};

function* rules({ options, ledger, collected }: Redaction): Generator<Markup> {
  const kinds = ledger.list();
  const times = (...names: string[]): number => kinds.reduce((sum, { kind, times: n }) => sum + (names.includes(kind) ? n : 0), 0);
  const row = (what: string, state: string, n: number): Markup =>
    html`<tr><th scope="row">${what}</th><td>${state}</td><td class="number">${grouped(n)}</td></tr>\n`;
  yield html`<h3>${REDACTION.rules}</h3>\n`;
  yield table('redaction-rules', REDACTION.ruleHeads, [
    row(REDACTION.groups.secrets, REDACTION.always, times('secret')),
    row(REDACTION.groups.hashes, REDACTION.always, times('commitment')),
    row(REDACTION.groups.ids, REDACTION.always, times('id')),
    row(REDACTION.options, REDACTION.always, times('options')),
    ...CHOICES.map((group) =>
      row(REDACTION.groups[group], hides(options, group) ? REDACTION.hidden : REDACTION.shown, ledger.times(group)),
    ),
    ...(options.fields.length === 0 ? [] : [row(REDACTION.fields(options.fields.length), REDACTION.hidden, times('field'))]),
    ...(options.patterns.length === 0 ? [] : [row(REDACTION.patterns(options.patterns.length), REDACTION.hidden, times('match'))]),
    ...(options.entities.length === 0 ? [] : [row(REDACTION.entities(options.entities.length), REDACTION.hidden, times('hidden'))]),
  ]);
  if (options.fields.length + options.patterns.length + options.entities.length > 0)
    yield html`<p>${REDACTION.unnamed} ${REDACTION.ownWords}</p>\n`;
  const notSpread = options.fields.length > 0 ? REDACTION.notSpread(collected.notSpread) : '';
  if (options.fields.length > 0) yield html`<p>${REDACTION.spread}${notSpread === '' ? null : ` ${notSpread}`}</p>\n`;
  yield html`<p class="aside">${REDACTION.numbers}</p>\n`;
  yield html`<p class="aside">${REDACTION.read(collected.records.read, collected.records.all)}</p>\n`;
}

function* replacements({ exhibits }: ReportContext, { ledger }: Redaction): Generator<Markup> {
  const list = ledger.list();
  yield html`<h3>${REDACTION.list}</h3>\n`;
  if (list.length === 0) {
    yield html`<p>${REDACTION.none}</p>\n`;
    return;
  }
  const shown = new Set(exhibits.map(({ number }) => number));
  yield html`<p>${REDACTION.listText}</p>\n`;
  const { open, close } = tableEnds('redactions', REDACTION.listHeads);
  yield open;
  for (const one of list.slice(0, LISTED)) yield entryRow(one, shown);
  yield close;
  if (list.length > LISTED) yield html`<p>${REDACTION.more(list.length - LISTED)} ${restByKind(list.slice(LISTED))}.</p>\n`;
}

function entryRow({ label, kind, commitment, times, exhibits, moreExhibits, elsewhere }: Entry, shown: ReadonlySet<number>): Markup {
  const mark = label === '' ? html`${REDACTION.kinds[kind] ?? REDACTION.allOf(kind)}` : html`<span class="redacted">‹${label}›</span>`;
  const links = exhibitLinks(exhibits.filter((one) => shown.has(one)));
  return html`<tr><td>${mark}</td><td class="number">${grouped(times)}</td><td>${links}${moreExhibits > 0 ? ` ${REDACTION.moreExhibits(moreExhibits)}` : null}</td>
<td class="number">${grouped(elsewhere)}</td><td>${commitment === '' ? null : html`<code>${commitment}</code>`}</td></tr>\n`;
}

function restByKind(entries: readonly Entry[]): string {
  const kinds = new Map<string, number>();
  for (const { kind } of entries) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  return [...kinds].map(([kind, n]) => `${kind} (${grouped(n)})`).join(', ');
}
