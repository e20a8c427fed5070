// What is kept of a scoping as evidence: enough to repeat it, and to see that what was fetched is what was named. Unlike the record of a listing it has times and
// ids: an execution is what it is.
import type { AthenaOutcome, NamedObject } from '../../../shared/athena.ts';
import { MARK, recordPath } from '../s3/documents.ts';
import { addressOf } from './named-paths.ts';

export interface ScopingDocument {
  [MARK]: 'athena scoping';
  outcome: Omit<AthenaOutcome, 'objects' | 'elsewhere'>;
  /** As the catalog had it; null where no table was looked up. */
  table: unknown;
  /** Address and number of rows found in it, null where they were not counted. */
  objects: [address: string, records: number | null][];
}

/** Folder of the record in which scopings stand. */
export const SCOPING_FOLDER = 'scoping';

export function scopingDocument(
  { objects: _, elsewhere: __, ...outcome }: AthenaOutcome,
  table: unknown,
  objects: readonly NamedObject[],
): Buffer {
  const head = JSON.stringify({ [MARK]: 'athena scoping', outcome, table }).slice(0, -1);
  const lines = objects.map((one) => JSON.stringify([addressOf(one), one.records]));
  return Buffer.from(`${head},"objects":[\n${lines.join(',\n')}\n]}\n`);
}

/** Null for what is no such document. */
export function readScoping(text: string): ScopingDocument | null {
  try {
    const value = JSON.parse(text) as Partial<ScopingDocument>;
    return value[MARK] === 'athena scoping' && Array.isArray(value.objects) && typeof value.outcome?.sql === 'string'
      ? (value as ScopingDocument)
      : null;
  } catch {
    return null;
  }
}

export function scopingPath(executionId: string, bytes: Uint8Array): string {
  return recordPath(SCOPING_FOLDER, executionId, bytes);
}
