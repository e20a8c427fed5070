// A running Trailcase for each test: the real Electron with a user-data folder of its own, closed and checked at the end.
// A console error, an uncaught exception or a violation of the content security policy fails the test.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { _electron, test as base, type ElectronApplication, expect, type Page } from '@playwright/test';
import type { Answer, Args, Channel, Result } from '../../src/shared/channels.ts';

export { expect };
export const root = path.join(import.meta.dirname, '../..');
const loader = path.join(root, 'node_modules/playwright-core/lib/server/electron/loader.js');

export interface Start {
  /** Opened at once; created when it is missing and `importPaths` are given. */
  openCase?: string;
  importPaths?: string[];
}

export class Trailcase {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly #process: ChildProcess;
  readonly #env: Record<string, string>;
  readonly #screens: string;
  readonly #errors: string[] = [];
  #allowed: RegExp[] = [];

  constructor(app: ElectronApplication, page: Page, env: Record<string, string>, screens: string) {
    this.app = app;
    this.page = page;
    // Asked for now: once the app has ended, Playwright no longer tells.
    this.#process = app.process();
    this.#env = env;
    this.#screens = screens;
    page.on('console', (message) => {
      if (message.type() === 'error') this.#errors.push(message.text());
    });
    page.on('pageerror', (error) => this.#errors.push(String(error)));
  }

  /** Errors from before this object listened. */
  async catchUp(): Promise<void> {
    for (const message of await this.page.consoleMessages()) if (message.type() === 'error') this.#errors.push(message.text());
    for (const error of await this.page.pageErrors()) this.#errors.push(String(error));
  }

  /** A call over the bridge, as the window makes it. */
  call<C extends Channel>(channel: C, args: Args<C>): Promise<Answer<Result<C>>> {
    const sent: { channel: string; args: unknown } = { channel, args };
    return this.page.evaluate((message) => {
      const call = window.trailcase.call as (channel: string, args: unknown) => Promise<unknown>;
      return call(message.channel, message.args);
    }, sent) as Promise<Answer<Result<C>>>;
  }

  /** What the next file dialogs answer; without it, they are cancelled. */
  async pick(...paths: string[]): Promise<void> {
    await this.app.evaluate((_electron, list) => {
      process.env.TRAILCASE_DIALOG_PICK = list;
    }, paths.join(path.delimiter));
  }

  /** Saves a picture below test-results. */
  async screenshot(name: string): Promise<void> {
    mkdirSync(this.#screens, { recursive: true });
    await this.page.screenshot({ path: path.join(this.#screens, `${name}.png`) });
  }

  /** Starts the app once more with the same user data; resolves with its exit status. */
  startAgain(...args: string[]): Promise<number | null> {
    const second = spawn(process.env.TRAILCASE_ELECTRON ?? '', [...flags(), root, ...args], { env: this.#env, stdio: 'ignore' });
    return new Promise((resolve) => second.once('exit', (code) => resolve(code)));
  }

  /** Console errors that this test provokes on purpose. */
  allowErrors(...patterns: RegExp[]): void {
    this.#allowed.push(...patterns);
  }

  get errors(): string[] {
    return this.#errors.filter((text) => !this.#allowed.some((pattern) => pattern.test(text)));
  }

  async close(): Promise<void> {
    const process = this.#process;
    const stuck = setTimeout(() => process.kill('SIGKILL'), 15_000);
    await this.app.close().catch(() => {});
    clearTimeout(stuck);
  }
}

interface Fixtures {
  /** A temporary folder of the test, for cases and reports. */
  folder: string;
  /** How `trailcase` starts: `test.use({ start: { openCase } })`. */
  start: Start;
  /** Starts the app; may be called again after `close()`, with the same user data. */
  launch: (start?: Start) => Promise<Trailcase>;
  /** The app, started as `start` says. */
  trailcase: Trailcase;
}

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from the pattern
  folder: async ({}, use) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'trailcase-e2e-'));
    await use(folder);
    rmSync(folder, { recursive: true, force: true });
  },
  start: [{}, { option: true }],
  launch: async ({ folder }, use, info) => {
    const launched: Trailcase[] = [];
    await use(async (start = {}) => {
      const args = [
        // Holds the app back until Playwright is attached; `_electron` adds it only when it picks the executable itself.
        '-r',
        loader,
        ...flags(),
        root,
        ...(start.openCase ? ['--case', start.openCase] : []),
        ...(start.importPaths ?? []).flatMap((one) => ['--import', one]),
      ];
      const env = environment(folder);
      const app = await _electron.launch({ executablePath: process.env.TRAILCASE_ELECTRON ?? '', args, env, timeout: 30_000 });
      const trailcase = new Trailcase(app, await app.firstWindow(), env, path.join(info.project.outputDir, 'screens'));
      launched.push(trailcase);
      await trailcase.catchUp();
      return trailcase;
    });
    for (const one of launched) await one.close();
    expect(launched.flatMap((one) => one.errors)).toEqual([]);
  },
  trailcase: async ({ launch, start }, use) => {
    await use(await launch(start));
  },
});

function flags(): string[] {
  return [
    // Chromium's own sandbox refuses to run as root; `sandbox: true` holds for the page all the same.
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    '--force-device-scale-factor=1',
    // Under a virtual display the GPU process now and then never comes up, and the window waits for it.
    '--disable-gpu',
  ];
}

function environment(folder: string): Record<string, string> {
  const own = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !entry[0].startsWith('ELECTRON_'),
  );
  return {
    ...Object.fromEntries(own),
    TRAILCASE_USER_DATA: path.join(folder, 'user-data'),
    TRAILCASE_NODE: process.execPath,
    TRAILCASE_DIALOG_PICK: '',
    TZ: 'UTC',
    LANG: 'en_US.UTF-8',
  };
}
