// Facets and histogram as the window asks for them: equal to slow counts, with searching, and questions that nobody waits for any more.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CaseQueries } from '../../../src/main/query/case-queries.ts';
import { QueryThread } from '../../../src/main/query-thread.ts';
import { type Args, engineChannels } from '../../../src/shared/channels.ts';
import { type SlowEvent, slowCase, slowFacet, slowList } from './slow.ts';

let path = '';
let events: SlowEvent[] = [];
let queries: CaseQueries;
beforeAll(async () => {
  ({ path, events } = await slowCase());
  queries = new CaseQueries(path);
});
afterAll(() => queries.close());

const facets = async (args: Partial<Args<'events.facets'>>) =>
  engineChannels['events.facets'].result.parse(
    await queries.answers['events.facets']({ filter: '', names: ['eventName'], top: 5, order: 'most', search: '', ...args }),
  );

test('the first values of each facet with first and last, and how many there are', async () => {
  const found = await facets({ names: ['actor', 'sourceIPAddress', 'errorCode'], filter: 'is:write', top: 3 });
  const left = slowList(events, 'is:write');
  expect(found.total).toBe(left.length);
  expect(Object.keys(found.facets)).toEqual(['actor', 'sourceIPAddress', 'errorCode']);
  for (const name of ['actor', 'sourceIPAddress', 'errorCode'] as const) {
    const slow = slowFacet(left, name, 1_000_000);
    expect(found.facets[name]).toEqual({ distinct: slow.length, found: slow.length, values: slow.slice(0, 3) });
  }
});

test('the rarest first, and those that hold a text in any letter case', async () => {
  const all = slowFacet(events, 'eventName', 1_000_000);
  const rarest = (await facets({ order: 'rarest', top: 4 })).facets.eventName?.values ?? [];
  expect(rarest).toEqual([...all].sort((a, b) => a.count - b.count || (a.value < b.value ? -1 : 1)).slice(0, 4));
  const word = (all[0]?.value ?? '').slice(1, 4);
  expect(word).not.toBe('');
  const holding = all.filter(({ value }) => value.toLowerCase().includes(word.toLowerCase()));
  expect((await facets({ search: word.toUpperCase(), top: 1000 })).facets.eventName).toEqual({
    distinct: all.length,
    found: holding.length,
    values: holding,
  });
  expect((await facets({ search: '%', top: 10 })).facets.eventName).toMatchObject({ found: 0, values: [] });
  expect(await facets({ names: [], top: 1 })).toEqual({ total: events.length, facets: {} });
});

test('the histogram counts every dated event once, and tells values apart', async () => {
  const found = engineChannels['events.histogram'].result.parse(
    await queries.answers['events.histogram']({ filter: '', from: null, to: null, binning: { kind: 'parts', count: 40 }, by: 'actor' }),
  );
  const dated = events.filter(({ time }) => time !== null);
  expect({ total: found.total, undated: found.undated, bins: found.bins.length }).toEqual({
    total: dated.length,
    undated: events.length - dated.length,
    bins: 40,
  });
  for (const bin of found.bins) {
    const within = dated.filter(({ time }) => (time as number) >= bin.from && (time as number) < bin.to);
    expect(bin.count).toBe(within.length);
    expect(bin.by).toEqual(found.values.map((value) => within.filter((event) => event.fields.actor === value).length));
  }
  await expect(
    queries.answers['events.histogram']({ filter: '', from: 0, to: 4e12, binning: { kind: 'every', ms: 1000 }, by: null }),
  ).rejects.toThrow(/more than 100,000 bars/);
});

test('a search that was dropped after it began ends, and goes on where it was when it is asked again', async () => {
  const thread = new QueryThread(path);
  const ask = (ticket: string) => thread.ask('unusual.actors', { top: 200, ticket });
  const [dropped, other] = [
    ask('one'),
    thread.ask('events.facets', { filter: '', names: [], top: 1, order: 'most', search: '', ticket: 'two' }),
  ];
  thread.drop('one');
  expect(await dropped).toMatchObject({ ok: false, error: { code: 'CANCELLED' } });
  expect(await other).toMatchObject({ ok: true });
  expect(await ask('three')).toMatchObject({ ok: true, value: await queries.answers['unusual.actors']({ top: 200, ticket: '' }) });
  await thread.close();
});

test('a question that was dropped before it began is answered CANCELLED; those before and after it are answered', async () => {
  const thread = new QueryThread(path);
  const ask = (filter: string, ticket: string) =>
    thread.ask('events.facets', { filter, names: ['eventName'], top: 1, order: 'most', search: '', ticket });
  const answers = [ask('', 'one'), ask('is:write', 'two'), ask('is:read', 'two'), ask('is:denied', 'three')];
  thread.drop('two');
  thread.drop('unknown');
  expect((await Promise.all(answers)).map((answer) => (answer.ok ? 'ok' : answer.error.code))).toEqual([
    'ok',
    'CANCELLED',
    'CANCELLED',
    'ok',
  ]);
  await thread.close();
  expect(await thread.ask('events.count', { filter: '' })).toMatchObject({ ok: false, error: { code: 'ENGINE_STOPPED' } });
});
