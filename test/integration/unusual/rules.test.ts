// The edges of the rules of docs/unusual.md, one small archive each, counted by hand.
import { afterAll, expect, test } from 'vitest';
import { openForReading, type ReadConnection } from '../../../src/main/case/open.ts';
import { eventsOf } from '../../../src/main/query/columns/case-events.ts';
import { actorList } from '../../../src/main/query/entities/actor-list.ts';
import { keyList } from '../../../src/main/query/entities/key-list.ts';
import { unusualActors } from '../../../src/main/query/unusual/actors.ts';
import { unusual } from '../../../src/main/query/unusual/unusual.ts';
import type { Unusual, UnusualFact } from '../../../src/shared/unusual.ts';
import { importInto, newCasePath } from '../../helpers/cases.ts';
import { folderOf } from '../../helpers/folder.ts';
import { eventId, type Fields, trail } from '../../helpers/trail.ts';

const open: ReadConnection[] = [];
afterAll(() => {
  for (const db of open) db.close();
});

const DAY = Date.UTC(2026, 1, 20);
const at = (seconds: number): string => new Date(DAY + seconds * 1000).toISOString().replace('.000Z', 'Z');

/** What is unusual in a case of these events, at seconds of 2026-02-20 in UTC. */
async function unusualOf(...events: readonly (Fields & { second: number })[]): Promise<Unusual> {
  const logs = trail();
  for (const { second, ...fields } of events) logs.event({ eventTime: at(second), ...fields });
  const path = newCasePath();
  await importInto(path, [folderOf({ 'a.json.gz': logs.gz() })]);
  const db = openForReading(path);
  open.push(db);
  return unusual(eventsOf(db), '', eventsOf(db).selections.everything());
}

function ofKind<K extends UnusualFact['kind']>({ facts }: Unusual, kind: K): Extract<UnusualFact, { kind: K }>[] {
  return facts.filter((fact): fact is Extract<UnusualFact, { kind: K }> => fact.kind === kind);
}

/** So many events, a minute apart. */
const usual = (count: number, fields: Fields = {}) => Array.from({ length: count }, (_, i) => ({ second: i * 60, ...fields }));
const named = (second: number, eventName: string, fields: Fields = {}) => ({ second, eventName, ...fields });

test('with 20 events before, a first use is told; with 19, or 20 of which one is at the same second, it is not', async () => {
  const last = { second: 3000, awsRegion: 'eu-west-1' };
  const [change] = ofKind(await unusualOf(...usual(20), last), 'changed');
  expect(change).toMatchObject({
    at: DAY + 3_000_000,
    before: { events: 20 },
    since: { events: 1 },
    fields: [{ field: 'awsRegion', values: 1 }],
  });
  const few = await unusualOf(...usual(19), last);
  expect({ facts: few.facts, comparedFrom: few.comparedFrom }).toEqual({ facts: [], comparedFrom: null });
  expect((await unusualOf(...usual(19), { second: 3000 }, last)).facts).toEqual([]);
});

test('first uses 5 minutes apart stand together, one second more parts them, and so does an hour in all', async () => {
  const together = ofKind(await unusualOf(...usual(20), named(3000, 'A'), named(3300, 'B')), 'changed');
  expect(together).toMatchObject([{ at: DAY + 3_000_000, to: DAY + 3_300_000, fields: [{ field: 'eventName', values: 2 }] }]);
  const apart = ofKind(await unusualOf(...usual(20), named(3000, 'A'), named(3301, 'B')), 'changed');
  expect(apart.map(({ before, changes }) => [before.events, changes.map(({ value, valuesBefore }) => [value, valuesBefore])])).toEqual([
    [20, [['A', 1]]],
    [21, [['B', 2]]],
  ]);
  // Every five minutes for 65 minutes: the hour ends with the thirteenth.
  const chain = Array.from({ length: 14 }, (_, i) => named(3000 + i * 300, `Api${i}`));
  expect(ofKind(await unusualOf(...usual(20), ...chain), 'changed').map(({ fields }) => fields[0]?.values)).toEqual([13, 1]);
});

test('of one field at most 12 values are told, with how many there are', async () => {
  const [change] = ofKind(await unusualOf(...usual(20), ...Array.from({ length: 15 }, (_, i) => named(3000 + i, `Api${i}`))), 'changed');
  expect(change?.fields).toEqual([{ field: 'eventName', values: 15 }]);
  expect(change?.changes.map(({ value }) => value)).toEqual(Array.from({ length: 12 }, (_, i) => `Api${i}`));
});

test('an account is compared with the whole case, everything else with the account', async () => {
  const other = { recipientAccountId: '444455556666' };
  const found = await unusualOf(...usual(20), named(3000, 'A', other), named(3001, 'A'));
  const [change] = ofKind(found, 'changed');
  expect(change?.changes.map(({ field, account }) => [field, account])).toEqual([
    ['eventName', { account: '444455556666', events: 0, withValue: 0, first: null }],
    ['accountId', { account: null, events: 20, withValue: 0, first: null }],
  ]);
});

test('three APIs refused within 5 minutes of one another; two are not enough', async () => {
  const denied = { errorCode: 'AccessDenied' };
  const run = [named(0, 'A', denied), named(300, 'B', denied), named(600, 'C', denied)];
  const after = [named(600, 'B'), named(601, 'D'), named(700, 'A')];
  expect(ofKind(await unusualOf(...run, ...after), 'refusals')).toMatchObject([
    {
      at: DAY,
      to: DAY + 600_000,
      events: 3,
      // B succeeded at the second of the last refusal, and never after it.
      apis: [
        { eventName: 'A', denied: 1, allowed: DAY + 700_000 },
        { eventName: 'B', denied: 1, allowed: null },
        { eventName: 'C', denied: 1, allowed: null },
      ],
      next: { eventName: 'D', at: DAY + 601_000 },
    },
  ]);
  expect(ofKind(await unusualOf(named(0, 'A', denied), named(301, 'B', denied), named(302, 'C', denied)), 'refusals')).toEqual([]);
});

test('what failed before it succeeded: not at the same second, and not after a success', async () => {
  const failed = { errorCode: 'NoSuchBucket' };
  const found = await unusualOf(
    named(0, 'A', failed),
    named(10, 'A', { errorCode: 'AccessDenied' }),
    named(20, 'A'),
    named(0, 'B', failed),
    named(0, 'B'),
    named(0, 'C'),
    named(10, 'C', failed),
    named(20, 'C'),
    named(0, 'D', failed),
  );
  expect(ofKind(found, 'failed-first')).toMatchObject([
    { eventName: 'A', at: DAY, last: DAY + 10_000, failed: 2, denied: 1, success: { at: DAY + 20_000 } },
  ]);
});

const signIn = (second: number, who: string, sourceIPAddress: string, answer: 'Success' | 'Failure', eventName = 'ConsoleLogin') => ({
  second,
  eventSource: 'signin.amazonaws.com',
  eventName,
  sourceIPAddress,
  userIdentity: { type: 'IAMUser', userName: who, accountId: '111122223333' },
  responseElements: { [eventName]: answer },
});
const [A, B, C] = ['198.51.100.1', '198.51.100.2', '198.51.100.3'];

test('sign-ins that failed before one of the same actor, or from the same address, succeeded; each success of a run anew', async () => {
  const found = await unusualOf(
    signIn(0, 'asha', A, 'Success'),
    // Two of the actor from elsewhere, and one of another actor from the address of the success.
    signIn(10, 'asha', B, 'Failure'),
    signIn(20, 'asha', C, 'Failure'),
    signIn(30, 'ben', A, 'Failure'),
    signIn(40, 'asha', A, 'Success'),
    // What that success followed is not told of the next; what came after it is.
    signIn(50, 'asha', A, 'Failure'),
    signIn(60, 'asha', A, 'Success'),
    signIn(70, 'asha', A, 'Failure'),
    signIn(80, 'asha', A, 'Failure'),
    signIn(90, 'asha', A, 'Success'),
  );
  expect(ofKind(found, 'sign-ins')).toMatchObject([
    {
      at: DAY + 10_000,
      last: DAY + 30_000,
      failed: 3,
      actors: 2,
      addresses: 3,
      sameActor: 2,
      sameAddress: 1,
      success: { at: DAY + 40_000 },
    },
    {
      at: DAY + 70_000,
      last: DAY + 80_000,
      failed: 2,
      actors: 1,
      addresses: 1,
      sameActor: 2,
      sameAddress: 2,
      success: { at: DAY + 90_000 },
    },
  ]);
  expect(ofKind(found, 'failed-first')).toEqual([]);
});

test('a reduced copy that does not say how it ended is no success', async () => {
  const logs = trail();
  for (const second of [10, 20, 30]) {
    const { second: _, ...fields } = signIn(second, 'asha', A, 'Failure');
    logs.event({ eventTime: at(second), ...fields });
  }
  const head = 'Event ID,Event time,Event name,Event source,User name,Source IP address,AWS region';
  const csv = `${head}\n${eventId('copy')},${at(40)},ConsoleLogin,signin.amazonaws.com,asha,${A},us-east-1\n`;
  const path = newCasePath();
  await importInto(path, [folderOf({ 'a.json.gz': logs.gz(), 'b.csv': csv })]);
  const db = openForReading(path);
  open.push(db);
  expect(ofKind(unusual(eventsOf(db), '', eventsOf(db).selections.everything()), 'sign-ins')).toEqual([]);
});

test('a single failed sign-in, one at the second of the success, one of another API, actor and address are not told', async () => {
  const found = await unusualOf(
    signIn(0, 'asha', A, 'Failure'),
    signIn(10, 'asha', A, 'Success'),
    signIn(20, 'ben', B, 'Failure'),
    signIn(30, 'ben', B, 'Failure'),
    signIn(30, 'ben', B, 'Success'),
    signIn(40, 'chitra', C, 'Failure'),
    signIn(50, 'chitra', C, 'Failure', 'SwitchRole'),
    signIn(60, 'chitra', C, 'Success'),
    signIn(70, 'dev', A, 'Failure'),
    signIn(80, 'dev', A, 'Failure'),
    signIn(90, 'eve', B, 'Success'),
  );
  expect(ofKind(found, 'sign-ins')).toEqual([]);
});

test('an hour beside a usual one is usual', async () => {
  const noon = (day: number) => Array.from({ length: 30 }, (_, i) => ({ second: day * 86_400 + 12 * 3600 + i * 60 }));
  const late = [11, 13, 14, 23].map((hour) => ({ second: 86_400 + hour * 3600 }));
  expect(ofKind(await unusualOf(...noon(0), ...late), 'hours')).toMatchObject([
    {
      day: '2026-02-21',
      events: 2,
      hours: [
        { hour: 14, events: 1, before: 0 },
        { hour: 23, events: 1, before: 0 },
      ],
      before: { events: 30, days: 1 },
    },
  ]);
});

test('a burst is twice what was before; one event less is none', async () => {
  const hours = Array.from({ length: 25 }, (_, i) => ({ second: (i % 5) * 3600 + Math.floor(i / 5) * 300 }));
  const peak = (count: number) => Array.from({ length: count }, (_, i) => ({ second: 86_400 + i * 360 }));
  expect(ofKind(await unusualOf(...hours, ...peak(10)), 'burst')).toMatchObject([
    { ms: 3_600_000, events: 10, before: { stretches: 5, median: 5, most: 5, mostAt: DAY, events: 25 } },
  ]);
  expect(ofKind(await unusualOf(...hours, ...peak(9)), 'burst')).toEqual([]);
});

test('of more than 50 facts of a kind those that tell most are shown, and how many are left is told', async () => {
  const failing = Array.from({ length: 60 }, (_, api) => [
    ...Array.from({ length: 1 + (api % 3) }, (_, i) => named(api * 100 + i, `Api${api}`, { errorCode: 'NoSuchBucket' })),
    named(api * 100 + 50, `Api${api}`),
  ]).flat();
  const found = await unusualOf(...failing);
  const facts = ofKind(found, 'failed-first');
  expect({ shown: facts.length, left: found.left['failed-first'] }).toEqual({ shown: 50, left: 10 });
  // Twenty each failed once, twice and three times: the ten that are left out failed once, the last of them.
  expect(facts.filter(({ failed }) => failed === 1).map(({ eventName }) => eventName)).toEqual(
    Array.from({ length: 10 }, (_, i) => `Api${i * 3}`),
  );
  expect(facts.map((fact) => fact.at)).toEqual([...facts.map((fact) => fact.at)].sort((a, b) => a - b));
});

test('events without a key, or with an empty one, are those of no key', async () => {
  const keyed = (accessKeyId: string): Fields => ({
    userIdentity: { type: 'IAMUser', arn: 'arn:aws:iam::111122223333:user/dev', accountId: '111122223333', userName: 'dev', accessKeyId },
  });
  const rowsOf = async (accessKeyId: string) => {
    await unusualOf(...usual(20, keyed(accessKeyId)), { second: 3000, awsRegion: 'eu-west-1', ...keyed(accessKeyId) });
    const { rows, total } = unusualActors(eventsOf(open.at(-1) as ReadConnection), 10);
    return { rows: rows.map(({ kind, value }) => [kind, value]), total };
  };
  const actor = ['actor', '111122223333:user/dev'];
  expect(await rowsOf('AKIADEV')).toEqual({ rows: [actor, ['key', 'AKIADEV']], total: 2 });
  expect(await rowsOf('')).toEqual({ rows: [actor], total: 1 });
});

const keyed = (name: string, accessKeyId: string): Fields => ({
  userIdentity: { type: 'IAMUser', arn: `arn:aws:iam::111122223333:user/${name}`, accountId: '111122223333', userName: name, accessKeyId },
});

test('of the whole case, a new key that is refused and then assumes a role stands before what changed at others', async () => {
  const probing = keyed('temp', 'AKIATEMP');
  await unusualOf(
    ...usual(20, keyed('dev', 'AKIADEV')),
    { second: 3000, awsRegion: 'eu-west-1', sourceIPAddress: '198.51.100.7', ...keyed('dev', 'AKIADEV') },
    ...Array.from({ length: 10 }, (_, i) => named(4000 + i, `List${i}`, { errorCode: 'AccessDenied', ...probing })),
    named(4010, 'AssumeRole', { errorCode: 'AccessDenied', ...probing }),
    named(4011, 'AssumeRole', { errorCode: 'AccessDenied', ...probing }),
    named(4020, 'AssumeRole', probing),
    // Two events say nothing.
    named(5000, 'ListUsers', keyed('quiet', 'AKIAQUIET')),
  );
  const { rows, total, short } = unusualActors(eventsOf(open.at(-1) as ReadConnection), 10);
  expect({ total, short }).toEqual({ total: 4, short: 2 });
  expect(rows.map(({ kind, value, change }) => [kind, value, change?.fields.length ?? null])).toEqual([
    ['actor', '111122223333:user/temp', null],
    ['key', 'AKIATEMP', null],
    ['actor', '111122223333:user/dev', 2],
    ['key', 'AKIADEV', 2],
  ]);
  expect(rows[1]?.signs).toMatchObject([
    { kind: 'refusals', events: 12, next: { eventName: 'AssumeRole' } },
    { kind: 'failed-first', eventName: 'AssumeRole', failed: 2, denied: 2 },
  ]);
  expect(rows[3]?.signs).toEqual([]);
});

test('of the whole case, one denial before success is told first of few events, and of many behind what changed; a failure of few stands before a new API', async () => {
  const failing = (second: number, name: string, errorCode: string) => {
    const who = keyed(name, `AKIA${name.toUpperCase()}`);
    return [named(second, 'RunInstances', { errorCode, ...who }), named(second + 60, 'RunInstances', who)];
  };
  await unusualOf(
    ...usual(30, keyed('many', 'AKIAMANY')),
    ...failing(3000, 'many', 'AccessDenied'),
    ...usual(30, keyed('moved', 'AKIAMOVED')),
    { second: 3000, awsRegion: 'eu-west-1', sourceIPAddress: '198.51.100.7', userAgent: 'curl/8', ...keyed('moved', 'AKIAMOVED') },
    ...failing(3000, 'few', 'AccessDenied'),
    ...failing(3000, 'slip', 'InvalidParameterValue'),
    named(3000, 'ListUsers', keyed('quiet', 'AKIAQUIET')),
  );
  const events = eventsOf(open.at(-1) as ReadConnection);
  const order = ['AKIAFEW', 'AKIAMOVED', 'AKIASLIP', 'AKIAMANY'];
  expect(
    unusualActors(events, 10)
      .rows.filter(({ kind }) => kind === 'key')
      .map(({ value }) => value),
  ).toEqual(order);
  // The lists of the window are sorted so too; of whom nothing is told stand last, by name.
  const asked = { filter: '', search: '', offset: 0, limit: 10, sort: 'unusual', descending: false, ticket: '' } as const;
  const all = events.selections.everything();
  expect(keyList(events, all, asked).rows.map(({ key }) => key)).toEqual([...order, 'AKIAQUIET']);
  expect(actorList(events, all, asked).rows.map(({ name }) => name)).toEqual(['few', 'moved', 'slip', 'many', 'quiet']);
});
