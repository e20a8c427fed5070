// Content that begins within a value, as the parts of a file that was split do; and words before the JSON.
import { describe, expect, test } from 'vitest';
import { Dictionaries } from '../../../../src/main/ingest/dictionaries.ts';
import { LargeContentReader } from '../../../../src/main/ingest/read-large.ts';
import { record } from '../../../helpers/trail.ts';
import { fixture, ORIGINALS, readItem } from './rows.ts';

const [DELETION = '', LAUNCH = ''] = ORIGINALS;
const texts = (content: string) => readItem(content).rows.map(({ text }) => JSON.parse(text));
const BOTH = ORIGINALS.map((text) => JSON.parse(text));

/** Where a text is cut: before and behind each bracket and backslash, and at every so manieth byte beside. */
function cuts(text: string, every: number): number[] {
  const isTelling = (at: number): boolean => '{}[]\\'.includes(text[at] as string);
  return Array.from({ length: text.length - 1 }, (_, i) => i + 1).filter((at) => at % every === 0 || isTelling(at) || isTelling(at - 1));
}

describe('a part of a file that was split', () => {
  test('what is left of the record that was cut is told, and what follows is read', () => {
    const { shape, rows, problems } = readItem(fixture('split-part.jsonl'));
    expect({ shape, texts: rows.map(({ text }) => text) }).toEqual({ shape: 'record-lines', texts: ORIGINALS });
    expect(problems).toMatchObject([{ code: 'RECORD_NOT_JSON', isRecord: true, offset: 0 }]);
  });

  const odd = JSON.stringify(
    record({
      requestParameters: { 'a"b': 'x\\"}],{"\n', list: [{ n: 1 }, { n: -1.5e7 }, [true, null, []]] },
      errorMessage: '}, {"a',
    } as never),
  );

  test.each<[string, string, string]>([
    ['lines', '\n', ''],
    ['a list', ',', ']}'],
    ['a list over lines', ',\n', '\n]\n'],
  ])('%s, cut at every byte of a record', (_, between, end) => {
    const whole = [odd, ...ORIGINALS].join(between) + end;
    for (let at = 1; at < odd.length; at++) {
      expect(texts(whole.slice(at)), `cut at ${at}: ${whole.slice(at, at + 20)}`).toEqual(BOTH);
    }
  });

  test('printed over many lines', () => {
    const whole = JSON.stringify({ Records: [JSON.parse(odd), ...BOTH] }, null, 4);
    for (const at of [60, 200, 500, 700]) expect(texts(whole.slice(at))).toEqual(BOTH);
  });

  test('wrapped records', () => {
    const lines = ORIGINALS.map((text) => JSON.stringify({ _raw: text, host: 'h' }));
    expect(texts([`${lines[0]?.slice(100)}`, ...lines].join('\n'))).toEqual(BOTH);
  });

  test('in pieces as at once', () => {
    const filler = Array.from({ length: 9000 }, () => DELETION).join('\n');
    const content = Buffer.from(`${LAUNCH.slice(70)}\n${filler}\n`);
    let events = 0;
    const codes: string[] = [];
    const reader = new LargeContentReader(new Dictionaries(), (part) => {
      events += part.events.count;
      codes.push(...part.problems.map(({ code }) => code));
    });
    for (let at = 0; at < content.length; at += 1_000_000) reader.push(content.subarray(at, at + 1_000_000));
    expect(reader.end()).toEqual({ kind: 'log', shape: 'record-lines' });
    expect({ events, codes }).toEqual({ events: 9000, codes: ['RECORD_NOT_JSON'] });
  });

  test.each([
    ['source code', `const EVENTS = [\n  ${DELETION},\n  ${LAUNCH},\n];\n`],
    ['another language', `EVENT = {'a': None}\nOTHER = ${DELETION}\n`],
    ['words with a quote', `He said "no", then\n${DELETION.slice(0, 40)}`],
    ['the rest of something else', 'x":1}}\n{"a":1}\n{"b":2}\n'],
  ])('%s is none', (_, content) => {
    // What cites whole records is told of: unread-events.ts.
    const codes = content.includes(DELETION) ? ['CONTENT_NAMES_EVENTS'] : [];
    expect(readItem(content)).toMatchObject({ kind: 'notCloudTrail', rows: [], codes });
  });
});

describe('what was sent in the call of the record that was cut is no event', () => {
  const sent = JSON.stringify({ ...JSON.parse(LAUNCH), eventID: 'sent' });
  const object = JSON.parse(sent);
  const HOSTILE: Record<string, unknown> = {
    'a text': { userAgent: sent },
    'a text that ends its string': { userAgent: `x"},${sent},{"` },
    'a text of lines': { userAgent: `x\n${sent}\n` },
    'a text in a parameter': { requestParameters: { document: sent } },
    'an object': { requestParameters: { first: { b: 'x' }, item: object } },
    'a list': { requestParameters: { items: [{ b: 'x' }, object, { parameters: object }] } },
    'a log': { requestParameters: { Records: [{ b: 'x' }, object] } },
    'many things before it': { requestParameters: { items: [...Array.from({ length: 205 }, () => ({})), object] } },
    messages: {
      requestParameters: {
        entries: [
          { id: '1', body: sent },
          { id: '2', body: sent },
        ],
      },
    },
  };

  test.each(Object.keys(HOSTILE))('%s, cut anywhere', (name) => {
    const { requestID, eventID, ...first } = record({}) as unknown as Record<string, unknown>;
    const cut = JSON.stringify({ ...first, ...(HOSTILE[name] as object), requestID, eventID });
    const layouts: [between: string, before: string, end: string, step: number][] = [
      ['\n', '', '\n', 7],
      [',', '', ']}', 19],
      ['\n', '2026-02-21T18:00:00Z host cloudtrail: ', '\n', 17],
    ];
    for (const [between, before, end, step] of layouts) {
      const rest = `${between}${ORIGINALS.map((text) => before + text).join(between)}${end}`;
      for (const at of cuts(cut, step)) expect(texts(cut.slice(at) + rest), `cut at ${at}: ${cut.slice(at, at + 20)}`).toEqual(BOTH);
    }
    for (const at of cuts(cut, 13)) expect(texts(`${cut.slice(at)}\n`), `alone, cut at ${at}`).toEqual([]);
  });

  test.each<[string, unknown]>([
    ['an object', { first: { b: 'x' }, item: object }],
    ['a list', { items: [{ b: 'x' }, { c: 1 }, object] }],
    ['lists', { first: { items: [['x'], [object]] } }],
    ['a log', { Records: [{ b: 'x' }, object] }],
  ])('%s at the very end of it: by the records that follow', (_, requestParameters) => {
    const { requestParameters: __, ...first } = record({}) as unknown as Record<string, unknown>;
    const cut = JSON.stringify({ ...first, requestParameters });
    for (const [between, end] of [
      ['\n', '\n'],
      [',', ']}'],
      [',\n', '\n]'],
    ] as const)
      for (const at of cuts(cut, 5))
        expect(texts([cut.slice(at), ...ORIGINALS].join(between) + end), `cut at ${at}: ${cut.slice(at, at + 20)}`).toEqual(BOTH);
  });

  test('a log that was cut stays one before lines of records, and among logs in a list', () => {
    const [deletion, launch] = ORIGINALS;
    expect(texts(`"x"},${deletion}]}\n${launch}\n`)).toEqual(BOTH);
    expect(texts(`"x"},${deletion}]},{"Records":[${launch}]}]`)[0]).toEqual(BOTH[0]);
  });
});

describe('words before the JSON', () => {
  const list = JSON.stringify({ Records: BOTH }, null, 4);

  test.each([
    ['a command', '$ aws cloudtrail lookup-events --output json\n'],
    ['a warning of a program', '/usr/lib/python3/x.py:1: InsecureRequestWarning: Unverified request\n  warnings.warn(\n'],
    ['the head of an answer', 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n'],
    ['a line on where it comes from', '# exported in February\n'],
  ])('%s: told of, and what follows is read', (_, words) => {
    for (const content of [list, ORIGINALS.join('\n'), `[${ORIGINALS.join(',')}]`]) {
      const { rows, problems } = readItem(`${words}${content}\n`);
      expect(rows.map(({ text }) => JSON.parse(text))).toEqual(BOTH);
      expect(problems).toMatchObject([{ code: 'RECORD_NOT_JSON', isRecord: false, offset: 0, length: Buffer.byteLength(words) }]);
    }
  });

  test.each([
    ['a block of a document', `# Notes\n\n\`\`\`json\n${DELETION}\n\`\`\`\n`],
    ['a quotation', `As the log says:\n${DELETION}\n`],
    ['a page', `<html>\n<pre>\n${DELETION}\n</pre>\n`],
    ['a text in source code', `let event = r#"\n${DELETION}\n"#;\n`],
    ['a document that goes on', `An event follows.\n\n${DELETION}\n\nIt was the deletion.\n`],
    ['an assignment', `module.exports =\n${DELETION}\n`],
  ])('%s is none', (_, content) => {
    // What cites whole records is told of: unread-events.ts.
    const codes = content.includes(DELETION) ? ['CONTENT_NAMES_EVENTS'] : [];
    expect(readItem(content)).toMatchObject({ kind: 'notCloudTrail', rows: [], codes });
  });
});
