// Lists of actors and access keys of the sample, and of a small case in which every number can be counted by hand.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CaseQueries } from '../../../src/main/query/case-queries.ts';
import { type Args, engineChannels, type Result } from '../../../src/shared/channels.ts';
import { caseOf } from '../../helpers/cases.ts';
import { folderOf } from '../../helpers/folder.ts';
import { eventId, type Fields, record } from '../../helpers/trail.ts';

const HOUR = 3_600_000;
const START = Date.UTC(2026, 1, 21);
const BOTH = [true, false];

const user = (name: string, accessKeyId?: string) => ({
  type: 'IAMUser',
  userName: name,
  accountId: '111122223333',
  arn: `arn:aws:iam::111122223333:user/${name}`,
  accessKeyId,
});
let count = 0;
const at = (hour: number, fields: Fields) =>
  record({ eventID: eventId(`entities ${count++}`), eventTime: new Date(START + hour * HOUR).toISOString(), readOnly: true, ...fields });

const RECORDS = [
  at(1, { userIdentity: user('asha', 'AKIAASHA00000001') }),
  at(2, { userIdentity: user('asha', 'AKIAASHA00000001'), errorCode: 'AccessDenied' }),
  at(3, { userIdentity: user('asha', 'AKIAASHA00000002'), readOnly: false }),
  // Hands out a key that nobody used.
  at(4, {
    userIdentity: user('ben', 'AKIABEN000000001'),
    eventSource: 'iam.amazonaws.com',
    eventName: 'CreateAccessKey',
    readOnly: false,
    responseElements: { accessKey: { accessKeyId: 'AKIANEW000000001' } },
  }),
  at(5, {
    userIdentity: user('ben', 'AKIABEN000000001'),
    eventName: 'UpdateAccessKey',
    readOnly: false,
    requestParameters: { accessKeyId: 'AKIAASHA00000001' },
  }),
  at(6, { userIdentity: { type: 'Root', accountId: '111122223333' }, readOnly: false }),
  // The same key with another name: who has it is whose most events are.
  at(7, { userIdentity: user('eve', 'AKIAASHA00000001') }),
];

let queries: CaseQueries;
beforeAll(async () => {
  // In two files and against their order in time.
  const files = { 'b.json': RECORDS.slice(0, 3), 'a.json': RECORDS.slice(3) };
  const texts = Object.fromEntries(
    Object.entries(files).map(([name, Records]) => [name, JSON.stringify({ Records: [...Records].reverse() })]),
  );
  queries = new CaseQueries((await caseOf([folderOf(texts)])).path);
});
afterAll(() => queries.close());

const whole = { filter: '', search: '', descending: true, offset: 0, limit: 100 };
const actors = (asked: Partial<Args<'actors.list'>> = {}) => queries.answers['actors.list']({ ...whole, sort: 'events', ...asked });
const keys = (asked: Partial<Args<'keys.list'>> = {}) => queries.answers['keys.list']({ ...whole, sort: 'events', ...asked });

test('actors with what their events come to', async () => {
  expect(await actors()).toEqual({
    total: 4,
    unreadable: 0,
    rows: [
      {
        who: '111122223333:user/asha',
        account: '111122223333',
        type: 'user',
        name: 'asha',
        keys: 2,
        events: 3,
        errors: 1,
        denied: 1,
        writes: 1,
        first: START + HOUR,
        last: START + 3 * HOUR,
        comparable: false,
      },
      expect.objectContaining({ who: '111122223333:user/ben', keys: 1, events: 2, denied: 0, writes: 2 }),
      expect.objectContaining({ who: '111122223333:root', type: 'root', name: '', keys: 0, events: 1 }),
      expect.objectContaining({ who: '111122223333:user/eve', keys: 1, events: 1 }),
    ],
  });
  expect((await actors({ filter: 'is:write' })).rows.map(({ who, events }) => [who, events])).toEqual([
    ['111122223333:user/ben', 2],
    ['111122223333:root', 1],
    ['111122223333:user/asha', 1],
  ]);
  expect(await actors({ search: 'ASH' })).toMatchObject({ total: 1, rows: [{ name: 'asha' }] });
  expect(await actors({ offset: 1, limit: 1 })).toMatchObject({ total: 4, rows: [{ name: 'ben' }] });
});

test('actors of single events, also of one that only a principal id names', async () => {
  const role = { type: 'AssumedRole', principalId: 'AROANAMED0000001:s', accountId: '111122223333' };
  const arn = 'arn:aws:sts::111122223333:assumed-role/ci/s';
  const issuer = { type: 'Role', arn: 'arn:aws:iam::111122223333:role/ci', userName: 'ci' };
  const Records = [
    at(1, { userIdentity: { ...role, arn, sessionContext: { sessionIssuer: issuer } } }),
    at(2, { userIdentity: role }),
    at(3, { userIdentity: undefined }),
  ];
  const other = new CaseQueries((await caseOf([folderOf({ 'a.json': JSON.stringify({ Records }) })])).path);
  const { rows } = await other.answers['events.page']({ filter: '', order: 'asc', offset: 0, limit: 10 });
  const ids = [...rows.map(({ id }) => id), `${'0'.repeat(64)}@1+1`, 'no address'];
  const nobody = { who: null, name: null, learnt: false };
  expect(other.answers['actors.names']({ ids }).names).toEqual([
    { who: '111122223333:role/ci', name: 'ci', learnt: false },
    { who: '111122223333:role/ci', name: 'ci', learnt: true },
    nobody,
    nobody,
    nobody,
  ]);
  await other.close();
});

test('keys with whose they are, by what they were handed out, and what names them', async () => {
  const { total, rows } = await keys();
  expect({ total, keys: rows.map(({ key, events }) => [key, events]) }).toEqual({
    total: 4,
    keys: [
      ['AKIAASHA00000001', 3],
      ['AKIABEN000000001', 2],
      ['AKIAASHA00000002', 1],
      ['AKIANEW000000001', 0],
    ],
  });
  expect(rows[0]).toMatchObject({
    type: 'long-term',
    who: '111122223333:user/asha',
    others: 1,
    denied: 1,
    issued: null,
    named: 1,
    lastNamed: { eventName: 'UpdateAccessKey', time: START + 5 * HOUR, who: '111122223333:user/ben' },
  });
  expect(rows[3]).toMatchObject({
    who: null,
    others: 0,
    first: null,
    issued: { eventName: 'CreateAccessKey', time: START + 4 * HOUR, who: '111122223333:user/ben' },
    named: 0,
    lastNamed: null,
  });
  // The filter leaves the event that names a key, and so the key; not the one that hands out another.
  const named = await keys({ filter: 'api:UpdateAccessKey' });
  expect(named.rows.map(({ key, events }) => [key, events])).toEqual([
    ['AKIABEN000000001', 1],
    ['AKIAASHA00000001', 0],
  ]);
});

test('a filter does not make a key unused, or handed out by nobody', async () => {
  const whole = new Map((await keys()).rows.map((row) => [row.key, row]));
  expect([...whole.values()].map(({ used }) => used)).toEqual([true, true, true, false]);
  for (const filter of ['api:UpdateAccessKey', 'api:CreateAccessKey', 'accessKeyId:AKIAASHA00000001', 'is:denied']) {
    const { rows } = await keys({ filter });
    expect(rows.length).toBeGreaterThan(0);
    for (const { key, used, who, others, issued, named, lastNamed } of rows)
      expect({ key, used, who, others, issued, named, lastNamed }).toEqual({
        key,
        ...Object.fromEntries(
          (['used', 'who', 'others', 'issued', 'named', 'lastNamed'] as const).map((name) => [name, whole.get(key)?.[name]]),
        ),
      });
  }
});

test('whether there is enough to tell what changed is of the whole case and of dated events; a key may be of nobody', async () => {
  const nobody = { accessKeyId: 'AKIANOBODY000001' };
  const Records = [
    ...Array.from({ length: 21 }, (_, hour) => at(hour, { userIdentity: user('long', 'AKIALONG00000001') })),
    ...Array.from({ length: 20 }, (_, hour) => at(hour, { userIdentity: user('short', 'AKIASHORT0000001') })),
    { ...at(1, { userIdentity: user('short', 'AKIASHORT0000001') }), eventTime: 'no time' },
    at(3, { userIdentity: nobody, eventName: 'Once' }),
  ];
  const other = new CaseQueries((await caseOf([folderOf({ 'a.json': JSON.stringify({ Records }) })])).path);
  const filter = '-api:Once time:2026-02-21T00:00Z..2026-02-21T02:00Z';
  const listed = await other.answers['actors.list']({ ...whole, filter, sort: 'who', descending: false });
  expect(listed.rows.map(({ name, events, comparable }) => [name, events, comparable])).toEqual([
    ['long', 2, true],
    ['short', 2, false],
  ]);
  const made = await other.answers['keys.list']({ ...whole, sort: 'events' });
  expect(made.rows.map(({ key, used, who, comparable }) => [key, used, who, comparable])).toEqual([
    ['AKIALONG00000001', true, '111122223333:user/long', true],
    ['AKIASHORT0000001', true, '111122223333:user/short', false],
    ['AKIANOBODY000001', true, null, false],
  ]);
  await other.close();
});

test('actors are a facet of the window, each with the events of its own account', async () => {
  const asked = { filter: '', names: ['who'], top: 8, order: 'most', search: '' } as const;
  const { facets } = await queries.answers['events.facets'](engineChannels['events.facets'].args.parse(asked));
  expect(facets.who?.values.map(({ value, count }) => [value, count])).toEqual(
    (await actors()).rows.map(({ who, events }) => [who, events]),
  );
});

test.each([
  ['who', ({ who }: Result<'actors.list'>['rows'][number]) => who],
  ['account', ({ account }: Result<'actors.list'>['rows'][number]) => account],
  ['type', ({ type }: Result<'actors.list'>['rows'][number]) => type],
  ['keys', ({ keys }: Result<'actors.list'>['rows'][number]) => keys],
  ['denied', ({ denied }: Result<'actors.list'>['rows'][number]) => denied],
  ['first', ({ first }: Result<'actors.list'>['rows'][number]) => first],
] as const)('actors sorted by %s, either way, ties by name', async (sort, told) => {
  const all = (await actors()).rows;
  for (const descending of BOTH) {
    const slow = [...all].sort((a, b) => {
      const [left, right] = [told(a) ?? '', told(b) ?? ''];
      if (left === right) return a.who < b.who ? -1 : 1;
      return (left < right ? -1 : 1) * (descending ? -1 : 1);
    });
    expect((await actors({ sort, descending })).rows).toEqual(slow);
  }
});

test('what has no value stands last in either direction', async () => {
  for (const descending of BOTH) expect((await keys({ sort: 'first', descending })).rows.at(-1)?.key).toBe('AKIANEW000000001');
  expect((await keys({ sort: 'key', descending: false })).rows.map(({ key }) => key)).toEqual([
    'AKIAASHA00000001',
    'AKIAASHA00000002',
    'AKIABEN000000001',
    'AKIANEW000000001',
  ]);
});
