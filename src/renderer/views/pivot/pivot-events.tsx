// The events of an entity. The filter bar holds here too: what stands above is of the whole case, the list of both.
import type { Result } from '../../../shared/channels.ts';
import { bothFilters } from '../../../shared/filter-edit.ts';
import { plural } from '../../components/texts.tsx';
import { useCall } from '../../data/queries.ts';
import { useView } from '../../state/view-context.tsx';
import { ColumnChooser, useColumns } from '../events/column-chooser.tsx';
import { EventsTable } from '../events/events-table.tsx';
import { NoEvents } from '../events/no-events.tsx';

export function PivotEvents({ page }: { page: Result<'pivot'> }) {
  const { state, go } = useView();
  const { columns, chosen, choose } = useColumns();
  const filter = bothFilters(page.filter, state.filter) ?? page.filter;
  const listed = useCall('events.count', { filter }, { keep: true });
  return (
    <>
      <div className="tc-toolbar">
        <span className="tc-toolbar-text">
          Its events
          {state.filter !== '' && listed.data && (
            <span className="tc-dim"> · {plural(listed.data.total, 'event')} that also match the filter bar</span>
          )}
        </span>
        <ColumnChooser chosen={chosen} choose={choose} />
      </div>
      <EventsTable
        filter={filter}
        columns={columns}
        label="Its events"
        empty={<NoEvents filter={filter} clear={() => go({ filter: '' })} />}
      />
    </>
  );
}
