// Killed while a long file is stored: it is one transaction, without a write-ahead log where nobody else reads. Whole items only are left.
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { caseOf, content, newCasePath, verified } from '../helpers/cases.ts';
import { cli, cliJson, ended, NODE, ROOT } from '../helpers/cli.ts';
import { folderOf } from '../helpers/folder.ts';
import { traced } from '../helpers/programs.ts';
import { trail } from '../helpers/trail.ts';

/** Longer than what is read at once: five portions. */
const LINES = 1100;
const FILLER = 'x'.repeat(64_000);

const archive = () =>
  folderOf({
    'before.json.gz': trail().event({ eventName: 'Before' }).gz(),
    'long.jsonl': trail()
      .events(LINES, (i) => ({ eventName: `Call${i}`, requestParameters: { filler: FILLER } }))
      .lines(),
  });

test.each(['alone', 'beside readers'])('%s', { timeout: 120_000 }, async (how) => {
  const folder = archive();
  const whole = await caseOf([folder]);
  const path = newCasePath();
  const dying = resolve(ROOT, 'test/helpers/import-and-die.ts');
  let journals = 0;
  for (let after = 4; after <= 6; after++) {
    const child = spawn(NODE, [dying, path, folder, String(after), how], { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
    expect(await ended(child)).toMatchObject({ signal: 'SIGKILL', stderr: '' });
    if (readdirSync(dirname(path)).some((name) => name.endsWith('-journal'))) journals++;
    const { status, value } = await cliJson(['info', path]);
    expect({ status, events: value.events }).toEqual({ status: 0, events: 1 });
    expect(await verified(path)).toMatchObject({ ok: true, items: [] });
  }
  // The first portions of it were under way at least once.
  expect(journals > 0).toBe(how === 'alone');
  const trace = traced();
  expect(await cli(['import', path, folder, '--quiet'], { env: trace.env })).toMatchObject({ status: 0, stderr: '' });
  expect(trace.names()).toEqual(expect.arrayContaining(['large-worker', 'hash-worker']));
  expect(content(path)).toEqual(content(whole.path));
  expect(await verified(path)).toMatchObject({ ok: true, items: [] });
});
