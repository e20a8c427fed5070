// Groups of keys put together into batches that are fetched, parsed and stored whole. Their size depends on nothing but the listing, so that an import that
// goes on after a kill makes the same ones.
import type { Group, RecordFile } from './s3-plan.ts';

/** Objects and bytes of one batch, which becomes one transaction: the first ones are small, so that all have work soon. */
const FIRST_OBJECTS = 32;
const MOST_OBJECTS = 1024;
const MOST_BYTES = 9_000_000;

export interface Batch {
  groups: Group[];
  documents: RecordFile[];
  /** What its groups come to, as they are listed. */
  objects: number;
  bytes: number;
}

/** Documents are batches of their own. @param amountOf how much of a group is wanted */
export async function* batchesOf(
  listed: AsyncIterable<{ group: Group } | { document: RecordFile }>,
  amountOf: (group: Group) => Pick<Batch, 'objects' | 'bytes'>,
): AsyncGenerator<Batch> {
  let batch = ofNothing();
  let most = FIRST_OBJECTS;
  for await (const one of listed) {
    if ('document' in one) {
      yield ofDocument(one.document);
      continue;
    }
    const { objects, bytes } = amountOf(one.group);
    if (batch.groups.length > 0 && (batch.objects + objects > most || batch.bytes + bytes > MOST_BYTES)) {
      yield batch;
      batch = ofNothing();
      most = Math.min(MOST_OBJECTS, most * 2);
    }
    batch.groups.push(one.group);
    batch.objects += objects;
    batch.bytes += bytes;
  }
  if (batch.groups.length > 0) yield batch;
}

function ofNothing(): Batch {
  return { groups: [], documents: [], objects: 0, bytes: 0 };
}

function ofDocument(document: RecordFile): Batch {
  return { ...ofNothing(), documents: [document] };
}
