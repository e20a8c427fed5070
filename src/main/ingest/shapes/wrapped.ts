// Records that another tool wrapped: as an object or a JSON string, under whatever name (`_raw`, `event.original`, `message`, `_source`,
// test data of detection rules). They are known by what they are, not by where they stand.
import { isObject, tryParse } from '../json-scan.ts';
import { looksLikeRecord } from '../record-marks.ts';
import type { Path, ValueShape } from './shape.ts';

/** Nesting of a wrapper that is searched, and of texts within one another. */
const DEEPEST = 8;
const MOST_TEXTS = 6;

/**
 * Under these names tools keep the record as it came, beside fields that they took out of it. The object around it then looks like a record,
 * and is none. No field of a record has one of these names: what a caller sends cannot pass for the original.
 */
const ORIGINALS = ['_raw', 'event.original', '@message', 'message', 'CloudTrailEvent', 'cloudTrailEvent'] as const;

export const wrapped: ValueShape = {
  name: 'wrapped',
  recognise(value) {
    const paths: Path[] = [];
    searchMembers(value, { path: [], depth: 0, texts: 0 }, paths);
    return paths.length > 0 ? { paths, times: ['@timestamp', '_time', 'timestamp', 'time'] } : null;
  },
};

/** Where a search stands: the path to it within this text, its nesting there, and the texts around this one. */
interface At {
  path: readonly (string | number)[];
  depth: number;
  texts: number;
}

// The work is bounded by the length of the content: nothing is looked into twice at one level of nesting.
function search(value: unknown, at: At, found: Path[]): void {
  if (at.depth > DEEPEST) return;
  if (typeof value === 'string') {
    if (holdsRecord(value, at.texts)) found.push(at.path);
  } else if (!looksLikeRecord(value)) searchMembers(value, at, found);
  else {
    const original = originalIn(value, at.texts);
    found.push(original === undefined ? at.path : [...at.path, original]);
  }
}

function searchMembers(value: unknown, { path, depth, texts }: At, found: Path[]): void {
  const entries = Array.isArray(value) ? value.entries() : isObject(value) ? Object.entries(value) : [];
  for (const [name, member] of entries) {
    if (typeof member === 'object' || typeof member === 'string') search(member, { path: [...path, name], depth: depth + 1, texts }, found);
  }
}

/** Name of the member in which a tool that took a record apart kept its original; undefined when there is none. */
export function originalIn(record: Record<string, unknown>, texts = 0): string | undefined {
  return ORIGINALS.find((name) => typeof record[name] === 'string' && holdsRecord(record[name], texts));
}

/** A string that is the JSON text of a record, or of something around one. */
export function holdsRecord(text: string, texts = 0): boolean {
  if (texts >= MOST_TEXTS || text.length < 40 || !/^\s*[{[]/.test(text) || !text.includes('event')) return false;
  const value = tryParse(text);
  if (looksLikeRecord(value)) return true;
  const found: Path[] = [];
  searchMembers(value, { path: [], depth: 0, texts: texts + 1 }, found);
  return found.length > 0;
}
