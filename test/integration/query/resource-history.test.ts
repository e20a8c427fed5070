// Resources with what became of them, and the history of one: equal to a slow walk over parsed records, and the same whatever the order of importing.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openForReading, type ReadConnection } from '../../../src/main/case/open.ts';
import { mentionsOf } from '../../../src/main/decode/resources.ts';
import { breathe } from '../../../src/main/jobs/progress.ts';
import { CaseEvents } from '../../../src/main/query/columns/case-events.ts';
import { effectOf } from '../../../src/main/query/resources/effects.ts';
import { resourceHistory } from '../../../src/main/query/resources/history.ts';
import { resourcePivotExtras } from '../../../src/main/query/resources/pivot-extras.ts';
import { readResources } from '../../../src/main/query/resources/read-resources.ts';
import { listResources } from '../../../src/main/query/resources/resource-list.ts';
import { ResourceReadings } from '../../../src/main/query/resources/resource-readings.ts';
import { engineChannels } from '../../../src/shared/channels.ts';
import { LIFE_EFFECTS, type ResourceEffect, type ResourceRow } from '../../../src/shared/resources.ts';
import { caseOf } from '../../helpers/cases.ts';
import { folderOf } from '../../helpers/folder.ts';
import { random } from '../../helpers/random.ts';
import { eventId, type Fields, record, trail } from '../../helpers/trail.ts';
import { isDenied, type SlowEvent, slowCase, slowList } from './slow.ts';

const ACCOUNT = '111122223333';
const START = Date.UTC(2026, 1, 21);
const s3 = 's3.amazonaws.com';
const iam = 'iam.amazonaws.com';

/** Buckets and roles that are made, changed, read and deleted by several users, also in vain. */
function files(): Record<string, string> {
  const { below, pick } = random(23);
  const call = (): Fields => {
    const bucket = `bucket-${below(12)}`;
    const role = `role-${below(8)}`;
    return pick<() => Fields>([
      () => ({
        eventSource: s3,
        eventName: pick(['CreateBucket', 'PutBucketPolicy', 'DeleteBucket']),
        requestParameters: { bucketName: bucket },
      }),
      () => ({
        eventSource: s3,
        eventName: pick(['PutObject', 'DeleteObjects', 'GetObject']),
        requestParameters: { bucketName: bucket, key: `k${below(9)}` },
        resources: [{ ARN: `arn:aws:s3:::${bucket}/k` }],
      }),
      () => ({
        eventSource: s3,
        eventName: 'CopyObject',
        requestParameters: { bucketName: bucket, 'x-amz-copy-source': `bucket-${below(12)}/k` },
      }),
      () => ({
        eventSource: iam,
        eventName: pick(['CreateRole', 'AttachRolePolicy', 'GetRole', 'DeleteRole']),
        requestParameters: { roleName: role },
      }),
      () => ({
        eventSource: 'sts.amazonaws.com',
        eventName: 'AssumeRole',
        requestParameters: { roleArn: `arn:aws:iam::${ACCOUNT}:role/path/${role}` },
      }),
      () => ({ requestParameters: null }),
    ])();
  };
  const found: Record<string, string> = {};
  for (let file = 0; file < 4; file++) {
    const records = Array.from({ length: 300 }, (_, i) => {
      const user = pick(['asha', 'ben', 'chitra']);
      return record({
        eventID: eventId(`life ${file} ${i}`),
        eventTime: i % 40 === 9 ? 'yesterday' : new Date(START + below(86_400) * 1000).toISOString(),
        errorCode: pick([undefined, undefined, undefined, 'AccessDenied', 'BucketNotEmpty']),
        readOnly: pick([true, false, undefined]),
        userIdentity: { type: 'IAMUser', accountId: ACCOUNT, arn: `arn:aws:iam::${ACCOUNT}:user/${user}`, userName: user },
        ...call(),
      });
    });
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

interface SlowTouch {
  event: SlowEvent;
  effect: ResourceEffect;
  outcome: 'done' | 'denied' | 'failed';
  who: string;
}

const NEVER = Number.MAX_SAFE_INTEGER;

/** By id of a resource, all that was done with it, in order of time and address; undated last. */
function slowTouches(among: readonly SlowEvent[]): Map<string, SlowTouch[]> {
  const found = new Map<string, SlowTouch[]>();
  // They come in order of their addresses, which a stable sort keeps.
  const inOrder = [...among].sort((a, b) => (a.time ?? NEVER) - (b.time ?? NEVER));
  for (const event of inOrder) {
    const { eventSource, eventName, errorCode, readOnly, actor } = event.fields as Record<string, string>;
    for (const { id, kind, ...part } of mentionsOf(event.record)) {
      const call = {
        eventSource: eventSource as string,
        eventName: eventName as string,
        readOnly: readOnly === null ? null : readOnly === 'true',
      };
      const outcome = errorCode === null ? 'done' : isDenied(errorCode) ? 'denied' : 'failed';
      found.set(id, [...(found.get(id) ?? []), { event, effect: effectOf(call, kind, part), outcome, who: `${ACCOUNT}:user/${actor}` }]);
    }
  }
  return found;
}

const times = (touches: readonly SlowTouch[]) => touches.flatMap(({ event }) => event.time ?? []).sort((a, b) => a - b);
const span = (touches: readonly SlowTouch[]) => ({ first: times(touches)[0] ?? null, last: times(touches).at(-1) ?? null });

function slowRows(among: readonly SlowEvent[]): Omit<ResourceRow, 'kind' | 'name'>[] {
  const rows = [...slowTouches(among)].map(([value, touches]) => {
    const done = touches.filter(({ outcome }) => outcome === 'done');
    const of = (...effects: ResourceEffect[]) => done.filter(({ effect }) => effects.includes(effect));
    const [created, deleted] = [of('created'), of('deleted')];
    return {
      value,
      count: touches.length,
      ...span(touches),
      created: created.length > 0 ? { count: created.length, at: span(created).first } : null,
      deleted: deleted.length > 0 ? { count: deleted.length, at: span(deleted).last } : null,
      changes: of('changed', 'permission', 'emptied').length,
      refused: touches.length - done.length,
      actors: new Set(touches.map(({ who }) => who)).size,
    };
  });
  return rows.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}

const ALL = { kind: null, search: '', top: 0, order: 'most' } as const;

describe('the list', () => {
  test.each(['', 'is:denied', 'resource:bucket-3', 'time:2026-02-21T03:00Z..2026-02-21T09:00Z', 'api:none'])(
    'equals the slow one: %s',
    async (filter) => {
      const all = new CaseEvents(db);
      const selection = await all.selections.select(filter);
      await readResources(all, selection);
      const list = listResources(all, selection, ALL);
      const slow = slowRows(slowList(events, filter));
      expect(list.rows.map(({ kind: _, name: __, ...row }) => row)).toEqual(slow);
      const roles = slow.filter(({ value }) => value.includes(':role/'));
      expect(list.kinds.find(({ kind }) => kind === 'iam:role')?.resources ?? 0).toBe(roles.length);
      const some = listResources(all, selection, { ...ALL, kind: 'iam:role', search: 'ROLE-', top: 3 });
      expect({ found: some.found, values: some.rows.map(({ value }) => value) }).toEqual({
        found: roles.length,
        values: roles.slice(0, 3).map(({ value }) => value),
      });
    },
  );

  test('is of every event but those that name none', () => {
    expect(slowRows(events).length).toBe(20);
    expect(slowRows(events).filter(({ created, deleted }) => created && deleted).length).toBeGreaterThan(10);
  });
});

describe('the history', () => {
  test('of each resource equals the slow one', async () => {
    const all = new CaseEvents(db);
    for (const [id, touches] of slowTouches(events)) {
      const history = await resourceHistory(all, id);
      expect(history).toMatchObject({
        value: id,
        id,
        events: touches.length,
        ...span(touches),
        also: [],
        alsoTotal: 0,
        exact: true,
        unreadable: [],
      });
      const life = touches.filter(({ effect }) => (LIFE_EFFECTS as readonly string[]).includes(effect));
      expect(history?.life.map((touch) => ({ id: touch.id, effect: touch.effect, outcome: touch.outcome, who: touch.who }))).toEqual(
        life.map(({ event, effect, outcome, who }) => ({ id: event.id, effect, outcome, who })),
      );
      const done = life.filter(({ outcome }) => outcome === 'done');
      expect(history?.created?.id).toBe(done.find(({ effect }) => effect === 'created')?.event.id);
      expect(history?.deleted?.id).toBe(done.findLast(({ effect }) => effect === 'deleted')?.event.id);
      expect(history?.lastChange?.id).toBe(done.at(-1)?.event.id);
      for (const { effect, done: count, denied, failed } of history?.effects ?? [])
        expect({ effect, done: count, denied, failed }).toEqual({ effect, ...countsOf(touches, effect) });
      expect(history?.actors.map(({ value, count }) => ({ value, count }))).toEqual(actorsOf(touches));
    }
  });

  test('a number has a filter just where one leaves its events', async () => {
    const all = new CaseEvents(db);
    const seen = { with: 0, without: 0 };
    for (const [id, touches] of [...slowTouches(events)].slice(0, 6)) {
      const history = await resourceHistory(all, id);
      for (const { effect, filters, ...count } of history?.effects ?? []) {
        for (const outcome of ['done', 'denied', 'failed'] as const) {
          const filter = filters[outcome];
          const own = touches.filter((touch) => touch.outcome === outcome && touch.effect === effect);
          const names = new Set(own.map(({ event }) => event.fields.eventName));
          const others = touches.filter((touch) => touch.outcome === outcome && touch.effect !== effect);
          const isAlone = own.length > 0 && !others.some(({ event }) => names.has(event.fields.eventName));
          expect(filter !== null, `${id} ${effect} ${outcome}`).toBe(isAlone);
          seen[filter === null ? 'without' : 'with']++;
          if (filter !== null) expect(slowList(events, filter).length, filter).toBe(count[outcome]);
        }
      }
    }
    // Some records of an API say that they only read.
    expect(Math.min(seen.with, seen.without)).toBeGreaterThan(10);
    expect((await resourceHistory(all, 'bucket-2', {}, 'actor:ben'))?.filter).toBe('resource:arn:aws:s3:::bucket-2 actor:ben');
  });

  test('a call without a name has no filter, and of more actors and namesakes than are listed all are counted', async () => {
    const caller = (i: number) => ({ type: 'IAMUser', accountId: ACCOUNT, userName: `user-${i}` });
    const log = trail()
      .events(60, (i) => ({
        eventName: i < 2 ? undefined : 'GetRole',
        eventSource: iam,
        requestParameters: { roleName: 'auditor' },
        userIdentity: caller(i),
      }))
      .events(25, (i) => ({ resources: [{ ARN: `arn:aws:iam::${444455550000 + i}:role/auditor` }], requestParameters: null }));
    const { path: other } = await caseOf([folderOf({ 'a.json': log.json() })]);
    const own = openForReading(other);
    const history = await resourceHistory(new CaseEvents(own), 'auditor');
    expect(history).toMatchObject({ events: 60, actorTotal: 60, alsoTotal: 25 });
    expect([history?.actors.length, history?.also.length]).toEqual([50, 20]);
    expect(history?.effects.map(({ effect, done, filters }) => [effect, done, filters.done])).toEqual([['read', 60, null]]);
    own.close();
  });

  test('by a name, an ARN with another path or that of one object, it is the same resource', async () => {
    const all = new CaseEvents(db);
    const role = `arn:aws:iam::${ACCOUNT}:role/role-1`;
    const whole = await resourceHistory(all, role);
    expect(whole?.forms).toEqual([`arn:aws:iam::${ACCOUNT}:role/path/role-1`, 'role-1']);
    expect(await resourceHistory(all, 'role-1')).toEqual({ ...whole, value: 'role-1' });
    expect(await resourceHistory(all, `arn:aws:iam::${ACCOUNT}:role/other/role-1`)).toEqual({
      ...whole,
      value: `arn:aws:iam::${ACCOUNT}:role/other/role-1`,
    });
    expect(await resourcePivotExtras(all, 'role-1')).toEqual({ history: { ...whole, value: 'role-1' }, forms: whole?.forms });
    expect((await resourceHistory(all, 'arn:aws:s3:::bucket-1/k'))?.id).toBe('arn:aws:s3:::bucket-1');
    expect(await resourceHistory(all, 'role-99')).toBeNull();
  });

  test('within a filter, and a wrong one is refused', async () => {
    const all = new CaseEvents(db);
    const touches = slowTouches(slowList(events, 'actor:ben')).get('arn:aws:s3:::bucket-2') ?? [];
    const history = await resourceHistory(all, 'bucket-2', {}, 'actor:ben');
    expect(history).toMatchObject({ events: touches.length, actors: [{ value: `${ACCOUNT}:user/ben`, count: touches.length }] });
    expect(touches.length).toBeGreaterThan(3);
    await expect(resourceHistory(all, 'bucket-2', {}, '(')).rejects.toMatchObject({ code: 'FILTER_INVALID' });
    const cancelled = resourceHistory(new CaseEvents(db), 'bucket-2', { signal: AbortSignal.abort() });
    await expect(cancelled).rejects.toMatchObject({ code: 'CANCELLED' });
  });
});

function countsOf(touches: readonly SlowTouch[], effect: ResourceEffect) {
  const own = touches.filter((touch) => touch.effect === effect);
  const of = (outcome: SlowTouch['outcome']) => own.filter((touch) => touch.outcome === outcome).length;
  return { done: of('done'), denied: of('denied'), failed: of('failed') };
}

function actorsOf(touches: readonly SlowTouch[]) {
  const counts = new Map<string, number>();
  for (const { who } of touches) counts.set(who, (counts.get(who) ?? 0) + 1);
  return [...counts].map(([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}

describe('one resource by several texts', () => {
  const ec2 = 'ec2.amazonaws.com';
  const group = 'sg-0d8b5f3a7c1e92d46';

  /** @param order of the files */
  async function groups(order: readonly number[]): Promise<CaseEvents> {
    const made = trail().event({
      eventID: eventId('group made'),
      eventTime: '2026-02-20T10:00:00Z',
      eventSource: ec2,
      eventName: 'CreateSecurityGroup',
      readOnly: false,
      requestParameters: { groupName: 'orders-db', vpcId: 'vpc-6363c106' },
      responseElements: { groupId: group },
    });
    const opened = trail().event({
      eventID: eventId('group opened'),
      eventTime: '2026-02-21T10:00:00Z',
      eventSource: ec2,
      eventName: 'AuthorizeSecurityGroupIngress',
      readOnly: false,
      requestParameters: { groupId: group },
    });
    const many = trail().events(205, (i) => ({
      eventID: eventId(`group tagged ${i}`),
      eventTime: new Date(Date.UTC(2026, 1, 21, 12, 0, i)).toISOString(),
      eventSource: ec2,
      eventName: 'CreateTags',
      readOnly: false,
      requestParameters: { resourcesSet: { items: [{ resourceId: group }] } },
    }));
    const folders = [made, opened, many].map((log) => [folderOf({ 'a.json': log.json() })]);
    const { path: other } = await caseOf(...order.map((i) => folders[i] as string[]));
    return new CaseEvents(openForReading(other));
  }

  test('a security group that one record names and others have only by its id, whatever the order of importing', async () => {
    const all = await groups([0, 1, 2]);
    const history = await resourceHistory(all, 'orders-db');
    expect(history).toMatchObject({
      id: group,
      kind: 'ec2:security-group',
      events: 207,
      forms: ['orders-db', group],
      created: { eventID: eventId('group made') },
      deleted: null,
      lifeTotal: 207,
    });
    expect(history?.life.map(({ eventID }) => eventID).slice(0, 3)).toEqual(['group made', 'group opened', 'group tagged 0'].map(eventId));
    // The first hundred and the last.
    expect(history?.life.length).toBe(200);
    expect(history?.life[99]?.eventID).toBe(eventId('group tagged 97'));
    expect(history?.life[100]?.eventID).toBe(eventId('group tagged 105'));
    const turned = await groups([2, 1, 0]);
    expect(await resourceHistory(turned, 'orders-db')).toEqual(history);
    all.db.close();
    turned.db.close();
  });

  test('a key pair by the id that records give beside its name, and by that alone', async () => {
    const [pair, id] = [`arn:aws:ec2:ap-south-1:${ACCOUNT}:key-pair/k`, 'key-0123456789abcdef0'];
    const call = (eventName: string, requestParameters: Fields, responseElements: Fields): Fields =>
      record({
        eventID: eventId(eventName),
        eventSource: 'ec2.amazonaws.com',
        eventName,
        readOnly: eventName === 'DescribeKeyPairs',
        requestParameters,
        responseElements,
      });
    const made = call('CreateKeyPair', { keyName: 'k' }, { keyName: 'k', keyPairId: id });
    const gone = call('DeleteKeyPair', { keyName: 'k' }, { _return: true, keyPairId: id });
    const read = call('DescribeKeyPairs', { keyPairIdSet: { items: [{ keyPairId: id }] } }, {});
    const { path: other } = await caseOf([folderOf({ 'a.json': JSON.stringify({ Records: [made, gone, read] }) })]);
    const one = new CaseEvents(openForReading(other));
    const history = await resourceHistory(one, id);
    expect(history).toMatchObject({ id: pair, events: 2, forms: ['k', id] });
    expect([history?.created?.eventID, history?.deleted?.eventID]).toEqual(['CreateKeyPair', 'DeleteKeyPair'].map(eventId));
    expect(history?.also).toEqual([{ id, kind: 'ec2:key-pair', events: 1 }]);
    one.db.close();
  });

  test('objects that a call names are told with it', async () => {
    const log = trail().event({
      eventSource: s3,
      eventName: 'DeleteObjects',
      readOnly: false,
      requestParameters: { bucketName: 'b', delete: { object: Array.from({ length: 12 }, (_, i) => ({ key: `k${i}` })) } },
    });
    const { path: other } = await caseOf([folderOf({ 'a.json': log.json() })]);
    const own = openForReading(other);
    const history = await resourceHistory(new CaseEvents(own), 'b');
    expect(history?.life).toMatchObject([{ effect: 'emptied', objectCount: 12, objects: Array.from({ length: 10 }, (_, i) => `k${i}`) }]);
    own.close();
  });
});

describe('for the window', () => {
  test('list and history are answered at once, of what was read so far, and whole in the end', async () => {
    const own = openForReading(path);
    const all = new CaseEvents(own);
    const made = new ResourceReadings(
      own,
      (filter) => all.selections.select(filter),
      () => null,
      0,
    );
    const list = async () => engineChannels['resources.list'].result.parse(await made.list({ filter: '', ...ALL, top: 1000 }));
    const history = async () => engineChannels['resources.history'].result.parse(await made.history({ value: 'arn:aws:s3:::bucket-5' }));
    expect(await list()).toMatchObject({ total: events.length, read: 0, rows: [], reading: { asks: 'resources', state: 'running' } });
    expect(await history()).toMatchObject({ history: null, reading: { state: 'running' } });
    const end = async <T extends { reading: unknown }>(ask: () => Promise<T>): Promise<T> => {
      for (let answer = await ask(); ; answer = await ask()) {
        if (answer.reading === null) return answer;
        // The reading goes on between two questions.
        await breathe();
      }
    };
    expect((await end(history)).history).toEqual(await resourceHistory(new CaseEvents(db), 'arn:aws:s3:::bucket-5'));
    expect((await end(list)).rows.map(({ kind: _, name: __, ...row }) => row)).toEqual(slowRows(events));
    await made.end();
    own.close();
  });
});
