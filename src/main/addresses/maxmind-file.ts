// Countries and networks from a file in MaxMind's format (MaxMind DB File Format Specification 2.0): what Trailcase brings along, and what the examiner points at.
import { createHash } from 'node:crypto';
import { lstatSync, readFileSync, realpathSync, type Stats } from 'node:fs';
import { basename, isAbsolute } from 'node:path';
import { Reader } from 'mmdb-lib';
import type { AddressSource } from '../../shared/addresses.ts';
import { TrailcaseError } from '../../shared/errors.ts';
import { networkText } from './asn-table.ts';

/** Larger than any such database of addresses that is published. */
const MOST_BYTES = 2_000_000_000;

/** An answer of a database; null for what it does not know. */
interface Place {
  country: string | null;
  network: string | null;
}

/** A file that was opened, and what is to be noted about it. */
export interface MaxmindFile {
  source: Omit<AddressSource, 'version' | 'path'>;
  placeOf(address: string): Place;
}

/** What a file has to be, as a case notes it. */
type NotedFile = Pick<AddressSource['files'][number], 'bytes' | 'sha256'>;

interface Opened {
  stamp: string;
  file: MaxmindFile;
}

/** By path: a file is read and hashed once in a process, until it changes. */
const opened = new Map<string, Opened>();

/** A file that the examiner points at, or that comes with Trailcase. Errors: ADDRESS_DATA_UNREADABLE. */
export function openMaxmindFile(path: string): MaxmindFile {
  try {
    const stats = localFile(path);
    return openedBefore(path, stats) ?? keep(path, stats, parsed(path, readFileSync(path)));
  } catch (cause) {
    throw unreadable(path, cause);
  }
}

/**
 * A file that a case notes; null where something else is at its path. A case may come from anybody: of what is no local file of the noted size nothing
 * is read, and of what has another hash nothing is parsed.
 * Errors: ADDRESS_DATA_UNREADABLE.
 */
export function reopenMaxmindFile(path: string, noted: NotedFile): MaxmindFile | null {
  try {
    const stats = localFile(path);
    if (stats.size !== noted.bytes) return null;
    const before = openedBefore(path, stats);
    if (before) return before.source.files[0]?.sha256 === noted.sha256 ? before : null;
    const bytes = readFileSync(path);
    return sha256Of(bytes) === noted.sha256 ? keep(path, stats, parsed(path, bytes)) : null;
  } catch (cause) {
    throw unreadable(path, cause);
  }
}

/** To look at such a path of Windows is already to call the computer or the device that it names. */
const ELSEWHERE = /^[\\/]{2}/;

/** A path as a case notes it: none of its links is followed later. What is not there, or not here, is told when it is opened. */
export function withoutLinks(path: string): string {
  try {
    return ELSEWHERE.test(path) ? path : realpathSync(path);
  } catch {
    return path;
  }
}

/** Errors: what says why it is no regular file of this machine that can be read whole. */
function localFile(path: string): Stats {
  if (!isAbsolute(path) || ELSEWHERE.test(path)) throw new Error('it is no absolute path on this computer');
  const stats = lstatSync(path);
  if (!stats.isFile()) throw new Error('it is no regular file');
  if (stats.size === 0) throw new Error('it is empty');
  if (stats.size > MOST_BYTES) throw new Error(`it has more than ${MOST_BYTES} bytes`);
  return stats;
}

const stampOf = ({ ino, size, mtimeMs, ctimeMs }: Stats): string => [ino, size, mtimeMs, ctimeMs].join(' ');

function openedBefore(path: string, stats: Stats): MaxmindFile | null {
  const before = opened.get(path);
  return before?.stamp === stampOf(stats) ? before.file : null;
}

function keep(path: string, stats: Stats, file: MaxmindFile): MaxmindFile {
  opened.set(path, { stamp: stampOf(stats), file });
  return file;
}

function parsed(path: string, bytes: Buffer): MaxmindFile {
  const reader = new Reader<never>(bytes);
  const { databaseType, buildEpoch } = reader.metadata;
  return {
    source: {
      gives: givenBy(databaseType),
      name: databaseType,
      built: buildEpoch.toISOString().slice(0, 10),
      files: [{ name: basename(path), bytes: bytes.length, sha256: sha256Of(bytes) }],
    },
    placeOf: (address) => placeIn(reader, address),
  };
}

function sha256Of(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
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
