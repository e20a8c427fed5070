// ATT&CK's techniques as they were loaded into a case: a fact of it, with a custody entry that tells of the file and of the table that was made of it.
import { createHash } from 'node:crypto';
import { AttackData } from '../../shared/findings.ts';
import { SHIPPED_ATTACK } from '../attack/shipped.ts';
import type { CaseFile } from './case-file.ts';
import type { ReadConnection } from './open.ts';
import { storable } from './term-store.ts';

/** The action of custody entries that tell of such data. */
export const ATTACK_DATA_ACTION = 'attack-data';

/** Name of the fact: the newest counts. */
export const ATTACK_DATA_FACT = 'attackData';

/** What was loaded last; where nothing was, or nothing that this version can read, the small table that comes with Trailcase. */
export function attackData(db: ReadConnection): AttackData {
  return stored(db)?.data ?? SHIPPED_ATTACK;
}

/** SHA-256 of the table that `attackData` gives: of a loaded one the hash that its custody entry names, of the shipped one that of its techniques as JSON. */
export function attackTableHash(db: ReadConnection): string {
  return tableHash(stored(db)?.value ?? JSON.stringify(SHIPPED_ATTACK.techniques));
}

function stored(db: ReadConnection): { data: AttackData; value: string } | null {
  const value = db.prepare('SELECT value FROM case_facts WHERE name = ? ORDER BY id DESC LIMIT 1').pluck().get(ATTACK_DATA_FACT);
  if (typeof value !== 'string') return null;
  try {
    return { data: AttackData.parse(JSON.parse(value)), value };
  } catch {
    return null;
  }
}

/** From now on techniques are chosen from these; those that were chosen stay as they are. */
export function noteAttackData(file: CaseFile, data: AttackData, at = Date.now()): void {
  const value = storable(JSON.stringify(data));
  file.db.transaction(() => {
    file.db.prepare('INSERT INTO case_facts (at, name, value) VALUES (?, ?, ?)').run(at, ATTACK_DATA_FACT, value);
    const { data: version, file: name, sha256, techniques } = data;
    file.record(
      {
        action: ATTACK_DATA_ACTION,
        outcome: 'loaded',
        // The table itself would stand in every report's custody log: its hash says as much.
        detail: { data: version, file: storable(name), sha256, techniques: techniques.length, table: tableHash(value) },
      },
      at,
    );
  })();
}

/** SHA-256 of the fact's text, lower-case hex. */
export function tableHash(value: string): string {
  return createHash('sha256').update(value).digest('hex');
}
