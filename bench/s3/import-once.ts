// A program: imports a path or an address into a new case, and prints what it took. With a number, it kills itself when it has told so many steps.
import { CaseFile } from '../../src/main/case/case-file.ts';

import { eventsRoot, rootsNow } from '../../src/main/case/roots.ts';
import { importPaths } from '../../src/main/jobs/import-job.ts';
import { peakBytes } from '../common.ts';

const [target = '', from = '', endpoint = '', kill] = process.argv.slice(2);
const started = performance.now();
let file: CaseFile;
try {
  file = CaseFile.open(target);
} catch {
  file = CaseFile.create(target);
}
const s3 = { access: { endpoint, pathStyle: true, anonymous: true } };
let steps = 0;
const onProgress = (): void => {
  if (kill !== undefined && ++steps > Number(kill)) process.kill(process.pid, 'SIGKILL');
};
const { summary } = await importPaths(file, [from], { alone: true, s3 }, { onProgress });
const seconds = (performance.now() - started) / 1000;
const roots = { evidence: rootsNow(file.db).evidenceRoot, events: eventsRoot(file.db) };
file.close();
const { user, system } = process.cpuUsage();
const { events, acquired } = summary;
process.stdout.write(
  `${JSON.stringify({ seconds, cpuSeconds: (user + system) / 1e6, peakBytes: peakBytes(), events, acquired, roots })}\n`,
);
