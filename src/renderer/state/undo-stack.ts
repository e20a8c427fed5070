// What was done and can be taken back, newest last: a stack with a place in it. Pure but for the deeds themselves; one runs at a time.
import { grouped } from '../../shared/text.ts';

/** An act that can be taken back. Both ways call the engine, which adds a version each time: nothing in a case is ever erased. */
export interface Deed {
  /** What was done, as it is told: "Bookmark removed". */
  words: string;
  /** Restores what was there before; answers a Partly where not all of it. Throws what the engine answers. */
  undo(): Promise<unknown>;
  /** Does it again. */
  redo(): Promise<unknown>;
}

/** Answered by a deed that did not come to all of what it is of: the rest was changed since, and is as it was left. */
export class Partly {
  readonly words: string;

  constructor(done: number, all: number) {
    this.words = `${grouped(done)} of ${grouped(all)}; what was changed since is left as it is`;
  }
}

/** An act that was taken back or done again. */
export interface Turned {
  words: string;
  /** How much of it, where that is not all. */
  partly: string | null;
}

/** Somebody wrote since: what would be put on top is not what they have seen. The act can no longer be taken back, or done again. */
export class ChangedSince extends Error {
  // As an error of the engine is shown.
  readonly code = 'CHANGED_SINCE';
  readonly advice = 'Nothing was taken back or done again. Its history has every version.';

  /** @param what its name, as a sentence begins with it: "The finding" */
  constructor(what: string) {
    super(`${what} was changed since, here or in another window.`);
    this.name = 'ChangedSince';
  }
}

export interface UndoState {
  /** What Ctrl+Z takes back; null: nothing. */
  undo: string | null;
  /** What Ctrl+Shift+Z does again; null: nothing. */
  redo: string | null;
}

const LONGEST = 100;
const NOTHING: UndoState = { undo: null, redo: null };

export class UndoStack {
  #deeds: readonly Deed[] = [];
  /** Deeds before this place are done, those from it on are taken back. */
  #at = 0;
  #busy = false;
  #state: UndoState = NOTHING;
  readonly #listeners = new Set<() => void>();

  /** The same object until something changes. */
  get state(): UndoState {
    return this.#state;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Puts an act that has succeeded on the stack; what was taken back before it can no longer be done again. */
  did(deed: Deed): void {
    this.#deeds = [...this.#deeds.slice(0, this.#at), deed].slice(-LONGEST);
    this.#at = this.#deeds.length;
    this.#changed();
  }

  /**
   * Takes the last act back. @returns the act; null where there is none or one is on its way. Throws where the engine refuses: it can be tried again,
   * unless it is ChangedSince.
   */
  async undo(): Promise<Turned | null> {
    return this.#run(this.#deeds[this.#at - 1], (deed) => deed.undo(), -1);
  }

  /** Does again what was taken back last; as undo(). */
  async redo(): Promise<Turned | null> {
    return this.#run(this.#deeds[this.#at], (deed) => deed.redo(), 1);
  }

  /** Another case: what was done in the last one is no longer within reach. */
  clear(): void {
    this.#deeds = [];
    this.#at = 0;
    this.#changed();
  }

  async #run(deed: Deed | undefined, way: (deed: Deed) => Promise<unknown>, step: 1 | -1): Promise<Turned | null> {
    if (!deed || this.#busy) return null;
    this.#busy = true;
    let turned: Turned;
    try {
      const answer = await way(deed);
      turned = { words: deed.words, partly: answer instanceof Partly ? answer.words : null };
    } catch (error) {
      // It would stand in the way of those before it for good.
      if (error instanceof ChangedSince) this.#drop(deed);
      throw error;
    } finally {
      this.#busy = false;
    }
    // While it ran, another act may have come on top, or the case may have been closed.
    const index = this.#deeds.indexOf(deed);
    if (index < 0) return turned;
    const isNext = index === (step < 0 ? this.#at - 1 : this.#at);
    if (isNext) this.#at += step;
    else {
      // Below a newer act it would be taken back a second time.
      this.#deeds = this.#deeds.filter((one) => one !== deed);
      this.#at--;
    }
    this.#changed();
    return turned;
  }

  #drop(deed: Deed): void {
    const index = this.#deeds.indexOf(deed);
    if (index < 0) return;
    this.#deeds = this.#deeds.filter((one) => one !== deed);
    if (index < this.#at) this.#at--;
    this.#changed();
  }

  #changed(): void {
    this.#state = { undo: this.#deeds[this.#at - 1]?.words ?? null, redo: this.#deeds[this.#at]?.words ?? null };
    for (const listener of this.#listeners) listener();
  }
}
