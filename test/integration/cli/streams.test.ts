// What is at the other ends of a process: readers that go away, a disk that is full. Work comes to its end all the same, and the status says what it found.
import { closeSync, existsSync, openSync, readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { importInto, newCasePath, verified } from '../../helpers/cases.ts';
import { cli, ended, type Ran, startCli } from '../../helpers/cli.ts';
import { folderOf } from '../../helpers/folder.ts';
import { trail } from '../../helpers/trail.ts';

let path = '';
const logs = () => folderOf({ 'a.json': trail().events(3).json(), 'b.json': '{"Records":[{"eventName":"Cut' });

beforeAll(async () => {
  path = newCasePath();
  await importInto(path, [folderOf({ 'a.json.gz': trail().events(3000).gz() })]);
});

/** Runs a command of which nobody reads one of the streams. */
function withoutReader(stream: 'stdout' | 'stderr', args: readonly string[]): Promise<Ran> {
  const child = startCli(args);
  child[stream]?.destroy();
  return ended(child);
}

test('an import of which nobody reads the progress comes to its end', async () => {
  const made = newCasePath();
  const { status, stdout } = await withoutReader('stderr', ['import', made, logs(), '--progress', 'plain']);
  expect({ status, stdout }).toEqual({ status: 1, stdout: expect.stringContaining('files    2 = 2 logs\n') });
  expect(readdirSync(dirname(made)).filter((name) => name.startsWith('case.trailcase'))).toEqual(['case.trailcase']);
  expect(await verified(made)).toMatchObject({ ok: true });
});

test('an error that nobody reads ends a command as ever', async () => {
  expect((await withoutReader('stderr', ['info', `${path}-none`])).status).toBe(2);
});

test('what a command found shows in its status, also where the reader of its words went away', async () => {
  expect(await withoutReader('stdout', ['import', newCasePath(), logs()])).toMatchObject({ status: 1, stderr: '' });
  expect(await withoutReader('stdout', ['verify', path])).toMatchObject({ status: 0, stderr: '' });
  expect(await withoutReader('stdout', ['events', path])).toMatchObject({ status: 0, stderr: '' });
});

test.runIf(existsSync('/dev/full'))(
  'results that cannot be written are told of in a line, and the status says that they are not there',
  async () => {
    for (const args of [['--help'], ['events', path], ['events', path, '--raw'], ['sql', path, 'SELECT * FROM events', '--json']]) {
      const full = openSync('/dev/full', 'w');
      try {
        const { status, stderr } = await cli(args, { stdio: ['ignore', full, 'pipe'] });
        expect({ args, status, stderr }).toEqual({
          args,
          status: 2,
          stderr: expect.stringMatching(
            /^trailcase: OUTPUT_UNWRITABLE: Standard output cannot be written: ENOSPC: [^\n]+\. Make room, or write it elsewhere\.\n$/,
          ),
        });
      } finally {
        closeSync(full);
      }
    }
  },
);
