// Terms and combinations in the case: from texts to row ids, with bounded memory in front of the unique indexes.
import type { Statement } from 'better-sqlite3';
import type { Combination, Terms } from '../../shared/parsed-item.ts';
import type { WriteConnection } from './open.ts';

/** Entries remembered per map; beyond, the map is emptied and the index answers. */
const REMEMBERED = 200_000;

/** What is remembered of a table. While that is all of it, a miss means "new" and the index need not be asked. */
interface Memory {
  ids: Map<string, number>;
  complete: boolean;
}

/** Remembers a table that is small enough, so that importing into an existing case is as fast as into a new one. */
function recall(db: WriteConnection, table: string, key: string): Memory {
  const count = db.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number;
  if (count > REMEMBERED / 2) return { ids: new Map(), complete: false };
  const rows = db.prepare(`SELECT ${key}, id FROM ${table}`).raw().all() as [string, number][];
  return { ids: new Map(rows), complete: true };
}

function remember(memory: Memory, key: string, id: number): void {
  if (memory.ids.size >= REMEMBERED) {
    memory.ids.clear();
    memory.complete = false;
  }
  memory.ids.set(key, id);
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

interface CombinationStatements {
  find: Statement;
  insert: Statement;
  known: Memory;
}

export class TermStore {
  private readonly findTerm: Statement;
  private readonly insertTerm: Statement;
  private readonly terms: Memory;
  private readonly findSteps: Statement;
  private readonly insertSteps: Statement;
  private readonly steps = new Map<string, number>();
  private readonly combinations: Record<Combination, CombinationStatements>;

  constructor(db: WriteConnection) {
    this.findTerm = db.prepare('SELECT id FROM terms WHERE value = ?').pluck();
    this.terms = recall(db, 'terms', 'value');
    this.insertTerm = db.prepare('INSERT INTO terms (value) VALUES (?)');
    this.findSteps = db.prepare('SELECT id FROM decoding_steps WHERE value = ?').pluck();
    this.insertSteps = db.prepare('INSERT INTO decoding_steps (value) VALUES (?)');
    const prepare = (kind: Combination): CombinationStatements => {
      const { table, columns } = TABLES[kind];
      return {
        find: db.prepare(`SELECT id FROM ${table} WHERE ${columns.map((c) => `${c} = ?`).join(' AND ')}`).pluck(),
        insert: db.prepare(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`),
        known: recall(db, table, columns.join(" || ',' || ")),
      };
    };
    this.combinations = { call: prepare('call'), identity: prepare('identity'), origin: prepare('origin') };
  }

  /** Row id of a term; 0 for null. */
  termId(value: string | null): number {
    if (value === null) return 0;
    const known = this.terms.ids.get(value);
    if (known !== undefined) return known;
    // SQLite ends text at U+0000 in some functions and refuses lone surrogates: both are stored escaped.
    const stored = storable(value);
    const found = this.terms.complete ? this.terms.ids.get(stored) : (this.findTerm.get(stored) as number | undefined);
    const id = found ?? Number(this.insertTerm.run(stored).lastInsertRowid);
    remember(this.terms, stored, id);
    if (stored !== value) remember(this.terms, value, id);
    return id;
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
    const { find, insert, known } = this.combinations[kind];
    const key = ids.join(',');
    const remembered = known.ids.get(key);
    if (remembered !== undefined) return remembered;
    const found = known.complete ? undefined : (find.get(ids) as number | undefined);
    const id = found ?? Number(insert.run(ids).lastInsertRowid);
    remember(known, key, id);
    return id;
  }

  /** After a rollback what was remembered may not be stored. */
  forget(): void {
    this.steps.clear();
    for (const memory of [this.terms, ...Object.values(this.combinations).map(({ known }) => known)]) {
      memory.ids.clear();
      memory.complete = false;
    }
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
