// Events that mark a story: single ones where there are few, else counted in bins. Which calls those are stands in markers/.
import type { Args, Result } from '../../../shared/channels.ts';
import type { Marker, MarkerCount, MarkerKind, MarkersOfKind } from '../../../shared/timeline.ts';
import { eventId, type StoredRow } from '../../case/event-rows.ts';
import { type Bits, hasBit, noBits, setBit } from '../columns/bits.ts';
import type { CaseEvents } from '../columns/case-events.ts';
import { DENIED, FAILED } from '../columns/outcomes.ts';
import type { Selection } from '../columns/selections.ts';
import { EventLists } from '../event-list.ts';
import { RawRecords } from '../lineage/raw-records.ts';
import { callsOfKind, markedCalls } from './markers/registry.ts';
import type { Look, MarkedCall } from './markers/rule.ts';
import { Patience } from './patience.ts';
import { withinSpan } from './span.ts';

/** APIs that are named in a bin. */
const NAMED = 3;

/** By the numbers of columns/outcomes.ts. */
const OUTCOMES: readonly Marker['outcome'][] = ['done', 'denied', 'failed'];

/** @param selection what the filter leaves */
export function markers(
  events: CaseEvents,
  selection: Selection,
  asked: Args<'timeline.markers'>,
  patience = new Patience(),
): Result<'timeline.markers'> {
  const within = withinSpan(events, selection, asked.from, asked.to);
  return { kinds: [...new Set(asked.kinds)].map((kind) => ofKind(events, within, kind, asked, patience)) };
}

function ofKind(
  events: CaseEvents,
  within: Selection,
  kind: MarkerKind,
  asked: Args<'timeline.markers'>,
  patience: Patience,
): MarkersOfKind {
  const places = markedCalls(events)[kind];
  const records: number[] = [];
  const flags = places.map((place) => (place === 0 ? 0 : 1));
  if (flags.includes(1))
    events.recordsOf('call', flags.length).forEach(flags, (record) => {
      if (hasBit(within.bits, record)) records.push(record);
    });
  const total = records.length;
  if (total > asked.most) return { kind, total, markers: null, counts: counted(events, records, kind, asked), others: 0, unread: 0 };
  const bits: Bits = noBits(events.last);
  for (const record of records) setBit(bits, record);
  const rows = total === 0 ? [] : [...new EventLists(events.db).iterate({ bits, count: total, unreadable: [] }, 'asc')];
  const looks = looksOf(events);
  const found = rows.map((row) => {
    const call = callsOfKind(kind)[(places[events.columns.call[row.record] as number] as number) - 1] as MarkedCall;
    const look = call.look === undefined ? {} : looks.at(row.record, call.look, patience);
    return { marker: markerOf(events, kind, row, call, look), isOther: look?.isOther === true };
  });
  const single = found.filter(({ isOther }) => !isOther).map(({ marker }) => marker);
  return {
    kind,
    total,
    markers: single,
    counts: null,
    others: found.length - single.length,
    unread: single.filter(({ looked }) => !looked).length,
  };
}

/** @param look null: not yet */
function markerOf(events: CaseEvents, kind: MarkerKind, row: StoredRow, call: MarkedCall, look: Look | null): Marker {
  const who = events.dimension('who');
  const number = who.numbers[events.columns.identity[row.record] as number] as number;
  const time = row.timeMs as number;
  return {
    kind,
    id: eventId({ ...row, sha256: row.evidence }),
    time,
    second: Math.floor(time / 1000) * 1000,
    eventName: call.eventName,
    eventSource: call.eventSource,
    outcome: OUTCOMES[events.outcomes().of(row.record)] as Marker['outcome'],
    words: look?.words ?? call.words,
    looked: look !== null,
    who: number === 0 ? null : who.text(number),
    sourceIPAddress: row.sourceIPAddress,
  };
}

function counted(
  events: CaseEvents,
  records: readonly number[],
  kind: MarkerKind,
  { from, to, bins }: Args<'timeline.markers'>,
): MarkerCount[] {
  const { time, call } = events.columns;
  const outcomes = events.outcomes();
  const places = markedCalls(events)[kind];
  const calls = callsOfKind(kind);
  const width = (to - from) / bins;
  const found = new Map<number, { count: number; denied: number; failed: number; ofCall: Map<number, number> }>();
  for (const record of records) {
    const bin = Math.min(Math.floor((((time[record] as number) - from) * bins) / (to - from)), bins - 1);
    const own = found.get(bin) ?? { count: 0, denied: 0, failed: 0, ofCall: new Map<number, number>() };
    found.set(bin, own);
    const id = call[record] as number;
    const outcome = outcomes.of(record);
    own.count++;
    if (outcome === DENIED) own.denied++;
    if (outcome === FAILED) own.failed++;
    own.ofCall.set(places[id] as number, (own.ofCall.get(places[id] as number) ?? 0) + 1);
  }
  return [...found]
    .sort(([a], [b]) => a - b)
    .map(([bin, { ofCall, ...counts }]) => ({
      kind,
      from: from + bin * width,
      to: from + (bin + 1) * width,
      ...counts,
      names: mostNamed([...ofCall].map(([place, count]) => ({ value: (calls[place - 1] as MarkedCall).eventName, count }))),
    }));
}

function mostNamed(names: { value: string; count: number }[]): { value: string; count: number }[] {
  return names.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1)).slice(0, NAMED);
}

/** Looks remembered. */
const REMEMBERED = 20_000;

/** What the records of single markers say, each read once. */
class Looks {
  private readonly raw: RawRecords;
  private readonly found = new Map<number, Look>();

  constructor(events: CaseEvents) {
    this.raw = new RawRecords(events.db);
  }

  /** Null while there is no time to read it. */
  at(record: number, look: (record: unknown) => Look, patience: Patience): Look | null {
    const known = this.found.get(record);
    if (known) return known;
    if (patience.isOver()) return null;
    const found = look(this.raw.value(record));
    if (this.found.size >= REMEMBERED) this.found.clear();
    this.found.set(record, found);
    return found;
  }
}

const looked = new WeakMap<CaseEvents, Looks>();

function looksOf(events: CaseEvents): Looks {
  let looks = looked.get(events);
  if (!looks) {
    looks = new Looks(events);
    looked.set(events, looks);
  }
  return looks;
}
