// Time before the first and after the last digest of a chain: digests begin and end within the logs, so that what lies at the edges is attested by none.
import type { Chain } from '../../../shared/integrity.ts';
import type { UnattestedSpan } from '../../../shared/timeline.ts';
import type { CaseEvents } from '../../query/columns/case-events.ts';
import { DELIVERY_TAKES } from '../../query/empty/period.ts';
import { placeKey, placesOf } from '../../query/timeline/places.ts';

/** ms UTC, of event time. */
export interface Edge {
  /** The earliest and the latest of all accounts and regions. */
  from: number;
  to: number;
  /** Accounts and regions that have one. */
  places: number;
}

export interface Edges {
  /** Null: no event of the case is there. */
  before: Edge | null;
  after: Edge | null;
  /** Accounts and regions of which digests speak. */
  of: number;
}

/** By the same rule as `unattested` of the timeline's backgrounds: an event is delivered up to 15 minutes after it. */
export function edgesOf(events: CaseEvents, chains: readonly Chain[]): Edges {
  const spoken = spokenOf(chains);
  const before: [number, number][] = [];
  const after: [number, number][] = [];
  for (const place of placesOf(events).regions) {
    const said = spoken.get(placeKey(place));
    if (!said || place.own === null) continue;
    // Half-open: the last event or delivery is a millisecond before its end.
    const { from, to } = { from: place.own.from, to: place.own.to - 1 };
    if (from < said.from) before.push([from, Math.min(to, said.from)]);
    if (to + DELIVERY_TAKES > said.to) after.push([Math.max(from, said.to - DELIVERY_TAKES), to]);
  }
  return { before: edgeOf(before), after: edgeOf(after), of: spoken.size };
}

/** How many unattested spans are nothing but such an edge. */
export function spansAtEdges(spans: readonly UnattestedSpan[], chains: readonly Chain[], { before, after }: Edges): number {
  const spoken = spokenOf(chains);
  return spans.filter(
    ({ state, from, to, places }) =>
      state === 'silent' &&
      ((before !== null && to <= before.to) || (after !== null && from >= after.from)) &&
      places.every((place) => spoken.has(placeKey(place))),
  ).length;
}

function edgeOf(all: readonly [number, number][]): Edge | null {
  if (all.length === 0) return null;
  return { from: Math.min(...all.map(([from]) => from)), to: Math.max(...all.map(([, to]) => to)), places: all.length };
}

/** From the first to the last digest of each account and region; log files that no digest covers are not spoken of. */
function spokenOf(chains: readonly Chain[]): Map<string, { from: number; to: number }> {
  const spoken = new Map<string, { from: number; to: number }>();
  for (const chain of chains) {
    for (const { from, to, state } of chain.spans) {
      if (state === 'uncovered') continue;
      const key = placeKey(chain);
      const known = spoken.get(key);
      spoken.set(key, { from: Math.min(from, known?.from ?? from), to: Math.max(to, known?.to ?? to) });
    }
  }
  return spoken;
}
