// A seal with a time stamp of a real server on loopback, from the command line to openssl.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openForReading } from '../../../src/main/case/open.ts';
import { storedSeals } from '../../../src/main/seal/check-seals.ts';
import { readDetached } from '../../../src/main/seal/detached.ts';
import { caseOf, copyOf, tamper } from '../../helpers/cases.ts';
import { cli, cliJson } from '../../helpers/cli-here.ts';
import { folderOf, temporaryFolder } from '../../helpers/folder.ts';
import { AUTHORITY_NAME, opensslAccepts, startTimestampServer } from '../../helpers/timestamp-server.ts';
import { trail } from '../../helpers/trail.ts';

let server: Awaited<ReturnType<typeof startTimestampServer>>;
let path: string;

beforeAll(async () => {
  server = await startTimestampServer();
  path = (await caseOf([folderOf({ 'a.json.gz': trail().events(3).gz() })])).path;
});
afterAll(() => server.close());

test('the signature is stamped, the stamp is in the case and in the detached seal, and openssl accepts it', async () => {
  const copy = copyOf(path);
  const out = join(temporaryFolder(), 'seal.txt');
  const { status, value } = await cliJson(['seal', copy, '--out', out, '--timestamp', server.url]);
  expect(status).toBe(0);
  expect(Math.abs(value.seal.timestamp - value.seal.at)).toBeLessThan(120_000);
  const detached = readDetached(readFileSync(out, 'utf8'));
  expect(detached?.timestamp).not.toBe(null);
  expect(opensslAccepts(detached?.timestamp as Buffer, detached?.signature as Buffer, server.caFile)).toBe(true);
  const db = openForReading(copy);
  expect(storedSeals(db)[0]).toMatchObject({ timestamp: detached?.timestamp });
  const entry = db.prepare("SELECT detail FROM custody WHERE action = 'seal'").pluck().get() as string;
  db.close();
  expect(JSON.parse(entry)).toMatchObject({
    timestamp: new Date(value.seal.timestamp).toISOString(),
    clock: { source: 'time stamp server' },
  });
  const verified = await cliJson(['verify', copy, '--seal', out, '--fingerprint', value.seal.fingerprint]);
  expect(verified.status).toBe(0);
  expect(verified.value.seals[0].timestamp).toMatchObject({ ok: true, authority: AUTHORITY_NAME, at: value.seal.timestamp });
  expect((await cli(['verify', copy])).stdout).toContain(`time stamp ${new Date(value.seal.timestamp).toISOString()}`);
});

test('a stamp that was altered, or is of something else, does not hold', async () => {
  const copy = copyOf(path);
  await cliJson(['seal', copy, '--out', join(temporaryFolder(), 'seal.txt'), '--timestamp', server.url]);
  tamper(copy, (db) => {
    const token = db.prepare('SELECT timestamp FROM seals').pluck().get() as Buffer;
    const altered = Buffer.from(token);
    altered[altered.length - 10] = (altered[altered.length - 10] as number) ^ 1;
    db.prepare('UPDATE seals SET timestamp = ?').run(altered);
  });
  const { status, value } = await cliJson(['verify', copy, '--details']);
  expect(status).toBe(1);
  expect(value.items).toContainEqual({
    kind: 'seal',
    key: '1',
    verdict: 'invalid',
    reason: expect.stringContaining('its time stamp does not hold'),
  });
});

test('without the server nothing is sealed, and it is said what to do', async () => {
  const copy = copyOf(path);
  const out = join(temporaryFolder(), 'seal.txt');
  const { status, stderr } = await cli(['seal', copy, '--out', out, '--timestamp', 'http://127.0.0.1:1/']);
  expect(status).toBe(2);
  expect(stderr).toMatch(/^trailcase: TIMESTAMP_FAILED: .*\n$/);
  const { value } = await cliJson(['verify', copy]);
  expect(value.seals).toEqual([]);
});
