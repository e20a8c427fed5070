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
    const first = word(sha256, 0) || 1;
    const second = word(sha256, 4);
    let slot = first & this.mask;
    while (Atomics.load(this.words, slot * 2) !== 0) slot = (slot + 1) & this.mask;
    Atomics.store(this.words, slot * 2 + 1, second);
    Atomics.store(this.words, slot * 2, first);
  }

  mayHave(sha256: Uint8Array): boolean {
    const first = word(sha256, 0) || 1;
    const second = word(sha256, 4);
    let slot = first & this.mask;
    for (;;) {
      const found = Atomics.load(this.words, slot * 2);
      if (found === 0) return false;
      if (found === first && Atomics.load(this.words, slot * 2 + 1) === second) return true;
      slot = (slot + 1) & this.mask;
    }
  }
}

/** Four bytes of a hash. The first word is never entered as 0, which marks an empty slot. */
function word(bytes: Uint8Array, at: number): number {
  return ((bytes[at] as number) << 24) | ((bytes[at + 1] as number) << 16) | ((bytes[at + 2] as number) << 8) | (bytes[at + 3] as number);
}
