// Spans of several places laid over one another: what holds between two neighbouring ends, and of which places. One walk over the ends in order, with
// counts; which places a stretch has is found only where it is told.

export interface Span {
  from: number;
  to: number;
}

interface RankedSpan extends Span {
  /** From 0; the lowest counts. */
  rank: number;
}

export interface PlaceSpan extends RankedSpan {
  /** Number of the place, from 0. */
  place: number;
}

export interface Stretch extends RankedSpan {
  /** Places. */
  count: number;
}

export class Sweep {
  /** Without overlap, in order of time; neighbours of the same rank and places are one. */
  readonly stretches: readonly Stretch[];
  /** In order of time. */
  private readonly ends: End[];
  private readonly places: number;

  constructor(spans: readonly PlaceSpan[]) {
    this.ends = endsOf(spans);
    this.places = spans.reduce((most, { place }) => Math.max(most, place + 1), 0);
    this.stretches = this.walked();
  }

  private walked(): Stretch[] {
    const { ends } = this;
    const open = new Uint32Array(this.places);
    const ranks: number[] = [];
    let count = 0;
    const found: Stretch[] = [];
    /** Places that are open, and were not in the last stretch, or the other way round. */
    const changed = new Set<number>();
    ends.forEach(({ at, place, rank, step }, i) => {
      open[place] = (open[place] as number) + step;
      ranks[rank] = (ranks[rank] ?? 0) + step;
      if (open[place] === (step === 1 ? 1 : 0)) {
        count += step;
        if (!changed.delete(place)) changed.add(place);
      }
      const to = ends[i + 1]?.at ?? at;
      if (to === at) return;
      const last = found.at(-1);
      const worst = ranks.findIndex((spans) => spans > 0);
      if (count === 0) return;
      if (last?.to === at && last.rank === worst && changed.size === 0) last.to = to;
      else found.push({ from: at, to, rank: worst, count });
      changed.clear();
    });
    return found;
  }

  /** The first places of what holds at some instants. @param instants ascending; @returns of each, ascending */
  placesAt(instants: readonly number[], most: number): number[][] {
    const open = new Uint32Array(this.places);
    let next = 0;
    return instants.map((instant) => {
      for (let end = this.ends[next]; end && end.at <= instant; end = this.ends[++next])
        open[end.place] = (open[end.place] as number) + end.step;
      const found: number[] = [];
      for (let place = 0; place < open.length && found.length < most; place++) if (open[place] !== 0) found.push(place);
      return found;
    });
  }
}

interface End {
  at: number;
  place: number;
  rank: number;
  /** 1 where a span begins, −1 where it ends. */
  step: 1 | -1;
}

function endsOf(spans: readonly PlaceSpan[]): End[] {
  return spans
    .filter(({ from, to }) => from < to)
    .flatMap(({ from, to, place, rank }): End[] => [
      { at: from, place, rank, step: 1 },
      { at: to, place, rank, step: -1 },
    ])
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

/** The part of stretches within a span. @param stretches in order of time */
export function within(stretches: readonly Stretch[], { from, to }: Span): Stretch[] {
  let [low, high] = [0, stretches.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((stretches[middle] as Stretch).to <= from) low = middle + 1;
    else high = middle;
  }
  const found: Stretch[] = [];
  for (let i = low; i < stretches.length && (stretches[i] as Stretch).from < to; i++) {
    const one = stretches[i] as Stretch;
    found.push({ ...one, from: Math.max(one.from, from), to: Math.min(one.to, to) });
  }
  return found;
}

/** What is left of a span without others. */
export function outside(whole: Span, others: readonly Span[]): Span[] {
  const left: Span[] = [];
  let at = whole.from;
  for (const { from, to } of [...others].sort((a, b) => (a.from < b.from ? -1 : 1))) {
    if (from >= to) continue;
    if (from > at) left.push({ from: at, to: Math.min(from, whole.to) });
    at = Math.max(at, to);
    if (at >= whole.to) break;
  }
  if (at < whole.to) left.push({ from: at, to: whole.to });
  return left;
}

/** The worst of what is said of each instant of a span outside of others; where nothing is said, `otherwise`. In order of time, without overlap. */
export function worstOutside(whole: Span, others: readonly Span[], said: readonly RankedSpan[], otherwise: number): RankedSpan[] {
  // The others come before everything that is said.
  const spans = [
    { ...whole, rank: otherwise + 1 },
    ...said.map(({ from, to, rank }) => ({ from, to, rank: rank + 1 })),
    ...others.map(({ from, to }) => ({ from, to, rank: 0 })),
  ];
  const clipped = spans.map(({ from, to, rank }) => ({ from: Math.max(from, whole.from), to: Math.min(to, whole.to), rank, place: 0 }));
  return new Sweep(clipped).stretches.flatMap(({ from, to, rank }) => (rank === 0 ? [] : [{ from, to, rank: rank - 1 }]));
}
