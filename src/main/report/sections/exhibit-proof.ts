// Where an exhibit is: item, position, places, and the commands that repeat its hash by hand.

import { VERDICT_SIGNS, verdictMeaning } from '../../../shared/integrity-words.ts';
import { problemSentence } from '../../../shared/problems.ts';
import { grouped } from '../../../shared/text.ts';
import { checkItemCommand, recordCommand } from '../commands.ts';
import type { ReportContext } from '../context.ts';
import { type Exhibit, itemOf } from '../exhibits.ts';
import { type HtmlValue, html, type Markup } from '../html.ts';
import { inShownOrder } from '../item-order.ts';
import { anchor, code, command, factTable, itemAnchor, itemLink, link, prose, value, verdict } from '../parts.ts';
import { statement } from '../statements.ts';
import { ATTESTATION, COMMON, EXHIBITS, REDACTED } from '../wording/index.ts';
import { filePath, powerOfTwo } from './redacted-parts.ts';

/** Places listed per exhibit; the inventory lists all. */
const PLACES = 20;

/** Problems listed per exhibit. */
const PROBLEMS = 50;

/** Where an item was found, the first few; the rest counted with a link to the inventory. */
export function placesOf(context: ReportContext, evidence: number, hash: string): Markup {
  const places = statement(context.db, 'SELECT source, path FROM found_at WHERE evidence = ? ORDER BY source, path LIMIT ?').all(
    evidence,
    PLACES,
  ) as {
    source: number;
    path: string;
  }[];
  const shown = inShownOrder(context, places, ({ source, path }) => (context.redaction === null ? '' : `${source} ${path}`));
  const { all } = statement(context.db, 'SELECT count(*) AS "all" FROM found_at WHERE evidence = ?').get(evidence) as { all: number };
  return html`<ul class="paths">${shown.map((one) => html`<li>${link(anchor('source', one.source), one.source)}: ${filePath(context, one.path)}</li>`)}${
    all > places.length ? html`<li>${link(itemAnchor(context, hash), COMMON.more(all - places.length, 'place'))}</li>` : null
  }</ul>`;
}

function problemsOf(context: ReportContext, record: number): Markup | null {
  const rows = statement(
    context.db,
    'SELECT code, detail FROM problems WHERE record = ? AND evidence = (SELECT evidence FROM records WHERE id = ?) ORDER BY code, detail LIMIT ?',
  ).all(record, record, PROBLEMS) as {
    code: string;
    detail: string;
  }[];
  if (rows.length === 0) return null;
  const shown = inShownOrder(context, rows, ({ code: problem, detail }) => (context.redaction === null ? '' : `${problem} ${detail}`));
  return html`<ul class="paths">${shown.map((one) => html`<li>${problemSentence(one.code)} ${one.detail === '' ? null : value(one.detail)}</li>`)}</ul>`;
}

/** What AWS's signed digests say of the item: so far reaches the proof behind the import. */
function deliveredAs(context: ReportContext, hash: string, isAltered: boolean): HtmlValue {
  const judged = context.judgedOf(hash);
  if (judged === null) return ATTESTATION.unjudged;
  const { meaning, consequence } = verdictMeaning(judged);
  if (isAltered) return html`✖ ${ATTESTATION.bytesDiffer} ${judged.verdict}: ${value(judged.reason)}.`;
  return html`${VERDICT_SIGNS[judged.verdict].sign} ${judged.verdict}: ${value(judged.reason)}. ${meaning} ${consequence}`;
}

function encodingText(encoding: string): string {
  return encoding === 'gzip' ? EXHIBITS.gzip : encoding === 'identity' ? EXHIBITS.identity : encoding;
}

/** Without the positions that stand in steps. */
function stepNames(steps: string): string {
  return steps
    .split('/')
    .map((step) => step.replace(/[:@].*$/, ''))
    .join('/');
}

export function* proof(context: ReportContext, exhibit: Exhibit): Generator<Markup> {
  const { row } = exhibit;
  const item = itemOf(context.db, row.record);
  const state = context.intact.check(item.evidence, row.evidence);
  const stored =
    state === 'notKept' ? EXHIBITS.notKept : verdict(state === 'intact', state === 'intact' ? EXHIBITS.intactYes : EXHIBITS.intactNo);
  const isAltered = state !== 'intact' && state !== 'notKept';
  const oddities = problemsOf(context, row.record);
  yield html`<h4>${EXHIBITS.where}</h4>\n`;
  if (context.redaction !== null) {
    yield factTable([
      [REDACTED.item, itemLink(context, row.evidence)],
      [EXHIBITS.found, placesOf(context, item.evidence, row.evidence)],
      [EXHIBITS.itemSize, REDACTED.sizeUpTo(powerOfTwo(item.size))],
      [EXHIBITS.intact, stored],
      [ATTESTATION.delivered, deliveredAs(context, row.evidence, isAltered)],
      [EXHIBITS.encoding, encodingText(item.encoding)],
      ...(row.steps === '' ? [] : [[EXHIBITS.steps, html`<code>${stepNames(row.steps)}</code>`] as const]),
      [REDACTED.place, REDACTED.hidden],
      [REDACTED.address, code(exhibit.id)],
      ...(oddities ? [[EXHIBITS.problems, oddities] as const] : []),
    ]);
    yield html`<p>${prose(REDACTED.check)}</p>\n`;
    return;
  }
  yield factTable([
    [EXHIBITS.item, itemLink(context, row.evidence)],
    [EXHIBITS.found, placesOf(context, item.evidence, row.evidence)],
    [EXHIBITS.itemSize, `${grouped(item.size)} bytes`],
    [EXHIBITS.intact, stored],
    [ATTESTATION.delivered, deliveredAs(context, row.evidence, isAltered)],
    [EXHIBITS.encoding, encodingText(item.encoding)],
    ...(row.steps === '' ? [] : [[EXHIBITS.steps, code(row.steps)] as const]),
    [EXHIBITS.offset, code(row.offset)],
    [EXHIBITS.length, code(row.length)],
    [EXHIBITS.address, code(exhibit.id)],
    ...(oddities ? [[EXHIBITS.problems, oddities] as const] : []),
  ]);
  yield html`<div class="check"><p>${EXHIBITS.check}</p>\n${command(checkItemCommand(row.evidence))}${command(
    recordCommand(row.evidence, item.encoding, row.offset, row.length, row.steps),
  )}</div>\n`;
}
