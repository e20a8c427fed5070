// How long one question of the timeline reads records: each may lie in an item of its own, which is decompressed for it. What was read is kept, and
// the rest is read when the question is asked again: so the next question never waits for long.

/** ms. */
const READING = 60;

export class Patience {
  private readonly ms: number;
  private until: number | null = null;

  /** @param ms for reading; 0: nothing is read, Infinity: all */
  constructor(ms = READING) {
    this.ms = ms;
  }

  /** Whether no more is read. The time runs from the first time that this is asked. */
  isOver(): boolean {
    const now = performance.now();
    this.until ??= now + this.ms;
    return now >= this.until;
  }
}
