// What is left of an import when all files have been looked at: items too large to be read at once, and containers to be taken apart, with
// whatever is in them in turn.
import { closeSync, mkdirSync, openSync, readSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TrailcaseError } from '../../shared/errors.ts';
import type { ContainerMember } from '../acquire/containers/container-worker.ts';
import { expand } from '../acquire/containers/expand.ts';
import type { Limits } from '../acquire/containers/limits.ts';
import type { FoundFile, SystemPath } from '../acquire/folder.ts';
import type { CaseFile } from '../case/case-file.ts';
import { CHUNK_BYTES } from '../case/chunks.ts';
import type { WorkerRequest } from '../ingest/import-worker.ts';
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

/** What may still come out of one delivered container, with those inside it. */
interface Left {
  bytes: number;
  members: number;
}

export class Remainder {
  private readonly parts: Parts;
  private readonly spool: string;
  private written = 0;

  constructor(parts: Parts) {
    this.parts = parts;
    this.spool = spoolOf(parts.file.path);
    rmSync(this.spool, { recursive: true, force: true });
  }

  /** Reads all that is left. Errors: STORAGE_FULL, EVIDENCE_UNREADABLE and those of SQLite. */
  async read(): Promise<void> {
    await this.pending(0, null);
  }

  private get cancelled(): boolean {
    return this.parts.signal?.aborted === true;
  }

  private async pending(depth: number, left: Left | null): Promise<void> {
    const { store, limits } = this.parts;
    const large = store.large.splice(0);
    const containers = store.containers.splice(0);
    for (const item of large) {
      if (this.cancelled) return;
      if (!store.isThereNow(item)) await this.large(item);
    }
    for (const container of containers) {
      if (this.cancelled) return;
      if (!store.isThereNow(container)) await this.container(container, depth, left ?? { bytes: limits.size, members: limits.members });
    }
  }

  private async large(item: PendingItem): Promise<void> {
    const { store, progress, tell, signal } = this.parts;
    progress.phase = `Reading ${item.at.found.path}`;
    tell();
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

  private async container(container: PendingItem, depth: number, left: Left): Promise<void> {
    const { store, limits, progress, tell } = this.parts;
    const { item, at } = container;
    if (depth >= limits.depth) {
      store.storeContainer(container, { code: 'CONTAINER_LIMIT', detail: `depth ${limits.depth} allowed` }, () => this.bytesOf(container));
      return;
    }
    progress.phase = `Taking apart ${at.found.path}`;
    tell();
    // A member stands in no file yet; a zip archive is read from its end.
    const isMember = at.found.absolute === '';
    const path = isMember ? this.write(item.bytes ?? new Uint8Array(0)) : at.found.absolute;
    const files: string[] = isMember ? [path as string] : [];
    const failed: { failure: { code: string; detail: string } | null } = { failure: null };
    try {
      await this.parts.run(this.tasks(container, path, left, files, failed));
      if (this.cancelled) return;
      await this.pending(depth + 1, left);
      if (this.cancelled) return;
      store.storeContainer(container, failed.failure, () => portions(path));
    } finally {
      for (const file of files) rmSync(file, { force: true });
    }
  }

  /** Members as tasks for the parsers. What cannot be read is listed at once. */
  private async *tasks(
    { at }: PendingItem,
    path: SystemPath,
    left: Left,
    files: string[],
    failed: { failure: { code: string; detail: string } | null },
  ): AsyncGenerator<WorkerRequest> {
    const { store, progress, limits } = this.parts;
    for await (const batch of expand({ path, limits, left, spool: this.spool })) {
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

  private bytesOf({ item, at }: PendingItem): Iterable<Buffer> {
    return at.found.absolute === '' ? [Buffer.from(item.bytes ?? [])] : portions(at.found.absolute);
  }
}

function foundOf(member: ContainerMember, container: string): FoundFile {
  const { name, size, file, refused, notes } = member;
  return { absolute: file ?? '', path: `${container}!${name}`, size, refused, notes };
}

function full(detail: string): TrailcaseError {
  return new TrailcaseError(
    'STORAGE_FULL',
    `There is no room beside the case: ${detail}`,
    'Make room, then import the same paths again: it continues.',
  );
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
