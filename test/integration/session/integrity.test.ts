// The integrity channels as the window calls them: what AWS's digests say, seals, and what the custody log tells of it all.
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { VerifySummary } from '../../../src/shared/domain.ts';
import { copyOf, importInto, newCasePath, tamper } from '../../helpers/cases.ts';
import { folderOf, temporaryFolder } from '../../helpers/folder.ts';
import { rowsOf, verifiedWith } from '../../helpers/seals.ts';
import { type Driven, session } from '../../helpers/session.ts';
import { trail } from '../../helpers/trail.ts';

const SAMPLE = join(import.meta.dirname, '../../../resources/sample/archive');
/** One account and region: a chain of 52 digests, without the keys that are beside it. */
const PARTS = ['CloudTrail-Digest', 'CloudTrail', 'CloudTrail-Insight'].map((part) => `AWSLogs/444455556666/${part}/eu-central-1`);
const KEYS = join(SAMPLE, 'keys/eu-central-1.public-keys.json');

let original: string;
let path: string;
let open: Driven;

beforeAll(async () => {
  const folder = temporaryFolder();
  for (const part of PARTS) cpSync(join(SAMPLE, part), join(folder, part), { recursive: true });
  original = newCasePath();
  await importInto(original, [folder]);
});

beforeEach(async () => {
  path = copyOf(original);
  open = session();
  await open.ask('case.open', { path });
});
afterEach(() => open.close());

const actions = (): string[] => rowsOf<{ action: string }>(path, 'SELECT action FROM custody ORDER BY seq').map(({ action }) => action);
const newest = (): { action: string; detail: Record<string, any> } => {
  const [row] = rowsOf(path, 'SELECT action, detail FROM custody ORDER BY seq DESC LIMIT 1');
  return { action: row?.action, detail: JSON.parse(row?.detail) };
};
const ITEMS = { verdicts: [], chain: null, offset: 0, limit: 100 };

test('nothing is said before it was asked; then chains, digests, items and single items; the question is no act', async () => {
  const before = actions();
  expect(await open.ask('integrity.get', {})).toEqual({ attestation: null });
  expect(await open.ask('integrity.items', ITEMS)).toEqual({ total: 0, counts: {}, rows: [] });
  const ended = await open.job('verify.start', { scope: 'digests' });
  expect(ended).toMatchObject({ state: 'done', summary: { scope: 'digests', ok: true } });
  expect(open.changes).toContain('case');

  const { attestation } = await open.ask('integrity.get', {});
  expect(attestation).toMatchObject({ digests: { valid: 0, unverifiable: 52 }, keys: [], keysAbsent: [{ digests: 52 }] });
  expect(attestation?.chains).toHaveLength(1);
  const [chain] = attestation?.chains ?? [];
  const span = { chain: chain?.id as string, from: chain?.spans[0]?.from as number, to: chain?.spans.at(-1)?.to as number };
  const digests = await open.ask('integrity.digests', { ...span, limit: 2000 });
  expect(digests.total).toBe(digests.spans.length);
  expect(digests.spans.filter(({ digest }) => digest !== null)).toHaveLength(52);
  const some = await open.ask('integrity.digests', { ...span, to: span.from + 1, limit: 1 });
  expect(some.spans).toEqual([digests.spans[0]]);

  const items = await open.ask('integrity.items', { ...ITEMS, verdicts: ['unverifiable'], chain: span.chain, limit: 10 });
  expect(items.rows).toHaveLength(10);
  expect(items.counts.unverifiable).toBe(items.total);
  const more = await open.ask('integrity.items', { ...ITEMS, verdicts: ['unverifiable'], chain: span.chain, offset: 10 });
  expect(new Set([...items.rows, ...more.rows].map(({ key }) => key)).size).toBe(Math.min(items.total, 110));
  const row = items.rows[0] as (typeof items.rows)[0];
  expect(row.path).toMatch(/^AWSLogs\/444455556666\//);
  const item = await open.ask('integrity.item', { sha256: row.key });
  const { path: _, ...judged } = row;
  expect(item.judged).toEqual(judged);
  expect(await open.ask('integrity.item', { sha256: 'ab'.repeat(32) })).toEqual({ judged: null, digest: null });
  expect(actions()).toEqual(before);
});

test('with keys that the examiner names it is an act, and they are remembered while the case is open', async () => {
  const before = actions();
  await open.job('verify.start', { scope: 'digests', keys: [KEYS] });
  expect(actions()).toEqual([...before, 'verify']);
  expect(newest().detail).toMatchObject({ scope: 'digests', digests: { valid: 52 } });
  expect(newest().detail.keysFrom).toEqual([expect.stringMatching(/^the file eu-central-1\.public-keys\.json, SHA-256 [0-9a-f]{64}$/)]);
  expect((await open.ask('integrity.get', {})).attestation).toMatchObject({ digests: { valid: 52, unverifiable: 0 }, keysAbsent: [] });
  const log = rowsOf(path, "SELECT lower(hex(sha256)) AS sha256 FROM evidence WHERE kind = 'log' LIMIT 1")[0]?.sha256;
  const item = await open.ask('integrity.item', { sha256: log });
  expect(item).toMatchObject({ judged: { kind: 'log', verdict: 'valid' }, digest: { verdict: 'valid' } });

  const whole = await open.job('verify.start', {});
  expect((whole.summary as VerifySummary).digests.valid).toBe(52);
  expect(newest()).toMatchObject({ action: 'verify', detail: { scope: 'all', findings: 0 } });
});

test('a file without keys is refused before anything starts', async () => {
  const before = actions();
  const file = join(folderOf({ 'none.json': '{}' }), 'none.json');
  await expect(open.ask('verify.start', { keys: [file] })).rejects.toMatchObject({ code: 'EVIDENCE_UNREADABLE' });
  expect((await open.ask('job.list', {})).jobs).toEqual([]);
  expect(actions()).toEqual(before);
});

test('only hashes: what the digests said stays said', async () => {
  await open.job('verify.start', { scope: 'digests' });
  const said = await open.ask('integrity.get', {});
  const ended = await open.job('verify.start', { scope: 'hashes' });
  expect(ended.summary).toMatchObject({ scope: 'hashes', ok: true, digests: { unverifiable: 0 } });
  expect(await open.ask('integrity.get', {})).toEqual(said);
  expect(newest()).toMatchObject({ action: 'verify', detail: { scope: 'hashes' } });
});

test('an import makes it unsaid', async () => {
  await open.job('verify.start', { scope: 'digests' });
  expect((await open.ask('integrity.get', {})).attestation).not.toBe(null);
  await open.job('import.start', { paths: [folderOf({ 'new.json': trail().events(2).json() })] });
  expect(await open.ask('integrity.get', {})).toEqual({ attestation: null });
  expect((await open.ask('integrity.items', ITEMS)).total).toBe(0);
});

test('sealing: with a key that is made, then with that key, then with none; the list says what was added since', async () => {
  const folder = temporaryFolder();
  const key = { path: join(folder, 'key.pem'), passphrase: 'correct horse', make: true };
  const seal = { overwrite: false, note: 'From the window', timestampServer: null };
  const first = await open.job('seal.start', { ...seal, out: join(folder, '1.txt'), key });
  expect(first).toMatchObject({
    kind: 'seal',
    state: 'done',
    summary: { path: join(folder, '1.txt'), seal: { number: 1, oneTimeKey: false } },
  });
  expect(newest()).toMatchObject({ action: 'seal', detail: { seal: 1, keyProtected: true } });
  await open.job('seal.start', { ...seal, out: join(folder, '2.txt'), key: { ...key, make: false } });
  await open.job('seal.start', { ...seal, out: join(folder, '3.txt'), key: null });
  const { rows } = await open.ask('seals.list', {});
  expect(rows.map(({ number, ok, oneTimeKey, note, since }) => ({ number, ok, oneTimeKey, note, entries: since.custodyEntries }))).toEqual([
    { number: 1, ok: true, oneTimeKey: false, note: 'From the window', entries: 2 },
    { number: 2, ok: true, oneTimeKey: false, note: 'From the window', entries: 1 },
    { number: 3, ok: true, oneTimeKey: true, note: 'From the window', entries: 0 },
  ]);
  expect(rows[0]?.fingerprint).toBe(rows[1]?.fingerprint);
  for (const n of [1, 2, 3]) expect((await verifiedWith(path, readFileSync(join(folder, `${n}.txt`), 'utf8'))).ok).toBe(true);
});

test('sealing that cannot be: the call fails, nothing is entered, and the next one works', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'there.txt'), 'precious');
  const before = actions();
  const seal = { out: join(folder, 'there.txt'), overwrite: false, note: '', timestampServer: null, key: null };
  await expect(open.ask('seal.start', seal)).rejects.toMatchObject({ code: 'OUTPUT_EXISTS' });
  const nowhere = { ...seal, out: join(folder, 'nowhere', 'seal.txt') };
  await expect(open.ask('seal.start', nowhere)).rejects.toMatchObject({ code: 'OUTPUT_UNWRITABLE' });
  const wrong = { path: join(folder, 'nowhere.pem'), passphrase: '', make: false };
  const free = { ...seal, out: join(folder, 'seal.txt') };
  await expect(open.ask('seal.start', { ...free, key: wrong })).rejects.toMatchObject({ code: 'SEAL_KEY_UNUSABLE' });
  await expect(open.ask('seal.start', { ...free, key: { ...wrong, make: true } })).rejects.toMatchObject({ code: 'SEAL_KEY_UNUSABLE' });
  expect([actions(), readFileSync(join(folder, 'there.txt'), 'utf8'), readdirSync(folder)]).toEqual([before, 'precious', ['there.txt']]);
  expect(await open.job('seal.start', free)).toMatchObject({ state: 'done' });
  expect(existsSync(join(folder, 'seal.txt'))).toBe(true);
});

test('one at a time: no seal and no second verification while one runs', async () => {
  const running = open.job('verify.start', {});
  const seal = { out: join(temporaryFolder(), 'seal.txt'), overwrite: false, note: '', timestampServer: null, key: null };
  await expect(open.ask('seal.start', seal)).rejects.toMatchObject({ code: 'JOB_RUNNING' });
  await expect(open.ask('verify.start', { scope: 'digests' })).rejects.toMatchObject({ code: 'JOB_RUNNING' });
  expect(await running).toMatchObject({ state: 'done' });
});

test('a failed proof is acknowledged in writing: the custody log says of which verification', async () => {
  await open.close();
  tamper(path, (db) => db.exec('UPDATE records SET time = time + 1 WHERE id = 1'));
  open = session();
  await open.ask('case.open', { path });
  await open.job('verify.start', {});
  expect(newest()).toMatchObject({ action: 'verify', detail: { ok: false } });
  const seq = rowsOf(path, 'SELECT max(seq) AS seq FROM custody')[0]?.seq;
  await open.ask('proof.acknowledge', { text: ' Seen; the copy of Monday is used instead.\nA. R. ' });
  expect(newest()).toEqual({
    action: 'acknowledge',
    detail: { text: 'Seen; the copy of Monday is used instead.\nA. R.', verification: seq },
  });
  await expect(open.ask('proof.acknowledge', { text: '   ' })).rejects.toThrow();
});
