// Terms and combinations in the case: from texts to row ids.
import type { Statement } from 'better-sqlite3';
import type { Combination, Terms } from '../../shared/parsed-item.ts';
import { CombinationStore } from './combination-store.ts';
import { FingerprintTable, numbersFingerprint } from './fingerprints.ts';
import type { WriteConnection } from './open.ts';
import { RowBatch } from './row-batch.ts';
import { storable, termHash } from './term-hash.ts';

/** Terms remembered; beyond, those not met for long are forgotten, and the table answers for them. */
const REMEMBERED = 60_000;

/** What is remembered of the terms, in two generations: what the younger lacks may be in the older, and moves over when it is met. */
class Memory {
  private young: Map<string, number>;
  private old = new Map<string, number>();

  private constructor(rows: [string, number][]) {
    this.young = new Map(rows);
  }

  /** Remembers all terms where they are few, so that importing into an existing case is as fast as into a new one. */
  static of(db: WriteConnection): Memory {
    const count = db.prepare('SELECT count(*) FROM terms').pluck().get() as number;
    if (count > REMEMBERED / 4) return new Memory([]);
    return new Memory(db.prepare('SELECT value, id FROM terms').raw().all() as [string, number][]);
  }

  get(key: string): number | undefined {
    const id = this.young.get(key);
    if (id !== undefined) return id;
    const older = this.old.get(key);
    if (older !== undefined) this.set(key, older);
    return older;
  }

  set(key: string, id: number): void {
    if (this.young.size >= REMEMBERED / 2) {
      this.old = this.young;
      this.young = new Map();
    }
    this.young.set(key, id);
  }

  forget(): void {
    this.young = new Map();
    this.old = new Map();
  }
}

export class TermStore {
  private readonly known: Memory;
  private readonly termOf: Statement;
  private readonly lastTerm: Statement;
  private readonly rows: RowBatch;
  /** Hashes of all terms in the case, with their ids: most that are not remembered are new, and the index need not be asked. */
  private readonly hashes: FingerprintTable;
  private nextTerm = 1;
  private readonly findSteps: Statement;
  private readonly insertSteps: Statement;
  private readonly steps = new Map<string, number>();
  private readonly combinations: Record<Combination, CombinationStore>;

  constructor(db: WriteConnection) {
    this.known = Memory.of(db);
    this.termOf = db.prepare('SELECT value FROM terms WHERE id = ?').pluck();
    this.lastTerm = db.prepare('SELECT max(id) FROM terms').pluck();
    this.rows = new RowBatch(db, 'terms', ['hash', 'value']);
    this.readNext();
    this.hashes = new FingerprintTable(this.nextTerm);
    const stored = db.prepare('SELECT id, hash FROM terms').raw().iterate() as IterableIterator<[number, number]>;
    for (const [id, hash] of stored) this.hashes.add(numbersFingerprint(halves(hash)), id);
    this.findSteps = db.prepare('SELECT id FROM decoding_steps WHERE value = ?').pluck();
    this.insertSteps = db.prepare('INSERT INTO decoding_steps (value) VALUES (?)');
    this.combinations = {
      call: new CombinationStore(db, 'call'),
      identity: new CombinationStore(db, 'identity'),
      origin: new CombinationStore(db, 'origin'),
    };
  }

  /** Row id of a term; 0 for null. */
  termId(value: string | null): number {
    if (value === null) return 0;
    const { known } = this;
    const remembered = known.get(value);
    if (remembered !== undefined) return remembered;
    // SQLite ends text at U+0000 in some functions and refuses lone surrogates: both are stored escaped.
    const stored = storable(value);
    const id = (stored === value ? undefined : known.get(stored)) ?? this.storedTerm(stored);
    known.set(stored, id);
    if (stored !== value) known.set(value, id);
    return id;
  }

  private storedTerm(stored: string): number {
    const hash = termHash(stored);
    const id = this.nextTerm;
    // A row that waits is not the same: it would be remembered.
    const known = this.hashes.findOrAdd(numbersFingerprint(halves(hash)), id, (candidate) => this.termOf.get(candidate) === stored);
    if (known !== 0) return known;
    this.rows.add(hash, stored);
    this.nextTerm++;
    return id;
  }

  private readNext(): void {
    this.nextTerm = ((this.lastTerm.get() as number | null) ?? 0) + 1;
  }

  /** Row id of decoding steps; 0 for none. */
  stepsId(value: string): number {
    if (value === '') return 0;
    const known = this.steps.get(value);
    if (known !== undefined) return known;
    const id = (this.findSteps.get(value) as number | undefined) ?? Number(this.insertSteps.run(value).lastInsertRowid);
    if (this.steps.size >= REMEMBERED) this.steps.clear();
    this.steps.set(value, id);
    return id;
  }

  /** Row id of a combination of terms. It is there only after `flush`. */
  combinationId(kind: Combination, terms: Terms): number {
    return this.combinations[kind].idOf(terms.map((term) => this.termId(term)));
  }

  /** To be called before anything reads terms or combinations, and before the transaction ends. */
  flush(): void {
    this.rows.flush();
    for (const combinations of Object.values(this.combinations)) combinations.flush();
  }

  /** After a rollback what is remembered may not be stored. Hashes may stay: the row that they lead to is compared. */
  forget(): void {
    this.steps.clear();
    this.known.forget();
    this.rows.forget();
    this.readNext();
    for (const combinations of Object.values(this.combinations)) combinations.forget();
  }
}

/** A hash as two numbers of at most 32 bits. */
function halves(hash: number): number[] {
  return [hash >>> 0, Math.floor(hash / 2 ** 32)];
}

export { storable };
