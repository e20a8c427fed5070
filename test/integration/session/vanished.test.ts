// A case whose file goes away, or is moved, while it is open: what is written is kept or refused, never lost unsaid.
import { copyFileSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { folderOf, temporaryFolder } from '../../helpers/folder.ts';
import { rowsOf } from '../../helpers/seals.ts';
import { type Driven, session } from '../../helpers/session.ts';
import { trail } from '../../helpers/trail.ts';

let folder: string;
let window: Driven;
const at = (name: string): string => join(folder, `${name}.trailcase`);

beforeEach(async () => {
  folder = temporaryFolder();
  window = session();
  await window.ask('case.create', { path: at('two'), facts: { title: 'Two' } });
  await window.ask('case.create', { path: at('one'), facts: { title: 'One' } });
  await note('first');
  return () => window.close();
});

const note = (text: string) => window.ask('notes.put', { kind: 'key', value: 'AKIA1', note: text });
const notes = async () => (await window.ask('notes.get', { kind: 'key', value: 'AKIA1' })).versions.map(({ note: text }) => text);

test.each([
  ['deleted', () => rmSync(at('one'))],
  ['moved', () => renameSync(at('one'), at('moved'))],
  [
    'replaced',
    () => {
      copyFileSync(at('two'), at('other'));
      renameSync(at('other'), at('one'));
    },
  ],
])('nothing is written into a case that was %s, and that is said', async (_what, happen) => {
  happen();
  await expect(note('second')).rejects.toMatchObject({ code: 'CASE_MISSING' });
  const paths = [folderOf({ 'a.json': trail().events(1).json() })];
  await expect(window.ask('import.start', { paths })).rejects.toMatchObject({ code: 'CASE_MISSING' });
  await expect(window.ask('report.putSettings', { settings: { opinion: 'x' } })).rejects.toMatchObject({ code: 'CASE_MISSING' });
  expect((await window.ask('case.open', { path: at('two') })).case.title).toBe('Two');
});

test('a case that was moved is opened where it is now, whole, with what was written before', async () => {
  renameSync(at('one'), at('moved'));
  expect((await window.ask('case.open', { path: at('moved') })).case).toMatchObject({ title: 'One', path: at('moved') });
  await note('second');
  expect(await notes()).toEqual(['second', 'first']);
  await window.close();
  expect(rowsOf(at('moved'), 'PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
  expect(readdirSync(folder).sort()).toEqual(['moved.trailcase', 'two.trailcase']);
});

test('one that was deleted is missing when it is opened again, and one that was put in its place is opened', async () => {
  rmSync(at('one'));
  await expect(window.ask('case.open', { path: at('one') })).rejects.toMatchObject({ code: 'CASE_MISSING' });
  await expect(window.ask('case.info', {})).rejects.toMatchObject({ code: 'CASE_NOT_OPEN' });
  copyFileSync(at('two'), at('one'));
  expect((await window.ask('case.open', { path: at('one') })).case.title).toBe('Two');
  expect(await notes()).toEqual([]);
});
