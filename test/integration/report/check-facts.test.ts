// Reports and the facts of the case: one that was written before a change of facts says what was stated then, and is still the case's own; one that was
// written after it tells of the change in words, which nobody can alter unnoticed.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { ReportCheck } from '../../../src/shared/report.ts';
import { importInto, newCasePath } from '../../helpers/cases.ts';
import { cli, cliJson } from '../../helpers/cli-here.ts';
import { folderOf, sha256OfFile, temporaryFolder } from '../../helpers/folder.ts';
import { rowsOf } from '../../helpers/seals.ts';
import { trail } from '../../helpers/trail.ts';

async function check(file: string, path: string) {
  const { status, value } = await cliJson(['report', path, '--verify', file]);
  const lines = (value as ReportCheck).lines;
  return { status, wrong: lines.filter(({ verdict }) => verdict === 'differs').map(({ reason }) => reason) };
}

async function written(path: string, ...more: string[]): Promise<string> {
  const out = join(temporaryFolder(), 'report.html');
  await cliJson(['report', path, '--out', out, ...more]);
  return out;
}

async function made(): Promise<{ path: string; early: string; entry: number }> {
  const path = newCasePath();
  await cli(['create', path, '--title', 'Mistyped', '--number', 'IR-1', '--timezone', 'Asia/Kolkata']);
  await importInto(path, [folderOf({ 'a.json': trail().events(2).json() })], { exists: true });
  await cli(['bookmark', path, rowsOf(path, 'SELECT id FROM events LIMIT 1')[0]?.id as string, '--note', 'one']);
  const early = await written(path);
  const entry = rowsOf(path, 'SELECT max(seq) AS n FROM custody')[0]?.n as number;
  await cli(['facts', path, '--title', 'Right <b>', '--number', 'IR-2', '--timezone', 'Europe/Paris']);
  return { path, early, entry };
}

test('as of an earlier entry the report is the same, byte for byte, with what was stated then', async () => {
  const { path, early, entry } = await made();
  const again = await written(path, '--as-of', String(entry));
  expect(sha256OfFile(again)).toBe(sha256OfFile(early));
  const html = readFileSync(again, 'utf8');
  for (const text of ['Mistyped', 'IR-1', 'Asia/Kolkata']) expect(html).toContain(text);
  for (const text of ['Right', 'IR-2', 'Europe/Paris']) expect(html).not.toContain(text);
  expect(await check(early, path)).toEqual({ status: 0, wrong: [] });
});

test('a report after the change tells of it in words', async () => {
  const { path } = await made();
  const late = await written(path);
  const html = readFileSync(late, 'utf8');
  expect(html).toMatch(/<bdi>facts<\/bdi>: <bdi>changed: title, case number, time zone<\/bdi><br>/);
  expect(html).toContain('title: <bdi>Mistyped</bdi> → <bdi>Right &lt;b&gt;</bdi>');
  expect(html).toContain('time zone: <bdi>Asia/Kolkata</bdi> → <bdi>Europe/Paris</bdi>');
  expect(await check(late, path)).toEqual({ status: 0, wrong: [] });
});

test('after an import each printed entry is still the case’s, by the clock by which it was written', async () => {
  const { path, early } = await made();
  const late = await written(path);
  await importInto(path, [folderOf({ 'b.json': trail().events(1).json() })], { exists: true });
  await cli(['facts', path, '--timezone', 'Asia/Tokyo']);
  for (const file of [early, late]) expect((await check(file, path)).wrong).toEqual([]);
  const forged = join(temporaryFolder(), 'forged.html');
  writeFileSync(forged, readFileSync(late, 'utf8').replace('case number: <bdi>IR-1</bdi> →', 'case number: <bdi>IR-9</bdi> →'));
  const number = rowsOf(path, "SELECT seq FROM custody WHERE action = 'facts' ORDER BY seq")[0]?.seq;
  expect(await check(forged, path)).toMatchObject({ status: 1, wrong: [expect.stringContaining(`entry ${number}: `)] });
});

test('a redacted report hides also what was stated before, however short', async () => {
  const path = newCasePath();
  await cli(['create', path, '--title', 'Zqx', '--organisation', 'Qvz', '--examiner', 'Jwk']);
  await cli(['facts', path, '--title', 'Other', '--organisation', 'Bank', '--examiner', 'Sen']);
  await cli(['report', path, '--redact', '--record', '--out', join(temporaryFolder(), 'first.html')]);
  const html = readFileSync(await written(path, '--redact'), 'utf8');
  expect(html).toContain('title: ');
  expect(html).not.toMatch(/Zqx|Qvz|Jwk|Bank|Sen\b/);
});
