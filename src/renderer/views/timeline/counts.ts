// How many events a bar or a mark stands for, by what they are; and how that is said.
import { grouped, plural } from '../../../shared/text.ts';
import { type DensityBin, EVENT_CLASSES, type EventClass } from '../../../shared/timeline.ts';
import { CLASS_SIGNS } from '../../../shared/timeline-picture/classes.ts';
import type { Span } from '../../state/view-state.ts';
import { timeText } from './time-text.ts';

/** What a class is called, and the sign that goes with its colour. */
export const CLASS_WORDS: Record<EventClass, { sign: string; word: string; colour: string }> = {
  read: { ...CLASS_SIGNS.read, colour: '--bar' },
  write: { ...CLASS_SIGNS.write, colour: '--blue' },
  privilege: { ...CLASS_SIGNS.privilege, colour: '--violet' },
  denied: { ...CLASS_SIGNS.denied, colour: '--amber' },
  error: { ...CLASS_SIGNS.error, colour: '--grey' },
};

export type Parts = Record<EventClass, number>;

export const partsOf = (bin: DensityBin): Parts => ({
  read: bin.read,
  write: bin.write,
  privilege: bin.privilege,
  denied: bin.denied,
  error: bin.error,
});

export const binTotal = (bin: DensityBin): number => bin.ok + bin.denied + bin.error;

/** Whether anything of a stretch is in view. */
export const isIn = (view: Span, { from, to }: Span): boolean =>
  from === to ? from >= view.from && from < view.to : to > view.from && from < view.to;

/** Events of the bins of which something is in view. */
export const countIn = (view: Span, bins: readonly DensityBin[]): number =>
  bins.reduce((sum, bin) => (isIn(view, bin) ? sum + binTotal(bin) : sum), 0);

/** `1.2k`, `34`: fits a mark; the whole number stands in its title. */
export function compact(n: number): string {
  if (n < 1000) return String(n);
  if (n < 10_000) return `${(Math.floor(n / 100) / 10).toFixed(1)}k`;
  if (n < 1_000_000) return `${Math.floor(n / 1000)}k`;
  return `${(Math.floor(n / 100_000) / 10).toFixed(1)}M`;
}

/** Classes that should not be missed in a mark: their signs stand beside its count. */
export function tellingOf(parts: Parts): EventClass[] {
  return (['denied', 'privilege', 'error'] as const).filter((name) => parts[name] > 0);
}

/** `34 events: 30 read, 4 denied`. */
export function partsWords(parts: Parts): string {
  const total = EVENT_CLASSES.reduce((sum, name) => sum + parts[name], 0);
  const each = EVENT_CLASSES.filter((name) => parts[name] > 0).map((name) => `${grouped(parts[name])} ${CLASS_WORDS[name].word}`);
  return `${plural(total, 'event')}${each.length > 0 ? `: ${each.join(', ')}` : ''}`;
}

/** What a bar of the chart says under the pointer. */
export const binWords = (bin: DensityBin, zone: string): string =>
  `${partsWords(partsOf(bin))}\n${timeText(bin.from, zone)}\n– ${timeText(bin.to, zone)}`;
