// Compares the tables of ATT&CK's techniques that a case holds with the custody entries that tell of them.
import type { Finding } from '../../shared/domain.ts';
import { ATTACK_DATA_ACTION, ATTACK_DATA_FACT, tableHash } from '../case/attack-data.ts';
import type { ReadConnection } from '../case/open.ts';

/** Every table has its entry, and every entry its table, in the same order. */
export function verifyAttackData(db: ReadConnection): Finding[] {
  const facts = db.prepare('SELECT at, value FROM case_facts WHERE name = ? ORDER BY id').all(ATTACK_DATA_FACT) as {
    at: number;
    value: string;
  }[];
  const entries = db.prepare('SELECT at, detail FROM custody WHERE action = ? ORDER BY seq').all(ATTACK_DATA_ACTION) as {
    at: number;
    detail: string;
  }[];
  const same =
    facts.length === entries.length &&
    facts.every(({ at, value }, i) => at === entries[i]?.at && tableHash(value) === tableIn(entries[i]?.detail ?? ''));
  if (same) return [];
  const reason = "the tables of ATT&CK's techniques are not those of which the custody log tells";
  return [{ kind: 'custody', key: 'ATT&CK data', verdict: 'differing', reason }];
}

/** What an altered entry says may be anything. */
function tableIn(detail: string): unknown {
  try {
    return (JSON.parse(detail) as { table?: unknown } | null)?.table;
  } catch {
    return undefined;
  }
}
