// From the bytes of an item as delivered to what the case stores of it. Pure: the same bytes give the same result.
import type { ParsedContent } from '../../shared/parsed-item.ts';
import { decodeContent, type Encoding } from '../content.ts';
import { release } from '../memory.ts';
import type { Dictionaries } from './extract.ts';
import { readContent } from './read-content.ts';

export interface ParsedItem extends ParsedContent {
  encoding: Encoding;
}

/** Decodes and reads one item. Combination ids in the result are those of the given dictionaries. */
export function parseItem(delivered: Buffer, dictionaries: Dictionaries): ParsedItem {
  const content = decodeContent(delivered);
  const parsed = readContent(content.bytes ?? Buffer.alloc(0), dictionaries);
  if (content.bytes !== null && content.bytes !== delivered) release(content.bytes);
  const problems = content.problems.map(({ code, detail, at }) => {
    // Its place counts in the bytes as delivered, not in the content: it stands in the text.
    const place = at === null ? '' : ` (at byte ${at} of the file as delivered)`;
    return { code, detail: `${detail}${place}`, offset: null, length: null, event: null, isRecord: false };
  });
  // Nothing recognisable came out of damaged data: that is not "no CloudTrail file", it is one that nobody can read.
  const unreadable = parsed.kind === 'notCloudTrail' && problems.some(({ code }) => !code.endsWith('_TRAILING_BYTES'));
  return {
    ...parsed,
    kind: unreadable ? 'unreadable' : parsed.kind,
    encoding: content.encoding,
    problems: [...problems, ...parsed.problems],
  };
}
