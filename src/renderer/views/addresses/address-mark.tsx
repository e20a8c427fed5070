// The mark of an address that is on a watch list, shown wherever the address is. One small question for the whole case answers all of them.
import type { ReactElement } from 'react';
import type { Result } from '../../../shared/channels.ts';
import { listLabel, WATCH_SIGN } from '../../../shared/watch-lists.ts';
import { oneLine } from '../../components/visible-text.ts';
import { useCall } from '../../data/queries.ts';

type Marks = Result<'addresses.marks'>;

interface Mark {
  /** ISO 3166-1 code of two letters; null where none is known. */
  country: string | null;
  /** In words: the lists with their dates. */
  words: string;
}

/** Made once for each answer, however many flags ask. */
const tables = new WeakMap<Marks, ReadonlyMap<string, Mark>>();

function tableOf(marks: Marks): ReadonlyMap<string, Mark> {
  let table = tables.get(marks);
  if (!table) {
    const labels = marks.lists.map((list) => oneLine(listLabel(list)));
    const words = (lists: readonly number[]): string =>
      `on the watch ${lists.length === 1 ? 'list' : 'lists'} ${lists.map((list) => labels[list]).join(', ')}`;
    table = new Map(marks.rows.map(({ address, country, lists }) => [address, { country, words: words(lists) }]));
    tables.set(marks, table);
  }
  return table;
}

/** By address: those of the case that are on a watch list. Empty until they are known. */
export function useMarks(): ReadonlyMap<string, Mark> | null {
  const { data } = useCall('addresses.marks', {}, { keep: true });
  return data ? tableOf(data) : null;
}

/** An address with its mark right beside it, whatever stands around them; as it is, where it has none. */
export function Flagged({ address, children }: { address: string; children: ReactElement }) {
  const isMarked = useMarks()?.has(address) === true;
  if (!isMarked) return children;
  return (
    <span className="tc-flagged">
      {/* Before it: behind, the mark would be cut off with the end of the text. */}
      <AddressMark address={address} />
      {children}
    </span>
  );
}

/** ◉ with the lists in its title; nothing for an address that is on none. */
export function AddressMark({ address, country = false }: { address: string; country?: boolean }) {
  const mark = useMarks()?.get(address);
  if (!mark) return null;
  return (
    <span className="tc-flag" role="img" aria-label={mark.words} title={mark.words} data-testid="address-flag">
      {WATCH_SIGN}
      {country && mark.country !== null && ` ${mark.country}`}
    </span>
  );
}
