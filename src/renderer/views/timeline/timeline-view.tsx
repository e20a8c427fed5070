// Events over time: density by class above, markers, and lanes of one kind of value below; far out as counts, near as single events.
import { HTMLSelect } from '@blueprintjs/core';
import { useId, useMemo } from 'react';
import { grouped } from '../../../shared/text.ts';
import { LANE_FIELDS, LANE_KINDS, LANE_TITLES, type LaneKind } from '../../../shared/timeline.ts';
import { Empty } from '../../components/states.tsx';
import { Door } from '../../components/texts.tsx';
import { useCall, useCase } from '../../data/queries.ts';
import { useView } from '../../state/view-context.tsx';
import { NoEvents } from '../events/no-events.tsx';
import { WithFacets } from '../facets/facet-panel.tsx';
import { NoEvidence } from '../import/no-evidence.tsx';
import { wholeSpan } from './spans.ts';
import { TimelineBoard } from './timeline-board.tsx';

export function TimelineView() {
  const info = useCase();
  const { state, openEvents } = useView();
  const count = useCall('events.count', { filter: state.filter }, { keep: true });
  const { firstEvent, lastEvent } = info;
  const whole = useMemo(
    () => (firstEvent && lastEvent ? wholeSpan(Date.parse(firstEvent), Date.parse(lastEvent)) : null),
    [firstEvent, lastEvent],
  );
  if (whole === null && info.events === 0 && info.evidence.items === 0)
    return <NoEvidence>Here you will see events over time: how many, whose, and what stands out.</NoEvidence>;
  if (whole === null) {
    return (
      <Empty title={info.events > 0 ? 'No event of this case has a readable time' : 'No events in this case yet'} testid="no-timeline">
        The timeline shows events by their time.
        {info.events > 0 && (
          <>
            {' '}
            <Door title="Lists them" onOpen={() => openEvents('')}>
              {info.events === 1 ? '1 event without one' : `${grouped(info.events)} events without one`}
            </Door>{' '}
            can be read in the list.
          </>
        )}
      </Empty>
    );
  }
  return (
    <WithFacets>
      {count.data?.total === 0 && !count.isPlaceholderData ? (
        <NoEvents filter={state.filter} clear={() => openEvents('')} />
      ) : (
        <TimelineBoard whole={whole} undated={count.data?.undated ?? 0} lanesBy={<LanesBy />} />
      )}
    </WithFacets>
  );
}

function LanesBy() {
  const { state, go } = useView();
  const id = useId();
  return (
    <span className="tc-toolbar-text tc-lanes-by">
      <label htmlFor={id}>Lanes</label>{' '}
      <HTMLSelect
        id={id}
        value={state.timelineBy}
        onChange={({ currentTarget }) => go({ timelineBy: currentTarget.value as LaneKind })}
        title={`What the lanes stand for; of each, ${LANE_FIELDS[state.timelineBy]}:VALUE filters to it`}
        data-testid="timeline-by"
        options={LANE_KINDS.map((kind) => ({ value: kind, label: LANE_TITLES[kind] }))}
      />
    </span>
  );
}
