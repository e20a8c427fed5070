// The same input gives the same case: counts, public order, public ids, problems and roots, whatever the number of workers, at once or in parts,
// in whatever order. Of plain logs test/integration/identity says so; here of every kind of delivery together.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { toEventRow } from '../../../src/main/case/event-rows.ts';
import { openForReading } from '../../../src/main/case/open.ts';
import { eventsRoot, evidenceRoot } from '../../../src/main/case/roots.ts';
import { caseInfo } from '../../../src/main/query/case-info.ts';
import type { ImportSummary } from '../../../src/shared/domain.ts';
import { tarOf, zipOf } from '../../helpers/archives.ts';
import { caseOf, content, sqlite, verified } from '../../helpers/cases.ts';
import { ROOT } from '../../helpers/cli.ts';
import { eventRows } from '../../helpers/cli-here.ts';
import { everyEvent } from '../../helpers/events.ts';
import { filesBelow, folderOf, foldersApart } from '../../helpers/folder.ts';
import { random } from '../../helpers/random.ts';
import { eventId, type Fields, record } from '../../helpers/trail.ts';

afterEach(() => void vi.unstubAllEnvs());

/** Events of a few seconds; the same number is the same event wherever it is delivered, in another version where it is said so. */
function event(number: number, fields: Fields = {}): Fields {
  const eventTime = `2026-02-21T10:00:${String(number % 7).padStart(2, '0')}Z`;
  return record({ eventID: eventId(`event ${number}`), eventTime, eventName: `Call${number % 5}`, ...fields });
}

const from = (first: number, count: number, fields: Fields = {}): Fields[] =>
  Array.from({ length: count }, (_, i) => event(first + i, fields));

const log = (records: Fields[]): string => JSON.stringify({ Records: records });
const lines = (records: unknown[]): string => records.map((one) => `${JSON.stringify(one)}\n`).join('');

/** Longer than is read at once, and quick to make: text that compresses well. */
function large(): Buffer {
  const filler = 'a long parameter '.repeat(8000);
  return gzipSync(lines(from(0, 540).map((one, i) => ({ ...one, requestParameters: { filler, i } }))), { level: 1 });
}

async function delivery(): Promise<Record<string, string | Buffer>> {
  const twice = log([event(900), event(901), event(900), event(901, { errorCode: 'Other' })]);
  const history = from(20, 6).map(
    ({ eventID, eventTime, eventName }) => `asha,AKIAASHAEXAMPLE,${eventTime},ec2.amazonaws.com,${eventName},${eventID}`,
  );
  const cut = gzipSync(log(from(300, 40)));
  const inZip = { 'logs/1.json.gz': gzipSync(log(from(400, 8))), 'logs/same.json': log(from(0, 8)), 'notes.txt': 'by hand' };
  const files: Record<string, string | Buffer> = {
    'odd.json': JSON.stringify({
      Records: [1, null, { hello: 'world' }, event(700, { eventTime: 'soon' }), event(701, { eventName: 5 }), [event(702)]],
    }),
    'twice.json': twice,
    'history.csv': `User name,AWS access key,Event time,Event source,Event name,Event ID\n${history.join('\n')}\n`,
    'lookup.json': JSON.stringify({
      Events: from(30, 5).map((one) => ({ EventId: one.eventID, EventTime: one.eventTime, CloudTrailEvent: JSON.stringify(one) })),
    }),
    'bridge.jsonl': lines(from(33, 5).map((detail) => ({ 'detail-type': 'AWS API Call via CloudTrail', detail }))),
    'raw.jsonl': lines(from(10, 5, { errorCode: 'AccessDenied' }).map((one) => ({ _raw: JSON.stringify(one), host: 'h' }))),
    'subscription.json.zst': zstdCompressSync(
      JSON.stringify({
        messageType: 'DATA_MESSAGE',
        logGroup: 'g',
        logEvents: from(36, 4).map((one, i) => ({ id: `${i}`, timestamp: 1, message: JSON.stringify(one) })),
      }),
    ),
    'large.jsonl.gz': large(),
    'cut.json.gz': cut.subarray(0, cut.length - 60),
    'damaged.json.gz': Buffer.from(cut).fill(0xff, 500, 520),
    'broken.jsonl': `${lines([event(800)])}{"eventVersion": broken\n\0\0\n${lines([event(801)])}`,
    'utf-16.json': Buffer.from(`\ufeff${log([event(802)])}`, 'utf16le'),
    'archive.zip': await zipOf({ ...inZip, 'inner.tar.gz': gzipSync(await tarOf({ 'a.json': log(from(410, 5)), 'twice.json': twice })) }),
    'archive.tar.gz': gzipSync(await tarOf({ 'b.json.gz': gzipSync(log(from(412, 6))), 'page.html': '<html>' })),
    'page.html': '<html>',
    'empty.json': '',
  };
  const shapes = join(ROOT, 'test/fixtures/shapes');
  // A digest in another place than it names contradicts a case.
  for (const path of filesBelow(shapes).filter((name) => !name.startsWith('digest')))
    files[`shapes/${path}`] = readFileSync(join(shapes, path));
  for (let file = 0; file < 8; file++) {
    const some = [...from(file * 6, 8), event(903, { errorCode: `Version${file % 3}` })];
    files[`AWSLogs/${file}.json${file % 2 ? '.gz' : ''}`] = file % 2 ? gzipSync(log(some)) : log(file === 0 ? from(0, 8) : some);
  }
  return files;
}

interface State {
  content: ReturnType<typeof content>;
  info: unknown;
  roots: { evidence: string; events: string };
  list: unknown[];
}

function state(path: string): State {
  const db = openForReading(path);
  try {
    const { case: _, custody: __, ...info } = caseInfo(db, path);
    const list = everyEvent(db).map(toEventRow);
    return { content: content(path), info, roots: { evidence: evidenceRoot(db), events: eventsRoot(db) }, list };
  } finally {
    db.close();
  }
}

let files: Record<string, string | Buffer>;
let first: { path: string; summary: ImportSummary };
let expected: State;

beforeAll(async () => {
  vi.stubEnv('TRAILCASE_WORKERS', '1');
  files = await delivery();
  const { path, summaries } = await caseOf([folderOf(files)]);
  first = { path, summary: summaries[0] as ImportSummary };
  expected = state(path);
});

test('the delivery has something of everything, and what is stored is what its bytes give', async () => {
  expect(first.summary).toMatchObject({ files: { unreadable: 0, digest: 0 }, events: expect.any(Number) });
  expect((first.summary.shapes ?? []).map(({ shape }) => shape)).toEqual(
    expect.arrayContaining([
      'records',
      'record-lines',
      'event-history-csv',
      'lookup-events',
      'eventbridge',
      'log-subscription',
      'wrapped',
      '',
    ]),
  );
  expect(first.summary.sightings).toBeGreaterThan(30);
  expect(first.summary.conflicts).toBeGreaterThan(4);
  expect(first.summary.recordProblems).toBeGreaterThan(3);
  expect(expected.content.items.some((item) => (JSON.parse(item as string) as unknown[])[2] === 'container')).toBe(true);
  expect(expected.content.records.some((one) => (one as string).includes('/json-string'))).toBe(true);
  const db = sqlite(first.path, { readonly: true });
  // So many pieces of 4 MB that it was not read at once.
  expect(db.prepare('SELECT count(*) FROM content_blocks').pluck().get()).toBeGreaterThan(16);
  db.close();
  const { ok, items, roots } = await verified(first.path);
  expect({ ok, items, roots: { evidence: roots.evidence, events: roots.events } }).toEqual({ ok: true, items: [], roots: expected.roots });
});

test('the command line lists the events in that order, under those ids', async () => {
  const listed = await eventRows(first.path);
  expect(listed.map(({ id }) => id)).toEqual((expected.list as { id: string }[]).map(({ id }) => id));
});

test.each(['1', '2', '3', '4'])('with %s workers, all at once', async (workers) => {
  vi.stubEnv('TRAILCASE_WORKERS', workers);
  const { path, summaries } = await caseOf([folderOf(files)]);
  expect(state(path)).toEqual(expected);
  const { seconds: _, eventsPerSecond: __, ...counts } = summaries[0] as ImportSummary;
  expect(first.summary).toMatchObject(counts);
});

describe('in parts', () => {
  test.each([1, 2, 3])('in a random order, in imports of random size (seed %i)', async (seed) => {
    vi.stubEnv('TRAILCASE_WORKERS', '2');
    const draw = random(seed);
    const left = draw.shuffled(foldersApart(files));
    const imports: string[][] = [];
    while (left.length > 0) imports.push(left.splice(0, 5 + draw.below(25)));
    expect(imports.length).toBeGreaterThan(1);
    const { path, summaries } = await caseOf(...imports);
    expect(state(path)).toEqual(expected);
    for (const name of ['events', 'recordProblems', 'problems', 'bytes'] as const)
      expect(
        summaries.reduce((total, one) => total + one[name], 0),
        name,
      ).toBe(first.summary[name]);
  });

  test('backwards, in one import', async () => {
    vi.stubEnv('TRAILCASE_WORKERS', '2');
    const { path } = await caseOf(foldersApart(files).reverse());
    expect(state(path)).toEqual(expected);
  });
});
