// The path by which one got where one is, per case and window, from one opening of the case to the next. Pure but for the two functions at the end.
import { forgetStored, readStored, storedKeys, writeStored } from './stored.ts';
import { isPlain, readView } from './stored-view.ts';
import { INITIAL_HISTORY, type ViewHistory } from './view-state.ts';

/** Steps kept of a window, and windows of which they are kept. */
const STEPS = 60;
const WINDOWS = 40;
const KEY = 'path.';
/** Where the paths of all cases stood before there were several windows. */
const FORMER_KEY = 'paths';

/** A window of a case: the case's id, and the window's number in it. */
export interface WindowOf {
  caseId: string;
  number: number;
}

/** A path as it is stored, under a key of its own: windows that close together do not write over each other. */
interface Kept {
  /** ms UTC of the last change. */
  at: number;
  history: ViewHistory;
}

interface StoredPath {
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

/** Which of the stored paths go: those looked at longest ago. */
export function outlived(kept: readonly { key: string; at: number }[], most = WINDOWS): string[] {
  const newest = [...kept].sort((a, b) => b.at - a.at);
  return newest.slice(most).map(({ key }) => key);
}

/** Whether a stored value lists paths; what stands in them is read step by step. */
export function isPathList(stored: unknown): stored is StoredPath[] {
  return Array.isArray(stored) && stored.every((path) => isPlain(path) && typeof path.caseId === 'string');
}

const keyOf = ({ caseId, number }: WindowOf): string => `${KEY}${number}.${caseId}`;
const isKept = (stored: unknown): stored is Kept => isPlain(stored) && typeof stored.at === 'number';
const storedAt = (key: string): Kept | null => readStored<Kept | null>(key, null, (stored): stored is Kept => isKept(stored));

export function loadHistory(of: WindowOf): ViewHistory {
  const kept = storedAt(keyOf(of));
  if (kept) return readHistory(kept.history);
  if (of.number !== 1) return INITIAL_HISTORY;
  return readHistory(readStored(FORMER_KEY, [], isPathList).find((path) => path.caseId === of.caseId)?.history);
}

export function saveHistory(of: WindowOf, history: ViewHistory, at = Date.now()): void {
  writeStored(keyOf(of), { at, history: shortened(history) } satisfies Kept);
  const all = storedKeys(KEY).map((key) => ({ key, at: storedAt(key)?.at ?? 0 }));
  for (const key of outlived(all)) {
    forgetStored(key);
    forgetStored(key.replace(KEY, 'scroll.'));
  }
}
