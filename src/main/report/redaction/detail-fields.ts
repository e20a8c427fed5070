// What the fields of custody entries hold: Trailcase writes them, out of what people named and typed.
import { classOf, type FieldClass } from './fields.ts';

/** Words of ours. */
const OPEN: ReadonlySet<string> = new Set(
  'kind action colour removed tool version built template outcome state severity confidence format gives phase reason_code language sections of'.split(
    ' ',
  ),
);
const PATHS: ReadonlySet<string> = new Set(['path', 'paths', 'out', 'file', 'from', 'to', 'folder']);
const PEOPLE: ReadonlySet<string> = new Set(['examiner', 'author', 'who', 'reviewer', 'by', 'origin']);

/** @param path names of members and positions in lists on the way to the value, its own last */
export function detailClassOf(path: readonly string[]): FieldClass | { is: 'path' } {
  const names = path.filter((name) => !/^\d+$/.test(name)).map((name) => name.toLowerCase());
  const own = names.at(-1) ?? '';
  // What an earlier report was told to hide is not told here.
  if (names.includes('redaction')) return { is: 'secret' };
  if (own === 'caseid') return { is: 'open' };
  if (OPEN.has(own)) return { is: 'open' };
  if (PATHS.has(own)) return { is: 'path' };
  if (PEOPLE.has(own)) return { is: 'name', kind: 'person' };
  if (own === 'event' || own === 'id' || own === 'subject' || /sha256|hash|root|head|fingerprint/.test(own)) return { is: 'open' };
  const found = classOf(path);
  // What no rule for records knows somebody may have typed; a filter or a statement surely.
  return found.is === 'unknown' || found.is === 'open' ? { is: 'unknown' } : found;
}
