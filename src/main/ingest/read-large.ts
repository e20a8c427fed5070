// Reads content that comes in pieces: the same events and problems as reading it whole would give, in parts, in bounded memory.
import type { ItemKind } from '../../shared/domain.ts';
import type { EventColumns, ItemProblem } from '../../shared/parsed-item.ts';
import type { ShapeName } from '../../shared/shapes.ts';
import { containerType } from '../decode/container-marks.ts';
import { ContentReader } from './content-reader.ts';
import type { Dictionaries } from './dictionaries.ts';
import { EventCollector } from './event-collector.ts';
import { ItemText } from './item-text.ts';
import { isUnopened, mayBeText, tellUnread } from './read-content.ts';
import { UnreadEvents } from './unread-events.ts';

/** Longest window that is read at once, in bytes: a record, or a document without a list, must fit. V8 strings end a little above. */
const LARGEST_WINDOW = 512_000_000;

/** Bytes by which content is recognised: more than a reader of it whole ever asks. */
const HEAD = 4 * 1024 * 1024;

/** Events after which a part is given out: some megabytes of columns. */
const PART_EVENTS = 20_000;

export interface Part {
  events: EventColumns;
  problems: ItemProblem[];
}

export class LargeContentReader {
  private readonly onPart: (part: Part) => void;
  private readonly into: EventCollector;
  private readonly reader: ContentReader;
  /** What was not read yet. */
  private waiting: Buffer[] = [];
  private length = 0;
  /** Length that the window must have before reading goes on: it doubles while nothing in it is whole. */
  private wanted = 0;
  /** Where the window begins in the content. */
  private base = 0;
  private begun = false;
  private byteOrderMark = false;
  private ignored = false;
  private found: ItemKind | null = null;
  private isText = true;
  /** Looks through what nothing is read of. */
  private readonly unread = new UnreadEvents();

  /**
   * @param onPart called with events and problems in the order in which they stand in the content
   * @param head bytes by which the content is recognised: what it is must show in them
   */
  constructor(dictionaries: Dictionaries, onPart: (part: Part) => void, head = HEAD) {
    this.wanted = head;
    this.onPart = onPart;
    this.into = new EventCollector(dictionaries, 1024);
    this.reader = new ContentReader(this.into);
  }

  /** What the content is, as far as its beginning tells; null before that. */
  get kind(): ItemKind | null {
    return this.found ?? (this.reader.recognised ? this.reader.kind : null);
  }

  /** @param room bytes before the piece, in the same memory, that may be written over; 0 when the piece is the reader's to keep */
  push(piece: Buffer, room = 0): void {
    if (this.ignored) {
      if (!this.isText) this.unread.push(piece);
      return;
    }
    if (room > 0) {
      this.pushBorrowed(piece, room);
      return;
    }
    this.waiting.push(piece);
    this.length += piece.length;
    if (this.length >= this.wanted) this.read(false);
  }

  /** Reads a piece where it stands, behind what was left over: it must not be needed afterwards. */
  private pushBorrowed(piece: Buffer, room: number): void {
    const { length } = this;
    if (length > room || length + piece.length < this.wanted) {
      this.push(Buffer.from(piece));
      return;
    }
    const window = Buffer.from(piece.buffer, piece.byteOffset - length, length + piece.length);
    let at = 0;
    for (const left of this.waiting) at += left.copy(window, at);
    this.waiting = [window];
    this.length = window.length;
    this.read(false);
    this.waiting = this.waiting.map((left) => (left.buffer === window.buffer ? Buffer.from(left) : left));
  }

  /** To be called once, after the last piece. */
  end(): { kind: ItemKind; shape: ShapeName | '' } {
    if (!this.ignored) this.read(true);
    const { shape } = this.reader;
    this.into.base = 0;
    const kind = this.found ?? this.reader.kind;
    // What is not opened may have something in clear all the same.
    if (shape === '') tellUnread(this.isText ? kind : 'notCloudTrail', this.isText, this.into, () => this.unread);
    if (this.byteOrderMark && shape !== '') this.into.problem('BYTE_ORDER_MARK', '', 0, 3, null, false);
    this.give(true);
    return { kind, shape };
  }

  private read(last: boolean): void {
    const window = this.waiting.length === 1 ? (this.waiting[0] as Buffer) : Buffer.concat(this.waiting);
    let at = 0;
    if (!this.begun) {
      this.begun = true;
      this.found = kindOf(window, this.into);
      if (this.found !== null) {
        this.isText = this.found === 'container';
        if (!this.isText) this.unread.push(window);
        // Said at once: whether its bytes are kept depends on it.
        this.give();
        this.ignore();
        return;
      }
      this.byteOrderMark = window[0] === 0xef && window[1] === 0xbb && window[2] === 0xbf;
      if (this.byteOrderMark) at = 3;
    }
    this.into.base = this.base;
    const next = this.reader.read(new ItemText(window), at, last);
    if (this.into.events >= PART_EVENTS) this.give();
    if (next === at && !last && window.length > LARGEST_WINDOW) {
      this.into.problem('CONTENT_TOO_LARGE', `no record ends within ${LARGEST_WINDOW} bytes`, at, 0, null, false);
      if (this.reader.shape === '') this.found = 'unreadable';
      this.ignore();
      return;
    }
    // Nothing is read of it so far; and of what is read, none of it is asked any more.
    if (this.reader.recognised && this.reader.shape === '') this.unread.push(window.subarray(0, next));
    this.base += next;
    const rest = window.subarray(next);
    // A small rest of a large window must not keep it in memory.
    this.waiting = rest.length === 0 ? [] : [rest.length < window.length / 2 ? Buffer.from(rest) : rest];
    this.length = rest.length;
    this.wanted = next === at ? window.length * 2 : 0;
  }

  private ignore(): void {
    this.ignored = true;
    this.waiting = [];
    this.length = 0;
  }

  private give(last = false): void {
    const { events, problems } = this.into.take(last);
    if (events.count > 0 || problems.length > 0) this.onPart({ events, problems });
  }
}

/** What content is that is not read, by its beginning; null when it is to be read. */
function kindOf(head: Buffer, into: EventCollector): ItemKind | null {
  if (containerType(head) !== null) return 'container';
  if (isUnopened(head, into)) return 'unreadable';
  return mayBeText(head) ? null : 'notCloudTrail';
}
