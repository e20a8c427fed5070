// Opening and closing: one writer, refusals by name, a single file at rest, and reading that changes nothing.
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { CaseFile } from '../../../src/main/case/case-file.ts';
import { lockCase } from '../../../src/main/case/lock.ts';
import { openForReading } from '../../../src/main/case/open.ts';
import { SCHEMA_VERSION } from '../../../src/main/case/schema.ts';
import { copyOf, newCasePath, sqlite } from '../../helpers/cases.ts';
import { cli, ended, NODE } from '../../helpers/cli.ts';
import { folderOf, sha256OfFile, temporaryFolder, writeProtect } from '../../helpers/folder.ts';
import { situation } from '../../helpers/situation.ts';
import { trail } from '../../helpers/trail.ts';

let path = '';
let logs = '';
beforeAll(async () => {
  path = (await situation()).path;
  logs = folderOf({ 'new.json.gz': trail().events(2).gz() });
});

/** Number of a process that has ended. */
async function deadProcess(): Promise<number> {
  const child = spawn(NODE, ['-e', '']);
  await ended(child);
  return child.pid as number;
}

test('after a clean close there is exactly one file, which any SQLite opens without writing beside it', () => {
  expect(readdirSync(dirname(path))).toEqual([basename(path)]);
  const db = sqlite(path, { readonly: true });
  expect(db.pragma('journal_mode', { simple: true })).toBe('delete');
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
  expect(db.pragma('foreign_key_check')).toEqual([]);
  expect(db.prepare('SELECT count(*) FROM events').pluck().get()).toBe(16);
  db.close();
  expect(readdirSync(dirname(path))).toEqual([basename(path)]);
});

test.each([
  ['create', (copy: string) => ['create', join(dirname(copy), 'another.trailcase')], 2],
  ['import', (copy: string) => ['import', copy, logs], 1],
] as const)('%s by the command line leaves a single file per case', async (_, args, files) => {
  const copy = copyOf(path);
  expect((await cli(args(copy))).status).toBe(0);
  expect(readdirSync(dirname(copy))).toHaveLength(files);
});

describe('one writer', () => {
  test('a second one is refused while the first has it open, and says who', async () => {
    const copy = copyOf(path);
    const file = CaseFile.open(copy);
    try {
      const { status, stdout, stderr } = await cli(['import', copy, logs]);
      expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
      expect(stderr).toMatch(/^trailcase: CASE_LOCKED: [^\n]+\n$/);
      expect(stderr).toContain(`process ${process.pid} on ${hostname()}`);
      expect(() => CaseFile.open(copy)).toThrow(expect.objectContaining({ code: 'CASE_LOCKED' }));
      // Readers are welcome meanwhile.
      expect((await cli(['info', copy])).status).toBe(0);
    } finally {
      file.close();
    }
    expect((await cli(['import', copy, logs])).status).toBe(0);
  });

  test('the lock of a process that is gone is taken over', async () => {
    const copy = copyOf(path);
    writeFileSync(`${copy}-lock`, JSON.stringify({ pid: await deadProcess(), host: hostname() }));
    expect((await cli(['import', copy, logs])).status).toBe(0);
    expect(readdirSync(dirname(copy))).toEqual([basename(copy)]);
  });

  test('the lock of another machine is not, whatever runs here', async () => {
    const copy = copyOf(path);
    writeFileSync(`${copy}-lock`, JSON.stringify({ pid: await deadProcess(), host: 'another-machine' }));
    const { status, stderr } = await cli(['import', copy, logs]);
    expect({ status, named: stderr.includes('another-machine') }).toEqual({ status: 2, named: true });
  });

  test('a reader, before or after, keeps the journal as it is, and nothing fails', () => {
    const file = CaseFile.create(newCasePath('read'));
    const journal = () => file.db.pragma('journal_mode', { simple: true });
    const read = () => {
      const reader = sqlite(file.path, { readonly: true });
      reader.exec('BEGIN; SELECT count(*) FROM evidence');
      return () => reader.close();
    };
    const before = read();
    file.writeDirectly()();
    expect(journal()).toBe('wal');
    before();
    const back = file.writeDirectly();
    expect(journal()).toBe('delete');
    const after = read();
    back();
    expect(journal()).toBe('delete');
    after();
    file.writeDirectly()();
    expect(journal()).toBe('wal');
    file.close();
  });

  test('readers that are kept out by a long transaction are told so', async () => {
    const path = newCasePath('long');
    await cli(['create', path]);
    const writer = sqlite(path);
    writer.exec('BEGIN EXCLUSIVE');
    const { status, stdout, stderr } = await cli(['info', path]);
    writer.close();
    expect({ status, stdout, stderr }).toEqual({ status: 2, stdout: '', stderr: expect.stringMatching(/^trailcase: CASE_LOCKED: .+\n$/) });
    expect((await cli(['info', path])).status).toBe(0);
  });

  test('of many that find a stale lock at once, one gets the case', async () => {
    const copy = join(temporaryFolder(), 'raced');
    writeFileSync(`${copy}-lock`, JSON.stringify({ pid: await deadProcess(), host: hostname() }));
    const racing = `
      const { lockCase } = await import(${JSON.stringify(new URL('../../../src/main/case/lock.ts', import.meta.url).href)});
      let got = 'refused';
      process.stdin.once('data', () => {
        try { lockCase(process.argv[1]); got = 'locked'; } catch (error) { if (error.code !== 'CASE_LOCKED') got = error.message; }
        process.stdout.write(got);
      });
      process.stdin.once('end', () => process.exit(0));
      process.stderr.write('ready');`;
    const children = Array.from({ length: 6 }, () =>
      spawn(NODE, ['--input-type=module', '-e', racing, copy], { stdio: ['pipe', 'pipe', 'pipe'] }),
    );
    await Promise.all(children.map((child) => new Promise((ready) => child.stderr.once('data', ready))));
    const answers = children.map((child) => new Promise<string>((answer) => child.stdout.once('data', (text) => answer(String(text)))));
    for (const child of children) child.stdin.write('go');
    const outcomes = await Promise.all(answers);
    const done = children.map((child) => ended(child));
    for (const child of children) child.stdin.end();
    await Promise.all(done);
    expect(outcomes.filter((outcome) => outcome === 'locked')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === 'refused')).toHaveLength(5);
  });

  test('giving the lock back leaves nothing', () => {
    const folder = temporaryFolder();
    lockCase(join(folder, 'x'))();
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('what is refused', () => {
  test.each(['info', 'events', 'verify', 'import'])('%s of a case of a newer schema', async (command) => {
    const copy = copyOf(path);
    const db = sqlite(copy);
    db.pragma(`user_version = ${SCHEMA_VERSION + 1}`);
    db.close();
    const before = sha256OfFile(copy);
    const { status, stdout, stderr } = await cli([command, copy, ...(command === 'import' ? [logs] : [])]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(new RegExp(`^trailcase: CASE_NEWER_SCHEMA: [^\\n]*schema ${SCHEMA_VERSION + 1}[^\\n]*\\n$`));
    expect(sha256OfFile(copy)).toBe(before);
    expect(readdirSync(dirname(copy))).toEqual([basename(copy)]);
  });

  test.each([
    ['text', Buffer.from('not a database at all')],
    ['nothing', Buffer.alloc(0)],
    ['zeros', Buffer.alloc(8192)],
    ['another SQLite file', null],
  ])('a file that is no case: %s', async (_, bytes) => {
    const file = newCasePath('foreign');
    if (bytes) writeFileSync(file, bytes);
    else {
      writeFileSync(file, '');
      const db = sqlite(file);
      db.exec('CREATE TABLE evidence (id INTEGER PRIMARY KEY)');
      db.close();
    }
    const before = sha256OfFile(file);
    for (const args of [
      ['info', file],
      ['events', file],
      ['verify', file],
      ['import', file, logs],
    ]) {
      const { status, stdout, stderr } = await cli(args);
      expect({ args, status, stdout }).toEqual({ args, status: 2, stdout: '' });
      expect(stderr).toMatch(/^trailcase: CASE_NOT_A_CASE: [^\n]+\n$/);
    }
    expect(sha256OfFile(file)).toBe(before);
    expect(readdirSync(dirname(file))).toEqual([basename(file)]);
  });
});

test('reading leaves a write-protected case as it is, byte for byte', async () => {
  const copy = copyOf(path);
  const out = join(temporaryFolder(), 'report.html');
  const seal = (): unknown => ({ bytes: sha256OfFile(copy), modified: statSync(copy).mtimeMs, folder: readdirSync(dirname(copy)) });
  const before = seal();
  const protection = writeProtect(copy);
  try {
    for (const args of [
      ['info', copy],
      ['info', copy, '--json'],
      ['events', copy],
      ['events', copy, '--raw'],
      ['verify', copy, '--details'],
      ['report', copy, '--out', out],
    ]) {
      const { status, stderr } = await cli(args);
      expect({ args, status, stderr }).toEqual({ args, status: 0, stderr: '' });
    }
    expect(seal()).toEqual(before);
    expect(readFileSync(out).length).toBeGreaterThan(1000);
  } finally {
    protection.undo();
  }
});

test('a case that is being written can be read; each statement sees whole items', async () => {
  const copy = copyOf(path);
  const file = CaseFile.open(copy);
  try {
    file.record({ action: 'test', outcome: 'done', detail: {} });
    const db = openForReading(copy);
    expect(db.prepare('SELECT action FROM custody ORDER BY seq DESC').pluck().get()).toBe('test');
    db.close();
  } finally {
    file.close();
  }
  expect(readdirSync(dirname(copy))).toEqual([basename(copy)]);
});
