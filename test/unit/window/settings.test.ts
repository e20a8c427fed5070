// What the window remembers: written at once, read tolerantly.
import { copyFileSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
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

test('drafts of a case lie under its id, as they always did, and those of a copy under another name', () => {
  const folder = folderOf({ 'one.trailcase': 'a case' });
  const [one, copy, third] = ['one', 'copy', 'third'].map((name) => path.join(folder, `${name}.trailcase`)) as [string, string, string];
  const settings = () => new Settings(path.join(folder, 'user-data'));
  expect(settings().draftsOf('c1', one)).toBe('c1');
  copyFileSync(one, copy);
  copyFileSync(one, third);
  expect([copy, third, one, copy].map((file) => settings().draftsOf('c1', file))).toEqual(['c1~2', 'c1~3', 'c1', 'c1~2']);
  expect(settings().draftsOf('c2', one)).toBe('c2');
});

test('a case that was moved, or is opened by a link, keeps its drafts', () => {
  const folder = folderOf({ 'one.trailcase': 'a case' });
  const at = (name: string) => path.join(folder, `${name}.trailcase`);
  const settings = new Settings(path.join(folder, 'user-data'));
  expect(settings.draftsOf('c1', at('one'))).toBe('c1');
  symlinkSync(at('one'), at('link'));
  expect(settings.draftsOf('c1', at('link'))).toBe('c1');
  // Moved, and a copy put in its place.
  renameSync(at('one'), at('moved'));
  copyFileSync(at('moved'), at('one'));
  expect(settings.draftsOf('c1', at('moved'))).toBe('c1');
  expect(settings.draftsOf('c1', at('one'))).toBe('c1~2');
  // Moved to another medium: another file to the system.
  copyFileSync(at('moved'), at('elsewhere'));
  rmSync(at('moved'));
  expect(settings.draftsOf('c1', at('elsewhere'))).toBe('c1');
});

test.each(['{"drafts":7}', '{"drafts":{"c1":7,"c2":[1,{"name":"c2"}]}}'])('places of drafts that cannot be read are none: %s', (text) => {
  const folder = folderOf({ 'settings.json': text });
  expect(new Settings(folder).draftsOf('c1', path.join(folder, 'settings.json'))).toBe('c1');
});
