// Guessed passwords: failed sign-ins have no error code, and yet every place that tells failures tells them.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CaseQueries } from '../../../src/main/query/case-queries.ts';
import { caseOf } from '../../helpers/cases.ts';
import { cli, cliJson, eventRows } from '../../helpers/cli-here.ts';
import { folderOf } from '../../helpers/folder.ts';
import { type Fields, trail } from '../../helpers/trail.ts';

const [TOR, OFFICE] = ['185.220.101.7', '203.0.113.10'];
const NIGHT = Date.UTC(2026, 1, 21, 1);

const user = (userName: string) => ({
  type: 'IAMUser',
  principalId: `AIDA${userName}`,
  accountId: '111122223333',
  accessKeyId: '',
  userName,
});
const signIn = (minute: number, who: string, sourceIPAddress: string, failed: string | null): Fields => ({
  eventTime: new Date(NIGHT + minute * 60_000).toISOString().replace('.000Z', 'Z'),
  eventSource: 'signin.amazonaws.com',
  eventName: 'ConsoleLogin',
  eventType: 'AwsConsoleSignIn',
  readOnly: false,
  sourceIPAddress,
  userIdentity: user(who),
  requestParameters: null,
  ...(failed === null ? {} : { errorMessage: failed }),
  responseElements: { ConsoleLogin: failed === null ? 'Success' : 'Failure' },
});

let path = '';
let queries: CaseQueries;
beforeAll(async () => {
  const logs = trail().event(signIn(-900, 'asha', OFFICE, null));
  for (let i = 0; i < 12; i++) logs.event(signIn(i, 'asha', TOR, 'Failed authentication'));
  for (let i = 12; i < 15; i++) logs.event(signIn(i, 'ben', TOR, 'Failed authentication'));
  logs.event(signIn(20, 'asha', TOR, null));
  logs.event({ eventTime: '2026-02-21T01:21:00Z', sourceIPAddress: TOR, userIdentity: user('asha'), errorCode: 'AccessDenied' });
  logs.event({ eventTime: '2026-02-21T01:22:00Z', sourceIPAddress: TOR, userIdentity: user('asha'), errorCode: 'NoSuchBucket' });
  path = (await caseOf([folderOf({ 'a.json.gz': logs.gz() })])).path;
  queries = new CaseQueries(path);
});
afterAll(() => queries.close());

test('events: found by is:error and is:denied; the errorCode stays as AWS wrote it', async () => {
  const [errors, denied] = [await eventRows(path, 'is:error'), await eventRows(path, 'is:denied')];
  expect(errors.map(({ errorCode }) => errorCode)).toEqual([...Array.from({ length: 15 }, () => null), 'AccessDenied', 'NoSuchBucket']);
  expect(denied.map(({ errorCode }) => errorCode)).toEqual([...Array.from({ length: 15 }, () => null), 'AccessDenied']);
  expect(await eventRows(path, 'api:ConsoleLogin -is:error')).toHaveLength(2);
  expect(await eventRows(path, 'has:errorCode')).toHaveLength(2);
  const { stdout } = await cli(['events', path, 'api:ConsoleLogin']);
  const outcomes = stdout
    .trimEnd()
    .split('\n')
    .slice(1, 18)
    .map((line) => line.slice(-14).trim());
  expect(outcomes.filter((outcome) => outcome === 'sign-in failed')).toHaveLength(15);
  expect(outcomes.filter((outcome) => outcome.endsWith('ok'))).toHaveLength(2);
  const found = await cli(['search', path, 'Failed authentication']);
  expect(found.stdout.match(/sign-in failed$/gm)).toHaveLength(15);
});

test('counts: facets, histogram, pivots, comparisons', async () => {
  const { value } = await cliJson(['facets', path, 'is:denied', '--by', 'actor,error']);
  expect(value).toMatchObject({
    total: 16,
    facets: {
      actor: [
        { value: 'asha', count: 13 },
        { value: 'ben', count: 3 },
      ],
    },
  });
  expect(value.facets.errorCode).toMatchObject([{ value: 'AccessDenied', count: 1 }]);
  const bins = (await cliJson(['histogram', path, 'is:error', '--bins', '2'])).value.bins as { count: number }[];
  expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(17);
  expect((await cliJson(['pivot', path, 'ip', TOR])).value).toMatchObject({ events: 18, errors: 17, denied: 16 });
  expect((await cliJson(['compare', path, `ip:${TOR}`, `ip:${OFFICE}`])).value).toMatchObject({
    a: { denied: 16, errors: 17 },
    b: { denied: 0, errors: 0 },
  });
});

test('the timeline: classes, lanes and markers', async () => {
  const { value } = await cliJson(['timeline', path, '--bins', '1', '--by', 'ip', '--markers']);
  expect(value.bins).toMatchObject({ denied: [16], error: [1], write: [2], read: [0] });
  expect(value.lanes.find((lane: any) => lane.value === TOR).bins).toMatchObject({ denied: [16], error: [1], write: [1] });
  const marked = value.markers.find(({ kind }: any) => kind === 'signin').markers as { outcome: string; words: string }[];
  expect(marked.filter(({ outcome }) => outcome === 'denied').map(({ words }) => words)).toEqual(
    Array.from({ length: 15 }, () => 'signs in to the console: Failed authentication'),
  );
  expect(marked.filter(({ outcome }) => outcome === 'done')).toHaveLength(2);
});

test('what is unusual: probing, told with counts and dates, though the actor had signed in before', async () => {
  const of = async (...args: string[]) =>
    (await cliJson(['unusual', path, ...args])).value.facts.filter(({ kind }: any) => kind === 'sign-ins');
  const [fact, ...more] = await of('ip', TOR);
  expect(more).toEqual([]);
  expect(fact).toMatchObject({
    at: '2026-02-21T01:00:00Z',
    last: '2026-02-21T01:14:00Z',
    failed: 15,
    actors: 2,
    addresses: 1,
    sameActor: 12,
    sameAddress: 15,
    success: { at: '2026-02-21T01:20:00Z', who: '111122223333:user/asha', sourceIPAddress: TOR },
    text: `ConsoleLogin of signin.amazonaws.com failed 15 times within 14 minutes (2 actors, 1 address) before it succeeded for 111122223333:user/asha from ${TOR}, at 2026-02-21 01:20:00 +00:00, 20 minutes after the first failure; of the failures 12 were that actor’s and 15 came from that address.`,
  });
  expect(await eventRows(path, fact.filter)).toHaveLength(16);
  // What the entity's own filter asks is not asked again.
  expect(fact.filter.match(/185\.220\.101\.7/g)).toHaveLength(1);
  expect(fact.filter).not.toContain(' OR ');
  const [whole] = (await cliJson(['unusual', path, 'service', 'signin.amazonaws.com'])).value.facts.filter(
    ({ kind }: any) => kind === 'sign-ins',
  );
  expect(whole.filter).toContain(' OR ');
  expect(await eventRows(path, whole.filter)).toHaveLength(16);
  expect(await of('actor', '111122223333:user/asha')).toMatchObject([{ failed: 12, actors: 1 }]);
  expect(await of('actor', '111122223333:user/ben')).toEqual([]);
  expect((await cli(['unusual', path, 'ip', TOR])).stdout).toContain('Sign-ins failed before one succeeded');
});

test('the window lists them as failures', async () => {
  const { rows } = await queries.answers['events.page']({ filter: 'api:ConsoleLogin', order: 'asc', offset: 0, limit: 20 });
  const failed = rows.filter(({ failedSignIn }) => failedSignIn);
  expect(failed).toHaveLength(15);
  expect(rows.filter((row) => 'failedSignIn' in row)).toHaveLength(15);
  expect(queries.answers['events.detail']({ id: failed[0]?.id as string }).row).toMatchObject({ failedSignIn: true, errorCode: null });
  const lanes = await queries.answers['timeline.lanes']({
    filter: 'is:error',
    from: NIGHT,
    to: NIGHT + 3_600_000,
    bins: 1,
    by: 'who',
    lanes: 5,
    limit: 20,
  });
  expect(lanes.events?.filter((row) => row.class === 'denied')).toHaveLength(16);
  const { rows: actors } = await queries.answers['actors.list']({
    filter: '',
    sort: 'denied',
    descending: true,
    offset: 0,
    limit: 10,
    search: '',
  });
  expect(actors.map(({ who, denied }) => [who, denied])).toEqual([
    ['111122223333:user/asha', 13],
    ['111122223333:user/ben', 3],
  ]);
  expect(await queries.answers['events.count']({ filter: 'is:denied' })).toMatchObject({ total: 16 });
});
