// `report --verify` of reports that were written with `--keys`: which files that were is told by the report, so that nobody is accused for want of one.
import { copyFileSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { CaseFile } from '../../../src/main/case/case-file.ts';
import type { ReportCheck } from '../../../src/shared/report.ts';
import { copyOf, importInto, newCasePath } from '../../helpers/cases.ts';
import { cli, cliJson } from '../../helpers/cli-here.ts';
import { sha256OfFile, temporaryFolder } from '../../helpers/folder.ts';
import { signedLogs } from '../export/proof-case.ts';

let path = '';
/** AWS's keys, as a file that is no part of the evidence. */
let keys = '';
let other = '';
let report = '';

beforeAll(async () => {
  const logs = signedLogs();
  path = newCasePath();
  CaseFile.create(path, { title: 'Keys apart' }).close();
  await importInto(path, [join(logs, 'AWSLogs')], { exists: true });
  const folder = temporaryFolder();
  keys = join(folder, 'aws, SHA-256 keys.json');
  copyFileSync(join(logs, 'keys/eu-central-1.public-keys.json'), keys);
  other = join(folder, 'other.json');
  writeFileSync(other, `${readFileSync(keys, 'utf8')}\n`);
  report = join(folder, 'report.html');
  await cliJson(['report', path, '--out', report, '--keys', keys]);
});

const KEYS = 'Are the public keys at hand with which it was written?';
const AGAIN = 'Does the case give the same report again?';

async function check(file: string, of: string, ...more: string[]) {
  const { status, value } = await cliJson(['report', of, '--verify', file, ...more]);
  const lines = (value as ReportCheck).lines;
  const line = (what: string) => lines.find((one) => one.what === what);
  return { status, ok: value.ok, keys: line(KEYS), again: line(AGAIN), verdicts: lines.map(({ verdict }) => verdict) };
}

test('without them it says which file to give, and nothing differs', async () => {
  const found = await check(report, path);
  expect(found).toMatchObject({ status: 2, ok: false, keys: { verdict: 'unknown' }, again: { verdict: 'unknown' } });
  expect(found.keys?.reason).toBe(
    `It was written with AWS’s public keys out of a file that is not at hand. Give --keys FILE with: “aws, SHA-256 keys.json”, SHA-256 ${sha256OfFile(keys)}.`,
  );
  expect(found.again?.reason).toMatch(/^It was not written again: without the keys/);
  expect(found.verdicts).not.toContain('differs');
  const { stdout } = await cli(['report', path, '--verify', report, '--keys', other]);
  expect(stdout).toMatch(/^\? {8}Are the public keys at hand .* Give --keys FILE with: .*they were left aside here\.$/m);
});

test('with them, under whatever name, it is the same again', async () => {
  expect(await check(report, path, '--keys', keys)).toMatchObject({ status: 0, ok: true, keys: { verdict: 'holds' } });
  const renamed = join(temporaryFolder(), 'k.json');
  copyFileSync(keys, renamed);
  const found = await check(report, path, '--keys', renamed);
  expect(found).toMatchObject({ status: 0, ok: true });
  expect(found.keys?.reason).toBe(
    `It was written with AWS’s public keys out of: “aws, SHA-256 keys.json”, SHA-256 ${sha256OfFile(keys)}, as given.`,
  );
});

test('a key file that the case holds as evidence need not be given', async () => {
  const of = copyOf(path);
  await importInto(of, [keys], { exists: true });
  const file = join(temporaryFolder(), 'report.html');
  // The same keys twice: as evidence, and as the file that was named.
  await cliJson(['report', of, '--out', file, '--keys', keys]);
  const found = await check(file, of);
  expect(found).toMatchObject({ status: 0, ok: true });
});

test('written without keys: those that are given now are left aside', async () => {
  const file = join(temporaryFolder(), 'plain.html');
  await cliJson(['report', path, '--out', file]);
  expect(await check(file, path)).toMatchObject({ status: 0, keys: undefined });
  const found = await check(file, path, '--keys', keys);
  expect(found).toMatchObject({ status: 0, ok: true, keys: { verdict: 'holds' } });
  expect(found.keys?.reason).toBe(
    `It was written without the keys in the file with the SHA-256 ${sha256OfFile(keys)}: they were left aside here.`,
  );
});

test('a redacted report commits to them: the right file under its own name is found, under another that is asked for', async () => {
  const of = copyOf(path);
  const file = join(temporaryFolder(), 'redacted.html');
  await cliJson(['report', of, '--out', file, '--redact', '--record', '--keys', keys]);
  const text = readFileSync(file, 'utf8');
  expect(text).not.toContain(sha256OfFile(keys));
  expect(text).not.toContain('SHA-256 keys.json');
  expect(await check(file, of, '--keys', keys)).toMatchObject({
    status: 0,
    ok: true,
    keys: { verdict: 'holds' },
    again: { verdict: 'holds' },
  });
  const without = await check(file, of);
  expect(without).toMatchObject({ keys: { verdict: 'unknown' }, again: { verdict: 'unknown' } });
  expect(without.keys?.reason).toContain('a file that it names by a commitment only');
  const renamed = join(temporaryFolder(), 'k.json');
  renameSync(keys, renamed);
  const elsewhere = await check(file, of, '--keys', renamed);
  renameSync(renamed, keys);
  expect(elsewhere.keys).toMatchObject({ verdict: 'unknown', reason: expect.stringContaining('under the name that it had then') });
  expect(elsewhere.verdicts).not.toContain('differs');
});
