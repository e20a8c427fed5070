// Hashes already in the case, in memory shared with the workers: a known file is hashed, but not parsed again.
// It only saves work. A false hit or a miss is harmless, since the writer decides by the whole hash.

export class KnownHashes {
  /** Pass this to a worker. */
  readonly shared: SharedArrayBuffer;
  private readonly words: Int32Array;
  private readonly mask: number;
  private used = 0;

  constructor(shared: SharedArrayBuffer) {
    this.shared = shared;
    this.words = new Int32Array(shared);
    this.mask = this.words.length / 2 - 1;
  }

  /** @param expected number of hashes it will hold */
  static forCount(expected: number): KnownHashes {
    // Containers may hold any number of files that nobody knows of yet.
    let slots = 1 << 17;
    while (slots < expected * 2) slots *= 2;
    return new KnownHashes(new SharedArrayBuffer(slots * 8));
  }

  /** To be called by one thread only. Enters nothing more when the table is so full that searching it would take longer than it saves. */
  add(sha256: Uint8Array): void {
    if (this.used * 4 > this.mask * 3) return;
    this.used++;
    const { first, second } = halves(sha256);
    let slot = first & this.mask;
    while (Atomics.load(this.words, slot * 2) !== 0) slot = (slot + 1) & this.mask;
    Atomics.store(this.words, slot * 2 + 1, second);
    Atomics.store(this.words, slot * 2, first);
  }

  mayHave(sha256: Uint8Array): boolean {
    const { first, second } = halves(sha256);
    let slot = first & this.mask;
    for (;;) {
      const found = Atomics.load(this.words, slot * 2);
      if (found === 0) return false;
      if (found === first && Atomics.load(this.words, slot * 2 + 1) === second) return true;
      slot = (slot + 1) & this.mask;
    }
  }
}

/** Two words of a hash; the first is never 0, which marks an empty slot. */
function halves(sha256: Uint8Array): { first: number; second: number } {
  const view = new DataView(sha256.buffer, sha256.byteOffset, 32);
  return { first: view.getInt32(0) || 1, second: view.getInt32(4) };
}
