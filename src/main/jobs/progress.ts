// What long work tells while it runs, and how it is told to stop.
import type { ItemKind } from '../../shared/domain.ts';
import { TrailcaseError } from '../../shared/errors.ts';

export interface Progress {
  /** What is being done, in words. */
  phase: string;
  /** What `bytes` and `totalBytes` count; left out: bytes. */
  counts?: 'events' | 'sections' | 'volumes';
  bytes: number;
  totalBytes: number;
  files: number;
  totalFiles: number;
  events: number;
  /** What was recognised as what so far. */
  shapes?: { kind: ItemKind; shape: string; items: number; events: number }[];
  /** What a search found so far. */
  hits?: number;
  /** Of an import from addresses, what came of its objects so far. */
  acquired?: { fetched: number; known: number; notFetched: number; bytes: number; planned: number };
  /** What it waits for, of a person; null while it waits for nobody. */
  waiting?: string | null;
}

export interface JobControl {
  signal?: AbortSignal | undefined;
  /** Called often; whoever shows it thins it out. */
  onProgress?: ((progress: Progress) => void) | undefined;
}

/** For work that may be cancelled: null for what ended by that. Errors: all others. */
export function unlessCancelled(error: unknown): null {
  if (error instanceof TrailcaseError && error.code === 'CANCELLED') return null;
  throw error;
}

/** Lets pending messages be handled between two pieces of synchronous work. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
