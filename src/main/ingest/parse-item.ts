// From the bytes of an item as delivered to what the case stores of it. Pure: the same bytes give the same result.
import type { ItemKind } from '../../shared/domain.ts';
import type { ItemProblem, ParsedContent } from '../../shared/parsed-item.ts';
import { type ContentProblem, decodeContent, type Encoding } from '../content.ts';
import { release } from '../memory.ts';
import type { Dictionaries } from './dictionaries.ts';
import { readContent } from './read-content.ts';

export interface ParsedItem extends ParsedContent {
  encoding: Encoding;
  /** The content is too long to be read at once: nothing was read. See large-item.ts. */
  tooLarge: boolean;
}

/**
 * Decodes and reads one item. Combination ids in the result are those of the given dictionaries.
 * @param onContent is shown the decoded content; the memory is used again afterwards
 */
export function parseItem(delivered: Buffer, dictionaries: Dictionaries, onContent?: (content: Buffer) => void): ParsedItem {
  const content = decodeContent(delivered);
  if (content.bytes !== null) onContent?.(content.bytes);
  const parsed = readContent(content.bytes ?? Buffer.alloc(0), dictionaries);
  if (content.bytes !== null && content.bytes !== delivered) release(content.bytes);
  const problems = encodingProblems(content.problems);
  return {
    ...parsed,
    kind: kindOfDamaged(parsed.kind, problems),
    encoding: content.encoding,
    tooLarge: content.bytes === null,
    problems: [...problems, ...parsed.problems],
  };
}

/** Problems of an item's encoding. Their places do not count in the content but in the bytes of a layer: they stand in the text. */
export function encodingProblems(problems: readonly ContentProblem[]): ItemProblem[] {
  return problems.map(({ code, layer, detail, at }) => {
    const place = at === null ? '' : ` (at byte ${at} of ${layer === 0 ? 'the file as delivered' : `what its layer ${layer} decodes to`})`;
    return { code, detail: `${detail}${place}`, offset: null, length: null, event: null, isRecord: false };
  });
}

/** Nothing recognisable came out of damaged data: that is not "no CloudTrail file", it is one that nobody can read. */
export function kindOfDamaged(kind: ItemKind, encoding: readonly ItemProblem[]): ItemKind {
  return kind === 'notCloudTrail' && encoding.some(({ code }) => !code.endsWith('_TRAILING_BYTES')) ? 'unreadable' : kind;
}
