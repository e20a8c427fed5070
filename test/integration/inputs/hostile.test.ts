// Input that is broken or made to break the reader, imported together with good logs: each has a clear outcome, everything else is imported,
// in bounded time, and the case verifies.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { newCasePath } from '../../helpers/cases.ts';
import { ended, NODE } from '../../helpers/cli.ts';
import { folderOf } from '../../helpers/folder.ts';
import { eventId, type Fields, record, trail } from '../../helpers/trail.ts';
import { longestPrefix } from '../../unit/content/decoding.ts';
import { type Delivery, delivery, rows } from './delivery.ts';

const MILLION = 1_000_000;
const DEEP = 200_000;

/** An ordinary record, an event of its own in every file that it stands in. */
const good = (name: string): string => JSON.stringify(record({ eventName: name, eventID: eventId(`hostile ${++made}`) }));
let made = 0;

/** A record with a field of it given as text, which need not be JSON. */
function odd(field: string, text: string, others: Fields = {}): string {
  const whole = JSON.stringify(record({ eventName: 'Odd', eventID: eventId(`hostile ${++made}`), ...others, [field]: '@' }));
  return whole.replace('"@"', () => text);
}

/** A log file of records and whatever else, the first and the last of them good. */
const log = (...between: string[]): string => `{"Records":[${[good('First'), ...between, good('Last')].join()}]}`;
const lines = (...between: string[]): string => `${[good('First'), ...between, good('Last')].join('\n')}\n`;

const lists = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);
const objects = (depth: number): string => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;

const damaged = (bytes: Buffer, at: number): Buffer => {
  const copy = Buffer.from(bytes);
  copy[at] = (copy[at] as number) ^ 0x55;
  return copy;
};

const many = trail()
  .events(200, (i) => ({ eventName: i === 0 ? 'First' : i === 199 ? 'Last' : 'Between', eventID: eventId(`many ${i}`) }))
  .gz();

/** The records that stand whole in what the data decodes to before it ends or is damaged, found by where they begin. */
function rest(bytes: Buffer, problems: Record<string, number>): Outcome {
  const events: Record<string, number> = {};
  for (const piece of longestPrefix(bytes, 'gzip')
    .content.toString()
    .slice('{"Records":['.length)
    .split(/,(?=\{"eventVersion")/)) {
    try {
      const { eventName } = JSON.parse(piece);
      events[eventName] = (events[eventName] ?? 0) + 1;
    } catch {
      // Cut off or damaged.
    }
  }
  return { kind: 'log', events, problems: expect.objectContaining(problems) };
}

interface Outcome {
  kind: string;
  /** Names of its events, with how many there are of each. */
  events: Record<string, number>;
  /** Codes of its problems, likewise. */
  problems: Record<string, number>;
}

const both = { First: 1, Last: 1 };
const asLog = (events: Record<string, number> = {}, problems: Record<string, number> = {}): Outcome => ({
  kind: 'log',
  events: { ...both, ...events },
  problems,
});
const nothing = (kind: string, problems: Record<string, number> = {}): Outcome => ({ kind, events: {}, problems });

/** What is delivered, and what must become of it. */
const FILES: Record<string, [content: string | Buffer, outcome: Outcome]> = {
  'gzip, whole.json.gz': [many, asLog({ Between: 198 })],
  'gzip, zeros behind it.json.gz': [Buffer.concat([gzipSync(log()), Buffer.alloc(512)]), asLog({}, { GZIP_TRAILING_BYTES: 1 })],
  'gzip, text behind it.json.gz': [Buffer.concat([gzipSync(log()), Buffer.from('<html>')]), asLog({}, { GZIP_TRAILING_BYTES: 1 })],
  'gzip, wrong checksum.json.gz': [damaged(gzipSync(log()), gzipSync(log()).length - 6), asLog({}, { GZIP_DAMAGED: 1 })],
  'gzip, cut off.json.gz': [many.subarray(0, 4000), rest(many.subarray(0, 4000), { GZIP_TRUNCATED: 1, RECORD_CUT_OFF: 1 })],
  'gzip, damaged.json.gz': [damaged(many, 3000), rest(damaged(many, 3000), { GZIP_DAMAGED: 1 })],
  'gzip, cut off in its header.json.gz': [many.subarray(0, 9), nothing('unreadable', { GZIP_TRUNCATED: 1 })],

  'deep, a list.json': [lists(MILLION), nothing('unknownJson')],
  'deep, an object.json': [objects(DEEP), nothing('unknownJson')],
  'deep, never closed.json': ['['.repeat(MILLION), nothing('notCloudTrail', { CONTENT_UNRECOGNISED: 1 })],
  'deep, an element.json': [log(lists(MILLION)), asLog({}, { RECORD_NOT_OBJECT: 1 })],
  'deep, an element never closed.json': [log('[{"a":'.repeat(MILLION / 2)), asLog({}, { RECORD_NOT_JSON: 1 })],
  'deep, a field.json': [log(odd('requestParameters', lists(MILLION)), odd('requestParameters', objects(DEEP))), asLog({ Odd: 2 })],
  'deep, an identity.json': [log(odd('userIdentity', objects(DEEP))), asLog({ Odd: 1 })],
  'deep, a name.json': [log(odd('eventName', lists(DEEP))), asLog({ '(nested more than 200 deep)': 1 }, { FIELD_UNEXPECTED_TYPE: 1 })],
  'deep, a line.json': [lines(lists(DEEP), objects(DEEP)), asLog({}, { RECORD_NOT_OBJECT: 1, RECORD_NOT_CLOUDTRAIL: 1 })],
  'deep, in a string.json': [
    JSON.stringify({
      Events: [good('First'), odd('requestParameters', lists(MILLION)), lists(MILLION), good('Last')].map((text, i) => ({
        EventId: `${i}`,
        CloudTrailEvent: text,
      })),
    }),
    asLog({ Odd: 1 }, { RECORD_NOT_OBJECT: 1 }),
  ],

  'text, no UTF-8.json': [
    Buffer.from(log(odd('userAgent', '"caf\u00e9 \u00ff\u00fe"')), 'latin1'),
    asLog({ Odd: 1 }, { TEXT_NOT_UTF8: 1 }),
  ],
  'text, no UTF-8 outside of strings.json': [Buffer.from(log(odd('userAgent', '\u00ff')), 'latin1'), asLog({}, { RECORD_NOT_JSON: 1 })],
  'text, a mark of UTF-8.json': [`\ufeff${log()}`, asLog({}, { BYTE_ORDER_MARK: 1 })],
  'text, UTF-16LE with its mark.json': [Buffer.from(`\ufeff${log()}`, 'utf16le'), asLog()],
  'text, UTF-16BE without.json': [Buffer.from(log(), 'utf16le').swap16(), asLog()],
  'text, lines of UTF-16LE in gzip.json.gz': [gzipSync(Buffer.from(`\ufeff${lines()}`, 'utf16le')), asLog()],
  'text, halves of characters in UTF-16.json': [
    Buffer.from(log(odd('userAgent', '"\ud800"')), 'utf16le'),
    asLog({ Odd: 1 }, { TEXT_NOT_UTF16: 1 }),
  ],
  'text, a half of a character in an escape.json': [log(odd('userAgent', '"\\ud800"')), asLog({ Odd: 1 })],

  'names, twice.json': [log(odd('eventName', '"Shown","eventName":"Last told"')), asLog({ 'Last told': 1 }, { KEY_DUPLICATE: 1 })],
  'names, twice and spelled otherwise.json': [
    log(odd('eventName', '"Shown","\\u0065vent\\u004eame":"Escaped"')),
    asLog({ Escaped: 1 }, { KEY_DUPLICATE: 1 }),
  ],
  'names, twice far inside.json': [
    log(odd('requestParameters', '{"a":[{"b":{"c":1,"d":2,"c":3}}]}')),
    asLog({ Odd: 1 }, { KEY_DUPLICATE: 1 }),
  ],
  'names, twice around a record.json': [
    lines(`{"detail-type":"AWS API Call via CloudTrail","detail":${good('Hidden')},"detail":${good('Seen')}}`),
    asLog({ Seen: 1 }, { KEY_DUPLICATE: 1 }),
  ],
  'names, two lists.json': [`{"Records":[${good('First')}],"Records":[${good('Last')}]}`, asLog({}, { KEY_DUPLICATE: 1 })],
  'names, __proto__.json': [
    log(odd('__proto__', '{"eventName":"Forged","eventTime":"x"}'), odd('eventName', '"Plain","constructor":1,"hasOwnProperty":2')),
    asLog({ Odd: 1, Plain: 1 }),
  ],
  'names, a hundred thousand.json': [
    log(odd('requestParameters', JSON.stringify(Object.fromEntries(Array.from({ length: 100_000 }, (_, i) => [`key ${i}`, i]))))),
    asLog({ Odd: 1 }),
  ],

  'numbers, none of JSON.json': [
    log(odd('requestParameters', 'NaN'), odd('requestParameters', '-Infinity'), odd('requestParameters', '0x1F')),
    asLog({}, { RECORD_NOT_JSON: 3 }),
  ],
  'numbers, huge.json': [
    log(odd('requestParameters', `[1e999,-1e999,1e-999,${'9'.repeat(100_000)},0.${'0'.repeat(100_000)}1,-0]`)),
    asLog({ Odd: 1 }),
  ],
  'numbers, for a time.json': [
    log(...['9007199254740993', '1e999', '-1', '1771668000'].map((time) => odd('eventTime', time))),
    asLog({ Odd: 4 }, { EVENT_TIME_UNREADABLE: 3, FIELD_UNEXPECTED_TYPE: 1 }),
  ],
  'numbers, for an id.json': [log(odd('eventID', '123456789012345678901234567890')), asLog({ Odd: 1 }, { FIELD_UNEXPECTED_TYPE: 1 })],

  'nothing.json': ['', nothing('notCloudTrail', { CONTENT_UNRECOGNISED: 1 })],
  'nothing in gzip.json.gz': [gzipSync(''), nothing('notCloudTrail', { CONTENT_UNRECOGNISED: 1 })],
  'spaces.json': [' \n'.repeat(MILLION), nothing('notCloudTrail', { CONTENT_UNRECOGNISED: 1 })],
  'zeros.json': [Buffer.alloc(5 * MILLION), nothing('notCloudTrail', { CONTENT_UNRECOGNISED: 1 })],

  // Each of these takes hours where the work grows with the square of the length, or all memory where it grows with the number of pieces.
  'flood, a hundred million brackets.json.gz': [
    gzipSync(Buffer.alloc(100 * MILLION, '['), { level: 1 }),
    nothing('notCloudTrail', { CONTENT_UNRECOGNISED: 1 }),
  ],
  'flood, a line of 50 MB.json': [lines('x'.repeat(50 * MILLION)), asLog({}, { RECORD_NOT_JSON: 1 })],
  'flood, words.json': [log('x '.repeat(MILLION)), asLog({}, { RECORDS_DAMAGED: 1 })],
  'flood, empty objects.json.gz': [
    gzipSync(log('{},'.repeat(MILLION / 2) + good('Between')), { level: 1 }),
    asLog(
      { null: 10_000, Between: 1 },
      { EVENT_ID_MISSING: 10_000, EVENT_NAME_MISSING: 10_000, EVENT_TIME_MISSING: 10_000, RECORD_NOT_CLOUDTRAIL: 1001 },
    ),
  ],
  'flood, lines never closed.json': [lines('{"a":{\n'.repeat(200_000).trimEnd()), asLog({}, { RECORD_NOT_JSON: 1001 })],
  'flood, beginnings of records.json': [log('{"a":{,{"eventVersion":'.repeat(500)), asLog({}, { RECORD_NOT_JSON: 1 })],
  'flood, records on one line.json': [
    good('First') + Array.from({ length: 10_000 }, () => good('Between')).join('') + good('Last'),
    asLog({ Between: 10_000 }),
  ],
};

let imported: Delivery;

beforeAll(async () => {
  vi.stubEnv('TRAILCASE_WORKERS', '2');
  imported = await delivery([folderOf(Object.fromEntries(Object.entries(FILES).map(([name, [content]]) => [name, content])))]);
}, 120_000);
afterAll(() => void vi.unstubAllEnvs());

const counts = (all: Record<string, unknown>[]): Record<string, number> =>
  Object.fromEntries(all.map(({ what, n }) => [String(what), n as number]));

test.each(Object.entries(FILES))('%s', (name, [, expected]) => {
  const { path } = imported;
  const [item] = rows(path, 'SELECT e.id, e.kind FROM evidence e JOIN found_at f ON f.evidence = e.id WHERE f.path = ?', name);
  const events = counts(
    rows(
      path,
      `SELECT t.value AS what, count(*) AS n FROM records r JOIN calls c ON c.id = r.call LEFT JOIN terms t ON t.id = c.event_name
       WHERE r.evidence = ? GROUP BY 1`,
      item?.id,
    ),
  );
  const problems = counts(rows(path, 'SELECT code AS what, count(*) AS n FROM problems WHERE evidence = ? GROUP BY 1', item?.id));
  expect({ kind: item?.kind, events, problems }).toEqual(expected);
});

test('everything that was delivered is in the sums', () => {
  const all = Object.values(FILES).map(([, outcome]) => outcome);
  const { files, events, sightings, conflicts, recordProblems } = imported.summary;
  const sum = (of: Record<string, number>): number => Object.values(of).reduce((total, n) => total + n, 0);
  expect(files).toMatchObject({
    total: all.length,
    log: all.filter(({ kind }) => kind === 'log').length,
    unreadable: 1,
    alreadyPresent: 0,
  });
  expect(events + sightings + conflicts).toBe(all.reduce((total, one) => total + sum(one.events), 0));
  expect(recordProblems).toBeGreaterThan(1000);
});

test('a record of 200 MB is an event, in less than 1.5 GB, and the logs beside it are read', async () => {
  const text = Buffer.alloc(130 * MILLION, 'sixteen letters ');
  const list = Buffer.alloc(70 * MILLION, '{"a":[1,2]},{"b":null},[[]],"x",');
  const [before = '', after = ''] = odd('requestParameters', '\0').split('\0');
  const giant = Buffer.concat(
    [`{"Records":[${good('First')},${before}{"text":"`, text, '","list":[', list, `0]}${after},${good('Last')}]}`].map((part) =>
      Buffer.from(part),
    ),
  );
  const folder = folderOf({ 'giant.json.gz': gzipSync(giant, { level: 1 }), 'beside.json': log() });
  const program = join(import.meta.dirname, '../../helpers/import-measured.ts');
  const { stdout, stderr, status } = await ended(
    spawn(NODE, [program, newCasePath(), folder], { env: { ...process.env, TRAILCASE_WORKERS: '2' } }),
  );
  expect([status, stderr]).toEqual([0, '']);
  const { summary, ok, items, peakOfImport, peak } = JSON.parse(stdout);
  expect({ ok, items, events: summary.events, problems: summary.problems }).toEqual({ ok: true, items: [], events: 5, problems: 0 });
  expect(Math.max(peakOfImport, peak)).toBeLessThan(1.5e9);
  expect(giant.length).toBeGreaterThan(200 * MILLION);
}, 120_000);
