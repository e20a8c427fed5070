// What decompressed content is, and the events in it.
import type { ParsedContent } from '../../shared/parsed-item.ts';
import { containerType } from '../decode/container-marks.ts';
import { unopenedType } from '../decode/unopened-marks.ts';
import { ContentReader } from './content-reader.ts';
import type { Dictionaries } from './dictionaries.ts';
import { EventCollector } from './event-collector.ts';
import { ItemText } from './item-text.ts';

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
  if (isUnopened(content, into)) return { ...NOTHING, kind: 'unreadable', events: into.finish(), problems: into.problems };
  if (!mayBeText(content)) return { ...NOTHING, kind: 'notCloudTrail', events: into.finish(), problems: [] };
  const start = content[0] === 0xef && content[1] === 0xbb && content[2] === 0xbf ? 3 : 0;
  const reader = new ContentReader(into);
  reader.read(new ItemText(content), start, true);
  const { kind, shape } = reader;
  if (start > 0 && shape !== '') into.problem('BYTE_ORDER_MARK', '', 0, 3, null, false);
  return { kind, shape, events: into.finish(), problems: into.problems };
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
