// A half-written note: kept when another window saves one, and gone once it is what is stored.
import { expect, test } from 'vitest';
import { draftAfter } from '../../../src/renderer/components/annotations/draft.ts';

test('a note that nobody writes shows what is stored; one that is half-written is kept', () => {
  expect(draftAfter({ text: '', base: '' }, 'loaded')).toEqual({ text: 'loaded', base: 'loaded' });
  expect(draftAfter({ text: 'mine\n', base: 'mine' }, 'theirs')).toEqual({ text: 'theirs', base: 'theirs' });
  const half = { text: 'half wri', base: 'old' };
  expect(draftAfter(half, 'old')).toBe(half);
  expect(draftAfter(half, 'theirs')).toBe(half);
  expect(draftAfter(half, '')).toBe(half);
  // Saved now.
  expect(draftAfter({ text: ' half written ', base: 'old' }, 'half written')).toEqual({ text: 'half written', base: 'half written' });
});
