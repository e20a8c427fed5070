// Compares a table of versions, to which rows are only added, with the custody entries that tell of each row, in the same order.
import type { Finding } from '../../shared/domain.ts';
import type { ReadConnection } from '../case/open.ts';

/** A custody entry that tells of a row. */
interface TellingEntry {
  seq: number;
  at: number;
  who: string;
  detail: string;
}

interface VersionTable<Row, Told> {
  /** Rows in order of their ids. */
  rows: string;
  /** The action of the entries that tell of rows. */
  action: string;
  /** What a row holds, and what its entry says it must hold, in the same order. */
  held(row: Row): unknown[];
  told(entry: TellingEntry, detail: Partial<Told>): unknown[];
  /** A row of which no entry tells; an entry whose row is not there; a row that is not what its entry tells. */
  untold(row: Row): Finding;
  missing(entry: TellingEntry, detail: Partial<Told>): Finding;
  differing(row: Row, entry: TellingEntry): Finding;
}

/** Every row has its entry, and every entry its row. */
export function verifyVersions<Row, Told>(db: ReadConnection, table: VersionTable<Row, Told>): Finding[] {
  const rows = db.prepare(table.rows).all() as Row[];
  const entries = db.prepare('SELECT seq, at, who, detail FROM custody WHERE action = ? ORDER BY seq').all(table.action) as TellingEntry[];
  const findings: Finding[] = [];
  for (let i = 0; i < Math.max(rows.length, entries.length); i++) {
    const [row, entry] = [rows[i], entries[i]];
    if (entry === undefined) findings.push(table.untold(row as Row));
    else if (row === undefined) findings.push(table.missing(entry, detailOf(entry)));
    else {
      const held = table.held(row);
      if (table.told(entry, detailOf(entry)).some((value, n) => value !== held[n])) findings.push(table.differing(row, entry));
    }
  }
  return findings;
}

/** What an altered entry says may be anything. */
function detailOf<Told>({ detail }: TellingEntry): Partial<Told> {
  try {
    const parsed: unknown = JSON.parse(detail);
    return typeof parsed === 'object' && parsed !== null ? (parsed as Partial<Told>) : {};
  } catch {
    return {};
  }
}
