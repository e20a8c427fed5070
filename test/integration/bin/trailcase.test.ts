// bin/trailcase as a stranger's script sees it: arguments, streams, exit status and signals pass through to the real program.
// It runs in a copy whose out/main/cli.cjs is a stand-in, so that no build is needed.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { cpSync, rmSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { ROOT } from '../../helpers/cli.ts';
import { folderOf } from '../../helpers/folder.ts';

const STAND_IN = `
const [what, value] = process.argv.slice(2);
if (what === 'echo') process.stdout.write(JSON.stringify({ value, node: process.versions.node }));
if (what === 'bytes') process.stdout.write(Buffer.from([0, 255, 10, 13, 0]));
if (what === 'exit') process.exitCode = Number(value);
if (what === 'kill') process.kill(process.pid, value);
if (what === 'wait') {
  process.on('SIGINT', () => process.exit(130));
  process.stdout.write('ready');
  setTimeout(() => {}, 20_000);
}
if (what === 'sleep') {
  process.stdout.write('ready');
  setTimeout(() => {}, 20_000);
}
`;
let folder: string;
const env = { ...process.env, TRAILCASE_NODE: process.execPath };
const bin = () => path.join(folder, 'bin/trailcase');
const run = (...args: string[]) => spawnSync(process.execPath, [bin(), ...args], { env });

beforeAll(() => {
  folder = folderOf({ 'out/main/cli.cjs': STAND_IN, 'package.json': '{"type":"module"}' });
  for (const part of ['bin', 'scripts']) cpSync(path.join(ROOT, part), path.join(folder, part), { recursive: true });
});

test('passes arguments as they are', () => {
  const odd = 'two words "quoted" $HOME *';
  expect(JSON.parse(run('echo', odd).stdout.toString())).toMatchObject({ value: odd });
});

test('passes bytes through untouched', () => {
  expect([...run('bytes').stdout]).toEqual([0, 255, 10, 13, 0]);
});

test.each(['0', '1', '2'])('ends with status %s when the program does', (status) => {
  expect(run('exit', status).status).toBe(Number(status));
});

test('turns the death of the program by a signal into a status, as a shell does', () => {
  expect(run('kill', 'SIGKILL').status).toBe(137);
});

test.each([
  ['SIGINT', 'wait', 130],
  ['SIGTERM', 'sleep', 143],
] as const)('passes %s on', async (signal, what, status) => {
  const child = spawn(process.execPath, [bin(), what], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = statusOf(child);
  await new Promise((resolve) => child.stdout.once('data', resolve));
  child.kill(signal);
  expect(await ended).toBe(status);
});

test('says in one line that it is not built, or that there is no Node', () => {
  rmSync(path.join(folder, 'out'), { recursive: true });
  const unbuilt = run('info');
  expect([unbuilt.status, unbuilt.stderr.toString()]).toEqual([
    2,
    'trailcase: INTERNAL: The program has not been built. Run `npm run build`.\n',
  ]);
  const nodeless = spawnSync(process.execPath, [bin(), 'info'], { env: { ...env, TRAILCASE_NODE: '/nowhere/node' }, encoding: 'utf8' });
  expect([nodeless.status, nodeless.stderr]).toEqual([2, expect.stringMatching(/^trailcase: NODE_TOO_OLD: .*\/nowhere\/node\. .*\n$/)]);
});

function statusOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => child.once('exit', (code) => resolve(code)));
}
