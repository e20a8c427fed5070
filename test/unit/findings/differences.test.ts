// Differences between two versions of a finding: what is common and what is signed give back both.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bodyText } from '../../../src/renderer/views/findings/body-text.ts';
import { diffLines } from '../../../src/renderer/views/findings/line-diff.ts';
import { EMPTY_FINDING } from '../../../src/shared/findings.ts';

test('both texts can be read out of the differences', () => {
  const text = fc.array(fc.constantFrom('a', 'b', 'c', ''), { minLength: 1, maxLength: 12 }).map((lines) => lines.join('\n'));
  fc.assert(
    fc.property(text, text, (before, after) => {
      const lines = diffLines(before, after);
      const side = (left: '-' | '+') =>
        lines
          .filter(({ sign }) => sign === ' ' || sign === left)
          .map((line) => line.text)
          .join('\n');
      expect(side('-')).toBe(before);
      expect(side('+')).toBe(after);
    }),
  );
});

test('of a finding, what was changed is named', () => {
  const changed = diffLines(bodyText(EMPTY_FINDING), bodyText({ ...EMPTY_FINDING, severity: 'high', narrative: 'one\ntwo' }));
  expect(changed.filter(({ sign }) => sign !== ' ').map(({ sign, text }) => `${sign}${text}`)).toEqual([
    '-Severity: medium',
    '+Severity: high',
    '+Narrative',
    '+  one',
    '+  two',
  ]);
});
