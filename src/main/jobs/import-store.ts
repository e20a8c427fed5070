// The writing half of an import: takes what the workers parsed and stores it, one transaction per message.
import type { Statement } from 'better-sqlite3';
import type { ItemKind } from '../../shared/domain.ts';
import { TrailcaseError } from '../../shared/errors.ts';
import type { Limits } from '../acquire/containers/limits.ts';
import type { FoundFile, LocalSource } from '../acquire/folder.ts';
import type { KnownHashes } from '../acquire/known-hashes.ts';
import type { CaseFile } from '../case/case-file.ts';
import { CombinationMap } from '../case/combination-map.ts';
import { FingerprintTable, uuidFingerprint } from '../case/fingerprints.ts';
import { storeHashes } from '../case/item-hashes.ts';
import { ItemStore, type Place } from '../case/item-store.ts';
import { type Keeping, keepingOf, NOT_KEPT } from '../case/not-kept.ts';
import { storable } from '../case/term-store.ts';
import type { WorkerFailure, WorkerItem, WorkerResult } from '../ingest/file-reader.ts';
import type { ParsedItem } from '../ingest/parse-item.ts';
import { releaseMemory } from '../memory.ts';
import type { DeliveredFile } from './handover.ts';
import { Refused, type StoredLarge, storeLarge } from './large-import.ts';
import { Outdated } from './outdated.ts';
import { asStorageFull } from './storage-full.ts';

/** A name that promises a log: what cannot be recognised under it is a problem, not merely "something else". */
const LOG_NAME = /\.(json|jsonl|ndjson)(\.gz|\.zst)?$/i;

export interface FileAt {
  source: LocalSource;
  found: FoundFile;
}

/** An item that cannot be stored as it comes from a parser: it is too large, or to be taken apart. */
export interface PendingItem {
  item: WorkerItem;
  at: FileAt;
  /** A container that is in the case already, and is taken apart again. */
  again?: boolean;
}

/** An item of the case. */
interface Existing {
  id: number;
  kind: ItemKind;
  kept: number;
}

type WhatIsStored = Pick<StoredLarge, 'kind' | 'kept' | 'shape' | 'events'>;

/** A worker's message, unpacked. */
interface StoredResult {
  items: (WorkerItem | WorkerFailure)[];
  fresh: WorkerResult['fresh'];
}

interface StoreOptions {
  paths: readonly string[];
  keepAll: boolean;
  limits: Limits;
  /** Whether to remember what was delivered, to compare it with a handover list. */
  remember: boolean;
  /** Further hashes to compute of everything delivered, by their names in Node. */
  hashes: readonly string[];
  /** Nobody reads the case meanwhile: see CaseFile.writeDirectly. */
  alone: boolean;
  /** Further words of the custody entry with which an import begins. */
  about?: Record<string, unknown> | undefined;
}

export class ImportStore {
  /** Newly stored items and their events per kind and shape. */
  readonly shapes = new Map<string, { kind: ItemKind; shape: string; items: number; events: number }>();
  unreadable = 0;
  alreadyPresent = 0;
  /** Bytes of newly stored items. */
  bytes = 0;
  /** Whether anything new entered the case. */
  wrote = false;
  /** What is left to be done, in the order in which it was met. */
  readonly large: PendingItem[] = [];
  readonly containers: PendingItem[] = [];
  readonly delivered: DeliveredFile[] = [];
  readonly items: ItemStore;
  readonly outdated: Outdated;

  private readonly file: CaseFile;
  private readonly known: KnownHashes;
  private readonly options: StoreOptions;
  private readonly evidenceOf: Statement;
  private readonly placeOf: Statement;
  private readonly limitedBy: Statement;
  /** Fingerprints of the hashes met so far: SQLite need not be asked for one that is not among them. */
  private readonly met: FingerprintTable;
  private readonly maps = new Map<number, CombinationMap>();
  private readonly sources = new Map<LocalSource, number>();

  constructor(file: CaseFile, known: KnownHashes, options: StoreOptions) {
    this.file = file;
    this.known = known;
    this.options = options;
    this.items = new ItemStore(file.db);
    this.outdated = new Outdated(file.db);
    this.evidenceOf = file.db.prepare('SELECT id, kind, kept FROM evidence WHERE sha256 = ?');
    this.limitedBy = file.db
      .prepare(
        `SELECT DISTINCT s.options ->> 'limits' FROM found_at f JOIN problems p ON p.source = f.source JOIN sources s ON s.id = f.source
         WHERE f.evidence = ? AND p.code = 'CONTAINER_LIMIT' AND (p.path = f.path OR substr(p.path, 1, length(f.path) + 1) = f.path || '!')`,
      )
      .pluck();
    const stored = file.db.prepare('SELECT sha256 FROM evidence').pluck().all() as Buffer[];
    this.met = new FingerprintTable(stored.length);
    for (const sha256 of stored) this.met.add(uuidFingerprint(sha256, 0), 1);
    this.placeOf = file.db.prepare(
      'SELECT 1 FROM found_at f JOIN sources s ON s.id = f.source WHERE f.evidence IS ? AND f.path = ? AND s.path = ?',
    );
  }

  /** Lists the files that are not read at all. */
  storeRefused(files: readonly FileAt[]): void {
    this.inTransaction(() => {
      for (const at of files) this.storeUnreadable(at, at.found.refused?.code ?? 'FILE_UNREADABLE', at.found.refused?.detail ?? '');
    });
  }

  /** Stores one worker's message. All or nothing: an error leaves the case as it was before it. */
  storeResult(result: StoredResult, worker: number, placeOf: (item: WorkerItem | WorkerFailure) => FileAt): void {
    const learned = this.maps.get(worker) ?? new CombinationMap();
    this.maps.set(worker, learned);
    this.inTransaction(() => {
      learned.learn(this.items.terms, result.fresh);
      for (const item of result.items) {
        if ('failure' in item) this.storeUnreadable(placeOf(item), 'FILE_UNREADABLE', item.failure);
        else this.storeItem(item, placeOf(item), learned);
      }
    });
    const memory = new Set<ArrayBufferLike>();
    for (const item of result.items) if ('bytes' in item && item.bytes) memory.add(item.bytes.buffer);
    // What waits to be taken apart or read in portions may share its memory with others.
    for (const { item } of [...this.containers, ...this.large]) if (item.bytes) memory.delete(item.bytes.buffer);
    for (const piece of memory) releaseMemory(piece);
  }

  private storeItem(item: WorkerItem, at: FileAt, map: CombinationMap): void {
    if (item.sha256 === null) {
      this.large.push({ item, at });
      return;
    }
    const sha256 = asBuffer(item.sha256);
    this.remember(at, sha256, item.hashes);
    const existing = this.evidenceWith(sha256);
    const again = existing !== null && this.isReadAgain(existing, item, at);
    if (existing !== null && !again) {
      if (item.tooLarge && this.isKeptNow(existing, at)) this.large.push({ item, at });
      else this.storeKnown(existing, item, at);
      return;
    }
    if (again || item.container || item.tooLarge) {
      // A delivered file is read again where it lies: archives may come by the thousand.
      if (at.found.absolute !== '') item.bytes = null;
      (again || item.container ? this.containers : this.large).push({ item, at, again });
      return;
    }
    this.begin();
    const { kind, shape, encoding, events, problems } = item.parsed ?? this.falselyKnown();
    const kept = this.isKept(keepingOf(kind, problems), at);
    const bytes = item.bytes && kept ? asBuffer(item.bytes) : null;
    const evidence = this.items.store({ sha256, size: item.size, kind, shape, encoding, bytes, events, problems }, map);
    this.noteStored(evidence, sha256, { kind, kept, shape, events: events.count }, item, at);
  }

  /**
   * Whether a known container is taken apart once more: its members are to be compared, or kept from now on, or a limit that ended its reading is
   * another one now.
   */
  private isReadAgain(existing: Existing, item: WorkerItem, at: FileAt): boolean {
    if (existing.kind !== 'container' || (at.found.absolute === '' && item.bytes === null)) return false;
    if (this.isKeptNow(existing, at)) return true;
    return this.options.remember || this.limitedBy.all(existing.id).some((limits) => limits !== JSON.stringify(this.options.limits));
  }

  private remember({ source, found }: FileAt, sha256: Buffer | null, hashes: Record<string, string>): void {
    if (!this.options.remember) return;
    this.delivered.push({ source, path: found.path, hashes: sha256 && { sha256: sha256.toString('hex'), ...hashes } });
  }

  /** What belongs to every newly stored item. */
  private noteStored(evidence: number, sha256: Buffer, { kind, kept, shape, events }: WhatIsStored, item: WorkerItem, at: FileAt): void {
    // What is not kept stays unknown to the workers: asked for later, its bytes are there to be kept.
    if (kept) this.known.add(sha256);
    this.items.addPlace(evidence, { ...this.place(at), modified: item.modified });
    this.addPlaceProblems(evidence, kind, at, item);
    if (Object.keys(item.hashes).length > 0) storeHashes(this.file.db, evidence, item.hashes);
    const counted = this.shapes.get(`${kind} ${shape}`) ?? { kind, shape, items: 0, events: 0 };
    counted.items++;
    counted.events += events;
    this.shapes.set(`${kind} ${shape}`, counted);
    this.bytes += item.size;
  }

  /** @param bytes its bytes as delivered, where they are not at hand; asked for only when they are to be kept from now on */
  private storeKnown(existing: Existing, item: WorkerItem, at: FileAt, bytes: (() => Iterable<Buffer>) | null = null): void {
    const given = item.bytes ? asBuffer(item.bytes) : bytes;
    const otherwise = !existing.kept && item.parsed !== null && this.outdated.is(existing.id, item.parsed) ? item.parsed : null;
    if (given !== null && this.isKeptNow(existing, at, otherwise)) {
      this.begin();
      if (otherwise) this.outdated.note();
      this.items.keepLater(existing.id, Buffer.isBuffer(given) ? given : given());
      if (item.sha256) this.known.add(Buffer.from(item.sha256));
    }
    this.alreadyPresent++;
    if (this.addPlace(existing.id, at, item.modified)) this.addPlaceProblems(existing.id, existing.kind, at, item);
    if (Object.keys(item.hashes).length > 0) storeHashes(this.file.db, existing.id, item.hashes);
  }

  /** True when an item that was left for later has come into the case meanwhile; its place is noted then. */
  isThereNow({ item, at }: PendingItem): boolean {
    const existing = item.sha256 && this.evidenceWith(Buffer.from(item.sha256));
    if (!existing) return false;
    this.inTransaction(() => this.storeKnown(existing, item, at));
    return true;
  }

  /** Whether an item that was left for later is in the case, but for its bytes, which are wanted now. */
  isToBeKept({ item, at }: PendingItem): boolean {
    const existing = item.sha256 && this.evidenceWith(Buffer.from(item.sha256));
    return existing !== null && this.isKeptNow(existing, at);
  }

  /**
   * Stores a container, after its members: a killed import takes it apart again.
   * @param failure why some of it could not be read
   * @param bytes its bytes as delivered, in portions; asked for only when they are kept
   */
  storeContainer({ item, at }: PendingItem, failure: { code: string; detail: string } | null, bytes: () => Iterable<Buffer>): void {
    this.inTransaction(() => {
      const existing = item.sha256 && this.evidenceWith(Buffer.from(item.sha256));
      if (existing) {
        this.storeKnown(existing, item, at, bytes);
        if (failure) this.tellAgain(existing.id, failure, at);
        return;
      }
      this.begin();
      const kept = this.isKept('container', at);
      const large = this.items.begin();
      if (kept) for (const chunk of bytes()) large.appendBytes(chunk);
      const { size, encoding } = item;
      const sha256 = Buffer.from(item.sha256 ?? []);
      const evidence = large.finish({ sha256, size, kind: 'container', shape: '', encoding, problems: [], kept });
      this.noteStored(evidence, sha256, { kind: 'container', kept, shape: '', events: 0 }, item, at);
      if (failure) this.items.addPlaceProblem(evidence, this.place(at), failure.code, failure.detail);
    });
  }

  /** What ended the reading of a known container, unless that was said before. */
  private tellAgain(evidence: number, { code, detail }: { code: string; detail: string }, at: FileAt): void {
    const told = this.file.db.prepare('SELECT 1 FROM problems WHERE evidence = ? AND code = ? AND detail = ?').get(evidence, code, detail);
    if (told !== undefined) return;
    this.begin();
    this.items.addPlaceProblem(evidence, this.place(at), code, detail);
  }

  /**
   * Stores an item that is read in portions; of one that the case only lists, its bytes.
   * @returns false when it was cancelled
   */
  async storeLarge({ item, at }: PendingItem, onPortion: (bytes: number, events: number) => void, signal?: AbortSignal): Promise<boolean> {
    this.begin();
    const known = item.sha256 !== null;
    const listed = item.sha256 && this.evidenceWith(Buffer.from(item.sha256));
    try {
      const stored = await storeLarge(
        this.file,
        this.items,
        { absolute: at.found.absolute, size: item.size, hashes: known ? [] : this.options.hashes, limits: this.options.limits },
        {
          alone: this.options.alone,
          listed: listed?.id ?? null,
          isKept: (what) => this.isKept(what, at),
          finish: (stored) => {
            const { evidence, size, sha256, hashes, changed } = stored;
            const hash = Buffer.from(sha256);
            if (known && !hash.equals(Buffer.from(item.sha256 ?? []))) throw new Refused('FILE_CHANGED', '');
            if (!known) this.remember(at, hash, hashes);
            if (listed) {
              if (stored.kind !== listed.kind) this.outdated.note();
              this.known.add(hash);
              this.storeKnown(listed, { ...item, changed }, at);
              return;
            }
            this.noteStored(evidence, hash, stored, { ...item, size, changed, ...(!known && { hashes }) }, at);
          },
          onPortion,
          signal,
        },
      );
      return stored !== null;
    } catch (error) {
      if (!(error instanceof Refused)) throw asStorageFull(error);
      this.inTransaction(() => this.storeUnreadable(at, error.code, error.message));
      return true;
    }
  }

  /** What an item is depends on its bytes alone; what is nothing known, or not opened, but is named like a log, is kept all the same. */
  private isKept(what: Keeping, at: FileAt): boolean {
    return this.options.keepAll || !NOT_KEPT.has(what) || (what !== 'container' && LOG_NAME.test(at.found.path));
  }

  /**
   * Whether the bytes of an item that was only listed until now are to be kept.
   * @param otherwise what they give where that is something else than what is listed
   */
  private isKeptNow({ kind, kept }: Existing, at: FileAt, otherwise: ParsedItem | null = null): boolean {
    if (kept || (otherwise && this.outdated.stays(otherwise))) return false;
    // Of `unreadable` items only those were not kept that are not opened.
    return this.isKept(otherwise ? keepingOf(otherwise.kind, otherwise.problems) : kind === 'unreadable' ? 'unopened' : kind, at);
  }

  /** Notes what was wrong where an item was met: not with its bytes, which may lie elsewhere under another name. */
  private addPlaceProblems(evidence: number, kind: ItemKind, at: FileAt, item: WorkerItem): void {
    const place = this.place(at);
    for (const { code, detail } of at.found.notes ?? []) this.items.addPlaceProblem(evidence, place, code, detail);
    if (kind === 'notCloudTrail' && LOG_NAME.test(at.found.path)) {
      this.items.addPlaceProblem(evidence, place, 'CONTENT_UNRECOGNISED', item.size === 0 ? 'The file is empty.' : '');
    }
    if (item.changed) this.items.addPlaceProblem(evidence, place, 'FILE_CHANGED', '');
  }

  /** A worker took the hash for a known one, wrongly: one chance in 2^64 unless someone arranged it. */
  private falselyKnown(): never {
    throw new TrailcaseError('INTERNAL', 'Two different files share the first 64 bits of their SHA-256', 'Import them one at a time.');
  }

  private storeUnreadable(at: FileAt, code: string, detail: string): void {
    this.unreadable++;
    this.remember(at, null, {});
    if (at.found.told ?? this.placeExists(null, at)) return;
    this.begin();
    this.items.addUnreadable(this.place(at), code, detail);
  }

  private place({ source, found }: FileAt): Place {
    return { source: this.sourceId(source), path: found.path, modified: null };
  }

  /** False when the place is known already. */
  private addPlace(evidence: number, at: FileAt, modified: number | null): boolean {
    if (this.placeExists(evidence, at)) return false;
    this.begin();
    this.items.addPlace(evidence, { ...this.place(at), modified });
    return true;
  }

  private placeExists(evidence: number | null, at: FileAt): boolean {
    return this.placeOf.get(evidence, storable(at.found.path), storable(at.source.path)) !== undefined;
  }

  private evidenceWith(sha256: Buffer): Existing | null {
    if (this.met.findOrAdd(uuidFingerprint(sha256, 0), 1, () => true) === 0) return null;
    return (this.evidenceOf.get(sha256) as Existing | undefined) ?? null;
  }

  /** The row of this act of acquisition; made when its first file is stored, so that importing again adds none. */
  private sourceId(source: LocalSource): number {
    const known = this.sources.get(source);
    if (known !== undefined) return known;
    const { who, tool } = this.file.actor();
    const { keepAll, limits } = this.options;
    const options = JSON.stringify({ keepAll, limits, ...source.options });
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
    const { paths, keepAll, hashes, limits, about } = this.options;
    this.file.record({ action: 'import', outcome: 'started', detail: { paths, keepAll, hashes, limits, ...about } });
  }

  private inTransaction(work: () => void): void {
    try {
      this.file.db
        .transaction(() => {
          work();
          this.items.flush();
        })
        .immediate();
    } catch (cause) {
      throw asStorageFull(cause);
    }
  }
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
