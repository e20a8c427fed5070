// Compares the columns that questions are answered from with the records.
import type { Finding } from '../../shared/domain.ts';
import type { ReadConnection } from '../case/open.ts';
import { CHUNK_RECORDS, differingChunks } from '../case/record-columns.ts';

export function verifyColumns(db: ReadConnection): Finding[] {
  return differingChunks(db).map((chunk) => ({
    kind: 'event',
    key: `columns of records ${chunk * CHUNK_RECORDS + 1} to ${(chunk + 1) * CHUNK_RECORDS}`,
    verdict: 'differing',
    reason: 'the columns that questions are answered from are not what the records say',
  }));
}
