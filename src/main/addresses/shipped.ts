// The data that Trailcase brings along: countries and networks, from npm packages whose versions are pinned by the lockfile. No network is asked.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import type { AddressSource } from '../../shared/addresses.ts';
import { TrailcaseError } from '../../shared/errors.ts';
import { type Address, parseAddress } from '../../shared/filter/network.ts';
import { AsnTable } from './asn-table.ts';
import { openMaxmindFile } from './maxmind-file.ts';

/** The licence is that of the data: docs/addresses.md names whose they are. */
const COUNTRIES = {
  name: '@ip-location-db/geo-whois-asn-country-mmdb',
  gives: ['country'],
  files: ['geo-whois-asn-country.mmdb'],
} as const;
const NETWORKS = { name: '@ip-location-db/asn', gives: ['network'], files: ['asn-ipv4-num.csv', 'asn-ipv6-num.csv'] } as const;

type Package = typeof COUNTRIES | typeof NETWORKS;

/** Resolved when the program runs: the packages stay outside the bundle. */
const resolve = createRequire(import.meta.url).resolve;

/** Errors: ADDRESS_DATA_UNREADABLE. */
function folderOf({ name }: Package): string {
  try {
    return dirname(resolve(`${name}/package.json`));
  } catch (cause) {
    throw new TrailcaseError(
      'ADDRESS_DATA_UNREADABLE',
      `The package ${name} is not there`,
      'Install Trailcase anew: it brings this package along.',
      {
        cause,
      },
    );
  }
}

let described: AddressSource[] | null = null;

/** What is to be noted about the data in a case: 40 MB are hashed, once in a process. Errors: ADDRESS_DATA_UNREADABLE. */
export function shippedSources(): readonly AddressSource[] {
  described ??= [COUNTRIES, NETWORKS].map(describe);
  return described;
}

function describe(of: Package): AddressSource {
  const folder = folderOf(of);
  const { version } = z.object({ version: z.string() }).parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')));
  return {
    gives: [...of.gives],
    name: of.name,
    version,
    built: dayOf(version),
    files: of.files.map((name) => {
      const bytes = readFileSync(join(folder, name));
      return { name: basename(name), bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
    }),
    path: null,
  };
}

/** These packages are versioned by the hour at which the data were made: 2.3.2026061719. */
function dayOf(version: string): string {
  const [, year, month, day] = /\.(\d{4})(\d\d)(\d\d)\d\d$/.exec(version) ?? [];
  return year === undefined ? '' : `${year}-${month}-${day}`;
}

/** Countries by address, null where none is known. */
export function shippedCountries(): (address: string) => string | null {
  const file = openMaxmindFile(join(folderOf(COUNTRIES), COUNTRIES.files[0]));
  return (address) => file.placeOf(address).country;
}

/** Networks by address, null where none is known. */
export function shippedNetworks(): (address: string) => string | null {
  const [four, six] = NETWORKS.files.map((name) => new AsnTable(join(folderOf(NETWORKS), name))) as [AsnTable, AsnTable];
  return (address) => {
    const parsed: Address | null = parseAddress(address);
    return parsed && (parsed.bits === 32 ? four : six).networkOf(parsed);
  };
}
