// Takes a picture's model from what is on screen.
import type { CaseInfo } from '../../../../shared/domain.ts';
import { grouped } from '../../../../shared/text.ts';
import { LANE_TITLES } from '../../../../shared/timeline.ts';
import type { TimelineLayer } from '../../../../shared/timeline-layers.ts';
import type { Span } from '../../../state/view-state.ts';
import type { Shown } from '../use-shown.ts';
import type { TimelineData } from '../use-timeline-data.ts';
import type { PictureModel } from './model.ts';

interface OnScreen {
  info: CaseInfo;
  filter: string;
  span: Span;
  data: TimelineData;
  shown: Shown;
  hidden: readonly TimelineLayer[];
  /** Events without a readable time. */
  undated: number;
  /** What AWS's digests say, in a sentence. */
  attested: string | null;
}

/** Null while chart or lanes are not known. */
export function pictureModel({ info, filter, span, data, shown, hidden, undated, attested }: OnScreen): PictureModel | null {
  if (!data.density || !data.lanes) return null;
  const { rows, items, spots, stretches, edges, scene } = shown;
  const { otherLanes, lanes } = data.lanes;
  return {
    caseTitle: info.case.title || info.case.path.replace(/^.*[\\/]/, ''),
    filter,
    zone: scene.zone,
    span,
    lanesTitle: LANE_TITLES[data.lanesBy],
    bins: data.density.bins,
    rows,
    items,
    spots,
    stretches,
    notes: scene.notes,
    edges: edges ?? [],
    edgeLanes: lanes.map(({ value }) => value),
    hidden,
    left: [
      ...(otherLanes > 0 ? [`${grouped(otherLanes)} more ${LANE_TITLES[data.lanesBy].toLowerCase()} share the last lane.`] : []),
      ...(undated > 0 ? [`${grouped(undated)} undated events are not drawn.`] : []),
      ...(attested === null ? [] : [attested]),
    ],
  };
}
