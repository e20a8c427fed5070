// Work over stored records, cut into stretches: items, and parts of large ones, that a worker reads at once.
import type { EvidenceReader } from '../case/evidence.ts';

/** Records of an item, all of them or, of a large one, some. */
export interface Stretch {
  evidence: number;
  /** Number of the first record, and how many. */
  first: number;
  records: number;
  /** Its content is not decoded at once. */
  large: boolean;
  /** Numbers of the records that are asked for, ascending; null: all. */
  only: Uint32Array | null;
}

/** An item of which records are asked for. */
export interface StretchItem {
  id: number;
  /** Bytes as delivered. */
  size: number;
  first: number;
  records: number;
  only: Uint32Array | null;
}

export interface StretchTask {
  /** Number of the task, from 0. */
  number: number;
  stretches: Stretch[];
}

/** A task with its share of the work. */
export interface SizedTask {
  task: StretchTask;
  /** Items that are done with it. */
  files: number;
  /** As delivered. */
  bytes: number;
  records: number;
}

/** Enough work to outweigh a message. */
const TASK_BYTES = 2_000_000;
const TASK_ITEMS = 64;
/** Records of a large item per task. */
const TASK_RECORDS = 20_000;

/** Large items in several tasks, small ones together. */
export function* stretchTasks(items: readonly StretchItem[], evidence: Pick<EvidenceReader, 'isLarge'>): Generator<SizedTask> {
  let number = 0;
  const sized = (stretches: Stretch[], files: number, bytes: number): SizedTask => ({
    task: { number: number++, stretches },
    files,
    bytes,
    records: stretches.reduce((sum, { only, records }) => sum + (only?.length ?? records), 0),
  });
  let waiting: Stretch[] = [];
  let bytes = 0;
  for (const { id, size, ...records } of items) {
    const large = evidence.isLarge(id);
    if (waiting.length > 0 && (large || bytes + size > TASK_BYTES || waiting.length >= TASK_ITEMS)) {
      yield sized(waiting, waiting.length, bytes);
      waiting = [];
      bytes = 0;
    }
    const stretch = { evidence: id, ...records, large };
    if (large) {
      const parts = partsOf(stretch);
      const share = (of: number): number => Math.floor((size * of) / parts.length);
      for (const [i, part] of parts.entries()) yield sized([part], i === parts.length - 1 ? 1 : 0, share(i + 1) - share(i));
    } else {
      waiting.push(stretch);
      bytes += size;
    }
  }
  if (waiting.length > 0) yield sized(waiting, waiting.length, bytes);
}

/** The parts of a large item in which records are asked for. */
function partsOf(whole: Stretch): Stretch[] {
  const parts: Stretch[] = [];
  for (let done = 0; done < whole.records; done += TASK_RECORDS) {
    const first = whole.first + done;
    const records = Math.min(TASK_RECORDS, whole.records - done);
    const only = whole.only && within(whole.only, first, records);
    if (only?.length !== 0) parts.push({ ...whole, first, records, only });
  }
  return parts;
}

/**
 * The numbers from `first` on, less than `first + records`, out of ascending ones; null when none of these is missing.
 * A copy: a part of an array would be sent to a worker together with the whole.
 */
export function within(numbers: Uint32Array, first: number, records: number): Uint32Array | null {
  const from = atLeast(numbers, first);
  const to = atLeast(numbers, first + records);
  return to - from === records ? null : numbers.slice(from, to);
}

/** Whether a number is among those of a stretch. */
export function isAsked({ only }: Stretch, number: number): boolean {
  return only === null || only[atLeast(only, number)] === number;
}

/** Place of the first of ascending numbers that is not less. */
function atLeast(numbers: Uint32Array, least: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] as number) < least) low = middle + 1;
    else high = middle;
  }
  return low;
}
