// The class of every call: what the timeline's colours stand for, found once per call and not per event.
import { EVENT_CLASSES, type EventClass } from '../../../shared/timeline.ts';
import type { CaseEvents } from '../columns/case-events.ts';
import { flagsOf } from '../columns/flags.ts';
import { condition } from '../filter/condition.ts';
import { markedCalls } from './markers/registry.ts';

export const CLASSES = EVENT_CLASSES.length;

const place = (name: EventClass): number => EVENT_CLASSES.indexOf(name);
const [READ, WRITE, PRIVILEGE, DENIED, ERROR] = [place('read'), place('write'), place('privilege'), place('denied'), place('error')];

const known = new WeakMap<CaseEvents, Uint8Array>();

/** By row id of a call: place of its class in EVENT_CLASSES. */
export function classOfCalls(events: CaseEvents): Uint8Array {
  let classes = known.get(events);
  if (!classes) {
    const { privilege, logging } = markedCalls(events);
    const isWrite = flagsOf(events, condition('call', { kind: 'values', field: 'readOnly', values: ['false'] }));
    classes = events.outcomeOfCalls().map((outcome, call) => {
      if (outcome !== 0) return outcome === 1 ? DENIED : ERROR;
      if (privilege[call] !== 0 || logging[call] !== 0) return PRIVILEGE;
      return isWrite[call] === 1 ? WRITE : READ;
    });
    known.set(events, classes);
  }
  return classes;
}

export function classAt(number: number): EventClass {
  return EVENT_CLASSES[number] as EventClass;
}
