// The custody log in full: every field that an entry's hash is taken over is printed, so that it can be computed from paper.

import type { CustodyRow } from '../../../shared/domain.ts';
import { CHAIN_START, custodyHash } from '../../case/custody.ts';
import type { ReportContext } from '../context.ts';
import { factLines } from '../fact-lines.ts';
import { html, type Markup, shownPieces } from '../html.ts';
import { anchor, code, exhibitLinks, tableEnds, time, value, verdict } from '../parts.ts';
import { ABOUT, CUSTODY, REDACTED, TITLES } from '../wording/index.ts';
import { person } from './redacted-parts.ts';
import type { Section } from './section.ts';

/** The event that an entry speaks of, or null. */
export function eventOf(entry: CustodyRow): string | null {
  if (entry.action !== 'annotate') return null;
  try {
    const { event } = JSON.parse(entry.detail) as { event?: unknown };
    return typeof event === 'string' ? event : null;
  } catch {
    return null;
  }
}

/** As it is, or with the rules of a redacted report: it is JSON that quotes paths, notes, filters. */
function detail({ redaction }: ReportContext, entry: CustodyRow): Markup {
  return redaction === null ? code(entry.detail) : html`<code>${shownPieces(redaction.detail(entry.detail).whole())}</code>`;
}

function* entryRows(context: ReportContext, entry: CustodyRow, previous: string): Generator<Markup> {
  const holds = entry.previous === previous && custodyHash(entry) === entry.hash;
  const exhibit = context.byEvent.get(eventOf(entry) ?? '');
  yield html`<tr class="entry" id="${anchor('custody', entry.seq)}"><td>${entry.seq}</td><td>${time(context, entry.at, false)}</td>
<td>${person(context, entry.who)}<br><span class="aside">${value(entry.tool)}</span></td>
<td>${value(entry.action)}: ${value(entry.outcome)}${factLines(entry)}${exhibit ? html`<br><span class="aside">${CUSTODY.concerns} ${exhibitLinks([exhibit.number])}</span>` : null}</td></tr>\n`;
  yield html`<tr class="detail"><td></td><td colspan="3">${CUSTODY.ms} ${code(entry.at)}<br>${CUSTODY.detail} ${detail(context, entry)}<br>
${CUSTODY.previous} ${code(entry.previous)}<br>${CUSTODY.hash} ${code(entry.hash)}<br>${verdict(holds, holds ? CUSTODY.holds : CUSTODY.broken)}</td></tr>\n`;
}

export const custody: Section = {
  id: 'custody',
  title: TITLES.custody,
  about: ABOUT.custody,
  newPage: true,
  *render(context) {
    const { from, to } = context.stretches?.get('custody') ?? { from: 0, to: context.custody.length };
    if (from === 0)
      yield context.redaction === null ? html`<p>${CUSTODY.intro}</p>\n<p>${CUSTODY.how}</p>\n` : html`<p>${REDACTED.custody}</p>\n`;
    if (context.custody.length === 0) {
      yield html`<p>${CUSTODY.none}</p>\n`;
      return;
    }
    const { open, close } = tableEnds('custody', CUSTODY.heads);
    yield open;
    let previous = context.custody[from - 1]?.hash ?? CHAIN_START;
    for (const entry of context.custody.slice(from, to)) {
      yield* entryRows(context, entry, previous);
      previous = entry.hash;
    }
    yield close;
  },
};
