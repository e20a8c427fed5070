// Imports killed without warning: the case opens again with whole items only, verifies, and importing again completes it.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { content, newCasePath, sqlite, verified } from '../helpers/cases.ts';
import { cli, ended, NODE, ROOT, startCli } from '../helpers/cli.ts';
import { cliJson } from '../helpers/cli-here.ts';
import { temporaryFolder } from '../helpers/folder.ts';
import { random } from '../helpers/random.ts';
import { eventId, trail } from '../helpers/trail.ts';

/** Of every import: two threads. */
const env = { TRAILCASE_WORKERS: '2' };

interface Uninterrupted {
  content: ReturnType<typeof content>;
  roots: { evidence: string; events: string };
}

let folder = '';
let whole: Uninterrupted;

/** Logs large enough for many transactions, in which many events come twice and some copies disagree. */
beforeAll(async () => {
  folder = temporaryFolder();
  for (let file = 0; file < 30; file++) {
    const log = trail().events(160, (i) => {
      const repeats = i < 6 && file > 0;
      return {
        eventID: eventId(`${repeats ? file - 1 : file}/${i}`),
        eventName: i === 5 ? `Call${file}` : `Call${i}`,
        eventTime: `2026-02-20T10:${String(i % 60).padStart(2, '0')}:00Z`,
      };
    });
    // Most of them plain: a task is measured by its bytes, and a crash should find many tasks.
    writeFileSync(join(folder, file % 5 ? `${file}.json` : `${file}.json.gz`), file % 5 ? log.pretty() : log.gz());
  }
  const path = newCasePath('whole');
  const { status } = await cli(['import', path, folder, '--quiet'], { env });
  expect(status).toBe(0);
  const { ok, roots } = await verified(path);
  expect(ok).toBe(true);
  whole = { content: content(path), roots };
});

/** What must hold after every kill. */
async function holds(path: string): Promise<void> {
  const { status, value: info, stderr } = await cliJson(['info', path]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const { ok, items, custody } = await verified(path);
  expect({ ok, items }).toEqual({ ok: true, items: [] });
  expect(custody.entries).toBe(info.custody.entries);
  const now = content(path);
  // Every item is one of the archive's, with all of its records and problems.
  const all = new Set(whole.content.items);
  expect(now.items.filter((item) => !all.has(item))).toEqual([]);
  expect(info.evidence.items).toBe(now.items.length);
  const db = sqlite(path, { readonly: true });
  const sums = db
    .prepare('SELECT (SELECT count(*) FROM records) AS stored, (SELECT coalesce(sum(records), 0) FROM evidence) AS stated')
    .get();
  const homeless = db.prepare('SELECT count(*) FROM evidence WHERE id NOT IN (SELECT evidence FROM found_at)').pluck().get();
  db.close();
  expect(sums).toEqual({ stored: now.records.length, stated: now.records.length });
  expect(info.events + info.sightings + info.conflicts).toBe(now.records.length);
  expect(homeless).toBe(0);
}

/** Importing once more must lead to what an uninterrupted import leads to, in a single file. */
async function completes(path: string): Promise<void> {
  const { status, value } = await cliJson(['import', path, folder], { env });
  expect(status).toBe(0);
  expect(value.records).toBe(value.events + value.sightings + value.conflicts + value.recordProblems);
  expect(content(path)).toEqual(whole.content);
  const { ok, roots } = await verified(path);
  expect({ ok, roots }).toEqual({ ok: true, roots: whole.roots });
  expect(readdirSync(dirname(path))).toEqual([basename(path)]);
}

/**
 * Kills an import that has told its progress so many times; it goes on meanwhile, but not further than to its telling of `to`, or to its end: so the kill comes at any
 * moment between, and never too late.
 * @returns whether the import had not ended
 */
async function killedBetween(path: string, from: number, to: number): Promise<boolean> {
  const child = spawn(NODE, [resolve(ROOT, 'test/helpers/import-and-wait.ts'), path, folder, String(from), String(to)], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  child.stdout.once('data', () => child.kill('SIGKILL'));
  expect(await ended(child)).toMatchObject({ signal: 'SIGKILL', stdout: 'told\n' });
  const db = sqlite(path, { readonly: true });
  const last = db.prepare("SELECT outcome FROM custody WHERE action = 'import' ORDER BY seq DESC LIMIT 1").pluck().get();
  db.close();
  return last !== 'done';
}

test.each([1, 2, 3])('killed at random moments, again and again (seed %i)', { timeout: 120_000 }, async (seed) => {
  const draw = random(seed);
  const path = newCasePath('killed');
  let killed = 0;
  for (let i = 0; i < 7; i++) {
    // A fresh case has more to tell than that; what is left of it later perhaps less.
    const from = Math.floor(draw.next() * 3);
    if (await killedBetween(path, from, from + 1 + Math.floor(draw.next() * 2))) killed++;
    await holds(path);
  }
  expect(killed).toBeGreaterThan(0);
  await completes(path);
});

/** Each message of a worker that was stored tells progress once: this kills between any two transactions. */
async function diesAfter(path: string, steps: number): Promise<void> {
  const child = spawn(NODE, [resolve(ROOT, 'test/helpers/import-and-die.ts'), path, folder, String(steps)], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  expect(await ended(child)).toMatchObject({ signal: 'SIGKILL', stdout: '' });
}

test('killed after every step of storing, each time the same case', { timeout: 120_000 }, async () => {
  const path = newCasePath('steps');
  for (let steps = 0; steps < 4; steps++) {
    await diesAfter(path, steps);
    await holds(path);
  }
  await completes(path);
});

test('killed after one step of storing, each time a fresh case', { timeout: 120_000 }, async () => {
  const cases = [0, 1, 2, 3, 4].map((steps) => ({ steps, path: newCasePath('fresh') }));
  for (const { steps, path } of cases) {
    await diesAfter(path, steps);
    await holds(path);
  }
  await completes((cases[3] as { path: string }).path);
});

test('killed while the case is made: there is no case, or a whole one', { timeout: 120_000 }, async () => {
  const draw = random(7);
  const path = newCasePath('made');
  const started = performance.now();
  await cli(['create', newCasePath('measured')]);
  const duration = performance.now() - started;
  for (let i = 0; i < 8; i++) {
    const child = startCli(['create', path, '--title', 'Killed']);
    const timer = setTimeout(() => child.kill('SIGKILL'), duration * (0.4 + 0.6 * draw.next()));
    await ended(child);
    clearTimeout(timer);
    if (existsSync(path)) {
      const { status, value } = await cliJson(['info', path]);
      expect({ status, title: value.case.title, entries: value.custody.entries }).toEqual({ status: 0, title: 'Killed', entries: 1 });
    }
  }
  await completes(path);
});

test('a rollback journal that a killed process left is applied before reading', async () => {
  const path = newCasePath('journal');
  await cli(['create', path, '--title', 'Before']);
  const dying = `
    const db = new (require('better-sqlite3'))(process.argv[1]);
    db.pragma('cache_size = 1');
    db.exec("BEGIN; INSERT INTO case_facts (at, name, value) VALUES (1, 'title', 'Half done')");
    for (let i = 0; i < 50; i++) db.exec("INSERT INTO terms (value, hash) VALUES (hex(randomblob(5000)), 0)");
    process.kill(process.pid, 'SIGKILL');`;
  const child = spawn(NODE, ['-e', dying, path], { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
  expect(await ended(child)).toMatchObject({ signal: 'SIGKILL', stderr: '' });
  expect(readdirSync(dirname(path)).sort()).toEqual(['journal.trailcase', 'journal.trailcase-journal']);
  const { status, value, stderr } = await cliJson(['info', path]);
  expect({ status, stderr, title: value.case.title }).toEqual({ status: 0, stderr: '', title: 'Before' });
  expect(readdirSync(dirname(path))).toEqual(['journal.trailcase']);
});

test('what an interrupted import left is told by the custody log when the case is next opened for writing', async () => {
  const path = newCasePath('told');
  await diesAfter(path, 2);
  await completes(path);
  const db = sqlite(path, { readonly: true });
  const entries = db.prepare('SELECT action, outcome FROM custody ORDER BY seq').all() as { action: string; outcome: string }[];
  db.close();
  expect(entries.map(({ action, outcome }) => `${action}: ${outcome}`)).toEqual([
    'create: done',
    'import: started',
    'open: for writing',
    'recover: an import had been interrupted; whole items only were kept',
    'import: started',
    'import: done',
  ]);
});
