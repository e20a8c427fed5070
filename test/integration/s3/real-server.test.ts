// A whole session against a server that speaks S3, from the registry: what is asked of it, and what comes of that.
import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { content, newCasePath, sqlite, verified } from '../../helpers/cases.ts';
import { ended, NODE, ROOT } from '../../helpers/cli.ts';
import { cliJson } from '../../helpers/cli-here.ts';
import { type ArchivedObject, folderOfObjects, sampleObjects } from '../../helpers/s3-archive.ts';
import { KEYS, type RealServer, startRealServer } from '../../helpers/s3rver.ts';

let server: RealServer;
let objects: ArchivedObject[];

beforeAll(async () => {
  objects = sampleObjects((key) => /444455556666\/CloudTrail[^/]*\/eu-central-1\//.test(key));
  server = await startRealServer('evidence');
  await server.put('evidence', objects);
});
afterAll(() => server.close());

const reach = (): string[] => ['--endpoint', server.endpoint, '--path-style'];
const fetched = (): string[] =>
  server.requests.filter(({ url }) => url.includes('x-id=GetObject')).map(({ url }) => url.split('?')[0] as string);

/** Hashes of what a case holds, without what an acquisition wrote about itself. */
function delivered(path: string): unknown[] {
  const db = sqlite(path, { readonly: true });
  const rows = db.prepare("SELECT lower(hex(sha256)) FROM evidence WHERE kind IN ('log', 'digest', 'insight') ORDER BY 1").pluck().all();
  db.close();
  return rows;
}

test('looked at, imported, and imported again: only read, under our name, and the same events as from the folder', async () => {
  server.forget();
  const scope = await cliJson(['s3', 'scope', 's3://evidence', ...reach()], { env: KEYS });
  expect(scope.value).toMatchObject({
    totals: { objects: objects.length, bytes: objects.reduce((sum, { bytes }) => sum + bytes.length, 0), exact: true },
    versions: null,
    complete: true,
    requests: { gets: objects.length },
  });
  expect(scope.value.requests.made).toBe(server.requests.filter(({ method }) => method === 'GET').length);
  expect(fetched()).toEqual([]);

  const path = newCasePath();
  const first = await cliJson(['import', path, 's3://evidence', ...reach()], { env: KEYS });
  expect(first).toMatchObject({ status: 0, value: { acquired: { fetched: objects.length, known: 0, notFetched: 0 } } });
  expect(first.value.acquired.notes[0]).toMatch(/versions and delete markers were not listed: the server does not list versions/);
  expect(fetched().length).toBe(objects.length);
  const again = await cliJson(['import', path, 's3://evidence', ...reach()], { env: KEYS });
  expect(again.value).toMatchObject({ events: 0, acquired: { fetched: 0, known: objects.length } });
  expect(fetched().length).toBe(objects.length);

  // By the server's own log.
  expect([...new Set(server.requests.map(({ method }) => method))].sort()).toEqual(['GET', 'HEAD']);
  expect(server.requests.filter(({ userAgent }) => !/ trailcase\/\d/.test(userAgent))).toEqual([]);

  const plain = newCasePath('folder');
  await cliJson(['import', plain, folderOfObjects(objects)]);
  const [bucket, folder] = [await verified(path), await verified(plain)];
  expect(bucket.ok).toBe(true);
  expect(bucket.roots.events).toBe(folder.roots.events);
  expect(delivered(path)).toEqual(delivered(plain));
});

test('killed at several moments, it goes on without fetching again what is in the case, and ends in the same case', async () => {
  const whole = newCasePath('whole');
  await cliJson(['import', whole, 's3://evidence', ...reach()], { env: KEYS });
  const path = newCasePath('killed');
  const stored: number[] = [];
  for (const files of [40, 40]) {
    const before = placesOf(path);
    server.forget();
    const env = { ...process.env, ...KEYS, AWS_ENDPOINT_URL: server.endpoint, TRAILCASE_WORKERS: '2' };
    const child = spawn(NODE, [resolve(ROOT, 'test/helpers/import-files-and-die.ts'), path, 's3://evidence', String(files)], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env,
    });
    expect(await ended(child)).toMatchObject({ signal: 'SIGKILL' });
    expect(fetched().filter((url) => before.has(decodeURIComponent(url.slice('/evidence/'.length))))).toEqual([]);
    stored.push(placesOf(path).size);
  }
  expect(stored[0]).toBeGreaterThan(0);
  expect(stored[0]).toBeLessThan(objects.length);
  server.forget();
  const last = await cliJson(['import', path, 's3://evidence', ...reach()], { env: KEYS });
  expect(last.value.acquired).toMatchObject({ fetched: objects.length - last.value.acquired.known });
  expect(fetched().length).toBe(last.value.acquired.fetched);
  const [killed, uninterrupted] = [await verified(path), await verified(whole)];
  expect({ ok: killed.ok, roots: killed.roots }).toEqual({ ok: true, roots: uninterrupted.roots });
  expect(content(path)).toEqual(content(whole));
});

/** Keys whose bytes a case has. */
function placesOf(path: string): Set<string> {
  try {
    const db = sqlite(path, { readonly: true });
    const paths = db
      .prepare("SELECT f.path FROM found_at f JOIN sources s ON s.id = f.source WHERE s.kind = 's3' AND f.path NOT LIKE '%.head.json'")
      .pluck()
      .all() as string[];
    db.close();
    return new Set(paths);
  } catch {
    return new Set();
  }
}
