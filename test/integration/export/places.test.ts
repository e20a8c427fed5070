// Where an export may be written: a place that could never take it is refused before any work, and nothing that is no file is ever replaced.
import { execFileSync } from 'node:child_process';
import { lstatSync, mkdirSync, readdirSync, readFileSync, readlinkSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { runCommand } from '../../../src/main/commands/run.ts';
import { caseOf } from '../../helpers/cases.ts';
import { cli } from '../../helpers/cli-here.ts';
import { folderOf, temporaryFolder } from '../../helpers/folder.ts';
import { trail } from '../../helpers/trail.ts';

let path = '';
beforeAll(async () => {
  path = (await caseOf([folderOf({ 'a.json': trail().events(3).json() })])).path;
});

const FORMATS = ['csv', 'jsonl', 'xlsx', 'timesketch', 'annotations'] as const;

/** A filter that is read at once and cannot be asked: what is refused after it shows that the place was looked at late. */
const LATE = 'api:(';

test.each(FORMATS)(
  '%s: a folder, a pipe, a link to a device and a place that cannot be written are refused first, also with --overwrite',
  async (format) => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'folder'));
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    symlinkSync('/dev/null', join(folder, 'link'));
    const refused = async (name: string): Promise<string> => {
      const { status, stdout, stderr } = await cli(['export', path, '--format', format, '--out', join(folder, name), '--overwrite', LATE]);
      expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
      return stderr;
    };
    expect(await refused('folder')).toMatch(/OUTPUT_UNWRITABLE: .*folder is a folder, and no file/);
    expect(await refused('pipe')).toMatch(/OUTPUT_UNWRITABLE: .*pipe is a device or a pipe, and no file/);
    expect(await refused('link')).toMatch(/OUTPUT_UNWRITABLE: .*link is a device or a pipe, and no file/);
    expect(await refused('absent/a')).toMatch(/OUTPUT_UNWRITABLE: .* cannot be written: ENOENT/);
    expect(lstatSync(join(folder, 'pipe')).isFIFO()).toBe(true);
    expect(readlinkSync(join(folder, 'link'))).toBe('/dev/null');
    expect(readdirSync(folder).sort()).toEqual(['folder', 'link', 'pipe']);
  },
);

test('of a link to a file the link is replaced, never the file; a link that leads nowhere is a name that is taken', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'theirs'), 'precious');
  symlinkSync(join(folder, 'theirs'), join(folder, 'link'));
  symlinkSync(join(folder, 'none'), join(folder, 'dangling'));
  const args = (name: string): string[] => ['export', path, '--format', 'csv', '--out', join(folder, name)];
  for (const name of ['link', 'dangling']) {
    expect((await cli([...args(name), LATE])).stderr).toContain('OUTPUT_EXISTS');
    expect(await cli([...args(name), '--overwrite'])).toMatchObject({ status: 0 });
    expect(lstatSync(join(folder, name)).isFile()).toBe(true);
  }
  expect(readFileSync(join(folder, 'theirs'), 'utf8')).toBe('precious');
  expect(readdirSync(folder).sort()).toEqual(['dangling', 'link', 'theirs']);
});

test('the standard output is none: it is refused in words that say what is meant', async () => {
  for (const args of [
    ['export', path, '--format', 'csv'],
    ['export', path, '--format', 'proof'],
    ['report-pack', path],
    ['seal', path],
  ])
    expect(await cli([...args, '--out', '-'])).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/USAGE: --out - is not taken: .*whole or not at all/),
    });
  expect(readdirSync('.')).not.toContain('-');
});

test('the help tells of the filter', async () => {
  const { stdout } = await cli(['export', '--help']);
  expect(stdout).toMatch(/^trailcase export CASE .*\[FILTER\]/);
  expect(stdout).toMatch(/^ {2}FILTER +only these events/m);
});

test.each([...FORMATS, 'proof'])('%s cancelled says so, ends with 130 and leaves nothing', async (format) => {
  const folder = temporaryFolder();
  const { write } = process.stderr;
  let said = '';
  process.stderr.write = ((text: string) => {
    said += text;
    return true;
  }) as typeof write;
  try {
    // The file at its last byte is not too late.
    const filter = format === 'proof' ? [] : ['requestParameters.x:1 OR api:*'];
    const signal = AbortSignal.abort();
    expect(await runCommand(['export', path, '--format', format, '--out', join(folder, 'out'), ...filter], signal)).toBe(130);
  } finally {
    process.stderr.write = write;
  }
  expect(said).toBe('trailcase: CANCELLED: The export was cancelled. Nothing was written.\n');
  expect(readdirSync(folder)).toEqual([]);
});
