// Beside the chart: what its colours and patterns mean. Below the lanes: what stands for how much, what is not drawn, and what the times are.
import type { ReactNode } from 'react';
import { grouped, plural } from '../../../shared/text.ts';
import { LANE_TITLES, type LaneKind } from '../../../shared/timeline.ts';
import { FOOT_UP } from '../../../shared/timeline-picture/classes.ts';
import { CLASS_WORDS } from './counts.ts';
import { type LaneItem, standsFor } from './lanes/item-kinds.ts';
import { MOST_EVENTS } from './lanes/limits.ts';
import type { Lanes } from './lanes/rows.ts';
import { AXIS_HEIGHT, DENSITY_HEIGHT } from './paint.ts';

interface HeadLabelProps {
  total: number | undefined;
  most: number;
  zone: string;
  offset: string;
  width: number;
}

export function HeadLabel({ total, most, zone, offset, width }: HeadLabelProps) {
  return (
    <>
      <div className="tc-head-label" style={{ width, height: DENSITY_HEIGHT }}>
        <span>
          <strong>{total === undefined ? '…' : plural(total, 'event')}</strong> tallest bar {grouped(most)}
        </span>
        <span className="tc-head-classes">
          {FOOT_UP.toReversed().map((name) => (
            <span
              key={name}
              className="tc-head-class"
              title={`${CLASS_WORDS[name].word}: drawn ${name === 'read' ? 'plain' : 'with a pattern'}`}
            >
              <span className={`tc-head-swatch tc-class-${name}`} aria-hidden="true" />
              <span className={`tc-class-word tc-class-${name}`}>{CLASS_WORDS[name].sign}</span> {CLASS_WORDS[name].word}
            </span>
          ))}
        </span>
      </div>
      <div
        className="tc-head-zone"
        style={{ width, top: DENSITY_HEIGHT, height: AXIS_HEIGHT }}
        title={`Times are shown by the clock of ${zone} (UTC${offset})`}
      >
        {zone === 'UTC' ? 'UTC' : `${zone} UTC${offset}`}
      </div>
    </>
  );
}

interface TimelineNoteProps {
  by: LaneKind;
  lanes: Lanes | undefined;
  items: readonly LaneItem[];
  /** Lines of lineage that are not drawn. */
  leftEdges: number;
  attestation: string | null;
  zone: string;
  offset: string;
  children: ReactNode;
}

export function TimelineNote({ by, lanes, items, leftEdges, attestation, zone, offset, children }: TimelineNoteProps) {
  const { marks, aggregated, single } = standsFor(items);
  return (
    <p className="tc-note tc-pad tc-timeline-note" data-testid="timeline-note">
      {lanes && (
        <>
          {single > 0 && `${plural(single, 'event')} singly. `}
          {marks > 0 &&
            `${plural(marks, 'mark')} for ${plural(aggregated, 'event')}; single events appear at ${MOST_EVENTS} or fewer, lane by lane. `}
          {lanes.otherLanes > 0 && `${grouped(lanes.otherLanes)} more ${LANE_TITLES[by].toLowerCase()} share the last lane. `}
          {lanes.unread > 0 && `Records of ${plural(lanes.unread, 'event')} are still being read. `}
          {leftEdges > 0 && `${plural(leftEdges, 'line')} of lineage not drawn. `}
        </>
      )}
      {children} {attestation !== null && `${attestation} `}
      Times in {zone} (UTC{offset}). Empty does not mean that nothing happened.
    </p>
  );
}
