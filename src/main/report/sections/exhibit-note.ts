// The examiner's note on an exhibit: opinion, marked as such, with its author, time and entries of the custody log.
import type { ReportContext } from '../context.ts';
import type { Exhibit } from '../exhibits.ts';
import { html, type Markup } from '../html.ts';
import { markdown } from '../markdown.ts';
import { anchor, link, time, value } from '../parts.ts';
import { COMMON, EXHIBITS } from '../wording.ts';
import { eventOf } from './custody.ts';

/** Numbers of the custody entries that speak of an event, by its public id. */
export function custodyOf(context: ReportContext): Map<string, number[]> {
  const entries = new Map<string, number[]>();
  for (const entry of context.custody) {
    const event = eventOf(entry);
    if (event === null) continue;
    const list = entries.get(event);
    if (list) list.push(entry.seq);
    else entries.set(event, [entry.seq]);
  }
  return entries;
}

export function note(context: ReportContext, { bookmark, tags }: Pick<Exhibit, 'bookmark' | 'tags'>, custody: readonly number[]): Markup {
  if (bookmark === null) return html`<p class="aside">${EXHIBITS.notBookmarked}</p>\n`;
  const text =
    bookmark.note === ''
      ? html`<p class="none">${EXHIBITS.noNote}</p>`
      : html`<div class="note">${markdown(bookmark.note, () => null)}</div>`;
  const entries = custody.map((seq, i) => html`${i > 0 ? ', ' : ''}${link(anchor('custody', seq), COMMON.entry(seq))}`);
  const label = bookmark.label === '' ? null : html`<p><strong>${value(bookmark.label)}</strong></p>\n`;
  const tagged =
    tags.length === 0 ? null : html`<p>${EXHIBITS.tags}: ${tags.map((name, i) => html`${i > 0 ? ', ' : ''}${value(name)}`)}</p>\n`;
  return html`<div class="box opinion"><h4>${EXHIBITS.note}</h4>
${label}${text}
${tagged}
<p class="aside">${EXHIBITS.by} ${value(bookmark.author)}, ${EXHIBITS.version(bookmark.versions)}. ${EXHIBITS.colour(bookmark.colour)}.${
    entries.length > 0 ? html` ${EXHIBITS.custody}: ${entries}.` : null
  }<br>${time(context, bookmark.at)}</p></div>\n`;
}
