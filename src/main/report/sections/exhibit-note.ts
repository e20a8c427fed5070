// The examiner's note on an exhibit: opinion, marked as such, with its author, time and entries of the custody log; and what cites the exhibit.
import type { ReportText } from '../../case/report-texts.ts';
import type { ReportContext } from '../context.ts';
import type { Exhibit, Mention } from '../exhibits.ts';
import { html, type Markup } from '../html.ts';
import { markdown } from '../markdown.ts';
import { anchor, link, time, value } from '../parts.ts';
import { toldOf } from '../told.ts';
import { CITED_BY, COMMON, EXHIBITS, TEXT_NAMES } from '../wording/index.ts';
import { eventOf } from './custody.ts';
import { findingLink, references, said } from './finding-parts.ts';

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

export function note(context: ReportContext, exhibit: Exhibit, custody: readonly number[]): Markup {
  return html`${noteBox(context, exhibit, custody)}${citedBy(context, exhibit)}`;
}

function noteBox(context: ReportContext, { bookmark, tags }: Exhibit, custody: readonly number[]): Markup {
  const tagged =
    tags.length === 0 ? null : html`<p>${EXHIBITS.tags}: ${tags.map((name, i) => html`${i > 0 ? ', ' : ''}${said(name)}`)}</p>\n`;
  if (bookmark === null) return html`<p class="aside">${CITED_BY.notBookmarked}</p>\n${tagged}`;
  const labelOnly = bookmark.note === '' && bookmark.label !== '';
  const text =
    bookmark.note === ''
      ? html`<p class="none">${labelOnly ? EXHIBITS.labelOnly : EXHIBITS.noNote}</p>`
      : html`<div class="note">${markdown(bookmark.note, references(context))}</div>`;
  const entries = custody.map((seq, i) => html`${i > 0 ? ', ' : ''}${link(anchor('custody', seq), COMMON.entry(seq))}`);
  const label = bookmark.label === '' ? null : html`<p><strong>${said(bookmark.label)}</strong></p>\n`;
  return html`<div class="box opinion"><h4>${labelOnly ? EXHIBITS.label : EXHIBITS.note}</h4>
${label}${text}
${tagged}
<p class="aside">${EXHIBITS.by} ${value(bookmark.author)}, ${EXHIBITS.version(bookmark.versions)}. ${EXHIBITS.colour(bookmark.colour)}.${
    entries.length > 0 ? html` ${EXHIBITS.custody}: ${entries}.` : null
  }<br>${time(context, bookmark.at)}</p></div>\n`;
}

/** Findings that an exhibit names, at most. */
const MOST_FINDINGS = 50;

/** The way back: what rests on this exhibit, or names it. */
function citedBy(context: ReportContext, { citedBy: citations, mentionedIn }: Exhibit): Markup | null {
  const { findings } = toldOf(context);
  const ids = [...new Set(citations.map(({ finding }) => finding))];
  const rows = ids.slice(0, MOST_FINDINGS).flatMap((id) => {
    const finding = findings.get(id);
    const sides = citations.filter((one) => one.finding === id).map(({ side }) => CITED_BY.side[side]);
    return finding ? [html`<li>${findingLink(finding)}: ${sides.join(', ')}</li>`] : [];
  });
  const more = ids.length - MOST_FINDINGS;
  const places = mentionedIn.map((one) => html`<li>${mentionMarkup(context, one)}: ${CITED_BY.named}</li>`);
  if (rows.length + places.length === 0) return null;
  return html`<div class="cited-by"><h4>${CITED_BY.title}</h4>\n<ul>${rows}${more > 0 ? html`<li>${CITED_BY.more(more)}</li>` : null}${places}</ul></div>\n`;
}

function mentionMarkup(context: ReportContext, mention: Mention): Markup {
  if ('text' in mention) return link(anchor('section', SECTION_OF[mention.text]), TEXT_NAMES[mention.text]);
  const exhibit = context.byEvent.get(mention.note);
  return exhibit ? link(anchor('exhibit', exhibit.number), CITED_BY.note(COMMON.exhibit(exhibit.number))) : html`${CITED_BY.lostNote}`;
}

/** The section that shows a text. */
const SECTION_OF: Record<ReportText | 'storyline', string> = {
  storyline: 'storyline',
  executiveSummary: 'executive',
  authority: 'authority',
  instructions: 'authority',
  qualifications: 'qualifications',
  opinion: 'opinion',
  alternatives: 'opinion',
  assumptions: 'limits',
};
