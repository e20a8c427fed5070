// The events that support a candidate, as ordinary event rows, with what each stands for.
import type { EvidenceEvent } from '../../../shared/questions.ts';
import { useEventMenu } from '../../components/of-event.tsx';
import { oneLine } from '../../components/visible-text.ts';
import { useView } from '../../state/view-context.tsx';
import { columnsOf, gridTemplate } from '../events/columns.tsx';
import { EventCells } from '../events/event-cells.tsx';

/** Who acted stands above them. */
const COLUMNS = columnsOf(['time', 'eventName', 'sourceIPAddress', 'awsRegion']);

export function EvidenceRows({ events }: { events: readonly EvidenceEvent[] }) {
  const { state, select } = useView();
  const openEventMenu = useEventMenu();
  const template = `${gridTemplate(COLUMNS)} minmax(180px, 6fr)`;
  return (
    // biome-ignore lint/a11y/useSemanticElements: the rows are those of the tables of events, which cannot be a <table>
    <div className="tc-evidence-rows" role="table" aria-label="Evidence">
      {events.map(({ role, row }) => {
        const isSelected = row.id === state.selectedEventId;
        return (
          // biome-ignore lint/a11y/useSemanticElements: see above
          <div
            key={row.id}
            role="row"
            tabIndex={0}
            className={`tc-row tc-row-event${isSelected ? ' tc-selected' : ''}`}
            style={{ gridTemplateColumns: template }}
            aria-selected={isSelected}
            data-testid="evidence-event"
            data-event-id={row.id}
            onClick={() => select(row.id)}
            onKeyDown={(event) => event.key === 'Enter' && select(row.id)}
            onContextMenu={(pointer) => openEventMenu(pointer, row)}
          >
            <EventCells row={row} columns={COLUMNS} />
            {/* biome-ignore lint/a11y/useSemanticElements: see above */}
            <span role="cell" className="tc-cell tc-evidence-role" title={oneLine(role)}>
              {oneLine(role)}
            </span>
          </div>
        );
      })}
    </div>
  );
}
