// Addresses of the real data: their kinds equal those told by simple patterns from every event; some countries and networks by hand.
import { isIP } from 'node:net';
import { beforeAll, expect, test } from 'vitest';
import { caseOf } from '../../helpers/cases.ts';
import { cliJson, eventRows } from '../../helpers/cli-here.ts';
import { type RealData, realData } from '../../helpers/real.ts';

let real: RealData;
let path = '';
beforeAll(async () => {
  real = realData();
  path = (await caseOf([real.folder])).path;
}, 120_000);

const PATTERNS: readonly [kind: string, pattern: RegExp][] = [
  ['private', /^(10|192\.168|172\.(1[6-9]|2\d|3[01]))\./],
  ['documentation', /^(192\.0\.2|198\.51\.100|203\.0\.113)\./],
  ['loopback', /^127\./],
  ['link-local', /^169\.254\./],
  ['shared', /^100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\./],
  ['reserved', /^(0|24\d|25\d|198\.1[89])\.\d/],
  ['multicast', /^2(2[4-9]|3\d)\.\d/],
  ['aws-internal', /^AWS Internal$/],
  ['aws-service', /\.amazonaws\.com$/],
];

function kindOf(address: string): string {
  const named = PATTERNS.find(([, pattern]) => pattern.test(address))?.[0];
  // Some were made anonymous with numbers as 07, which are read as decimal, as everywhere.
  return named ?? (isIP(address.replace(/\b0+(?=\d)/g, '')) !== 0 ? 'public' : 'malformed');
}

test('every address of every event is of the kind that a simple pattern says', { timeout: 120_000 }, async () => {
  const addresses = (await eventRows(path)).flatMap(({ sourceIPAddress }) => (sourceIPAddress ? [sourceIPAddress as string] : []));
  const counts = new Map<string, number>();
  for (const address of addresses) counts.set(kindOf(address), (counts.get(kindOf(address)) ?? 0) + 1);
  const { value } = await cliJson(['facets', path, '--by', 'addressKind', '--top', '0']);
  const found = value.facets.addressKind.map(({ value: kind, count }: { value: string; count: number }) => [kind, count]);
  expect(new Map(found)).toEqual(counts);
  expect(counts.get('public')).toBeGreaterThan(0);
});

test('countries and networks of some of them, by hand', async () => {
  const { value } = await cliJson(['addresses', path, '--top', '0']);
  const told = new Map<string, unknown>(
    value.rows.map((row: Record<string, unknown>) => [row.address, [row.country, row.network, row.events]]),
  );
  const expected = {
    '213.37.139.133': ['ES', 'AS6739 VODAFONE ONO, S.A.', 1218],
    '158.42.105.124': ['ES', 'AS766 Entidad Publica Empresarial Red.es', 79],
    '23.23.205.252': ['US', 'AS14618 Amazon.com, Inc.', 144],
    '200.249.253.51': ['BR', 'AS4230 CLARO S.A.', 34],
  };
  for (const [address, facts] of Object.entries(expected))
    if (real.whole || told.has(address)) expect(told.get(address), address).toEqual(facts);
});
