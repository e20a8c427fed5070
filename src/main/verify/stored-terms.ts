// Compares combinations as derived anew with those stored, each pair of ids once.
import { COMBINATIONS, type Combination, type NewCombinations, type Terms } from '../../shared/parsed-item.ts';
import { COMBINATION_TABLES } from '../case/combination-tables.ts';
import type { ReadConnection } from '../case/open.ts';
import { storable } from '../case/term-store.ts';

/** Texts of terms that are remembered; beyond, all are forgotten and read again. */
const REMEMBERED = 50_000;

export class StoredTerms {
  private readonly derived: Record<Combination, Map<number, Terms>> = { call: new Map(), identity: new Map(), origin: new Map() };
  private readonly stored: Record<Combination, (id: number) => Terms | null>;
  /** Per kind and derived id, the stored id for which it stands: found equal once, never looked at again. */
  private readonly equal: Record<Combination, number[]> = { call: [], identity: [], origin: [] };

  constructor(db: ReadConnection) {
    const term = db.prepare('SELECT value FROM terms WHERE id = ?').pluck();
    const remembered = new Map<number, string>();
    const value = (id: number): string | null => {
      if (id === 0) return null;
      let text = remembered.get(id);
      if (text !== undefined) return text;
      text = (term.get(id) as string | undefined) ?? `⟨term ${id} is missing⟩`;
      // Most terms stand in few combinations; those that stand in many are met again soon.
      if (remembered.size >= REMEMBERED) remembered.clear();
      remembered.set(id, text);
      return text;
    };
    const reader = (kind: Combination): ((id: number) => Terms | null) => {
      const { table, columns } = COMBINATION_TABLES[kind];
      const row = db.prepare(`SELECT ${columns.join(', ')} FROM ${table} WHERE id = ?`).raw();
      return (id) => (row.get(id) as number[] | undefined)?.map(value) ?? null;
    };
    this.stored = { call: reader('call'), identity: reader('identity'), origin: reader('origin') };
  }

  /** Takes the combinations that the parser met for the first time. */
  learn(fresh: Record<Combination, NewCombinations>): void {
    for (const kind of COMBINATIONS) fresh[kind].terms.forEach((terms, i) => void this.derived[kind].set(fresh[kind].from + i, terms));
  }

  /** Whether a derived and a stored id stand for the same terms. */
  same(kind: Combination, derivedId: number, storedId: number): boolean {
    const known = this.equal[kind];
    if (known[derivedId] === storedId) return true;
    const derived = this.derived[kind].get(derivedId);
    const stored = this.stored[kind](storedId);
    const result =
      derived !== undefined && stored !== null && derived.every((term, i) => (term === null ? null : storable(term)) === stored[i]);
    if (result) {
      known[derivedId] = storedId;
      // No other stored combination has these terms: compared with another id, it differs.
      this.derived[kind].delete(derivedId);
    }
    return result;
  }
}
