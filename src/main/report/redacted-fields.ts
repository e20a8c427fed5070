// The readable fields of a record in a redacted report: each value by what its field holds, redacted first and cut then.
import type { StoredRow } from '../case/event-rows.ts';
import { html, type Markup, type ShownPiece, shownPieces } from './html.ts';
import { value } from './parts.ts';
import { type ReadableField, readRecord, VALUE_LIMIT } from './record-fields.ts';
import type { RecordView } from './redaction/record-view.ts';
import { marked, type Redaction } from './redaction/redaction.ts';
import { FIELDS } from './wording/index.ts';

interface RedactedFields {
  /** Rows of the table of fields. */
  fields: Markup[];
  rest: Markup[];
  restCut: number;
}

/**
 * @param text of the record, JSON; empty where the case has only what it lists of it
 * @param isReduced it is what a reduced copy says of the record
 */
export function redactedFields(redaction: Redaction, text: string, row: StoredRow, isReduced: boolean): RedactedFields {
  const { fields, rest, restCut } = readRecord(text, row, isReduced, (one) => one);
  const view = redaction.record(text);
  return {
    fields: fields.map((field) => fieldRow(view, field)),
    rest: rest.map(
      ({ names, value: text, isText }) =>
        html`<tr><td><code>${pathMarkup(view, names)}</code></td><td>${shown(view, names, text, isText)}</td></tr>\n`,
    ),
    restCut,
  };
}

function fieldRow(view: RecordView, { label, value: text, path, derived, names, isText }: ReadableField): Markup {
  const from = derived ? html`<span class="aside">${FIELDS.derived}</span> <bdi>${path}</bdi>` : html`<bdi>${path}</bdi>`;
  // What is concluded is no text of the field: the actor's name goes by its words.
  const own = !derived ? shown(view, names, text, isText) : isText ? value(text) : html`${text}`;
  return html`<tr><th scope="row">${label}</th><td>${own}</td><td><code>${from}</code></td></tr>\n`;
}

function shown(view: RecordView, names: readonly string[], text: string, isText: boolean): Markup {
  if (text === '') return value(text);
  return html`<bdi>${shownPieces(cut(view.field(names, text, isText)))}</bdi>`;
}

function cut(pieces: readonly ShownPiece[]): ShownPiece[] {
  const out: ShownPiece[] = [];
  let left = VALUE_LIMIT;
  for (const [i, piece] of pieces.entries()) {
    if ('hidden' in piece) out.push(piece);
    else if (piece.shown.length <= left) out.push(piece);
    else {
      const more = pieces.slice(i).reduce((sum, one) => sum + ('shown' in one ? one.shown.length : 0), 0) - left;
      return [...out, { shown: `${piece.shown.slice(0, left)} ${FIELDS.cut(more)}` }];
    }
    if ('shown' in piece) left -= piece.shown.length;
  }
  return out;
}

/** As the full report writes paths, name by name. */
function pathMarkup(view: RecordView, names: readonly string[]): Markup {
  const out: ShownPiece[] = [];
  for (const [i, name] of names.entries()) {
    const pieces = view.name(names.slice(0, i + 1));
    if (/^\d{1,4}$/.test(name)) out.push({ shown: `[${name}]` });
    else if (pieces.some((piece) => 'hidden' in piece)) out.push({ shown: i === 0 ? '' : '.' }, ...pieces);
    else if (/^[\w-]+$/.test(name)) out.push({ shown: i === 0 ? name : `.${name}` });
    else out.push({ shown: `[${JSON.stringify(marked(pieces))}]` });
  }
  return html`<bdi>${shownPieces(out)}</bdi>`;
}
