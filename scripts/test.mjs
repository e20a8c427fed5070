// `npm test`: everything that must hold, in the order of what fails fastest. `npm test -- unit` (or types, lint, e2e) runs one part
// with what it needs; further arguments then go to its runner. The last line counts the tests: `N passed, N failed`.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { build } from './build.mjs';
import { electronPath } from './electron.mjs';
import { install } from './install.mjs';
import { nodePath } from './node24.mjs';
import { root } from './root.mjs';
import { program, StepError, step } from './step.mjs';

const results = path.join(root, 'test-results');
const unitResults = path.join(results, 'unit.json');
const e2eResults = path.join(results, 'e2e.json');
const bin = (...parts) => path.join(root, 'node_modules', ...parts);
const env = { TZ: 'UTC', NODE_ENV: 'test' };

/** Scripts that mostly wait for the network: each goes on beside other parts, from where it can begin to where it is needed. */
const beside = new Map();

function begin(script) {
  const child = spawn(process.execPath, [path.join(root, 'scripts', script)], { stdio: ['ignore', 'ignore', 'inherit'] });
  const ended = new Promise((done) => {
    child.on('error', () => done(2));
    child.on('close', (status) => done(status ?? 2));
  });
  beside.set(script, ended);
}

const steps = {
  install: () => install(),
  types: () => step('tsc', process.execPath, [bin('typescript/bin/tsc'), '-b']),
  lint: () => step('biome', process.execPath, [bin('@biomejs/biome/bin/biome'), 'check', '--error-on-warnings', '.']),
  build: () => build(),
  libraries: async () => {
    const status = await beside.get('system-libraries.mjs');
    if (status !== 0) throw new StepError('The system libraries could not be made ready.', status);
    // Where it failed, whoever needs it tries again, and says why.
    await beside.get('electron.mjs');
  },
  unit: async (args) => {
    const electron = await electronPath();
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${unitResults}`];
    // Just built: see test/helpers/cli.ts. The Electron prints, see src/main/print/find-printer.ts.
    const built = { TRAILCASE_TEST_CLI: 'out/main/cli.cjs', TRAILCASE_ELECTRON: electron };
    step('vitest', nodePath(), [bin('vitest/vitest.mjs'), 'run', ...reporters, ...args], { env: { ...env, ...built } });
  },
  e2e: async (args) => {
    const electron = await electronPath();
    const command = [nodePath(), bin('@playwright/test/cli.js'), 'test', ...args];
    // A display of its own, also where there is one: windows that pop up disturb, and pictures must not depend on the desktop.
    const display = process.platform === 'linux' ? ['xvfb-run', '-a', '-s', '-screen 0 1600x1000x24'] : [];
    const [first, ...rest] = [...display, ...command];
    step('playwright', first, rest, { env: { ...env, TRAILCASE_ELECTRON: electron, TRAILCASE_E2E_RESULTS: e2eResults } });
  },
};
/** What a part needs before it. */
const needs = {
  types: ['install'],
  lint: ['install'],
  unit: ['install', 'build', 'libraries'],
  e2e: ['install', 'build', 'libraries'],
};

function chosen() {
  const [name, ...args] = process.argv.slice(2);
  if (name === undefined) return { names: Object.keys(steps), args: [] };
  if (!needs[name]) throw new StepError(`There is no part ${name}: choose one of ${Object.keys(needs).join(', ')}.`, 2);
  return { names: [...needs[name], name], args };
}

function count() {
  const total = { passed: 0, failed: 0 };
  const read = (file, add) => {
    try {
      add(JSON.parse(readFileSync(file, 'utf8')));
    } catch {
      // That part did not run, or ended before it wrote its results.
    }
  };
  read(unitResults, ({ numPassedTests, numFailedTests }) => {
    total.passed += numPassedTests;
    total.failed += numFailedTests;
  });
  read(e2eResults, ({ stats }) => {
    total.passed += stats.expected + stats.flaky;
    total.failed += stats.unexpected;
  });
  return total;
}

await program(async () => {
  const { names, args } = chosen();
  mkdirSync(results, { recursive: true });
  for (const file of [unitResults, e2eResults]) rmSync(file, { force: true });
  const times = [];
  let status = 0;
  if (names.includes('libraries')) begin('system-libraries.mjs');
  for (const [i, name] of names.entries()) {
    const start = performance.now();
    process.stdout.write(`\n── ${name} ──\n`);
    try {
      await steps[name](i === names.length - 1 ? args : []);
      if (name === 'install' && names.includes('libraries')) begin('electron.mjs');
    } catch (error) {
      process.stdout.write(`${error instanceof StepError ? error.message : error.stack}\n`);
      status = error.status || 2;
    }
    times.push(`${name} ${((performance.now() - start) / 1000).toFixed(1)} s`);
    if (status !== 0) break;
  }
  await Promise.all(beside.values());
  const { passed, failed } = count();
  process.stdout.write(`\n${times.join(' · ')}\n`);
  // A step can fail without a failing test: that is a failure too.
  process.stdout.write(`${passed} passed, ${status === 0 ? failed : Math.max(failed, 1)} failed\n`);
  return status;
});
