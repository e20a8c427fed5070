// What binds closer: conditions in every place of a query, each against SQLite's own reading of the same text.
import { beforeAll, expect, test, vi } from 'vitest';
import { caseOf } from '../../helpers/cases.ts';
import { folderOf } from '../../helpers/folder.ts';
import { trail } from '../../helpers/trail.ts';
import { ask } from './archive.ts';

vi.mock('node:child_process', async (original) => (await import('../../helpers/sql-here.ts')).queriesHere(original));

let path = '';
beforeAll(async () => {
  ({ path } = await caseOf([folderOf({ 'a.json.gz': trail().event().gz() })]));
});

const CONDITIONS = [
  'a = 1 OR b = 1 AND c = 1',
  'a = 1 AND b = 1 OR c = 1',
  'a = 1 AND b = 1 OR c = 1 AND d = 1',
  'a = 1 OR b = 1 AND c = 1 OR d = 1',
  'NOT a = 1 AND b = 1 OR c = 1',
  'NOT a = 1 OR NOT b = 1 AND NOT c = 1',
  'NOT (a = 1 OR b = 1) AND c = 1 OR d = 1',
  'a BETWEEN 0 AND 0 OR b BETWEEN 1 AND 1 AND c = 1',
  'a = 1 AND b BETWEEN 1 AND 1 OR NOT c BETWEEN 1 AND 1 AND d = 1',
  '(a = 1 OR b = 1) AND (c = 1 OR d = 1)',
  'a IN (1, 2) AND b IS NOT NULL OR c IN (0) AND d = 0',
  'CASE WHEN a = 1 OR b = 1 AND c = 1 THEN 1 ELSE 0 END = 1 AND d = 1 OR a = 0',
  'CASE WHEN a = 1 THEN CASE WHEN b = 1 OR c = 1 AND d = 1 THEN 1 ELSE 0 END ELSE 2 END = 1 OR d = 1 AND c = 0',
  'a + b * c - d = 1 OR a - b - c = 0 AND d = 1',
  '-a + b = 1 AND c = 1 OR d = 1 AND a = 1',
  'NOT NOT a = 1 OR b = 1 AND c = 0',
];

/** All 16 rows of four truths. */
const ROWS = Array.from({ length: 16 }, (_, i) => [i & 1, (i >> 1) & 1, (i >> 2) & 1, (i >> 3) & 1]);
const VALUES = ROWS.map((row) => `(${row.join(', ')})`).join(', ');

test.each(CONDITIONS)('%s', async (condition) => {
  const own = await ask(path, `WITH t(a, b, c, d) AS (VALUES ${VALUES}) SELECT a, b, c, d FROM t WHERE ${condition}`);
  const wanted = own.rows.map(String).sort();
  expect(wanted.length).toBeGreaterThan(0);
  expect(wanted.length).toBeLessThan(16);
  // TRY makes it Athena's: SQLite knows no such function.
  const source = `(VALUES ${VALUES}) AS t(a, b, c, d)`;
  for (const query of [
    `SELECT a, b, c, d FROM ${source} WHERE ${condition} OR try(NULL) = 1`,
    `SELECT a, b, c, d FROM ${source} WHERE try(${condition})`,
    `SELECT t.a, t.b, t.c, t.d FROM ${source} JOIN (SELECT try(1) AS one) o ON ${condition.replace(/\b([abcd])\b/g, 't.$1')}`,
    `SELECT a, b, c, d FROM (SELECT a, b, c, d, IF(${condition}, 1, 0) AS is_true FROM ${source}) x WHERE is_true = 1`,
    `SELECT a, b, c, d FROM (SELECT a, b, c, d, CASE WHEN ${condition} THEN try(1) END AS is_true FROM ${source}) x WHERE is_true = 1`,
    `SELECT a, b, c, d FROM ${source} GROUP BY a, b, c, d HAVING ${condition} OR try(0) = 1`,
  ])
    expect((await ask(path, query)).rows.map(String).sort(), query).toEqual(wanted);
});
