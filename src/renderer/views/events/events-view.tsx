// Every event that the filter gives, as a table.
import { Button } from '@blueprintjs/core';
import { plural } from '../../components/texts.tsx';
import { useCall } from '../../data/queries.ts';
import { useView } from '../../state/view-context.tsx';
import { WithFacets } from '../facets/facet-panel.tsx';
import { ColumnChooser, useColumns } from './column-chooser.tsx';
import { EventsTable } from './events-table.tsx';
import { EventsHistogram } from './histogram.tsx';
import { NoEvents } from './no-events.tsx';

export function EventsView() {
  const { state, openEvents, go } = useView();
  const { columns, chosen, choose } = useColumns();
  const count = useCall('events.count', { filter: state.filter }, { keep: true });
  return (
    <WithFacets>
      <section className="tc-view tc-view-table" aria-label="Events">
        <div className="tc-toolbar">
          <span className="tc-toolbar-text">
            {count.data && plural(count.data.total, 'event')}
            {state.filter !== '' &&
              count.data &&
              ` ${count.data.total === 1 ? 'matches' : 'match'} the filter${count.data.reading ? ' so far' : ''}`}
            {count.data && count.data.undated > 0 && (
              <span className="tc-dim">
                {' '}
                · {plural(count.data.undated, 'undated event', 'undated events')}, {count.data.undated === 1 ? 'it stands' : 'they stand'}{' '}
                last
              </span>
            )}
          </span>
          <Button size="small" variant="minimal" text="Show on the timeline" onClick={() => go({ view: 'timeline' })} />
          <ColumnChooser chosen={chosen} choose={choose} />
        </div>
        <EventsHistogram />
        <EventsTable
          filter={state.filter}
          columns={columns}
          label="Events"
          empty={<NoEvents clear={() => openEvents('')} filter={state.filter} />}
        />
      </section>
    </WithFacets>
  );
}
