// trailcase report-texts: only what is named changes, unknown names and unusable pictures are refused, every change is a version with its custody entry, and
// showing changes nothing.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { NO_SETTINGS } from '../../../src/shared/report.ts';
import { newCasePath, sqlite } from '../../helpers/cases.ts';
import { cli, cliJson } from '../../helpers/cli-here.ts';
import { sha256, temporaryFolder } from '../../helpers/folder.ts';

async function made(): Promise<string> {
  const path = newCasePath('texts');
  await cli(['create', path, '--examiner', 'A. Examiner']);
  return path;
}

/** Custody entries that tell of texts and pictures. */
function entries(path: string): string[] {
  const db = sqlite(path, { readonly: true });
  try {
    return db.prepare("SELECT action FROM custody WHERE action LIKE 'report-%' ORDER BY seq").pluck().all() as string[];
  } finally {
    db.close();
  }
}

test('a set changes what it names, in one version; the same again is none', async () => {
  const path = await made();
  const first = await cliJson(['report-texts', path, 'set'], { stdin: '{"opinion":"It was *taken*.","classification":"Secret"}' });
  expect(first.value).toEqual({
    changed: ['classification', 'opinion'],
    settings: { ...NO_SETTINGS, opinion: 'It was *taken*.', classification: 'Secret' },
  });
  const file = join(temporaryFolder(), 'texts.json');
  writeFileSync(file, JSON.stringify({ opinion: '', assumptions: 'Whole\nand \u001b[2Junchanged' }));
  expect((await cli(['report-texts', path, 'set', '--from', file])).stdout).toBe('Changed: opinion, assumptions\n');
  expect((await cli(['report-texts', path, 'set', '--from', file])).stdout).toBe('Nothing changed\n');
  expect(entries(path)).toEqual(['report-settings', 'report-settings']);
  const bytes = readFileSync(path);
  const shown = (await cli(['report-texts', path])).stdout;
  expect(shown).toMatch(/^classification: Secret\nprivilege: none\nlogo: none\n/);
  expect(shown).toMatch(/opinion: none\n/);
  expect(shown).toMatch(/assumptions, by A\. Examiner.*:\n {2}Whole\n {2}and [^\u001b\n]*unchanged\n/);
  const { value } = await cliJson(['report-texts', path, 'show']);
  expect(value).toEqual({ ...NO_SETTINGS, classification: 'Secret', assumptions: 'Whole\nand \u001b[2Junchanged' });
  expect(readFileSync(path)).toEqual(bytes);
  // What is shown can be set again, and changes nothing.
  expect((await cli(['report-texts', path, 'set'], { stdin: JSON.stringify(value) })).stdout).toBe('Nothing changed\n');
});

test('a picture is kept, told and taken away', async () => {
  const path = await made();
  const png = join(temporaryFolder(), 'logo.png');
  const bytes = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
  writeFileSync(png, bytes);
  expect((await cliJson(['report-texts', path, 'logo', png])).value).toEqual({ logo: sha256(bytes) });
  expect((await cli(['report-texts', path])).stdout).toContain(`logo: image/png, 16 bytes, SHA-256 ${sha256(bytes)}\n`);
  expect((await cliJson(['report-texts', path, 'logo', '--remove'])).value).toEqual({ logo: null });
  expect((await cliJson(['report-texts', path, 'set'], { stdin: JSON.stringify({ logo: sha256(bytes) }) })).value.changed).toEqual([
    'logo',
  ]);
  expect(entries(path)).toEqual(['report-logo', 'report-settings', 'report-settings', 'report-settings']);
});

/** For refusals: nothing is ever written to it. */
let untouched = '';
beforeAll(async () => {
  untouched = await made();
});

test.each([
  [['set'], '{"opinon":"x"}', 'Reports have no "opinon"'],
  [['set'], '{"opinion":1}', 'The opinion is no text'],
  [['set'], `{"opinion":"${'x'.repeat(100_001)}"}`, 'The opinion is longer than 100,000 characters (it has 100,001)'],
  [['set'], '["opinion"]', 'A JSON object is needed'],
  [['set'], 'opinion', 'is no JSON'],
  [['set'], `{"logo":"${'0'.repeat(64)}"}`, 'The case has no picture'],
  [['set', 'opinion'], '{}', 'Say show, set'],
  [['show', '--remove'], undefined, 'Say show, set'],
  [['logo'], undefined, 'Say show, set'],
  [['logo', 'a.png', '--remove'], undefined, 'Say show, set'],
  [['logo', import.meta.filename], undefined, 'LOGO_UNUSABLE'],
  [['logo', '/nowhere/logo.png'], undefined, 'cannot be read'],
  [['write'], undefined, 'Say show, set'],
])('%j with %j is refused, and nothing is written', async (args, stdin, said) => {
  const ran = await cli(['report-texts', untouched, ...args], stdin === undefined ? {} : { stdin });
  expect(ran.status).toBe(2);
  expect(ran.stderr).toContain(said);
  expect(entries(untouched)).toEqual([]);
});
