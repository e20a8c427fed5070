// What goes into one task of an import from addresses: files that stand in memory, or in a file beside the case, each with its place.
import type { FoundFile, LocalSource } from '../acquire/folder.ts';
import type { WorkerFile, WorkerRequest } from '../ingest/file-reader.ts';
import type { FileAt } from './import-store.ts';

interface GatheredFile {
  path: string;
  /** Memory of its own; null where it stands in a file. */
  bytes: Buffer | null;
  /** Of the bytes, in hex, where it is known. */
  sha256?: string;
  file?: string | null;
  size?: number;
  /** ms UTC. */
  modified: number | null;
  /** What is told of its place; codes of shared/problems.ts. */
  notes?: { code: string; detail: string }[];
}

export class Gathered {
  readonly task: WorkerRequest = { files: [] };
  /** Listed, and not to be had. */
  readonly refused: FileAt[] = [];
  private readonly files: FileAt[];

  /** @param files of the import: those of the task are added */
  constructor(files: FileAt[]) {
    this.files = files;
  }

  add(source: LocalSource, { path, bytes, sha256, file = null, size = bytes?.length ?? 0, modified, notes }: GatheredFile): void {
    const found: FoundFile = { absolute: file ?? '', path, size, refused: null, ...(notes && { notes }) };
    const index = this.files.push({ source, found }) - 1;
    const entry: WorkerFile = { index, absolute: file ?? '', hashFirst: true, modified, ...(bytes && { bytes, sha256 }) };
    this.task.files.push(entry);
  }

  /** @param told whether the case has that already */
  refuse(source: LocalSource, path: string, size: number, refused: { code: string; detail: string }, told: boolean): void {
    this.refused.push({ source, found: { absolute: '', path, size, refused, told } });
  }
}
