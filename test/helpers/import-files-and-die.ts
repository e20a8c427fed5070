// A program: imports into a case and kills itself, without any chance to clean up, when so many files were stored or known.
// Arguments: CASE PATH FILES
import { existsSync } from 'node:fs';
import { CaseFile } from '../../src/main/case/case-file.ts';
import { importPaths } from '../../src/main/jobs/import-job.ts';

const [path = '', from = '', most = '0'] = process.argv.slice(2);
const file = existsSync(path) ? CaseFile.open(path) : CaseFile.create(path);
const onProgress = ({ files }: { files: number }): void => {
  if (files >= Number(most)) process.kill(process.pid, 'SIGKILL');
};
await importPaths(file, [from], {}, { onProgress });
file.close();
