// Tables of text for people: aligned, and of any number of rows.
import { expect, test } from 'vitest';
import { aligned } from '../../../src/main/commands/aligned.ts';
import { countTable } from '../../../src/main/commands/count-table.ts';

test('numbers stand at the right, the last column is as long as it is', () => {
  expect(
    aligned(
      [
        ['events', 'first', 'name'],
        ['7', '–', 'a longer name'],
      ],
      1,
    ),
  ).toEqual(['events  first  name', '     7  –      a longer name']);
});

// More than a call takes as arguments.
const MANY = 200_000;

test('more rows than a call takes arguments', () => {
  expect(aligned(Array.from({ length: MANY }, (_, i) => [String(i), 'x'])).length).toBe(MANY);
  const counts = Array.from({ length: MANY }, (_, i) => ({ value: String(i), count: 1, first: null, last: null }));
  expect(countTable('name', counts, 'UTC').split('\n').length).toBe(MANY + 2);
});
