// Pieces that the counted sections share: bounded lists of exhibits, times, texts of the case.
import type { AddressUse, UseFacts } from '../facts/actors.ts';
import type { ReportContext } from '../context.ts';
import { caseText, html, type HtmlValue, type Markup } from '../html.ts';
import { exhibitLinks, time, value } from '../parts.ts';
import { ACTORS, FACT_COMMON } from '../wording-facts.ts';

/** Exhibits that a cell links to. */
const MOST_LINKS = 24;

/** Links, those that have no room counted. */
export function exhibitList(numbers: readonly number[]): Markup {
  if (numbers.length === 0) return html`<span class="none">${FACT_COMMON.noExhibit}</span>`;
  const more = numbers.length - MOST_LINKS;
  return html`${exhibitLinks(numbers.slice(0, MOST_LINKS))}${more > 0 ? html` ${FACT_COMMON.moreExhibits(more)}` : null}`;
}

/** A name out of a record, in letters of one width. */
export function mono(text: string): Markup {
  return html`<code>${caseText(text)}</code>`;
}

/** Two times below each other, once where they are the same. */
export function firstLast(context: ReportContext, { first, last }: Pick<UseFacts, 'first' | 'last'>): Markup {
  if (first === null || last === null) return html`<span class="none">${FACT_COMMON.none}</span>`;
  if (first === last) return time(context, first, false);
  return html`${ACTORS.first}: ${time(context, first, false)}<br>${ACTORS.last}: ${time(context, last, false)}`;
}

export function useText(context: ReportContext, use: UseFacts): Markup {
  const { events, writes, denied, errors } = use;
  return html`${ACTORS.counts(events, writes, denied, errors)}<br>${firstLast(context, use)}`;
}

export function addressesText(addresses: readonly AddressUse[], all: number): Markup {
  if (addresses.length === 0) return html`<span class="none">${ACTORS.noAddress}</span>`;
  const more = all - addresses.length;
  return html`<ul class="plain">${addresses.map(
    (one) => html`<li>${value(one.address)}${placeText(one)}: ${ACTORS.times(one.events)}</li>`,
  )}${more > 0 ? html`<li>${ACTORS.moreAddresses(more)}</li>` : null}</ul>`;
}

/** Country and network, where the data say so. */
function placeText({ country, network }: AddressUse): Markup | null {
  const known = [country, network].filter((one) => one !== null);
  return known.length === 0 ? null : html` (${joined(known.map((one) => caseText(one)))})`;
}

export function joined(parts: readonly HtmlValue[], between = ', '): Markup {
  return html`${parts.map((part, i) => html`${i > 0 ? between : ''}${part}`)}`;
}

/** A list of texts of the case, those that have no room counted. */
export function textList(texts: readonly string[], most = 40): Markup {
  const more = texts.length - most;
  return html`${joined(texts.slice(0, most).map((text) => value(text)))}${more > 0 ? html`, ${FACT_COMMON.more(more, 'name')}` : null}`;
}
