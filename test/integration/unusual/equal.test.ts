// What is unusual over columns equals the slow and obvious answer, on random archives, and every fact's filter gives the events that it counts.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CaseFile } from '../../../src/main/case/case-file.ts';
import { recordAt, storedRow } from '../../../src/main/case/event-rows.ts';
import { openForReading, type ReadConnection } from '../../../src/main/case/open.ts';
import { eventsOf } from '../../../src/main/query/columns/case-events.ts';
import { unusualActors } from '../../../src/main/query/unusual/actors.ts';
import { unusual } from '../../../src/main/query/unusual/unusual.ts';
import { FACT_KINDS, Unusual, UnusualActors, type UnusualFact } from '../../../src/shared/unusual.ts';
import { importInto, newCasePath } from '../../helpers/cases.ts';
import { folderOf } from '../../helpers/folder.ts';
import { type Random, random } from '../../helpers/random.ts';
import { eventId, type Fields, record } from '../../helpers/trail.ts';
import { type SlowEvent, slowUnusual } from './slow-unusual.ts';

const USERS = ['asha', 'ben', 'chitra'];
/** Agents with their tool and system; the second is the first one as S3 requests have it. */
const AGENTS = [
  ['aws-cli/2.15.0 Python/3.11 Linux/5.10 exe/x86_64', 'aws-cli', 'Linux'],
  ['[aws-cli/2.15.0 Python/3.11 Linux/5.10 exe/x86_64]', 'aws-cli', 'Linux'],
  ['aws-cli/1.32.6 os/linux#6.6.15-kali2-amd64', 'aws-cli', 'Kali Linux'],
  ['Terraform/1.9.8 aws-sdk-go-v2/1.32.7 os/macos', 'Terraform', 'macOS'],
  ['lambda.amazonaws.com', 'lambda.amazonaws.com', undefined],
] as const;

interface Made {
  fields: Fields;
  event: SlowEvent | null;
  user: string;
}

/** One event of a user, in bursts and over nights, values of its own mostly, others later. */
function made({ pick, next, below }: Random, id: string, start: number): Made {
  const user = pick(USERS);
  const late = next() < 0.3;
  const daytime = next() < 0.5 ? 9 * 3_600_000 + below(40) * 15_000 : below(86_400) * 1000;
  const instant = next() < 0.15 ? start + 2.6 * 86_400_000 + below(50) * 1000 : start + below(late ? 3 : 2) * 86_400_000 + daytime;
  const time = Math.floor(instant / 1000) * 1000;
  const account = next() < 0.95 ? pick(['111122223333', '444455556666']) : null;
  const [userAgent, tool, platform] = late ? pick(AGENTS) : pick(AGENTS.slice(0, 2));
  const errorCode = pick([undefined, undefined, undefined, 'AccessDenied', 'Client.UnauthorizedOperation', 'NoSuchBucket']);
  const values: Record<string, string | undefined> = {
    sourceIPAddress: late ? pick(['198.51.100.7', '2001:db8::1', '203.0.113.10']) : pick(['203.0.113.10', undefined]),
    awsRegion: late ? pick(['us-east-1', 'eu-west-1']) : 'ap-south-1',
    tool,
    platform,
    userAgent: userAgent.replace(/^\[|\]$/g, ''),
    eventSource: pick(['ec2.amazonaws.com', 's3.amazonaws.com', 'signin.amazonaws.com']),
    eventName: pick(['RunInstances', 'DescribeInstances', late ? 'DeleteBucket' : 'ListBuckets', late ? `Get${below(9)}` : 'GetObject']),
    accountId: account ?? undefined,
  };
  const known = Object.fromEntries(Object.entries(values).filter((pair): pair is [string, string] => pair[1] !== undefined));
  const isDated = next() < 0.97;
  const answer = pick(['Success', 'Failure', 'Failure']);
  const { eventSource, eventName, awsRegion, sourceIPAddress } = values;
  const fields = record({
    eventID: eventId(id),
    eventTime: isDated ? new Date(time).toISOString().replace('.000Z', 'Z') : 'never',
    eventSource,
    eventName,
    awsRegion,
    sourceIPAddress,
    userAgent,
    errorCode,
    responseElements: { [eventName as string]: answer },
    recipientAccountId: account ?? undefined,
    userIdentity: { type: 'IAMUser', userName: user, accessKeyId: `AKIA${user.toUpperCase()}` },
  });
  const isFailedSignIn = errorCode === undefined && eventSource === 'signin.amazonaws.com' && answer === 'Failure';
  const outcome = isFailedSignIn ? 'denied' : errorCode === undefined ? 'allowed' : errorCode === 'NoSuchBucket' ? 'failed' : 'denied';
  return { fields, user, event: isDated ? { time, account, outcome, isFailedSignIn, who: user, values: known } : null };
}

interface Archive {
  seed: number;
  zone: string;
  start: number;
}

const open: ReadConnection[] = [];
afterAll(() => {
  for (const db of open) db.close();
});

/** @param order in which its files are imported */
async function caseOf({ seed, zone, start }: Archive, order = ['a', 'b', 'c']): Promise<{ db: ReadConnection; all: Made[] }> {
  const draw = random(seed);
  const all = Array.from({ length: 360 }, (_, i) => made(draw, `unusual ${seed} ${i}`, start));
  const path = newCasePath();
  CaseFile.create(path, { timezone: zone }).close();
  const part = (from: number): string => JSON.stringify({ Records: all.filter((_, i) => i % 3 === from).map(({ fields }) => fields) });
  for (const name of order) await importInto(path, [folderOf({ [`${name}.json`]: part('abc'.indexOf(name)) })], { exists: true });
  const db = openForReading(path);
  open.push(db);
  return { db, all };
}

function ofKind<K extends UnusualFact['kind']>(facts: readonly UnusualFact[], kind: K): Extract<UnusualFact, { kind: K }>[] {
  return facts.filter((fact): fact is Extract<UnusualFact, { kind: K }> => fact.kind === kind);
}

const bySize = (a: { success: number; name: string }, b: { success: number; name: string }): number =>
  a.success - b.success || byText([a.name], [b.name]);
const byText = (a: object, b: object): number => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);

// The second archive lies around the night in which clocks go forward in New York, the fourth around one in which they go back half an hour.
const ARCHIVES: readonly Archive[] = [
  { seed: 1, zone: 'Asia/Kolkata', start: Date.UTC(2026, 1, 20) },
  { seed: 2, zone: 'America/New_York', start: Date.UTC(2026, 2, 7) },
  { seed: 3, zone: 'UTC', start: Date.UTC(2026, 1, 20, 12) },
  { seed: 4, zone: 'Australia/Lord_Howe', start: Date.UTC(2026, 3, 4) },
];

describe.each(ARCHIVES)('archive $seed, clock of $zone', (archive) => {
  let db: ReadConnection;
  let all: Made[];
  beforeAll(async () => {
    ({ db, all } = await caseOf(archive));
  });

  test.each(['actor:asha', 'key:AKIABEN', ''])('%s', async (filter) => {
    const user = filter.toLowerCase().replace(/.*(asha|ben)/, '$1');
    const dated = all.flatMap(({ event }) => event ?? []);
    const own = all.filter((one) => filter === '' || one.user === user).flatMap(({ event }) => event ?? []);
    const slow = slowUnusual(own, dated, archive.zone);

    const events = eventsOf(db);
    const found = Unusual.parse(unusual(events, filter, await events.selections.select(filter)));
    expect(found).toMatchObject({ events: own.length, left: {} });

    const changed = ofKind(found.facts, 'changed');
    expect(changed.map(({ at, to, before, since }) => ({ at, to, before, since }))).toEqual(
      slow.changed.map(({ at, to, before, since }) => ({ at, to, before, since })),
    );
    for (const [i, fact] of changed.entries()) {
      const wanted = (slow.changed[i]?.changes ?? []).map(({ accounts, ...change }) => ({ ...change, accounts }));
      expect(fact.changes.map(({ field, value }) => `${field} ${value}`).sort()).toEqual(
        wanted.map(({ field, value }) => `${field} ${value}`).sort(),
      );
      for (const { field, value, at, count, valuesBefore, account } of fact.changes) {
        const { accounts, ...change } = wanted.find((one) => one.field === field && one.value === value) as (typeof wanted)[number];
        expect({ field, value, at, count, valuesBefore }).toEqual(change);
        expect(accounts).toContainEqual(account);
      }
    }
    expect(
      ofKind(found.facts, 'hours').map(({ at, day, events: count, hours, before }) => ({ at, day, events: count, hours, before })),
    ).toEqual(slow.hours);
    expect(
      ofKind(found.facts, 'burst')
        .map(({ at, ms, events: count, before }) => ({ at, ms, events: count, before }))
        .sort((a, b) => a.ms - b.ms),
    ).toEqual(slow.bursts);
    const apiName = ({ eventSource, eventName }: { eventSource: string; eventName: string }): string => `${eventSource} ${eventName}`;
    expect(
      ofKind(found.facts, 'refusals').map(({ at, to, events: count, apis, next }) => ({
        at,
        to,
        events: count,
        apis: apis.map((api) => ({ name: apiName(api), denied: api.denied, allowed: api.allowed })).sort(byText),
        next: next?.at ?? null,
      })),
    ).toEqual(slow.refusals);
    expect(
      ofKind(found.facts, 'failed-first')
        .map((fact) => ({
          name: apiName(fact),
          at: fact.at,
          last: fact.last,
          failed: fact.failed,
          denied: fact.denied,
          success: fact.success.at,
        }))
        .sort(byText),
    ).toEqual([...slow.failedFirst].sort(byText));

    expect(
      ofKind(found.facts, 'sign-ins')
        .map(({ kind: _, event: __, filter: ___, eventSource, eventName, success, ...fact }) => ({
          name: apiName({ eventSource, eventName }),
          ...fact,
          success: success.at,
        }))
        .sort(bySize),
    ).toEqual([...slow.signIns].sort(bySize));

    for (const fact of found.facts) {
      const time = (id: string): number | null => storedRow(db, recordAt(db, id) as number).timeMs;
      expect(time(fact.event)).toBe(fact.at);
      const given = (await events.selections.select(fact.filter)).count;
      if (fact.kind === 'changed') {
        expect(given, fact.filter).toBe(fact.since.events);
        for (const change of fact.changes) expect((await events.selections.select(change.filter)).count, change.filter).toBe(change.count);
      } else if (fact.kind !== 'failed-first' && fact.kind !== 'sign-ins') expect(given, fact.filter).toBe(fact.events);
      else expect(given).toBeGreaterThan(fact.failed);
    }
  });
});

test('the archives show every kind of fact', async () => {
  const { db } = await caseOf(ARCHIVES[1] as Archive);
  const events = eventsOf(db);
  const kinds = new Set<string>();
  for (const user of USERS) {
    const filter = `actor:${user}`;
    for (const { kind } of unusual(events, filter, await events.selections.select(filter)).facts) kinds.add(kind);
  }
  expect([...kinds].sort()).toEqual([...FACT_KINDS].sort());
});

test('the order of importing changes nothing', async () => {
  const archive = ARCHIVES[0] as Archive;
  const [one, other] = [await caseOf(archive), await caseOf(archive, ['c', 'a', 'b'])];
  const found = async ({ db }: { db: ReadConnection }, filter: string) =>
    unusual(eventsOf(db), filter, await eventsOf(db).selections.select(filter));
  for (const filter of ['actor:asha', 'region:us-east-1', '']) expect(await found(one, filter)).toEqual(await found(other, filter));
  expect(unusualActors(eventsOf(one.db), 20)).toEqual(unusualActors(eventsOf(other.db), 20));
});

test('of each actor and key what changed most together and the greatest signs of probing; those with such signs first', async () => {
  const { db } = await caseOf(ARCHIVES[2] as Archive);
  const events = eventsOf(db);
  const { rows, total, short } = UnusualActors.parse(unusualActors(events, 200));
  // Three users, each with one key; none of them with too few events.
  expect({ rows: rows.length, total, short }).toEqual({ rows: 6, total: 6, short: 0 });
  expect(rows.map(({ kind }) => kind).sort()).toEqual(['actor', 'actor', 'actor', 'key', 'key', 'key']);
  const order: number[][] = [];
  for (const { filter, events: count, first, last, change, signs } of rows) {
    const alone = unusual(events, filter, await events.selections.select(filter));
    expect({ count, first, last }).toEqual({ count: alone.events, first: alone.first, last: alone.last });
    const changes = ofKind(alone.facts, 'changed');
    const most = Math.max(...changes.map(({ fields }) => fields.length));
    expect(change).toEqual(changes.filter(({ fields }) => fields.length === most).at(-1));
    // Of equal ones the first.
    const refused = [...ofKind(alone.facts, 'refusals')].sort((a, b) => b.apis.length - a.apis.length)[0];
    const failed = [...ofKind(alone.facts, 'failed-first')].sort((a, b) => b.denied - a.denied || b.failed - a.failed)[0];
    const guessed = [...ofKind(alone.facts, 'sign-ins')].sort((a, b) => b.failed - a.failed)[0];
    const greatest = [refused, failed, guessed].filter((one) => one !== undefined);
    expect(signs).toEqual(greatest.sort((a, b) => a.at - b.at));
    const isProbing = refused !== undefined || guessed !== undefined || (failed?.denied ?? 0) >= 2;
    const probed = isProbing ? [refused?.apis.length ?? 0, Math.max(failed?.denied ?? 0, guessed?.failed ?? 0)] : [0, 0];
    order.push([Number(isProbing), ...probed, most, change?.before.events ?? 0]);
  }
  const later = (a: number[], b: number[]): number =>
    b.map((weight, i) => weight - (a[i] ?? 0)).find((difference) => difference !== 0) ?? 0;
  expect(order).toEqual([...order].sort(later));
  expect(unusualActors(events, 2).rows).toEqual(rows.slice(0, 2));
});
