// What the lists of actors, keys and resources say, without drawing them: why no change stands in a row, kinds to choose from, counts that are doors.
import { expect, test } from 'vitest';
import { resourceOf } from '../../../src/main/decode/resource-kinds.ts';
import { changedState, orderFor } from '../../../src/renderer/views/entities/changed-state.ts';
import { ALL_KINDS, kindOptions, opensItsEvents } from '../../../src/renderer/views/resources/choices.ts';
import type { UnusualActor, UnusualActors } from '../../../src/shared/unusual.ts';

const row = { kind: 'key', value: 'AKIAX', events: 40 } as UnusualActor;
const asked = (data?: Partial<UnusualActors>, error: unknown = null) => ({
  data: data && { rows: [row], total: 1, short: 0, unreadable: [], ...data },
  error,
});
const words = (state: ReturnType<typeof changedState>) => (state.change === null ? state.text : state.change);

test('until it is known what is unusual, a list stands in an order that needs no walk through the case, and says so', () => {
  const [unusual, meanwhile] = [
    { sort: 'unusual', descending: false },
    { sort: 'denied', descending: true },
  ];
  expect(orderFor(unusual, asked())).toEqual({
    asked: meanwhile,
    note: ' · those most often denied first, until it is known what is unusual',
  });
  expect(orderFor(unusual, asked({}))).toEqual({ asked: unusual, note: '' });
  expect(orderFor(unusual, asked(undefined, new Error('out of memory')))).toEqual({
    asked: meanwhile,
    note: ' · those most often denied first, what is unusual is not known',
  });
  // Rows that somebody points at do not go elsewhere.
  expect(orderFor(unusual, asked({}), true)).toEqual({
    asked: meanwhile,
    note: ' · those most often denied first, what is unusual is known now: sort by it',
  });
  const chosen = { sort: 'events', descending: true };
  expect(orderFor(chosen, asked({}), true)).toEqual({ asked: chosen, note: '' });
  expect(orderFor(chosen, asked())).toEqual({ asked: chosen, note: '' });
});

test('an empty cell never means two things', () => {
  const enough = { comparable: true };
  expect(words(changedState(asked({}), 'key', 'AKIAX', enough))).toBe(row);
  // A key and an actor may have one text.
  expect(words(changedState(asked({}), 'actor', 'AKIAX', enough))).toBe('nothing');
  expect(words(changedState(asked({ total: 2 }), 'key', 'AKIAY', enough))).toBe('not among the 1 with most');
  expect(words(changedState(asked({ total: 2 }), 'key', 'AKIAY', { comparable: false }))).toBe('too few to compare');
  expect(words(changedState(asked(), 'key', 'AKIAX', enough))).toBe('…');
  const failed = changedState(asked(undefined, new Error('out of memory')), 'key', 'AKIAX', enough);
  expect(failed).toEqual({ change: null, text: 'not known', title: 'out of memory' });
});

test('kinds to choose from add up to all resources; one that nothing is of stays chosen', () => {
  const kinds = [
    { kind: 's3:bucket', resources: 3 },
    { kind: '', resources: 2 },
  ];
  expect(kindOptions(kinds, ALL_KINDS)).toEqual([
    { value: ALL_KINDS, label: 'All kinds (5)' },
    { value: 's3:bucket', label: 's3:bucket (3)' },
    { value: '', label: 'kind not known (2)' },
  ]);
  expect(kindOptions(kinds, 'iam:role').at(-1)).toEqual({ value: 'iam:role', label: 'iam:role (0)' });
  expect(kindOptions(kinds, '')).toHaveLength(3);
});

test('counts of what is known by a mere name are no doors', () => {
  const opens = (value: string) => opensItsEvents({ kind: resourceOf(value).kind, value });
  for (const value of [
    'arn:aws:s3:::b',
    'arn:aws:new-service:eu-west-1:111122223333:thing/x',
    'i-0123456789abcdef0',
    'AKIAIOSFODNN7EXAMPLE',
  ])
    expect(opens(value)).toBe(true);
  for (const value of ['gs-aws-31-win', 'arn:aws:s3:::b*']) expect(opens(value)).toBe(false);
});
