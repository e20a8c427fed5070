// A program: imports into a case, tells when the import has told its progress FROM times, and goes on until it has told it TO times, or is done; there it stays until
// somebody kills it. Whoever does so when it tells cannot come too late. Arguments: CASE PATH FROM TO
import { existsSync, readSync, writeSync } from 'node:fs';
import { CaseFile } from '../../src/main/case/case-file.ts';
import { importPaths } from '../../src/main/jobs/import-job.ts';

const [path = '', folder = '', from = '0', to = '1'] = process.argv.slice(2);
let told = 0;
/** Whoever started it holds its input open: it ends with them. */
const stay = (): void => {
  readSync(0, Buffer.alloc(1));
  process.exit(1);
};
const tell = (): void => void writeSync(1, 'told\n');

const file = existsSync(path) ? CaseFile.open(path) : CaseFile.create(path);
await importPaths(
  file,
  [folder],
  {},
  {
    onProgress: () => {
      told++;
      if (told - 1 === Number(from)) tell();
      if (told - 1 === Number(to)) stay();
    },
  },
);
if (told <= Number(from)) tell();
stay();
