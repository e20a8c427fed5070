// By which number a term is found: an index on texts would be twenty times as large.
import { hash } from 'node:crypto';

/** The first 48 bits of the SHA-256 of a term as it is stored, in UTF-8: as many as a number holds exactly. Part of the format: docs/case-format.md. */
export function termHash(stored: string): number {
  return hash('sha256', stored, 'buffer').readUIntBE(0, 6);
}

/**
 * SQL: ids of the term with a hash and a value, both to be bound. The index is divided into runs of 65,536 terms, so that new ones, whose hashes fall
 * anywhere, touch few of its pages: each run is asked.
 */
export const TERM_IDS = `SELECT id FROM terms WHERE id >> 16 IN (
  WITH RECURSIVE runs(run) AS (SELECT 0 UNION ALL SELECT run + 1 FROM runs WHERE run < (SELECT max(id) >> 16 FROM terms)) SELECT run FROM runs
) AND hash = ? AND value = ?`;

/** Text as a case stores it: U+0000 and lone surrogates as `\\u0000`-style escapes, everything else as it is. */
export function storable(value: string): string {
  if (!/[\u0000\ud800-\udfff]/.test(value)) return value;
  return value.replace(
    /\u0000|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
