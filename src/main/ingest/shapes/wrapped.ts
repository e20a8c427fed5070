// Records that another tool wrapped: as an object or a JSON string, under whatever name (`_raw`, `event.original`, `message`, `_source`,
// test data of detection rules). They are known by what they are, not by where they stand.
import { isObject, tryParse } from '../json-scan.ts';
import { looksLikeRecord } from '../record-marks.ts';
import type { Path, ValueShape } from './shape.ts';

/** Nesting of a wrapper that is searched. */
const DEEPEST = 8;

/** Members and elements that are looked at in one wrapper: bounds the work on documents that are no wrappers. */
const MOST = 2_000_000;

export const wrapped: ValueShape = {
  name: 'wrapped',
  recognise(value) {
    const paths = new Search().records(value);
    return paths.length > 0 ? { paths, times: ['@timestamp', '_time', 'timestamp', 'time'] } : null;
  },
};

class Search {
  private readonly found: Path[] = [];
  private looked = 0;

  records(value: Record<string, unknown>): Path[] {
    this.members(value, [], 0);
    return this.found;
  }

  private look(value: unknown, path: (string | number)[], depth: number): void {
    if (++this.looked > MOST || depth > DEEPEST) return;
    if (typeof value === 'string') {
      if (holdsRecord(value, depth)) this.found.push([...path]);
    } else if (looksLikeRecord(value)) this.found.push([...path]);
    else this.members(value, path, depth);
  }

  private members(value: unknown, path: (string | number)[], depth: number): void {
    const entries = Array.isArray(value) ? value.entries() : isObject(value) ? Object.entries(value) : [];
    for (const [name, member] of entries) {
      path.push(name);
      this.look(member, path, depth + 1);
      path.pop();
    }
  }
}

/** A string that is the JSON text of a record, or of something around one. */
function holdsRecord(text: string, depth: number): boolean {
  if (text.length < 40 || !/^\s*[{[]/.test(text) || !text.includes('event')) return false;
  const value = tryParse(text);
  return (
    looksLikeRecord(value) || (typeof value === 'object' && value !== null && depth < DEEPEST && new Search().records({ value }).length > 0)
  );
}
