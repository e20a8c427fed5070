// Targets of annotations: one text form each, whatever a log put into them; names of tags.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  AnnotationChange,
  Label,
  LONGEST_TARGET,
  parseTarget,
  spanTarget,
  TagName,
  type Target,
  tagKey,
  targetKindOf,
  targetText,
} from '../../../src/shared/annotations.ts';
import { canonicalFilter } from '../../../src/shared/filter.ts';
import { PIVOT_KINDS } from '../../../src/shared/pivots.ts';

fc.configureGlobal({ seed: 20260221 });

const HASH = 'ab'.repeat(32);
const hostile = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }),
  fc.constantFrom('a:b', ' ', '\n', '\u202e', 'view:x', `${HASH}@0+1`, '</script>', "'; DROP TABLE x", '\ud800', 'span:/', '%00'),
);
const time = fc.integer({ min: Date.parse('0000-01-01T00:00:00Z'), max: Date.parse('9999-12-31T23:59:59.999Z') });
const target: fc.Arbitrary<Target> = fc.oneof(
  fc.record({ kind: fc.constant('event' as const), id: fc.constantFrom(`${HASH}@0+1`, `${HASH}@12+345/row:3/b64`) }),
  fc.record({ kind: fc.constant('entity' as const), of: fc.constantFrom(...PIVOT_KINDS), value: hostile }),
  fc
    .tuple(time, time, fc.constantFrom('', 'api:RunInstances', 'agent:"a b" (key:x OR -is:error)', 'agent:"line\nbreak"'))
    .filter(([a, b]) => a !== b)
    .map(([a, b, filter]): Target => ({ kind: 'span', from: Math.min(a, b), to: Math.max(a, b), filter: canonicalFilter(filter) })),
  fc.record({ kind: fc.constant('view' as const), name: fc.constantFrom('Launches', 'a b: c/d', 'సంఘటన', '<b>') }),
);

test('the text of a target gives the target back, and tells its kind', () => {
  fc.assert(
    fc.property(target, (one) => {
      const text = targetText(one);
      expect(parseTarget(text)).toEqual(one);
      expect(targetKindOf(text)).toBe(one.kind);
    }),
  );
});

test('no text is two targets, and none breaks the parser', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        hostile,
        hostile.map((text) => `entity:${text}`),
        hostile.map((text) => `span:${text}`),
        hostile.map((text) => `view:${text}`),
      ),
      (text) => {
        const found = parseTarget(text);
        if (found) expect(parseTarget(targetText(found))).toEqual(found);
      },
    ),
  );
});

test.each([
  [''],
  ['entity:key:'],
  ['entity:person:Asha'],
  [`entity:key:${'x'.repeat(5000)}`],
  ['span:2026-02-21/2026-02-22'],
  ['span:2026-02-21T00:00:00Z/2026-02-21T00:00:00Z'],
  ['span:2026-02-22T00:00:00Z/2026-02-21T00:00:00Z'],
  ['span:2026-02-30T00:00:00Z/2026-03-21T00:00:00Z bad('],
  ['span:2026-02-21T00:00:00Z/2026-02-22T00:00:00Z api:('],
  ['view: '],
  ['view:a\nb'],
  [`view:${'x'.repeat(200)}`],
  [HASH],
  [`${HASH}@0`],
  ['x'.repeat(LONGEST_TARGET + 1)],
])('%j is no target', (text) => {
  expect(parseTarget(text)).toBeNull();
});

test('a span is written in one way only', () => {
  expect(parseTarget('span:2026-02-21T18:00:00.000Z/2026-02-21T19:00:00Z   AND')).toBeNull();
  const found = parseTarget('span:2026-02-21T18:00:00.000Z/2026-02-21T19:00:00Z  service:x   api:"y"');
  expect(found && targetText(found)).toBe('span:2026-02-21T18:00:00Z/2026-02-21T19:00:00Z eventSource:x eventName:y');
  expect(spanTarget(Number.NaN, 5)).toBeNull();
});

test('names of tags: letters of any script, digits and four signs; the same in any letter case', () => {
  for (const name of ['ioc', 'TA0001', 'to-do', 'a.b:c_d', 'ÄRGER', 'ముఖ్యం', 'x'.repeat(64)])
    expect(TagName.safeParse(name).success).toBe(true);
  for (const name of ['', 'a b', 'a,b', 'a/b', '*', '<b>', 'a\u202eb', 'x'.repeat(65), 'a\n'])
    expect(TagName.safeParse(name).success).toBe(false);
  expect(tagKey('Ärger')).toBe(tagKey('A\u0308RGER'));
  expect(Label.safeParse('two\nlines').success).toBe(false);
  expect(AnnotationChange.safeParse({ target: 'nothing', act: { kind: 'tag', name: 'x' } }).success).toBe(false);
});

test('tags that look alike are one or are none', () => {
  for (const [a, b] of [
    ['ΟΣ', 'οσ'],
    ['ΟΣ', 'ος'],
    ['İ', 'i̇'],
    ['É', 'e\u0301'],
  ] as const)
    expect(tagKey(a)).toBe(tagKey(b));
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (name) => {
      expect(tagKey(tagKey(name))).toBe(tagKey(name));
      expect(tagKey(name.normalize('NFD'))).toBe(tagKey(name));
    }),
  );
  expect(['tag\ufe0f', 't\u034fag', '\u3164', 'a\u200b'].filter((name) => TagName.safeParse(name).success)).toEqual([]);
  expect(TagName.safeParse('సంఘటన').success).toBe(true);
});

test('a day that is not in the calendar is no time', () => {
  expect(parseTarget('span:2026-02-30T00:00:00Z/2026-03-05T00:00:00Z')).toBeNull();
  expect(parseTarget('span:2026-02-27T00:00:00Z/2026-02-29T00:00:00Z')).toBeNull();
  expect(parseTarget('span:2028-02-29T00:00:00Z/2028-02-29T24:00:00Z')).toEqual(
    parseTarget('span:2028-02-29T00:00:00Z/2028-03-01T00:00:00Z'),
  );
});
