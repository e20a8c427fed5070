// What chart, markers and lanes show, as tables for whoever cannot see them.
import { grouped, plural } from '../../../shared/text.ts';
import { formatTime } from '../../../shared/time.ts';
import { EVENT_CLASSES } from '../../../shared/timeline.ts';
import { useZone } from '../../data/queries.ts';
import type { Span } from '../../state/view-state.ts';
import { CLASS_WORDS } from './counts.ts';
import type { LaneRow, Lanes } from './lanes/rows.ts';
import { LAYER_WORDS, type MarkerSpot, type Stretch } from './layers.ts';
import { type Edge, edgeWords } from './links.ts';

interface SummaryProps {
  id: string;
  span: Span;
  laneTitle: string;
  rows: readonly LaneRow[];
  lanes: Lanes | undefined;
  spots: readonly MarkerSpot[];
  stretches: readonly Stretch[];
  edges: readonly Edge[];
}

const MOST = 40;

export function Summary({ id, span, laneTitle, rows, lanes, spots, stretches, edges }: SummaryProps) {
  const zone = useZone();
  const isSeen = ({ from, to }: Span) => to >= span.from && from <= span.to;
  const told = stretches.filter((stretch) => isSeen(stretch) && (stretch.layer === 'unattested' || stretch.layer === 'uncovered'));
  const markers = spots.filter(isSeen);
  return (
    <div className="tc-offscreen" id={id} data-testid="timeline-summary">
      <table>
        <caption>
          {laneTitle}, events from {formatTime(span.from, zone)} to {formatTime(span.to, zone)} and a little around it
        </caption>
        <thead>
          <tr>
            <th scope="col">Lane</th>
            <th scope="col">Events</th>
            {EVENT_CLASSES.map((name) => (
              <th scope="col" key={name}>
                {CLASS_WORDS[name].word}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, i) => {
            const bins = row.kind === 'others' ? lanes?.others.bins : lanes?.lanes[i]?.bins;
            return (
              <tr key={row.id}>
                <th scope="row">{row.kind === 'others' ? `${grouped(row.values)} others` : row.value || '(none)'}</th>
                <td>{grouped(row.count)}</td>
                {EVENT_CLASSES.map((name) => (
                  <td key={name}>{grouped((bins ?? []).reduce((sum, bin) => sum + bin[name], 0))}</td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
      <ul>
        {markers.slice(0, MOST).map((spot) => (
          <li key={spot.id}>
            {LAYER_WORDS[spot.kind].label}: {spot.marker ? spot.label : plural(spot.count, 'event')}, {formatTime(spot.from, zone)}
          </li>
        ))}
        {markers.length > MOST && <li>{grouped(markers.length - MOST)} more markers</li>}
        {told.slice(0, MOST).map((stretch) => (
          <li key={`${stretch.layer} ${stretch.from}`}>
            {stretch.words}: {formatTime(stretch.from, zone)} to {formatTime(stretch.to, zone)}
          </li>
        ))}
        {edges.slice(0, MOST).map((edge) => (
          <li key={`${edge.from.id} ${edge.key} ${edge.toLane}`}>{edgeWords(edge, zone).split('\n').slice(0, 4).join(', ')}</li>
        ))}
      </ul>
    </div>
  );
}
