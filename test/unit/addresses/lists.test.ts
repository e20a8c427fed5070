// Watch lists of every format: what is read from the fixtures, by hand; and files that are none or mean harm.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { MOST_LIST_BYTES, readList, readListFile } from '../../../src/main/addresses/lists/read-list.ts';
import { RangeSet } from '../../../src/main/addresses/range-set.ts';
import { type Address, parseAddress } from '../../../src/shared/filter/network.ts';
import { leftOutWords } from '../../../src/shared/watch-lists.ts';
import { ROOT } from '../../helpers/cli.ts';
import { sha256, temporaryFolder } from '../../helpers/folder.ts';

const FIXTURES = join(ROOT, 'test/fixtures/watch-lists');

const read = (text: string, name = 'list.txt') => readList(Buffer.from(text), name);

/** Which of these addresses a list has. */
function hits(list: ReturnType<typeof read>, ...addresses: string[]): string[] {
  const set = new RangeSet(list.ranges);
  return addresses.filter((text) => set.has(parseAddress(text) as Address));
}

test.each([
  ['tor-bulk-exits.txt', 'plain', { name: 'tor-bulk-exits', date: '', entries: 4, leftOut: 0, examples: [], from: '' }],
  ['block-list.txt', 'plain', { name: 'block-list', date: '', entries: 4, leftOut: 1, examples: ['exit.example.net'], from: '' }],
  [
    'exit-addresses.txt',
    'tor-exit-addresses',
    { name: 'Tor exit addresses', date: '2026-02-21', entries: 2, leftOut: 0, examples: [], from: '' },
  ],
  ['feed.csv', 'csv', { name: 'feed', date: '', entries: 2, leftOut: 1, examples: ['unknown'], from: 'column "dst_ip"' }],
  [
    'misp-warninglist.json',
    'misp',
    { name: 'List of Tor exits', date: '2026-02-20', entries: 3, leftOut: 1, examples: ['exit.example.net'], from: '' },
  ],
  ['stix-bundle.json', 'stix', { name: 'stix-bundle', date: '2026-02-20', entries: 6, leftOut: 3, examples: [], from: '' }],
] as const)('%s is read as %s', (file, format, facts) => {
  const path = join(FIXTURES, file);
  const { preview, bytes } = readListFile(path);
  expect(preview).toEqual({ ...facts, format, bytes: bytes.length, sha256: sha256(readFileSync(path)) });
});

test.each([
  ['tor-bulk-exits.txt', ['185.220.101.34', '185.220.101.47', '2001:db8:185:220::7']],
  ['block-list.txt', ['185.220.101.34', '185.220.101.47', '198.51.100.77', '192.0.2.203']],
  ['exit-addresses.txt', ['185.220.101.34', '185.220.101.47']],
  ['feed.csv', ['185.220.101.34', '185.220.101.47']],
  ['misp-warninglist.json', ['185.220.101.34', '185.220.101.47', '2001:db8:185:220::7']],
  ['stix-bundle.json', ['185.220.101.34', '185.220.101.47', '2001:db8:185:220::7', '198.51.100.77']],
])('%s has %j', (file, wanted) => {
  const { list } = readListFile(join(FIXTURES, file));
  const asked = [
    '185.220.101.34',
    '185.220.101.47',
    '2001:db8:185:220::7',
    '198.51.100.77',
    '192.0.2.203',
    '192.0.2.11',
    '192.0.2.12',
    '192.0.2.204',
  ];
  expect(hits(list, ...asked)).toEqual(wanted);
});

describe('lines', () => {
  test('a remark, a byte order mark and any line end', () => {
    const list = read('\ufeff# head\r\n192.0.2.1 # one\r192.0.2.2;two\n\n  192.0.2.3//three\nword\n');
    expect(list).toMatchObject({ format: 'plain', entries: 3, leftOut: 1, examples: ['word'] });
    expect(hits(list, '192.0.2.1', '192.0.2.2', '192.0.2.3', '192.0.2.4')).toEqual(['192.0.2.1', '192.0.2.2', '192.0.2.3']);
  });

  test('a million of them', () => {
    const lines = Array.from({ length: 1_000_000 }, (_, i) => `${11 + (i >> 16)}.${(i >> 8) & 255}.${i & 255}.7`);
    const list = read(lines.join('\n'));
    expect(list.entries).toBe(1_000_000);
    expect(hits(list, '11.0.0.7', '26.66.63.7', '26.66.64.7', '11.0.0.8')).toEqual(['11.0.0.7', '26.66.63.7']);
  });
});

describe('tables', () => {
  test('without titles, the column with addresses counts', () => {
    const list = read('2026,192.0.2.1,exit\n2026,192.0.2.2,exit\n2026,?,exit\n');
    expect(list).toMatchObject({ format: 'csv', entries: 2, leftOut: 1, from: 'column 2' });
  });

  test('of two with as many addresses, the one whose title says so counts', () => {
    const list = read('seen_from;ip;note\n192.0.2.1;198.51.100.1;a\n192.0.2.2;198.51.100.2;b\n');
    expect(list).toMatchObject({ entries: 2, from: 'column "ip"' });
    expect(hits(list, '192.0.2.1', '198.51.100.1')).toEqual(['198.51.100.1']);
  });

  test('a quote that does not end would hide the rest: such a table is refused', () => {
    expect(() => read('ip,note\n192.0.2.1,a\n192.0.2.2,"b\n192.0.2.3,c\n')).toThrow(
      expect.objectContaining({
        code: 'WATCH_LIST_UNREADABLE',
        message: expect.stringMatching(/behind its row 2 a quote begins that does not end/),
      }),
    );
  });

  test.each([
    ['start,end', 'columns "start" and "end"'],
    ['End,Start', 'columns "Start" and "End"'],
    ['first,last', 'columns "first" and "last"'],
    ['ip_from,ip_to', 'columns "ip_from" and "ip_to"'],
    ['from,to', 'columns "from" and "to"'],
    ['range_start,range_end', 'columns "range_start" and "range_end"'],
    ['StartAddress,EndAddress', 'columns "StartAddress" and "EndAddress"'],
    ['low,high', 'columns "low" and "high"'],
  ])('%s are the ends of ranges', (titles, from) => {
    const [one, other] = titles.startsWith('End') ? ['185.220.101.255', '185.220.101.0'] : ['185.220.101.0', '185.220.101.255'];
    const list = read(`note,${titles}\nexits,${one},${other}\n`);
    expect(list).toMatchObject({ format: 'csv', entries: 1, leftOut: 0, from });
    expect(hits(list, '185.220.100.255', '185.220.101.0', '185.220.101.34', '185.220.101.255', '185.220.102.0')).toEqual([
      '185.220.101.0',
      '185.220.101.34',
      '185.220.101.255',
    ]);
  });

  test('an end that is not there means one address, one that is none is left out, and networks IPv6 are ranges as well', () => {
    const list = read('start,end\n192.0.2.1,192.0.2.9\n198.51.100.1,\n203.0.113.1,unknown\n2001:db8::1,2001:db8::ffff\n');
    expect(list).toMatchObject({ entries: 3, leftOut: 1, examples: ['203.0.113.1-unknown'] });
    expect(hits(list, '192.0.2.5', '198.51.100.1', '198.51.100.2', '203.0.113.1', '2001:db8::20')).toEqual([
      '192.0.2.5',
      '198.51.100.1',
      '2001:db8::20',
    ]);
  });

  test('ranges in one column', () => {
    const list = read('network,note\n192.0.2.1-192.0.2.9,a\n"198.51.100.1 - 198.51.100.3",b\n');
    expect(list).toMatchObject({ format: 'csv', entries: 2, from: 'column "network"' });
    expect(hits(list, '192.0.2.5', '198.51.100.2', '198.51.100.4')).toEqual(['192.0.2.5', '198.51.100.2']);
  });

  test('a column that says it all goes before the ends, wherever it stands', () => {
    for (const text of ['start,end,cidr\n192.0.2.0,192.0.2.255,192.0.2.0/24\n', 'cidr,start,end\n192.0.2.0/24,192.0.2.0,192.0.2.255\n'])
      expect(read(text)).toMatchObject({ entries: 1, from: 'column "cidr"' });
  });

  test.each([
    ['start,size\n192.0.2.0,256\n', /column "start" is one end of ranges, and no column has a title for the other end/],
    ['range_last,note\n192.0.2.0,x\n', /column "range_last" is one end of ranges/],
    [
      'from,to\n192.0.2.1,192.0.2.9\n198.51.100.9,192.0.2.1\n',
      /columns "from" and "to" look like the ends of ranges, but in row 3 the end comes before/,
    ],
    ['192.0.2.0,192.0.2.255,DE\n', /columns 1 and 2 have addresses and no titles/],
  ])('%j is refused: what it means cannot be told', (text, message) => {
    expect(() => read(text)).toThrow(expect.objectContaining({ code: 'WATCH_LIST_UNREADABLE', message: expect.stringMatching(message) }));
  });

  test('the last address of somebody is no end of a range', () => {
    expect(read('user,last_ip\nasha,192.0.2.1\n')).toMatchObject({ entries: 1, from: 'column "last_ip"' });
  });

  test('tabulators and quotes that hold separators', () => {
    expect(read('what\tcidr\n"a\tb"\t192.0.2.0/24\n')).toMatchObject({ format: 'csv', entries: 1, leftOut: 0 });
  });
});

describe('MISP warning lists', () => {
  const misp = (more: object) => read(JSON.stringify({ name: 'A list', type: 'cidr', list: ['192.0.2.0/24'], ...more }));

  test('a version that is no day is no day', () => {
    expect([20260220, '20260220', 7, 20269920, undefined].map((version) => misp({ version }).date)).toEqual([
      '2026-02-20',
      '2026-02-20',
      '',
      '',
      '',
    ]);
  });

  test('a name of several lines becomes one, and one that cannot be a name is not taken', () => {
    expect(misp({ name: 'Two\nlines' }).name).toBe('Two lines');
    expect(misp({ name: 'x'.repeat(201) }).name).toBe('list');
    expect(misp({ name: '\u0007\u202e' }).name).toBe('list');
  });

  test('entries of other kinds are counted, not read', () => {
    expect(misp({ list: ['192.0.2.1', 7, null, {}, ['192.0.2.2'], 'example.net'] })).toMatchObject({ entries: 1, leftOut: 5 });
  });
});

describe('STIX', () => {
  const indicator = (pattern: unknown, more: object = {}) => ({
    type: 'indicator',
    pattern_type: 'stix',
    pattern,
    created: '2026-02-19T00:00:00Z',
    ...more,
  });
  const stix = (...objects: unknown[]) =>
    read(JSON.stringify({ type: 'bundle', objects: [indicator("[ipv4-addr:value = '192.0.2.1']"), ...objects] }));

  test.each([
    ["[ipv4-addr:value='192.0.2.2']", ['192.0.2.2']],
    ["[ipv4-addr:value = '192.0.2.2' OR (ipv4-addr:value = '192.0.2.3')]", ['192.0.2.2', '192.0.2.3']],
    ["[ ipv4-addr:value IN ('192.0.2.2','192.0.2.3') ]", ['192.0.2.2', '192.0.2.3']],
    ["[ipv4-addr:value ISSUBSET '192.0.2.2/31'] OR [ipv4-addr:value = '192.0.2.9']", ['192.0.2.2', '192.0.2.3', '192.0.2.9']],
  ])('%s asks for addresses only', (pattern, wanted) => {
    const list = stix(indicator(pattern));
    expect(list.leftOut).toBe(0);
    expect(hits(list, '192.0.2.2', '192.0.2.3', '192.0.2.9')).toEqual(wanted);
  });

  test.each([
    "[ipv4-addr:value = '192.0.2.2' AND network-traffic:dst_port = 443]",
    "[ipv4-addr:value = '192.0.2.2' OR domain-name:value = 'example.net']",
    "[ipv4-addr:value != '192.0.2.2']",
    "[NOT ipv4-addr:value = '192.0.2.2']",
    "[ipv4-addr:value NOT IN ('192.0.2.2')]",
    "[ipv4-addr:value IN ('192.0.2.2' '192.0.2.3')]",
    "[ipv4-addr:value IN ('192.0.2.2',)]",
    "[ipv4-addr:value LIKE '192.0.2.%']",
    "[ipv4-addr:value = '192.0.2.2'] FOLLOWEDBY [ipv4-addr:value = '192.0.2.3']",
    "[ipv4-addr:value = '192.0.2.2'] REPEATS 5 TIMES",
    "[ipv4-addr:value = '192.0.2.2",
    "[x-ipv4-addr:value = '192.0.2.2']",
    '[]',
    '',
  ])('%s asks for more, or for nothing: left out', (pattern) => {
    const list = stix(indicator(pattern));
    expect(list).toMatchObject({ entries: 1, leftOut: 1 });
    expect(hits(list, '192.0.2.2', '192.0.2.3')).toEqual([]);
  });

  test('revoked, of another language, not a text: left out; what is no indicator is not counted', () => {
    const pattern = "[ipv4-addr:value = '192.0.2.2']";
    const list = stix(indicator(pattern, { revoked: true }), indicator('a', { pattern_type: 'sigma' }), indicator(7), null, 'x', {
      type: 'malware',
    });
    expect(list).toMatchObject({ entries: 1, leftOut: 3 });
  });

  test('no longer valid on the day of the list: left out; until that day or later: read', () => {
    const until = (address: string, day: string) => indicator(`[ipv4-addr:value = '${address}']`, { valid_until: `${day}T12:00:00Z` });
    const list = stix(until('192.0.2.2', '2026-02-18'), until('192.0.2.3', '2026-02-19'), until('192.0.2.4', '2026-02-20'));
    expect(list).toMatchObject({ date: '2026-02-19', entries: 3, leftOut: 1 });
    expect(leftOutWords(list)).toBe('1 entry that is no address, asks for more than one or is void was left out');
    expect(hits(list, '192.0.2.1', '192.0.2.2', '192.0.2.3', '192.0.2.4')).toEqual(['192.0.2.1', '192.0.2.3', '192.0.2.4']);
  });

  test('a day that is none is no day of the list', () => {
    const dateOf = (modified: string) =>
      read(JSON.stringify({ type: 'bundle', objects: [{ type: 'ipv4-addr', value: '192.0.2.1', modified }] })).date;
    expect(['2026-13-45T00:00:00Z', '2026-02-19T00:00:00Z'].map(dateOf)).toEqual(['', '2026-02-19']);
  });

  test('an escaped quote ends nothing', () => {
    const list = stix(indicator("[ipv4-addr:value = 'a\\'] OR [ipv4-addr:value = \\'192.0.2.2']"));
    expect(list).toMatchObject({ entries: 1, leftOut: 1 });
  });
});

describe('what is refused, with what to do', () => {
  const refused = (bytes: Buffer) =>
    expect(() => readList(bytes, 'list')).toThrow(
      expect.objectContaining({ code: 'WATCH_LIST_UNREADABLE', advice: expect.stringMatching(/STIX/) }),
    );

  test.each([
    ['nothing', ''],
    ['blanks', ' \n\n'],
    ['prose', 'These are not the addresses you are looking for.\n'],
    ['JSON without addresses', '{"type":"bundle","objects":[]}'],
    ['JSON that is cut', '{"type":"bundle","objects":[{"type":"ipv4-addr","value":"192.0.2.1"'],
    ['JSON of great depth', '['.repeat(200_000)],
    ['JSON of great depth in an object', `{"list":${'['.repeat(200_000)}`],
    ['names instead of addresses', '{"name":"a","list":["example.net"]}'],
    ['a table without addresses', 'a,b\nc,d\n'],
    ['quotes that do not end', '"'.repeat(100_001)],
  ])('%s', (_, text) => {
    refused(Buffer.from(text));
  });

  test('a compressed file, UTF-16, and a file that is too large', () => {
    refused(Buffer.from('1f8b0800000000000000', 'hex'));
    refused(Buffer.from('192.0.2.1\n', 'utf16le'));
    refused(Buffer.alloc(MOST_LIST_BYTES + 1, '\n'));
    expect(() => readListFile(join(temporaryFolder(), 'absent'))).toThrow(expect.objectContaining({ code: 'WATCH_LIST_UNREADABLE' }));
  });

  // Time that grows with the square of the length would not end.
  test.each([
    ['a quote that never ends', `{"type":"bundle","objects":[{"type":"indicator","pattern":"${"ipv4-addr:value = 'x".repeat(40_000)}"}]}`],
    ['lists that never end', `{"type":"bundle","objects":[{"type":"indicator","pattern":"${"ipv4-addr:value IN ('a',".repeat(30_000)}"}]}`],
    [
      'constants without commas',
      `{"type":"bundle","objects":[{"type":"indicator","pattern":"[ipv4-addr:value IN (${"'192.0.2.1'  ".repeat(50_000)}x"}]}`,
    ],
    ['blanks', `{"type":"bundle","objects":[{"type":"indicator","pattern":"ipv4-addr:value${' '.repeat(900_000)}"}]}`],
    ['brackets', `{"type":"bundle","objects":[{"type":"indicator","pattern":"${'(['.repeat(400_000)}!"}]}`],
    ['slashes', '/'.repeat(1_000_000)],
    ['separators', ','.repeat(300_000)],
  ])('%s', (_, text) => {
    refused(Buffer.from(text));
  });
});
