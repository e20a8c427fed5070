// A program: imports as `trailcase import` does, by the command line as it is built, which is what people run. Arguments: case to make, then what `import`
// takes. Prints its figures as JSON, from the first statement to the closed file.
import { createRequire } from 'node:module';
import path from 'node:path';
import type Sqlite from 'better-sqlite3';
import { printFigures } from './import/figures.ts';

const CLI = path.join(import.meta.dirname, '../out/main/cli.cjs');

const [target = '', ...rest] = process.argv.slice(2);
const started = performance.now();
process.argv = [process.argv[0] as string, CLI, 'import', target, ...rest, '--quiet'];
// Its summary is for people.
const { write } = process.stdout;
process.stdout.write = () => true;
process.once('beforeExit', () => {
  process.stdout.write = write;
  const db = new (createRequire(import.meta.url)('better-sqlite3') as typeof Sqlite)(target, { readonly: true });
  const events = db.prepare('SELECT coalesce(sum(records), 0) FROM evidence').pluck().get() as number;
  db.close();
  printFigures(started, events, target);
});
await import(CLI);
