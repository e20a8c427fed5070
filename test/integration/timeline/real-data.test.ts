// The sample case and real data: lanes, classes and markers are what the records say, read one by one.
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openForReading } from '../../../src/main/case/open.ts';
import { CaseQueries } from '../../../src/main/query/case-queries.ts';
import { RawRecords } from '../../../src/main/query/lineage/raw-records.ts';
import { callsOfKind } from '../../../src/main/query/timeline/markers/registry.ts';
import { type EventClass, LANE_FIELDS, type LaneKind, MARKER_KINDS, type MarkerKind } from '../../../src/shared/timeline.ts';
import { caseOf } from '../../helpers/cases.ts';
import { ROOT } from '../../helpers/cli.ts';
import { everyEvent } from '../../helpers/events.ts';
import { realData } from '../../helpers/real.ts';
import { slowOutcome } from '../query/slow-filter.ts';
import { slowBins } from './archive.ts';

interface Told {
  id: string;
  time: number;
  class: EventClass;
  /** By kind of lane, as the record says it. */
  lanes: Partial<Record<LaneKind, string>>;
  marks: MarkerKind[];
}

const KINDS = ['key', 'ip', 'region', 'service'] as const satisfies readonly LaneKind[];

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

function told(path: string): Told[] {
  const db = openForReading(path);
  try {
    const raw = new RawRecords(db);
    return everyEvent(db).flatMap(({ evidence, offset, length, steps, record, timeMs }) => {
      if (timeMs === null) return [];
      const one = raw.value(record) as Record<string, unknown>;
      const called = (kind: MarkerKind): boolean =>
        callsOfKind(kind).some(({ eventName, eventSource }) => eventName === one.eventName && eventSource === one.eventSource);
      const outcome = slowOutcome(one);
      const quiet = called('privilege') || called('logging') ? 'privilege' : String(one.readOnly) === 'false' ? 'write' : 'read';
      return {
        id: `${evidence}@${offset}+${length}${steps === '' ? '' : `/${steps}`}`,
        time: timeMs,
        class: outcome === 'done' ? quiet : outcome === 'denied' ? 'denied' : 'error',
        lanes: {
          key: text((one.userIdentity as { accessKeyId?: unknown } | undefined)?.accessKeyId),
          ip: text(one.sourceIPAddress),
          region: text(one.awsRegion),
          service: text(one.eventSource),
        },
        marks: MARKER_KINDS.filter(called),
      };
    });
  } finally {
    db.close();
  }
}

describe.each([
  ['the sample case', () => ({ folder: join(ROOT, 'resources/sample/archive'), whole: true }), 5],
  ['real data', () => realData(), 1],
])('%s', (_, data, leastMarkers) => {
  test('as its records say', async () => {
    const { folder, whole } = data();
    const { path } = await caseOf([folder]);
    const slow = told(path);
    const queries = new CaseQueries(path);
    try {
      const times = slow.map(({ time }) => time);
      const span = { from: times[0] as number, to: (times.at(-1) as number) + 1 };
      expect(slow.length).toBeGreaterThan(whole ? 1000 : 50);
      expect((await queries.answers['timeline.density']({ filter: '', ...span, bins: 50 })).bins).toEqual(
        slowBins(span.from, span.to, 50, slow),
      );
      for (const by of KINDS) {
        const found = await queries.answers['timeline.lanes']({ filter: '', ...span, by, lanes: 10, bins: 8, limit: 0 });
        expect(found.lanes.length).toBeGreaterThan(1);
        for (const { value, count, bins } of found.lanes) {
          const own = slow.filter(({ lanes }) => lanes[by] === value);
          expect([LANE_FIELDS[by], value, count]).toEqual([LANE_FIELDS[by], value, own.length]);
          expect(bins).toEqual(slowBins(span.from, span.to, 8, own));
        }
      }
      const asked = { filter: '', ...span, kinds: [...MARKER_KINDS], bins: 10, most: 500 };
      let markers = (await queries.answers['timeline.markers'](asked)).kinds;
      while (markers.some(({ unread }) => unread > 0)) markers = (await queries.answers['timeline.markers'](asked)).kinds;
      for (const { kind, total, markers: single, others } of markers) {
        const own = slow.filter(({ marks }) => marks.includes(kind));
        expect([kind, total]).toEqual([kind, own.length]);
        if (single) {
          expect(single.length + others).toBe(own.length);
          expect(own.map(({ id }) => id)).toEqual(expect.arrayContaining(single.map(({ id }) => id)));
        }
      }
      expect(markers.reduce((sum, { total }) => sum + total, 0)).toBeGreaterThanOrEqual(leastMarkers);
    } finally {
      await queries.close();
    }
  });
});
