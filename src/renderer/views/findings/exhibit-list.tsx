// The events of a finding in order of time, for and against, each with its reason; those that the case lacks are said to be missing.
import type { Exhibit } from '../../../shared/findings.ts';
import { ActorValue } from '../../components/actor-value.tsx';
import { dragSource } from '../../components/drag-events.ts';
import { eventWords } from '../../components/event-name.ts';
import { OfEvent } from '../../components/of-event.tsx';
import { OutcomeGlyph } from '../../components/outcome-marks.tsx';
import { Time } from '../../components/texts.tsx';
import { Value } from '../../components/value.tsx';
import { oneLine, visibleText } from '../../components/visible-text.ts';
import { useView } from '../../state/view-context.tsx';

export function ExhibitList({ exhibits }: { exhibits: readonly Exhibit[] }) {
  const { state, select } = useView();
  if (exhibits.length === 0)
    return (
      <p className="tc-dim tc-small">No event is cited yet. Press f on an event, or drag events here or onto Findings in the navigation.</p>
    );
  return (
    <ol className="tc-exhibits" data-testid="exhibits">
      {exhibits.map(({ id, side, reason, row }) => (
        <li
          key={id}
          className={`tc-exhibit tc-exhibit-${side}${state.selectedEventId === id ? ' tc-selected' : ''}`}
          data-testid="exhibit"
          data-event-id={id}
          {...(row && dragSource(() => ({ ids: [id], text: id })))}
        >
          <span className="tc-exhibit-side">{side === 'supporting' ? '+ for' : '− against'}</span>
          {row ? (
            <OfEvent value={row}>
              <OutcomeGlyph row={row} />
              <Time ms={row.timeMs} />
              <button type="button" className="tc-door" onClick={() => select(id)}>
                {oneLine(eventWords(row))}
              </button>
              <ActorValue row={row} />
              <Value field="sourceIPAddress" value={row.sourceIPAddress} />
            </OfEvent>
          ) : (
            <span className="tc-verdict-missing" title={id}>
              ∅ not in the case: {id.slice(0, 16)}…
            </span>
          )}
          {reason !== '' && <p className="tc-exhibit-reason">{visibleText(reason)}</p>}
        </li>
      ))}
    </ol>
  );
}
