// The keeper of the engine, with a stand-in for the engine: answers, crashes, restarts, reopening, quitting.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { EngineProcess, engineEnv } from '../../../src/main/window/engine-process.ts';
import { temporaryFolder } from '../../helpers/folder.ts';

let pushed: [string, unknown][];
let engine: EngineProcess | undefined;
let log: string;

beforeEach(() => {
  pushed = [];
  log = path.join(temporaryFolder(), 'log.txt');
});
afterEach(() => engine?.stop());

function start(env: Record<string, string> = {}): EngineProcess {
  engine = new EngineProcess({
    node: process.execPath,
    program: path.join(import.meta.dirname, 'fake-engine.mjs'),
    env: { ...process.env, FAKE_ENGINE_LOG: log, ...env },
    push: (push, value) => pushed.push([push, value]),
    backoffMs: [10, 10, 10],
    closeTimeoutMs: 500,
  });
  engine.start();
  return engine;
}

const calls = () => readFileSync(log, 'utf8').trim().split('\n');
const states = () => pushed.filter(([push]) => push === 'engine').map(([, value]) => (value as { state: string }).state);

test('waits for the engine, sends the call, gives its answer', async () => {
  const answer = await start().call('job.list', {});
  expect(answer).toEqual({ ok: true, value: { channel: 'job.list', bytes: new Uint8Array([1, 2, 3]) } });
  expect(pushed).toEqual([['changed', { what: 'case' }]]);
});

test('answers ENGINE_STOPPED to what a crash interrupted, restarts, opens the case again, and goes on', async () => {
  const running = start();
  await running.call('case.open', { path: '/cases/a.trailcase' });
  const interrupted = running.call('events.count', { filter: 'silent' });
  const fatal = await running.call('events.count', { filter: 'die' });
  expect(fatal).toMatchObject({ ok: false, error: { code: 'ENGINE_STOPPED', message: 'The engine ended by SIGKILL.' } });
  expect(await interrupted).toMatchObject({ ok: false, error: { code: 'ENGINE_STOPPED' } });
  expect(await running.call('events.count', { filter: '' })).toMatchObject({ ok: true });
  expect(calls()).toEqual(['case.open', 'events.count', 'events.count', 'case.open', 'events.count']);
  expect(states()).toEqual(['stopped', 'running']);
});

test('does not open again what was closed', async () => {
  const running = start();
  await running.call('case.open', { path: '/cases/a.trailcase' });
  await running.call('case.close', {});
  expect(running.openCase).toBeNull();
  await running.call('events.count', { filter: 'die' });
  await running.call('job.list', {});
  expect(calls()).toEqual(['case.open', 'case.close', 'events.count', 'job.list']);
});

test('a case that does not open again after a crash is lost, and that is told; it is not tried for ever', async () => {
  const running = start();
  await running.call('case.open', { path: '/cases/away.trailcase' });
  await running.call('events.count', { filter: 'die' });
  await running.call('job.list', {});
  expect(running.openCase).toBeNull();
  expect(pushed.filter(([push]) => push === 'lost')).toEqual([
    ['lost', { path: '/cases/away.trailcase', error: { code: 'CASE_MISSING', message: 'There is no case', advice: '' } }],
  ]);
  await running.call('events.count', { filter: 'die' });
  await running.call('job.list', {});
  expect(calls().filter((channel) => channel === 'case.open')).toHaveLength(2);
});

test('a case that the engine let go is open no more', async () => {
  const running = start();
  await running.call('case.open', { path: '/cases/a.trailcase' });
  await running.call('events.count', { filter: 'lose' });
  expect(running.openCase).toBeNull();
  expect(pushed.map(([push]) => push)).toContain('lost');
});

test('gives up after three restarts within a minute, and says so to every call', async () => {
  const running = start({ FAKE_ENGINE_CRASHES: '1' });
  const waiting = await running.call('job.list', {});
  expect(waiting).toMatchObject({ ok: false, error: { code: 'ENGINE_STOPPED', message: 'The engine ended with status 3.' } });
  expect(states()).toEqual(['stopped', 'stopped', 'stopped', 'stopped']);
  expect(await running.call('job.list', {})).toMatchObject({ ok: false, error: { code: 'ENGINE_STOPPED' } });
});

test('says in words that its Node cannot be started', async () => {
  const broken = new EngineProcess({ node: '/nowhere/node', program: 'x', env: {}, push: () => {}, backoffMs: [] });
  broken.start();
  const answer = await broken.call('job.list', {});
  expect(answer).toMatchObject({ ok: false, error: { code: 'ENGINE_STOPPED', message: expect.stringContaining('could not be started') } });
});

test('closes the case before it ends, and is gone afterwards', async () => {
  const running = start();
  await running.call('job.list', {});
  const pid = running.pid ?? 0;
  await running.stop();
  expect(calls()).toEqual(['job.list', 'case.close']);
  await expect.poll(() => isAlive(pid)).toBe(false);
  expect(await running.call('job.list', {})).toMatchObject({ ok: false, error: { code: 'ENGINE_STOPPED' } });
  expect(states()).toEqual([]);
});

test('the engine gets our environment without what would change a plain Node', () => {
  const env = { PATH: 'p', AWS_PROFILE: 'a', NODE_OPTIONS: '-r x', ELECTRON_RUN_AS_NODE: '1', NODE_CHANNEL_FD: '3' };
  expect(engineEnv(env)).toEqual({ PATH: 'p', AWS_PROFILE: 'a' });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
