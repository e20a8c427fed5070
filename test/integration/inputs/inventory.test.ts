// The inventory and the problems of a case add up: what could not be read within an archive counts at the archive, the innermost of which the case has the hash.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { openForReading } from '../../../src/main/case/open.ts';
import { evidenceList } from '../../../src/main/query/inventory.ts';
import { rawZip, zipOf } from '../../helpers/archives.ts';
import { newCasePath } from '../../helpers/cases.ts';
import { cli } from '../../helpers/cli-here.ts';
import { folderOf } from '../../helpers/folder.ts';
import { trail } from '../../helpers/trail.ts';
import { delivery, rows } from './delivery.ts';

const log = (): string => trail().event().json();
const locked = (...names: string[]): Buffer => rawZip(names.map((name) => ({ name, content: log(), flags: 0x801 })));

/** Problems of each item, by the first place in which it was found. */
function inventory(path: string): Record<string, number> {
  const db = openForReading(path);
  try {
    const { rows: items } = evidenceList(db, { kind: null, offset: 0, limit: 100 });
    return Object.fromEntries(items.map(({ paths, problems }) => [paths[0], problems]));
  } finally {
    db.close();
  }
}

test('an encrypted zip has the problems of its members, of which there are no items', async () => {
  const { path } = await delivery([
    folderOf({
      'all.zip': locked('a.json', 'b!c.json'),
      'outer.zip': await zipOf({ 'inner.zip': locked('d.json'), 'e.json': log(), 'none.json': '' }),
      'fine.zip': await zipOf({ 'f.json': trail().event({ eventName: 'Other' }).json() }),
    }),
  ]);
  const problems = inventory(path);
  expect(problems).toEqual({
    'all.zip': 2,
    'outer.zip': 0,
    'outer.zip!inner.zip': 1,
    'outer.zip!e.json': 0,
    'outer.zip!none.json': 1,
    'fine.zip': 0,
    'fine.zip!f.json': 0,
  });
  const [{ all } = { all: 0 }] = rows(path, 'SELECT count(*) AS "all" FROM problems');
  expect(Object.values(problems).reduce((sum, n) => sum + n, 0)).toBe(all);
});

test('delivered twice, it has those of both places', async () => {
  const zip = locked('a.json');
  const { path } = await delivery([folderOf({ 'a.zip': zip, 'b/a.zip': zip })]);
  expect(inventory(path)).toEqual({ 'a.zip': rows(path, 'SELECT id FROM problems').length });
});

test('so it stands in a report', async () => {
  const { path } = await delivery([folderOf({ 'all.zip': locked('a.json', 'b.json') })]);
  const out = `${newCasePath()}.html`;
  expect((await cli(['report', path, '--out', out])).status).toBe(0);
  const [, items = ''] = /<table class="items">(.*?)<\/table>/s.exec(readFileSync(out, 'utf8')) ?? [];
  expect(items).toMatch(/<tr class="item">(?:(?!<\/tr>).)*<td class="number">0<\/td><td class="number">2<\/td><\/tr>/s);
});
