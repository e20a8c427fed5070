// Every event that the filter gives, as a table.
import { Button } from '@blueprintjs/core';
import { Empty } from '../../components/states.tsx';
import { IsoTime, plural } from '../../components/texts.tsx';
import { useCall, useCase } from '../../data/queries.ts';
import { useView } from '../../state/view-context.tsx';
import { ColumnChooser, useColumns } from './column-chooser.tsx';
import { EventsTable } from './events-table.tsx';

export function EventsView() {
  const { state, openEvents, go } = useView();
  const { columns, chosen, choose } = useColumns();
  const count = useCall('events.count', { filter: state.filter }, { keep: true });
  return (
    <section className="tc-view tc-view-table" aria-label="Events">
      <div className="tc-toolbar">
        <span className="tc-toolbar-text">
          {count.data && plural(count.data.total, 'event')}
          {state.filter !== '' && count.data && ' match the filter'}
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
      <EventsTable
        filter={state.filter}
        columns={columns}
        label="Events"
        empty={<NoEvents clear={() => openEvents('')} filter={state.filter} />}
      />
    </section>
  );
}

/** Says what was searched and what the logs cover, so that nobody reads "none here" as "none happened". */
export function NoEvents({ filter, clear }: { filter: string; clear: () => void }) {
  const info = useCase();
  if (info.events === 0) {
    return (
      <Empty title="No events in this case yet" testid="no-events">
        Add evidence: CloudTrail log files, a folder of them, or drop them on this window.
      </Empty>
    );
  }
  return (
    <Empty title="No event matches" testid="no-events" action={<Button text="Clear the filter" onClick={clear} />}>
      <p>
        Searched {plural(info.events, 'event')} for <code>{filter}</code>.
      </p>
      <p>
        The archive holds events of {plural(info.accounts.length, 'account')} and {plural(info.regions.length, 'region')} between{' '}
        <IsoTime iso={info.firstEvent} /> and <IsoTime iso={info.lastEvent} />. What was never logged or never delivered cannot be found
        here.
      </p>
    </Empty>
  );
}
