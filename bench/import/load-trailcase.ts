// One run of the benchmark: Trailcase imports the archive into a new case, as `trailcase import` does.
// Arguments: archive folder, case to make. Prints its figures as JSON.
import { CaseFile } from '../../src/main/case/case-file.ts';
import { importPaths } from '../../src/main/jobs/import-job.ts';
import { printFigures } from './figures.ts';

const [archive = '', target = ''] = process.argv.slice(2);

const started = performance.now();
const file = CaseFile.create(target);
const { summary } = await importPaths(file, [archive], { alone: true });
file.close();
printFigures(started, summary.events, target);
