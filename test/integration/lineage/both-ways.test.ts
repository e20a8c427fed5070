// Both ways tell one story: every edge that leads back from a key is found forward from its other end, and no other is.
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import type { ReadConnection } from '../../../src/main/case/open.ts';
import { eventsOf } from '../../../src/main/query/columns/case-events.ts';
import { lineageIndexOf } from '../../../src/main/query/lineage/lineage-index.ts';
import { keyRef, type Link, refId } from '../../../src/main/query/lineage/link.ts';
import { Links } from '../../../src/main/query/lineage/links.ts';
import { caseOf } from '../../helpers/cases.ts';
import { ROOT } from '../../helpers/cli.ts';
import { realData } from '../../helpers/real.ts';
import { reading } from './archive.ts';

const text = ({ from, to, certainty, how }: Link): string => `${refId(from)} → ${refId(to)}: ${certainty} ${how}`;

/** Every key that a caller has or a record names. */
function keysOf(db: ReadConnection): string[] {
  const named = "SELECT value FROM terms WHERE value <> '' AND id IN (SELECT access_key FROM identities UNION SELECT key FROM key_events)";
  return db.prepare(named).pluck().all() as string[];
}

test.each([
  ['sample', () => resolve(ROOT, 'resources/sample/archive')],
  ['real', () => realData().folder],
])('%s', async (_, folder) => {
  const { path } = await caseOf([folder()]);
  reading(path, (db) => {
    const links = new Links(lineageIndexOf(eventsOf(db)));
    const back = keysOf(db).flatMap((key) => links.parents(keyRef(key)));
    const ends = new Map(back.map(({ from }) => [refId(from), from]));
    const forth = [...ends.values()].flatMap((from) => links.children(from)).filter(({ to }) => to.kind === 'key');
    expect(back.length).toBeGreaterThan(5);
    expect(forth.map(text).sort()).toEqual(back.map(text).sort());
  });
});
