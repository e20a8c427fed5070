// A program: imports a path or an address into a case, and prints what it took. With a number, it kills itself when so many files are done.
import { parseArgs } from 'node:util';
import { CaseFile } from '../../src/main/case/case-file.ts';

import { eventsRoot, rootsNow } from '../../src/main/case/roots.ts';
import { importPaths } from '../../src/main/jobs/import-job.ts';
import { peakBytes } from '../common.ts';

const text = { type: 'string' } as const;
const { values, positionals } = parseArgs({ allowPositionals: true, options: { kill: text, 'keep-copy': text } });
const [target = '', from = '', endpoint = ''] = positionals;
const killAt = Number(values.kill ?? Number.POSITIVE_INFINITY);
const started = performance.now();
let file: CaseFile;
try {
  file = CaseFile.open(target);
} catch {
  file = CaseFile.create(target);
}
// Signed, as an examiner's requests are; the server of the benchmark does not look.
process.env.AWS_ACCESS_KEY_ID = 'AKIABENCH';
process.env.AWS_SECRET_ACCESS_KEY = 'bench';
const keepCopy = values['keep-copy'];
const access = { endpoint, pathStyle: true, region: 'eu-west-1' };
const s3 = { access, configuration: false, ...(keepCopy !== undefined && { keepCopy }) };
const onProgress = ({ files }: { files: number }): void => {
  if (files >= killAt) process.kill(process.pid, 'SIGKILL');
};
const { summary } = await importPaths(file, [from], { alone: true, s3 }, { onProgress });
const seconds = (performance.now() - started) / 1000;
const roots = { evidence: rootsNow(file.db).evidenceRoot, events: eventsRoot(file.db) };
const count = (sql: string): number => file.db.prepare(sql).pluck().get() as number;
const changed = count("SELECT count(*) FROM problems WHERE code = 'S3_OBJECT_CHANGED'");
const unreadable = count('SELECT count(*) FROM problems WHERE evidence IS NULL');
file.close();
const { user, system } = process.cpuUsage();
const { events, acquired } = summary;
process.stdout.write(
  `${JSON.stringify({ seconds, cpuSeconds: (user + system) / 1e6, peakBytes: peakBytes(), events, acquired, changed, unreadable, roots })}\n`,
);
