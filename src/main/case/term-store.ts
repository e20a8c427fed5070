// Terms and combinations in the case: from texts to row ids, with bounded memory in front of the unique indexes.
import type { Statement } from 'better-sqlite3';
import type { Combination, Terms } from '../../shared/parsed-item.ts';
import type { WriteConnection } from './open.ts';
import { termHash } from './term-hash.ts';

/** Entries remembered per table; beyond, those not met for long are forgotten, and the index answers for them. */
const REMEMBERED = 60_000;

/** What is remembered of a table, in two generations: what the younger lacks may be in the older, and moves over when it is met. */
class Memory {
  private young: Map<string, number>;
  private old = new Map<string, number>();

  private constructor(rows: [string, number][]) {
    this.young = new Map(rows);
  }

  /** Remembers a table that is small enough, so that importing into an existing case is as fast as into a new one. */
  static of(db: WriteConnection, table: string, key: string): Memory {
    const count = db.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number;
    if (count > REMEMBERED / 4) return new Memory([]);
    return new Memory(db.prepare(`SELECT ${key}, id FROM ${table}`).raw().all() as [string, number][]);
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

const TABLES: Record<Combination, { table: string; columns: readonly string[] }> = {
  call: {
    table: 'calls',
    columns: [
      'event_source',
      'event_name',
      'event_type',
      'event_category',
      'event_version',
      'region',
      'account',
      'error_code',
      'read_only',
    ],
  },
  identity: { table: 'identities', columns: ['type', 'account', 'actor', 'arn', 'principal', 'access_key', 'invoked_by'] },
  origin: { table: 'origins', columns: ['source_ip', 'user_agent'] },
};

interface Keyed {
  find: Statement;
  insert: Statement;
  known: Memory;
}

export class TermStore {
  private readonly terms: Keyed;
  private readonly findSteps: Statement;
  private readonly insertSteps: Statement;
  private readonly steps = new Map<string, number>();
  private readonly combinations: Record<Combination, Keyed>;

  constructor(db: WriteConnection) {
    this.terms = {
      find: db.prepare('SELECT id FROM terms WHERE hash = ? AND value = ?').pluck(),
      insert: db.prepare('INSERT INTO terms (hash, value) VALUES (?, ?)'),
      known: Memory.of(db, 'terms', 'value'),
    };
    this.findSteps = db.prepare('SELECT id FROM decoding_steps WHERE value = ?').pluck();
    this.insertSteps = db.prepare('INSERT INTO decoding_steps (value) VALUES (?)');
    const prepare = (kind: Combination): Keyed => {
      const { table, columns } = TABLES[kind];
      const places = columns.map(() => '?').join(', ');
      return {
        find: db.prepare(`SELECT id FROM ${table} WHERE ${columns.map((c) => `${c} = ?`).join(' AND ')}`).pluck(),
        insert: db.prepare(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${places}) ON CONFLICT DO NOTHING`),
        known: Memory.of(db, table, columns.join(" || ',' || ")),
      };
    };
    this.combinations = { call: prepare('call'), identity: prepare('identity'), origin: prepare('origin') };
  }

  /** Row id of a term; 0 for null. */
  termId(value: string | null): number {
    if (value === null) return 0;
    const { known } = this.terms;
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
    const { find, insert } = this.terms;
    const hash = termHash(stored);
    return (find.get(hash, stored) as number | undefined) ?? Number(insert.run(hash, stored).lastInsertRowid);
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

  /** Row id of a combination of terms. */
  combinationId(kind: Combination, terms: Terms): number {
    const ids = terms.map((term) => this.termId(term));
    const { known } = this.combinations[kind];
    const key = ids.join(',');
    const remembered = known.get(key);
    if (remembered !== undefined) return remembered;
    const { find, insert } = this.combinations[kind];
    // New ones are what is mostly asked for: so they are inserted first, and looked for only if that changed nothing.
    const { changes, lastInsertRowid } = insert.run(ids);
    const id = changes === 1 ? Number(lastInsertRowid) : (find.get(ids) as number);
    known.set(key, id);
    return id;
  }

  /** After a rollback what is remembered may not be stored. */
  forget(): void {
    this.steps.clear();
    for (const { known } of [this.terms, ...Object.values(this.combinations)]) known.forget();
  }
}

/** Text as a case stores it: U+0000 and lone surrogates as `\\u0000`-style escapes, everything else as it is. */
export function storable(value: string): string {
  if (!/[\u0000\ud800-\udfff]/.test(value)) return value;
  return value.replace(
    /\u0000|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
