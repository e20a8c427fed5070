// Which days an address means that ends within a place.
import { expect, test } from 'vitest';
import { spanOf } from '../../src/main/acquire/s3/beside.ts';

test.each([
  ['', null, null],
  ['2026', '2026-01-01', '2026-12-31'],
  ['202', '2020-01-01', '2029-12-31'],
  ['2026/', '2026-01-01', '2026-12-31'],
  ['2026/0', '2026-01-01', '2026-09-30'],
  ['2026/1', '2026-10-01', '2026-12-31'],
  ['2024/02/', '2024-02-01', '2024-02-29'],
  ['2026/02/2', '2026-02-20', '2026-02-28'],
  ['2026/02/21', '2026-02-21', '2026-02-21'],
  ['2026/02/21/1111_x.json.gz', '2026-02-21', '2026-02-21'],
])('%j', (tail, from, to) => {
  expect(spanOf({ prefix: 'a/', within: `a/${tail}` })).toEqual({ from, to });
});

test.each(['x', '2026/13/', '2026/02/31', '2026/02/x', '20261'])('%j is no day', (tail) => {
  expect(spanOf({ prefix: 'a/', within: `a/${tail}` })).toBeNull();
});
