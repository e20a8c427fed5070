// Rows beyond what a browser can scroll: every row can be reached, and small steps stay small.
import { expect, test } from 'vitest';
import {
  centre,
  clampTop,
  LONGEST_PX,
  reveal,
  rowsInView,
  scrollSpace,
  toLogical,
  toPhysical,
} from '../../../src/renderer/components/scroll-space.ts';

const few = scrollSpace(1000, 26, 520);
const many = scrollSpace(20_000_000, 26, 520);

test('few rows scroll as they are', () => {
  expect(few).toMatchObject({ physical: 26_000, compressed: false });
  expect(toLogical(few, 777)).toBe(777);
  expect(toPhysical(few, 777)).toBe(777);
});

test('many rows fit into the height that a browser can scroll', () => {
  expect(many).toMatchObject({ physical: LONGEST_PX, compressed: true });
  expect(toLogical(many, 0)).toBe(0);
  const last = rowsInView(many, toLogical(many, LONGEST_PX - 520), 0);
  expect(last.end).toBe(20_000_000);
  expect(last.first).toBe(20_000_000 - 20);
});

test('true offset and scroll bar agree in both directions', () => {
  for (const top of [0, 26, 123_456_789, 519_999_480]) expect(toLogical(many, toPhysical(many, top))).toBeCloseTo(top, 3);
});

test('a step of one row is one row, however many there are', () => {
  const top = 300_000_000;
  expect(rowsInView(many, top + 26, 0).first - rowsInView(many, top, 0).first).toBe(1);
});

test('a row is revealed with the least movement', () => {
  expect(reveal(few, 260, 12)).toBe(260);
  expect(reveal(few, 260, 9)).toBe(234);
  expect(reveal(few, 0, 20)).toBe(26);
  expect(reveal(few, 0, 999)).toBe(26_000 - 520);
});

test('a row is centred, the ends are respected', () => {
  expect(centre(few, 500)).toBe(500 * 26 - 247);
  expect(centre(few, 0)).toBe(0);
  expect(centre(few, 999)).toBe(26_000 - 520);
  expect(clampTop(few, -5)).toBe(0);
});

test('no rows, no trouble', () => {
  const none = scrollSpace(0, 26, 520);
  expect(rowsInView(none, 0, 8)).toEqual({ first: 0, end: 0 });
  expect(toLogical(none, 10)).toBe(0);
});
