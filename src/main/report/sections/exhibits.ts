// The exhibits: each event in readable fields, the examiner's note set apart as opinion, and the raw record with its hashes.
import { parseEventId } from '../../case/event-rows.ts';
import type { ReportContext } from '../context.ts';
import type { Exhibit, LostBookmark } from '../exhibits.ts';
import { html, type Markup, multiline, shownPieces } from '../html.ts';
import { anchor, code, tableEnds, time, value } from '../parts.ts';
import { statement } from '../statements.ts';
import { ABOUT, COMMON, COVER, EXHIBITS, REDACTED, TITLES } from '../wording/index.ts';
import { deliveries } from './exhibit-deliveries.ts';
import { custodyOf, note } from './exhibit-note.ts';
import { proof } from './exhibit-proof.ts';
import { record } from './exhibit-record.ts';
import type { Section } from './section.ts';
import { whatText } from './what-parts.ts';

function* exhibitMarkup(context: ReportContext, exhibit: Exhibit, custody: Map<string, number[]>): Generator<Markup> {
  const { row, number } = exhibit;
  // Each piece is written before the next is asked for: what is hidden in between is hidden in this exhibit.
  context.redaction?.ledger.enter(number);
  yield html`<article class="exhibit${exhibit === context.exhibits[0] ? ' first' : ''}" id="${anchor('exhibit', number)}">
<h3>${COMMON.exhibit(number)}: ${value(whatText(context, row))}</h3>\n`;
  yield* warnings(context, exhibit);
  yield note(context, exhibit, custody.get(exhibit.id) ?? []);
  yield* record(context, exhibit);
  yield* proof(context, exhibit);
  yield* deliveries(context, exhibit);
  yield html`</article>\n`;
  context.redaction?.ledger.enter(null);
}

/** What speaks against an exhibit stands before it. */
function* warnings(context: ReportContext, { id, row }: Exhibit): Generator<Markup> {
  const { evidence: item } = statement(context.db, 'SELECT evidence FROM records WHERE id = ?').get(row.record) as { evidence: number };
  if (context.intact.check(item, row.evidence) === 'altered') yield html`<div class="box warning"><p>✖ ${EXHIBITS.altered}</p></div>\n`;
  const findings = [...(context.findings.get(row.evidence) ?? []), ...(context.findings.get(id) ?? [])];
  if (findings.length === 0) return;
  yield html`<div class="box warning"><p>✖ ${EXHIBITS.contradicted}</p>
<ul>${findings.map((one) => html`<li>${one.kind}, ${one.verdict}: ${value(one.reason)}</li>`)}</ul></div>\n`;
}

function lostRow(context: ReportContext, { bookmark, missing }: LostBookmark): Markup {
  return html`<tr><td>${citedText(context, bookmark.eventId)}</td><td>${EXHIBITS.missing[missing]}</td>
<td>${bookmark.note === '' ? EXHIBITS.noNote : html`<bdi>${multiline(bookmark.note)}</bdi>`}</td><td>${value(bookmark.author)}<br>${time(context, bookmark.at, false)}</td></tr>\n`;
}

/** An address; any other text that stands there is somebody's. */
function citedText({ redaction }: ReportContext, id: string): Markup {
  return redaction !== null && parseEventId(id) === null ? shownPieces(redaction.resource(id, 'id')) : code(id);
}

export const exhibits: Section = {
  id: 'exhibits',
  title: TITLES.exhibits,
  about: ABOUT.exhibits,
  newPage: true,
  *render(context) {
    yield html`<p>${context.exhibits.length === 0 ? EXHIBITS.none : context.redaction === null ? EXHIBITS.intro : REDACTED.exhibits}</p>\n`;
    if (context.options.template === 'dossier') yield html`<p>${COVER.leftOut(context.leftOut)}</p>\n`;
    const custody = custodyOf(context);
    for (const exhibit of context.exhibits) yield* exhibitMarkup(context, exhibit, custody);
    if (context.lost.length === 0) return;
    yield html`<h3>${EXHIBITS.lost}</h3>\n<p>${EXHIBITS.lostText}</p>\n`;
    const { open, close } = tableEnds('lost', EXHIBITS.lostHeads);
    yield open;
    for (const one of context.lost) yield lostRow(context, one);
    yield close;
  },
};
