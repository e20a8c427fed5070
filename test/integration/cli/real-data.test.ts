// Every command on the real data, with exact numbers that a slow and obvious script finds again by itself.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { newCasePath, sqlite } from '../../helpers/cases.ts';
import { cli, cliJson, eventRows } from '../../helpers/cli-here.ts';
import { filesBelow, sha256, sha256OfFile } from '../../helpers/folder.ts';
import { REAL_FIXTURES, type RealData, realData } from '../../helpers/real.ts';
import { type Expected, expectedOf } from '../../helpers/reference.ts';

let data: RealData;
let expected: Expected;
let path = '';
let imported: Awaited<ReturnType<typeof cliJson>>;

/** What was counted once and read by people; the script below must come to the same. */
const PINNED = {
  whole: {
    total: 931,
    log: 901,
    digest: 2,
    insight: 0,
    other: 0,
    notCloudTrail: 16,
    unreadable: 0,
    alreadyPresent: 12,
    records: 11515,
    events: 11444,
    sightings: 10,
    conflicts: 60,
    recordProblems: 1,
    problems: 126,
  },
  part: {
    total: 74,
    log: 54,
    digest: 2,
    insight: 0,
    other: 0,
    notCloudTrail: 12,
    unreadable: 0,
    alreadyPresent: 6,
    records: 77,
    events: 60,
    sightings: 9,
    conflicts: 7,
    recordProblems: 1,
    problems: 7,
  },
};

const pick = ({ records, events, sightings, conflicts, recordProblems }: Expected) => ({
  records,
  events,
  sightings,
  conflicts,
  recordProblems,
});

beforeAll(async () => {
  data = realData();
  expected = expectedOf(data.folder);
  path = newCasePath('real');
  imported = await cliJson(['import', path, data.folder]);
});

test('import counts what the files hold', () => {
  const { files, records, events, sightings, conflicts, recordProblems, problems, bytes } = imported.value;
  const pinned = data.whole ? PINNED.whole : PINNED.part;
  expect({ ...files, records, events, sightings, conflicts, recordProblems, problems }).toEqual(pinned);
  expect({ ...files, bytes }).toEqual({ ...expected.files, insight: 0, other: 0, unreadable: 0, bytes: expected.bytes });
  expect({ records, events, sightings, conflicts, recordProblems }).toEqual(pick(expected));
  expect(records).toBe(events + sightings + conflicts + recordProblems);
  const { total, ...kinds } = files;
  expect(Object.values(kinds as Record<string, number>).reduce((a, b) => a + b)).toBe(total);
});

test('it exits 1, because of one truncated file, which is named', async () => {
  expect(imported).toMatchObject({ status: 1, stderr: '' });
  const db = sqlite(path, { readonly: true });
  const bad = db.prepare('SELECT f.path, p.code FROM problems p JOIN found_at f ON f.evidence = p.evidence WHERE p.is_record = 1').all();
  db.close();
  expect(bad).toEqual([{ path: 'cloudgrep/tests/data/bad_cloudtrail.json', code: 'RECORD_CUT_OFF' }]);
});

test('every file is in the inventory with its hash, as the manifest has it', () => {
  const db = sqlite(path, { readonly: true });
  const found = db
    .prepare('SELECT f.path, lower(hex(e.sha256)) AS sha256, e.records FROM found_at f JOIN evidence e ON e.id = f.evidence')
    .all() as { path: string; sha256: string; records: number }[];
  db.close();
  const byPath = new Map(found.map((place) => [place.path, place]));
  expect([...byPath.keys()].sort()).toEqual(filesBelow(data.folder));
  for (const name of filesBelow(data.folder)) expect(byPath.get(name)?.sha256, name).toBe(sha256OfFile(join(data.folder, name)));
  const [head = '', ...lines] = readFileSync(join(data.folder, 'MANIFEST.tsv'), 'utf8').trim().split('\n');
  const at = (line: string, column: string): string => line.split('\t')[head.split('\t').indexOf(column)] ?? '';
  let compared = 0;
  for (const line of lines) {
    const place = byPath.get(at(line, 'path'));
    expect(place?.sha256, line).toBe(at(line, 'sha256'));
    if (!/^(gz )?Records$/.test(at(line, 'format'))) continue;
    expect(place?.records, line).toBe(Number(at(line, 'records')));
    compared++;
  }
  expect(compared).toBeGreaterThan(30);
});

test('info agrees', async () => {
  const { status, value, stderr } = await cliJson(['info', path]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(Object.keys(value)).toEqual(
    expect.arrayContaining([
      'case',
      'evidence',
      'events',
      'sightings',
      'conflicts',
      'problems',
      'firstEvent',
      'lastEvent',
      'accounts',
      'regions',
      'custody',
    ]),
  );
  const { events, sightings, conflicts, problems } = imported.value;
  expect(value).toMatchObject({
    events,
    sightings,
    conflicts,
    problems,
    evidence: { items: expected.files.total - expected.files.alreadyPresent, bytes: expected.bytes },
    custody: { entries: 3 },
  });
});

test('problems add up by code and one by one; conflicts are all listed with their events', async () => {
  const { status, value, stderr } = await cliJson(['problems', path]);
  expect({ status, stderr, total: value.total }).toEqual({ status: 0, stderr: '', total: imported.value.problems });
  expect(value.rows.map(({ code, count }: { code: string; count: number }) => ({ code, count }))).toEqual(imported.value.problemCodes);
  const each = await cliJson(['problems', path, '--code', 'all']);
  expect(each.value.rows).toHaveLength(value.total);
  expect(each.value.rows.filter(({ isRecord }: { isRecord: boolean }) => isRecord)).toMatchObject([
    { code: 'RECORD_CUT_OFF', path: 'cloudgrep/tests/data/bad_cloudtrail.json' },
  ]);
  const conflicts = (await eventRows(path, 'is:conflict')).flatMap((row) => row.conflicts);
  expect(new Set(conflicts).size).toBe(expected.conflicts);
  expect(conflicts).toHaveLength(expected.conflicts);
});

test('verify finds nothing', async () => {
  const before = sha256OfFile(path);
  const { status, value, stderr } = await cliJson(['verify', path, '--details']);
  const contradicted = value.items.filter(
    (item: { verdict: string; kind: string }) =>
      !(['digest', 'log'].includes(item.kind) && ['missing', 'unverifiable', 'unattested'].includes(item.verdict)),
  );
  expect({ status, stderr, ok: value.ok, contradicted }).toEqual({ status: 0, stderr: '', ok: true, contradicted: [] });
  expect(value.evidence.checked + value.evidence.notKept).toBe(expected.files.total - expected.files.alreadyPresent);
  expect(value).toMatchObject({
    events: { checked: expected.events, differing: 0 },
    custody: { entries: 3, broken: 0 },
    attestation: 'none',
    seals: [],
  });
  // Logs of trails without digests: nothing is said against them, nothing proves them.
  for (const gap of value.gaps) expect(gap).toMatchObject({ reason: 'log files were delivered that no digest covers' });
  expect(value.gaps.length).toBeGreaterThan(0);
  // Two copies of one digest, without AWS's key; and the digest before it, which it names.
  expect(value.digests).toEqual({ valid: 0, invalid: 0, missing: 1, unverifiable: 2 });
  expect(sha256OfFile(path)).toBe(before);
});

describe('events', () => {
  let rows: Record<string, any>[];
  beforeAll(async () => {
    rows = await eventRows(path);
  });

  test('every event is listed once, in public order, undated ones last', () => {
    expect(rows).toHaveLength(expected.events);
    expect(new Set(rows.map((row) => row.id)).size).toBe(expected.events);
    const named = rows.map((row) => row.eventID).filter((id) => id !== null);
    expect([...named].sort()).toEqual(expected.eventIds);
    const key = (row: Record<string, any>): string =>
      `${row.time === null ? '~' : new Date(row.time).toISOString()} ${row.evidence} ${String(row.offset).padStart(12, '0')} ${row.length}`;
    expect(rows.map(key)).toEqual(rows.map(key).sort());
    expect(rows.at(-1)?.time).toBeNull();
  });

  test('every address leads to the bytes of a record that says what the row says', async () => {
    const { status, bytes } = await cli(['events', path, '--raw', '--separator', 'nul']);
    expect(status).toBe(0);
    const raws = bytes
      .toString('latin1')
      .split('\0')
      .slice(0, -1)
      .map((text) => Buffer.from(text, 'latin1'));
    expect(raws).toHaveLength(rows.length);
    rows.forEach((row, i) => {
      const raw = raws[i] as Buffer;
      const record = JSON.parse(raw.toString('utf8')) as Record<string, any>;
      if (!row.id.includes('/')) expect(raw.length).toBe(row.length);
      expect(record.eventID ?? record.eventId ?? null).toEqual(row.eventID);
      if (typeof record.eventName === 'string') expect(row.eventName).toBe(record.eventName);
      if (typeof record.sourceIPAddress === 'string') expect(row.sourceIPAddress).toBe(record.sourceIPAddress);
    });
  });
});

test('importing the same folder again changes nothing and says so', async () => {
  const before = (await cliJson(['verify', path])).value.roots;
  const again = await cliJson(['import', path, data.folder]);
  expect(again.value).toMatchObject({ records: 0, events: 0, sightings: 0, conflicts: 0, recordProblems: 0, problems: 0, bytes: 0 });
  expect(again.value.files).toEqual({
    total: expected.files.total,
    log: 0,
    digest: 0,
    insight: 0,
    other: 0,
    notCloudTrail: 0,
    unreadable: 0,
    alreadyPresent: expected.files.total,
  });
  const text = await cli(['import', path, data.folder]);
  expect(text.stdout.split('\n')[0]).toBe('Nothing new: every file is in the case already.');
  const { value } = await cliJson(['verify', path]);
  expect({ ok: value.ok, roots: value.roots }).toEqual({ ok: true, roots: before });
});

test('the committed part of the real data gives what the script finds in it', async () => {
  const { status, value } = await cliJson(['import', newCasePath('part'), REAL_FIXTURES]);
  const { files, records, events, sightings, conflicts, recordProblems, problems } = value;
  expect(status).toBe(1);
  expect({ ...files, records, events, sightings, conflicts, recordProblems, problems }).toEqual(PINNED.part);
  const part = expectedOf(REAL_FIXTURES);
  expect(files).toEqual({ ...part.files, insight: 0, other: 0, unreadable: 0 });
  expect({ records, events, sightings, conflicts, recordProblems }).toEqual(pick(part));
});

test('the committed part of the real data is what its manifest says', () => {
  const lines = readFileSync(join(REAL_FIXTURES, 'MANIFEST.tsv'), 'utf8').trim().split('\n').slice(1);
  expect(lines.length).toBeGreaterThan(50);
  for (const line of lines) {
    const [name = '', , , , hash] = line.split('\t');
    expect(sha256(readFileSync(join(REAL_FIXTURES, name))), name).toBe(hash);
  }
});
