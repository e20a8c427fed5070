// Before every test file: imports and verifications work in the test's own thread, see pool-here.ts; other threads and processes of ours start
// from the built programs where `npm test` has just built them, as the command line does (cli.ts): from source each takes twice as long.
import { basename, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { vi } from 'vitest';

vi.mock('../../src/main/jobs/worker-pool.ts', async (original) => (await import('./pool-here.ts')).poolsHere(original));

vi.mock('../../src/main/worker-file.ts', (original) => {
  const built = process.env.TRAILCASE_TEST_CLI;
  if (built === undefined) return original();
  const programs = resolve(import.meta.dirname, '../..', built, '..');
  return { workerFile: (name: string): URL => pathToFileURL(resolve(programs, `${basename(name)}.cjs`)) };
});
