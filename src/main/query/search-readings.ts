// What a person reads in the bytes of a record, where that is not the bytes themselves.

/** A row of a table stands as it was delivered: within a quoted cell, quotes are doubled. With them as one; null where that is the same. */
export function singleQuotes(record: Buffer, steps: string): Buffer | null {
  if (!steps.includes('reduced:csv') || !record.includes('""')) return null;
  return Buffer.from(record.toString('latin1').replaceAll('""', '"'), 'latin1');
}
