// The state of proof on every screen: what the custody log and this window's own verification say together.
import { expect, test } from 'vitest';
import { proofState } from '../../../src/renderer/state/proof-state.ts';
import type { CustodyRow, VerifySummary } from '../../../src/shared/domain.ts';

let seq = 0;
const entry = (action: string, at: number, outcome = 'done', detail: object = {}): CustodyRow => ({
  seq: ++seq,
  at,
  who: 'k.rao',
  action,
  tool: 'Trailcase',
  outcome,
  detail: JSON.stringify(detail),
  previous: '0',
  hash: '1',
});
const own = (ok: boolean, at: number, scope: VerifySummary['scope'] = 'all') => ({ summary: { ok, scope }, at });
const failedAt = (at: number) => ({ name: 'failed', at, acknowledged: null });

test('nothing verified yet', () => {
  expect(proofState([entry('create', 1), entry('import', 2)], [], null)).toEqual({ name: 'none' });
});

test('a verification of an earlier session counts', () => {
  expect(proofState([entry('import', 2), entry('verify', 5, 'done', { ok: true })], [], null)).toEqual({
    name: 'ok',
    at: 5,
    since: null,
  });
  expect(proofState([entry('verify', 5, 'done', { ok: false })], [], null)).toEqual(failedAt(5));
});

test('a cancelled verification proves nothing', () => {
  expect(proofState([entry('verify', 5, 'cancelled')], [], null)).toEqual({ name: 'none' });
});

test('evidence added after it makes it old', () => {
  expect(proofState([entry('verify', 5, 'done', { ok: true }), entry('import', 9)], [], null)).toEqual({
    name: 'ok',
    at: 5,
    since: 'import',
  });
});

test('the window knows its own result also where nothing could be logged', () => {
  expect(proofState([], [own(false, 7)], null)).toEqual(failedAt(7));
  expect(proofState([], [own(true, 7)], null)).toEqual({ name: 'ok', at: 7, since: null });
});

test('the newest one counts', () => {
  expect(proofState([entry('verify', 100_000, 'done', { ok: true })], [own(false, 7)], null)).toMatchObject({ name: 'ok' });
  expect(proofState([entry('verify', 7, 'done', { ok: true })], [own(true, 8), own(false, 9000)], null)).toEqual(failedAt(9000));
});

test('a test of a part proves nothing of the whole, but its contradiction counts', () => {
  const hashes = { scope: 'hashes' };
  expect(proofState([entry('verify', 5, 'done', { ok: true, ...hashes })], [own(true, 6, 'digests')], null)).toEqual({ name: 'none' });
  const failed = [entry('verify', 5, 'done', { ok: true }), entry('verify', 8, 'done', { ok: false, ...hashes })];
  expect(proofState(failed, [], null)).toEqual(failedAt(8));
  expect(proofState([...failed, entry('verify', 9, 'done', { ok: true, ...hashes })], [], null)).toEqual(failedAt(8));
  expect(proofState([...failed, entry('verify', 9, 'done', { ok: true, scope: 'all' })], [], null)).toMatchObject({ name: 'ok', at: 9 });
  expect(proofState([], [own(true, 5), own(false, 6, 'digests')], null)).toEqual(failedAt(6));
});

test('a failure stays one when it is acknowledged, and says by whom', () => {
  const failed = [entry('verify', 100, 'done', { ok: false })];
  const acknowledged = [...failed, entry('acknowledge', 200, 'done', { text: 'Seen; the copy was damaged.', verification: 1 })];
  const state = { name: 'failed', at: 100, acknowledged: { at: 200, who: 'k.rao', text: 'Seen; the copy was damaged.' } };
  expect(proofState(acknowledged, [], null)).toEqual(state);
  // The window learnt of the same failure a moment after it was written.
  expect(proofState(acknowledged, [own(false, 103)], null)).toEqual(state);
  expect(proofState([...acknowledged, entry('verify', 300, 'done', { ok: false })], [], null)).toEqual(failedAt(300));
});

test('what the digests contradict stays acknowledged when the case is opened again, until evidence is added', () => {
  const log = [entry('import', 10), entry('acknowledge', 50, 'done', { text: 'Known.' })];
  const again = own(false, 90_000, 'digests');
  expect(proofState(log, [again], null)).toMatchObject({ name: 'failed', acknowledged: { text: 'Known.' } });
  expect(proofState([...log, entry('import', 60)], [again], null)).toEqual(failedAt(90_000));
});
