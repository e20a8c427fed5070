// How what was listed is divided into tasks for the parsing threads.
import { measured } from '../acquire/folder.ts';
import type { CaseFile } from '../case/case-file.ts';
import { CONTENT_LIMIT } from '../content.ts';
import type { WorkerRequest } from '../ingest/file-reader.ts';
import type { FileAt } from './import-store.ts';

/**
 * Bytes of files in one task for a worker, which becomes one transaction: the larger, the fewer pages of the indexes are
 * written again and again (that on hashes, nearly all of it by every thousand files). Small archives are divided so that all
 * workers have work and progress shows.
 */
const LARGEST_TASK = 9_000_000;
const SMALLEST_TASK = 300_000;
const TASKS = 32;
const MOST_FILES = 2048;
const FEWEST_FILES = 64;
/** From here on there are enough files for all workers, whatever their size. */
const MANY_FILES = 8192;

/**
 * What is to be read, in order; a file is measured when its task is made.
 * @param sizes lengths that items of the case have: a file of another length is new
 */
export function* tasks(files: readonly FileAt[], sizes: Set<number>): Generator<WorkerRequest> {
  const most = largestTask(files);
  const mostFiles = Math.min(MOST_FILES, Math.max(FEWEST_FILES, Math.ceil(files.length / TASKS)));
  let task: WorkerRequest = { files: [] };
  let bytes = 0;
  for (const [index, { found }] of files.entries()) {
    if (measured(found).refused) continue;
    if (task.files.length > 0 && (bytes + found.size > most || task.files.length >= mostFiles)) {
      yield task;
      task = { files: [] };
      bytes = 0;
    }
    task.files.push({ index, absolute: found.absolute, hashFirst: sizes.has(found.size) });
    if (found.size > CONTENT_LIMIT) sizes.add(found.size);
    bytes += found.size;
  }
  if (task.files.length > 0) yield task;
}

/** Bytes of one task at most. Many files are divided by their number alone: to know their size would mean to wait for it. */
function largestTask(files: readonly FileAt[]): number {
  if (files.length > MANY_FILES) return LARGEST_TASK;
  const total = files.reduce((sum, { found }) => sum + measured(found).size, 0);
  return Math.min(LARGEST_TASK, Math.max(SMALLEST_TASK, total / TASKS));
}

/** Lengths of the case's items that were not read at once. */
export function sizesOf(file: CaseFile): Set<number> {
  return new Set(file.db.prepare('SELECT DISTINCT size FROM evidence WHERE size > ?').pluck().all(CONTENT_LIMIT) as number[]);
}
