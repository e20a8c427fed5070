// Long work over columns, made in pieces: between two of them other questions are answered, and it can be given up.
import { TrailcaseError } from '../../shared/errors.ts';
import { breathe, type JobControl } from '../jobs/progress.ts';

/** ms that one piece takes. */
const PIECE = 25;

/** Tells work when to let go. */
export class Pace {
  private until = performance.now() + PIECE;

  /** Whether a piece's time is over; the next one's then begins. */
  isOver(): boolean {
    const now = performance.now();
    if (now < this.until) return false;
    this.until = now + PIECE;
    return true;
  }
}

/** Made once, by whoever asks first or ahead of any question. */
export class InPieces<Made> {
  private readonly begin: () => Generator<void, Made>;
  private work: Generator<void, Made>;
  private made: { value: Made } | null = null;

  constructor(begin: () => Generator<void, Made>) {
    this.begin = begin;
    this.work = begin();
  }

  get isMade(): boolean {
    return this.made !== null;
  }

  /** Makes one piece. @returns whether all of it is made */
  advance(): boolean {
    if (this.made) return true;
    try {
      const next = this.work.next();
      if (next.done) this.made = { value: next.value };
    } catch (error) {
      // Else it would seem to have ended.
      this.work = this.begin();
      throw error;
    }
    return this.isMade;
  }

  /** All of it, at once. */
  whole(): Made {
    while (!this.advance());
    return (this.made as { value: Made }).value;
  }

  /** All of it, a piece at a time. What was made stays when it is cancelled. Errors: CANCELLED. */
  async make({ signal }: JobControl = {}): Promise<Made> {
    while (!this.isMade) {
      await breathe();
      if (signal?.aborted) throw new TrailcaseError('CANCELLED', 'Nobody waits for this answer any more');
      this.advance();
    }
    return this.whole();
  }
}

/** Makes pieces one after the other; other questions are answered between. Errors: CANCELLED. */
export async function inPieces(pieces: Generator<void>, { signal }: JobControl): Promise<void> {
  while (!pieces.next().done) {
    await breathe();
    if (signal?.aborted) throw new TrailcaseError('CANCELLED', 'Nobody waits for this answer any more');
  }
}

/** What pieces make, at once. */
export function atOnce<Made>(pieces: Generator<void, Made>): Made {
  for (;;) {
    const next = pieces.next();
    if (next.done) return next.value;
  }
}
