// The custody log: what was done to the case, by whom and when, chained so that no entry changes unnoticed.
import { createHash } from 'node:crypto';
import type { Database, Statement } from 'better-sqlite3';
import type { CustodyRow } from '../../shared/domain.ts';

/** `previous` of the first entry. */
export const CHAIN_START = '0'.repeat(64);

export interface CustodyEntry {
  /** What was done: `create`, `import`, `verify`, `report`, `annotate`, … */
  action: string;
  /** In words: `done`, `cancelled`, `failed: …`. */
  outcome: string;
  detail: Record<string, unknown>;
}

/** Who acts, and with what. */
export interface Actor {
  who: string;
  tool: string;
}

/**
 * SHA-256, lower-case hex, over the canonical form of an entry: seq, at, who, action, tool, outcome, detail and
 * previous, in this order, as UTF-8 joined by single line feeds, none at the end. Defined in docs/case-format.md.
 */
export function custodyHash(row: Omit<CustodyRow, 'hash'>): string {
  const text = [row.seq, row.at, row.who, row.action, row.tool, row.outcome, row.detail, row.previous].join('\n');
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** Fields are joined by line feeds, so none may hold one. */
function oneLine(text: string): string {
  return text.replace(/[\r\n]+/g, ' ');
}

/** The newest entry, to which the next one is chained. */
interface ChainEnd {
  seq: number;
  hash: string;
}

interface Statements {
  last: Statement;
  insert: Statement;
}

/** Prepared once for each connection: twenty thousand entries may be appended at a time. */
const statements = new WeakMap<Database, Statements>();

function statementsOf(db: Database): Statements {
  let known = statements.get(db);
  if (!known) {
    known = {
      last: db.prepare('SELECT seq, hash FROM custody ORDER BY seq DESC LIMIT 1'),
      insert: db.prepare(
        'INSERT INTO custody (seq, at, who, action, tool, outcome, detail, previous, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
      ),
    };
    statements.set(db, known);
  }
  return known;
}

/** The newest entry; seq 0 and CHAIN_START when there is none. */
export function chainEnd(db: Database): ChainEnd {
  return (statementsOf(db).last.get() as ChainEnd | undefined) ?? { seq: 0, hash: CHAIN_START };
}

/** Appends an entry; call it inside the transaction of what it describes. Returns the new head. */
export function appendCustody(db: Database, actor: Actor, entry: CustodyEntry, at = Date.now()): string {
  return appendAfter(db, chainEnd(db), actor, entry, at).hash;
}

/** Appends an entry to the newest one, where that is known since it was written in the same transaction. Returns the entry as the new end. */
export function appendAfter(db: Database, last: ChainEnd, actor: Actor, entry: CustodyEntry, at: number): ChainEnd {
  const row = {
    seq: last.seq + 1,
    at,
    who: oneLine(actor.who),
    action: oneLine(entry.action),
    tool: oneLine(actor.tool),
    outcome: oneLine(entry.outcome),
    detail: JSON.stringify(entry.detail),
    previous: last.hash,
  };
  const hash = custodyHash(row);
  statementsOf(db).insert.run(row.seq, row.at, row.who, row.action, row.tool, row.outcome, row.detail, row.previous, hash);
  return { seq: row.seq, hash };
}

/** Number of entries and the newest hash; CHAIN_START when there is none. */
export function custodyHead(db: Pick<Database, 'prepare'>): { entries: number; head: string } {
  const entries = db.prepare('SELECT count(*) FROM custody').pluck().get() as number;
  const head = db.prepare('SELECT hash FROM custody ORDER BY seq DESC LIMIT 1').pluck().get() as string | undefined;
  return { entries, head: head ?? CHAIN_START };
}
