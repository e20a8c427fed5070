// AWS's signed digests over the sample archive, intact and altered in one place each: what is said, and of what.
import { appendFileSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { beforeAll, expect, test } from 'vitest';
import { openForReading } from '../../../src/main/case/open.ts';
import { judgeCase } from '../../../src/main/verify/digests/gather.ts';
import type { DigestItem, Judgement } from '../../../src/main/verify/digests/items.ts';
import { judge } from '../../../src/main/verify/digests/judge.ts';
import type { Judged, Verdict } from '../../../src/shared/integrity.ts';
import { caseOf } from '../../helpers/cases.ts';
import { temporaryFolder } from '../../helpers/folder.ts';

const SAMPLE = join(import.meta.dirname, '../../../resources/sample/archive');
/** One account and region: a chain of 52 digests, with its keys. */
const ACCOUNT = '444455556666';
const CHAIN = `AWSLogs/${ACCOUNT}/CloudTrail-Digest/eu-central-1`;
const LOGS = `AWSLogs/${ACCOUNT}/CloudTrail/eu-central-1`;
const INSIGHTS = `AWSLogs/${ACCOUNT}/CloudTrail-Insight/eu-central-1`;

let intact: string;

beforeAll(() => {
  intact = temporaryFolder();
  for (const part of [CHAIN, LOGS, INSIGHTS, 'keys']) cpSync(join(SAMPLE, part), join(intact, part), { recursive: true });
});

function files(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** A copy of the archive to alter. Digests and logs are in order of time. */
function copy(): { folder: string; digests: string[]; logs: string[] } {
  const folder = temporaryFolder();
  cpSync(intact, folder, { recursive: true });
  return {
    folder,
    digests: files(join(folder, CHAIN)).filter((path) => path.endsWith('.json.gz')),
    logs: [...files(join(folder, LOGS)), ...files(join(folder, INSIGHTS))],
  };
}

async function judged(folder: string): Promise<Judgement> {
  const { path } = await caseOf([folder]);
  const db = openForReading(path);
  try {
    return judgeCase(db, []);
  } finally {
    db.close();
  }
}

function counts(list: Judged[]): Partial<Record<Verdict, number>> {
  const result: Partial<Record<Verdict, number>> = {};
  for (const { verdict } of list) result[verdict] = (result[verdict] ?? 0) + 1;
  return result;
}

function digestNaming(digests: string[], log: string): string {
  const found = digests.find((path) => gunzipSync(readFileSync(path)).includes(basename(log)));
  if (!found) throw new Error(`no digest names ${log}`);
  return found;
}

test('an intact chain is valid to the last digest and log', async () => {
  const { digests, logs } = copy();
  const result = await judged(intact);
  expect(counts(result.digests)).toEqual({ valid: digests.length });
  expect(counts(result.logs)).toEqual({ valid: logs.length });
  expect(result.gaps).toEqual([]);
});

test('a changed log is invalid, and nothing else is', async () => {
  const { folder, digests, logs } = copy();
  const [log = ''] = logs;
  writeFileSync(log, gzipSync(Buffer.from(gunzipSync(readFileSync(log)).toString('utf8').replace('eu-central-1', 'eu-central-2'))));
  const result = await judged(folder);
  expect(counts(result.digests)).toEqual({ valid: digests.length });
  expect(counts(result.logs)).toEqual({ valid: logs.length - 1, invalid: 1 });
  expect(result.logs.find(({ verdict }) => verdict === 'invalid')?.reason).toMatch(/SHA-256/);
});

test('bytes after the gzip data of a log make it invalid although its content has the stated hash', async () => {
  const { folder, logs } = copy();
  appendFileSync(logs[0] ?? '', 'more');
  expect(counts((await judged(folder)).logs)).toEqual({ valid: logs.length - 1, invalid: 1 });
});

test('a log without its gzip wrapper is valid, with a note', async () => {
  const { folder, logs } = copy();
  const [log = ''] = logs;
  writeFileSync(log.slice(0, -3), gunzipSync(readFileSync(log)));
  rmSync(log);
  const result = await judged(folder);
  expect(counts(result.logs)).toEqual({ valid: logs.length });
  expect(result.logs.filter(({ reason }) => /without its gzip/.test(reason))).toHaveLength(1);
});

test('a log that is not there is missing, and one that no digest names is unattested', async () => {
  const { folder, logs } = copy();
  const [first = ''] = logs;
  renameSync(first, join(dirname(first), basename(first).replace(/_[A-Za-z0-9]{16}\.json/, '_AAAAAAAAAAAAAAAA.json')));
  const result = await judged(folder);
  expect(counts(result.logs)).toEqual({ valid: logs.length - 1, unattested: 1, missing: 1 });
  expect(result.logs.find(({ verdict }) => verdict === 'missing')?.key).toContain(basename(first));
});

test('every one of several deleted digests in a row is missing, and their span is open', async () => {
  const { folder, digests } = copy();
  for (const path of digests.slice(20, 23)) for (const ending of ['', '.head.json']) rmSync(path + ending);
  const result = await judged(folder);
  expect(counts(result.digests)).toEqual({ valid: digests.length - 3, missing: 3 });
  expect(result.digests.find(({ verdict }) => verdict === 'missing')?.key).toContain(basename(digests[22] ?? ''));
  expect(result.gaps).toHaveLength(1);
  const span = Date.parse(result.gaps[0]?.to ?? '') - Date.parse(result.gaps[0]?.from ?? '');
  expect(span).toBe(3 * 3_600_000);
});

test('without its sidecar a digest is checked with its successor’s copy; the newest cannot be', async () => {
  const { folder, digests } = copy();
  rmSync(`${digests[10]}.head.json`);
  rmSync(`${digests.at(-1)}.head.json`);
  const result = await judged(folder);
  expect(counts(result.digests)).toEqual({ valid: digests.length - 1, unverifiable: 1 });
  expect(result.digests.filter(({ reason }) => /successor's copy/.test(reason))).toHaveLength(1);
});

test('a false signature in the sidecar is invalid even where the successor’s copy fits, and says so', async () => {
  const { folder, digests } = copy();
  const sidecar = `${digests[10]}.head.json`;
  const text = readFileSync(sidecar, 'utf8');
  const signature = /"signature": ?"([0-9a-f]+)"/.exec(text)?.[1] ?? '';
  expect(signature).not.toBe('');
  writeFileSync(sidecar, text.replace(signature, signature.replace(/^../, signature.startsWith('00') ? '01' : '00')));
  const result = await judged(folder);
  expect(counts(result.digests)).toEqual({ valid: digests.length - 1, invalid: 1 });
  expect(result.digests.find(({ verdict }) => verdict === 'invalid')?.reason).toMatch(/successor's copy does/);
});

test('an edited digest is invalid, and what it names is no longer proven', async () => {
  const { folder, digests, logs } = copy();
  const digest = digestNaming(digests, logs[0] ?? '');
  const document = gunzipSync(readFileSync(digest)).toString('utf8');
  writeFileSync(digest, gzipSync(Buffer.from(document.replace('"logFiles"', ' "logFiles"'))));
  const result = await judged(folder);
  expect(counts(result.digests)).toEqual({ valid: digests.length - 1, invalid: 1 });
  expect(counts(result.logs).unverifiable).toBeGreaterThan(0);
  expect(counts(result.logs).invalid).toBeUndefined();
});

test('a digest that lacks a required key, or is not JSON, is invalid', async () => {
  const { folder, digests } = copy();
  const document = gunzipSync(readFileSync(digests[5] ?? '')).toString('utf8');
  writeFileSync(digests[5] ?? '', gzipSync(Buffer.from(document.replace('"digestPublicKeyFingerprint"', '"digestPublicKeyFingerprinT"'))));
  writeFileSync(digests[30] ?? '', gzipSync(Buffer.from(document.slice(0, 100))));
  expect(counts((await judged(folder)).digests).invalid).toBe(2);
});

test('a digest at another place than it names is invalid', async () => {
  const { folder, digests } = copy();
  const digest = digests[10] ?? '';
  const moved = digest.replace('eu-central-1/2026', 'eu-west-1/2026');
  mkdirSync(dirname(moved), { recursive: true });
  for (const ending of ['', '.head.json']) renameSync(digest + ending, moved + ending);
  const result = await judged(folder);
  expect(result.digests.filter(({ verdict }) => verdict === 'invalid').map(({ reason }) => reason)).toEqual([
    expect.stringMatching(/another place/),
  ]);
});

test('without keys nothing is proven and nothing contradicted', async () => {
  const { folder, digests, logs } = copy();
  rmSync(join(folder, 'keys'), { recursive: true });
  expect(existsSync(join(folder, 'keys'))).toBe(false);
  const result = await judged(folder);
  expect(counts(result.digests)).toEqual({ unverifiable: digests.length });
  expect(counts(result.logs)).toEqual({ unverifiable: logs.length });
});

test('validation that was stopped and started again leaves a gap, not an invalid digest', () => {
  const digest = (start: string, end: string): DigestItem => {
    const object = `AWSLogs/1/CloudTrail-Digest/r/2026/02/21/1_CloudTrail-Digest_r_trail_r_20260221T${end.slice(11, 13)}0000Z.json.gz`;
    const document = {
      ...{ bucket: 'b', object, startTime: start, endTime: end, fingerprint: 'none' },
      ...{ signatureAlgorithm: '', previous: null, logFiles: [] },
    };
    return { sha256: end, contentSha256: '', document, places: [object], signature: null };
  };
  const result = judge(
    [digest('2026-02-21T01:00:00Z', '2026-02-21T02:00:00Z'), digest('2026-02-21T08:00:00Z', '2026-02-21T09:00:00Z')],
    [],
    [],
  );
  expect(counts(result.digests)).toEqual({ unverifiable: 2 });
  expect(result.gaps).toEqual([
    { chain: 'b 1 r trail r', from: '2026-02-21T02:00:00Z', to: '2026-02-21T08:00:00Z', reason: expect.stringMatching(/stopped/) },
  ]);
});
