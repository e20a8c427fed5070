// Resources counted from the records, in workers, equal what a slow count over parsed records gives; partly read, stopped, and bounded.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openForReading, type ReadConnection } from '../../../src/main/case/open.ts';
import { mentionsOf } from '../../../src/main/decode/resources.ts';
import { breathe } from '../../../src/main/jobs/progress.ts';
import { CaseEvents } from '../../../src/main/query/columns/case-events.ts';
import { histogram } from '../../../src/main/query/histogram.ts';
import { isToRead, readResources, resourceSets } from '../../../src/main/query/resources/read-resources.ts';
import { countResources } from '../../../src/main/query/resources/resource-facet.ts';
import { ResourceReadings } from '../../../src/main/query/resources/resource-readings.ts';
import { OTHERS, ResourceSets } from '../../../src/main/query/resources/resource-sets.ts';
import { engineChannels } from '../../../src/shared/channels.ts';
import { printTree } from '../../../src/shared/filter.ts';
import { copyOf, tamper } from '../../helpers/cases.ts';
import { random } from '../../helpers/random.ts';
import { eventId, type Fields, record } from '../../helpers/trail.ts';
import { type SlowEvent, slowCase, slowList } from './slow.ts';

const HOSTILE = ['\u001b[31mred', 'a*b', '"x" OR is:root', '__proto__', 'ünï 😀', '\ud800', 'constructor'];
const START = Date.UTC(2026, 1, 21);

/** Files of records that name buckets, objects, roles, instances, or nothing; some undated, some repeated. */
function files(): Record<string, string> {
  const { below, pick, next } = random(11);
  const bucket = () => (next() < 0.2 ? pick(HOSTILE) : `bucket-${below(30)}`);
  const about = (): Fields => {
    const name = bucket();
    return pick<() => Fields>([
      () => ({ eventSource: 's3.amazonaws.com', requestParameters: { bucketName: name } }),
      () => ({
        eventSource: 's3.amazonaws.com',
        requestParameters: { bucketName: name, key: `k${below(50)}` },
        resources: [{ ARN: `arn:aws:s3:::${name}/k${below(50)}` }, { ARN: `arn:aws:s3:::${name}`, accountId: '1' }],
      }),
      () => ({ eventSource: 'iam.amazonaws.com', requestParameters: { roleName: `r${below(4)}`, userName: name } }),
      () => ({ requestParameters: { instancesSet: { items: [{ instanceId: 'i-1a2b3c4d' }, { instanceId: 'i-1a2b3c4e' }] } } }),
      () => ({ requestParameters: null }),
      () => ({ requestParameters: undefined, resources: 'none' }),
    ])();
  };
  const repeated: Fields[] = [];
  const found: Record<string, string> = {};
  for (let file = 0; file < 8; file++) {
    const records = Array.from({ length: 250 }, (_, i) =>
      record({
        eventID: eventId(`resource ${file} ${i}`),
        eventTime: i % 30 === 7 ? 'yesterday' : new Date(START + below(86_400) * 1000).toISOString(),
        eventName: pick(['A', 'B']),
        errorCode: pick([undefined, 'AccessDenied']),
        ...about(),
      }),
    );
    if (file === 2) repeated.push(...records.slice(0, 20));
    if (file === 5) records.push(...repeated);
    found[`log-${file}.json`] = JSON.stringify({ Records: records });
  }
  return found;
}

let path = '';
let events: SlowEvent[] = [];
let db: ReadConnection;
beforeAll(async () => {
  ({ path, events } = await slowCase(files()));
  db = openForReading(path);
});
afterAll(() => db.close());

interface SlowResource {
  value: string;
  count: number;
  first: number | null;
  last: number | null;
}

const resourcesOf = (record: unknown): string[] => mentionsOf(record).map(({ id }) => id);

function slowResources(among: readonly SlowEvent[]): SlowResource[] {
  const found = new Map<string, SlowResource>();
  for (const { record: one, time } of among)
    for (const value of resourcesOf(one)) {
      const seen = found.get(value) ?? { value, count: 0, first: null, last: null };
      seen.count++;
      if (time !== null) {
        seen.first = Math.min(seen.first ?? time, time);
        seen.last = Math.max(seen.last ?? time, time);
      }
      found.set(value, seen);
    }
  return [...found.values()].sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}

const none = (among: readonly SlowEvent[]): number => among.filter((one) => resourcesOf(one.record).length === 0).length;

const FILTERS = [
  '',
  'is:denied',
  'api:A -is:error',
  'service:s3.amazonaws.com',
  'time:2026-02-21T03:00Z..2026-02-21T09:00Z',
  'is:undated',
  'api:none',
  'resource:bucket-3',
];

/** Columns of their own: nothing of the case has been read for them. */
const fresh = (): CaseEvents => new CaseEvents(db);

test.each(FILTERS)('counts equal the slow ones: %s', async (filter) => {
  const all = fresh();
  const selection = await all.selections.select(filter);
  await readResources(all, selection);
  const left = slowList(events, filter);
  const slow = slowResources(left);
  expect(countResources(all, selection, { top: 0 })).toEqual({
    values: slow,
    distinct: slow.length,
    found: slow.length,
    read: left.length,
    none: none(left),
    untold: 0,
  });
  const rarest = [...slow].sort((a, b) => a.count - b.count || (a.value < b.value ? -1 : 1));
  expect(countResources(all, selection, { top: 7, order: 'rarest' }).values).toEqual(rarest.slice(0, 7));
  const holding = slow.filter(({ value }) => value.toLowerCase().includes('arn:aws:s3'));
  expect(countResources(all, selection, { top: 3, search: 'ARN:aws:S3' })).toMatchObject({
    found: holding.length,
    values: holding.slice(0, 3),
  });
});

test('what one filter read is not read again for the next, in whatever order they come', async () => {
  const { shuffled } = random(5);
  const all = fresh();
  for (const filter of shuffled(FILTERS)) {
    const selection = await all.selections.select(filter);
    await readResources(all, selection);
    expect(isToRead(all, selection)).toBe(false);
    expect(countResources(all, selection, { top: 0 }).values).toEqual(slowResources(slowList(events, filter)));
  }
  let told = 0;
  await readResources(all, all.selections.everything(), {}, () => void told++);
  expect(told).toBe(0);
});

test('a click on a value finds as many events as it counts', async () => {
  const all = fresh();
  const selection = all.selections.everything();
  await readResources(all, selection);
  for (const { value, count } of countResources(all, selection, { top: 0 })
    .values.filter(({ value }) => !value.includes('*'))
    .slice(0, 25)) {
    const { count: found } = await all.selections.select(printTree({ kind: 'term', field: 'resource', value }));
    // A text of no kind may stand anywhere in other records.
    if (value.startsWith('arn:')) expect(found, value).toBe(count);
    else expect(found, value).toBeGreaterThanOrEqual(count);
  }
});

test('bins tell resources apart and count different ones', async () => {
  const all = fresh();
  const selection = await all.selections.select('-is:denied');
  await readResources(all, selection);
  const question = { from: null, to: null, zone: 'UTC', binning: { kind: 'every', ms: 7_200_000 } } as const;
  const found = histogram(all, { selection, ...question, by: 'resource', distinct: 'resource' });
  const dated = slowList(events, '-is:denied').filter(({ time }) => time !== null);
  const values = slowResources(dated)
    .slice(0, 8)
    .map(({ value }) => value);
  expect(found?.values).toEqual(values);
  expect(found?.bins.length).toBe(12);
  for (const { from, to, count, by, other, distinct } of found?.bins ?? []) {
    const own = dated.filter(({ time }) => (time as number) >= from && (time as number) < to).map((one) => resourcesOf(one.record));
    expect({ count, by, other, distinct }).toEqual({
      count: own.length,
      by: values.map((value) => own.filter((names) => names.includes(value)).length),
      other: own.filter((names) => !names.some((name) => values.includes(name))).length,
      distinct: new Set(own.flat()).size,
    });
  }
});

describe('partly read', () => {
  test('a cancel ends it; what was read is counted, and the rest is read when it is asked for again', async () => {
    const all = fresh();
    const selection = all.selections.everything();
    await readResources(all, await all.selections.select('is:denied'));
    const cancelled = readResources(all, selection, { signal: AbortSignal.abort() });
    await expect(cancelled).rejects.toMatchObject({ code: 'CANCELLED' });
    const denied = slowList(events, 'is:denied');
    expect(countResources(all, selection, { top: 0 })).toMatchObject({
      values: slowResources(denied),
      read: denied.length,
      none: none(denied),
    });
    const parts: number[] = [];
    await readResources(all, selection, {}, () => void parts.push(countResources(all, selection, { top: 0 }).read));
    expect(parts.at(-1)).toBe(events.length);
    expect(parts[0]).toBeGreaterThan(denied.length);
    expect(countResources(all, selection, { top: 0 }).values).toEqual(slowResources(events));
  });

  test('in worker threads, where much is to be read', async () => {
    const userAgent = 'x'.repeat(6000);
    const file = (name: number) =>
      JSON.stringify({
        Records: Array.from({ length: 500 }, (_, i) =>
          record({ userAgent, eventID: eventId(`much ${name} ${i}`), requestParameters: { volumeId: `vol-000000${10 + (i % 20)}` } }),
        ),
      });
    const large = await slowCase({ 'a.json': file(1), 'b.json': file(2) });
    const other = openForReading(large.path);
    try {
      const all = new CaseEvents(other);
      const selection = all.selections.everything();
      const cancel = new AbortController();
      const cancelled = readResources(all, selection, { signal: cancel.signal }, () => cancel.abort());
      await expect(cancelled).rejects.toMatchObject({ code: 'CANCELLED' });
      const { read } = countResources(all, selection, { top: 0 });
      expect(read).toBeGreaterThan(0);
      expect(read).toBeLessThan(large.events.length);
      await readResources(all, selection);
      expect(countResources(all, selection, { top: 0 }).values).toEqual(slowResources(large.events));
    } finally {
      other.close();
    }
  });

  test('what cannot be read is told, and names nothing', async () => {
    const damaged = copyOf(path);
    tamper(damaged, (writer) => writer.exec('UPDATE evidence_bytes SET bytes = substr(bytes, 1, 10) WHERE evidence = 1'));
    const other = openForReading(damaged);
    try {
      const all = new CaseEvents(other);
      const selection = all.selections.everything();
      const { unreadable } = await readResources(all, selection);
      const hash = other.prepare('SELECT lower(hex(sha256)) FROM evidence WHERE id = 1').pluck().get() as string;
      expect([...unreadable]).toEqual([hash]);
      expect(isToRead(all, selection)).toBe(false);
      const left = events.filter(({ evidence }) => evidence !== hash);
      expect(left.length).toBeLessThan(events.length);
      expect(countResources(all, selection, { top: 0 }).values).toEqual(slowResources(left));
    } finally {
      other.close();
    }
  });
});

describe('for the window', () => {
  const asked = { top: 1000, order: 'most', search: '' } as const;

  /** Readings on a connection of their own, so that nothing was read before. */
  function readings(ofFilter: ConstructorParameters<typeof ResourceReadings>[2] = () => null) {
    const own = openForReading(path);
    const all = new CaseEvents(own);
    expect(resourceSets(all).size).toBe(1);
    return { own, made: new ResourceReadings(own, (filter) => all.selections.select(filter), ofFilter, 0) };
  }

  test('it is answered at once, stopped, gone on with, and whole in the end', async () => {
    const { own, made } = readings();
    const ask = async () => engineChannels['events.resources'].result.parse(await made.counts({ filter: 'api:A', ...asked }));
    const left = slowList(events, 'api:A');
    expect(await ask()).toMatchObject({ total: left.length, read: 0, values: [], reading: { filter: 'api:A', state: 'running' } });
    await made.end();
    const stopped = await ask();
    expect(stopped).toMatchObject({ reading: { state: 'stopped', error: null } });
    expect((await ask()).read).toBe(stopped.read);
    made.forget();
    expect(await ask()).toMatchObject({ reading: { state: 'running' } });
    let answer = await ask();
    while (answer.reading !== null) {
      // The reading goes on between two questions.
      await breathe();
      answer = await ask();
    }
    const slow = slowResources(left);
    expect(answer).toEqual({
      total: left.length,
      read: left.length,
      none: none(left),
      untold: 0,
      distinct: slow.length,
      found: slow.length,
      values: slow,
      unreadable: 0,
      reading: null,
    });
    await made.end();
    own.close();
  });

  test('another filter stops the reading for the one before; a wrong one is refused', async () => {
    const { own, made } = readings();
    await made.counts({ filter: 'api:A', ...asked });
    expect(await made.counts({ filter: 'api:B', ...asked })).toMatchObject({ reading: { filter: 'api:B', state: 'running' } });
    await expect(made.counts({ filter: 'api:', ...asked, search: 'x' })).resolves.toMatchObject({ total: 0 });
    await expect(made.counts({ filter: '(', ...asked })).rejects.toMatchObject({ code: 'FILTER_INVALID' });
    await made.end();
    own.close();
  });

  test('while records are read for the filter itself, none are read for resources', async () => {
    const first = { filter: 'api:A', asks: 'filter', done: 1, total: 2, state: 'running', error: null } as const;
    const { own, made } = readings(() => first);
    for (let i = 0; i < 3; i++) expect(await made.counts({ filter: 'api:A', ...asked })).toMatchObject({ read: 0, reading: first });
    await made.end();
    own.close();
  });
});

describe('bounds', () => {
  /** Records of which each names some texts, as a worker gives them. */
  const result = (names: readonly string[][]) => {
    const texts = [...new Set(names.flat())];
    let end = 0;
    return {
      number: 0,
      bytes: 0,
      unreadable: [],
      texts,
      forms: texts.map((text) => [text]),
      records: Uint32Array.from(names, (_, i) => i + 1),
      ends: Uint32Array.from(names, (own) => (end += own.length)),
      names: Uint32Array.from(names.flatMap((own) => own.map((text) => 4 * texts.indexOf(text)))),
    };
  };
  const textsOf = (sets: ResourceSets, record: number) =>
    sets.namesOf(sets.ofRecord[record] as number).map((name) => (name === OTHERS ? null : sets.text(name)));

  test('names beyond the bound are not told apart, known ones still are', () => {
    const sets = new ResourceSets(4, { names: 2, entries: 100 });
    sets.add(result([['a', 'b'], ['b', 'c'], ['c', 'd'], []]));
    expect([1, 2, 3, 4].map((record) => textsOf(sets, record))).toEqual([['a', 'b'], [null, 'b'], [null], []]);
    expect(sets.names).toBe(3);
  });

  test('so are sets of names', () => {
    const sets = new ResourceSets(4, { names: 100, entries: 3 });
    sets.add(result([['a', 'b'], ['c', 'd'], ['a', 'b'], ['a']]));
    expect([1, 2, 3, 4].map((record) => textsOf(sets, record))).toEqual([['a', 'b'], [null], ['a', 'b'], [null]]);
    expect(sets.size).toBe(3);
  });
});
