// From one case to another: the one that is open stays open, whole and usable, until the other one is.
import { existsSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { temporaryFolder } from '../../helpers/folder.ts';
import { type Driven, session } from '../../helpers/session.ts';

let folder: string;
let window: Driven;
const at = (name: string): string => join(folder, `${name}.trailcase`);

beforeEach(async () => {
  folder = temporaryFolder();
  window = session();
  await window.ask('case.create', { path: at('two'), facts: { title: 'Two' } });
  await window.ask('case.create', { path: at('one'), facts: { title: 'One' } });
  return () => window.close();
});

/** What the case that is open says of itself, and how often it was opened. */
async function open(): Promise<{ title: string; path: string; acts: string[] }> {
  const { title, path } = (await window.ask('case.info', {})).case;
  const { rows } = await window.ask('custody.list', {});
  return { title, path, acts: rows.map(({ action }) => action) };
}

test('a case that does not open, and one that cannot be made, leave the open one as it was, with its searches', async () => {
  const before = await open();
  expect(before).toMatchObject({ title: 'One', acts: ['create'] });
  const { jobId } = await window.ask('search.start', { text: 'AKIA', regex: false, ignoreCase: false, filter: '' });
  await window.ended(jobId);
  writeFileSync(at('none'), 'no case at all');
  await expect(window.ask('case.open', { path: at('missing') })).rejects.toMatchObject({ code: 'CASE_MISSING' });
  await expect(window.ask('case.open', { path: at('none') })).rejects.toMatchObject({ code: 'CASE_NOT_A_CASE' });
  await expect(window.ask('case.create', { path: at('two'), facts: {} })).rejects.toMatchObject({ code: 'CASE_EXISTS' });
  expect(await open()).toEqual(before);
  expect((await window.ask('search.list', {})).searches.map((one) => one.jobId)).toEqual([jobId]);
});

test('nor does it end work that runs', async () => {
  const { jobId } = await window.ask('verify.start', {});
  await expect(window.ask('case.open', { path: at('missing') })).rejects.toMatchObject({ code: 'CASE_MISSING' });
  expect(await window.ended(jobId)).toMatchObject({ state: 'done' });
});

test('one that opens takes its place, and the former is a single file', async () => {
  expect((await window.ask('case.open', { path: at('two') })).case.title).toBe('Two');
  expect(await open()).toMatchObject({ title: 'Two', acts: ['create', 'open'] });
  for (const suffix of ['-lock', '-wal', '-shm']) expect(existsSync(`${at('one')}${suffix}`), suffix).toBe(false);
});

test('asked for twice at once, or by another name, it is opened once', async () => {
  symlinkSync(at('two'), at('also-two'));
  const answers = await Promise.all(['two', 'two', 'also-two'].map((name) => window.ask('case.open', { path: at(name) })));
  expect(answers.map((info) => info.case.path)).toEqual([at('two'), at('two'), at('two')]);
  expect((await open()).acts).toEqual(['create', 'open']);
});
