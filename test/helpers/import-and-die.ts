// A program: imports into a case and kills itself, without any chance to clean up, when the import has told its progress N times.
// Arguments: CASE PATH N [alone]
import { existsSync } from 'node:fs';
import { CaseFile } from '../../src/main/case/case-file.ts';
import { importPaths } from '../../src/main/jobs/import-job.ts';

const [path = '', folder = '', after = '0', alone] = process.argv.slice(2);
let told = 0;
const file = existsSync(path) ? CaseFile.open(path) : CaseFile.create(path);
await importPaths(
  file,
  [folder],
  { alone: alone === 'alone' },
  {
    onProgress: () => {
      if (told++ === Number(after)) process.kill(process.pid, 'SIGKILL');
    },
  },
);
file.close();
