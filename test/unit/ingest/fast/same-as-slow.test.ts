// The quick way through records says of any content what the slow way says: the same events, problems, places and terms.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeContent } from '../../../../src/main/content.ts';
import { Dictionaries } from '../../../../src/main/ingest/dictionaries.ts';
import { EventCollector } from '../../../../src/main/ingest/event-collector.ts';
import { ItemText } from '../../../../src/main/ingest/item-text.ts';
import { readContent } from '../../../../src/main/ingest/read-content.ts';
import { COMBINATIONS, type Combination, type Terms } from '../../../../src/shared/parsed-item.ts';
import { ROOT } from '../../../helpers/cli.ts';
import { filesBelow } from '../../../helpers/folder.ts';
import { record } from '../../../helpers/trail.ts';

/** Node's comparison is as strict and takes a fraction of the time; where it finds a difference, the other one tells it. */
function equal(left: unknown, right: unknown): void {
  if (!isDeepStrictEqual(left, right)) expect(left).toEqual(right);
}

/** What is found, with the terms in place of their numbers. Read twice with the same dictionaries: the second time all combinations are known. */
function found(content: Buffer, dictionaries: Dictionaries): unknown {
  const terms: Record<Combination, Terms[]> = { call: [], identity: [], origin: [] };
  const rounds = [1, 2].map(() => {
    const { kind, shape, events, problems } = readContent(content, dictionaries);
    const fresh = dictionaries.takeNew();
    for (const kindOf of COMBINATIONS) for (const [i, one] of fresh[kindOf].terms.entries()) terms[kindOf][fresh[kindOf].from + i] = one;
    const rows = Array.from({ length: events.count }, (_, i) => [
      events.offset[i],
      events.length[i],
      events.time[i],
      ...COMBINATIONS.map((kindOf) => terms[kindOf][events[kindOf][i] as number]),
      events.idKind[i],
      events.idKind[i] === 2 ? events.otherIds.get(i) : events.idKind[i] === 1 ? [...events.uuid.slice(i * 16, i * 16 + 16)].join() : null,
      events.stepTexts[events.steps?.[i] ?? 0],
    ]);
    return { kind, shape, rows, problems, keyEvents: events.keyEvents };
  });
  equal(rounds[1], rounds[0]);
  return rounds[0];
}

const slow = new Dictionaries(true);
const fast = new Dictionaries();

function same(content: string | Buffer): void {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  equal(found(bytes, fast), found(bytes, slow));
}

const fixtures = join(ROOT, 'test/fixtures');
test.each(filesBelow(fixtures))('%s', (path) => same(decodeContent(readFileSync(join(fixtures, path))).bytes as Buffer));

/** Texts that a field's value may be, valid JSON or not. */
const VALUES = [
  'null',
  'true',
  'false',
  '0',
  '-0',
  '1',
  '-1',
  '1.5',
  '1e5',
  '1E+5',
  '1e-5',
  '01',
  '-',
  '1.',
  '.5',
  '1e',
  '+1',
  '0x10',
  'NaN',
  'Infinity',
  '1e999',
  '123456789012345678901234567890',
  '""',
  '"a"',
  '"\\u0041"',
  '"\\n"',
  '"\\x"',
  '"\\u12"',
  '"\\uD800"',
  '"tab\there"',
  '"nul\u0000"',
  '"é🐈"',
  '"\\""',
  '"\\\\"',
  '"a',
  'a"',
  "'a'",
  'tru',
  'truee',
  'nul',
  'falsee',
  '{}',
  '{ }',
  '[]',
  '[ ]',
  '[1,2]',
  '[1,]',
  '[,1]',
  '[1 2]',
  '{"a":1}',
  '{"a":1,}',
  '{"a" 1}',
  '{"a":}',
  '{a:1}',
  '{"a":1,"a":2}',
  '{"a":1,"\\u0061":2}',
  '{"a":{"b":1,"b":2}}',
  '[{"a":1},{"a":1}]',
  '{"a":[{"b":{}}]}',
  '[[[[]]]]',
  '[[]',
  '{}}',
  '[}',
  '{]',
  ' 1 ',
  '\t"x"\n',
  '"2026-02-21T10:00:00Z"',
  '"2026-02-30T10:00:00Z"',
  '"2026-02-21T24:00:00Z"',
  '"2026-02-21T23:59:60Z"',
  '"1899-12-31T00:00:00Z"',
  '"9999-12-31T23:59:59Z"',
  '"2000-02-29T00:00:00Z"',
  '"1900-02-29T00:00:00Z"',
  '"2026-02-21t10:00:00z"',
  '"2026-02-21 10:00:00Z"',
  '"c8b4f1de-0000-4000-8000-000000000001"',
  '"C8B4F1DE-0000-4000-8000-000000000001"',
  '"c8b4f1de00004000800000000000000001aa"',
  '"aws:s3"',
  '"true"',
  '"false"',
  `${'['.repeat(59)}${']'.repeat(59)}`,
  `${'['.repeat(70)}${']'.repeat(70)}`,
  `"${'x'.repeat(5000)}"`,
  `{"accountId":"1"}`,
  '{"accountId":5}',
  '{"accountId":null,"type":"Root"}',
  '{"type":"IAMUser","userName":"é\\u00e9"}',
];
const FIELDS = [
  'eventTime',
  'eventID',
  'eventId',
  'eventName',
  'eventSource',
  'eventType',
  'eventCategory',
  'eventVersion',
  'awsRegion',
  'recipientAccountId',
  'accountId',
  'errorCode',
  'readOnly',
  'sourceIPAddress',
  'userAgent',
  'userIdentity',
  'insightDetails',
  'timeWindow',
  'requestParameters',
  'other',
  'event\\u0054ime',
  'eventSourc\u00e9',
  '__proto__',
  'constructor',
];

const plain = Object.entries(record({})).map(([key, value]) => [key, JSON.stringify(value)] as const);

/** A record as text, with one field in another form, doubled or absent. */
function text(change: { field: string; value: string; how: 'set' | 'add' | 'drop' }, space: string): string {
  const members = plain
    .filter(([key]) => change.how === 'add' || key !== change.field)
    .map(([key, value]) => `${space}"${key}"${space}:${space}${value}${space}`);
  if (change.how !== 'drop') members.splice(members.length / 2, 0, `"${change.field}":${change.value}`);
  return `{${members.join(',')}}`;
}

test('every value in every field, alone and beside a good record', () => {
  const good = JSON.stringify(record({}));
  for (const field of FIELDS) {
    for (const value of VALUES) {
      for (const how of ['set', 'add'] as const) {
        const odd = text({ field, value, how }, '');
        same(`{"Records":[${good},${odd},${good}]}`);
      }
    }
    same(`{"Records":[${text({ field, value: '', how: 'drop' }, ' ')}]}`);
  }
});

const change = fc.record({
  field: fc.constantFrom(...FIELDS),
  value: fc.constantFrom(...VALUES),
  how: fc.constantFrom('set', 'add', 'drop'),
});
const records = fc
  .array(fc.tuple(change, fc.constantFrom('', ' ', '\n', '\r\n\t')), { minLength: 1, maxLength: 6 })
  .map((all) => all.map(([one, space]) => text(one as never, space)));

test('an object that is no record, in a list that was damaged before a good record', () => {
  const good = JSON.stringify(record({}));
  const broken = text({ field: 'eventTime', value: 'tru', how: 'set' }, '');
  const other = text({ field: 'eventSource', value: '"aws:s3"', how: 'set' }, '');
  for (const list of [
    [broken, good, other],
    [broken, other, good],
    [broken, good, broken, other],
  ]) {
    same(`{"Records":[${list.join(',')}]}`);
    same(`[${list.join(',')}]`);
  }
});

describe('at random', () => {
  test('lists, JSON lines and bare lists of odd records', () => {
    fc.assert(
      fc.property(records, fc.constantFrom(',', ' , ', ',\n', ' '), (all, seam) => {
        same(`{"Records":[${all.join(seam)}]}`);
        same(all.join('\n'));
        same(`[${all.join(seam)}]`);
      }),
      { numRuns: 300 },
    );
  });

  test('damaged in one place, or cut off', () => {
    const good = [1, 2, 3].map((i) => JSON.stringify(record({ eventName: `Call${i}` })));
    const whole = [Buffer.from(`{"Records":[${good.join(',')}]}`), Buffer.from(good.join('\n'))];
    fc.assert(
      fc.property(fc.nat(1), fc.nat(4000), fc.integer({ min: 0, max: 255 }), fc.boolean(), (which, at, byte, cut) => {
        const bytes = Buffer.from(whole[which] as Buffer);
        const place = at % bytes.length;
        if (!cut) bytes[place] = byte;
        same(cut ? bytes.subarray(0, place) : bytes);
      }),
      { numRuns: 500 },
    );
  });
});

/** What may stand where an access key is looked for. */
const KEYS = [
  '"AKIAIOSFODNN7EXAMPLE"',
  '"ASIAALX7KVECLEXAMPLE"',
  '"AKIADEVTEMPK2EXAMPLE"',
  '"AROAIOSFODNN7EXAMPLE"',
  '"AKIA"',
  `"AKIA${'A'.repeat(11)}"`,
  `"AKIA${'A'.repeat(12)}"`,
  `"AKIA${'A'.repeat(124)}"`,
  `"AKIA${'A'.repeat(125)}"`,
  '"AKIAiosfodnn7example"',
  '"AKIAIOSFODNN7EXAMPL\\u0045"',
  '""',
  '"é"',
  'null',
  '5',
  'true',
  '["AKIAIOSFODNN7EXAMPLE"]',
  '{"accessKeyId":"AKIAIOSFODNN7EXAMPLE"}',
  '[{"accessKeyId":"ASIAALX7KVECLEXAMPLE"},{"a":{"accessKeyId":"AKIAIOSFODNN7EXAMPLE"}}]',
];
const keyName = fc.constantFrom('accessKeyId', 'accessKeyID', 'access\\u004beyId', 'credentials', 'accessKeyIds', 'AccessKeyId', '7');
const part = fc
  .array(fc.tuple(keyName, fc.constantFrom(...KEYS), fc.nat(2)), { maxLength: 3 })
  .map((members) => members.map(([name, value, depth]) => `"${name}":${'{"x":'.repeat(depth)}${value}${'}'.repeat(depth)}`).join(','))
  .chain((members) => fc.constantFrom(`{${members}}`, `{"deep":[{${members}},1]}`, `[{${members}}]`, JSON.stringify(`{${members}}`)));

test('access keys that requests and responses name', () => {
  const members = fc.record({ requestParameters: part, responseElements: part, additionalEventData: part });
  fc.assert(
    fc.property(fc.array(members, { minLength: 1, maxLength: 4 }), (all) => {
      const texts = all.map((one) => {
        const json = JSON.stringify(record({}));
        return `${json.slice(0, -1)},${Object.entries(one)
          .map(([name, value]) => `"${name}":${value}`)
          .join(',')}}`
          .replaceAll('"requestParameters":null,', '')
          .replaceAll('"responseElements":null,', '');
      });
      same(`{"Records":[${texts.join(',')}]}`);
    }),
    { numRuns: 500 },
  );
});

test('a longer record than CloudTrail’s own is not looked through', () => {
  const long = (length: number): string =>
    JSON.stringify(record({ requestParameters: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', filler: 'x'.repeat(length) } }));
  for (const length of [1000, 1024 * 1024 - 1000, 1024 * 1024]) same(`{"Records":[${long(length)},${long(10)}]}`);
});

test('records at the edges of the scanner’s window', () => {
  const filler = (length: number): string => JSON.stringify(record({ requestParameters: { filler: 'x'.repeat(length) } }));
  const list = Array.from({ length: 40 }, (_, i) => filler(150_000 + i * 7919));
  same(`{"Records":[${list.join(',')}]}`);
  same(list.join('\n'));
  same(`{"Records":[${[filler(10), filler(5_000_000), filler(10)].join(',')}]}`);
});

test('more combinations than two generations of the scanner’s memory hold, and some that come again and again', () => {
  const one = (name: number, account: number, address: number): string =>
    `{"eventVersion":"1","eventTime":"2026-02-21T10:00:00Z","eventName":"A${name}","eventID":"c8b4f1de-0000-4000-8000-000000000001","userIdentity":{"type":"Root","accountId":"${account}"},"sourceIPAddress":"${address}"}`;
  const many = Array.from({ length: 90_000 }, (_, i) => (i % 5 === 0 ? one(i % 35, i % 7, i % 11) : one(i, i, i % 11)));
  same(`{"Records":[${[...many, ...many.slice(0, 100)].join(',')}]}`);
});

test('the quick way is taken by records of the common form, also for what is new in them; an odd identity takes the slow one', () => {
  const dictionaries = new Dictionaries();
  const into = new EventCollector(dictionaries, 10);
  const odd = { type: 'IAMUser', accountId: '111122223333', principalId: 7 };
  const all = [{}, {}, { userIdentity: odd }, {}].map((fields, i) =>
    JSON.stringify(record({ eventTime: `2026-02-21T10:00:0${i}Z`, ...fields })),
  );
  const list = new ItemText(Buffer.from(all.join(',')));
  const slowly: number[] = [];
  const end = dictionaries.fast?.read(list, 0, false, true, into, (from, to) => {
    slowly.push(from);
    into.add(JSON.parse(list.slice(from, to)), from, to - from);
  });
  const third = `${all[0]},${all[1]},`.length;
  expect({ slowly, end, events: into.events }).toEqual({ slowly: [third], end: list.bytes.length, events: 4 });
});

test('two parsers that take turns in one thread: each keeps its own numbers', () => {
  const one = (name: string): string =>
    `{"eventVersion":"1","eventTime":"2026-02-21T10:00:00Z","eventName":"${name}","eventID":"c8b4f1de-0000-4000-8000-000000000001","userIdentity":{"type":"Root","accountId":"${name}"},"sourceIPAddress":"${name}"}`;
  const contents = ['ABC', 'CDA', 'DCB'].map((names) => Buffer.from(`{"Records":[${[...names].map(one).join(',')}]}`));
  const numbers = (content: number, dictionaries: Dictionaries): number[][] => {
    const { events } = readContent(contents[content] as Buffer, dictionaries);
    return COMBINATIONS.map((kind) => [...events[kind].subarray(0, events.count)]);
  };
  // The order of contents differs, so the same combination has another number with each.
  const orders = [
    [0, 1, 1, 2, 0, 2],
    [2, 0, 1, 1, 2, 0],
  ] as const;
  const slowly = orders.map((order) => {
    const alone = new Dictionaries(true);
    return order.map((content) => numbers(content, alone));
  });
  expect(slowly[0]?.[4]).not.toEqual(slowly[1]?.[5]);
  const parsers = orders.map(() => new Dictionaries());
  const inTurn = orders[0].map((_, turn) => orders.map((order, i) => numbers(order[turn] as number, parsers[i] as Dictionaries)));
  expect(orders.map((_, i) => inTurn.map((turn) => turn[i]))).toEqual(slowly);
});
