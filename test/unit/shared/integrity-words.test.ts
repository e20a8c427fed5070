// What verdicts mean in words: exact where an examiner will quote it, and never a word that says more than is proven.
import { expect, test } from 'vitest';
import { type ChainSpan, Judged, SPAN_STATES, Verdict } from '../../../src/shared/integrity.ts';
import { STATE_WORDS, spanMeaning, verdictMeaning } from '../../../src/shared/integrity-words.ts';
import { lengthWords } from '../../../src/shared/text.ts';

const MINUTE = 60_000;
const mumbai = { region: 'ap-south-1' };
const span = (facts: Partial<ChainSpan>): ChainSpan => ({
  from: 0,
  to: 60 * MINUTE,
  state: 'complete',
  digests: 1,
  logs: 0,
  logsMissing: 0,
  logsInvalid: 0,
  digest: null,
  reason: '',
  ...facts,
});
const said = (facts: Partial<ChainSpan>): string => {
  const { meaning, consequence } = spanMeaning(span(facts), mumbai);
  return `${meaning} ${consequence}`;
};

test('a hole says how long it is, where, and what it forbids to conclude', () => {
  expect(said({ state: 'missing', to: 38 * MINUTE })).toBe(
    '38 minutes of deliveries in ap-south-1 are unattested: 1 digest that must have been written is not in the case. Absence of an event there proves nothing.',
  );
  expect(said({ state: 'missing', to: 60 * MINUTE })).toMatch(/^1 hour of deliveries in ap-south-1 is unattested/);
  expect(said({ state: 'missing', to: 65 * MINUTE, digests: 2 })).toMatch(/^1 hour 5 minutes of deliveries .* are .*: 2 digests that/);
});

test('counts of log files are told as parts of a whole', () => {
  expect(said({ state: 'incomplete', logs: 12, logsMissing: 1 })).toMatch(
    /attested, but 1 of 12 log files that the digests name is not in the case\. What it holds/,
  );
  expect(said({ state: 'incomplete', logs: 2, logsMissing: 2 })).toMatch(/but 2 log files that the digests name are not in the case/);
  expect(said({ state: 'invalid', logs: 12, logsInvalid: 2 })).toMatch(/contradicted: 2 of 12 log files are not as the digests name them/);
  expect(said({ state: 'invalid' })).toMatch(/contradicted: 1 digest is not as AWS signed it/);
  expect(said({ logs: 12, digests: 3 })).toMatch(/attested: its 12 log files are here, as 3 digests of AWS name them/);
  expect(said({ state: 'uncovered', logs: 1, digests: 0 })).toMatch(/1 log file came, and no digest in the case ever covered it/);
});

test('an unknown region is left out, not left empty', () => {
  expect(spanMeaning(span({ state: 'empty' }), { region: '' }).meaning).toBe('1 hour is attested: this trail delivered no log file.');
});

test('what cannot be concluded is said wherever something is open', () => {
  for (const state of SPAN_STATES) {
    const { consequence } = spanMeaning(span({ state, logs: 2 }), mumbai);
    if (['missing', 'incomplete', 'stopped', 'uncovered', 'unverifiable'].includes(state)) expect(consequence).toMatch(/proves nothing/);
  }
  expect(said({ state: 'empty' })).toMatch(/that nothing happened is not/);
});

test('no sentence blames, names persons, or says "deleted"', () => {
  const all = [
    ...SPAN_STATES.flatMap((state) => Object.values(spanMeaning(span({ state, logs: 3, logsMissing: 1 }), mumbai))),
    ...Judged.shape.kind.options.flatMap((kind) => Verdict.options.flatMap((verdict) => Object.values(verdictMeaning({ kind, verdict })))),
  ];
  expect(all.length).toBe(16 + 40);
  for (const sentence of all) {
    expect(sentence).toMatch(/^[A-Z\d].*\.$/);
    expect(sentence).not.toMatch(/delete|tamper|attacker|somebody|someone|person|user|!/i);
  }
  expect(new Set(SPAN_STATES.map((state) => STATE_WORDS[state].sign)).size).toBe(SPAN_STATES.length);
});

test.each([
  [0, 'less than a second'],
  [1000, '1 second'],
  [38 * MINUTE, '38 minutes'],
  [65 * MINUTE, '1 hour 5 minutes'],
  [60 * MINUTE + 20_000, '1 hour'],
  [72 * 60 * MINUTE, '3 days'],
  [49 * 60 * MINUTE, '2 days 1 hour'],
])('%d ms', (ms, words) => {
  expect(lengthWords(ms)).toBe(words);
});
