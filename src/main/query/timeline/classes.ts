// The class of every event: what the timeline's colours stand for. Found once per call, and of sign-ins by the record.
import { EVENT_CLASSES, type EventClass } from '../../../shared/timeline.ts';
import type { CaseEvents } from '../columns/case-events.ts';
import { flagsOf } from '../columns/flags.ts';
import { ALLOWED, DENIED, type Outcomes } from '../columns/outcomes.ts';
import { condition } from '../filter/condition.ts';
import { markedCalls } from './markers/registry.ts';

export const CLASSES = EVENT_CLASSES.length;

const place = (name: EventClass): number => EVENT_CLASSES.indexOf(name);
const [READ, WRITE, PRIVILEGE, REFUSED, ERROR] = [place('read'), place('write'), place('privilege'), place('denied'), place('error')];

const known = new WeakMap<CaseEvents, EventClasses>();

class EventClasses {
  private readonly outcomes: Outcomes;
  private readonly call: Uint32Array;
  /** By row id of a call, where it ended without an error. */
  private readonly allowed: Uint8Array;

  constructor(events: CaseEvents) {
    const { privilege, logging } = markedCalls(events);
    const isWrite = flagsOf(events, condition('call', { kind: 'values', field: 'readOnly', values: ['false'] }));
    this.outcomes = events.outcomes();
    this.call = events.columns.call;
    this.allowed = isWrite.map((writes, call) => {
      if (privilege[call] !== 0 || logging[call] !== 0) return PRIVILEGE;
      return writes === 1 ? WRITE : READ;
    });
  }

  /** Place of a record's class in EVENT_CLASSES. */
  of(record: number): number {
    const outcome = this.outcomes.of(record);
    if (outcome === ALLOWED) return this.allowed[this.call[record] as number] as number;
    return outcome === DENIED ? REFUSED : ERROR;
  }
}

export function classesOf(events: CaseEvents): EventClasses {
  let classes = known.get(events);
  if (!classes) {
    classes = new EventClasses(events);
    known.set(events, classes);
  }
  return classes;
}

export function classAt(number: number): EventClass {
  return EVENT_CLASSES[number] as EventClass;
}
