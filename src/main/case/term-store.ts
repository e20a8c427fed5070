// Terms and combinations in the case: from texts to row ids, with bounded memory in front of the unique indexes.
import type { Statement } from 'better-sqlite3';
import type { Combination, Terms } from '../../shared/parsed-item.ts';
import type { WriteConnection } from './open.ts';

/** Entries remembered per map; beyond, the map is emptied and the index answers. */
const REMEMBERED = 200_000;

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
  known: Map<string, number>;
}

export class TermStore {
  private readonly findTerm: Statement;
  private readonly insertTerm: Statement;
  private readonly terms = new Map<string, number>();
  private readonly combinations: Record<Combination, CombinationStatements>;

  constructor(db: WriteConnection) {
    this.findTerm = db.prepare('SELECT id FROM terms WHERE value = ?').pluck();
    this.insertTerm = db.prepare('INSERT INTO terms (value) VALUES (?)');
    const prepare = (kind: Combination): CombinationStatements => {
      const { table, columns } = TABLES[kind];
      return {
        find: db.prepare(`SELECT id FROM ${table} WHERE ${columns.map((c) => `${c} = ?`).join(' AND ')}`).pluck(),
        insert: db.prepare(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`),
        known: new Map(),
      };
    };
    this.combinations = { call: prepare('call'), identity: prepare('identity'), origin: prepare('origin') };
  }

  /** Row id of a term; 0 for null. */
  termId(value: string | null): number {
    if (value === null) return 0;
    const known = this.terms.get(value);
    if (known !== undefined) return known;
    // SQLite ends text at U+0000 in some functions and refuses lone surrogates: both are stored escaped.
    const stored = storable(value);
    const found = this.findTerm.get(stored) as number | undefined;
    const id = found ?? Number(this.insertTerm.run(stored).lastInsertRowid);
    if (this.terms.size >= REMEMBERED) this.terms.clear();
    this.terms.set(value, id);
    return id;
  }

  /** Row id of a combination of terms. */
  combinationId(kind: Combination, terms: Terms): number {
    const ids = terms.map((term) => this.termId(term));
    const { find, insert, known } = this.combinations[kind];
    const key = ids.join(',');
    const remembered = known.get(key);
    if (remembered !== undefined) return remembered;
    const found = find.get(ids) as number | undefined;
    const id = found ?? Number(insert.run(ids).lastInsertRowid);
    if (known.size >= REMEMBERED) known.clear();
    known.set(key, id);
    return id;
  }

  /** After a rollback what was remembered may not be stored. */
  forget(): void {
    this.terms.clear();
    for (const { known } of Object.values(this.combinations)) known.clear();
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
