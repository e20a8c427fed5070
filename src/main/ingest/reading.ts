// What the parts of a content reader share: the window that is being read, what the content was found to be, and how a value in it is added.
import type { ItemKind } from '../../shared/domain.ts';
import type { ShapeName } from '../../shared/shapes.ts';
import { duplicateKey } from './duplicate-keys.ts';
import type { EventCollector } from './event-collector.ts';
import type { ItemText } from './item-text.ts';
import { isObject } from './json-scan.ts';
import { Layer } from './layer.ts';
import { looksLikeRecord } from './record-marks.ts';
import { EACH } from './shapes/shape.ts';
import { holdsRecord, originalIn } from './shapes/wrapped.ts';
import { addRecord, follow, readValue, shapeOf } from './values.ts';

/** What is read next. */
type State = 'head' | 'list' | 'tail' | 'trailing' | 'values' | 'lines' | 'table' | 'python' | 'ahead' | 'done';

/** The answer of a part that needs more of the content than the window holds. */
export const MORE = -1;

/** The answer of a search that found nothing. */
export const NONE = -2;

/** Characters of bytes that became no event which a problem shows. */
export const SHOWN = 200;

/** How often content may be scanned in vain for the end of a broken value: bounds the work on text made to deceive. */
const SCANS = 16;

export class Reading {
  /** What the content was recognised as; settled by the first window. */
  kind: ItemKind = 'notCloudTrail';
  shape: ShapeName | '' = '';
  state: State = 'head';
  readonly into: EventCollector;
  text!: ItemText;
  layer!: Layer;
  /** Whether the content ends with the window. */
  last = false;
  /** Bytes scanned in vain. */
  inVain = 0;
  /** Of content that is looked through for its first record: where that began in it, in bytes, what stands there, and how many lines were asked. */
  ahead = { from: 0, shown: '', asked: 0 };
  /** Whether it was told that commas stand between values. */
  commaTold = false;

  constructor(into: EventCollector) {
    this.into = into;
  }

  /** Goes on with the next window. */
  show(text: ItemText, last: boolean): void {
    this.text = text;
    this.layer = new Layer(text);
    this.last = last;
    this.into.fast?.begin();
  }

  get mayScan(): boolean {
    // By all of the content so far, not by the window: each may end within a value, which is scanned in vain until the next has it whole.
    return this.inVain < SCANS * (this.into.base + this.text.bytes.length);
  }

  /** Notes what the content is; the first that is recognised counts. */
  settle(shape: ShapeName, sample: unknown): void {
    if (this.shape !== '') return;
    this.shape = shape;
    this.kind = isInsight(sample) ? 'insight' : 'log';
  }

  /** Notes what the content is, if this value of it is known. */
  settleBy(value: unknown): void {
    if (looksLikeRecord(value)) this.settle(originalIn(value) === undefined ? 'record-lines' : 'wrapped', value);
    else if (isObject(value)) {
      const shape = shapeOf(value);
      if (shape) this.settle(shape.name, value);
    } else if (isKnown(value)) this.settle('wrapped', value);
  }

  /** Nothing more is to be read. */
  end(): number {
    this.state = 'done';
    return this.text.bytes.length;
  }

  /** Reads records of the common form from `at` on; index after the last of them, or `at`. */
  quick(at: number, lines: boolean, last: boolean): number {
    const { fast } = this.into;
    if (fast === null || !this.text.isUtf8) return at;
    return fast.read(this.text, at, lines, last, this.into, (from, to) => {
      const value = this.text.parse(from, to);
      if (isObject(value)) addRecord(this.layer, value, from, to, this.into, null, true);
    });
  }

  /**
   * Reads a value that holds records, and a list of such values where one is not expected.
   * @returns false when it holds none: then nothing was added
   */
  add(value: unknown, from: number, to: number): boolean {
    const { layer, into } = this;
    const before = into.problems.length;
    if (!readValue(layer, value, from, to, into)) {
      if (!Array.isArray(value) || !value.some(isKnown)) return false;
      follow({ layer, value, from, to }, [EACH], { times: [], time: null, into, depth: 0 });
    }
    if (!looksLikeRecord(value)) this.checkNames(from, to, before);
    return true;
  }

  /** Says that what is around records has two members of one name, if none of the records has: the last was read, the other may hold a record too. */
  checkNames(from: number, to: number, problemsBefore: number): void {
    const { layer, into } = this;
    for (let i = problemsBefore; i < into.problems.length; i++) if (into.problems[i]?.code === 'KEY_DUPLICATE') return;
    const name = duplicateKey(layer.text, from, to);
    if (name !== null) into.problem('KEY_DUPLICATE', name, from, to - from, null, false);
  }
}

/** Whether a value is a record or holds some. */
export function isKnown(value: unknown): boolean {
  return looksLikeRecord(value) || (isObject(value) && shapeOf(value) !== null) || (typeof value === 'string' && holdsRecord(value));
}

function isInsight(record: unknown): boolean {
  return isObject(record) && (record.eventType === 'AwsCloudTrailInsight' || record.eventCategory === 'Insight');
}
