// The events of a finding while it is written: reasons, which side they speak for, and events dropped or named.
import { Button } from '@blueprintjs/core';
import { Cross, SwapHorizontal } from '@blueprintjs/icons';
import type { CitedEvent, Exhibit, FindingBody } from '../../../shared/findings.ts';
import { useEventDrop } from '../../components/drag-events.ts';
import { ShortTime } from '../../components/short-time.tsx';
import { oneLine } from '../../components/visible-text.ts';
import { useCall } from '../../data/queries.ts';
import { useView } from '../../state/view-context.tsx';
import { withEvents } from './with-events.ts';

type Side = Exhibit['side'];
const SIDES: readonly Side[] = ['supporting', 'contradicting'];
const WORDS: Record<Side, string> = { supporting: 'Supporting events', contradicting: 'Contradicting events' };

interface FieldsProps {
  body: FindingBody;
  onChange: (patch: Partial<FindingBody>) => void;
}

export function CitedFields({ body, onChange }: FieldsProps) {
  return SIDES.map((side) => <SideFields key={side} side={side} body={body} onChange={onChange} />);
}

function SideFields({ side, body, onChange }: FieldsProps & { side: Side }) {
  const { state, select } = useView();
  const list = body[side];
  const other: Side = side === 'supporting' ? 'contradicting' : 'supporting';
  const references = list.map(({ id }) => ({ kind: 'event' as const, value: id }));
  const { data } = useCall('findings.references', { references }, { enabled: list.length > 0, keep: true });
  const known = new Map((data?.references ?? []).map((one) => [one.value, one]));
  const drop = useEventDrop((ids) => onChange(withEvents(body, side, ids)));
  const put = (next: CitedEvent[]) => onChange({ [side]: next });
  const selected = state.selectedEventId;
  return (
    <section
      className={`tc-cited${drop.isOver ? ' tc-drop-over' : ''}`}
      aria-label={WORDS[side]}
      data-testid={`cited-${side}`}
      {...drop.props}
    >
      <header className="tc-block-head">
        <h3>{WORDS[side]}</h3>
        <Button
          size="small"
          variant="minimal"
          text="Add the open event"
          disabled={selected === null}
          onClick={() => selected !== null && onChange(withEvents(body, side, [selected]))}
        />
      </header>
      {list.length === 0 && <p className="tc-dim tc-small">None. Drag events here, or open one and add it.</p>}
      <ul className="tc-list">
        {list.map((one) => {
          const event = known.get(one.id);
          return (
            <li key={one.id} className="tc-cited-row">
              <button type="button" className="tc-door tc-ellipsis" title={one.id} onClick={() => select(one.id)}>
                {event?.state === 'missing' ? `∅ not in the case: ${one.id.slice(0, 12)}…` : oneLine(event?.label ?? '…')}
              </button>
              {event?.state === 'there' && <ShortTime ms={event.timeMs} />}
              <input
                className="bp6-input bp6-small tc-grow"
                value={one.reason}
                maxLength={2000}
                placeholder="Why"
                aria-label="Why this event is cited"
                onChange={({ target }) => put(list.map((each) => (each.id === one.id ? { ...each, reason: target.value } : each)))}
              />
              <Button
                size="small"
                variant="minimal"
                icon={<SwapHorizontal size={12} />}
                aria-label={`It speaks ${side === 'supporting' ? 'against' : 'for'} the finding`}
                title={side === 'supporting' ? 'Speaks against' : 'Speaks for'}
                onClick={() => onChange({ [side]: list.filter(({ id }) => id !== one.id), [other]: [...body[other], one] })}
              />
              <Button
                size="small"
                variant="minimal"
                icon={<Cross size={12} />}
                aria-label="Cite it no longer"
                onClick={() => put(list.filter(({ id }) => id !== one.id))}
              />
            </li>
          );
        })}
      </ul>
    </section>
  );
}
