// What is left of an import when all files have been looked at: items too large to be read at once, and containers to be taken apart, with
// whatever is in them in turn.
import { createHash } from 'node:crypto';
import { closeSync, mkdirSync, openSync, readSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isNotWritten, TrailcaseError } from '../../shared/errors.ts';
import type { ContainerMember } from '../acquire/containers/container-worker.ts';
import { Expander } from '../acquire/containers/expand.ts';
import type { Left, Limits } from '../acquire/containers/limits.ts';
import type { FoundFile, SystemPath } from '../acquire/folder.ts';
import type { CaseFile } from '../case/case-file.ts';
import { CHUNK_BYTES } from '../case/chunks.ts';
import type { WorkerRequest } from '../ingest/file-reader.ts';
import type { FileAt, ImportStore, PendingItem } from './import-store.ts';
import type { Progress } from './progress.ts';

/** Folder beside the case for members that do not fit into memory; removed after every import. */
export function spoolOf(casePath: string): string {
  return `${casePath}-parts`;
}

interface Parts {
  file: CaseFile;
  store: ImportStore;
  /** Every file met so far; members are added. */
  files: FileAt[];
  limits: Limits;
  /** Has tasks parsed and stored. */
  run(tasks: AsyncIterator<WorkerRequest>): Promise<void>;
  progress: Progress;
  tell(): void;
  signal: AbortSignal | undefined;
}

interface Failure {
  code: string;
  detail: string;
}

export class Remainder {
  private readonly parts: Parts;
  private readonly spool: string;
  private readonly expander = new Expander();
  private written = 0;
  /** SHA-256 of the containers being taken apart, the outermost first, and those of them that were met in themselves. */
  private readonly reading: Buffer[] = [];
  private within: PendingItem[] = [];

  constructor(parts: Parts) {
    this.parts = parts;
    this.spool = spoolOf(parts.file.path);
    rmSync(this.spool, { recursive: true, force: true });
  }

  /** Reads all that is left. Errors: STORAGE_FULL and those of SQLite. */
  async read(): Promise<void> {
    try {
      await this.pending(0, null);
    } catch (error) {
      throw isNotWritten((error as { code?: unknown }).code) ? full((error as Error).message, error) : error;
    } finally {
      await this.expander.close();
    }
  }

  private get cancelled(): boolean {
    return this.parts.signal?.aborted === true;
  }

  private async pending(depth: number, left: Left | null): Promise<void> {
    const { store, limits } = this.parts;
    this.park();
    const large = store.large.splice(0);
    const containers = store.containers.splice(0);
    for (const item of large) {
      if (this.cancelled) return;
      if (store.isToBeKept(item) || !store.isThereNow(item)) await this.large(item);
      this.drop(item);
    }
    for (const container of containers) {
      if (this.cancelled) return;
      if (this.isBeingRead(container)) this.within.push(container);
      else if (container.again || !store.isThereNow(container))
        await this.container(container, depth, left ?? { bytes: limits.size, members: limits.members });
      this.drop(container);
    }
  }

  /** Writes to the spool what stands in no file: members that are containers, or large once decompressed. There may be any number of them. */
  private park(): void {
    for (const item of [...this.parts.store.large, ...this.parts.store.containers]) {
      const { bytes } = item.item;
      if (item.at.found.absolute !== '' || bytes === null) continue;
      item.at = { ...item.at, found: { ...item.at.found, absolute: this.write(bytes) } };
      item.item.bytes = null;
    }
  }

  /** Frees the spool of what has been read. */
  private drop({ at }: PendingItem): void {
    if (this.isSpooled(at.found)) rmSync(at.found.absolute, { force: true });
  }

  private isSpooled({ absolute }: FoundFile): boolean {
    return String(absolute).startsWith(`${this.spool}/`);
  }

  /** Whether a container is one of those that it lies in: such archives exist, and contain themselves without end. */
  private isBeingRead({ item }: PendingItem): boolean {
    return this.reading.some((sha256) => item.sha256 !== null && sha256.equals(item.sha256));
  }

  private async large(item: PendingItem): Promise<void> {
    const { store, progress, tell, signal } = this.parts;
    progress.phase = `Reading ${item.at.found.path}`;
    tell();
    const changed = this.changeOf(item);
    if (changed !== null) {
      this.unreadable(item, changed);
      return;
    }
    await store.storeLarge(
      item,
      (bytes, events) => {
        progress.bytes += bytes;
        progress.events += events;
        tell();
      },
      signal,
    );
  }

  /** Lists what was there when it was hashed, and could not be read any more. */
  private unreadable({ at }: PendingItem, refused: Failure): void {
    this.parts.store.storeRefused([{ source: at.source, found: { ...at.found, refused } }]);
  }

  private async container(container: PendingItem, depth: number, left: Left): Promise<void> {
    const { limits, progress, tell } = this.parts;
    const { item, at } = container;
    if (depth >= limits.depth) {
      this.storeContainer(container, { code: 'CONTAINER_LIMIT', detail: `depth ${limits.depth} allowed` });
      return;
    }
    progress.phase = `Taking apart ${at.found.path}`;
    tell();
    const files: string[] = [];
    const failed: { failure: Failure | null } = { failure: null };
    const tasks = this.tasks(container, left, files, failed);
    const known = this.parts.files.length;
    this.reading.push(Buffer.from(item.sha256 ?? []));
    try {
      await this.parts.run(tasks);
      if (this.cancelled) return;
      await this.pending(depth + 1, left);
      if (this.cancelled) return;
      this.storeContainer(container, failed.failure);
    } finally {
      this.reading.pop();
      // Whoever asked for tasks may have stopped asking.
      await tasks.return(undefined);
      for (const file of files) rmSync(file, { force: true });
      // Nobody asks for its members any more: there may be millions.
      this.parts.files.length = known;
    }
    this.within = this.within.filter((itself) => !this.parts.store.isThereNow(itself));
  }

  /** Whether a delivered file is another one, or no longer there, since it was hashed; null when it is as it was. */
  private changeOf({ item, at }: PendingItem): Failure | null {
    if (this.isSpooled(at.found)) return null;
    try {
      const { size, mtimeMs } = statSync(at.found.absolute);
      return size === item.size && mtimeMs === item.modified ? null : { code: 'FILE_CHANGED', detail: '' };
    } catch (error) {
      return { code: 'FILE_UNREADABLE', detail: (error as Error).message };
    }
  }

  private storeContainer(container: PendingItem, failure: Failure | null): void {
    const { item, at } = container;
    const { absolute } = at.found;
    const changed = item.changed || this.changeOf(container) !== null;
    try {
      this.parts.store.storeContainer({ item: { ...item, changed }, at }, failure, () =>
        unchanged(absolute, item.sha256 ?? new Uint8Array(0)),
      );
    } catch (error) {
      // Only where its bytes are kept, and are no longer those that were hashed: without them it cannot be kept.
      if (!(error instanceof Unkeepable)) throw error;
      this.unreadable(container, { code: 'FILE_CHANGED', detail: error.message });
    }
  }

  /** Members as tasks for the parsers. What cannot be read is listed at once. */
  private async *tasks(
    { at }: PendingItem,
    left: Left,
    files: string[],
    failed: { failure: Failure | null },
  ): AsyncGenerator<WorkerRequest> {
    const { store, progress, limits } = this.parts;
    for await (const batch of this.expander.expand({ path: at.found.absolute, limits, left, spool: this.spool })) {
      if (batch.failure?.code === 'STORAGE_FULL') throw full(batch.failure.detail);
      left.bytes -= batch.bytes;
      left.members -= batch.members.length;
      progress.totalBytes += batch.bytes;
      progress.totalFiles += batch.members.length;
      const task: WorkerRequest = { files: [] };
      const refused: FileAt[] = [];
      for (const member of batch.members) {
        const found = foundOf(member, at.found.path);
        if (member.file !== null) files.push(member.file);
        if (found.refused) {
          refused.push({ source: at.source, found });
          continue;
        }
        const index = this.parts.files.push({ source: at.source, found }) - 1;
        const bytes = member.bytes ?? undefined;
        task.files.push({ index, absolute: found.absolute, modified: member.modified, hashFirst: true, ...(bytes && { bytes }) });
      }
      store.storeRefused(refused);
      progress.files += refused.length;
      failed.failure ??= batch.failure;
      if (task.files.length > 0) yield task;
      if (this.cancelled) return;
      this.park();
    }
  }

  private write(bytes: Uint8Array): string {
    const path = join(this.spool, `container-${++this.written}`);
    try {
      mkdirSync(this.spool, { recursive: true });
      writeFileSync(path, bytes);
    } catch (error) {
      throw full((error as Error).message);
    }
    return path;
  }
}

function foundOf(member: ContainerMember, container: string): FoundFile {
  const { name, size, file, refused, notes } = member;
  return { absolute: file ?? '', path: `${container}!${name}`, size, refused, notes };
}

function full(detail: string, cause?: unknown): TrailcaseError {
  return new TrailcaseError(
    'STORAGE_FULL',
    `There is no room beside the case: ${detail}`,
    'Make room, then import the same paths again: it continues.',
    { cause },
  );
}

/** A file cannot be kept as it was hashed. */
class Unkeepable extends Error {}

/** The bytes of a file in portions. Errors: Unkeepable, at the latest after the last. */
function* unchanged(path: SystemPath, sha256: Uint8Array): Generator<Buffer> {
  const hash = createHash('sha256');
  try {
    for (const portion of portions(path)) {
      hash.update(portion);
      yield portion;
    }
  } catch (cause) {
    throw new Unkeepable((cause as Error).message, { cause });
  }
  if (!hash.digest().equals(sha256)) throw new Unkeepable('other bytes than those that were taken apart');
}

function* portions(path: SystemPath): Generator<Buffer> {
  const descriptor = openSync(path, 'r');
  try {
    for (;;) {
      const bytes = Buffer.allocUnsafe(CHUNK_BYTES);
      let length = 0;
      for (let read = 1; read > 0 && length < CHUNK_BYTES; length += read)
        read = readSync(descriptor, bytes, length, CHUNK_BYTES - length, null);
      if (length > 0) yield bytes.subarray(0, length);
      if (length < CHUNK_BYTES) return;
    }
  } finally {
    closeSync(descriptor);
  }
}
