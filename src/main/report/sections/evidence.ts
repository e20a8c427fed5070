// Every item of the case with its hash, and where it came from; then the files that gave no item at all.

import { problemSentence } from '../../../shared/problems.ts';
import { grouped } from '../../../shared/text.ts';
import { memberProblems } from '../../query/member-problems.ts';
import type { ReportContext } from '../context.ts';
import { sha256 } from '../exhibits.ts';
import { html, type Markup } from '../html.ts';
import { inShownOrder, itemsInOrder } from '../item-order.ts';
import { anchor, code, exhibitLinks, itemAnchor, link, table, time, value, verdict } from '../parts.ts';
import { ABOUT, EVIDENCE, KINDS, REDACTED, TITLES } from '../wording/index.ts';
import { filePath, person, roundedSize } from './redacted-parts.ts';
import type { Section } from './section.ts';

interface SourceLine {
  id: number;
  kind: string;
  path: string;
  at: number;
  who: string;
  tool: string;
}

function sources(context: ReportContext): Markup {
  const rows = context.db.prepare('SELECT id, kind, path, at, who, tool FROM sources ORDER BY id').all() as SourceLine[];
  return table(
    'sources',
    EVIDENCE.sourceHeads,
    rows.map(
      (
        one,
      ) => html`<tr id="${anchor('source', one.id)}"><td>${one.id} (${EVIDENCE.kinds[one.kind] ?? one.kind})</td><td>${filePath(context, one.path)}</td>
<td>${time(context, one.at, false)}</td><td>${person(context, one.who)}<br><span class="aside">${value(one.tool)}</span></td></tr>\n`,
    ),
  );
}

interface ItemLine {
  id: number;
  hash: string;
  kind: string;
  size: number;
  kept: number;
  records: number;
  problems: number;
  /** JSON: [[source, path], …] */
  places: string;
}

/** One by one in a redacted report: of a large case only the order is held in memory. */
const ITEMS = `
  SELECT e.id, lower(hex(e.sha256)) AS hash, e.kind, e.size, e.kept, e.records,
    (SELECT count(*) FROM problems p WHERE p.evidence = e.id) AS problems,
    (SELECT json_group_array(json_array(f.source, f.path) ORDER BY f.source, f.path) FROM found_at f WHERE f.evidence = e.id) AS places
  FROM evidence e `;

function place(context: ReportContext, [source, path]: [number, string]): Markup {
  return html`<li>${link(anchor('source', source), source)}: ${filePath(context, path)}</li>`;
}

/** By source, then by path; where paths are hidden, by source alone. */
function placesInOrder(context: ReportContext, item: ItemLine): [number, string][] {
  const places = JSON.parse(item.places) as [number, string][];
  return context.redaction === null ? places : inShownOrder(context, places, ([, path]) => path).sort(([a], [b]) => a - b);
}

/** Two rows, three lines: what it is; its hash, unbroken; where it was found, over the whole width. */
function itemRow(context: ReportContext, item: ItemLine, number: number, within: ReadonlyMap<number, number>): Markup {
  const cited = context.byItem.get(item.hash);
  const exhibits = cited ? html` ${exhibitLinks(cited.map((one) => one.number))}` : null;
  const places = placesInOrder(context, item).map((one) => place(context, one));
  return html`<tbody id="${itemAnchor(context, item.hash)}"><tr class="item"><td class="number">${number}</td><td>${KINDS[item.kind] ?? item.kind}</td>
<td class="number">${roundedSize(context, item.size)}</td><td>${item.kept ? EVIDENCE.yes : EVIDENCE.no}</td>
<td class="number">${grouped(item.records)}</td><td class="number">${grouped(item.problems + (within.get(item.id) ?? 0))}</td></tr>
<tr class="where"><td colspan="6">${code(item.hash)}${exhibits}${altered(context, item)}<ul class="paths">${places}</ul></td></tr></tbody>\n`;
}

/** Says of an item whose bytes are not those that were imported what hash they have. Where the verification found none, nothing is hashed again. */
function altered(context: ReportContext, { id, hash }: ItemLine): Markup | null {
  if (context.verification.evidence.altered === 0 || context.intact.check(id, hash) !== 'altered') return null;
  if (context.redaction !== null) return html`<br>${verdict(false, EVIDENCE.alteredHidden)}`;
  const bytes = context.evidence.bytes(id);
  return html`<br>${verdict(false, EVIDENCE.alteredItem)} ${bytes === null ? EVIDENCE.unreadableNow : code(sha256(bytes))}`;
}

/** Why each file was not read, by source and path: read at once, for one query per file would be quadratic. */
function reasons(context: ReportContext): Map<string, Markup[]> {
  const found = new Map<string, Markup[]>();
  const rows = context.db
    .prepare('SELECT source, path, code, detail FROM problems WHERE evidence IS NULL AND source IS NOT NULL ORDER BY code, detail')
    .all() as { source: number; path: string; code: string; detail: string }[];
  const shown = context.redaction === null ? rows : inShownOrder(context, rows, ({ detail }) => detail);
  for (const { source, path, code: problem, detail } of shown) {
    const key = `${source} ${path}`;
    const line = html`<li>${problemSentence(problem)} ${detail === '' ? null : value(detail)}</li>`;
    const list = found.get(key);
    if (list) list.push(line);
    else found.set(key, [line]);
  }
  return found;
}

function* unread(context: ReportContext): Generator<Markup> {
  const rows = context.db.prepare('SELECT source, path FROM found_at WHERE evidence IS NULL ORDER BY source, path').all() as {
    source: number;
    path: string;
  }[];
  if (rows.length === 0) return;
  const shown = context.redaction === null ? rows : inShownOrder(context, rows, ({ path }) => path).sort((a, b) => a.source - b.source);
  const why = reasons(context);
  yield html`<h3>${EVIDENCE.unread}</h3>\n<p>${EVIDENCE.unreadText}</p>\n`;
  yield table(
    'unread',
    EVIDENCE.unreadHeads,
    shown.map(
      (one) => html`<tr><td>${link(anchor('source', one.source), one.source)}</td><td>${filePath(context, one.path)}</td>
<td><ul class="paths">${why.get(`${one.source} ${one.path}`) ?? null}</ul></td></tr>\n`,
    ),
  );
}

export const evidence: Section = {
  id: 'evidence',
  title: TITLES.evidence,
  about: ABOUT.evidence,
  newPage: true,
  *render(context) {
    const { redaction } = context;
    const { from, to } = context.stretches?.get('evidence') ?? { from: 0, to: -1 };
    if (from > 0) {
      yield* itemRows(context, from, to);
      return;
    }
    yield html`<p>${redaction === null ? EVIDENCE.intro : REDACTED.inventory}</p>\n`;
    if (context.numbers.notKept > 0) yield html`<p>${EVIDENCE.notKept}</p>\n`;
    if (context.numbers.items + context.numbers.unread === 0) {
      yield html`<p>${EVIDENCE.none}</p>\n`;
      return;
    }
    const { altered: changed } = context.verification.evidence;
    if (changed > 0) yield html`<div class="box warning"><p>✖ ${EVIDENCE.altered(changed)}</p></div>\n`;
    yield html`<h3>${EVIDENCE.sources}</h3>\n${sources(context)}<h3>${EVIDENCE.items}</h3>\n`;
    yield* itemRows(context, from, to);
    yield* unread(context);
  },
};

function* itemLines(context: ReportContext, from: number, to: number): Generator<ItemLine> {
  if (context.redaction === null) {
    const all = context.db.prepare(`${ITEMS} ORDER BY e.sha256 LIMIT ? OFFSET ?`);
    yield* all.iterate(to < 0 ? -1 : to - from, from) as IterableIterator<ItemLine>;
    return;
  }
  const one = context.db.prepare(`${ITEMS} WHERE e.id = ?`);
  for (const { id } of itemsInOrder(context, from, to)) yield one.get(id) as ItemLine;
}

/** Items in order, from one index to before another; -1: to the end. */
function* itemRows(context: ReportContext, from: number, to: number): Generator<Markup> {
  const isFull = context.redaction === null;
  const heads = isFull ? EVIDENCE.heads : REDACTED.items;
  yield html`<table class="items"><thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr>
<tr><th scope="col" colspan="6">${isFull ? EVIDENCE.secondHead : REDACTED.itemsSecond}</th></tr></thead>\n`;
  const within = memberProblems(context.db);
  let number = from;
  for (const item of itemLines(context, from, to)) yield itemRow(context, item, ++number, within);
  yield html`</table>\n`;
}
