// Content read in pieces, however small, gives what reading it whole gives: events, problems, places.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeContent } from '../../../src/main/content.ts';
import { ContentStream } from '../../../src/main/content-stream.ts';
import { Dictionaries } from '../../../src/main/ingest/dictionaries.ts';
import { readContent } from '../../../src/main/ingest/read-content.ts';
import { LargeContentReader, type Part } from '../../../src/main/ingest/read-large.ts';
import { ROOT } from '../../helpers/cli.ts';
import { filesBelow } from '../../helpers/folder.ts';
import { record, trail } from '../../helpers/trail.ts';

/** Enough to recognise what these tests make, and less than all of it. */
const HEAD = 4200;

/** All that reading finds, in one form for both ways. */
function whole(content: Buffer): unknown {
  const dictionaries = new Dictionaries();
  const { kind, shape, events, problems } = readContent(content, dictionaries);
  return { kind, shape, ...flat([{ events, problems }]) };
}

function inPieces(content: Buffer, size: number): unknown {
  const parts: Part[] = [];
  const reader = new LargeContentReader(new Dictionaries(), (part) => parts.push(part), HEAD);
  for (let at = 0; at < content.length; at += size) reader.push(content.subarray(at, at + size));
  return { ...reader.end(), ...flat(parts) };
}

function flat(parts: Part[]): { events: unknown[]; problems: unknown[] } {
  const events: unknown[] = [];
  const problems: unknown[] = [];
  for (const { events: e, problems: p } of parts) {
    const before = events.length;
    for (let i = 0; i < e.count; i++) {
      const id = e.idKind[i] === 2 ? e.otherIds.get(i) : [...e.uuid.slice(i * 16, i * 16 + 16)].join();
      events.push([e.offset[i], e.length[i], e.time[i], e.call[i], e.identity[i], e.origin[i], id, e.stepTexts[e.steps?.[i] ?? 0]]);
    }
    for (const { event, ...rest } of p) problems.push({ ...rest, event: event === null ? null : before + event });
  }
  return { events, problems };
}

const fixtures = join(ROOT, 'test/fixtures');

test.each(filesBelow(fixtures))('%s', (path) => {
  const content = decodeContent(readFileSync(join(fixtures, path))).bytes as Buffer;
  for (const size of [1000, 4099, 65_536]) expect(inPieces(content, size), `pieces of ${size}`).toEqual(whole(content));
});

// Of a fixture alone the head has all. Joined they are longer than any window, and most windows end within a document.
test.each(filesBelow(join(fixtures, 'shapes')))('%s, twelve times over', (path) => {
  const content = Buffer.concat(Array(12).fill(decodeContent(readFileSync(join(fixtures, 'shapes', path))).bytes));
  const expected = whole(content);
  for (const size of [100, 1000]) expect(inPieces(content, size), `pieces of ${size}`).toEqual(expected);
});

describe('content made and damaged at random', () => {
  const logs = trail().events(12);
  const lines = logs.records.map((one) => JSON.stringify(one)).join('\n');
  const csv = `Event ID,Event time,Event name\n${logs.records.map((one, i) => `${one.eventID},2026-02-21T10:00:0${i % 10}Z,"a ""b"",\n${i}"`).join('\n')}\n`;
  const layouts = {
    'a log file': logs.json(),
    'a bare list': logs.array(),
    'JSON lines': `${lines}\n`,
    'pretty-printed': JSON.stringify({ Records: logs.records }, null, 2),
    'lookup-events': JSON.stringify({
      Events: logs.records.map((one) => ({ EventId: one.eventID, CloudTrailEvent: JSON.stringify(one) })),
    }),
    'log files joined': `${logs.json()}${logs.json()}`,
    'a table': csv,
    'a byte order mark': `\ufeff${logs.json()}`,
    'members behind the list': logs.json().replace(/\}$/, `,"More":[${JSON.stringify(record({}))}],"x":1}`),
  };

  test.each(Object.entries(layouts))('%s', (_, text) => {
    const content = Buffer.from(text);
    for (const size of [1, 7, 64, 500, 5000]) expect(inPieces(content, size), `pieces of ${size}`).toEqual(whole(content));
  });

  test.each(Object.entries(layouts))('%s, cut off', (_, text) => {
    fc.assert(
      fc.property(fc.nat({ max: text.length }), fc.integer({ min: 20, max: 3000 }), (end, size) => {
        const content = Buffer.from(text).subarray(0, end);
        expect(inPieces(content, size)).toEqual(whole(content));
      }),
      { numRuns: 40 },
    );
  });
});

describe('decoding in pieces', () => {
  test.each(filesBelow(fixtures))('%s', (path) => {
    const delivered = readFileSync(join(fixtures, path));
    const pieces: Buffer[] = [];
    const stream = new ContentStream((piece) => pieces.push(piece));
    for (let at = 0; at < delivered.length; at += 777) stream.push(delivered.subarray(at, at + 777));
    const { encoding, problems } = stream.end();
    const slow = decodeContent(delivered);
    expect({ encoding, codes: problems.map(({ code }) => code) }).toEqual({
      encoding: slow.encoding,
      codes: slow.problems.map(({ code }) => code),
    });
    expect(Buffer.concat(pieces).equals(slow.bytes as Buffer)).toBe(true);
  });
});
