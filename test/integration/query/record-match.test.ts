// Terms asked of the records in workers, with records passed over by their bytes, equal the predicate asked of each parsed record.
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EvidenceReader } from '../../../src/main/case/evidence.ts';
import { openForReading, type ReadConnection } from '../../../src/main/case/open.ts';
import { ItemMatcher } from '../../../src/main/query/filter/item-matcher.ts';
import { matchRecords } from '../../../src/main/query/filter/record-match.ts';
import { recordPredicate } from '../../../src/main/query/filter/record-terms.ts';
import { pathField, printField } from '../../../src/shared/filter/fields.ts';
import type { TermNode } from '../../../src/shared/filter.ts';
import { caseOf, copyOf, tamper } from '../../helpers/cases.ts';
import { ROOT } from '../../helpers/cli.ts';
import { folderOf } from '../../helpers/folder.ts';
import { spelled } from '../../helpers/json-spelling.ts';
import { type Random, random } from '../../helpers/random.ts';
import { eventId, type Fields, record, trail } from '../../helpers/trail.ts';

interface Opened {
  path: string;
  db: ReadConnection;
  /** Parsed records by their number; undefined where the bytes give none. */
  records: Map<number, unknown>;
}

const opened: Opened[] = [];
afterAll(() => {
  for (const { db } of opened) db.close();
});

function open(path: string): Opened {
  const db = openForReading(path);
  const evidence = new EvidenceReader(db);
  const rows = db
    .prepare(
      "SELECT r.id, r.evidence, r.offset, r.length, coalesce(s.value, '') AS steps FROM records r LEFT JOIN decoding_steps s ON s.id = r.steps ORDER BY r.id",
    )
    .all() as { id: number; evidence: number; offset: number; length: number; steps: string }[];
  const one = { path, db, records: new Map(rows.map((row) => [row.id, evidence.value(row.evidence, row)])) };
  opened.push(one);
  return one;
}

async function caseWith(files: Record<string, string | Buffer>): Promise<Opened> {
  return open((await caseOf([folderOf(files)])).path);
}

const pathTerm = (path: string[], value: string): TermNode => ({ kind: 'term', field: pathField(path), value });
const hasTerm = (path: string[]): TermNode => ({ kind: 'term', field: 'has', value: printField(pathField(path)) });
const resourceTerm = (value: string): TermNode => ({ kind: 'term', field: 'resource', value });

/** Asks everything of some records at once. */
async function matched({ db, path }: Opened, terms: readonly TermNode[], candidates: Iterable<number>): Promise<number[][]> {
  const found: number[][] = terms.map(() => []);
  const { cancelled } = await matchRecords(db, path, terms, candidates, {}, (term, records) => {
    expect(records.length).toBeGreaterThan(0);
    found[term]?.push(...records);
  });
  expect(cancelled).toBe(false);
  return found;
}

function slowly({ records }: Opened, term: TermNode, candidates: Iterable<number>): number[] {
  const fits = recordPredicate(term);
  return [...candidates].filter((id) => fits?.(records.get(id)));
}

/** A path that leads somewhere in a record, and what stands there. */
function drawnPath(value: unknown, { next, below, pick }: Random): { path: string[]; value: unknown } {
  const path: string[] = [];
  let at = value;
  while (typeof at === 'object' && at !== null && (path.length === 0 || next() < 0.9)) {
    const keys = Object.keys(at);
    if (keys.length === 0) break;
    const key = pick(keys);
    // Lists are gone through, and by number.
    if (!Array.isArray(at) || next() < 0.3) path.push(next() < 0.08 ? '*' : key);
    at = (at as Record<string, unknown>)[key];
  }
  if (next() < 0.05) path.push(pick(['*', '0', 'none', '']));
  return { path: path.length > 0 ? path : [`no field ${below(9)}`], value: at };
}

/** The text of a value, or a pattern that it may fit. */
function drawnValue(value: unknown, { next, below, pick }: Random): string {
  const text = typeof value === 'object' ? '' : String(value);
  if (next() < 0.1)
    return pick(['', '*', '1', '*1*', '1000', 'true', '*e*', '*u*', 'Infinity', '-*', '1e21', '\ud83d*', '*\ude00', '*\ufffd*', 'null']);
  if (next() < 0.3) return text;
  const from = below(text.length + 1);
  const to = from + below(Math.min(12, text.length - from) + 1);
  const part = text.slice(from, to);
  return pick([
    `${text.slice(0, to)}*`,
    `*${text.slice(from)}`,
    `*${part}*`,
    `${text.slice(0, from)}*${text.slice(to)}`,
    part,
    `${text.slice(0, 1)}*${part}*`,
  ]);
}

function drawnTerm(records: readonly unknown[], draw: Random): TermNode {
  const { path, value } = drawnPath(draw.pick(records), draw);
  const kind = draw.next();
  const term = kind < 0.15 ? hasTerm(path) : kind < 0.35 ? resourceTerm(drawnValue(value, draw)) : pathTerm(path, drawnValue(value, draw));
  // What a column answers is not asked of records.
  return recordPredicate(term) ? term : pathTerm(path, '*');
}

/** Random terms, some at once, of random candidates. */
async function expectEqual(one: Opened, seed: number, rounds: number): Promise<void> {
  const draw = random(seed);
  const all = [...one.records.keys()];
  const parsed = [...one.records.values()].filter((value) => typeof value === 'object' && value !== null);
  let some = 0;
  for (let round = 0; round < rounds; round++) {
    const terms = Array.from({ length: 1 + draw.below(4) }, () => drawnTerm(parsed, draw));
    const share = draw.pick([1, 1, 0.5, 0.05]);
    const candidates = all.filter(() => draw.next() < share);
    const expected = terms.map((term) => slowly(one, term, candidates));
    expect({ terms, found: await matched(one, terms, candidates) }).toEqual({ terms, found: expected });
    some += expected.filter((found) => found.length > 0 && found.length < candidates.length).length;
  }
  expect(some).toBeGreaterThan(rounds / 4);
}

const HOSTILE = [
  '\ud800 lone',
  'lone \udc00',
  '😀',
  'say "hi" / C:\\temp',
  "<b>&'=",
  '\u0000\u0007\n\u2028',
  'ünï 日本',
  '*',
  'a*b',
  '\\u0061',
  '{"bucketName":"telugubites-prod"}',
  'broken ¤ bytes',
  'so 😀😀 it goes',
  'Infinity',
  'null',
  'e',
  '1000',
  '',
];
const NAMES = ['bucketName', 'name', 'id', '', '*', '0', '__proto__', 'constructor', 'a.b', 'q"', 'ünï', '¤', '\ud800', '😀/'];
const NUMBERS = [0, -0, 1, 1000, 1e21, 1.5e-7, -12.25, 123456789012345680000];

function hostileValue(draw: Random, depth = 0): unknown {
  const { pick, below, next } = draw;
  const kind = next();
  if (depth > 3 || kind < 0.4) return pick(HOSTILE);
  if (kind < 0.55) return pick(NUMBERS);
  if (kind < 0.65) return pick([true, false, null]);
  const inner = Array.from({ length: below(4) }, () => hostileValue(draw, depth + 1));
  return kind < 0.8 ? inner : Object.fromEntries(inner.map((value) => [pick(NAMES), value]));
}

function hostileRecord(name: string, draw: Random): Fields {
  return record({
    eventID: eventId(name),
    requestParameters:
      draw.next() < 0.7
        ? { bucketName: hostileValue(draw), ...(hostileValue(draw, 9) === '*' ? {} : { n: draw.pick(NUMBERS) }) }
        : hostileValue(draw),
    responseElements: hostileValue(draw),
    resources: draw.pick([undefined, [], [{ ARN: draw.pick(HOSTILE), type: 'AWS::S3::Bucket' }], hostileValue(draw)]),
    additionalEventData: hostileValue(draw),
  });
}

/** Every ¤ becomes bytes that are not UTF-8. */
function broken(text: string): Buffer {
  const bytes = Buffer.from(text);
  for (let at = bytes.indexOf('¤'); at !== -1; at = bytes.indexOf('¤', at)) bytes.write('\xc3(', at, 'latin1');
  return bytes;
}

describe('random terms', () => {
  test('over hostile records, written in every way', async () => {
    const draw = random(501);
    const files = Array.from({ length: 8 }, (_, file) => {
      const records = Array.from({ length: 40 }, (_, i) =>
        spelled(hostileRecord(`match ${file} ${i}`, draw), draw, [0, 0.02, 0.3][i % 3] as number),
      );
      const json = `{"Records":[${records.join(',')}]}`;
      return [`${file}.json`, file % 4 === 3 ? Buffer.from(`\ufeff${json}`, 'utf16le') : broken(json)] as const;
    });
    const one = await caseWith(Object.fromEntries(files));
    expect(one.records.size).toBeGreaterThan(300);
    await expectEqual(one, 502, 250);
  });

  test('over every shape: wrapped records, and rows that give part of one', async () => {
    const one = open((await caseOf([join(ROOT, 'test/fixtures/shapes')])).path);
    const steps = one.db.prepare('SELECT value FROM decoding_steps').pluck().all() as string[];
    expect(steps.some((step) => step.startsWith('reduced:csv'))).toBe(true);
    expect(steps.some((step) => step.includes('json-string/at:'))).toBe(true);
    await expectEqual(one, 503, 200);
  });

  test('over real logs', async () => {
    const one = open((await caseOf([join(ROOT, 'test/fixtures/cloudtrail-real')])).path);
    expect(one.records.size).toBeGreaterThan(50);
    await expectEqual(one, 504, 200);
  });
});

describe('what bytes may hide', () => {
  const bucket = (value: string): string => JSON.stringify(record({ requestParameters: { bucketName: 'HERE' } })).replace('"HERE"', value);
  const VALUES: [written: string, value: string][] = [
    ['"telugubites-prod"', 'telugubites-prod'],
    ['"\\u0074elugubites-prod"', 'telugubites-prod'],
    ['"telugubites\\u002Dprod"', '*bites-prod'],
    ['"a\\/b\\/c"', 'a/b/*'],
    ['"\\u00FCn\\u00ef"', 'ünï'],
    ['"\\uD83D\\uDE00 x"', '😀 x'],
    ['"😀 x"', '\ud83d*'],
    ['"so 😀"', 'so \ud83d*'],
    ['"so \\ud83d\\ude00 it goes"', '*\ude00 it goes'],
    ['"broken ¤ bytes"', 'broken \ufffd*bytes'],
    ['"\\ud800 lone"', '\ud800 lone'],
    ['1e3', '1000'],
    ['1e3', '1*0'],
    ['100000000000000000000000', '1e+23'],
    ['1e999', 'Infinity'],
    ['-0', '0'],
    ['true', 't*e'],
    ['["x", ["abcdef"]]', 'abc*'],
    ['"first", "bucketName": "second"', 'second'],
  ];

  let one: Opened;
  beforeAll(async () => {
    const records = [['null', ''], ...VALUES].map(([written = '']) => bucket(written));
    one = await caseWith({ 'a.json': broken(`{"Records":[${records.join(',')}]}`) });
  });

  test.each(VALUES.map((pair, i) => [...pair, i + 1] as const))('%s is found as %s', async (_, value, record) => {
    const term = pathTerm(['requestParameters', 'bucketName'], value);
    const [found] = await matched(one, [term], one.records.keys());
    expect(found).toEqual(slowly(one, term, one.records.keys()));
    expect(found).toContain([...one.records.keys()][record]);
  });

  test('a name written with escapes is a name', async () => {
    const one = await caseWith({ 'a.json': `{"Records":[${bucket('"x"')},${bucket('"x"').replace('bucketName', 'bucket\\u004eame')}]}` });
    expect(await matched(one, [hasTerm(['requestParameters', 'bucketName'])], one.records.keys())).toEqual([[...one.records.keys()]]);
  });

  test('a text across the border of two records, or in the wrapper, is in none', async () => {
    const one = await caseWith({
      'a.json': `{"bucketName":"x","Records":[${JSON.stringify(record())},${JSON.stringify(record())}],"n":"bucketName"}`,
    });
    expect(await matched(one, [hasTerm(['requestParameters', 'bucketName']), resourceTerm('bucketName')], one.records.keys())).toEqual([
      [],
      [],
    ]);
  });
});

describe('how it is read', () => {
  const bucketOf = (i: number): string => (i % 50 === 0 ? 'telugubites-prod' : `bucket-${i}`);
  const file = (n: number, records: number): string =>
    trail()
      .events(records, (i) => ({
        eventID: eventId(`read ${n} ${i}`),
        requestParameters: { bucketName: bucketOf(n * records + i), filler: 'z'.repeat(600) },
      }))
      .json();
  const term = pathTerm(['requestParameters', 'bucketName'], 'telugubites-prod');

  test('windows of any size over a large item, and any candidates', async () => {
    const one = await caseWith({ 'a.json': file(0, 300) });
    const item = one.db.prepare('SELECT id AS evidence, first_record AS first, records FROM evidence').get() as {
      evidence: number;
      first: number;
      records: number;
    };
    const terms = [term, pathTerm(['requestParameters', 'filler'], ''), resourceTerm('*-prod')];
    for (const windowBytes of [1, 5000, 1_000_000]) {
      for (const large of [true, false]) {
        for (const every of [1, 7, 100]) {
          const candidates = [...one.records.keys()].filter((id) => id % every === 0);
          const only = every === 1 ? null : Uint32Array.from(candidates);
          const { records, wholly } = new ItemMatcher(one.db, terms, windowBytes).match({ ...item, large, only });
          expect(records.map((found) => [...found])).toEqual(terms.map((of) => slowly(one, of, candidates)));
          expect(wholly).toBe(true);
        }
      }
    }
  });

  describe('by threads', () => {
    let one: Opened | undefined;
    const made = async (): Promise<Opened> => {
      one ??= await caseWith(Object.fromEntries(Array.from({ length: 8 }, (_, n) => [`${n}.json`, file(n, 700)])));
      return one;
    };

    test('results come by task in order of the evidence, and items without candidates are not read', async () => {
      const { db, path, records } = await made();
      const ids = [...records.keys()];
      const calls: number[][] = [];
      const progress: number[] = [];
      const all = await matchRecords(
        db,
        path,
        [term],
        ids,
        { onProgress: ({ bytes }) => progress.push(bytes) },
        (_, found) => void calls.push([...found]),
      );
      expect(calls.length).toBeGreaterThan(1);
      expect(calls.flat()).toEqual(slowly({ db, path, records }, term, ids));
      expect(progress.at(-1)).toBe(all.bytes);
      expect(all).toMatchObject({ cancelled: false, unreadable: [] });
      expect(all.contentBytes).toBe(all.bytes);
      const few = await matchRecords(db, path, [term], Uint32Array.of(ids[0] as number), {}, () => {});
      expect(few.contentBytes).toBe(db.prepare('SELECT size FROM evidence ORDER BY first_record LIMIT 1').pluck().get());
      expect(await matchRecords(db, path, [term], [], {}, () => {})).toMatchObject({ bytes: 0, contentBytes: 0, cancelled: false });
    });

    test('a cancel ends it, and nothing is given any more', async () => {
      const { db, path, records } = await made();
      const cancel = new AbortController();
      let calls = 0;
      const { cancelled } = await matchRecords(db, path, [term], records.keys(), { signal: cancel.signal }, () => {
        calls++;
        cancel.abort();
      });
      expect({ cancelled, calls }).toEqual({ cancelled: true, calls: 1 });
      const before = await matchRecords(db, path, [term], records.keys(), { signal: AbortSignal.abort() }, () => void calls++);
      expect({ cancelled: before.cancelled, calls }).toEqual({ cancelled: true, calls: 1 });
    });

    test('whoever takes the matches may fail', async () => {
      const { db, path, records } = await made();
      const failing = matchRecords(db, path, [term], records.keys(), {}, () => Promise.reject(new Error('no room')));
      await expect(failing).rejects.toThrow('no room');
    });
  });

  test('what cannot be read is told, and judged as no record', async () => {
    const { path, records } = await caseWith({ 'a.json.gz': gzipSync(file(0, 60)), 'b.json': file(1, 60) });
    const damaged = copyOf(path);
    tamper(damaged, (db) =>
      db.exec(
        "UPDATE evidence_bytes SET bytes = substr(bytes, 1, 1000) WHERE evidence = (SELECT id FROM evidence WHERE encoding = 'gzip')",
      ),
    );
    const one = open(damaged);
    const terms = [term, pathTerm(['requestParameters', 'bucketName'], ''), hasTerm(['requestParameters', 'bucketName'])];
    const ids = [...records.keys()];
    expect(await matched(one, terms, ids)).toEqual(terms.map((of) => slowly(one, of, ids)));
    const { unreadable } = await matchRecords(one.db, damaged, terms, ids, {}, () => {});
    expect(unreadable).toEqual([one.db.prepare("SELECT lower(hex(sha256)) FROM evidence WHERE encoding = 'gzip'").pluck().get()]);
  });

  test('a term that columns answer is refused', async () => {
    const { db, path, records } = await caseWith({ 'a.json': file(0, 2) });
    const asked = matchRecords(db, path, [{ kind: 'term', field: 'eventName', value: 'RunInstances' }], records.keys(), {}, () => {});
    await expect(asked).rejects.toThrow(RangeError);
  });
});
