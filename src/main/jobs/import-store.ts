// The writing half of an import: takes what the workers parsed and stores it, one transaction per message.
import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import type { Statement } from 'better-sqlite3';
import type { ItemKind } from '../../shared/domain.ts';
import { TrailcaseError } from '../../shared/errors.ts';
import type { ItemProblem } from '../../shared/parsed-item.ts';
import type { FoundFile, LocalSource } from '../acquire/folder.ts';
import type { KnownHashes } from '../acquire/known-hashes.ts';
import type { CaseFile } from '../case/case-file.ts';
import { CombinationMap, ItemStore } from '../case/item-store.ts';
import { storable } from '../case/term-store.ts';
import { Dictionaries, EventCollector } from '../ingest/extract.ts';
import type { WorkerFailure, WorkerItem, WorkerResult } from '../ingest/import-worker.ts';
import { release } from '../memory.ts';

/** Kinds of which the bytes are kept only on request: they are hashed and listed. */
const NOT_KEPT: ReadonlySet<ItemKind> = new Set(['notCloudTrail']);

/** A name that promises a log: what cannot be recognised under it is a problem, not merely "something else". */
const LOG_NAME = /\.(json|jsonl|ndjson)(\.gz)?$/i;

interface FileAt {
  source: LocalSource;
  found: FoundFile;
}

export class ImportStore {
  /** Newly stored items per kind. */
  readonly kinds = new Map<ItemKind, number>();
  unreadable = 0;
  alreadyPresent = 0;
  /** Bytes of newly stored items. */
  bytes = 0;
  /** Whether anything new entered the case. */
  wrote = false;

  private readonly file: CaseFile;
  private readonly known: KnownHashes;
  private readonly options: { paths: readonly string[]; keepAll: boolean };
  private readonly items: ItemStore;
  private readonly evidenceOf: Statement;
  private readonly placeOf: Statement;
  private readonly maps = new Map<number, CombinationMap>();
  private readonly sources = new Map<LocalSource, number>();

  constructor(file: CaseFile, known: KnownHashes, options: { paths: readonly string[]; keepAll: boolean }) {
    this.file = file;
    this.known = known;
    this.options = options;
    this.items = new ItemStore(file.db);
    this.evidenceOf = file.db.prepare('SELECT id, kind, kept FROM evidence WHERE sha256 = ?');
    this.placeOf = file.db.prepare(
      'SELECT 1 FROM found_at f JOIN sources s ON s.id = f.source WHERE f.evidence IS ? AND f.path = ? AND s.path = ?',
    );
  }

  /** Lists the files that are not read at all. */
  storeRefused(files: FileAt[]): void {
    this.inTransaction(() => {
      for (const at of files) this.storeUnreadable(at, at.found.refused?.code ?? 'FILE_UNREADABLE', at.found.refused?.detail ?? '');
    });
  }

  /** Stores one worker's message. All or nothing: an error leaves the case as it was before it. */
  storeResult(result: WorkerResult, worker: number, placeOf: (item: WorkerItem | WorkerFailure) => FileAt): void {
    const learned = this.maps.get(worker) ?? new CombinationMap();
    this.maps.set(worker, learned);
    this.inTransaction(() => {
      learned.learn(this.items.terms, result.fresh);
      for (const item of result.items) {
        if ('failure' in item) this.storeUnreadable(placeOf(item), 'FILE_UNREADABLE', item.failure);
        else this.storeItem(item, placeOf(item), learned);
      }
    });
    for (const item of result.items) if ('bytes' in item && item.bytes) release(item.bytes);
  }

  private storeItem(item: WorkerItem, at: FileAt, map: CombinationMap): void {
    const sha256 = Buffer.from(item.sha256);
    const existing = this.evidenceWith(sha256);
    if (existing !== null) {
      this.alreadyPresent++;
      if (!existing.kept && item.bytes && this.isKept(existing.kind, at)) {
        this.begin();
        this.items.keepLater(existing.id, asBuffer(item.bytes));
        this.known.add(sha256);
      }
      this.addItemPlace(existing.id, existing.kind, at, item);
      return;
    }
    this.begin();
    const kind = item.tooLarge ? 'unreadable' : (item.parsed?.kind ?? this.falselyKnown());
    const evidence = item.tooLarge ? this.storeLarge(item, at) : this.storeParsed(item, at, map, sha256);
    // What is not kept stays unknown to the workers: asked for later, its bytes are there to be kept.
    if (item.tooLarge || this.isKept(kind, at)) this.known.add(sha256);
    this.addItemPlace(evidence, kind, at, item);
    this.count(kind);
    this.bytes += item.size;
  }

  private storeParsed(item: WorkerItem, at: FileAt, map: CombinationMap, sha256: Buffer): number {
    const parsed = item.parsed ?? this.falselyKnown();
    const bytes = item.bytes && this.isKept(parsed.kind, at) ? asBuffer(item.bytes) : null;
    const { kind, shape, encoding, events, problems } = parsed;
    return this.items.store({ sha256, size: item.size, kind, shape, encoding, bytes, events, problems }, map);
  }

  /** What an item is depends on its bytes alone; what is nothing known, but is named like a log, is kept all the same. */
  private isKept(kind: ItemKind, at: FileAt): boolean {
    return this.options.keepAll || !NOT_KEPT.has(kind) || LOG_NAME.test(at.found.path);
  }

  /** Notes where an item was met and what was wrong there: not with its bytes, which may lie elsewhere under another name. */
  private addItemPlace(evidence: number, kind: ItemKind, at: FileAt, item: WorkerItem): void {
    if (!this.addPlace(evidence, at, item.modified)) return;
    const place = { source: this.sourceId(at.source), path: at.found.path, modified: null };
    if (kind === 'notCloudTrail' && LOG_NAME.test(at.found.path)) {
      this.items.addPlaceProblem(evidence, place, 'CONTENT_UNRECOGNISED', item.size === 0 ? 'The file is empty.' : '');
    }
    if (item.changed) this.items.addPlaceProblem(evidence, place, 'FILE_CHANGED', '');
  }

  /** A worker took the hash for a known one, wrongly: one chance in 2^64 unless someone arranged it. */
  private falselyKnown(): never {
    throw new TrailcaseError('INTERNAL', 'Two different files share the first 64 bits of their SHA-256', 'Import them one at a time.');
  }

  /** Copies a file too large for memory, in pieces, and makes sure that it is still the one that was hashed. */
  private storeLarge(item: WorkerItem, at: FileAt): number {
    const empty = new EventCollector(new Dictionaries(), 0).finish();
    const problems = [whole('CONTENT_TOO_LARGE', `${item.size} bytes`)];
    const sha256 = Buffer.from(item.sha256);
    const { id, append } = this.items.storeStreamed({
      sha256,
      size: item.size,
      kind: 'unreadable',
      shape: '',
      encoding: 'identity',
      events: empty,
      problems,
    });
    const hash = createHash('sha256');
    const descriptor = openSync(at.found.absolute, 'r');
    try {
      const piece = Buffer.allocUnsafeSlow(16 * 1024 * 1024);
      for (let read = readSync(descriptor, piece); read > 0; read = readSync(descriptor, piece)) {
        hash.update(piece.subarray(0, read));
        append(piece.subarray(0, read));
      }
    } finally {
      closeSync(descriptor);
    }
    if (!hash.digest().equals(sha256)) {
      throw new TrailcaseError(
        'EVIDENCE_UNREADABLE',
        `${at.found.absolute} changed while it was being imported`,
        'Make sure that nothing writes to it, and import again.',
      );
    }
    return id;
  }

  private storeUnreadable(at: FileAt, code: string, detail: string): void {
    this.unreadable++;
    if (this.placeExists(null, at)) return;
    this.begin();
    this.items.addUnreadable({ source: this.sourceId(at.source), path: at.found.path, modified: null }, code, detail);
  }

  /** False when the place is known already. */
  private addPlace(evidence: number, at: FileAt, modified: number): boolean {
    if (this.placeExists(evidence, at)) return false;
    this.begin();
    this.items.addPlace(evidence, { source: this.sourceId(at.source), path: at.found.path, modified });
    return true;
  }

  private placeExists(evidence: number | null, at: FileAt): boolean {
    return this.placeOf.get(evidence, storable(at.found.path), storable(at.source.path)) !== undefined;
  }

  private evidenceWith(sha256: Buffer): { id: number; kind: ItemKind; kept: number } | null {
    return (this.evidenceOf.get(sha256) as { id: number; kind: ItemKind; kept: number } | undefined) ?? null;
  }

  /** The row of this act of acquisition; made when its first file is stored, so that importing again adds none. */
  private sourceId(source: LocalSource): number {
    const known = this.sources.get(source);
    if (known !== undefined) return known;
    const { who, tool } = this.file.actor();
    const options = JSON.stringify({ keepAll: this.options.keepAll });
    const { lastInsertRowid } = this.file.db
      .prepare('INSERT INTO sources (kind, path, at, who, tool, options) VALUES (?, ?, ?, ?, ?, ?)')
      .run(source.kind, storable(source.path), Date.now(), who, tool, options);
    this.sources.set(source, Number(lastInsertRowid));
    return Number(lastInsertRowid);
  }

  /** Before the first change: the custody log says that an import is under way. */
  private begin(): void {
    if (this.wrote) return;
    this.wrote = true;
    this.file.record({ action: 'import', outcome: 'started', detail: { paths: this.options.paths, keepAll: this.options.keepAll } });
  }

  private count(kind: ItemKind): void {
    this.kinds.set(kind, (this.kinds.get(kind) ?? 0) + 1);
  }

  private inTransaction(work: () => void): void {
    try {
      this.file.db.transaction(work).immediate();
    } catch (cause) {
      const { code, message } = cause as Error & { code?: string };
      if (code === 'SQLITE_FULL' || code?.startsWith('SQLITE_IOERR')) {
        throw new TrailcaseError(
          'STORAGE_FULL',
          `The case cannot grow: ${message}`,
          'Make room, then import the same paths again: it continues.',
          { cause },
        );
      }
      throw cause;
    }
  }
}

function whole(code: string, detail: string): ItemProblem {
  return { code, detail, offset: null, length: null, event: null, isRecord: false };
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
