// The busiest values of a field, each a handle, each count a door, with a bar for its share.
import type { SeenCount } from '../../../shared/domain.ts';
import { type FilterField, printTerm } from '../../../shared/filter.ts';
import { grouped } from '../../../shared/text.ts';
import { formatTime } from '../../../shared/time.ts';
import { Door } from '../../components/texts.tsx';
import { Value } from '../../components/value.tsx';
import { useZone } from '../../data/queries.ts';
import { useView } from '../../state/view-context.tsx';

interface TopListProps {
  title: string;
  field: FilterField;
  rows: readonly SeenCount[];
  /** What the bars are a share of. */
  total: number;
  /** Filter that the doors keep, e.g. the actor of a pivot page. */
  within?: string;
  /** Rows shown at first. */
  limit?: number;
}

export function TopList({ title, field, rows, total, within = '', limit = 8 }: TopListProps) {
  const { openEvents } = useView();
  const zone = useZone();
  const shown = rows.slice(0, limit);
  const most = Math.max(1, ...shown.map((row) => row.count));
  return (
    <section className="tc-top-list" aria-label={title} data-testid={`top-${field}`}>
      <h3>
        {title}
        {rows.length > limit && <span className="tc-dim"> {limit} busiest</span>}
      </h3>
      {shown.length === 0 && <p className="tc-dim">none in these events</p>}
      {shown.map((row) => (
        <div
          key={row.value}
          className="tc-top-row"
          title={`first ${formatTime(row.first, zone)}\nlast ${formatTime(row.last, zone)}\n${((row.count / Math.max(1, total)) * 100).toFixed(1)} % of ${grouped(total)} events`}
        >
          <div className="tc-top-bar" style={{ width: `${(row.count / most) * 100}%` }} />
          <Value field={field} value={row.value} />
          <Door
            title="These events"
            onOpen={() => openEvents(`${within} ${printTerm({ field, value: row.value, negated: false })}`.trim())}
          >
            {grouped(row.count)}
          </Door>
        </div>
      ))}
    </section>
  );
}
