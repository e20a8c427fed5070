// What the strips show, without drawing it: where spans stand in pixels, which of them a pixel means, what fits beside them. Pure, tested.
import { type Chain, type ChainSpan, SPAN_STATES, type SpanState } from '../../../../shared/integrity.ts';
import { isProven, STATE_WORDS, spanMeaning } from '../../../../shared/integrity-words.ts';
import { grouped, lengthWords, plural } from '../../../../shared/text.ts';
import { formatTime } from '../../../../shared/time.ts';
import type { ChosenSpan, Span } from '../../../state/view-state.ts';

const HOUR = 3_600_000;
/** Spans thinner than this share a mark, px. */
const THIN = 2;
/** What is not proven is never drawn thinner, px: an hour in a year must not vanish. */
const OPEN_MIN = 4;
/** AWS writes a digest an hour: from this width of an hour on, digests are drawn singly, px. */
const SINGLE_MIN = 6;
/** Room that a character of a label takes, px. */
const CHARACTER = 6.4;

/** What is drawn of one or more spans. */
interface Mark {
  /** px from the left of the strip. */
  left: number;
  width: number;
  /** The worst of them. */
  span: ChainSpan;
  /** How many it stands for. */
  count: number;
}

/** 0 is the worst. */
const rank = (state: SpanState): number => SPAN_STATES.indexOf(state);

/** In a mark of several, what is not proven hides the rest; delivered logs hide hours without any. */
const hides = (a: SpanState, b: SpanState): boolean => (isProven(a) && isProven(b) ? a === 'complete' && b === 'empty' : rank(a) < rank(b));

/** All that the chains cover, with a little room; null when there is nothing. */
export function wholeOf(chains: readonly Chain[]): Span | null {
  let from = Number.POSITIVE_INFINITY;
  let to = Number.NEGATIVE_INFINITY;
  for (const { spans } of chains) {
    for (const span of spans) {
      from = Math.min(from, span.from);
      to = Math.max(to, span.to);
    }
  }
  if (from > to) return null;
  const room = Math.max(HOUR / 4, (to - from) * 0.01);
  return { from: Math.floor(from - room), to: Math.ceil(to + room) };
}

/** Whether single digests have room. @param width of the strip, px */
export const digestsFit = (view: Span, width: number): boolean => (HOUR / (view.to - view.from)) * width >= SINGLE_MIN;

/** The span to ask single digests of: round, so that panning a little asks nothing new, and at most three times as wide as the view. */
export function askedSpan(view: Span): Span {
  let step = HOUR;
  while (step < view.to - view.from) step *= 2;
  return { from: Math.floor(view.from / step) * step, to: Math.ceil(view.to / step) * step };
}

/** Marks of the spans (in order of time) that touch the view, in order of drawing: what is worst is drawn last, over the rest. */
export function marksOf(spans: readonly ChainSpan[], view: Span, width: number): Mark[] {
  const scale = width / (view.to - view.from);
  const marks: Mark[] = [];
  let column = -1;
  for (let i = firstAfter(spans, view.from); i < spans.length; i++) {
    const span = spans[i] as ChainSpan;
    if (span.from >= view.to) break;
    const left = Math.max(-1, (span.from - view.from) * scale);
    const right = Math.min(width + 1, (span.to - view.from) * scale);
    const thin = right - left < THIN;
    const here = thin ? Math.floor(left / THIN) : -1;
    const last = marks.at(-1);
    if (thin && here === column && last) {
      last.width = Math.max(last.width, right - last.left);
      last.count++;
      if (hides(span.state, last.span.state)) last.span = span;
    } else marks.push({ left, width: Math.max(1, right - left), span, count: 1 });
    column = here;
  }
  for (const mark of marks) {
    if (isProven(mark.span.state) || mark.width >= OPEN_MIN) continue;
    mark.left = Math.min(Math.max(0, mark.left + mark.width / 2 - OPEN_MIN / 2), width - OPEN_MIN);
    mark.width = OPEN_MIN;
  }
  return marks.sort((a, b) => rank(b.span.state) - rank(a.span.state) || a.left - b.left);
}

/** Index of the first span that ends after an instant. */
function firstAfter(spans: readonly ChainSpan[], at: number): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.to ?? 0) > at) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The mark under a pixel: the worst that is there. */
export function markAt(marks: readonly Mark[], x: number): Mark | null {
  return marks.findLast(({ left, width }) => x >= left - 0.5 && x < left + width + 0.5) ?? null;
}

/** The longest text that fits on a mark; '' for none. */
export function labelOf({ span, width, count }: Mark): string {
  if (count > 1) return '';
  const { sign, word } = STATE_WORDS[span.state];
  const n = span.state === 'missing' ? plural(span.digests, 'digest') : span.logs > 0 ? plural(span.logs, 'log') : '';
  const short = span.state === 'missing' ? grouped(span.digests) : span.logs > 0 ? grouped(span.logs) : '';
  const words = [[`${sign} ${word}`, n].filter(Boolean).join(', '), n === '' ? '' : `${sign} ${n}`];
  // A number or a sign alone must leave the pattern to be seen; hours without logs need neither.
  const bare = span.state === 'empty' ? [] : [short, sign];
  const fits = (text: string, share: number): boolean => text !== '' && text.length * CHARACTER + 8 <= width * share;
  return words.find((text) => fits(text, 1)) ?? bare.find((text) => fits(text, span.state === 'complete' ? 1 : 0.6)) ?? '';
}

/** What the tooltip of a mark says. */
export function titleOf(mark: Mark, chain: Chain, zone: string): string {
  const { span, count } = mark;
  const { sign, word } = STATE_WORDS[span.state];
  return [
    `${sign} ${word}${count > 1 ? `: the ${isProven(span.state) ? 'state' : 'worst'} of ${grouped(count)} spans here` : ''}`,
    `${formatTime(span.from, zone)} – ${formatTime(span.to, zone)} (${lengthWords(span.to - span.from)})`,
    countsOf(span),
    spanMeaning(span, chain).consequence,
    'click: all about it',
  ].join('\n');
}

/** `3 digests, 12 logs, 1 of them missing` */
export function countsOf(span: ChainSpan): string {
  const { state, digests, logs, logsMissing, logsInvalid } = span;
  const files = state === 'uncovered' ? `${plural(logs, 'log file')} delivered` : plural(logs, 'log file');
  return [
    state === 'missing' ? `${plural(digests, 'digest')} not in the case` : plural(digests, 'digest'),
    state === 'missing' && logs === 0 ? '' : files,
    logsMissing > 0 ? `${grouped(logsMissing)} not in the case` : '',
    logsInvalid > 0 ? `${grouped(logsInvalid)} invalid` : '',
  ]
    .filter(Boolean)
    .join(', ');
}

export interface ChainSums {
  digests: number;
  logs: number;
  /** Spans that are not proven. */
  open: number;
  worst: SpanState;
}

export function sumsOf(chain: Chain): ChainSums {
  const sums: ChainSums = { digests: 0, logs: 0, open: 0, worst: 'complete' };
  for (const { state, digests, logs } of chain.spans) {
    if (state !== 'missing') sums.digests += digests;
    sums.logs += logs;
    if (!isProven(state)) sums.open++;
    if (rank(state) < rank(sums.worst)) sums.worst = state;
  }
  return sums;
}

export const isChosen = (span: ChainSpan, chosen: Pick<ChosenSpan, 'from' | 'to' | 'digest'> | null): boolean =>
  chosen !== null && span.from === chosen.from && span.to === chosen.to && span.digest === chosen.digest;

/** The span `by` steps from the chosen one; of those that are not proven only, where `open` is set. The nearest to the view, at first. */
export function stepFrom(spans: readonly ChainSpan[], chosen: ChosenSpan | null, view: Span, by: 1 | -1, open = false): ChainSpan | null {
  const list = open ? spans.filter((span) => !isProven(span.state)) : spans;
  if (chosen === null) return list.find((span) => span.to > view.from) ?? list.at(-1) ?? null;
  const at = list.findIndex((span) => isChosen(span, chosen));
  if (at >= 0) return list[Math.min(Math.max(0, at + by), list.length - 1)] ?? null;
  return (by > 0 ? list.find((span) => span.from >= chosen.from) : list.findLast((span) => span.to <= chosen.to)) ?? null;
}

/** Spans of all chains that are not proven, worst first, then in order of time. */
export function openSpans(chains: readonly Chain[]): { chain: Chain; span: ChainSpan }[] {
  return chains
    .flatMap((chain) => chain.spans.filter(({ state }) => !isProven(state)).map((span) => ({ chain, span })))
    .sort((a, b) => rank(a.span.state) - rank(b.span.state) || a.span.from - b.span.from || (a.chain.id < b.chain.id ? -1 : 1));
}
