// Which windows stand on a case: their numbers, what is remembered of them, and the size of text.
import path from 'node:path';
import { expect, test } from 'vitest';
import { Settings } from '../../../src/main/window/settings.ts';
import { beside, freeNumber, MOST_WINDOWS, readPlaces } from '../../../src/main/window/window-set.ts';
import { isZoom, zoomed } from '../../../src/main/window/zoom.ts';
import { folderOf } from '../../helpers/folder.ts';

const bounds = { x: 10, y: 20, width: 1200, height: 800, maximized: false };

test('a new window takes the lowest number that is free', () => {
  expect([freeNumber([]), freeNumber([1, 2]), freeNumber([2, 3]), freeNumber([1, 3])]).toEqual([1, 3, 1, 2]);
  expect(beside({ ...bounds, maximized: true })).toEqual({ ...bounds, x: 42, y: 52 });
});

test('of a stored list only windows are read, each number once, no more than there may be', () => {
  const place = (number: number) => ({ number, bounds });
  expect(readPlaces([place(1), 'x', { number: 0, bounds }, { number: 2 }, place(3), place(1), null])).toEqual([place(1), place(3)]);
  expect(readPlaces({})).toEqual([]);
  expect(readPlaces(Array.from({ length: 40 }, (_, i) => place(i + 1)))).toHaveLength(MOST_WINDOWS);
});

test('the windows of each case, the open case and the size of text are there again at the next start', () => {
  const folder = folderOf({ 'a.trailcase': '', 'b.trailcase': '' });
  const [a, b] = [path.join(folder, 'a.trailcase'), path.join(folder, 'b.trailcase')];
  const data = path.join(folder, 'user-data');
  const settings = new Settings(data);
  settings.remember({ path: a, title: 'A', at: 1 });
  settings.rememberWindows(a, [
    { number: 1, bounds },
    { number: 3, bounds: { ...bounds, x: 500 } },
  ]);
  settings.rememberWindows(b, [{ number: 1, bounds }]);
  settings.openCase = a;
  settings.zoom = 1.5;
  const read = new Settings(data);
  expect(read.windowsOf(a).map(({ number }) => number)).toEqual([1, 3]);
  expect(read.windowsOf(a)[1]?.bounds.x).toBe(500);
  // A case that is not among the recent ones any more is forgotten with its windows.
  expect(read.windowsOf(b)).toEqual([]);
  expect([read.openCase, read.zoom]).toEqual([a, 1.5]);
  read.openCase = null;
  expect(new Settings(data).openCase).toBeNull();
});

test('the size of text goes by steps and stops at the ends; one that was never offered is not read', () => {
  const up = [1];
  while (up.length < 12) up.push(zoomed(up.at(-1) ?? 1, 1));
  expect(up.slice(0, 6)).toEqual([1, 1.1, 1.25, 1.5, 1.75, 2]);
  expect(up.at(-1)).toBe(2.5);
  expect([zoomed(1, -1), zoomed(0.8, -1), zoomed(2, 0)]).toEqual([0.9, 0.8, 1]);
  expect([isZoom(2), isZoom(7), isZoom(Number.NaN)]).toEqual([true, false, false]);
  const folder = folderOf({ 'settings.json': '{"zoom":7,"windows":[],"openCase":4}' });
  const settings = new Settings(folder);
  expect([settings.zoom, settings.openCase, settings.windowsOf('x')]).toEqual([1, null, []]);
});
