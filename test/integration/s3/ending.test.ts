// How an acquisition ends that does not come to its end: nothing is waited for that may never come, nothing more is sent, and what was asked is told.
import type { ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Bucket, type ListedVersion } from '../../../src/main/acquire/s3/bucket.ts';
import { Connection } from '../../../src/main/acquire/s3/connection.ts';
import { fetchVersion } from '../../../src/main/acquire/s3/fetch.ts';
import { FetchThread } from '../../../src/main/acquire/s3/fetch-thread.ts';
import { AT_ONCE } from '../../../src/main/acquire/s3/object-transport.ts';
import { type NotedRequests, type Request, RequestLog } from '../../../src/main/acquire/s3/request-log.ts';
import { Room } from '../../../src/main/acquire/s3/room.ts';
import { CaseFile } from '../../../src/main/case/case-file.ts';
import { importPaths } from '../../../src/main/jobs/import-job.ts';
import { GroupFetcher } from '../../../src/main/jobs/s3-group.ts';
import type { KnownObjects } from '../../../src/main/jobs/s3-known.ts';
import type { OpenBucket } from '../../../src/main/jobs/s3-plan.ts';
import { newCasePath, verified } from '../../helpers/cases.ts';
import { cli as asProcess } from '../../helpers/cli.ts';
import { folderOf } from '../../helpers/folder.ts';
import { awsEnv, eventNames, importS3, lastCustody, log, logKey } from '../../helpers/s3-cases.ts';
import { MemoryBucket, type S3Double, startS3Double } from '../../helpers/s3-server.ts';
import { eventId, trail } from '../../helpers/trail.ts';

let server: S3Double;
let bucket: MemoryBucket;

beforeEach(async () => {
  server = await startS3Double();
  bucket = new MemoryBucket().put(logKey('One'), log('One'));
  server.buckets.set('evidence', bucket);
});
afterEach(() => server.close());

const anonymous = () => ({ endpoint: server.endpoint, pathStyle: true, anonymous: true, region: 'eu-west-1' });

async function listed(): Promise<ListedVersion[]> {
  const connection = new Connection(anonymous(), new RequestLog());
  const { versions } = await new Bucket('evidence', connection).firstPage('');
  connection.close();
  return versions;
}

test('a question for credentials that nobody answers ends with the import that is cancelled', async () => {
  const [one] = (await listed()) as [ListedVersion];
  const cancel = new AbortController();
  const credentials = (): Promise<never> => {
    cancel.abort();
    return new Promise(() => {});
  };
  const access = { endpoint: server.endpoint, pathStyle: true, region: 'eu-west-1' };
  const connection = new Connection(access, new RequestLog(), { signal: cancel.signal, credentials });
  const thread = new FetchThread(connection, new RequestLog(), 'evidence');
  await expect(thread.fetch(new Bucket('evidence', connection), one, null)).rejects.toMatchObject({ code: 'CANCELLED' });
  await thread.close();
  connection.close();
});

test.each(['s3', 'plainGet'] as const)(
  'a connection that is closed holds up nobody who waits to ask again: %s',
  { timeout: 3000 },
  async (way) => {
    const [one] = (await listed()) as [ListedVersion];
    const before = server.log.length;
    const log = new RequestLog();
    const connection = new Connection(anonymous(), log);
    const bucketOf = new Bucket('evidence', connection);
    // From then on the quick way is known.
    await fetchVersion(bucketOf, one, null);
    let asked = (): void => {};
    const refused = new Promise<void>((done) => {
      asked = done;
    });
    server.instead = () => {
      asked();
      return { status: 503, code: 'SlowDown', message: 'less', headers: { 'retry-after': '5' } };
    };
    const input = { Bucket: 'evidence', Key: one.key };
    const under = way === 's3' ? connection.s3((client) => client.send(new GetObjectCommand(input))) : fetchVersion(bucketOf, one, null);
    const over = expect(under).rejects.toMatchObject({ code: 'CANCELLED' });
    await refused;
    connection.close();
    await over;
    // What had reached the service is noted by then.
    expect(log.summary().total).toBe(server.log.length - before);
  },
);

test('credentials that are waited for hold up nobody once their connection is closed', { timeout: 3000 }, async () => {
  server.instead = () => ({ status: 400, code: 'ExpiredToken', message: 'expired' });
  const credentials = async () => ({ accessKeyId: 'AKIA', secretAccessKey: 'x' });
  let waits = (): void => {};
  const waited = new Promise<void>((done) => {
    waits = done;
  });
  const access = { endpoint: server.endpoint, pathStyle: true, region: 'eu-west-1' };
  const connection = new Connection(access, new RequestLog(), { credentials, onWaiting: waits });
  const over = expect(new Bucket('evidence', connection).firstPage('')).rejects.toMatchObject({ code: 'CANCELLED' });
  await waited;
  connection.close();
  await over;
});

test('cancelled while the service asks for fewer requests, the command ends at once', { timeout: 6000 }, async () => {
  let child: ChildProcess | null = null;
  server.instead = ({ operation }) => {
    if (operation !== 'ListObjectsV2') return undefined;
    child?.kill('SIGINT');
    return { status: 503, code: 'SlowDown', message: 'less', headers: { 'retry-after': '60' } };
  };
  const { status, stderr } = await asProcess(['s3', 'scope', 's3://evidence/'], {
    env: awsEnv(server),
    started: (one) => {
      child = one;
    },
  });
  expect({ status, stderr }).toMatchObject({ status: 130 });
});

test('what failed is over at once, whatever else waits to be asked again', { timeout: 15_000 }, async () => {
  bucket.put(logKey('First', '2026/01/01'), log('First'));
  for (let i = 0; i < 12; i++) bucket.put(logKey(`Later${i}`, `2026/02/${10 + i}`), log(`Later${i}`));
  let waiting = 0;
  let answered = (): void => {};
  const others = new Promise<void>((done) => {
    answered = done;
  });
  server.instead = async ({ operation, key }) => {
    if (operation !== 'GetObject' || !key.includes('Later')) return undefined;
    if (key.includes('Later0.')) {
      await others;
      return { status: 400, code: 'InvalidToken', message: 'no' };
    }
    if (++waiting === 11) answered();
    return { status: 500, code: 'InternalError', message: 'later', headers: { 'retry-after': '60' } };
  };
  const { status, stderr } = await asProcess(['import', newCasePath(), 's3://evidence/', '--no-cloudtrail'], { env: awsEnv(server) });
  expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringMatching(/^trailcase: S3_CREDENTIALS: /) });
});

test('where requests cannot be noted nothing more is fetched, and that is the reason told', async () => {
  const [one] = (await listed()) as [ListedVersion];
  const full = new (class extends RequestLog {
    override take(_: NotedRequests): void {
      throw new Error('no space left');
    }
  })();
  const connection = new Connection(anonymous(), new RequestLog());
  const thread = new FetchThread(connection, full, 'evidence');
  await expect(thread.fetch(new Bucket('evidence', connection), one, null)).rejects.toThrow('no space left');
  await thread.close();
  connection.close();
});

test('a first object that is long under way holds up no other', async () => {
  bucket.put('a.zip', Buffer.alloc(5_000_000));
  const versions = await listed();
  let others = 0;
  let release = (): void => {};
  const othersAreThere = new Promise<void>((done) => {
    release = done;
  });
  server.instead = async ({ operation, key }) => {
    if (operation !== 'GetObject') return undefined;
    if (key === 'a.zip') await othersAreThere;
    else if (++others === versions.length - 1) release();
    return undefined;
  };
  const connection = new Connection(anonymous(), new RequestLog());
  const files = folderOf({});
  const fetcher = new GroupFetcher({}, new Room(64_000_000, 1000), new RequestLog(), () => join(files, 'object'));
  const open = { bucket: new Bucket('evidence', connection) } as unknown as OpenBucket;
  const known = { lineOf: () => null } as unknown as KnownObjects;
  const keys = versions.toSorted((a, b) => Number(b.key === 'a.zip') - Number(a.key === 'a.zip')).map((version) => [version]);
  const { fetched } = await fetcher.fetch(open, { folder: '', keys }, known);
  expect(fetched.map(({ path }) => path)).toEqual(['a.zip', logKey('One')]);
  await fetcher.close();
  connection.close();
});

test('an import that fails tells of all requests that were answered, and sends none again', async () => {
  for (let i = 0; i < 80; i++) bucket.put(logKey(`Many${i}`), log(`Many${i}`));
  let gets = 0;
  server.instead = ({ operation }) =>
    operation === 'GetObject' && ++gets >= 30 ? { status: 400, code: 'InvalidToken', message: 'no' } : undefined;
  const path = newCasePath();
  const requestLog = join(folderOf({}), 'requests.jsonl');
  await expect(importS3(server, path, '--no-cloudtrail', '--request-log', requestLog)).rejects.toThrow('S3_CREDENTIALS');
  const lines = readFileSync(requestLog);
  const { requests } = lastCustody(path).s3;
  expect(requests.sha256).toBe(createHash('sha256').update(lines).digest('hex'));
  expect(requests.total).toBe(lines.toString().trim().split('\n').length);
  expect(await verified(path)).toMatchObject({ ok: true });
});

test.each([
  ['a few objects, which the engine fetches itself', 60, 30],
  ['many objects, which a thread fetches', 400, 320],
])('cancelled, it tells of requests that had no answer, too: %s', async (_, objects, from) => {
  for (let i = 0; i < objects; i++) bucket.put(logKey(`Many${String(i).padStart(3, '0')}`), log(`Many${i}`));
  const cancel = new AbortController();
  let release = (): void => {};
  const never = new Promise<void>((done) => {
    release = done;
  });
  const held: string[] = [];
  let others = 0;
  server.instead = async ({ operation, key, path }) => {
    if (operation !== 'GetObject') return undefined;
    const waits = Number(/Many(\d+)/.exec(key)?.[1] ?? objects) >= from;
    if (waits) held.push(path);
    else others++;
    // By then nothing else is on its way to the server.
    if (held.length === AT_ONCE && others === from) cancel.abort();
    if (waits) await never;
    return undefined;
  };
  const path = newCasePath();
  const requestLog = join(folderOf({}), 'requests.jsonl');
  const file = CaseFile.create(path);
  const s3 = { access: anonymous(), requestLog, configuration: false };
  try {
    const { cancelled } = await importPaths(file, ['s3://evidence/'], { s3 }, { signal: cancel.signal });
    expect(cancelled).toBe(true);
  } finally {
    file.close();
  }
  const reached = server.log.filter(({ operation }) => operation === 'GetObject').map(({ path }) => path);
  release();
  const lines = readFileSync(requestLog, 'utf8');
  const noted = lines
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Request);
  const gotten = noted.filter(({ operation }) => operation === 'GetObject');
  expect(gotten.map(({ key }) => key).sort()).toEqual(reached.sort());
  const unanswered = gotten.filter(({ status }) => status === 0).map(({ key }) => key);
  expect(unanswered).toEqual(expect.arrayContaining(held));
  const { requests } = lastCustody(path).s3;
  expect(requests).toMatchObject({ total: noted.length, unanswered: unanswered.length, failed: {} });
  expect(requests.sha256).toBe(createHash('sha256').update(lines).digest('hex'));
  // The id of the last is that of an answer.
  expect(requests.last).toEqual({ operation: 'GetObject', id: expect.stringMatching(/^REQ\d+$/) });
  expect(await verified(path)).toMatchObject({ ok: true });
});

test.each(['ListObjectVersions', 'ListObjectsV2', 'GetBucketVersioning', 'GetCallerIdentity'])(
  'cancelled while something else than an object is asked for, the log ends with the entry: %s',
  { timeout: 4000 },
  async (which) => {
    for (let i = 0; i < 2100; i++) bucket.put(logKey(`Many${String(i).padStart(4, '0')}`), '{}');
    const cancel = new AbortController();
    let nth = 0;
    const never = new Promise<undefined>(() => {});
    server.instead = ({ operation }) => {
      if (operation !== which || ++nth < (which === 'ListObjectVersions' ? 3 : 1)) return undefined;
      cancel.abort();
      return never;
    };
    const path = newCasePath();
    const requestLog = join(folderOf({}), 'requests.jsonl');
    const file = CaseFile.create(path);
    for (const [name, value] of Object.entries(awsEnv(server))) vi.stubEnv(name, value);
    try {
      const s3 = { access: { pathStyle: true }, requestLog };
      const cancelled = await importPaths(file, ['s3://evidence/'], { s3 }, { signal: cancel.signal }).then(
        (outcome) => outcome.cancelled,
        ({ code }) => code === 'CANCELLED',
      );
      expect(cancelled).toBe(true);
    } finally {
      vi.unstubAllEnvs();
      file.close();
    }
    const lines = readFileSync(requestLog, 'utf8');
    expect(lines.trim().split('\n').length).toBe(server.log.length);
    const { requests } = lastCustody(path).s3 ?? {};
    if (requests !== undefined)
      expect(requests).toMatchObject({ total: server.log.length, sha256: createHash('sha256').update(lines).digest('hex') });
  },
);

test('what came whole before an import failed is stored, and not fetched again', async () => {
  const days = ['2026/02/11', '2026/02/12', '2026/02/13', '2026/02/14', '2026/02/15', '2026/02/16', '2026/02/17', '2026/02/18'];
  for (const day of days) for (let i = 0; i < 5; i++) bucket.put(logKey(`${day.slice(-2)}-${i}`, day), log(`Call${day.slice(-2)}x${i}`));
  const whole = newCasePath('whole');
  await importS3(server, whole, '--no-cloudtrail');
  // Credentials end while the sixth day is fetched.
  let renewed = false;
  const answered = new Set<string>();
  const again: string[] = [];
  server.instead = ({ operation, key }) => {
    if (operation !== 'GetObject') return undefined;
    const ended = !renewed && key.includes('/16/') && key.endsWith('-3.json.gz');
    if (ended) return { status: 400, code: 'InvalidToken', message: 'no' };
    if (renewed && answered.has(key)) again.push(key);
    answered.add(key);
    return undefined;
  };
  const path = newCasePath('failed');
  await expect(importS3(server, path, '--no-cloudtrail')).rejects.toThrow('S3_CREDENTIALS');
  expect(await verified(path)).toMatchObject({ ok: true });
  const stored = eventNames(path);
  for (const day of days.slice(0, 5)) for (let i = 0; i < 5; i++) expect(stored).toContain(`Call${day.slice(-2)}x${i}`);
  renewed = true;
  await importS3(server, path, '--no-cloudtrail');
  expect(again.filter((key) => !key.includes('/16/'))).toEqual([]);
  const [one, other] = [await verified(path), await verified(whole)];
  expect(one.ok).toBe(true);
  expect(one.roots.events).toBe(other.roots.events);
  expect(eventNames(path)).toEqual(eventNames(whole));
});

test.each([
  ['repeats', "NEW.relation <> 'unresolved'", 'repeated deliveries could not be compared'],
  ['custody', "NEW.outcome <> 'started'", 'the custody log has no entry of its end'],
])('what goes wrong behind the first failure is told with it: %s', async (table, when, what) => {
  const twice = (own: string) =>
    trail()
      .event({ eventName: 'Twice', eventID: eventId(7) })
      .event({ eventName: own })
      .gz();
  for (let i = 0; i < 60; i++) bucket.put(logKey(`E${i}`, `2026/02/${10 + (i % 15)}`), twice(`E${i}`));
  let gets = 0;
  server.instead = ({ operation }) =>
    operation === 'GetObject' && ++gets >= 40 ? { status: 400, code: 'InvalidToken', message: 'no' } : undefined;
  const file = CaseFile.create(newCasePath());
  file.db.exec(`CREATE TEMP TRIGGER refusing BEFORE INSERT ON ${table} WHEN ${when} BEGIN SELECT RAISE(ABORT, 'this is refused'); END`);
  for (const [name, value] of Object.entries(awsEnv(server))) vi.stubEnv(name, value);
  try {
    const both = new RegExp(
      `^No credentials that AWS accepts: no; .*${what}: this is refused; stored until then: \\d+ files, \\d+ events$`,
    );
    const s3 = { access: { endpoint: server.endpoint, pathStyle: true }, configuration: false };
    await expect(importPaths(file, ['s3://evidence/'], { s3 })).rejects.toMatchObject({
      code: 'S3_CREDENTIALS',
      message: expect.stringMatching(both),
    });
    if (table === 'custody') return;
    const [entry] = file.db.prepare('SELECT outcome, detail FROM custody ORDER BY seq DESC LIMIT 1').all() as any[];
    expect(entry.outcome).toMatch(/^failed: No credentials that AWS accepts: no; .*repeated deliveries could not be compared/);
    expect(JSON.parse(entry.detail)).toMatchObject({ compared: false });
  } finally {
    vi.unstubAllEnvs();
    file.close();
  }
});
