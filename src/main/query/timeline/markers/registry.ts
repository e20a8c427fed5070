// Every rule of markers, and which calls of a case they mark. To add one: a file here, and a line below.
import type { MarkerKind } from '../../../../shared/timeline.ts';
import type { CaseEvents } from '../../columns/case-events.ts';
import { leaving } from './leaving.ts';
import { logging } from './logging.ts';
import { privilege } from './privilege.ts';
import type { MarkedCall, MarkerRule } from './rule.ts';
import { signIn } from './signin.ts';

export const MARKER_RULES: readonly MarkerRule[] = [signIn, privilege, logging, leaving];

/** By row id of a call: 0 for none, else the place of its MarkedCall among those of the kind, from 1. */
type MarkedCalls = Readonly<Record<MarkerKind, Uint8Array>>;

const BY_KIND = new Map(MARKER_RULES.map(({ kind, calls }) => [kind, calls]));

export function callsOfKind(kind: MarkerKind): readonly MarkedCall[] {
  return BY_KIND.get(kind) ?? [];
}

const known = new WeakMap<CaseEvents, MarkedCalls>();

export function markedCalls(events: CaseEvents): MarkedCalls {
  let marked = known.get(events);
  if (!marked) {
    marked = Object.fromEntries(MARKER_RULES.map(({ kind, calls }) => [kind, placesOf(events, calls)])) as MarkedCalls;
    known.set(events, marked);
  }
  return marked;
}

function placesOf(events: CaseEvents, calls: readonly MarkedCall[]): Uint8Array {
  const [name, source] = [events.dimension('eventName'), events.dimension('eventSource')];
  const places = new Map<string, number>();
  calls.forEach(({ eventName, eventSource }, i) => {
    const numbers = [name.numberOf(eventName), source.numberOf(eventSource)];
    if (!numbers.includes(0)) places.set(numbers.join(' '), i + 1);
  });
  if (places.size === 0) return new Uint8Array(name.numbers.length);
  return Uint8Array.from(name.numbers, (number, call) => places.get(`${number} ${source.numbers[call]}`) ?? 0);
}
