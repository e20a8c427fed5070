// An exhibit's record: readable fields in order of meaning, all other fields, then the raw record with its SHA-256; or what a redacted report shows of them.
import { fidelityOf } from '../../decode/steps.ts';
import type { ReportContext } from '../context.ts';
import { type Exhibit, itemOf, sha256 } from '../exhibits.ts';
import { hasMarks, html, type Markup, recordText, shownPieces } from '../html.ts';
import { code, prose, table, time, value } from '../parts.ts';
import { type ReadableField, readRecord } from '../record-fields.ts';
import { redactedFields } from '../redacted-fields.ts';
import { EXHIBITS, FIELDS, REDACTED } from '../wording/index.ts';

function fieldRow(field: ReadableField): Markup {
  const path = html`<bdi>${field.path}</bdi>`;
  const from = field.derived ? html`<span class="aside">${FIELDS.derived}</span> ${path}` : path;
  return html`<tr><th scope="row">${field.label}</th><td>${value(field.value)}</td><td><code>${from}</code></td></tr>\n`;
}

/**
 * A raw record as it stands in the file, with its hash; in a redacted report a rendering, with the commitment to it.
 * @param at where it stands
 */
export function rawRecord(context: ReportContext, bytes: Buffer, at: { evidence: number; steps: string }): Markup {
  if (context.redaction !== null) return redactedRecord(context, bytes, at);
  const text = recordText(bytes);
  // The parser drops the first line feed after <pre>: with one of ours there, none of the record's is lost.
  return html`<pre class="raw">\n${text}</pre>
<p>${EXHIBITS.rawHash}<br><code class="record-hash">${sha256(bytes)}</code></p>
${hasMarks(text) ? html`<p class="aside">${prose(EXHIBITS.rawMarked)}</p>\n` : null}`;
}

function redactedRecord(context: ReportContext, bytes: Buffer, at: { evidence: number; steps: string }): Markup {
  const { text, isReduced } = recordJson(context, bytes, at);
  const { redaction } = context;
  const pieces = redaction === null ? [] : redaction.record(text).whole();
  return html`<p>${REDACTED.rawText}${isReduced ? ` ${REDACTED.rawReduced}` : null}</p>
<pre class="raw">\n${shownPieces(pieces, 'lines')}</pre>
<p>${REDACTED.rawCommitment}<br>${code(sha256(bytes))}</p>\n`;
}

/** A record as JSON: its own text, or what a row of a table says. */
function recordJson({ evidence }: ReportContext, bytes: Buffer, { evidence: item, steps }: { evidence: number; steps: string }) {
  const reduced = fidelityOf(steps) === 1 ? evidence.valueOf(item, bytes, steps) : undefined;
  return { text: reduced === undefined ? bytes.toString('utf8') : JSON.stringify(reduced, null, 2), isReduced: reduced !== undefined };
}

export function* record(context: ReportContext, { row }: Exhibit): Generator<Markup> {
  const { evidence } = itemOf(context.db, row.record);
  const bytes = context.evidence.record(evidence, row);
  // What is wrapped has another length where it stands than once it is decoded.
  const complete = row.steps === '' ? bytes.length === row.length : bytes.length > 0;
  const when = html`<tr><th scope="row">${FIELDS.time}</th><td>${time(context, row.timeMs)}</td><td><code>eventTime</code></td></tr>\n`;
  const raw = html`<h4>${context.redaction === null ? EXHIBITS.raw : REDACTED.raw}</h4>\n`;
  const at = { evidence, steps: row.steps };
  const isReduced = fidelityOf(row.steps) === 1;
  // A row of a table is no JSON, or JSON of other names: what it says is read as the list of events reads it.
  const text = complete ? recordJson(context, bytes, at).text : '';
  if (isReduced) yield html`<p class="aside">${EXHIBITS.reduced}</p>\n`;
  if (context.redaction !== null) {
    const { fields, rest, restCut } = redactedFields(context.redaction, text, row, isReduced);
    yield table('fields', FIELDS.heads, [when, ...fields]);
    yield* restTable(rest, restCut);
  } else {
    const { fields, rest, restCut } = readRecord(text, row, isReduced);
    yield table('fields', FIELDS.heads, [when, ...fields.map(fieldRow)]);
    yield* restTable(
      rest.map((one) => html`<tr><td>${code(one.path)}</td><td>${value(one.value)}</td></tr>\n`),
      restCut,
    );
  }
  yield raw;
  yield complete ? rawRecord(context, bytes, at) : html`<div class="box warning"><p>✖ ${EXHIBITS.rawMissing}</p></div>\n`;
}

function* restTable(rows: readonly Markup[], cut: number): Generator<Markup> {
  if (rows.length === 0) return;
  yield html`<h4>${FIELDS.rest}</h4>\n`;
  yield table('rest', FIELDS.restHeads, rows);
  if (cut > 0) yield html`<p class="aside">${FIELDS.restCut(cut)}</p>\n`;
}
