// The list of windows, without Electron: which numbers they have, and when there may be one more.
import { EventEmitter } from 'node:events';
import { expect, test, vi } from 'vitest';
import { Windows } from '../../../src/main/window/windows.ts';

class FakeWindow extends EventEmitter {
  webContents = {};
  isDestroyed = () => false;
  isMaximized = () => false;
  getNormalBounds = () => ({ x: 0, y: 0, width: 900, height: 600 });
  close(): void {
    this.emit('close', { preventDefault() {} });
    this.emit('closed');
  }
}

vi.mock('electron', () => ({ app: { on: () => {} } }));
vi.mock('../../../src/main/window/dialogs.ts', () => ({ confirm: async () => true }));
vi.mock('../../../src/main/window/main-window.ts', () => ({ openWindow: () => new FakeWindow() }));

function windowsOn(state: { leaving: boolean }): Windows {
  const settings = { bounds: null, zoom: 1, rememberWindows() {}, windowsOf: () => [] };
  const options = { preload: '', devTools: false, settings, jobs: { kinds: [] }, openCase: () => '/one', leaving: () => state.leaving };
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
