// End-to-end tests on the real Electron; scripts/test.mjs runs them, under a virtual display where there is none.
import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: 'test/e2e',
  globalSetup: './test/e2e/electron-setup.ts',
  outputDir: 'test-results/e2e',
  // An app waits a good part of its time for windows and timers: two at a time take two thirds of the time of one after the other.
  workers: 2,
  timeout: 60_000,
  globalTimeout: 7 * 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: process.env.CI !== undefined,
  reporter: [['list'], ['json', { outputFile: process.env.TRAILCASE_E2E_RESULTS ?? 'test-results/e2e.json' }]],
});
