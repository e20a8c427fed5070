// Places of a text in bytes, and the records of an item that say it, whatever windows its content is read in.
import { beforeAll, describe, expect, test } from 'vitest';
import { openForReading } from '../../../src/main/case/open.ts';
import { formsOf, unescaped } from '../../../src/main/query/search-forms.ts';
import { ItemSearcher } from '../../../src/main/query/search-item.ts';
import { Needle } from '../../../src/main/query/search-needle.ts';
import { caseOf } from '../../helpers/cases.ts';
import { folderOf } from '../../helpers/folder.ts';
import { record } from '../../helpers/trail.ts';

/** All places, each looked for from just behind the one before: overlapping ones, too. */
function places(text: string, content: string, ignoreCase = false): string[] {
  const bytes = Buffer.from(content);
  const find = new Needle(text, ignoreCase).over(bytes);
  const found: string[] = [];
  for (let place = find(0); place; place = find(place.next)) found.push(`${place.start}-${place.end}${place.exact ? '' : '~'}`);
  return found;
}

test.each([
  ['aa', 'aaaa', ['0-2', '1-3', '2-4']],
  ['aba', 'ababa', ['0-3', '2-5']],
  ['a', '', []],
  ['abc', 'ab', []],
  ['"', '"\\"\\u0022', ['0-1', '1-3~', '2-3', '3-9~']],
  ['a"b', 'xa\\"b a"b a\\u0022b a\\\\"b', ['1-5~', '6-9', '10-18~']],
  ['é', 'é \\u00e9 \\u00E9 \\u00ea', ['0-2', '3-9~', '10-16~']],
  ['😀', '\\ud83d\\ude00 \\uD83D\\uDE00 😀', ['0-12~', '13-25~', '26-30']],
  ['/x', '/x \\/x \\u002fx', ['0-2', '4-6', '7-14~']],
  ['a\0b', 'a\\u0000b a\0b', ['0-8~', '9-12']],
  ['.*', 'a.b* .*', ['5-7']],
])('%j in %j', (text, content, expected) => expect(places(text, content)).toEqual(expected));

test('letters in either case', () => {
  expect(places('aKIA', 'AKIA akia aKiA @KIA', true)).toEqual(['0-4~', '5-9~', '10-14~']);
  // A digit differs from a letter in the same bit: `q` from `1`.
  expect(places('q1', 'Q1 QQ 11 q1', true)).toEqual(['0-2~', '9-11~']);
  expect(places('É', 'é É \\u00c9 \\u00e9 e', true)).toEqual(['0-2~', '3-5~', '6-12~', '13-19~']);
});

test('what may be escaped, and what is looked for as itself only', () => {
  const ways = (text: string): number => (formsOf(text, false)[0] ?? []).length;
  for (const plain of 'aZ09 !#$%()*+,-.:;?@[]^_`{|}~') expect(ways(plain), plain).toBe(1);
  for (const escaped of '"\\/<>&\'=\n\0\u007fé日😀') expect(ways(escaped), escaped).toBeGreaterThan(1);
});

test('escapes are resolved from left to right', () => {
  expect(unescaped('\\\\u00e9 \\u00e9 \\\\\\u00e9 \\n \\x \\')).toBe('\\u00e9 é \\é \n \\x \\');
  expect(unescaped('\\ud83d\\ude00')).toBe('😀');
});

describe('in windows of any size', () => {
  const names = Array.from({ length: 40 }, (_, i) => `Event${i}${'x'.repeat((i * 37) % 90)}`);
  let path = '';
  beforeAll(async () => {
    const records = names.map((eventName, i) => record({ eventName, eventID: undefined, userAgent: `edge ${i}` }));
    ({ path } = await caseOf([folderOf({ 'a.json': JSON.stringify({ note: 'only in the wrapper', Records: records }, null, 1) })]));
  });

  test.each([1, 700, 1500, 20_000, 1_000_000])('of %i bytes', (windowBytes) => {
    const db = openForReading(path);
    try {
      const item = db.prepare('SELECT id AS evidence, first_record AS first, records FROM evidence').get() as {
        evidence: number;
        first: number;
        records: number;
      };
      expect(item.records).toBe(names.length);
      const found = (text: string, large: boolean): number[] =>
        new ItemSearcher(db, new Needle(text, false), windowBytes)
          .search({ ...item, large, only: null })
          .records.map((id) => id - item.first);
      for (const large of [false, true]) {
        for (const [i, name] of names.entries()) expect(found(`"${name}"`, large)).toEqual([i]);
        expect(found('edge', large)).toEqual(names.map((_, i) => i));
        expect(found('only in the wrapper', large)).toEqual([]);
        // From the end of one record to the beginning of the next.
        expect(found('},\n  {', large)).toEqual([]);
        expect(found('{\n   "eventVersion"', large)).toEqual(names.map((_, i) => i));
        expect(found('"Management"\n  }', large)).toEqual(names.map((_, i) => i));
        expect(found('"Management"\n  },', large)).toEqual([]);
      }
    } finally {
      db.close();
    }
  });
});
