// Unit and integration tests; they run under Node 24 (scripts/test.mjs), end-to-end tests are Playwright's.
import { defineConfig } from 'vitest/config';
import { temporaryInMemory } from './test/helpers/memory-folder.ts';

// Before any worker starts: results must not depend on where the tests run.
process.env.TZ = 'UTC';
temporaryInMemory();
// Tests start many processes and threads from source: stripped of types once, their code is kept.
process.env.NODE_COMPILE_CACHE ??= `${import.meta.dirname}/.cache/compile`;

export default defineConfig({
  test: {
    include: ['test/{unit,integration}/**/*.test.{ts,tsx}', 'src/**/*.test.{ts,tsx}'],
    environment: 'node',
    setupFiles: ['test/helpers/setup.ts'],
    // Child processes rather than threads: a native crash (SQLite) then fails one file, not the run.
    pool: 'forks',
    maxWorkers: 2,
    // Generous: a busy machine must not fail a test that starts a few processes.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    restoreMocks: true,
  },
});
