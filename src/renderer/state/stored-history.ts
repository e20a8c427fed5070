// The path by which one got where one is, per case, from one opening of the case to the next. Pure but for the two functions at the end.
import { readStored, writeStored } from './stored.ts';
import { isPlain, readView } from './stored-view.ts';
import { INITIAL_HISTORY, type ViewHistory } from './view-state.ts';

/** Steps kept of a case, and cases of which they are kept. */
const STEPS = 60;
const CASES = 20;
const KEY = 'paths';

export interface StoredPath {
  caseId: string;
  history: ViewHistory;
}

/** The path that a stored value means, whichever version wrote it; a new one for anything that is none. */
export function readHistory(value: unknown): ViewHistory {
  if (!isPlain(value) || !Array.isArray(value.entries) || value.entries.length === 0) return INITIAL_HISTORY;
  const entries = value.entries.map(readView);
  const at = Number.isInteger(value.at) ? Math.min(Math.max(0, value.at as number), entries.length - 1) : entries.length - 1;
  return { entries, at };
}

/** The last steps of a path, with where one stands among them. */
export function shortened({ entries, at }: ViewHistory): ViewHistory {
  // Steps that lie ahead are worth less than the way here.
  const from = Math.max(0, at - STEPS + 1);
  return { entries: entries.slice(from, from + STEPS), at: at - from };
}

/** Paths with that of a case put first; those looked at longest ago go. */
export function withPath(paths: readonly StoredPath[], caseId: string, history: ViewHistory): StoredPath[] {
  const others = paths.filter((path) => path.caseId !== caseId);
  return [{ caseId, history: shortened(history) }, ...others].slice(0, CASES);
}

/** Whether a stored value lists paths; what stands in them is read step by step. */
export function isPathList(stored: unknown): stored is StoredPath[] {
  return Array.isArray(stored) && stored.every((path) => isPlain(path) && typeof path.caseId === 'string');
}

export function loadHistory(caseId: string): ViewHistory {
  return readHistory(readStored(KEY, [], isPathList).find((path) => path.caseId === caseId)?.history);
}

export function saveHistory(caseId: string, history: ViewHistory): void {
  writeStored(KEY, withPath(readStored(KEY, [], isPathList), caseId, history));
}
