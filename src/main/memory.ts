// Memory of buffers, given back when it is known that nobody needs them: the garbage collector counts it, but cannot see it.

/**
 * Frees the memory under a buffer, which is empty from then on. Only for buffers that nobody else has a view of.
 * Left to the collector, megabytes per item make it walk the whole heap every few items: a tenth of an import.
 */
export function release(bytes: Uint8Array): void {
  // A short one may share a piece of Node's pool with others.
  if (bytes.buffer.byteLength !== Buffer.poolSize) releaseMemory(bytes.buffer);
}

/** The same of memory in which several things may stand. */
export function releaseMemory(memory: ArrayBufferLike): void {
  // ECMAScript 2024; the type library in use is older.
  (memory as ArrayBuffer & { transfer(length: number): ArrayBuffer }).transfer(0);
}
