// Credentials in a lane: from first to last use of each as a range. Pure, tested.
import type { Result } from '../../../../shared/channels.ts';
import { grouped, plural } from '../../../../shared/text.ts';
import type { LaneSession } from '../../../../shared/timeline.ts';
import { oneLine } from '../../../components/visible-text.ts';
import { timeText } from '../time-text.ts';
import type { SessionItem } from './item-kinds.ts';
import { MOST_SESSIONS } from './limits.ts';
import { type Lanes, laneId } from './rows.ts';

export type Sessions = Result<'timeline.sessions'>;

/** `dev-session · AssumeRole · ASIA…`: what stands on a range, the telling part first. */
export function sessionLabel({ key, sessionName, how, certainty }: LaneSession): string {
  const begun = how === null ? null : `${how}${certainty === 'inferred' ? ' (inferred)' : ''}`;
  return oneLine([sessionName, begun, key].filter((part) => part !== null).join(' · '));
}

/** `temporary key ASIA…, AssumeRole`: what a range is. */
function sessionWords({ key, type, sessionName, how, certainty }: LaneSession): string {
  const kind = type === 'long-term' ? 'long-term key' : type === 'temporary' ? 'temporary key' : 'key';
  const begun = how === null ? '' : `, ${how}${certainty === 'inferred' ? ' (inferred)' : ''}`;
  return oneLine(`${kind} ${key}${sessionName === null ? '' : `, session ${sessionName}`}${begun}`);
}

/** Those whose lane has its events singly. */
export function sessionItems(lanes: Lanes, { sessions }: Sessions, zone: string): SessionItem[] {
  return sessions.slice(0, MOST_SESSIONS).flatMap((session): SessionItem[] => {
    const lane = lanes.lanes[session.lane];
    // Above counts they would say little, and push them about.
    if (!lane?.single) return [];
    const id = laneId(lane.value);
    const title = [
      sessionWords(session),
      `${plural(session.count, 'event')}${session.denied > 0 ? `, ${grouped(session.denied)} denied` : ''} here`,
      `${timeText(session.first, zone)}\n– ${timeText(session.last, zone)}`,
      `in the whole case: ${plural(session.whole.count, 'event')}`,
      ...(session.issued === null ? [] : [`issued ${timeText(session.issued, zone)}`]),
      'click: only its events',
    ].join('\n');
    return [{ kind: 'session', id: `${id} key ${session.key}`, lane: id, line: 0, from: session.first, to: session.last, session, title }];
  });
}
