// JSON is what RFC 8259 says it is, wherever it stands: as a file, in a list, in a field, on a line; read by the quick way, the slow way, and in
// pieces. What parsers must accept becomes events or problems of their own kind, what they must reject becomes problems, and neither takes
// anything of its neighbours.
import { describe, expect, test } from 'vitest';
import { Dictionaries } from '../../../src/main/ingest/dictionaries.ts';
import { LargeItem } from '../../../src/main/ingest/large-item.ts';
import { parseItem } from '../../../src/main/ingest/parse-item.ts';
import { readContent } from '../../../src/main/ingest/read-content.ts';
import { LargeContentReader, type Part } from '../../../src/main/ingest/read-large.ts';
import type { ItemProblem } from '../../../src/shared/parsed-item.ts';
import { JSON_CASES, type JsonCase } from '../../fixtures/json-suite.ts';
import { eventId, record } from '../../helpers/trail.ts';

const ways = { quick: new Dictionaries(), slow: new Dictionaries(true), pieces: new Dictionaries() };

/** Sizes of pieces, taken in turn; long content in longer ones. */
const SIZES = [1, 13, 64];

interface Found {
  kind: string;
  shape: string;
  /** Offset, length, and what else an event is made of. */
  events: [offset: number, length: number, ...unknown[]][];
  problems: ItemProblem[];
}

function flat(parts: readonly Part[]): Pick<Found, 'events' | 'problems'> {
  const found: Pick<Found, 'events' | 'problems'> = { events: [], problems: [] };
  for (const { events: e, problems } of parts) {
    const before = found.events.length;
    for (let i = 0; i < e.count; i++) {
      const row = [e.time[i], e.call[i], e.identity[i], e.origin[i], e.idKind[i], e.stepTexts[e.steps?.[i] ?? 0]];
      found.events.push([e.offset[i] as number, e.length[i] as number, ...row]);
    }
    for (const one of problems) found.problems.push({ ...one, event: one.event === null ? null : one.event + before });
  }
  return found;
}

/** What is found, having made sure that it is the same in every way. */
function found(content: Buffer, number: number): Found {
  const whole = (dictionaries: Dictionaries): Found => {
    const { kind, shape, events, problems } = readContent(content, dictionaries);
    return { kind, shape, ...flat([{ events, problems }]) };
  };
  const quick = whole(ways.quick);
  expect(whole(ways.slow)).toEqual(quick);
  const parts: Part[] = [];
  // The first good record shows in so many bytes, and little more.
  const reader = new LargeContentReader(ways.pieces, (part) => parts.push(part), first.length + 100);
  const size = content.length > 50_000 ? 5000 : (SIZES[number % SIZES.length] as number);
  for (let at = 0; at < content.length; at += size) reader.push(content.subarray(at, at + size));
  expect({ ...reader.end(), ...flat(parts) }, `pieces of ${size}`).toEqual(quick);
  return quick;
}

const good = (name: string): Buffer => Buffer.from(JSON.stringify(record({ eventName: name, eventID: eventId(name), userAgent: 'é "' })));
const first = good('First');
const second = good('Second');
const [fieldBefore = '', fieldAfter = ''] = JSON.stringify(record({ eventID: eventId('odd'), requestParameters: '@' })).split('"@"');

/** Where a case is put: what stands before and after it. */
const PLACES: Record<string, [before: (string | Buffer)[], after: (string | Buffer)[]]> = {
  'an element of Records': [
    ['{"Records":[', first, ','],
    [',', second, ']}'],
  ],
  'an element of a bare list': [
    ['[', first, ','],
    [',', second, ']'],
  ],
  'a field of a record in Records': [
    ['{"Records":[', first, ',', fieldBefore],
    [fieldAfter, ',', second, ']}'],
  ],
  'a line among JSON lines': [
    [first, '\n'],
    ['\n', second, '\n'],
  ],
};

const joined = (parts: (string | Buffer)[]): Buffer =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : part)));

/** What may stand between records without being one. */
const SYNTAX = /^[\s{}[\],:]*("Records")?[\s{}[\],:]*$/;

const REJECTED = ['RECORD_NOT_JSON', 'RECORDS_DAMAGED', 'RECORD_CUT_OFF', 'CONTENT_CUT_OFF', 'TRAILING_BYTES'];

const groups = [...new Set(JSON_CASES.map(({ group }) => group))].map(
  (group) => [group, JSON_CASES.filter((one) => one.group === group)] as const,
);

/** Several texts one after another are not one; but logs come in that form, and so does what is no log. */
const SEQUENCES = ['{}{}', '[1]2', '{} {}', '[][]', '[] []'];

const isBlank = ({ bytes }: JsonCase): boolean => /^[ \t\r\n]*$/.test(bytes.toString('latin1'));

/** Where the case itself stands, without the white space around it. */
function placeOf({ bytes }: JsonCase, before: number): { offset: number; length: number } {
  const text = bytes.toString('latin1');
  const lead = /^[ \t\r\n]*/.exec(text)?.[0].length ?? 0;
  return { offset: before + lead, length: text.slice(lead).replace(/[ \t\r\n]+$/, '').length };
}

const verdicts = new Map<string, boolean>();

describe.each(Object.entries(PLACES))('as %s', (place, [before, after]) => {
  const isField = place.startsWith('a field');

  test.each(groups)('%s', (_, cases) => {
    for (const [number, one] of cases.entries()) {
      const content = joined([...before, one.bytes, ...after]);
      const { kind, events, problems } = found(content, number);
      const texts = events.map(([offset, length]) => content.subarray(offset, offset + length));
      const codes = problems.map(({ code }) => code);

      expect(kind, one.name).toBe('log');
      for (const neighbour of [first, second]) expect(texts.filter((text) => text.equals(neighbour)).length, one.name).toBe(1);
      expect(unaccounted(content, events, problems), one.name).toMatch(SYNTAX);

      const accepted = !codes.some((code) => REJECTED.includes(code));
      if (one.inside === 'y') expect(accepted, `${one.name}: ${codes}`).toBe(true);
      if (one.inside === 'n' && !(isBlank(one) && place.startsWith('a line'))) expect(accepted, one.name).toBe(false);
      // What is up to the implementation is the same everywhere.
      if (one.inside === 'i') expect(verdicts.get(one.name) ?? accepted, one.name).toBe(accepted);
      verdicts.set(one.name, accepted);

      const record = joined([fieldBefore, one.bytes, fieldAfter]);
      if (isField)
        expect(
          texts.some((text) => text.equals(record)),
          one.name,
        ).toBe(accepted);
      else if (one.inside === 'y') {
        const others = [
          ...events.filter((_, i) => !texts[i]?.equals(first) && !texts[i]?.equals(second)).map(([offset, length]) => ({ offset, length })),
          ...problems
            .filter(({ isRecord, code }) => isRecord || code === 'RECORD_NOT_CLOUDTRAIL')
            .map(({ offset, length }) => ({ offset, length })),
        ];
        expect(others, one.name).toEqual([placeOf(one, joined(before).length)]);
      }
    }
  });
});

function unaccounted(content: Buffer, events: Found['events'], problems: readonly ItemProblem[]): string {
  const known = new Uint8Array(content.length);
  for (const [offset, length] of events) known.fill(1, offset, offset + length);
  for (const { offset, length } of problems) if (offset !== null && length !== null) known.fill(1, offset, offset + length);
  return Buffer.from(content.filter((_, i) => known[i] === 0)).toString('latin1');
}

test.each(groups)('as a whole file: %s', (_, cases) => {
  for (const [number, one] of cases.entries()) {
    const whole = (dictionaries: Dictionaries): unknown => {
      const { kind, shape, encoding, events, problems } = parseItem(one.bytes, dictionaries);
      return { kind, shape, encoding, events: events.count, problems };
    };
    const outcome = whole(ways.quick) as { kind: string; events: number; problems: ItemProblem[] };
    expect(whole(ways.slow)).toEqual(outcome);
    const parts: Part[] = [];
    const item = new LargeItem(ways.pieces, { part: (part) => parts.push(part), piece: () => {} });
    const size = Math.max(SIZES[number % SIZES.length] as number, one.bytes.length / 100);
    for (let at = 0; at < one.bytes.length; at += size) item.push(one.bytes.subarray(at, at + size));
    const { kind, shape, encoding, problems } = item.end();
    const read = flat(parts);
    expect({ kind, shape, encoding, events: read.events.length, problems: [...problems, ...read.problems] }).toEqual(outcome);

    const codes = outcome.problems.map(({ code }) => code);
    expect(outcome.events, one.name).toBe(0);
    if (one.verdict === 'y') expect([outcome.kind, codes], one.name).toEqual(['unknownJson', []]);
    // Nothing known: listed as no CloudTrail file; or as JSON, where it begins like it, with a problem that tells what is not.
    const sequence = SEQUENCES.includes(one.bytes.toString());
    if (one.verdict === 'n' && outcome.kind !== 'notCloudTrail' && !sequence)
      expect([outcome.kind, codes], one.name).toEqual(['unknownJson', ['RECORD_NOT_JSON']]);
    if (one.verdict === 'i') expect(['unknownJson', 'notCloudTrail', 'unreadable'], one.name).toContain(outcome.kind);
  }
});

test('the cases are many, and of each verdict', () => {
  const count = (verdict: string): number => JSON_CASES.filter((one) => one.verdict === verdict).length;
  expect([count('y') > 250, count('n') > 400, count('i') > 60]).toEqual([true, true, true]);
  expect(new Set(JSON_CASES.map(({ name }) => name)).size).toBe(JSON_CASES.length);
});

test('the verdicts on texts are those of a strict parser, of which none of this is made', () => {
  for (const { name, inside, bytes } of JSON_CASES) {
    if (inside === 'i') continue;
    const parse = (): unknown => JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
    if (inside === 'y') expect(parse, name).not.toThrow();
    else expect(parse, name).toThrow();
  }
});
