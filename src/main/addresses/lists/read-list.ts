// Reads a watch list of any known format: one registry, recognised by content. To add a format: its file, and its place in this list.
import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { parse } from 'node:path';
import { TrailcaseError } from '../../../shared/errors.ts';
import { ListName, type ListPreview } from '../../../shared/watch-lists.ts';
import { type Range, rangeOf } from '../range-set.ts';
import { csv } from './csv.ts';
import type { ListFormat, ListText } from './format.ts';
import { misp } from './misp.ts';
import { plain } from './plain.ts';
import { stix } from './stix.ts';
import { torExitAddresses } from './tor-exit-addresses.ts';

/** In the order in which they are asked. */
const FORMATS: readonly ListFormat[] = [stix, misp, torExitAddresses, csv, plain];

/** A list is kept in the case as it is, and read whole. */
export const MOST_LIST_BYTES = 64 * 1024 * 1024;

/** Of what was left out, so many are shown, and of each so many characters. */
const EXAMPLES = 5;
const EXAMPLE_LENGTH = 80;

/** A list that was read. */
interface ReadList extends Omit<ListPreview, 'bytes' | 'sha256'> {
  ranges: readonly Range[];
}

/**
 * Reads the entries of a list.
 * @param fileName of the file, without folders: its name where the list states none
 * Errors: WATCH_LIST_UNREADABLE when it is no text, is too large, cannot be read to its end, or has no address.
 */
export function readList(bytes: Buffer, fileName: string): ReadList {
  const list = textOf(bytes, fileName);
  const format = FORMATS.find((one) => one.matches(list)) as ListFormat;
  const ranges: Range[] = [];
  const examples: string[] = [];
  let leftOut = 0;
  const facts = format.read(list, (text) => {
    const range = rangeOf(text);
    if (range) ranges.push(range);
    else {
      leftOut++;
      if (text !== '' && examples.length < EXAMPLES) examples.push(text.slice(0, EXAMPLE_LENGTH));
    }
  });
  if (facts.damage !== undefined) throw unreadable(fileName, facts.damage);
  if (ranges.length === 0) throw unreadable(fileName, 'no address was found in it');
  const name = [facts.name, parse(fileName).name]
    .map((one) => ListName.safeParse(one.replace(/\s+/g, ' ')))
    .find(({ success }) => success)?.data;
  return {
    name: name ?? 'Watch list',
    date: facts.date,
    format: format.id,
    entries: ranges.length,
    leftOut,
    examples,
    from: facts.from,
    ranges,
  };
}

/** Errors: WATCH_LIST_UNREADABLE. */
export function readListFile(path: string): { bytes: Buffer; list: ReadList; preview: ListPreview } {
  const fileName = parse(path).base;
  const bytes = readFile(path, fileName);
  const list = readList(bytes, fileName);
  const { ranges: _, ...facts } = list;
  return { bytes, list, preview: { ...facts, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') } };
}

function readFile(path: string, fileName: string): Buffer {
  try {
    if (statSync(path).size > MOST_LIST_BYTES) throw tooLarge(fileName);
    return readFileSync(path);
  } catch (cause) {
    if (cause instanceof TrailcaseError) throw cause;
    throw unreadable(fileName, (cause as Error).message, cause);
  }
}

function textOf(bytes: Buffer, fileName: string): ListText {
  if (bytes.length > MOST_LIST_BYTES) throw tooLarge(fileName);
  if (bytes.includes(0)) throw unreadable(fileName, 'it is no text in UTF-8');
  const text = bytes.toString('utf8').replace(/^\ufeff/, '');
  return { text, object: /^\s*\{/.test(text) ? objectIn(text) : {} };
}

/** What looks like JSON and is none has no address either, or is read as lines. */
function objectIn(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
}

function tooLarge(fileName: string): TrailcaseError {
  return unreadable(fileName, `it has more than ${MOST_LIST_BYTES / 1024 / 1024} MB`);
}

function unreadable(fileName: string, reason: string, cause?: unknown): TrailcaseError {
  return new TrailcaseError(
    'WATCH_LIST_UNREADABLE',
    `${fileName} cannot be read as a watch list: ${reason}`,
    'Give a list of addresses or networks: text, CSV, Tor exit addresses, a MISP warning list or a STIX 2.1 bundle, not compressed.',
    { cause },
  );
}
