// Single events in a lane: alone, side by side in their second, or counted as one where they would be stacked. Pure, tested.
import { isOwnCall, OWN_CALL_SIGN, OWN_CALL_WORDS } from '../../../../shared/own-calls.ts';
import { plural } from '../../../../shared/text.ts';
import type { LaneEvent } from '../../../../shared/timeline.ts';
import { eventWords } from '../../../components/event-name.ts';
import { oneLine } from '../../../components/visible-text.ts';
import { CLASS_WORDS, type Parts, partsWords } from '../counts.ts';
import { timeText } from '../time-text.ts';
import type { CrowdItem, EventItem, TogetherItem } from './item-kinds.ts';
import { LETTER_PX, SIGN_PX } from './lines.ts';

/** Signs within a second; the others are counted. */
const MOST_TOGETHER = 12;
/** More single events than this within a sign's width are one mark: lanes stay low. */
const MOST_STACKED = 3;

/** @param rows in order of time; those without one are left out */
export function eventItems(
  lane: string,
  rows: readonly LaneEvent[],
  zone: string,
  msPerPx: number,
): (EventItem | CrowdItem | TogetherItem)[] {
  const dated = rows.filter((row) => row.timeMs !== null);
  const items: (EventItem | CrowdItem | TogetherItem)[] = [];
  for (let at = 0; at < dated.length; ) {
    const first = dated[at] as LaneEvent;
    // What begins within the width of a sign would be stacked on it.
    const reach = first.second + Math.max(1000, SIGN_PX * msPerPx);
    let end = at + 1;
    while (end < dated.length && (dated[end] as LaneEvent).second < reach) end++;
    const some = dated.slice(at, end);
    const isOneSecond = some.every(({ second }) => second === first.second);
    const next = dated[end];
    if (some.length > MOST_STACKED && !isOneSecond) items.push(crowdItem(lane, some, zone));
    else items.push(...secondsOf(some).map((same) => secondItem(lane, same, zone)));
    const last = items.at(-1);
    if (last?.kind === 'event' && some.length === 1) {
      const room = next ? (next.second - first.second) / msPerPx : Number.POSITIVE_INFINITY;
      last.isNamed = room > SIGN_PX * 1.5 + eventWords(first).length * LETTER_PX;
    }
    at = end;
  }
  return items;
}

/** Rows of the same second together. */
function secondsOf(rows: readonly LaneEvent[]): LaneEvent[][] {
  const seconds = new Map<number, LaneEvent[]>();
  for (const row of rows) {
    const same = seconds.get(row.second);
    if (same) same.push(row);
    else seconds.set(row.second, [row]);
  }
  return [...seconds.values()];
}

function secondItem(lane: string, same: LaneEvent[], zone: string): EventItem | TogetherItem {
  const [first] = same as [LaneEvent];
  if (same.length === 1) {
    const from = first.timeMs ?? first.second;
    return {
      kind: 'event',
      id: `${lane} event ${first.id}`,
      lane,
      line: 0,
      from,
      to: from,
      row: first,
      isNamed: false,
      title: eventTitle(first, zone),
    };
  }
  const { second } = first;
  return {
    kind: 'together',
    id: `${lane} second ${second} of ${same.length}`,
    lane,
    line: 0,
    from: second,
    to: second + 1000,
    rows: same.slice(0, MOST_TOGETHER),
    more: Math.max(0, same.length - MOST_TOGETHER),
    title: `${same.length} events in the same second: their order is not known\n${timeText(second, zone)}`,
  };
}

function crowdItem(lane: string, rows: readonly LaneEvent[], zone: string): CrowdItem {
  const [from, to] = [rows[0]?.second ?? 0, (rows.at(-1)?.second ?? 0) + 1000];
  const parts: Parts = { read: 0, write: 0, privilege: 0, denied: 0, error: 0 };
  for (const row of rows) parts[row.class]++;
  return {
    kind: 'crowd',
    id: `${lane} crowd ${from} to ${to}`,
    lane,
    line: 0,
    from,
    to,
    count: rows.length,
    parts,
    title: `${partsWords(parts)}\n${timeText(from, zone)}\n– ${timeText(to, zone)}\nclick: nearer, where they stand singly`,
  };
}

/** What a single event says under the pointer. */
export function eventTitle(row: LaneEvent, zone: string): string {
  const { sign, word } = CLASS_WORDS[row.class];
  const lines = [
    eventWords(row),
    timeText(row.timeMs, zone),
    row.aboutCalls !== undefined
      ? 'no call'
      : `${sign} ${word}${row.errorCode ? `: ${row.errorCode}` : row.failedSignIn ? ': the sign-in failed' : row.untoldSignIn ? ': the record does not say whether it succeeded' : ''}`,
    [row.actor, row.sourceIPAddress].filter(Boolean).join(' from '),
    isOwnCall(row.userAgent) ? `${OWN_CALL_SIGN} ${OWN_CALL_WORDS}` : '',
    row.together > 1 ? `same second as ${plural(row.together - 1, 'other event')}: their order is not known` : '',
  ];
  return lines.filter(Boolean).map(oneLine).join('\n');
}
