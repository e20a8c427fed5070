// Opens a large case in the real window, moves through the timeline and opens every view, and prints the longest task of the window's thread in each
// step: a task of 100 ms and more is felt as a stutter. The window must be built (`npm run build`).
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { _electron, type ElectronApplication, type Page } from 'playwright';
import { LANE_KINDS } from '../../src/shared/timeline.ts';
import { CACHE, childEnvironment, machine, note, removeFile, wholeNumber } from '../common.ts';
import { archive } from '../import/generate.ts';
import { loadProgram } from '../import/loading.ts';

const USAGE = 'bench/ui [--events 1000000] [--keep] [--only timeline|views] [--json]';
const EVENTS_PER_FILE = 2000;
/** What the window may take at most without being felt, ms. */
const BOUND_MS = 100;
/** After a step the window is watched for this long, ms: what follows from it belongs to it. */
const AFTER_MS = 600;
/** An answer may take so long, ms. */
const PATIENCE_MS = 120_000;

const root = path.join(import.meta.dirname, '../..');

interface Step {
  name: string;
  /** The longest task of the page's thread, by the clock; and the one in which it worked longest. They differ where the machine is busy otherwise. */
  longestMs: number;
  longestCpuMs: number;
  /** Tasks of at least BOUND_MS, by the clock. */
  tooLong: number;
  /** Until everything asked for was shown; null where nothing is waited for. */
  answeredMs: number | null;
}

function options() {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean', default: false } as const;
  const { values } = parseArgs({ options: { events: text, only: text, keep: flag, json: flag } });
  if (values.only !== undefined && values.only !== 'timeline' && values.only !== 'views') throw new Error('--only takes timeline or views');
  return { events: wholeNumber('events', values.events, 1_000_000), only: values.only, keep: values.keep, json: values.json };
}

/** The case; with `keep` the one that a run before has left. */
async function caseOf(events: number, keep: boolean): Promise<string> {
  const target = path.join(CACHE, `ui-${events}.trailcase`);
  if (keep && existsSync(target)) return target;
  const files = Math.max(20, Math.round(events / EVENTS_PER_FILE));
  const from = await archive(CACHE, { events, files: Math.min(events, files), layout: 'files', growing: false });
  note('loading into a case');
  removeFile(target);
  const child = spawnSync(process.execPath, loadProgram('trailcase', from, target, 2), {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: childEnvironment(),
  });
  if (child.status !== 0) throw new Error(`the case was not made (${child.signal ?? `exit ${child.status}`})`);
  return target;
}

function electronPath(): string {
  const given = process.env.TRAILCASE_ELECTRON;
  if (given) return given;
  const child = spawnSync(process.execPath, [path.join(root, 'scripts/electron.mjs')], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (child.status !== 0) throw new Error('there is no Electron');
  return child.stdout.trim();
}

function start(casePath: string, userData: string): Promise<ElectronApplication> {
  const flags = [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--force-device-scale-factor=1', '--disable-gpu'];
  const loader = path.join(root, 'node_modules/playwright-core/lib/server/electron/loader.js');
  const own = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !entry[0].startsWith('ELECTRON_'),
  );
  return _electron.launch({
    executablePath: electronPath(),
    args: ['-r', loader, ...flags, root, '--case', casePath],
    env: {
      ...Object.fromEntries(own),
      TRAILCASE_USER_DATA: userData,
      TRAILCASE_NODE: process.execPath,
      TRAILCASE_DIALOG_PICK: '',
      TZ: 'UTC',
    },
    timeout: 60_000,
  });
}

/** A task of the thread of the page: how long it took, and how much of that the thread worked, ms. */
interface Task {
  wallMs: number;
  cpuMs: number;
}

/** What Chromium writes of a run: see its Trace Event Format. Times are µs. */
interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  dur?: number;
  tdur?: number;
  args?: { name?: string };
}

async function startTrace(app: ElectronApplication): Promise<void> {
  await app.evaluate(({ contentTracing }) =>
    contentTracing.startRecording({ included_categories: ['toplevel'], excluded_categories: ['*'] }),
  );
}

/** The tasks of the page's main thread since the trace began. */
async function endTrace(app: ElectronApplication): Promise<Task[]> {
  const file = await app.evaluate(({ contentTracing }) => contentTracing.stopRecording());
  const { traceEvents } = JSON.parse(readFileSync(file, 'utf8')) as { traceEvents: TraceEvent[] };
  rmSync(file, { force: true });
  const threads = new Set(
    traceEvents
      .filter(({ ph, name, args }) => ph === 'M' && name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  return traceEvents
    .filter(({ ph, name, pid, tid }) => ph === 'X' && name.endsWith('RunTask') && threads.has(`${pid} ${tid}`))
    .map(({ dur = 0, tdur = dur }) => ({ wallMs: dur / 1000, cpuMs: tdur / 1000 }));
}

class Watch {
  readonly steps: Step[] = [];
  readonly #app: ElectronApplication;
  readonly #page: Page;

  constructor(app: ElectronApplication, page: Page) {
    this.#app = app;
    this.#page = page;
  }

  async step(name: string, act: () => Promise<unknown>, answered?: () => Promise<unknown>): Promise<void> {
    await startTrace(this.#app);
    const begun = performance.now();
    await act();
    await answered?.();
    const answeredMs = answered ? performance.now() - begun : null;
    await this.#page.waitForTimeout(AFTER_MS);
    const all = await endTrace(this.#app);
    const longest = (of: keyof Task) => all.reduce((max, task) => Math.max(max, task[of]), 0);
    const tooLong = all.filter(({ wallMs }) => wallMs >= BOUND_MS).length;
    const step = { name, longestMs: longest('wallMs'), longestCpuMs: longest('cpuMs'), tooLong, answeredMs };
    this.steps.push(step);
    note(line(step));
  }
}

function line({ name, longestMs, longestCpuMs, tooLong, answeredMs }: Step): string {
  const answer = answeredMs === null ? '' : `answered after ${answeredMs.toFixed(0)} ms`;
  const times = `${longestMs.toFixed(0).padStart(6)} ms${longestCpuMs.toFixed(0).padStart(6)} ms CPU`;
  return `${name.padEnd(32)}${times}  ${(tooLong > 0 ? `${tooLong} × ${BOUND_MS} ms and more` : '').padEnd(24)}${answer}`.trimEnd();
}

async function timeline(page: Page, watch: Watch): Promise<void> {
  const settled = async () => {
    await page.waitForSelector('[data-testid="timeline-lanes"][data-stale="false"]:not([data-items="0"])', { timeout: PATIENCE_MS });
  };
  await watch.step('timeline: opened', () => page.getByTestId('nav-timeline').click(), settled);
  const lanes = await page.locator('.vis-panel.vis-center').boundingBox();
  const chart = await page.getByTestId('timeline-canvas').boundingBox();
  if (!lanes || !chart) throw new Error('the timeline is not there');
  const at = { x: lanes.x + lanes.width / 2, y: lanes.y + 60 };
  const wheel = async (times: number, by: number) => {
    await page.mouse.move(at.x, chart.y + 40);
    for (let i = 0; i < times; i++) await page.mouse.wheel(0, by);
  };
  const pan = async () => {
    for (const way of [-1, 1, -1]) {
      await page.mouse.move(at.x - way * 200, at.y);
      await page.mouse.down();
      await page.mouse.move(at.x + way * 200, at.y, { steps: 40 });
      await page.mouse.up();
    }
  };
  await watch.step('timeline: zoom in by wheel', () => wheel(8, -120), settled);
  await watch.step('timeline: pan by drag', pan, settled);
  await watch.step('timeline: zoom in further', () => wheel(20, -120), settled);
  await watch.step('timeline: pan among events', pan, settled);
  await watch.step(
    'timeline: pan by keys',
    async () => {
      for (let i = 0; i < 12; i++) await page.keyboard.press(i < 8 ? '.' : ',');
    },
    settled,
  );
  await watch.step('timeline: zoom out by wheel', () => wheel(40, 120), settled);
  for (const kind of LANE_KINDS.filter((one) => one !== 'resource'))
    await watch.step(`timeline: lanes by ${kind}`, () => page.getByTestId('timeline-by').selectOption(kind), settled);
  await watch.step('timeline: span brushed', async () => {
    await page.mouse.move(chart.x + 200, chart.y + 30);
    await page.mouse.down();
    await page.mouse.move(chart.x + 420, chart.y + 40, { steps: 20 });
    await page.mouse.up();
  });
  await watch.step('timeline: zoomed to it', () => page.getByTestId('brush-zoom').click(), settled);
  const items = await page.locator('.tc-tl-item').count();
  note(`items in the page: ${items}`);
}

async function views(page: Page, watch: Watch): Promise<void> {
  for (const entry of await page.locator('[data-testid^="nav-"]').all()) {
    const id = (await entry.getAttribute('data-testid'))?.slice('nav-'.length) ?? '';
    await watch.step(`view: ${id}`, () => entry.click());
  }
}

async function measured(given: ReturnType<typeof options>): Promise<Step[]> {
  const casePath = await caseOf(given.events, given.keep);
  const userData = mkdtempSync(path.join(tmpdir(), 'trailcase-bench-ui-'));
  try {
    const app = await start(casePath, userData);
    try {
      const page = await app.firstWindow();
      await page.getByTestId('nav-timeline').waitFor({ timeout: PATIENCE_MS });
      const watch = new Watch(app, page);
      if (given.only !== 'views') await timeline(page, watch);
      if (given.only !== 'timeline') await views(page, watch);
      return watch.steps;
    } finally {
      await app.close();
    }
  } finally {
    rmSync(userData, { recursive: true, force: true });
    if (!given.keep) removeFile(casePath);
  }
}

/** Windows need a display: where there is none, the same program runs under a virtual one. */
function underDisplay(): boolean {
  if (process.platform !== 'linux' || process.env.DISPLAY) return false;
  const args = ['-a', '-s', '-screen 0 1600x1000x24', process.execPath, ...process.argv.slice(1)];
  process.exitCode = spawnSync('xvfb-run', args, { stdio: 'inherit' }).status ?? 1;
  return true;
}

try {
  const given = options();
  if (!underDisplay()) {
    mkdirSync(CACHE, { recursive: true });
    const steps = await measured(given);
    const longest = (of: 'longestMs' | 'longestCpuMs') => steps.reduce((max, step) => Math.max(max, step[of]), 0).toFixed(0);
    if (given.json) process.stdout.write(`${JSON.stringify({ events: given.events, cpu: machine(), steps })}\n`);
    else {
      process.stdout.write(`${given.events} events; ${machine()}, Node ${process.version}\n\n${steps.map(line).join('\n')}\n\n`);
      process.stdout.write(`longest task ${longest('longestMs')} ms, ${longest('longestCpuMs')} ms CPU (bound ${BOUND_MS} ms)\n`);
    }
  }
} catch (error) {
  note(`${(error as Error).message}\n${USAGE}`);
  process.exitCode = 1;
}
