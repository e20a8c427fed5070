// The sentences of what is unusual, where one and many, some and none differ.
import { expect, test } from 'vitest';
import type { Changed, FailedFirst, Refusals, SignIns, Unusual } from '../../../src/shared/unusual.ts';
import {
  changeSentence,
  comparedSentence,
  factSentence,
  leftSentence,
  moreSentence,
  signWords,
} from '../../../src/shared/unusual-words.ts';

const AT = Date.UTC(2026, 1, 21, 18, 17, 12);
const fact = { at: AT, event: 'id', filter: '' };
const change = {
  field: 'awsRegion' as const,
  at: AT,
  value: 'eu-west-1',
  reading: '',
  count: 1,
  valuesBefore: 0,
  account: { account: '111122223333', events: 1, withValue: 0, first: null },
  filter: '',
};
const changed = (more: Partial<Changed> = {}): Changed => ({
  kind: 'changed',
  ...fact,
  to: AT,
  changes: [change],
  fields: [{ field: 'awsRegion', values: 1 }],
  before: { events: 3912, first: AT - 3_600_000, last: AT - 1000 },
  since: { events: 1, last: AT },
  ...more,
});

test('one new value, and several', () => {
  expect(factSentence(changed(), 'UTC')).toBe(
    'New: region. None of the 3,912 events since 2026-02-21 17:17:12 +00:00 had it; 1 event from then on.',
  );
  const fields: Changed['fields'] = [
    { field: 'awsRegion', values: 2 },
    { field: 'tool', values: 1 },
  ];
  expect(factSentence(changed({ fields }), 'UTC')).toMatch(/^New, at the same second: region \(2\) and tool\. None .* had these; /);
  expect(factSentence(changed({ fields, to: AT + 90_000 }), 'UTC')).toMatch(/^New, within 1 minute 30 seconds: region \(2\) and tool\./);
});

test('a value against the entity and its account', () => {
  expect(changeSentence(change, changed(), 'UTC')).toBe(
    'region eu-west-1: 0 of 3,912 events before, 1 of 1 since; no other region before; in account 111122223333, 0 of 1 event before',
  );
  const known = { ...change, valuesBefore: 2, account: { account: null, events: 5000, withValue: 12, first: AT - 1000 } };
  expect(changeSentence(known, changed(), 'Asia/Kolkata')).toBe(
    'region eu-west-1: 0 of 3,912 events before, 1 of 1 since; 2 other values before; in the case, 12 of 5,000 events before, the first at 2026-02-21 23:47:11 +05:30',
  );
});

test('what is not listed is counted', () => {
  expect(moreSentence(changed())).toBe('');
  expect(moreSentence(changed({ fields: [{ field: 'awsRegion', values: 4 }] }))).toBe('and 3 first uses more, not listed');
});

test('refusals with and without a sequel', () => {
  const api = { eventSource: 'iam.amazonaws.com', eventName: 'ListUsers', denied: 2, allowed: null };
  const refused: Refusals = { kind: 'refusals', ...fact, to: AT + 48_000, events: 2, apis: [api], next: null };
  expect(factSentence(refused, 'UTC')).toBe(
    '2 calls of 1 API refused within 48 seconds: ListUsers (2). None of them was allowed later. No call was allowed after that.',
  );
  const later = {
    ...refused,
    apis: [{ ...api, allowed: AT + 60_000 }],
    next: { eventSource: 'x', eventName: 'GetUser', at: AT + 50_000, event: 'id' },
  };
  expect(factSentence(later, 'UTC')).toContain(
    'Allowed later: ListUsers at 2026-02-21 18:18:12 +00:00. The next allowed call: GetUser at 2026-02-21 18:18:02 +00:00.',
  );
});

test.each([
  [1, 0, 'failed once (not for want of permission) before it first succeeded'],
  [1, 1, 'failed once (for want of permission)'],
  [3, 3, 'failed 3 times (for want of permission)'],
  [3, 1, 'failed 3 times (1 for want of permission)'],
])('%i failures, %i of them denied', (failed, denied, words) => {
  const success = { at: AT + 60_000, event: 'id' };
  const api = { eventSource: 'ec2.amazonaws.com', eventName: 'RunInstances' };
  expect(factSentence({ kind: 'failed-first', ...fact, ...api, last: AT, failed, denied, success }, 'UTC')).toContain(words);
});

test('failed sign-ins of nobody that a record names', () => {
  const success = { at: AT + 60_000, event: 'id', who: null, sourceIPAddress: '198.51.100.7' };
  const api = { eventSource: 'signin.amazonaws.com', eventName: 'ConsoleLogin' };
  const counts = { failed: 3, actors: 0, addresses: 1, sameActor: 0, sameAddress: 3 };
  expect(factSentence({ kind: 'sign-ins', ...fact, ...api, last: AT + 30_000, ...counts, success }, 'UTC')).toBe(
    'ConsoleLogin of signin.amazonaws.com failed 3 times within 30 seconds (1 address) before it succeeded from 198.51.100.7, at 2026-02-21 18:18:12 +00:00, 1 minute after the first failure; of the failures 3 came from that address.',
  );
});

test('hours around midnight, over several days', () => {
  const hours = [
    { hour: 23, events: 2, before: 0 },
    { hour: 0, events: 1, before: 1 },
  ];
  const before = { events: 300, days: 3, first: 0 };
  expect(factSentence({ kind: 'hours', ...fact, day: '2026-02-21', events: 3, hours, before }, 'UTC')).toBe(
    '3 events on 2026-02-21 (UTC) at unusual hours: 2 from 23:00 to 00:00, and 0 of the 300 events on the 3 days before fell within an hour of that; 1 from 00:00 to 01:00, where 1 did.',
  );
});

test('what was compared, and what is left out', () => {
  const found: Unusual = {
    filter: '',
    events: 0,
    undated: 0,
    first: null,
    last: null,
    comparedFrom: null,
    facts: [],
    left: {},
    unreadable: [],
  };
  expect(comparedSentence(found, 'UTC')).toBe('No dated event: nothing to compare.');
  expect(comparedSentence({ ...found, events: 20, undated: 1 }, 'UTC')).toBe(
    '20 events: too few to compare with earlier behaviour, which takes 20 before. 1 event without a time is left out.',
  );
  expect(leftSentence(found)).toBe('');
  expect(leftSentence({ ...found, left: { hours: 3, refusals: 1200 } })).toBe(
    'Left out, as those shown have more of it: 3 more of “Outside its usual hours” and 1,200 more of “Several APIs refused”.',
  );
});

test('signs of probing in a few words', () => {
  const api = { eventSource: 'sts.amazonaws.com', eventName: 'AssumeRole' };
  const refused: Refusals = {
    kind: 'refusals',
    ...fact,
    to: AT + 48_000,
    events: 2,
    apis: [{ ...api, denied: 2, allowed: null }],
    next: null,
  };
  expect(signWords(refused)).toBe('1 API refused within 48 seconds, and nothing allowed after that');
  expect(signWords({ ...refused, next: { ...api, at: AT, event: 'id' } })).toBe('1 API refused within 48 seconds, then AssumeRole allowed');
  const failed: FailedFirst = { kind: 'failed-first', ...fact, ...api, last: AT, failed: 3, denied: 0, success: { at: AT, event: 'id' } };
  expect(signWords(failed)).toBe('AssumeRole failed 3 times before it first succeeded');
  expect(signWords({ ...failed, denied: 2 })).toBe('AssumeRole failed 3 times, 2 of them refused, before it first succeeded');
  expect(signWords({ ...failed, failed: 1, denied: 1 })).toBe('AssumeRole failed once, refused, before it first succeeded');
  const signIns = { kind: 'sign-ins', ...fact, eventName: 'ConsoleLogin', failed: 12 } as SignIns;
  expect(signWords(signIns)).toBe('ConsoleLogin failed 12 times before it succeeded');
});
