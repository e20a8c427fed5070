// How a report is split into volumes that can be printed: the first has everything but what its long lists go on with; each other has one part of one list.
import type { ReportContext } from './context.ts';
import { itemsInOrder } from './item-order.ts';
import { anchor, itemAnchor } from './parts.ts';
import type { Section } from './sections/section.ts';
import { PAGES } from './wording/index.ts';

/** Sections that grow with the case. Exhibits are pages each, the others lines. */
export type LongSection = 'exhibits' | 'evidence' | 'custody';

/** How much of each a volume holds in any case. As a rule PAGES_PER_VOLUME is reached before. */
const PER_VOLUME: Readonly<Record<LongSection, number>> = { exhibits: 500, evidence: 10_000, custody: 5000 };

/**
 * Printed pages of a volume, about: time and memory of printing grow with its pages. Measured: see docs/report-pdf.md.
 * The first volume, which cannot hand on its other sections, may have more.
 */
export const PAGES_PER_VOLUME = 320;

/** Of PAGES_PER_VOLUME: a computer that cannot print volumes of that size is given smaller ones, and then the smallest. */
export const SHARES = [1, 1 / 2, 1 / 4] as const;

/** Of a list, from 0: [from, to). */
export interface Stretch {
  from: number;
  to: number;
}

export interface Volume {
  /** From 1. */
  number: number;
  of: number;
  /** What of each long section stands in it. */
  parts: ReadonlyMap<LongSection, Stretch>;
}

function isLong(id: string): id is LongSection {
  return id in PER_VOLUME;
}

/** What each part of a long section weighs, in pages as they are printed; from a few numbers, for nothing is laid out to know it. */
interface Weights {
  size: number;
  /** @param index from 0 */
  of(index: number): number;
}

/** Printed lines of a page that hold what a list says, and characters of such a line. */
const LINES = 62;
const WIDE = 110;

function weights(context: ReportContext): Record<LongSection, Weights> {
  const { exhibits, numbers, custody } = context;
  const places = context.db.prepare('SELECT count(*) FROM found_at WHERE evidence IS NOT NULL').pluck().get() as number;
  const item = (2 + places / Math.max(1, numbers.items)) / LINES;
  return {
    // Its raw record, and a line or two for each of its fields. An exhibit begins a page.
    exhibits: { size: exhibits.length, of: (i) => 1.6 + (exhibits[i]?.row.length ?? 0) / 1200 },
    evidence: { size: numbers.items, of: () => item },
    custody: { size: custody.length, of: (i) => (7 + (custody[i]?.detail.length ?? 0) / WIDE) / LINES },
  };
}

/** Pages of the first volume that are none of the long sections': most of them name exhibits. */
function pagesBeside(context: ReportContext): number {
  return 40 + context.exhibits.length / 8;
}

/** The end of the stretch that begins there: at least one, and as many as have room. */
function endOf({ size, of }: Weights, from: number, most: number, pages: number): number {
  let to = from;
  for (let sum = 0; to < size && to - from < most; to++) {
    sum += of(to);
    if (sum > pages && to > from) break;
  }
  return to;
}

/**
 * The volumes of a report in order; one where that is enough.
 * @param share of PAGES_PER_VOLUME, and of the counts
 */
export function planVolumes(context: ReportContext, sections: readonly Section[], perVolume = PER_VOLUME, share = 1): Volume[] {
  const all = weights(context);
  const long = sections.map(({ id }) => id).filter(isLong);
  const pages = PAGES_PER_VOLUME * share;
  const count = (id: LongSection): number => Math.max(1, Math.floor(perVolume[id] * share));
  const most = { exhibits: count('exhibits'), evidence: count('evidence'), custody: count('custody') };
  // The lists of lines first: they stay whole in the first volume as long as they leave room for some exhibits.
  let room = Math.max(pages - pagesBeside(context), pages / 4);
  const ends = new Map<LongSection, number>();
  for (const id of ['custody', 'evidence', 'exhibits'] as const) {
    if (!long.includes(id)) continue;
    const to = endOf(all[id], 0, most[id], id === 'exhibits' ? room : room / 2);
    for (let i = 0; i < to; i++) room -= all[id].of(i);
    ends.set(id, to);
  }
  const first = new Map(long.map((id) => [id, { from: 0, to: ends.get(id) ?? 0 }]));
  const more: Map<LongSection, Stretch>[] = [];
  let left = 0;
  for (const id of long)
    for (let from = ends.get(id) ?? 0; from < all[id].size; ) {
      const to = endOf(all[id], from, most[id], pages);
      let weight = 0;
      for (let i = from; i < to; i++) weight += all[id].of(i);
      const last = more.at(-1);
      // What one list ends with and the next goes on with share a volume where they have room.
      if (last && !last.has(id) && weight <= left) {
        last.set(id, { from, to });
        left -= weight;
      } else {
        more.push(new Map([[id, { from, to }]]));
        left = pages - weight;
      }
      from = to;
    }
  return [first, ...more].map((parts, i, all) => ({ number: i + 1, of: all.length, parts }));
}

/** Whether a section stands in a volume: the cover is in each. */
export function isIn({ number, parts }: Volume, { id }: Section): boolean {
  return number === 1 || id === 'case' || (isLong(id) && parts.has(id));
}

/** The context as a section of a volume sees it: only the exhibits themselves are fewer, all other sections tell of all. */
export function stretched({ id }: Section, context: ReportContext, { parts }: Volume): ReportContext {
  const of = id === 'exhibits' ? parts.get(id) : undefined;
  return { ...context, stretches: parts, exhibits: of ? context.exhibits.slice(of.from, of.to) : context.exhibits };
}

/** What a volume holds, in words. */
export function volumeText(volume: Volume): string {
  return PAGES.volumeText(volume.number, volume.of, volumeParts(volume));
}

/** What of each long section a volume holds, in words. */
export function volumeParts({ parts }: Volume): string[] {
  return [...parts].map(([id, { from, to }]) => PAGES.stretch[id](from + 1, to));
}

/** Anchors of a volume's long sections: links in other volumes lead to them. */
export function placesIn(context: ReportContext, { parts }: Volume): string[] {
  const of = (id: LongSection): Stretch => parts.get(id) ?? { from: 0, to: 0 };
  const { from, to } = of('evidence');
  return [
    ...context.exhibits.slice(of('exhibits').from, of('exhibits').to).map(({ number }) => anchor('exhibit', number)),
    ...hashes(context, from, to).map((hash) => itemAnchor(context, hash)),
    ...context.custody.slice(of('custody').from, of('custody').to).map(({ seq }) => anchor('custody', seq)),
  ];
}

/** Of items in order, from one index to before another; -1: to the end. */
function hashes(context: ReportContext, from: number, to: number): string[] {
  return itemsInOrder(context, from, to).map(({ hash }) => hash);
}

/** The volume that has an anchor of a long section; null for any other anchor. */
export function volumeFinder(context: ReportContext, volumes: readonly Volume[]): (anchor: string) => number | null {
  const volumeOf = (id: LongSection, index: number): number =>
    volumes.find(({ parts }) => {
      const part = parts.get(id);
      return part !== undefined && index >= part.from && index < part.to;
    })?.number ?? 1;
  const first = context.custody[0]?.seq ?? 1;
  let items: Map<string, number> | null = null;
  const itemIndex = (anchor: string): number => {
    items ??= new Map(hashes(context, 0, -1).map((hash, i) => [itemAnchor(context, hash), i]));
    return items.get(anchor) ?? 0;
  };
  return (anchor) => {
    const [, kind, key] = /^([a-z]+)-(.*)$/.exec(anchor) ?? [];
    if (kind === 'exhibit') return volumeOf('exhibits', Number(key) - 1);
    if (kind === 'custody') return volumeOf('custody', Number(key) - first);
    if (kind === 'item')
      return volumes.filter(({ parts }) => parts.has('evidence')).length > 1 ? volumeOf('evidence', itemIndex(anchor)) : 1;
    return null;
  };
}
