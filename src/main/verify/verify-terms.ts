// Whether every term is where filters look for it: one with another hash would be passed over without a word.
import type { Finding } from '../../shared/domain.ts';
import type { ReadConnection } from '../case/open.ts';
import { termHash } from '../case/term-hash.ts';

/** Findings told one by one. */
const LISTED = 100;

export function verifyTerms(db: ReadConnection): Finding[] {
  const findings: Finding[] = [];
  const rows = db.prepare('SELECT id, value, hash FROM terms').raw().iterate() as IterableIterator<[number, string, number]>;
  for (const [id, value, stored] of rows) {
    if (termHash(value) === stored || findings.length >= LISTED) continue;
    findings.push({
      kind: 'schema',
      key: `terms ${id}`,
      verdict: 'differing',
      reason: 'the term does not have the hash by which it is found',
    });
  }
  return findings;
}
