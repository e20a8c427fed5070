// Whether a bookmark's event matches filter text: a small copy of the engine's rules for the fields a row has.
import type { WindowEventRow } from '../../../shared/domain.ts';
import { type FilterTerm, parseFilter } from '../../../shared/filter.ts';
import { outcomeOf } from '../../components/outcome.ts';

function isMatch(value: string, row: WindowEventRow): boolean {
  switch (value) {
    case 'error':
      return row.errorCode !== null;
    case 'denied':
      return outcomeOf(row.errorCode) === 'denied';
    case 'write':
      return row.readOnly === false;
    case 'read':
      return row.readOnly === true;
    case 'root':
      return row.actorType === 'Root';
    case 'undated':
      return row.timeMs === null;
    default:
      // `bookmarked`, and what this version does not know: every row here is bookmarked.
      return true;
  }
}

function termMatches(term: FilterTerm, row: WindowEventRow): boolean {
  if (term.field === 'is') return isMatch(term.value, row);
  // A field that rows do not carry cannot be judged here: it leaves nothing out.
  if (!(term.field in row)) return !term.negated;
  const held = row[term.field as keyof WindowEventRow];
  const text = held === null ? '' : String(held);
  if (!term.value.includes('*')) return text === term.value;
  const pattern = term.value
    .split('*')
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*');
  return new RegExp(`^${pattern}$`, 's').test(text);
}

/** A bookmark without its event matches only the empty filter. */
export function rowMatches(filter: string, row: WindowEventRow | null): boolean {
  const parsed = parseFilter(filter);
  if ('problem' in parsed || parsed.terms.length === 0) return true;
  if (!row) return false;
  return parsed.terms.every((term) => termMatches(term, row) !== term.negated);
}

/** Every word occurs in the note, the author or what the event says. */
export function wordsMatch(words: string, entry: { bookmark: { note: string; author: string }; row: WindowEventRow | null }): boolean {
  const { bookmark, row } = entry;
  const text = [bookmark.note, bookmark.author, row?.eventName, row?.actor, row?.sourceIPAddress, row?.awsRegion, row?.errorCode]
    .join(' ')
    .toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
