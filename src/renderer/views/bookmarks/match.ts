// Whether a bookmark's event matches filter text: a small copy of the engine's rules for the fields a row has.
import type { WindowEventRow } from '../../../shared/domain.ts';
import { matcher } from '../../../shared/filter/glob.ts';
import { inNetwork, looksLikeNetwork, parseNetwork } from '../../../shared/filter/network.ts';
import { resolveTime, type TimeContext } from '../../../shared/filter/times.ts';
import { type FilterTree, fieldOfHas, isTimeField, parseFilter, type TermNode } from '../../../shared/filter.ts';
import { outcomeOf } from '../../components/outcome.ts';

/** Null: a row does not tell. */
type Answer = boolean | null;

function isMatch(value: string, row: WindowEventRow): Answer {
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
    case 'bookmarked':
      // Every row here is.
      return true;
    default:
      return null;
  }
}

function termMatches({ field, value }: TermNode, row: WindowEventRow, times: TimeContext | null): Answer {
  if (field === 'is') return isMatch(value, row);
  if (field === 'has') {
    const of = fieldOfHas(value);
    if (of === 'time') return row.timeMs !== null;
    return negated(termMatches({ kind: 'term', field: of, value: '' }, row, times));
  }
  if (isTimeField(field)) {
    const span = times && resolveTime(field, value, times);
    if (!span || 'message' in span) return null;
    return row.timeMs !== null && (span.from === null || row.timeMs >= span.from) && (span.to === null || row.timeMs < span.to);
  }
  if (!(field in row)) return null;
  const held = row[field as keyof WindowEventRow];
  const text = held === null ? '' : String(held);
  if (field === 'evidence') return matcher(`${value.toLowerCase()}*`)(text);
  if (field === 'sourceIPAddress' && looksLikeNetwork(value)) {
    const network = parseNetwork(value);
    return typeof network !== 'string' && inNetwork(text, network);
  }
  if (held === null && value !== '') return false;
  return matcher(value)(text);
}

function negated(answer: Answer): Answer {
  return answer === null ? null : !answer;
}

function treeMatches(tree: FilterTree, row: WindowEventRow, times: TimeContext | null): Answer {
  if (tree.kind === 'term') return termMatches(tree, row, times);
  if (tree.kind === 'not') return negated(treeMatches(tree.of, row, times));
  const decisive = tree.kind === 'or';
  const answers = tree.of.map((part) => treeMatches(part, row, times));
  if (answers.includes(decisive)) return decisive;
  return answers.includes(null) ? null : !decisive;
}

/**
 * What a row does not tell leaves nothing out. A bookmark without its event matches only the empty filter.
 * @param times null where the case's zone and end are not known
 */
export function rowMatches(filter: string, row: WindowEventRow | null, times: TimeContext | null = null): boolean {
  const parsed = parseFilter(filter);
  if ('problem' in parsed || parsed.terms?.length === 0) return true;
  if (!row) return false;
  return treeMatches(parsed.tree, row, times) !== false;
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
