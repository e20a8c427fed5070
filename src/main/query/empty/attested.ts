// What AWS's signed digests, as they were judged, say of deliveries around a period. Pure.
import type { AttestedSpan, EmptyAttestation } from '../../../shared/empty.ts';
import { type Attestation, type Chain, SPAN_STATES } from '../../../shared/integrity.ts';
import { isProven } from '../../../shared/integrity-words.ts';
import type { Span } from './period.ts';

const LISTED = 8;

export interface AttestedPlace {
  account: string;
  region: string;
  /** Delivery time that has to be attested. */
  window: Span;
}

/**
 * @param attestation null: not judged yet
 * @param hasDigests whether the case holds any
 */
export function attestedAround(attestation: Attestation | null, hasDigests: boolean, places: readonly AttestedPlace[]): EmptyAttestation {
  const window =
    places.length === 0
      ? null
      : { from: Math.min(...places.map(({ window: { from } }) => from)), to: Math.max(...places.map(({ window: { to } }) => to)) };
  const nothing = { window, verdict: 'unknown' as const, spans: [], more: 0, silent: [] };
  if (!hasDigests) return { ...nothing, state: 'noDigests', verdict: 'none' };
  if (attestation === null) return { ...nothing, state: 'notJudged' };
  if (window === null) return { ...nothing, state: 'judged' };
  const each = places.map((place) => coverOf(attestation.chains, place));
  const spans = each.flatMap((cover) => cover.open).sort(worstFirst);
  const proven = each.filter(({ isWhole }) => isWhole).length;
  return {
    state: 'judged',
    window,
    verdict: proven === each.length ? 'attested' : each.some(({ isAny }) => isAny) ? 'gaps' : 'none',
    spans: spans.slice(0, LISTED),
    more: Math.max(0, spans.length - LISTED),
    silent: each.flatMap(({ silent }) => silent).slice(0, LISTED),
  };
}

function touching({ id, account, region, trail, spans }: Chain, window: Span): AttestedSpan[] {
  return spans.filter(({ from, to }) => to > window.from && from < window.to).map((span) => ({ chain: id, account, region, trail, span }));
}

function worstFirst(a: AttestedSpan, b: AttestedSpan): number {
  const rank = ({ span }: AttestedSpan): number => SPAN_STATES.indexOf(span.state);
  return rank(a) - rank(b) || a.span.from - b.span.from || (a.chain < b.chain ? -1 : 1);
}

interface Cover {
  /** Spans that are not proven. */
  open: AttestedSpan[];
  /** All of the window is proven, by one chain or several together. */
  isWhole: boolean;
  isAny: boolean;
  /** Time of which no digest speaks. */
  silent: EmptyAttestation['silent'];
}

function coverOf(chains: readonly Chain[], { account, region, window }: AttestedPlace): Cover {
  const own = chains.filter((chain) => (account === '' || chain.account === account) && (region === '' || chain.region === region));
  const touched = own.flatMap((chain) => touching(chain, window));
  const spans = touched.map(({ span }) => span);
  const proven = spans.filter(({ state }) => isProven(state));
  const spoken = spans.filter(({ state }) => state !== 'uncovered');
  return {
    open: touched.filter(({ span }) => !isProven(span.state)),
    isWhole: outside(window, proven).length === 0,
    isAny: proven.length > 0,
    silent: outside(window, spoken).map((part) => ({ account, region, ...part })),
  };
}

/** Parts of the window in none of the spans. */
function outside(window: Span, spans: readonly Span[]): Span[] {
  const parts: Span[] = [];
  let at = window.from;
  for (const { from, to } of [...spans].sort((a, b) => a.from - b.from)) {
    if (from > at) parts.push({ from: at, to: Math.min(from, window.to) });
    at = Math.max(at, to);
    if (at >= window.to) break;
  }
  if (at < window.to) parts.push({ from: at, to: window.to });
  return parts;
}
