// An exhibit's record: readable fields in order of meaning, all other fields, then the raw record with its SHA-256.
import type { ReportContext } from '../context.ts';
import { type Exhibit, itemOf, sha256 } from '../exhibits.ts';
import { hasMarks, html, type Markup, recordText } from '../html.ts';
import { code, prose, table, time, value } from '../parts.ts';
import { type ReadableField, readRecord } from '../record-fields.ts';
import { EXHIBITS, FIELDS } from '../wording.ts';

function fieldRow(field: ReadableField): Markup {
  const path = html`<bdi>${field.path}</bdi>`;
  const from = field.derived ? html`<span class="aside">${FIELDS.derived}</span> ${path}` : path;
  return html`<tr><th scope="row">${field.label}</th><td>${value(field.value)}</td><td><code>${from}</code></td></tr>\n`;
}

/** A raw record as it stands in the file, with its hash. */
export function rawRecord(bytes: Buffer): Markup {
  const text = recordText(bytes);
  // The parser drops the first line feed after <pre>: with one of ours there, none of the record's is lost.
  return html`<pre class="raw">\n${text}</pre>
<p>${EXHIBITS.rawHash}<br><code class="record-hash">${sha256(bytes)}</code></p>
${hasMarks(text) ? html`<p class="aside">${prose(EXHIBITS.rawMarked)}</p>\n` : null}`;
}

export function* record(context: ReportContext, { row }: Exhibit): Generator<Markup> {
  const { evidence } = itemOf(context.db, row.record);
  const bytes = context.evidence.record(evidence, row);
  // What is wrapped has another length where it stands than once it is decoded.
  const complete = row.steps === '' ? bytes.length === row.length : bytes.length > 0;
  const { fields, rest, restCut } = readRecord(complete ? bytes.toString('utf8') : '', row);
  const when = html`<tr><th scope="row">${FIELDS.time}</th><td>${time(context, row.timeMs)}</td><td><code>eventTime</code></td></tr>\n`;
  yield table('fields', FIELDS.heads, [when, ...fields.map(fieldRow)]);
  if (rest.length > 0) {
    yield html`<h4>${FIELDS.rest}</h4>\n`;
    yield table(
      'rest',
      FIELDS.restHeads,
      rest.map((one) => html`<tr><td>${code(one.path)}</td><td>${value(one.value)}</td></tr>\n`),
    );
    if (restCut > 0) yield html`<p class="aside">${FIELDS.restCut(restCut)}</p>\n`;
  }
  yield html`<h4>${EXHIBITS.raw}</h4>\n`;
  yield complete ? rawRecord(bytes) : html`<div class="box warning"><p>✖ ${EXHIBITS.rawMissing}</p></div>\n`;
}
