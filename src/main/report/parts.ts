// Small pieces of markup that several sections share.
import type { ErrorCode } from '../../shared/errors.ts';
import { TrailcaseError } from '../../shared/errors.ts';
import { formatTime, isoUtc } from '../../shared/time.ts';
import type { ReportContext } from './context.ts';
import { type Cut, caseText, type HtmlValue, html, type Markup, ours, type TextKind } from './html.ts';
import { COMMON } from './wording/index.ts';

/** Instants beyond what a calendar of this runtime knows: only a damaged case has them. */
export const LAST_INSTANT = 8.64e15;

/** An anchor's name. Only these stand in `id` and `href`, so no text of the case can become an address. */
export function anchor(
  kind: 'exhibit' | 'finding' | 'item' | 'custody' | 'section' | 'lost' | 'source' | 'word',
  key: string | number,
): string {
  const name = `${kind}-${key}`;
  if (!/^[a-z]+-[a-z0-9-]+$/.test(name)) throw new TrailcaseError('INTERNAL' satisfies ErrorCode, `Not an anchor: ${name}`);
  return name;
}

/** A link inside the report. The target must be an anchor that the report has. */
export function link(to: string, text: HtmlValue): Markup {
  return html`<a href="#${to}">${text}</a>`;
}

/** Text that comes from logs, files or people: isolated, so that its writing direction ends where it ends. */
export function value(text: string | null, kind: TextKind = 'text'): Markup {
  if (text === null) return html`<span class="none">${COMMON.none}</span>`;
  return text === '' ? html`<span class="none">${COMMON.empty}</span>` : html`<bdi>${caseText(text, kind)}</bdi>`;
}

/** In tables and sentences: a record may have a name of any length, and it stands whole in the record. */
export const CUT: Cut = { most: 200, shown: 160, says: COMMON.shortened };

/** As value, with no more than the beginning of a long text. Only of what stands whole elsewhere: in the record, and among the fields of an exhibit. */
export function shortValue(text: string | null): Markup {
  return text === null || text === '' ? value(text) : html`<bdi>${caseText(text, 'text', CUT)}</bdi>`;
}

/** A hash or an address, whole: it must be possible to search for it and to copy it. */
export function code(text: string | number): Markup {
  return typeof text === 'number' ? html`<code>${text}</code>` : html`<code>${caseText(text, 'hash')}</code>`;
}

/** A sentence of ours in which `…` is code and **…** is bold. */
export function prose(text: string): Markup {
  const parts = text.split(/(`[^`]*`|\*\*[^*]*\*\*)/);
  return html`${parts.map((part) => {
    if (part.startsWith('`')) return html`<code>${ours(part.slice(1, -1))}</code>`;
    return part.startsWith('**') ? html`<strong>${ours(part.slice(2, -2))}</strong>` : ours(part);
  })}`;
}

/** Paragraphs of ours. */
export function paragraphs(texts: readonly string[]): Markup {
  return html`${texts.map((text) => html`<p>${prose(text)}</p>\n`)}`;
}

/**
 * An instant in the case's zone and in UTC.
 * @param named whether the zone's name stands beside its offset
 */
export function time(context: ReportContext, ms: number | null, named = true): Markup {
  if (ms === null) return html`<span class="none">${COMMON.undated}</span>`;
  if (!(Math.abs(ms) <= LAST_INSTANT)) return html`${COMMON.noInstant(ms)}`;
  const utc = html`<span class="time">${isoUtc(ms)}</span> UTC`;
  if (context.zone === 'UTC') return utc;
  return html`<span class="time">${formatTime(ms, context.zone)}</span>${named ? ` ${context.zone}` : null}<br>${utc}`;
}

/** A table whose header is repeated on every printed page. Rows may be given at once or written between `open` and `close`. */
export function table(kind: string, heads: readonly string[], rows: readonly Markup[]): Markup {
  const { open, close } = tableEnds(kind, heads);
  return html`${open}${rows}${close}`;
}

export function tableEnds(kind: string, heads: readonly string[]): { open: Markup; close: Markup } {
  return {
    open: html`<table class="${kind}"><thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead><tbody>\n`,
    close: html`</tbody></table>\n`,
  };
}

/** Two columns: what it is, and its value. */
export function factTable(rows: readonly (readonly [label: string, value: HtmlValue])[]): Markup {
  return html`<table class="facts"><tbody>
${rows.map(([label, content]) => html`<tr><th scope="row">${label}</th><td>${content}</td></tr>\n`)}</tbody></table>\n`;
}

/** A command to copy. What stands in it is our own text, hashes and numbers, never a name from the evidence. */
export function command(text: string): Markup {
  return html`<pre class="command">${ours(text)}</pre>\n`;
}

/** Links to exhibits, side by side; nothing when there are none. */
export function exhibitLinks(numbers: readonly number[]): Markup {
  return html`${numbers.map((number, i) => html`${i > 0 ? ', ' : ''}${link(anchor('exhibit', number), COMMON.exhibit(number))}`)}`;
}

/** The anchor of an item's row in the inventory: no hash stands in a redacted report. */
export function itemAnchor({ redaction }: ReportContext, hash: string): string {
  return anchor('item', redaction === null ? hash : redaction.commitment(hash));
}

/** An item's hash, as a link to its row in the inventory where there is one. */
export function itemLink(context: ReportContext, hash: string): Markup {
  return context.hasItem(hash) ? link(itemAnchor(context, hash), code(hash)) : code(hash);
}

/** A verdict: never by colour alone. */
export function verdict(good: boolean, text: HtmlValue): Markup {
  return html`<span class="verdict ${good ? 'good' : 'bad'}">${good ? '✓' : '✖'} ${text}</span>`;
}
