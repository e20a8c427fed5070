// `scope --repeat`: the newest scoping that a case has a record of, run once more by the same text, and what it names now.
import type { AthenaAsk } from '../../shared/athena.ts';
import { TrailcaseError } from '../../shared/errors.ts';
import { addressOf } from '../acquire/athena/named-paths.ts';
import { readScoping, SCOPING_FOLDER } from '../acquire/athena/record.ts';
import { EvidenceReader } from '../case/evidence.ts';
import { openForReading } from '../case/open.ts';
import type { Scoping } from '../jobs/athena-scope.ts';

interface Former {
  ask: AthenaAsk;
  region: string | null;
  executionId: string;
  addresses: string[];
}

export interface Repeated {
  /** Of the scoping that was repeated. */
  executionId: string;
  same: boolean;
  /** Addresses named now and not then, and the other way round. */
  added: string[];
  gone: string[];
}

/** Errors: those of opening a case, EVIDENCE_MISSING where it has no record of a scoping. */
export function askForRepeat(path: string): Former {
  const db = openForReading(path);
  try {
    const ids = db
      .prepare(
        `SELECT f.evidence FROM found_at f JOIN sources s ON s.id = f.source
         WHERE s.kind = 's3-record' AND f.path GLOB '${SCOPING_FOLDER}/*' AND f.evidence IS NOT NULL ORDER BY f.id DESC`,
      )
      .pluck()
      .all() as number[];
    for (const id of ids) {
      const document = readScoping(new EvidenceReader(db).content(id).toString('utf8'));
      if (document === null) continue;
      const { sql, workgroup, catalog, database, table, evidence, region, executionId } = document.outcome;
      // Of the table's buckets the table tells again; one that was named beside them it does not.
      const told = JSON.stringify(document.table ?? null);
      const named = evidence.find((one) => !told.includes(`${one}/`) && !told.includes(`${one}"`)) ?? evidence[0];
      const ask: AthenaAsk = {
        sql,
        workgroup,
        catalog,
        database,
        ...(table !== null && { table }),
        ...(named !== undefined && { evidence: named }),
      };
      return { ask, region, executionId, addresses: document.objects.map(([address]) => address) };
    }
  } finally {
    db.close();
  }
  throw new TrailcaseError('EVIDENCE_MISSING', 'The case has no record of a scoping', 'Scope with --import, which keeps it as evidence.');
}

export function compared({ executionId, addresses }: Former, { objects, elsewhere }: Scoping): Repeated {
  const now = new Set([...objects, ...elsewhere].map(addressOf));
  const then = new Set(addresses);
  const added = [...now].filter((one) => !then.has(one));
  const gone = [...then].filter((one) => !now.has(one));
  return { executionId, same: added.length === 0 && gone.length === 0, added, gone };
}
