// Takes pictures instead of testing: see scripts/screenshots.mjs.
import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: '.',
  testMatch: 'tour.ts',
  outputDir: '../../test-results/screenshots',
  workers: 1,
  timeout: 120_000,
  reporter: 'list',
});
