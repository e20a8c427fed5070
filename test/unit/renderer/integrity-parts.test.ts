// Small pure pieces of the integrity view: the custody filter, words about seals, and what the proof of an event says of its delivery.
import { expect, test } from 'vitest';
import { delivered, NOT_JUDGED } from '../../../src/renderer/views/detail/delivered.ts';
import { custodyMatches, isFiltered, NO_CUSTODY_FILTER, valuesOf } from '../../../src/renderer/views/integrity/custody-filter.ts';
import { type SealForm, sealProblem, sinceWords, timestampWords } from '../../../src/renderer/views/integrity/seals/seal-words.ts';
import type { CustodyRow } from '../../../src/shared/domain.ts';
import type { Judged } from '../../../src/shared/integrity.ts';

const entry = (facts: Partial<CustodyRow>): CustodyRow => ({
  seq: 1,
  at: Date.parse('2026-02-21T20:00:00Z'),
  who: 'M. Iyer',
  action: 'import',
  tool: 'Trailcase 0.1.0',
  outcome: 'done',
  detail: '{"path":"bucket-copy"}',
  previous: '0'.repeat(64),
  hash: 'a'.repeat(64),
  ...facts,
});

test('the custody log is filtered by action, who, text and day', () => {
  const row = entry({});
  const shows = (filter: Partial<typeof NO_CUSTODY_FILTER>, zone = 'UTC') => custodyMatches(row, { ...NO_CUSTODY_FILTER, ...filter }, zone);
  expect(shows({})).toBe(true);
  expect(shows({ action: 'import', who: 'M. Iyer', text: 'BUCKET iyer' })).toBe(true);
  expect([shows({ action: 'verify' }), shows({ who: 'K. Rao' }), shows({ text: 'bucket rao' })]).toEqual([false, false, false]);
  // A day is one of the case's zone: in Kolkata it is the 22nd already.
  expect([shows({ from: '2026-02-21', to: '2026-02-21' }), shows({ from: '2026-02-22' })]).toEqual([true, false]);
  expect([shows({ from: '2026-02', to: '2026-02' }), shows({ to: '2026-01' })]).toEqual([true, false]);
  expect([shows({ to: '2026-02-21' }, 'Asia/Kolkata'), shows({ from: '2026-02-22' }, 'Asia/Kolkata')]).toEqual([false, true]);
  expect([isFiltered(NO_CUSTODY_FILTER), isFiltered({ ...NO_CUSTODY_FILTER, text: 'x' })]).toEqual([false, true]);
  const rows = [entry({}), entry({ action: 'verify' }), entry({ action: 'bookmark' }), entry({ action: 'verify' })];
  expect(valuesOf(rows, 'action')).toEqual([
    { value: 'verify', count: 2 },
    { value: 'bookmark', count: 1 },
    { value: 'import', count: 1 },
  ]);
});

test('what was added since a seal', () => {
  expect(sinceWords({ items: 0, records: 0, custodyEntries: 0 })).toBe('nothing was added');
  expect(sinceWords({ items: 1, records: 1234, custodyEntries: 2 })).toBe('added: 1 evidence item, 1,234 records, 2 custody entries');
  expect(timestampWords(null)).toBeNull();
  expect(timestampWords({ at: 1, authority: 'TSA', certificateSha256: null, ok: false, reason: 'other hash' })).toMatchObject({
    sign: '✖',
    tone: 'invalid',
  });
});

test('the case is sealed only with all that a seal needs', () => {
  const form: SealForm = { note: '', key: 'once', keyPath: '', passphrase: '', again: '', out: '', timestampServer: '' };
  const problem = (facts: Partial<SealForm>) => sealProblem({ ...form, ...facts });
  expect(problem({})).toBe('');
  expect(problem({ key: 'file' })).toMatch(/Choose the key/);
  expect(problem({ key: 'file', keyPath: 'k.pem' })).toBe('');
  expect(problem({ key: 'new', keyPath: 'k.pem' })).toMatch(/passphrase/);
  expect(problem({ key: 'new', keyPath: 'k.pem', passphrase: 'a', again: 'b' })).toMatch(/differ/);
  expect(problem({ key: 'new', keyPath: 'k.pem', passphrase: 'a', again: 'a' })).toBe('');
  expect(problem({ timestampServer: 'ftp://tsa' })).toMatch(/http/);
  expect(problem({ timestampServer: ' https://tsa.example/tsr ' })).toBe('');
});

test('an event says what the digests say of the file that it came in', () => {
  const item = (verdict: Judged['verdict'], reason = ''): Judged => ({ kind: 'log', key: 'a'.repeat(64), verdict, reason });
  const digest = {
    sha256: 'b'.repeat(64),
    object: 'AWSLogs/1/CloudTrail-Digest/r/1_CloudTrail-Digest_r.json.gz',
    verdict: 'valid' as const,
  };
  expect(delivered({ judged: null, digest: null }, false, 'log')).toBe(NOT_JUDGED);
  expect(delivered({ judged: null, digest: null }, true, 'unknownCsv').word).toBe('no digest names files of this kind (other CSV)');
  expect(delivered({ judged: item('valid'), digest }, true, 'log')).toEqual({
    sign: '✓',
    word: 'attested by digest 1_CloudTrail-Digest_r.json.gz',
    tone: 'valid',
    why: '',
  });
  const invalid = delivered({ judged: item('invalid', 'its SHA-256 differs'), digest }, true, 'log');
  expect(invalid).toMatchObject({ sign: '✖', word: 'invalid', tone: 'invalid' });
  expect(invalid.why).toMatch(/^Its SHA-256 differs\. That AWS delivered/);
  expect(delivered({ judged: item('unattested'), digest: null }, true, 'log')).toMatchObject({ sign: '?', word: 'unattested' });
});
