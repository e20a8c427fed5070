// What happened in accounts before certain moments, by anyone: one walk over the case for any number of questions.
import type { ChangeField } from '../../../shared/unusual.ts';
import { IdBatches } from '../columns/bits.ts';
import type { CaseEvents } from '../columns/case-events.ts';
import { COLUMNS } from '../filter/columns.ts';
import { Pace } from '../pieces.ts';
import { countBefore } from './ordered.ts';
import { valuesOf } from './values.ts';

export interface AskedBefore {
  field: ChangeField;
  /** Number of the value, as in `valuesOf`. */
  value: number;
  /** Number of the account, null for the whole case. */
  account: number | null;
  /** ms UTC. */
  time: number;
}

export interface SeenBefore {
  /** Events before that time. */
  events: number;
  /** Those of them with the value. */
  withValue: number;
  /** ms UTC of the first of these. */
  first: number | null;
}

/** For `account` in typed arrays: the whole case. No account has this number. */
const CASE = -1;

/** Of each question what is seen before its time. In pieces. */
export function* seenBefore(events: CaseEvents, asked: readonly AskedBefore[]): Generator<void, SeenBefore[]> {
  if (asked.length === 0) return [];
  const accounts = events.dimension('accountId');
  const questions: Questions = {
    until: Float64Array.from(asked, ({ time }) => time),
    account: Int32Array.from(asked, ({ account }) => account ?? CASE),
    withValue: new Uint32Array(asked.length),
    first: new Float64Array(asked.length).fill(Number.POSITIVE_INFINITY),
  };
  const pace = new Pace();
  const ofCall = questionsOf(events, asked, 'call');
  if (pace.isOver()) yield;
  const ofOrigin = questionsOf(events, asked, 'origin');
  const spans = new Spans(asked.map(({ time }) => time));
  /** By account and span. */
  const counts = new Uint32Array(accounts.size * spans.size);

  const { call, origin, time } = events.columns;
  const batches = new IdBatches(events.dated);
  const { ids } = batches;
  for (let n = batches.next(); n > 0; n = batches.next()) {
    for (let i = 0; i < n; i++) {
      const record = ids[i] as number;
      const at = time[record] as number;
      if (at >= spans.end) continue;
      const ownCall = call[record] as number;
      const own = accounts.numbers[ownCall] as number;
      const span = own * spans.size + spans.of(at);
      counts[span] = (counts[span] as number) + 1;
      note(questions, ofCall, ownCall, own, at);
      note(questions, ofOrigin, origin[record] as number, own, at);
    }
    if (pace.isOver()) yield;
  }
  const before = (account: number, until: number): number => {
    let sum = 0;
    for (let span = 0; span < until; span++) sum += counts[account * spans.size + span] as number;
    return sum;
  };
  return asked.map(({ account, time: until }, question) => {
    const span = spans.endingAt(until);
    const all = account === null ? Array.from({ length: accounts.size }, (_, one) => one) : [account];
    const withValue = questions.withValue[question] as number;
    return {
      events: all.reduce((sum, one) => sum + before(one, span), 0),
      withValue,
      first: withValue === 0 ? null : (questions.first[question] as number),
    };
  });
}

/** The spans of time between some instants: span n lies before the n-th of them, and after the one before that. */
class Spans {
  readonly size: number;
  /** The last instant: what is not before it is in none. */
  readonly end: number;
  private readonly ends: Float64Array;
  private span = 0;
  private from = Number.NEGATIVE_INFINITY;
  private to: number;

  /** @param instants ms UTC, at least one, in any order */
  constructor(instants: readonly number[]) {
    this.ends = Float64Array.from(new Set(instants)).sort();
    this.size = this.ends.length;
    this.end = this.ends[this.size - 1] as number;
    this.to = this.ends[0] as number;
  }

  /** Number of the span of a time before the end. Neighbours mostly fall into the same one. */
  of(time: number): number {
    if (time >= this.from && time < this.to) return this.span;
    // Instants are whole milliseconds: those at most `time`.
    this.span = countBefore(this.ends, time + 1);
    this.from = this.span === 0 ? Number.NEGATIVE_INFINITY : (this.ends[this.span - 1] as number);
    this.to = this.ends[this.span] as number;
    return this.span;
  }

  /** How many spans lie before one of the instants. */
  endingAt(instant: number): number {
    return countBefore(this.ends, instant) + 1;
  }
}

/** By number of the question. */
interface Questions {
  until: Float64Array;
  /** Number of the account or CASE. */
  account: Int32Array;
  withValue: Uint32Array;
  /** ms UTC; +∞ without such an event. */
  first: Float64Array;
}

/** The questions about each combination: those of the id n stand in `list` from starts[n] to starts[n + 1]. */
interface OfCombination {
  starts: Uint32Array;
  list: Uint32Array;
}

/** Counts an event for the questions about its combination. */
function note({ until, account, withValue, first }: Questions, { starts, list }: OfCombination, id: number, own: number, at: number): void {
  for (let i = starts[id] as number, end = starts[id + 1] as number; i < end; i++) {
    const question = list[i] as number;
    const of = account[question] as number;
    if (at >= (until[question] as number) || (of !== own && of !== CASE)) continue;
    if (at < (first[question] as number)) first[question] = at;
    withValue[question] = (withValue[question] as number) + 1;
  }
}

function questionsOf(events: CaseEvents, asked: readonly AskedBefore[], of: 'call' | 'origin'): OfCombination {
  const fields = [...new Set(asked.map(({ field }) => field))].filter((field) => COLUMNS[field].of === of);
  const byValue = fields.map((field) => {
    const { numbers, size } = valuesOf(events, field);
    const questions = new Array<number[] | null>(size).fill(null);
    for (const [question, one] of asked.entries())
      if (one.field === field) questions[one.value] = [...(questions[one.value] ?? []), question];
    return { numbers, questions };
  });
  const size = events.dimension(of === 'call' ? 'eventName' : 'userAgent').numbers.length;
  const starts = new Uint32Array(size + 1);
  const list: number[] = [];
  for (let id = 0; id < size; id++) {
    for (const { numbers, questions } of byValue) {
      const about = questions[numbers[id] as number];
      if (about) for (const question of about) list.push(question);
    }
    starts[id + 1] = list.length;
  }
  return { starts, list: Uint32Array.from(list) };
}
