// How either side of a benchmark gets an archive into a file of its own: as a program that runs in a process of its own.
import path from 'node:path';
import { importProgram } from '../common.ts';
import type { Archive } from './generate.ts';

export const SIDES = ['trailcase', 'duckdb'] as const;
export type Side = (typeof SIDES)[number];

/**
 * Arguments for Node that load the archive into a new file; the program prints its Figures as JSON.
 * @param further columns that DuckDB's table gets beside those of the record, as SQL; empty for none
 */
export function loadProgram(side: Side, from: Archive, target: string, threads: number, further = ''): string[] {
  if (side === 'trailcase') return importProgram(target, from.folder);
  const program = path.join(import.meta.dirname, 'load-duckdb.ts');
  return [program, from.folder, target, String(threads), String(largestValue(from)), from.layout, further];
}

/** More than any JSON value. DuckDB sets that much aside per thread, twice: a generous guess would make it slower. */
function largestValue({ layout, largest }: Archive): number {
  return layout === 'lines' ? 16 * 1024 * 1024 : Math.max(8 * 1024 * 1024, Math.ceil(largest * 1.1));
}
