// What a report says can be checked, can be: by its own words and commands, as they are printed; and it says on what condition.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { CaseFile } from '../../../src/main/case/case-file.ts';
import { eventsRoot, evidenceRoot } from '../../../src/main/case/roots.ts';
import { attestedText, keyOrigin } from '../../../src/main/report/attested.ts';
import { COMMANDS, LINE_WIDTH, recordCommand } from '../../../src/main/report/commands.ts';
import { renderReport } from '../../../src/main/report/document.ts';
import { Judged } from '../../../src/shared/integrity.ts';
import { spanMeaning, verdictMeaning } from '../../../src/shared/integrity-words.ts';
import { bookmark, caseOf, folder, idsOf, log, record, verified } from './fixture.ts';
import { all, byClass, byId, type Element, readHtml, textOf } from './read-html.ts';

const sha256 = (bytes: string | Buffer): string => createHash('sha256').update(bytes).digest('hex');

const EVIDENCE = 'the evidence itself (us-east-1.public-keys.json)';
const GIVEN = `the file keys.json, SHA-256 ${'a'.repeat(64)}`;

test('what signatures attest is stated with whose the keys are, wherever they came from', () => {
  const of = (...keysFrom: string[]) => attestedText({ attestation: 'full', keysFrom });
  expect(of(EVIDENCE)).toMatch(/public keys taken from the evidence itself\. That AWS issued these keys was not checked/);
  expect(of(GIVEN)).toMatch(/public keys from a file that the examiner named\. That AWS issued these keys was not checked by Trailcase/);
  expect(of(EVIDENCE, GIVEN)).toMatch(/some taken from the evidence itself and some from a file/);
  expect(of()).toMatch(/was not checked by Trailcase/);
  expect(attestedText({ attestation: 'partial', keysFrom: [EVIDENCE] })).toMatch(
    /^A part .* was not checked: .* For the rest nothing is shown\.$/,
  );
  expect(attestedText({ attestation: 'none' })).toBe('No log file of this case is attested by a signed digest.');
  // Keys that no digest names attest nothing.
  const key = (origin: string, digests: number) => ({ fingerprint: 'f', origin, digests, validFrom: null, validTo: null });
  expect(keyOrigin({ keys: [key(EVIDENCE, 0), key(GIVEN, 3)], keysFrom: [EVIDENCE, GIVEN] })).toBe('given');
});

test('no verdict says unconditionally that AWS signed or delivered something', () => {
  for (const kind of Judged.shape.kind.options) {
    const { meaning, consequence } = verdictMeaning({ kind, verdict: 'valid' });
    expect(meaning).toMatch(/fits a public key/);
    expect(consequence).toMatch(/if (that key|the public key that its signature fits) is AWS’s/);
  }
  for (const state of ['complete', 'empty'] as const) {
    const span = { from: 0, to: 1, state, digests: 1, logs: 1, logsMissing: 0, logsInvalid: 0, digest: null, reason: '' };
    expect(spanMeaning(span, { region: '' }).consequence).toMatch(/^If the public keys at hand are AWS’s/);
  }
});

/** A case one of whose items has other bytes than were imported; its verification says so. */
async function alteredCase() {
  const file = await caseOf([{ 'a.json': log(record()), 'b.json': log(record(), record({ eventName: 'Other' })) }]);
  const hash = (file.db.prepare('SELECT lower(hex(sha256)) FROM evidence ORDER BY records').pluck().get() as string) ?? '';
  const roots = () => ({ evidence: evidenceRoot(file.db), events: eventsRoot(file.db) });
  const before = roots();
  const bytes = Buffer.from('other bytes');
  file.db.exec('DROP TRIGGER evidence_bytes_no_update');
  file.db
    .prepare('UPDATE evidence_bytes SET bytes = ? WHERE evidence = (SELECT id FROM evidence WHERE sha256 = ?)')
    .run(bytes, Buffer.from(hash, 'hex'));
  const summary = { ...verified(file), ok: false, evidence: { checked: 2, altered: 1, notKept: 0 }, items: [] };
  return { file, hash, now: sha256(bytes), before, after: roots(), summary };
}

/** Runs a command of the report beside the case file, as it is printed. */
function run(file: CaseFile, command: string): string {
  const work = folder();
  file.db.pragma('wal_checkpoint(TRUNCATE)');
  copyFileSync(file.path, join(work, 'case.trailcase'));
  return execFileSync('sh', ['-c', command], { cwd: work, encoding: 'utf8' });
}

test('an altered item leaves the roots as they were: the report says so, and prints the command that finds it', async () => {
  const { file, hash, before, after, summary } = await alteredCase();
  expect(after).toEqual(before);
  const page = readHtml((await renderReport(file.db, summary)).html);
  const roots = byId(page, 'section-roots');
  expect(textOf(roots)).toContain('A root covers what is listed, not the bytes themselves.');
  expect(textOf(byId(page, 'section-verification'))).toContain('the same lists');
  const commands = byClass(roots, 'command').map(textOf);
  expect(commands).toEqual([COMMANDS.evidenceRoot, COMMANDS.eventsRoot, COMMANDS.allBytes]);
  const [evidence = '', events = '', bytes = ''] = commands;
  expect(run(file, evidence)).toBe(`${before.evidence}  -\n`);
  expect(run(file, events)).toBe(`${before.events}  -\n`);
  const lines = run(file, bytes).trim().split('\n');
  expect(lines.filter((line) => line.endsWith(' ok'))).toHaveLength(1);
  expect(lines).toContain(`${hash} DIFFERS`);
});

test('the inventory marks an altered item, with the hash that its bytes have now', async () => {
  const { file, hash, now, summary } = await alteredCase();
  const page = readHtml((await renderReport(file.db, summary)).html);
  const inventory = byId(page, 'section-evidence');
  expect(textOf(byClass(inventory, 'warning')[0] ?? '')).toMatch(/Of 1 item the stored bytes no longer have the SHA-256/);
  expect(textOf(byId(page, `item-${hash}`))).toMatch(new RegExp(`✖ The stored bytes no longer have this SHA-256\\. They have now: ${now}`));
  expect(all(inventory, (one) => one.tag === 'tbody' && textOf(one).includes('✖'))).toHaveLength(1);
});

test('an item is two rows: what it is, then its hash and its paths across the table', async () => {
  const file = await caseOf([{ 'a.json': log(record()) }]);
  const page = readHtml((await renderReport(file.db, verified(file))).html);
  const hash = file.db.prepare('SELECT lower(hex(sha256)) FROM evidence').pluck().get() as string;
  const [what, where] = all(byId(page, `item-${hash}`), ({ tag }) => tag === 'tr') as [Element, Element];
  const cells = all(what, ({ tag }) => tag === 'td');
  expect(cells.map(textOf)).toEqual(['1', 'CloudTrail log', expect.stringMatching(/^\d+$/), 'yes', '1', '0']);
  const [wide] = all(where, ({ tag }) => tag === 'td');
  expect(wide?.attributes.colspan).toBe('6');
  expect(textOf(wide as Element)).toMatch(new RegExp(`^${hash}.*a\\.json`, 's'));
});

test('a line of a command fits on paper, and ends only where a shell goes on', async () => {
  const steps = 'at:12+34/base64/gzip/json-string/csv-cell';
  const long = ['identity', 'gzip', 'gzip+utf-16le', 'zstd+utf-16be'].map((encoding) =>
    recordCommand('a'.repeat(64), encoding, 123_456_789, 987_654, steps),
  );
  for (const command of [...Object.values(COMMANDS), ...long])
    for (const line of command.split('\n')) expect(line.length, line).toBeLessThanOrEqual(LINE_WIDTH);
  for (const command of long) for (const line of command.split('\n').slice(0, -1)) expect(line).toMatch(/ \|$/);
  const shell = (text: string) => execFileSync('sh', ['-n', '-c', text]);
  for (const command of [...Object.values(COMMANDS), ...long]) expect(shell(command)).toHaveLength(0);
});

test('the general command for a record works once its capital words are replaced', async () => {
  const file = await caseOf([{ 'a.json': log(record(), record({ eventName: 'Second' })) }]);
  bookmark(file, idsOf(file, 'Second')[0] ?? '');
  const [id = ''] = idsOf(file, 'Second');
  const [, hash = '', offset, length] = /^([0-9a-f]{64})@(\d+)\+(\d+)$/.exec(id) ?? [];
  const page = readHtml((await renderReport(file.db, verified(file))).html);
  const printed = byClass(byId(page, 'section-by-hand'), 'command').map(textOf);
  expect(printed).toContain(COMMANDS.record);
  const filled = (command: string): string =>
    command
      .replaceAll('HASH', hash)
      .replace('FIRST', String(Number(offset) + 1))
      .replace('LENGTH', String(length));
  const [, plain = ''] = COMMANDS.record.split(/\n(?=\S)/);
  const [recordHash] = byClass(byId(page, 'exhibit-1'), 'record-hash').map(textOf);
  const work = folder();
  writeFileSync(join(work, hash), file.db.prepare('SELECT bytes FROM evidence_bytes').pluck().get() as Buffer);
  expect(execFileSync('sh', ['-c', filled(plain)], { cwd: work, encoding: 'utf8' })).toBe(`${recordHash}  -\n`);
  expect(run(file, filled(COMMANDS.extract))).toBe(`${hash}  ${hash}\n`);
  const [root] = byClass(byId(page, 'section-roots'), 'command').map(textOf);
  expect(root).toBe(COMMANDS.evidenceRoot);
});

test('the same file again: by the same version of Trailcase, and it says so', async () => {
  const file = await caseOf([{ 'a.json': log(record()) }]);
  const text = textOf(byId(readHtml((await renderReport(file.db, verified(file))).html), 'section-case'));
  expect(text).toContain('written again by the same version of Trailcase');
});
