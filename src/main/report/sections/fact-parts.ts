// Pieces that the counted sections share: bounded lists of exhibits, times, texts of the case.

import { formatTime, isoUtc } from '../../../shared/time.ts';
import type { ReportContext } from '../context.ts';
import type { AddressUse } from '../facts/actors.ts';
import type { OtherAddress, UseFacts } from '../facts/cited.ts';
import { caseText, type HtmlValue, html, type Markup } from '../html.ts';
import { CUT, exhibitLinks, time, shortValue as value } from '../parts.ts';
import { ACTORS, FACT_COMMON, INDICATORS } from '../wording/index.ts';

/** Instants beyond what a calendar of this runtime knows: only a damaged case has them. */
const LAST_INSTANT = 8.64e15;
/** Exhibits that a cell links to. */
const MOST_LINKS = 12;

/** Links, those that have no room counted. */
export function exhibitList(numbers: readonly number[], most = MOST_LINKS): Markup {
  if (numbers.length === 0) return html`<span class="none">${FACT_COMMON.noExhibit}</span>`;
  const more = numbers.length - most;
  return html`${exhibitLinks(numbers.slice(0, most))}${more > 0 ? html` ${FACT_COMMON.moreExhibits(more)}` : null}`;
}

/** Which exhibits were delivered with contents that contradict each other, and what that means for the section; nothing where there are none. */
export function conflictsText(numbers: readonly number[]): Markup | null {
  if (numbers.length === 0) return null;
  return html`<div class="box warning"><p>≠ ${FACT_COMMON.conflicts} ${exhibitList(numbers)}</p></div>\n`;
}

/** A name out of a record, in letters of one width. */
export function mono(text: string): Markup {
  return html`<code>${caseText(text, 'text', CUT)}</code>`;
}

/**
 * From when to when, in the case's zone and in UTC; one time where they are the same.
 * @param none in place of both: what has events, none of them dated, is undated
 */
export function firstLast(
  context: ReportContext,
  { first, last }: Pick<UseFacts, 'first' | 'last'>,
  none: string = FACT_COMMON.none,
): Markup {
  if (first === null || last === null) return html`<span class="none">${none}</span>`;
  if (first === last) return time(context, first, false);
  if (Math.max(Math.abs(first), Math.abs(last)) > LAST_INSTANT)
    return html`${time(context, first, false)} –<br>${time(context, last, false)}`;
  const utc = html`<span class="time">${isoUtc(first)}</span> –<br><span class="time">${isoUtc(last)}</span> UTC`;
  if (context.zone === 'UTC') return utc;
  return html`<span class="time">${formatTime(first, context.zone)}</span> –<br><span class="time">${formatTime(last, context.zone)}</span><br>${utc}`;
}

export function countsText(context: ReportContext, use: UseFacts): Markup {
  const { events, writes, denied, errors } = use;
  return html`${ACTORS.counts(events, writes, denied, errors)}<br>${firstLast(context, use, events > 0 ? INDICATORS.undated : undefined)}`;
}

/** Country and network follow from an address: where addresses are hidden, they are, too. */
export function tellsPlaces({ redaction }: ReportContext): boolean {
  return redaction?.options.addresses !== true;
}

export function addressesText(context: ReportContext, addresses: readonly AddressUse[], all: number): Markup {
  if (addresses.length === 0) return html`<span class="none">${ACTORS.noAddress}</span>`;
  const more = all - addresses.length;
  return html`<ul class="plain">${addresses.map(
    (one) => html`<li>${value(one.address)}${tellsPlaces(context) ? placeText(one) : null}: ${ACTORS.times(one.events)}</li>`,
  )}${more > 0 ? html`<li>${ACTORS.moreAddresses(more)}</li>` : null}</ul>`;
}

/** Addresses that only contradicting deliveries name: no count has them. */
export function otherAddressesText(addresses: readonly OtherAddress[]): Markup | null {
  if (addresses.length === 0) return null;
  return html`<ul class="plain">${addresses.map(
    ({ address, exhibits }) => html`<li>≠ ${value(address)}, ${ACTORS.otherDelivery} ${exhibitList(exhibits)}</li>`,
  )}</ul>`;
}

/** Exhibits that are told of here by some of their deliveries only. */
export function disputedText(numbers: readonly number[]): Markup | null {
  return numbers.length === 0 ? null : html`<br><strong>≠ ${FACT_COMMON.disputed}</strong> ${exhibitList(numbers)}`;
}

/** Country and network, where the data say so. */
function placeText({ country, network }: AddressUse): Markup | null {
  const known = [country, network].filter((one) => one !== null);
  return known.length === 0 ? null : html` (${joined(known.map((one) => caseText(one)))})`;
}

export function joined(parts: readonly HtmlValue[], between: HtmlValue = ', '): Markup {
  return html`${parts.map((part, i) => html`${i > 0 ? between : ''}${part}`)}`;
}

/** A list of texts of the case, those that have no room counted. */
export function textList(texts: readonly string[], most = 40): Markup {
  const more = texts.length - most;
  return html`${joined(texts.slice(0, most).map((text) => value(text)))}${more > 0 ? html`, ${FACT_COMMON.more(more, 'name')}` : null}`;
}
