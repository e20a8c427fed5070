// What decompressed content is, and the events in it.
import type { ItemKind } from '../../shared/domain.ts';
import type { ParsedContent } from '../../shared/parsed-item.ts';
import { containerType } from '../decode/container-marks.ts';
import { unopenedType } from '../decode/unopened-marks.ts';
import { ContentReader } from './content-reader.ts';
import type { Dictionaries } from './dictionaries.ts';
import { EventCollector } from './event-collector.ts';
import { ItemText } from './item-text.ts';
import { UnreadEvents } from './unread-events.ts';

/** An event takes about this many bytes: only a first guess for the size of the columns. */
const TYPICAL_RECORD = 1000;

const NOTHING = { shape: '' } as const;

/**
 * Reads decompressed content.
 * @param content bytes after decoding; offsets of events and problems count in them
 * @param dictionaries of this parser thread: combination ids in the result are theirs
 */
export function readContent(content: Buffer, dictionaries: Dictionaries): ParsedContent {
  const into = new EventCollector(dictionaries, Math.ceil(content.length / TYPICAL_RECORD));
  if (containerType(content) !== null) return { ...NOTHING, kind: 'container', events: into.finish(), problems: [] };
  const lookThrough = (): UnreadEvents => {
    const unread = new UnreadEvents(content.length);
    unread.push(content);
    return unread;
  };
  if (isUnopened(content, into)) {
    // Whatever stands at its beginning: what it has in clear is not let go.
    tellUnread('notCloudTrail', false, into, lookThrough);
    return { ...NOTHING, kind: 'unreadable', events: into.finish(), problems: into.problems };
  }
  if (!mayBeText(content)) {
    tellUnread('notCloudTrail', false, into, lookThrough);
    return { ...NOTHING, kind: 'notCloudTrail', events: into.finish(), problems: into.problems };
  }
  const start = content[0] === 0xef && content[1] === 0xbb && content[2] === 0xbf ? 3 : 0;
  const reader = new ContentReader(into);
  reader.read(new ItemText(content), start, true);
  const { kind, shape } = reader;
  if (shape === '') tellUnread(kind, true, into, lookThrough);
  if (start > 0 && shape !== '') into.problem('BYTE_ORDER_MARK', '', 0, 3, null, false);
  return { kind, shape, events: into.finish(), problems: into.problems };
}

/** Kinds of content of which nothing was read, and nothing is told yet. */
const UNREAD: readonly ItemKind[] = ['notCloudTrail', 'unknownJson', 'unknownCsv'];

/** A file without text that is longer, in bytes, is no log but a disk, a database, memory: it is told of, and stays where it was delivered. */
const LARGEST_KEPT = 64_000_000;

/**
 * Tells of content of which nothing was read that it has events in it all the same. By that its bytes are kept: case/not-kept.ts.
 * @param lookThrough gives what looked through all of it
 */
export function tellUnread(kind: ItemKind, isText: boolean, into: EventCollector, lookThrough: () => UnreadEvents): void {
  if (!UNREAD.includes(kind)) return;
  const unread = lookThrough();
  const place = unread.end();
  const code = isText || unread.length <= LARGEST_KEPT ? 'CONTENT_NAMES_EVENTS' : 'CONTENT_LARGE_NAMES_EVENTS';
  if (place !== null) into.problem(code, place.text, place.offset, 0, null, false);
}

/** Whether content is an archive, or packed otherwise, in a way that is not opened: then a problem says so. */
export function isUnopened(head: Buffer, into: EventCollector): boolean {
  const type = unopenedType(head);
  if (type !== null) into.problem('CONTENT_NOT_OPENED', type, 0, 0, null, false);
  return type !== null;
}

/** Binary files have NUL bytes early. JSON never has one; in what begins like JSON it is damage, and the rest is still to be read. */
export function mayBeText(content: Buffer): boolean {
  const head = content.subarray(0, 4096);
  return head.indexOf(0) < 0 || /^(\u00ef\u00bb\u00bf)?\s*[{[]\s*["{]/.test(head.toString('latin1'));
}
