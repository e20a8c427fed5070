// How the tests of ingest read content: events as slices of the bytes, and an account of every byte.
import { applySteps } from '../../../src/main/decode/steps.ts';
import { Dictionaries } from '../../../src/main/ingest/dictionaries.ts';
import { readContent } from '../../../src/main/ingest/read-content.ts';
import type { ParsedContent } from '../../../src/shared/parsed-item.ts';

export interface Read extends ParsedContent {
  content: Buffer;
  /** The exact text of each event. */
  texts: string[];
  /** JSON.parse of each event's bytes: throws when one is not JSON. */
  records: any[];
  codes: string[];
  /** Codes attached to an event. */
  codesOf(event: number): string[];
}

export function read(from: string | Buffer): Read {
  const content = typeof from === 'string' ? Buffer.from(from) : from;
  const parsed = readContent(content, new Dictionaries());
  const { events, problems } = parsed;
  const texts = Array.from({ length: events.count }, (_, i) => {
    const offset = events.offset[i] as number;
    const bytes = content.subarray(offset, offset + (events.length[i] as number));
    return applySteps(bytes, events.stepTexts[events.steps?.[i] ?? 0] as string).toString('utf8');
  });
  return {
    ...parsed,
    content,
    texts,
    records: texts.map((text) => JSON.parse(text)),
    codes: problems.map((problem) => problem.code),
    codesOf: (event) => problems.filter((problem) => problem.event === event).map((problem) => problem.code),
  };
}

/** Bytes that are neither in an event nor in the range of a problem. Events must stand in order and not overlap. */
export function unaccounted({ content, events, problems }: Read): string {
  const known = new Uint8Array(content.length);
  let before = 0;
  for (let i = 0; i < events.count; i++) {
    const offset = events.offset[i] as number;
    if (offset < before) throw new Error(`event ${i} begins before the one before it ends`);
    before = offset + (events.length[i] as number);
    known.fill(1, offset, before);
  }
  for (const { offset, length } of problems) if (offset !== null && length !== null) known.fill(1, offset, offset + length);
  return Buffer.from(content.filter((_, i) => known[i] === 0)).toString('latin1');
}
