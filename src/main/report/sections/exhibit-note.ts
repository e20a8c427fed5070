// The examiner's note on an exhibit: opinion, marked as such, with its author, time and entries of the custody log.
import type { Bookmark } from '../../../shared/domain.ts';
import type { ReportContext } from '../context.ts';
import { html, type Markup, multiline } from '../html.ts';
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

export function note(context: ReportContext, bookmark: Bookmark, custody: readonly number[]): Markup {
  const text =
    bookmark.note === '' ? html`<p class="none">${EXHIBITS.noNote}</p>` : html`<p class="note"><bdi>${multiline(bookmark.note)}</bdi></p>`;
  const entries = custody.map((seq, i) => html`${i > 0 ? ', ' : ''}${link(anchor('custody', seq), COMMON.entry(seq))}`);
  return html`<div class="box opinion"><h4>${EXHIBITS.note}</h4>
${text}
<p class="aside">${EXHIBITS.by} ${value(bookmark.author)}, ${EXHIBITS.version(bookmark.versions)}. ${EXHIBITS.colour(bookmark.colour)}.${
    entries.length > 0 ? html` ${EXHIBITS.custody}: ${entries}.` : null
  }<br>${time(context, bookmark.at)}</p></div>\n`;
}
