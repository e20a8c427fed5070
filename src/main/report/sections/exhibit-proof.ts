// Where an exhibit is: item, position, places, and the commands that repeat its hash by hand.

import { VERDICT_SIGNS, verdictMeaning } from '../../../shared/integrity-words.ts';
import { problemSentence } from '../../../shared/problems.ts';
import { grouped } from '../../../shared/text.ts';
import { checkItemCommand, recordCommand } from '../commands.ts';
import type { ReportContext } from '../context.ts';
import { type Exhibit, itemOf } from '../exhibits.ts';
import { type HtmlValue, html, type Markup } from '../html.ts';
import { anchor, code, command, factTable, itemLink, link, value, verdict } from '../parts.ts';
import { COMMON, EXHIBITS } from '../wording.ts';
import { ATTESTATION } from '../wording-attestation.ts';

/** Places listed per exhibit; the inventory lists all. */
const PLACES = 20;

/** Problems listed per exhibit. */
const PROBLEMS = 50;

/** Where an item was found, the first few; the rest counted with a link to the inventory. */
export function placesOf(context: ReportContext, evidence: number, hash: string): Markup {
  const places = context.db
    .prepare('SELECT source, path FROM found_at WHERE evidence = ? ORDER BY source, path LIMIT ?')
    .all(evidence, PLACES) as {
    source: number;
    path: string;
  }[];
  const all = context.db.prepare('SELECT count(*) FROM found_at WHERE evidence = ?').pluck().get(evidence) as number;
  return html`<ul class="paths">${places.map((one) => html`<li>${link(anchor('source', one.source), one.source)}: ${value(one.path)}</li>`)}${
    all > places.length ? html`<li>${link(anchor('item', hash), COMMON.more(all - places.length, 'place'))}</li>` : null
  }</ul>`;
}

function problemsOf(context: ReportContext, record: number): Markup | null {
  const rows = context.db
    .prepare(
      'SELECT code, detail FROM problems WHERE record = ? AND evidence = (SELECT evidence FROM records WHERE id = ?) ORDER BY code, detail LIMIT ?',
    )
    .all(record, record, PROBLEMS) as {
    code: string;
    detail: string;
  }[];
  if (rows.length === 0) return null;
  return html`<ul class="paths">${rows.map((one) => html`<li>${problemSentence(one.code)} ${one.detail === '' ? null : value(one.detail)}</li>`)}</ul>`;
}

/** What AWS's signed digests say of the item: so far reaches the proof behind the import. */
function deliveredAs(context: ReportContext, hash: string): HtmlValue {
  const judged = context.judgedOf(hash);
  if (judged === null) return ATTESTATION.unjudged;
  const { meaning, consequence } = verdictMeaning(judged);
  return html`${VERDICT_SIGNS[judged.verdict].sign} ${judged.verdict}: ${value(judged.reason)}. ${meaning} ${consequence}`;
}

export function* proof(context: ReportContext, exhibit: Exhibit): Generator<Markup> {
  const { row } = exhibit;
  const item = itemOf(context.db, row.record);
  const state = context.intact.check(item.evidence, row.evidence);
  const stored =
    state === 'notKept' ? EXHIBITS.notKept : verdict(state === 'intact', state === 'intact' ? EXHIBITS.intactYes : EXHIBITS.intactNo);
  const oddities = problemsOf(context, row.record);
  yield html`<h4>${EXHIBITS.where}</h4>\n`;
  yield factTable([
    [EXHIBITS.item, itemLink(context, row.evidence)],
    [EXHIBITS.found, placesOf(context, item.evidence, row.evidence)],
    [EXHIBITS.itemSize, `${grouped(item.size)} bytes`],
    [EXHIBITS.intact, stored],
    [ATTESTATION.delivered, deliveredAs(context, row.evidence)],
    [EXHIBITS.encoding, item.encoding === 'gzip' ? EXHIBITS.gzip : item.encoding === 'identity' ? EXHIBITS.identity : item.encoding],
    ...(row.steps === '' ? [] : [[EXHIBITS.steps, code(row.steps)] as const]),
    [EXHIBITS.offset, code(row.offset)],
    [EXHIBITS.length, code(row.length)],
    [EXHIBITS.address, code(exhibit.id)],
    ...(oddities ? [[EXHIBITS.problems, oddities] as const] : []),
  ]);
  yield html`<p>${EXHIBITS.check}</p>\n`;
  yield command(`${checkItemCommand(row.evidence)}`);
  yield command(recordCommand(row.evidence, item.encoding, row.offset, row.length, row.steps));
}
