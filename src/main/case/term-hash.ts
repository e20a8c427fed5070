// By which number a term is found: an index on texts would be twenty times as large, and new texts fall anywhere in it.
import { hash } from 'node:crypto';

/** The first 48 bits of the SHA-256 of a term as it is stored, in UTF-8: as many as a number holds exactly. Part of the format: docs/case-format.md. */
export function termHash(stored: string): number {
  return hash('sha256', stored, 'buffer').readUIntBE(0, 6);
}
