// What one run of the import benchmark tells about itself, between the child process and the one that compares.
import { statSync } from 'node:fs';
import { peakBytes } from '../common.ts';

export interface Figures {
  /** From the first statement to the closed file, without the start of the process. */
  insideSeconds: number;
  cpuSeconds: number;
  /** Highest resident set, in bytes. */
  peakBytes: number;
  /** Size of the file made. */
  fileBytes: number;
  events: number;
}

/** Prints the figures of this process; to be called last. @param started performance.now() at the beginning */
export function printFigures(started: number, events: number, file: string): void {
  const insideSeconds = (performance.now() - started) / 1000;
  const { userCPUTime, systemCPUTime } = process.resourceUsage();
  const figures: Figures = {
    insideSeconds,
    cpuSeconds: (userCPUTime + systemCPUTime) / 1e6,
    peakBytes: peakBytes(),
    fileBytes: statSync(file).size,
    events,
  };
  process.stdout.write(`${JSON.stringify(figures)}\n`);
}
