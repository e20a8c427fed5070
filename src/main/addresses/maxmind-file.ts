// Countries and networks from a file in MaxMind's format (MaxMind DB File Format Specification 2.0): what Trailcase brings along, and what the examiner points at.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { Reader } from 'mmdb-lib';
import type { AddressSource } from '../../shared/addresses.ts';
import { TrailcaseError } from '../../shared/errors.ts';
import { networkText } from './asn-table.ts';

/** Larger than any such database of addresses that is published. */
const MOST_BYTES = 2_000_000_000;

/** An answer of a database; null for what it does not know. */
export interface Place {
  country: string | null;
  network: string | null;
}

/** A file that was opened, and what is to be noted about it. */
export interface MaxmindFile {
  source: Omit<AddressSource, 'version' | 'path'>;
  placeOf(address: string): Place;
}

/** Errors: ADDRESS_DATA_UNREADABLE. */
export function openMaxmindFile(path: string): MaxmindFile {
  const bytes = read(path);
  const { reader, built } = parsed(path, bytes);
  const { databaseType } = reader.metadata;
  return {
    source: {
      gives: givenBy(databaseType),
      name: databaseType,
      built,
      files: [{ name: basename(path), bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }],
    },
    placeOf: (address) => placeIn(reader, address),
  };
}

function read(path: string): Buffer {
  try {
    const bytes = readFileSync(path);
    if (bytes.length > MOST_BYTES) throw new Error(`it has more than ${MOST_BYTES} bytes`);
    return bytes;
  } catch (cause) {
    throw unreadable(path, cause);
  }
}

function parsed(path: string, bytes: Buffer): { reader: Reader<never>; built: string } {
  try {
    const reader = new Reader<never>(bytes);
    return { reader, built: reader.metadata.buildEpoch.toISOString().slice(0, 10) };
  } catch (cause) {
    throw unreadable(path, cause);
  }
}

/** A damaged file may hold anything: what is not of the known form is not known. */
function placeIn(reader: Reader<never>, address: string): Place {
  let entry: unknown;
  try {
    entry = reader.get(address);
  } catch {
    entry = null;
  }
  return { country: countryIn(entry), network: networkIn(entry) };
}

/** `country.iso_code` (GeoLite2, GeoIP2, DB-IP) or `country_code` (ip-location-db, IPinfo). */
function countryIn(entry: unknown): string | null {
  const code = member(member(entry, 'country'), 'iso_code') ?? member(entry, 'country_code') ?? member(entry, 'country');
  return typeof code === 'string' && /^[A-Za-z]{2}$/.test(code) ? code.toUpperCase() : null;
}

/** `autonomous_system_number` and `…_organization` (GeoLite2, DB-IP, ip-location-db), or `asn` and `as_name` (IPinfo). */
function networkIn(entry: unknown): string | null {
  const number = member(entry, 'autonomous_system_number') ?? member(entry, 'asn');
  const digits = /^(?:AS)?(\d{1,10})$/.exec(typeof number === 'number' || typeof number === 'string' ? String(number) : '')?.[1];
  if (digits === undefined) return null;
  const name = member(entry, 'autonomous_system_organization') ?? member(entry, 'as_name');
  return networkText(digits, typeof name === 'string' ? name.trim() : '');
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

function givenBy(type: string): AddressSource['gives'] {
  const gives: AddressSource['gives'] = [];
  if (/country|city|enterprise|location/i.test(type)) gives.push('country');
  if (/asn|isp|enterprise/i.test(type)) gives.push('network');
  return gives.length > 0 ? gives : ['country', 'network'];
}

function unreadable(path: string, cause: unknown): TrailcaseError {
  return new TrailcaseError(
    'ADDRESS_DATA_UNREADABLE',
    `${path} cannot be read as a database of addresses: ${(cause as Error).message}`,
    'Point at a file in MaxMind’s format (.mmdb).',
    { cause },
  );
}
