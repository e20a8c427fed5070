// A file that is damaged in its header or cut off: the command says so in one line, or finds it.
import { readFileSync, writeFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { newCasePath } from '../../helpers/cases.ts';
import { cli } from '../../helpers/cli.ts';
import { situation } from '../../helpers/situation.ts';

let original: Buffer;

beforeAll(async () => {
  original = readFileSync((await situation()).path);
});

test.each([
  ['the first byte', 0, 2, 'CASE_NOT_A_CASE'],
  ['the page size', 16, 2, 'CASE_'],
  ['the schema version', 63, 2, 'CASE_NEWER_SCHEMA'],
  ['the application id', 70, 2, 'CASE_NOT_A_CASE'],
])('the header: %s', async (_, at, status, code) => {
  const bytes = Buffer.from(original);
  bytes[at as number] = (bytes[at as number] as number) ^ 0x40;
  const path = newCasePath('header');
  writeFileSync(path, bytes);
  const ran = await cli(['verify', path]);
  expect(ran).toMatchObject({ status, stdout: '' });
  expect(ran.stderr).toMatch(new RegExp(`^trailcase: ${code}[A-Z_]*: .+\\.\\n$`));
});

test.each([
  ['nothing', 0],
  ['half a page', 4096],
  ['half of the file', 0.5],
  ['all but the last page', -1],
])('cut off: %s is left', async (_, left) => {
  const length = left < 0 ? original.length - original.readUInt16BE(16) : left < 1 ? Math.floor(original.length * left) : left;
  const path = newCasePath('cut');
  writeFileSync(path, original.subarray(0, length));
  const { status, stderr, stdout } = await cli(['verify', path, '--json']);
  if (status === 2) expect({ stdout, stderr }).toEqual({ stdout: '', stderr: expect.stringMatching(/^trailcase: CASE_[A-Z_]+: .+\.\n$/) });
  else expect({ status, ok: JSON.parse(stdout).ok }).toEqual({ status: 1, ok: false });
});
