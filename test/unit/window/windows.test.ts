// The list of windows, without Electron: which numbers they have, and when there may be one more.
import { EventEmitter } from 'node:events';
import { setImmediate as turn } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { RunningJobs } from '../../../src/main/window/running-jobs.ts';
import { Windows } from '../../../src/main/window/windows.ts';

class FakeWindow extends EventEmitter {
  webContents = {};
  isGone = false;
  isDestroyed = () => this.isGone;
  setBounds(): void {}
  isMaximized = () => false;
  getNormalBounds = () => ({ x: 0, y: 0, width: 900, height: 600 });
  close(): void {
    let isPrevented = false;
    const preventDefault = () => {
      isPrevented = true;
    };
    this.emit('close', { preventDefault });
    if (!this.hangs && !isPrevented) this.destroy();
  }
  hangs = false;
  destroy(): void {
    this.isGone = true;
    this.emit('closed');
  }
}

const { app } = vi.hoisted(() => ({ app: { quit: () => {} } }));
vi.mock('electron', () => ({
  app: {
    on: (_event: string, quit: () => void) => {
      app.quit = quit;
    },
    quit: () => app.quit(),
  },
}));
const asked = vi.hoisted(() => ({ times: 0, goesOn: true }));
vi.mock('../../../src/main/window/dialogs.ts', () => ({
  confirm: async () => {
    asked.times++;
    return asked.goesOn;
  },
}));
vi.mock('../../../src/main/window/main-window.ts', () => ({ openWindow: () => new FakeWindow() }));

const PLACE = { x: 0, y: 0, width: 900, height: 600, maximized: false };

function windowsOn(state: { leaving: boolean }, jobs = new RunningJobs()): Windows {
  const places = [1, 2].map((number) => ({ number, bounds: PLACE }));
  const settings = { bounds: null, zoom: 1, rememberWindows() {}, windowsOf: (path: string) => (path === '/two' ? places : []) };
  const options = { preload: '', devTools: false, settings, jobs, openCase: () => '/one', leaving: () => state.leaving };
  return new Windows(options as unknown as ConstructorParameters<typeof Windows>[0]);
}

test('no window opens beside one that is leaving the case: it would open that case again', () => {
  const state = { leaving: true };
  const windows = windowsOn(state);
  const first = windows.open(null, { number: 1 });
  expect(windows.openBeside(first, 'events')).toBe(false);
  state.leaving = false;
  expect(windows.openBeside(first, 'events')).toBe(true);
  expect(windows.all.map(({ number }) => number)).toEqual([1, 2]);
});

test('where the case is not left after all the window has its number again, unless it took another meanwhile', async () => {
  const windows = windowsOn({ leaving: false });
  const first = windows.open(null, { number: 1 });
  windows.openBeside(first, 'events');
  const comeBack = await windows.leave(first);
  expect(windows.all.map(({ number }) => number)).toEqual([null]);
  comeBack();
  expect(windows.all.map(({ number }) => number)).toEqual([1, 2]);
  const later = await windows.leave(first);
  first.number = 5;
  later();
  expect(first.number).toBe(5);
});

test('a window that is closed while it opens a case brings no others up', () => {
  const windows = windowsOn({ leaving: false });
  const opener = windows.open();
  opener.window.close();
  windows.entered('/two', opener);
  expect(windows.all).toEqual([]);
  const other = windows.open();
  windows.entered('/two', other);
  expect(windows.all.map(({ number }) => number)).toEqual([1, 2]);
});

test.each([
  ['that window is closed', (window: { close(): void }) => window.close()],
  ['Trailcase is quit', () => app.quit()],
])('the other windows do not come back where %s while it leaves', async (_what, end) => {
  const windows = windowsOn({ leaving: false });
  const first = windows.open(null, { number: 1 });
  windows.openBeside(first, 'events');
  const comeBack = await windows.leave(first);
  end(first.window);
  const left = [...windows.all];
  comeBack();
  expect(windows.all).toEqual(left);
});

test('a window whose page hangs keeps nobody in the case', async () => {
  vi.useFakeTimers();
  const windows = windowsOn({ leaving: false });
  const first = windows.open(null, { number: 1 });
  windows.openBeside(first, 'events');
  const beside = windows.all[1]?.window as unknown as FakeWindow;
  beside.hangs = true;
  const leaving = windows.leave(first);
  await vi.advanceTimersByTimeAsync(4900);
  expect(windows.all).toHaveLength(2);
  await vi.advanceTimersByTimeAsync(200);
  await leaving;
  expect(windows.all).toEqual([first]);
  vi.useRealTimers();
});

test('whoever closes the last window over a report that is written is asked once, also where that tells how far it has come', async () => {
  const jobs = new RunningJobs();
  const report = () => jobs.follow({ id: 'r', kind: 'report', state: 'running' });
  report();
  const windows = windowsOn({ leaving: false }, jobs);
  const window = windows.open(null, { number: 1 }).window as unknown as FakeWindow;
  // Between the answer and the window's end.
  let pushes = 0;
  window.prependListener('close', () => pushes++ < 5 && report());
  Object.assign(asked, { times: 0, goesOn: false });
  window.close();
  await turn();
  expect([asked.times, windows.all.length]).toEqual([1, 1]);
  asked.goesOn = true;
  window.close();
  await turn();
  expect([asked.times, windows.all.length]).toEqual([2, 0]);
});

test.each([
  ['closing a window', () => {}],
  ['quitting', () => app.quit()],
])('%s that was agreed and then did not happen is asked about anew the next time', async (_what, begin) => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const jobs = new RunningJobs();
  jobs.follow({ id: 'i', kind: 'import', state: 'running' });
  const windows = windowsOn({ leaving: false }, jobs);
  const window = windows.open(null, { number: 1 }).window as unknown as FakeWindow;
  Object.assign(asked, { times: 0, goesOn: true });
  // Its page, or the system, keeps it.
  window.hangs = true;
  begin();
  window.close();
  await turn();
  expect([asked.times, windows.all.length]).toEqual([1, 1]);
  await vi.advanceTimersByTimeAsync(6000);
  Object.assign(asked, { goesOn: false });
  window.hangs = false;
  window.close();
  await turn();
  expect([asked.times, windows.all.length]).toEqual([2, 1]);
  vi.useRealTimers();
});

test('what was agreed for one window is asked about for another, which was opened meanwhile', async () => {
  const jobs = new RunningJobs();
  jobs.follow({ id: 'i', kind: 'import', state: 'running' });
  const windows = windowsOn({ leaving: false }, jobs);
  const first = windows.open(null, { number: 1 });
  Object.assign(asked, { times: 0, goesOn: true });
  (first.window as unknown as FakeWindow).close();
  windows.openBeside(first, 'events');
  await turn();
  expect([asked.times, windows.all.length]).toEqual([1, 1]);
  Object.assign(asked, { goesOn: false });
  const beside = windows.all[0]?.window as unknown as FakeWindow;
  beside.close();
  await turn();
  expect([asked.times, windows.all.length]).toEqual([2, 1]);
});

test('the windows of a case that was lost are noted, and come back with it', async () => {
  const noted: unknown[] = [];
  const settings = { bounds: null, zoom: 1, rememberWindows: (...all: unknown[]) => noted.push(all), windowsOf: () => [] };
  const state: { open: string | null } = { open: '/one' };
  const options = { preload: '', devTools: false, settings, jobs: new RunningJobs(), openCase: () => state.open, leaving: () => false };
  const windows = new Windows(options as unknown as ConstructorParameters<typeof Windows>[0]);
  const first = windows.open(null, { number: 1 });
  windows.openBeside(first, 'events');
  noted.length = 0;
  state.open = null;
  await windows.leave(first, '/one');
  expect(windows.all).toEqual([first]);
  expect(noted).toMatchObject([['/one', [{ number: 1 }, { number: 2 }]]]);
});
