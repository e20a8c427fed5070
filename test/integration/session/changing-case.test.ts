// From one case to another: the one that is open stays open, whole and usable, until the other one is.
import { existsSync, linkSync, mkdirSync, renameSync, rmdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { beforeEach, expect, test, vi } from 'vitest';
import { CaseSession } from '../../../src/main/case-session.ts';
import type { Answer } from '../../../src/shared/channels.ts';
import { folderOf, temporaryFolder } from '../../helpers/folder.ts';
import { rowsOf } from '../../helpers/seals.ts';
import { type Driven, session } from '../../helpers/session.ts';
import { startServer } from '../../helpers/timestamp-server.ts';
import { trail } from '../../helpers/trail.ts';

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

test('work that was done in the former is not told of in the next one, whose proof it would seem to be', async () => {
  const { jobId } = await window.ask('verify.start', {});
  expect(await window.ended(jobId)).toMatchObject({ state: 'done', summary: { ok: true } });
  const told = async () => (await window.ask('job.list', {})).jobs.map(({ id }) => id);
  await expect(window.ask('case.open', { path: at('missing') })).rejects.toMatchObject({ code: 'CASE_MISSING' });
  expect(await told()).toEqual([jobId]);
  await window.ask('case.open', { path: at('two') });
  expect(await told()).toEqual([]);
});

test('asked for twice at once, or by another name, it is opened once', async () => {
  symlinkSync(at('two'), at('also-two'));
  linkSync(at('two'), at('linked-two'));
  const names = ['two', 'two', 'also-two', 'linked-two'];
  const answers = await Promise.all(names.map((name) => window.ask('case.open', { path: at(name) })));
  expect(answers.map((info) => info.case.path)).toEqual(names.map(() => at('two')));
  expect((await open()).acts).toEqual(['create', 'open']);
});

test('that the former does not close cleanly is told, and is no failure of the change', async () => {
  const told = vi.spyOn(console, 'error').mockImplementation(() => {});
  rmSync(`${at('one')}-lock`);
  // Stands for a medium that went away: the lock cannot be given back.
  mkdirSync(`${at('one')}-lock`);
  expect((await window.ask('case.open', { path: at('two') })).case.title).toBe('Two');
  expect(told.mock.calls.join()).toContain(`${at('one')} was not closed cleanly`);
  told.mockRestore();
  expect(await open()).toMatchObject({ title: 'Two' });
  rmdirSync(`${at('one')}-lock`);
  expect((await window.ask('case.open', { path: at('one') })).case.title).toBe('One');
});

test('one that is away when it is opened again is let go, and that is told; put back, it opens', async () => {
  await expect(window.ask('case.open', { path: at('missing') })).rejects.toMatchObject({ code: 'CASE_MISSING' });
  expect(window.lost).toEqual([]);
  renameSync(at('one'), at('moved'));
  await expect(window.ask('case.open', { path: at('one') })).rejects.toMatchObject({ code: 'CASE_MISSING' });
  expect(window.lost).toMatchObject([{ path: at('one'), error: { code: 'CASE_MISSING' } }]);
  await expect(window.ask('case.info', {})).rejects.toMatchObject({ code: 'CASE_NOT_OPEN' });
  renameSync(at('moved'), at('one'));
  expect((await window.ask('case.open', { path: at('one') })).case.title).toBe('One');
  expect(window.lost).toHaveLength(1);
});

/** Calls that wait for an answer at a time: enough that one always does. */
const MOST = 20;

/** Changes to case two, and calls again and again until it is answered. @returns what the calls came to: `ok`, or the code of their error */
async function meanwhile(call: (number: number) => Promise<unknown>): Promise<string[]> {
  let answered = false;
  const opening = window.ask('case.open', { path: at('two') }).finally(() => {
    answered = true;
  });
  const calls: Promise<string>[] = [];
  let waiting = 0;
  while (!answered) {
    if (waiting < MOST) {
      waiting++;
      const outcome = call(calls.length).then(
        () => 'ok',
        (error) => error.code as string,
      );
      calls.push(outcome.finally(() => waiting--));
    }
    await turn();
  }
  await opening;
  return await Promise.all(calls);
}

test('what views of the former write until the answer is written into the former, or refused', async () => {
  const body = { version: 1 as const, parts: [{ kind: 'text' as const, text: 'Of case one' }] };
  const outcomes = await meanwhile(() => window.ask('storyline.put', { body, seen: 0 }));
  expect((await window.ask('storyline.get', {})).history).toEqual([]);
  expect(outcomes.filter((outcome) => outcome === 'ok')).toHaveLength(1);
  expect(outcomes.filter((outcome) => !['ok', 'FINDING_CHANGED', 'CASE_NOT_OPEN'].includes(outcome))).toEqual([]);
});

/** Both cases with the same few events; the first is open. */
async function withEvents(): Promise<void> {
  const paths = [folderOf({ 'a.json': trail().events(3).json() })];
  await window.job('import.start', { paths });
  await window.ask('case.open', { path: at('two') });
  await window.job('import.start', { paths });
  await window.ask('case.open', { path: at('one') });
}

test('an act on all events of a filter, asked of the former, writes nothing into the next one', async () => {
  await withEvents();
  const outcomes = await meanwhile(() => window.ask('annotations.putAll', { filter: '', act: { kind: 'bookmark', colour: 'red' } }));
  expect(outcomes).toContain('ok');
  const count = 'SELECT count(*) AS written FROM annotations';
  expect(rowsOf(at('two'), count)).toEqual([{ written: 0 }]);
  expect(rowsOf(at('one'), count)).not.toEqual([{ written: 0 }]);
});

test('a file of annotations that is begun is finished, and noted in the case that it is of', async () => {
  await withEvents();
  const file = (number: number): string => join(folder, `${number}.json`);
  const outcomes = await meanwhile((number) =>
    window.ask('exchange.export', { path: file(number), overwrite: false, filter: 'api:DescribeInstances' }),
  );
  expect(outcomes.filter((outcome) => !['ok', 'CASE_NOT_OPEN'].includes(outcome))).toEqual([]);
  const written = outcomes.filter((_, number) => existsSync(file(number)));
  expect(new Set(written)).toEqual(new Set(['ok']));
  for (const suffix of ['-lock', '-wal', '-shm']) expect(existsSync(`${at('one')}${suffix}`), suffix).toBe(false);
  expect((await open()).acts).not.toContain('export');
  await window.ask('case.open', { path: at('one') });
  expect((await open()).acts.filter((act) => act === 'export')).toHaveLength(written.length);
});

test('while work is being ended, nothing new is started', async () => {
  await window.close();
  let asked: Promise<Answer<unknown>[]> | undefined;
  const engine = new CaseSession((push, value) => {
    // The seal has just ended: the case is still open.
    if (push !== 'job' || asked || !('state' in value) || value.state === 'running') return;
    const sql = { id: 'late', query: 'SELECT 1', seconds: 10 };
    asked = Promise.all([engine.answer('verify.start', {}), engine.answer('sql.run', { ...sql, maxRows: 10 })]);
  });
  let arrived = (): void => {};
  const atServer = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  // It never answers: the seal waits until it is cancelled.
  const server = await startServer(() => arrived());
  await engine.answer('case.open', { path: at('one') });
  const seal = { out: join(folder, 'seal.txt'), overwrite: false, note: '', key: null, timestampServer: server.url };
  await engine.answer('seal.start', seal);
  await atServer;
  expect(await engine.answer('case.open', { path: at('two') })).toMatchObject({ ok: true });
  const refused = { ok: false, error: { code: 'CASE_NOT_OPEN' } };
  expect(await asked).toMatchObject([refused, refused]);
  for (const suffix of ['-lock', '-wal', '-shm']) expect(existsSync(`${at('one')}${suffix}`), suffix).toBe(false);
  expect(await engine.answer('verify.start', {})).toMatchObject({ ok: true });
  await engine.close();
  await server.close();
});
