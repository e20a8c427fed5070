// Taking back, and doing again, what is kept in versions: on top of what this window wrote last, never on top of what somebody else wrote since.
import { CallError } from '../data/bridge.ts';
import { sameCase } from './same-case.ts';
import { ChangedSince, type Deed } from './undo-stack.ts';

interface Written {
  /** Number of the version that a turn wrote. */
  version: number;
  /** Number of the earlier version that it says again. */
  as: number;
}

/** Of each subject, what was written last by a turn. */
const last = new Map<string, Written>();

/** The number under which the text of a version stands now: its own, or that of the turn that restored it. */
const standsAs = (subject: string, version: number): number => {
  const written = last.get(subject);
  return written?.as === version ? written.version : version;
};

interface VersionedAct {
  words: string;
  /** Case and id of what was written. */
  subject: string;
  /** Its name in a sentence: "The finding". */
  what: string;
  /** Numbers of the version before the act (0: there was none), and of that which it wrote. */
  from: number;
  to: number;
  /** Each writes a version where `seen` is still the newest, and returns its number; else throws FINDING_CHANGED. */
  undo(seen: number): Promise<{ version: number }>;
  redo(seen: number): Promise<{ version: number }>;
}

/** A deed that refuses, and says so, where there is a newer version than those of the acts that can be taken back. */
export function versionedDeed({ words, subject, what, from, to, undo, redo }: VersionedAct): Deed {
  const isStillOpen = sameCase();
  const turn = async (put: (seen: number) => Promise<{ version: number }>, now: number, then: number) => {
    if (!isStillOpen()) throw new ChangedSince(what);
    try {
      const { version } = await put(standsAs(subject, now));
      last.set(subject, { version, as: then });
    } catch (error) {
      throw error instanceof CallError && error.value.code === 'FINDING_CHANGED' ? new ChangedSince(what) : error;
    }
  };
  return { words, undo: () => turn(undo, to, from), redo: () => turn(redo, from, to) };
}

/** The case was closed: numbers begin anew. */
export function forgetTurns(): void {
  last.clear();
}

interface ComparedAct {
  words: string;
  what: string;
  /** What stands there now, as one text. */
  now(): Promise<string>;
  undo(): Promise<unknown>;
  redo(): Promise<unknown>;
}

/** The same for what is told apart by what it says, not by a number. Call it right after the act. */
export async function comparedDeed({ words, what, now, undo, redo }: ComparedAct): Promise<Deed> {
  // Its answer may come when another case is on screen already.
  const isStillOpen = sameCase();
  let left = await now();
  const turn = async (put: () => Promise<unknown>) => {
    if (!isStillOpen() || (await now()) !== left) throw new ChangedSince(what);
    await put();
    left = await now();
  };
  return { words, undo: () => turn(undo), redo: () => turn(redo) };
}
