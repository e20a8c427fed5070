// Worker thread that hashes a file, portion after portion, and passes their memory on to the thread that reads it, to be filled again.
import { createHash, type Hash } from 'node:crypto';
import { type MessagePort, parentPort } from 'node:worker_threads';
import type { LargeRequest } from './large-worker.ts';

/** In this order: `begin`, any number of portions, `end`. */
export type HashRequest =
  | {
      /** Names of hashes in Node. */
      begin: readonly string[];
      /** To whoever reads the file: memory goes there, so that no busy thread stands between. */
      reader: MessagePort;
    }
  | { memory: ArrayBuffer; from: number; to: number }
  | { end: true };

/** At the end: the hashes in hex, by their names in Node. */
export type HashAnswer = Record<string, string>;

let hashes: { name: string; hash: Hash }[] = [];
let reader: MessagePort | null = null;

parentPort?.on('message', (request: HashRequest) => {
  if ('begin' in request) {
    hashes = request.begin.map((name) => ({ name, hash: createHash(name) }));
    reader = request.reader;
  } else if ('end' in request) {
    parentPort?.postMessage(Object.fromEntries(hashes.map(({ name, hash }) => [name, hash.digest('hex')])) satisfies HashAnswer);
  } else {
    const { memory, from, to } = request;
    const bytes = new Uint8Array(memory, from, to - from);
    for (const { hash } of hashes) hash.update(bytes);
    reader?.postMessage({ open: null, reuse: memory } satisfies LargeRequest, [memory]);
  }
});
