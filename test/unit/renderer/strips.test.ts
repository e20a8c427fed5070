// The strips of the integrity view: nothing that is not proven vanishes, however far out; clicks and keys find what they mean.
import { expect, test } from 'vitest';
import {
  askedSpan,
  countsOf,
  digestsFit,
  labelOf,
  markAt,
  marksOf,
  openSpans,
  stepFrom,
  sumsOf,
  titleOf,
  wholeOf,
} from '../../../src/renderer/views/integrity/chains/strip-model.ts';
import type { Chain, ChainSpan, SpanState } from '../../../src/shared/integrity.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const T0 = Date.parse('2026-02-20T00:00:00Z');

/** Hours of a chain in words: `complete×5 missing complete×3`. */
function spansOf(text: string): ChainSpan[] {
  let at = T0;
  return text.split(' ').map((part) => {
    const [state, n = '1'] = part.split('×') as [SpanState, string?];
    const hours = Number(n);
    const from = at;
    at += hours * HOUR;
    const logs = state === 'complete' ? 3 * hours : 0;
    return { from, to: at, state, digests: hours, logs, logsMissing: 0, logsInvalid: 0, digest: null, reason: '' };
  });
}

const chainOf = (text: string, id = 'trail 1'): Chain => ({
  id,
  buckets: ['logs'],
  account: '111122223333',
  region: 'ap-south-1',
  trail: 'main',
  homeRegion: 'us-east-1',
  backfill: false,
  spans: spansOf(text),
});

test('an hour that is missing from a year is still drawn, on top, and found by a click', () => {
  const spans = spansOf('complete×4000 missing complete×4000');
  const view = { from: T0, to: T0 + 8001 * HOUR };
  const marks = marksOf(spans, view, 700);
  const hole = marks.at(-1);
  expect(hole?.span.state).toBe('missing');
  expect(hole?.width).toBe(4);
  expect(markAt(marks, (hole?.left ?? 0) + 2)?.span.state).toBe('missing');
  expect(markAt(marks, 100)?.span.state).toBe('complete');
});

test('thousands of short spans become no more marks than there are pixels, and the worst of each counts', () => {
  const spans = spansOf(Array.from({ length: 4000 }, (_, i) => (i === 1234 ? 'invalid' : i % 2 ? 'empty' : 'complete')).join(' '));
  const view = { from: T0, to: T0 + 4000 * HOUR };
  const marks = marksOf(spans, view, 600);
  expect(marks.length).toBeLessThanOrEqual(300);
  expect(marks.reduce((sum, { count }) => sum + count, 0)).toBe(4000);
  expect(marks.at(-1)?.span.state).toBe('invalid');
  // Hours with and hours without logs, mixed: drawn as delivered, not as empty.
  expect(marks.filter(({ span }) => span.state === 'empty')).toEqual([]);
});

test('what lies outside the view is not drawn, what reaches into it is cut', () => {
  const spans = spansOf('complete×10 missing×2 complete×10');
  const marks = marksOf(spans, { from: T0 + 11 * HOUR, to: T0 + 13 * HOUR }, 200);
  expect(marks.map(({ span, left, width }) => [span.state, Math.round(left), Math.round(width)])).toEqual([
    ['complete', 100, 101],
    ['missing', -1, 101],
  ]);
  expect(marksOf(spans, { from: T0 - DAY, to: T0 - HOUR }, 200)).toEqual([]);
});

test('labels say as much as fits', () => {
  const [span] = spansOf('complete×4') as [ChainSpan];
  const label = (width: number, count = 1) => labelOf({ left: 0, width, span, count });
  expect(label(400)).toBe('✓ attested, complete, 12 logs');
  expect(label(80)).toBe('✓ 12 logs');
  expect(label(24)).toBe('12');
  expect(label(15)).toBe('✓');
  expect(label(6)).toBe('');
  expect(label(400, 7)).toBe('');
});

test('the tooltip says what it is in words, and for how many spans it stands', () => {
  const chain = chainOf('complete×2 missing×3');
  const span = chain.spans[1] as ChainSpan;
  expect(titleOf({ left: 0, width: 9, span, count: 5 }, chain, 'Asia/Kolkata')).toBe(
    [
      '∅ digests missing: the worst of 5 spans here',
      '2026-02-20 07:30:00 +05:30 – 2026-02-20 10:30:00 +05:30 (3 hours)',
      '3 digests not in the case',
      'Absence of an event there proves nothing.',
      'click: all about it',
    ].join('\n'),
  );
  expect(countsOf({ ...span, state: 'incomplete', digests: 2, logs: 5, logsMissing: 1 })).toBe('2 digests, 5 log files, 1 not in the case');
  expect(countsOf({ ...span, state: 'uncovered', digests: 0, logs: 5 })).toBe('0 digests, 5 log files delivered');
});

test('digests are drawn singly where each has six pixels, and asked for in round spans', () => {
  expect(digestsFit({ from: 0, to: 100 * HOUR }, 600)).toBe(true);
  expect(digestsFit({ from: 0, to: 101 * HOUR }, 600)).toBe(false);
  const asked = askedSpan({ from: T0 + 1000, to: T0 + 10 * HOUR });
  expect(asked.from).toBeLessThanOrEqual(T0 + 1000);
  expect(asked.to).toBeGreaterThanOrEqual(T0 + 10 * HOUR);
  expect(asked.to - asked.from).toBeLessThanOrEqual(32 * HOUR);
  expect(askedSpan({ from: T0 + 2000, to: T0 + 10 * HOUR + 1000 })).toEqual(asked);
});

test('the whole is what all chains cover', () => {
  expect(wholeOf([])).toBeNull();
  expect(wholeOf([chainOf('complete×100')])).toEqual({ from: T0 - HOUR, to: T0 + 101 * HOUR });
});

test('sums of a chain, and what is open in all of them, worst first', () => {
  const chain = chainOf('complete×5 missing×2 empty stopped complete×3');
  expect(sumsOf(chain)).toEqual({ digests: 10, logs: 24, open: 2, worst: 'missing' });
  const other = chainOf('unverifiable invalid', 'trail 2');
  expect(openSpans([chain, other]).map(({ span }) => span.state)).toEqual(['invalid', 'missing', 'stopped', 'unverifiable']);
});

test('keys step from span to span, or only to what is not proven', () => {
  const { spans } = chainOf('complete×5 missing×2 empty stopped complete×3');
  const view = { from: T0, to: T0 + DAY };
  const chosen = (span: ChainSpan | null) => (span ? { chain: 'trail 1', from: span.from, to: span.to, digest: null } : null);
  const first = stepFrom(spans, null, view, 1);
  expect(first?.state).toBe('complete');
  const hole = stepFrom(spans, chosen(first), view, 1);
  expect(hole?.state).toBe('missing');
  const next = stepFrom(spans, chosen(hole), view, 1, true);
  expect(next?.state).toBe('stopped');
  expect(stepFrom(spans, chosen(next), view, 1, true)?.state).toBe('stopped');
  expect(stepFrom(spans, chosen(next), view, -1)?.state).toBe('empty');
  // The chosen one is a single digest that these spans hold only as part of a longer one.
  expect(stepFrom(spans, { chain: 'trail 1', from: T0 + HOUR, to: T0 + 2 * HOUR, digest: 'a' }, view, 1)?.state).toBe('missing');
});

test('a bare number leaves the pattern of what is not proven to be seen, and hours without logs need none', () => {
  const [missing, empty] = spansOf('missing×2 empty') as [ChainSpan, ChainSpan];
  expect([40, 22].map((width) => labelOf({ left: 0, width, span: missing, count: 1 }))).toEqual(['2', '']);
  expect([300, 60].map((width) => labelOf({ left: 0, width, span: empty, count: 1 }))).toEqual(['○ attested, nothing delivered', '']);
});
