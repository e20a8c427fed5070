// Values with their count, first and last seen, as commands print them.
import type { SeenCount } from '../../shared/domain.ts';
import { grouped } from '../../shared/text.ts';
import { formatTime } from '../../shared/time.ts';
import { isoTime } from '../case/event-rows.ts';
import { widthsOf } from './aligned.ts';
import { terminalText } from './output.ts';

/** A counted value as JSON lists it. */
export function listedCount({ value, count, first, last }: SeenCount) {
  return { value, count, first: isoTime(first), last: isoTime(last) };
}

/** Counted values as a table for people. @param name of what is counted */
export function countTable(name: string, counts: readonly SeenCount[], zone: string): string {
  const head = ['count', 'first', 'last', name];
  const rows = counts.map(({ value, count, first, last }) => [
    grouped(count),
    formatTime(first, zone),
    formatTime(last, zone),
    terminalText(value) || '(empty)',
  ]);
  const widths = widthsOf([head, ...rows]);
  // The value stands last: it may be of any length.
  const line = ([count = '', first = '', last = '', value = '']: string[]): string =>
    `${count.padStart(widths[0] as number)}  ${first.padEnd(widths[1] as number)}  ${last.padEnd(widths[2] as number)}  ${value}\n`;
  return line(head) + (rows.length === 0 ? '    –  no event has one\n' : rows.map(line).join(''));
}
