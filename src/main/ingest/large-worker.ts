// Worker thread for files too large to be read at once: one portion per request, so that the engine sets the pace.
import { closeSync, openSync, readSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';
import type { ItemKind } from '../../shared/domain.ts';
import type { NewCombinations } from '../../shared/parsed-item.ts';
import { Dictionaries } from './extract.ts';
import { type LargeEnd, LargeItem, toBlock } from './large-item.ts';
import type { Part } from './read-large.ts';

export interface LargeRequest {
  /** Opens this file; null: goes on with the one that is open. Bytes where the name is not UTF-8. */
  open: string | Uint8Array | null;
  /** Bytes to read. */
  portion: number;
}

export interface LargeAnswer {
  bytes: Uint8Array;
  kind: ItemKind | null;
  parts: Part[];
  blocks: Uint8Array[];
  fresh: { call: NewCombinations; identity: NewCombinations; origin: NewCombinations };
  /** With the last portion. */
  end: LargeEnd | null;
  failure: string | null;
}

const dictionaries = new Dictionaries();
let descriptor: number | null = null;
let item: LargeItem | null = null;
let parts: Part[] = [];
let blocks: Uint8Array[] = [];

function begin(path: string | Uint8Array): void {
  if (descriptor !== null) closeSync(descriptor);
  descriptor = openSync(typeof path === 'string' ? path : Buffer.from(path), 'r');
  const made = new LargeItem(dictionaries, {
    part: (part) => void parts.push(part),
    piece: (piece) => {
      if (!made.plain) blocks.push(toBlock(piece));
    },
  });
  item = made;
}

function answer(portion: number): LargeAnswer {
  const bytes = Buffer.allocUnsafeSlow(portion);
  let length = 0;
  while (length < portion) {
    const read = readSync(descriptor as number, bytes, length, portion - length, null);
    if (read === 0) break;
    length += read;
  }
  const now = item as LargeItem;
  const taken = bytes.subarray(0, length);
  if (length > 0) now.push(taken);
  const end = length < portion ? now.end() : null;
  const given = { bytes: taken, kind: end?.kind ?? now.kind, parts, blocks, fresh: dictionaries.takeNew(), end, failure: null };
  parts = [];
  blocks = [];
  return given;
}

parentPort?.on('message', ({ open, portion }: LargeRequest) => {
  try {
    if (open !== null) begin(open);
    parentPort?.postMessage(answer(portion));
  } catch (error) {
    const nothing = { from: 0, terms: [] };
    const fresh = { call: nothing, identity: nothing, origin: nothing };
    const failure = (error as Error).message;
    parentPort?.postMessage({
      bytes: new Uint8Array(0),
      kind: null,
      parts: [],
      blocks: [],
      fresh,
      end: null,
      failure,
    } satisfies LargeAnswer);
  }
});
