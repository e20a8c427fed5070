// One run of the benchmark's own side: Trailcase imports the archive into a new case and closes it, as the command line does.
// Arguments: archive folder, file to make. Prints its figures as JSON on the last line.
import { statSync } from 'node:fs';
import { CaseFile } from '../../src/main/case/case-file.ts';
import { importPaths } from '../../src/main/jobs/import-job.ts';
import type { Figures } from './figures.ts';

const [archive = '', target = ''] = process.argv.slice(2);
const started = performance.now();
const file = CaseFile.create(target);
const { summary } = await importPaths(file, [archive]);
file.close();
const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
const figures: Figures = {
  events: summary.records,
  seconds: (performance.now() - started) / 1000,
  cpuSeconds: (userCPUTime + systemCPUTime) / 1e6,
  peakBytes: maxRSS * 1024,
  fileBytes: statSync(target).size,
};
process.stdout.write(`${JSON.stringify(figures)}\n`);
