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
const own = (ok: boolean, at: number) => ({ summary: { ok } as VerifySummary, at });

test('nothing verified yet', () => {
  expect(proofState([entry('create', 1), entry('import', 2)], null, null)).toEqual({ name: 'none' });
});

test('a verification of an earlier session counts', () => {
  expect(proofState([entry('import', 2), entry('verify', 5, 'done', { ok: true })], null, null)).toEqual({
    name: 'ok',
    at: 5,
    since: null,
  });
  expect(proofState([entry('verify', 5, 'done', { ok: false })], null, null)).toEqual({ name: 'failed', at: 5 });
});

test('a cancelled verification proves nothing', () => {
  expect(proofState([entry('verify', 5, 'cancelled')], null, null)).toEqual({ name: 'none' });
});

test('evidence added after it makes it old', () => {
  expect(proofState([entry('verify', 5, 'done', { ok: true }), entry('import', 9)], null, null)).toEqual({
    name: 'ok',
    at: 5,
    since: 'import',
  });
});

test('the window knows its own result also where nothing could be logged', () => {
  expect(proofState([], own(false, 7), null)).toEqual({ name: 'failed', at: 7 });
  expect(proofState([], own(true, 7), null)).toEqual({ name: 'ok', at: 7, since: null });
});

test('the newest one counts', () => {
  expect(proofState([entry('verify', 100_000, 'done', { ok: true })], own(false, 7), null)).toMatchObject({ name: 'ok' });
});
