// The border of the window: arguments and answers are checked against the channel map.
import { expect, test } from 'vitest';
import { answerCall, type CallTargets, type MainHandlers } from '../../../src/main/window/answer-call.ts';
import { TrailcaseError } from '../../../src/shared/errors.ts';

function targets(engine: CallTargets['engine'], handlers: Partial<MainHandlers> = {}) {
  const followed: string[] = [];
  const value: CallTargets = { engine, handlers: handlers as MainHandlers, followed: (channel) => followed.push(channel) };
  return { value, followed };
}
const never = () => Promise.reject(new Error('must not be called'));

test.each([
  ['no.such.channel', {}],
  ['toString', {}],
  [7, {}],
  ['case.open', undefined],
  ['case.open', { path: '' }],
  ['events.page', { filter: '', order: 'up', offset: 0, limit: 10 }],
])('refuses %s with %j', async (channel, args) => {
  const { value, followed } = targets(never);
  expect(await answerCall(value, channel, args)).toMatchObject({ ok: false, error: { code: 'BAD_REQUEST' } });
  expect(followed).toEqual([]);
});

test('what a person wrote too long of is told with its limit, and is no fault of ours', async () => {
  const { value } = targets(never);
  const error = {
    code: 'BAD_REQUEST',
    message: 'The note is longer than 100,000 characters (it has 100,001)',
    advice: 'Make it shorter, and try again.',
  };
  expect(await answerCall(value, 'notes.put', { kind: 'key', value: 'AKIA1', note: 'x'.repeat(100_001) })).toEqual({ ok: false, error });
  expect(await answerCall(value, 'notes.put', { kind: 'key', value: '', note: 'x'.repeat(100_001) })).toMatchObject({
    error: { advice: 'This is a fault of Trailcase: please report it with this text.' },
  });
});

test('passes parsed arguments to the engine, and its parsed answer back', async () => {
  let seen: unknown;
  const { value, followed } = targets(async (_channel, args) => {
    seen = args;
    return { ok: true, value: { jobs: [], secret: 1 } };
  });
  expect(await answerCall(value, 'job.list', { extra: true })).toEqual({ ok: true, value: { jobs: [] } });
  expect(seen).toEqual({});
  expect(followed).toEqual(['job.list']);
});

test('does not pass on an answer that breaks the contract', async () => {
  const { value, followed } = targets(async () => ({ ok: true, value: { jobs: 'many' } }));
  expect(await answerCall(value, 'job.list', {})).toMatchObject({ ok: false, error: { code: 'INTERNAL' } });
  expect(followed).toEqual([]);
});

test('turns what main throws into an error value', async () => {
  const { value } = targets(never, {
    'app.pickCase': () => {
      throw new TrailcaseError('CANCELLED', 'No.', 'Again.');
    },
  });
  const error = { code: 'CANCELLED', message: 'No.', advice: 'Again.' };
  expect(await answerCall(value, 'app.pickCase', {})).toEqual({ ok: false, error });
});
