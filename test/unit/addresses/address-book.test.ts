// Country and network of addresses: from what Trailcase brings along, from files of the examiner's, and what is told when these are not what they were.
import { execFileSync } from 'node:child_process';
import { mkdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AddressBook, addressDataWith } from '../../../src/main/addresses/address-book.ts';
import { AsnTable } from '../../../src/main/addresses/asn-table.ts';
import { openMaxmindFile } from '../../../src/main/addresses/maxmind-file.ts';
import { sha256, temporaryFolder } from '../../helpers/folder.ts';
import { mmdb } from '../../helpers/mmdb.ts';

const book = new AddressBook(addressDataWith([]));

// By hand from the tables of the pinned packages; of 185.220.101.0/24 also from RIPE's database: DE, AS60729.
test.each([
  ['185.220.101.34', 'DE', 'AS60729 Stiftung Erneuerbare Freiheit'],
  ['8.8.8.8', 'US', 'AS15169 Google LLC'],
  ['::ffff:8.8.8.8', 'US', 'AS15169 Google LLC'],
  ['52.95.110.1', 'US', 'AS16509 Amazon.com, Inc.'],
  ['193.0.6.139', 'NL', 'AS3333 Reseaux IP Europeens Network Coordination Centre (RIPE NCC)'],
  ['2606:4700:4700::1111', 'US', 'AS13335 Cloudflare, Inc.'],
])('%s is of %s and %s', (address, country, network) => {
  expect(book.lookUp(address)).toEqual({ kind: 'public', country, network });
});

test.each(['203.0.113.10', '10.0.0.1', '2001:db8::1', 'AWS Internal', 'ec2.amazonaws.com', 'nonsense'])(
  'nothing is said of %s, which is not public',
  (text) => {
    expect(book.lookUp(text)).toMatchObject({ country: null, network: null });
  },
);

test('what interprets a case is told with version, day and hashes', () => {
  const { sources } = book.used();
  expect(sources.map(({ gives, name, version, built, path }) => ({ gives, name, version, built, path }))).toEqual([
    {
      gives: ['country'],
      name: '@ip-location-db/geo-whois-asn-country-mmdb',
      version: '2.3.2026061719',
      built: '2026-06-17',
      path: null,
    },
    { gives: ['network'], name: '@ip-location-db/asn', version: '2.3.2026061719', built: '2026-06-17', path: null },
  ]);
  expect(sources.flatMap(({ files }) => files.map(({ sha256 }) => sha256))).toEqual([
    'c5f7c0e9bd6a6ccb5a2e9634764544a0d08bd0bd8788b8aedfac87bea184c652',
    '43b77baaa819c8cdb39456dc19d3d7987608379851036597e6a0ef3711086c79',
    'f0bbb385061cec1e7d6426052929f8c1649161fd8daf355f8585e56462fac2e4',
  ]);
  expect(book.allDifferences()).toEqual([]);
});

describe('a file of the examiner’s', () => {
  const folder = temporaryFolder();
  const file = (name: string, bytes: Buffer): string => {
    const path = join(folder, name);
    writeFileSync(path, bytes);
    return path;
  };
  const country = mmdb('Own-Country', { '185.220.101.0/24': { country: { iso_code: 'NL' } }, '1.0.0.0/8': { country_code: 'xx1' } });
  const asn = mmdb('Own-ASN', {
    '185.220.101.34/32': { autonomous_system_number: 64500, autonomous_system_organization: 'Exit' },
    '9.0.0.0/8': { asn: 'AS64501', as_name: 'Nine' },
    '12.0.0.0/8': { asn: 'none of these' },
  });

  test('is asked first, and what it does not know is asked of the others', () => {
    const data = addressDataWith([file('country.mmdb', country), file('asn.mmdb', asn)]);
    expect(data.sources.map(({ gives, name, version, built }) => ({ gives, name, version, built })).slice(0, 2)).toEqual([
      { gives: ['country'], name: 'Own-Country', version: null, built: '2026-01-15' },
      { gives: ['network'], name: 'Own-ASN', version: null, built: '2026-01-15' },
    ]);
    expect(data.sources[0]?.files).toEqual([{ name: 'country.mmdb', bytes: country.length, sha256: sha256(country) }]);
    const own = new AddressBook(data);
    expect(own.lookUp('185.220.101.34')).toEqual({ kind: 'public', country: 'NL', network: 'AS64500 Exit' });
    expect(own.lookUp('185.220.101.35')).toMatchObject({ country: 'NL', network: 'AS60729 Stiftung Erneuerbare Freiheit' });
    expect(own.lookUp('9.1.1.1').network).toBe('AS64501 Nine');
    expect(own.lookUp('8.8.8.8')).toMatchObject({ country: 'US', network: 'AS15169 Google LLC' });
    // An entry that is no country and no network says nothing.
    expect(own.lookUp('1.1.1.1')).toEqual(book.lookUp('1.1.1.1'));
    expect(own.lookUp('12.1.1.1')).toEqual(book.lookUp('12.1.1.1'));
    expect(own.allDifferences()).toEqual([]);
  });

  test('that is gone, or another by now, is not asked, and that is told', () => {
    const [gone, changed] = [file('gone.mmdb', country), file('changed.mmdb', country)];
    const data = addressDataWith([gone, changed]);
    rmSync(gone);
    writeFileSync(changed, asn);
    const own = new AddressBook(data);
    expect(own.lookUp('185.220.101.34')).toMatchObject({ country: 'DE' });
    expect(own.allDifferences()).toEqual([
      expect.stringMatching(/gone\.mmdb cannot be read as a database of addresses: .*; the case notes it$/),
      expect.stringMatching(/changed\.mmdb is not the file that the case notes any more, and is not used$/),
    ]);
    expect(own.used()).toEqual(addressDataWith([]));
  });

  test('is read once, until it changes, and noted without links', () => {
    const path = file('once.mmdb', country);
    const link = join(folder, 'link.mmdb');
    symlinkSync(path, link);
    expect(addressDataWith([link]).sources[0]?.path).toBe(realpathSync(path));
    expect(openMaxmindFile(path)).toBe(openMaxmindFile(path));
    writeFileSync(path, asn);
    expect(openMaxmindFile(path).source.name).toBe('Own-ASN');
  });

  // A case that somebody else made names any path: a pipe would never answer, and a device or another computer is not to be called.
  test('that a received case notes at a path that is no local file of that size and hash is not read', () => {
    const path = file('received.mmdb', country);
    const [source] = addressDataWith([path]).sources;
    if (!source) throw new Error('no source');
    const [pipe, inside, link] = ['pipe', 'folder', 'link-to-received'].map((name) => join(folder, name)) as [string, string, string];
    execFileSync('mkfifo', [pipe]);
    mkdirSync(inside);
    symlinkSync(path, link);
    const told = (more: Partial<typeof source>) => {
      const received = new AddressBook({ sources: [{ ...source, ...more }] });
      expect(received.used()).toEqual(addressDataWith([]));
      return received.differences;
    };
    for (const other of [pipe, inside, link, '/dev/zero'])
      expect(told({ path: other })).toEqual([
        `${other} cannot be read as a database of addresses: it is no regular file; the case notes it`,
      ]);
    for (const other of ['\\\\host\\share\\a.mmdb', `/${path}`, 'a.mmdb'])
      expect(told({ path: other })).toEqual([
        `${other} cannot be read as a database of addresses: it is no absolute path on this computer; the case notes it`,
      ]);
    const [noted] = source.files;
    if (!noted) throw new Error('no file');
    for (const files of [[{ ...noted, bytes: 1 }], [{ ...noted, sha256: '0'.repeat(64) }], []])
      expect(told({ files })).toEqual([`${path} is not the file that the case notes any more, and is not used`]);
    // What is said of a file that is used is what the file says.
    expect(new AddressBook({ sources: [{ ...source, name: 'GeoLite2-City', built: '2030-01-01' }] }).used().sources[0]).toEqual(source);
  });

  test.each([
    ['empty', Buffer.alloc(0)],
    ['text', Buffer.from('<html>not found</html>'.repeat(100))],
    ['cut', country.subarray(0, country.length - 40)],
  ])('that is %s is refused with what to do', (name, bytes) => {
    const path = file(`${name}.mmdb`, bytes);
    expect(() => addressDataWith([path])).toThrow(
      expect.objectContaining({ code: 'ADDRESS_DATA_UNREADABLE', advice: expect.stringMatching(/\.mmdb/) }),
    );
  });

  test('whose data are damaged says nothing rather than something wrong', () => {
    const bytes = Buffer.from(country);
    // Past the tree, where entries are read.
    bytes.fill(0xff, bytes.indexOf('iso_code'), bytes.indexOf('iso_code') + 12);
    const own = new AddressBook(addressDataWith([file('damaged.mmdb', bytes)]));
    expect(own.lookUp('185.220.101.34')).toMatchObject({ country: 'DE' });
  });
});

test('other data than those that a case notes are told', () => {
  const [country, network] = addressDataWith([]).sources;
  if (!country || !network) throw new Error('no sources');
  const older = { sources: [{ ...country, version: '2.3.2025010100', built: '2025-01-01' }] };
  expect(new AddressBook(older).allDifferences()).toEqual([
    'the case notes @ip-location-db/geo-whois-asn-country-mmdb 2.3.2025010100 of 2025-01-01; used is 2.3.2026061719 of 2026-06-17',
    'the case does not note @ip-location-db/asn, which is used',
  ]);
  expect(new AddressBook(null).allDifferences()).toEqual(['the case notes no data of countries and networks']);
});

const UNQUOTED = new Map([
  ['"B, Inc."', 'B, Inc.'],
  ['"C ""D"""', 'C "D"'],
]);

test('the table of networks, halved, answers as a walk through all of its lines', () => {
  const range = fc.record({ gap: fc.bigInt(0n, 40n), size: fc.bigInt(0n, 40n), name: fc.constantFrom('', 'A', '"B, Inc."', '"C ""D"""') });
  fc.assert(
    fc.property(fc.array(range, { maxLength: 30 }), fc.boolean(), fc.bigInt(0n, 2500n), (ranges, ends, wanted) => {
      let next = 0n;
      const lines = ranges.map(({ gap, size, name }, i) => {
        const [first, last] = [next + gap, next + gap + size];
        next = last + 1n;
        return {
          first,
          last,
          text: `${first},${last},${i},${name}`,
          network: `AS${i} ${UNQUOTED.get(name) ?? name}`.trim(),
        };
      });
      const path = join(temporaryFolder(), 'table.csv');
      writeFileSync(path, lines.map(({ text }) => text).join('\n') + (ends && lines.length > 0 ? '\n' : ''));
      const slow = lines.find(({ first, last }) => first <= wanted && wanted <= last)?.network ?? null;
      expect(new AsnTable(path).networkOf({ value: wanted })).toBe(slow);
    }),
    { numRuns: 200 },
  );
});
