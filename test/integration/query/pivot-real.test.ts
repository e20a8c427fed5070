// Pivots on the real data equal counts made one event at a time, for the busiest and the rarest entities of every kind.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type StoredRow, toWindowRow } from '../../../src/main/case/event-rows.ts';
import { openForReading, type ReadConnection } from '../../../src/main/case/open.ts';
import { eventsOf } from '../../../src/main/query/columns/case-events.ts';
import { EventLists } from '../../../src/main/query/event-list.ts';
import { facets } from '../../../src/main/query/facets.ts';
import { RawRecords } from '../../../src/main/query/lineage/raw-records.ts';
import { pivot } from '../../../src/main/query/pivot.ts';
import type { WindowEventRow } from '../../../src/shared/domain.ts';
import { PIVOT_FIELDS, type PivotKind } from '../../../src/shared/pivots.ts';
import { caseOf } from '../../helpers/cases.ts';
import { realData } from '../../helpers/real.ts';
import { isFailedSignIn } from './slow-filter.ts';

let db: ReadConnection;
let rows: WindowEventRow[];
/** Ids of failed sign-ins, as JSON.parse tells them. */
let signIns: Set<string>;

beforeAll(async () => {
  const { path } = await caseOf([realData().folder]);
  db = openForReading(path);
  const everything = eventsOf(db).selections.everything();
  const stored: StoredRow[] = [...new EventLists(db).iterate(everything, 'asc')];
  rows = stored.map((row) => toWindowRow(row, null));
  const raw = new RawRecords(db);
  signIns = new Set(
    rows.filter((_, i) => isFailedSignIn((raw.value((stored[i] as StoredRow).record) ?? {}) as object)).map(({ id }) => id),
  );
}, 120_000);
afterAll(() => db.close());

/** Kinds whose values stand in a row as they are. */
const KINDS = ['actor', 'key', 'ip', 'userAgent', 'account', 'region', 'service', 'api'] as const satisfies readonly PivotKind[];
/** The field of a row that tells each related list. */
const TOLD = [
  'eventName',
  'eventSource',
  'actor',
  'sourceIPAddress',
  'userAgent',
  'accessKeyId',
  'awsRegion',
  'accountId',
  'errorCode',
] as const;

test.each(KINDS)('%s', async (kind) => {
  const field = PIVOT_FIELDS[kind] as (typeof TOLD)[number];
  const all = facets(eventsOf(db), eventsOf(db).selections.everything(), [field], 0)[field] ?? [];
  const values = [...all.slice(0, 3), ...all.slice(-3)].map(({ value }) => value).filter((value) => value !== '' && !value.includes('*'));
  expect(values.length).toBeGreaterThan(0);
  for (const value of values) {
    const own = rows.filter((row) => row[field] === value);
    const times = own.flatMap(({ timeMs }) => (timeMs === null ? [] : [timeMs]));
    const found = await pivot(db, { kind, value, top: 0 });
    expect(found, value).toMatchObject({
      events: own.length,
      first: times[0] ?? null,
      last: times.at(-1) ?? null,
      errors: own.filter(({ id, errorCode }) => errorCode !== null || signIns.has(id)).length,
      writes: own.filter(({ readOnly }) => readOnly === false).length,
      days: new Set(times.map((ms) => Math.floor(ms / 86_400_000))).size,
    });
    expect(found.life.reduce((sum, { count }) => sum + count, 0)).toBe(times.length);
    for (const name of TOLD) {
      const related = found.related[name];
      if (!related) continue;
      const counted = new Map<string, number>();
      for (const row of own) {
        const told = row[name];
        if (told !== null) counted.set(told, (counted.get(told) ?? 0) + 1);
      }
      expect(new Map(related.map((one) => [one.value, one.count])), `${value} ${name}`).toEqual(counted);
    }
  }
});
