// Every item of the case with its hash, and where it came from; then the files that gave no item at all.

import { problemSentence } from '../../../shared/problems.ts';
import { grouped } from '../../../shared/text.ts';
import type { ReportContext } from '../context.ts';
import { html, type Markup } from '../html.ts';
import { anchor, code, exhibitLinks, link, table, tableEnds, time, value } from '../parts.ts';
import { EVIDENCE, KINDS, TITLES } from '../wording.ts';
import { ABOUT } from '../wording-templates.ts';
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
      ) => html`<tr id="${anchor('source', one.id)}"><td>${one.id} (${EVIDENCE.kinds[one.kind] ?? one.kind})</td><td>${value(one.path)}</td>
<td>${time(context, one.at, false)}</td><td>${value(one.who)}<br><span class="aside">${value(one.tool)}</span></td></tr>\n`,
    ),
  );
}

interface ItemLine {
  hash: string;
  kind: string;
  size: number;
  kept: number;
  records: number;
  problems: number;
  /** JSON: [[source, path], …] */
  places: string;
}

const ITEMS = `
  SELECT lower(hex(e.sha256)) AS hash, e.kind, e.size, e.kept, e.records,
    (SELECT count(*) FROM problems p WHERE p.evidence = e.id) AS problems,
    (SELECT json_group_array(json_array(f.source, f.path) ORDER BY f.source, f.path) FROM found_at f WHERE f.evidence = e.id) AS places
  FROM evidence e ORDER BY e.sha256`;

function place([source, path]: [number, string]): Markup {
  return html`<li>${link(anchor('source', source), source)}: ${value(path)}</li>`;
}

function itemRow(context: ReportContext, item: ItemLine, number: number): Markup {
  const cited = context.byItem.get(item.hash);
  const exhibits = cited ? html`<br>${exhibitLinks(cited.map((one) => one.number))}` : null;
  const places = (JSON.parse(item.places) as [number, string][]).map(place);
  return html`<tr id="${anchor('item', item.hash)}"><td class="number">${number}</td><td>${code(item.hash)}${exhibits}<ul class="paths">${places}</ul></td>
<td>${KINDS[item.kind] ?? item.kind}</td><td class="number">${grouped(item.size)}</td><td>${item.kept ? EVIDENCE.yes : EVIDENCE.no}</td>
<td class="number">${grouped(item.records)}</td><td class="number">${grouped(item.problems)}</td></tr>\n`;
}

/** Why each file was not read, by source and path: read at once, for one query per file would be quadratic. */
function reasons(context: ReportContext): Map<string, Markup[]> {
  const found = new Map<string, Markup[]>();
  const rows = context.db
    .prepare('SELECT source, path, code, detail FROM problems WHERE evidence IS NULL AND source IS NOT NULL ORDER BY code, detail')
    .all() as { source: number; path: string; code: string; detail: string }[];
  for (const { source, path, code: problem, detail } of rows) {
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
  const why = reasons(context);
  yield html`<h3>${EVIDENCE.unread}</h3>\n<p>${EVIDENCE.unreadText}</p>\n`;
  yield table(
    'unread',
    EVIDENCE.unreadHeads,
    rows.map(
      (one) => html`<tr><td>${link(anchor('source', one.source), one.source)}</td><td>${value(one.path)}</td>
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
    yield html`<p>${EVIDENCE.intro}</p>\n`;
    if (context.numbers.notKept > 0) yield html`<p>${EVIDENCE.notKept}</p>\n`;
    if (context.numbers.items + context.numbers.unread === 0) {
      yield html`<p>${EVIDENCE.none}</p>\n`;
      return;
    }
    yield html`<h3>${EVIDENCE.sources}</h3>\n${sources(context)}<h3>${EVIDENCE.items}</h3>\n`;
    const { open, close } = tableEnds('items', EVIDENCE.heads);
    yield open;
    let number = 0;
    for (const item of context.db.prepare(ITEMS).iterate() as IterableIterator<ItemLine>) yield itemRow(context, item, ++number);
    yield close;
    yield* unread(context);
  },
};
