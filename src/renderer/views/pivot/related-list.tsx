// What else occurs in an entity's events: each value a handle, each count a door, with the first and the last time it was seen.
import { useState } from 'react';
import type { SeenCount } from '../../../shared/domain.ts';
import { isColumnFacet } from '../../../shared/facets.ts';
import { addTerm, type FilterField } from '../../../shared/filter.ts';
import { grouped } from '../../../shared/text.ts';
import { ShortTime } from '../../components/short-time.tsx';
import { Door } from '../../components/texts.tsx';
import { Value } from '../../components/value.tsx';
import { useView } from '../../state/view-context.tsx';
import { actorText } from './words.ts';

/** Rows shown before one asks for all that were counted. */
const FEW = 6;

interface RelatedListProps {
  title: string;
  field: FilterField;
  /** The most frequent of `distinct`. */
  rows: readonly SeenCount[];
  distinct: number;
  /** Filter of the page, which the doors keep. */
  within: string;
}

export function RelatedList({ title, field, rows, distinct, within }: RelatedListProps) {
  const { openEvents, go } = useView();
  const [all, setAll] = useState(false);
  const shown = all ? rows : rows.slice(0, FEW);
  const most = rows.reduce((max, { count }) => Math.max(max, count), 1);
  const openFacet = () =>
    go(
      field === 'resource'
        ? { view: 'resources', filter: within }
        : { view: 'events', filter: within, ...(isColumnFacet(field) ? { split: field } : {}) },
    );
  return (
    <section className="tc-related" aria-label={title} data-testid={`related-${field}`}>
      <header>
        <h3>
          <Door title={`These events, told apart by ${title.toLowerCase()}`} onOpen={openFacet}>
            {title}
          </Door>
        </h3>
        <span className="tc-dim">first</span>
        <span className="tc-dim">last</span>
      </header>
      {shown.map((row) => (
        <div key={row.value} className="tc-related-row">
          <span className="tc-related-value">
            <Value field={field} value={row.value} {...(field === 'who' && { text: actorText(row.value) })} />
            <span className="tc-top-bar" style={{ width: `${(row.count / most) * 100}%` }} />
          </span>
          <Door
            title="These events"
            testid="related-count"
            onOpen={() => openEvents(addTerm(within, { field, value: row.value, negated: false }))}
          >
            {grouped(row.count)}
          </Door>
          <ShortTime ms={row.first} />
          <ShortTime ms={row.last} />
        </div>
      ))}
      {rows.length > FEW && (
        <button type="button" className="tc-door tc-small" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? 'fewer' : `${grouped(distinct - FEW)} more of ${grouped(distinct)}`}
        </button>
      )}
      {all && distinct > rows.length && <NotListed field={field} count={distinct - rows.length} distinct={distinct} onOpen={openFacet} />}
    </section>
  );
}

interface NotListedProps {
  field: FilterField;
  count: number;
  distinct: number;
  onOpen: () => void;
}

/** Values that the page does not list, with the way to where they are, if there is one. */
function NotListed({ field, count, distinct, onOpen }: NotListedProps) {
  const text = `the ${grouped(count)} rarest of ${grouped(distinct)} are not listed`;
  if (field !== 'resource' && !isColumnFacet(field)) return <p className="tc-dim tc-small">{text}</p>;
  return (
    <Door className="tc-small" title="All of them, with search" onOpen={onOpen} testid="related-all">
      {text}: see all
    </Door>
  );
}
