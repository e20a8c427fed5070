// Stores parsed evidence items: bytes, events, problems and places, whole items only, inside the caller's transaction.
import type { Statement } from 'better-sqlite3';
import type { ItemKind } from '../../shared/domain.ts';
import type { EventColumns, ItemProblem, KeyEvents } from '../../shared/parsed-item.ts';
import type { ShapeName } from '../../shared/shapes.ts';
import type { Encoding } from '../content.ts';
import { CHUNK_BYTES } from './chunks.ts';
import type { CombinationMap } from './combination-map.ts';
import { FingerprintTable, textFingerprint, uuidFingerprint } from './fingerprints.ts';
import type { WriteConnection } from './open.ts';
import { RecordRows } from './record-rows.ts';
import { RowBatch } from './row-batch.ts';
import { storable, TermStore } from './term-store.ts';

/** Fingerprints looked up together. */
const LOOKED_UP = 256;

interface ItemToStore {
  sha256: Buffer;
  size: number;
  kind: ItemKind;
  shape: ShapeName | '';
  encoding: Encoding;
  /** Bytes as delivered; null when they are not kept. */
  bytes: Buffer | null;
  events: EventColumns;
  problems: readonly ItemProblem[];
}

/** An item that is stored part by part. */
interface LargeItemStore {
  /** Records stored so far. */
  readonly records: number;
  /** The next chunk of the bytes as delivered, CHUNK_BYTES long but for the last. */
  appendBytes(bytes: Buffer): void;
  /** The next compressed piece of the content. */
  appendBlock(block: Buffer): void;
  appendPart(events: EventColumns, problems: readonly ItemProblem[], map: CombinationMap): void;
  /**
   * @param item.sha256 null of an item that is there already
   * @returns the item's row id
   */
  finish(item: Omit<ItemToStore, 'bytes' | 'events' | 'sha256'> & { sha256: Buffer | null; kept: boolean }): number;
}

export interface Place {
  source: number;
  /** Relative to the source's path. */
  path: string;
  /** ms UTC, or null where the container has none. */
  modified: number | null;
}

export class ItemStore {
  readonly terms: TermStore;
  private readonly db: WriteConnection;
  private readonly fingerprints: FingerprintTable;
  /** Scratch: fingerprints that are looked up. */
  private readonly found = new Uint32Array(LOOKED_UP);
  private readonly insertEvidence: Statement;
  private readonly updateItem: Statement;
  private readonly insertBytes: Statement;
  private readonly insertPlace: Statement;
  private readonly insertProblem: Statement;
  private readonly rows: RecordRows;
  private readonly keyRows: RowBatch;
  private readonly insertRepeat: Statement;
  private readonly storedId: Statement;
  private readonly repeatOf: Statement;
  private nextRecord = 1;
  private nextEvidence = 1;

  constructor(db: WriteConnection) {
    this.db = db;
    this.terms = new TermStore(db);
    this.insertEvidence = db.prepare(
      'INSERT INTO evidence (id, sha256, size, kind, shape, encoding, kept, first_record, records) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
    );
    this.updateItem = db.prepare('UPDATE evidence SET kind = ?, shape = ?, encoding = ?, first_record = ?, records = ? WHERE id = ?');
    this.insertBytes = db.prepare('INSERT INTO evidence_bytes (evidence, seq, bytes) VALUES (?, ?, ?)');
    this.insertPlace = db.prepare('INSERT INTO found_at (evidence, source, path, modified) VALUES (?, ?, ?, ?)');
    this.insertProblem = db.prepare(
      'INSERT INTO problems (evidence, source, path, record, code, offset, length, is_record, detail) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
    );
    this.insertRepeat = db.prepare("INSERT INTO repeats (record, primary_record, relation) VALUES (?, ?, 'unresolved')");
    this.storedId = db.prepare('SELECT event_id FROM records WHERE id = ?').pluck();
    this.repeatOf = db.prepare('SELECT primary_record FROM repeats WHERE record = ?').pluck();
    this.readNext();
    this.rows = new RecordRows(db, this.terms, this.nextRecord);
    this.keyRows = new RowBatch(db, 'key_events', ['record', 'key', 'issued']);
    this.fingerprints = new FingerprintTable(this.nextRecord);
    this.loadFingerprints();
  }

  /** To be called at the end of every transaction: rows of several items are stored together. */
  flush(): void {
    this.terms.flush();
    this.rows.flush();
    this.keyRows.flush();
  }

  /** To be called when a transaction in which something was stored came to nothing. */
  afterRollback(): void {
    this.terms.forget();
    this.readNext();
    this.rows.forget(this.nextRecord);
    this.keyRows.forget();
  }

  private readNext(): void {
    const next = (table: string): number => ((this.db.prepare(`SELECT max(id) FROM ${table}`).pluck().get() as number | null) ?? 0) + 1;
    this.nextRecord = next('records');
    this.nextEvidence = next('evidence');
  }

  /** Stores a new item with everything in it. The caller has made sure that its hash is not stored yet. */
  store(item: ItemToStore, map: CombinationMap): number {
    const id = this.nextEvidence++;
    const { events } = item;
    const firstRecord = this.nextRecord;
    const kept = item.bytes ? 1 : 0;
    this.insertEvidence.run(id, item.sha256, item.size, item.kind, item.shape, item.encoding, kept, firstRecord, events.count);
    if (item.bytes) this.storeBytes(id, item.bytes);
    this.storeContent(id, events, item.problems, map);
    return id;
  }

  /**
   * Begins an item that comes in parts. Until it is finished no other may be stored, and all of it is one transaction of the caller's.
   * @param existing row id of an item that is there already, of which a new parser makes something else, or which gets its bytes now
   */
  begin(existing: number | null = null): LargeItemStore {
    const id = existing ?? this.nextEvidence++;
    const firstRecord = this.nextRecord;
    let chunks = 0;
    let blocks = 0;
    const insertBlock = this.db.prepare('INSERT INTO content_blocks (evidence, seq, bytes) VALUES (?, ?, ?)');
    const store = this;
    return {
      get records() {
        return store.nextRecord - firstRecord;
      },
      appendBytes: (bytes) => void this.insertBytes.run(id, chunks++, bytes),
      appendBlock: (block) => void insertBlock.run(id, blocks++, block),
      appendPart: (events, problems, map) => this.storeContent(id, events, problems, map),
      finish: ({ sha256, size, kind, shape, encoding, problems, kept }) => {
        this.flush();
        const records = this.nextRecord - firstRecord;
        if (existing !== null) this.updateItem.run(kind, shape, encoding, firstRecord, records, id);
        else this.insertEvidence.run(id, sha256, size, kind, shape, encoding, kept ? 1 : 0, firstRecord, records);
        this.storeProblems(id, firstRecord, problems);
        return id;
      },
    };
  }

  /** Stores what a new parser makes of an item that is there; the caller has emptied what was derived before. */
  storeAnew(id: number, item: Pick<ItemToStore, 'kind' | 'shape' | 'encoding' | 'events' | 'problems'>, map: CombinationMap): void {
    this.updateItem.run(item.kind, item.shape, item.encoding, this.nextRecord, item.events.count, id);
    this.storeContent(id, item.events, item.problems, map);
  }

  private storeContent(id: number, events: EventColumns, problems: readonly ItemProblem[], map: CombinationMap): void {
    const firstRecord = this.nextRecord;
    this.rows.add(id, events, map);
    this.nextRecord += events.count;
    this.storeRepeats(firstRecord, events);
    if (events.keyEvents !== null) this.storeKeys(firstRecord, events.keyEvents);
    this.storeProblems(id, firstRecord, problems);
  }

  private storeKeys(firstRecord: number, { event, key, issued }: KeyEvents): void {
    for (let i = 0; i < event.length; i++)
      this.keyRows.add(firstRecord + (event[i] as number), this.terms.termId(key[i] as string), issued[i] ? 1 : 0);
  }

  private storeProblems(id: number, firstRecord: number, problems: readonly ItemProblem[]): void {
    for (const p of problems) {
      const record = p.event === null ? null : firstRecord + p.event;
      this.insertProblem.run(id, null, null, record, p.code, p.offset, p.length, p.isRecord ? 1 : 0, storable(p.detail));
    }
  }

  private storeBytes(id: number, bytes: Buffer): void {
    if (bytes.length > 0 && bytes.length <= CHUNK_BYTES) {
      this.insertBytes.run(id, 0, bytes);
      return;
    }
    let seq = 0;
    for (const portion of portionsOf(bytes)) this.insertBytes.run(id, seq++, portion);
  }

  /**
   * Keeps the bytes of an item that was only listed until now.
   * @param bytes all of them, or in portions of CHUNK_BYTES, the last of which may be shorter
   */
  keepLater(evidence: number, bytes: Buffer | Iterable<Buffer>): void {
    let kept = 0;
    for (const portion of Buffer.isBuffer(bytes) ? portionsOf(bytes) : bytes) this.insertBytes.run(evidence, kept++, portion);
    // An empty item gets an empty chunk: it tells a seal made before that this item was kept only after it.
    if (kept === 0) this.insertBytes.run(evidence, 0, Buffer.alloc(0));
    this.noteKept(evidence);
  }

  /** The bytes of an item that was only listed until now are all there. */
  noteKept(evidence: number): void {
    this.db.prepare('UPDATE evidence SET kept = 1 WHERE id = ?').run(evidence);
  }

  /** Notes where an item was met. */
  addPlace(evidence: number | null, place: Place): void {
    this.insertPlace.run(evidence, place.source, storable(place.path), place.modified === null ? null : Math.round(place.modified));
  }

  /** A file that could not be read at all: listed without an item. */
  addUnreadable(place: Place, code: string, detail: string): void {
    this.addPlace(null, place);
    this.addPlaceProblem(null, place, code, detail);
  }

  /** A problem of the place in which an item was met, not of its bytes. */
  addPlaceProblem(evidence: number | null, place: Place, code: string, detail: string): void {
    this.insertProblem.run(evidence, place.source, storable(place.path), null, code, null, null, 0, storable(detail));
  }

  private storeRepeats(firstRecord: number, events: EventColumns): void {
    const { uuid, idKind, otherIds, from: begin } = events;
    for (let from = 0; from < events.count; from += LOOKED_UP) {
      const count = Math.min(LOOKED_UP, events.count - from);
      const { found } = this;
      for (let n = 0; n < count; n++) {
        const i = from + n;
        const at = begin + i;
        found[n] = idKind[at] === 2 ? textFingerprint(storable(otherIds.get(i) ?? '')) : uuidFingerprint(uuid, at * 16);
      }
      this.fingerprints.touch(found, count);
      for (let n = 0; n < count; n++)
        if (idKind[begin + from + n] !== 0) this.storeRepeat(firstRecord + from + n, found[n] as number, events, from + n);
    }
  }

  private storeRepeat(record: number, fingerprint: number, { from, idKind, otherIds, uuid }: EventColumns, i: number): void {
    const earlier = this.fingerprints.findOrAdd(fingerprint, record, (candidate) =>
      this.hasId(candidate, idKind[from + i] === 2 ? storable(otherIds.get(i) ?? '') : null, uuid, (from + i) * 16),
    );
    if (earlier === 0) return;
    const primary = (this.repeatOf.get(earlier) as number | undefined) ?? earlier;
    this.insertRepeat.run(record, primary);
  }

  private hasId(candidate: number, text: string | null, uuid: Uint8Array, at: number): boolean {
    // Ids of the same item may still wait; of most others that share a fingerprint the row is there.
    if (candidate >= this.nextRecord - this.rows.waitingRows) this.rows.flush();
    const stored = this.storedId.get(candidate) as Buffer | string | null | undefined;
    if (text !== null) return stored === text;
    return Buffer.isBuffer(stored) && stored.equals(uuid.subarray(at, at + 16));
  }

  /** The first record of every id, from what the case holds already. */
  private loadFingerprints(): void {
    const rows = this.db
      .prepare('SELECT r.id, r.event_id FROM records r WHERE r.event_id IS NOT NULL ORDER BY r.id')
      .raw()
      .iterate() as IterableIterator<[number, Buffer | string]>;
    for (const [record, id] of rows) {
      // Later records of the same id are entered too: a hit on any of them leads to the same primary.
      this.fingerprints.add(typeof id === 'string' ? textFingerprint(id) : uuidFingerprint(id, 0), record);
    }
  }
}

function* portionsOf(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) yield bytes.subarray(at, at + CHUNK_BYTES);
}
