// What the window remembers: written at once, read tolerantly.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { Settings } from '../../../src/main/window/settings.ts';
import { folderOf, temporaryFolder } from '../../helpers/folder.ts';

test('remembers theme, bounds and recent cases, newest first', () => {
  const folder = folderOf({ 'a.trailcase': '', 'b.trailcase': '' });
  const [a, b] = [path.join(folder, 'a.trailcase'), path.join(folder, 'b.trailcase')];
  const settings = new Settings(path.join(folder, 'user-data'));
  settings.theme = 'dark';
  settings.bounds = { x: 10, y: 20, width: 1200, height: 800, maximized: false };
  settings.remember({ path: a, title: 'A', at: 1 });
  settings.remember({ path: b, title: 'B', at: 2 });
  settings.remember({ path: a, title: 'A again', at: 3 });

  const read = new Settings(path.join(folder, 'user-data'));
  expect(read.theme).toBe('dark');
  expect(read.bounds).toEqual({ x: 10, y: 20, width: 1200, height: 800, maximized: false });
  expect(read.recent).toEqual([
    { path: a, title: 'A again', at: 3 },
    { path: b, title: 'B', at: 2 },
  ]);
  expect(readdirSync(path.join(folder, 'user-data'))).toEqual(['settings.json']);
});

test('hides a recent case that is not there now, and shows it when it is back', () => {
  const folder = temporaryFolder();
  const gone = path.join(folder, 'gone.trailcase');
  const settings = new Settings(folder);
  settings.remember({ path: gone, title: 'On a drive', at: 1 });
  expect(settings.recent).toEqual([]);
  writeFileSync(gone, '');
  expect(settings.recent.map((one) => one.title)).toEqual(['On a drive']);
});

test.each(['', '{', '[]', 'null', '{"theme":7,"bounds":{"x":"far"},"recent":[1,{"path":"p"}]}'])(
  'forgets what it cannot read: %s',
  (text) => {
    const folder = folderOf({ 'settings.json': text });
    const settings = new Settings(folder);
    expect([settings.theme, settings.bounds, settings.recent]).toEqual(['system', null, []]);
  },
);

test('goes on when the folder cannot be written', () => {
  const folder = folderOf({ 'user-data': 'a file where the folder should be' });
  const settings = new Settings(path.join(folder, 'user-data'));
  settings.theme = 'light';
  expect(settings.theme).toBe('light');
  expect(readFileSync(path.join(folder, 'user-data'), 'utf8')).toContain('a file');
  expect(existsSync(path.join(folder, 'user-data', 'settings.json'))).toBe(false);
});
