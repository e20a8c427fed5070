// Checks a case against a seal that was kept elsewhere: only that shows that seals were removed, or that all was sealed anew with another key.
import { readFileSync } from 'node:fs';
import type { Finding } from '../../shared/domain.ts';
import { TrailcaseError } from '../../shared/errors.ts';
import type { ReadConnection } from '../case/open.ts';
import { caseProblems, detachedOf, Past, signatureProblems, storedSeals } from './check-seals.ts';
import { readDetached, type SignedSeal } from './detached.ts';
import { fingerprintOf } from './signing-key.ts';
import { readStatement } from './statement.ts';
import { checkTimestamp } from './timestamp-check.ts';

/** Errors: SEAL_UNREADABLE. */
export function readSealFile(path: string): string {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    throw unreadable(`The seal ${path} cannot be read: ${(cause as Error).message}`, cause);
  }
  if (readDetached(text) === null) throw unreadable(`${path} holds no seal`);
  return text;
}

/**
 * @param text of a detached seal; null when only the fingerprint is known
 * @param fingerprint of the key by which the case was sealed, as it was noted elsewhere; null when it was not
 */
export async function checkDetached(db: ReadConnection, text: string | null, fingerprint: string | null): Promise<Finding[]> {
  const seal = text === null ? null : readDetached(text);
  if (seal)
    return (await sealProblems(db, seal, fingerprint)).map((reason) => ({
      kind: 'seal',
      key: 'kept elsewhere',
      verdict: 'invalid',
      reason,
    }));
  if (fingerprint === null) return [];
  const seals = storedSeals(db);
  if (seals.some((one) => fingerprintOf(one.publicKey) === fingerprint && signatureProblems(one).length === 0)) return [];
  const reason = seals.length === 0 ? 'the case holds no seal' : 'no seal of the case is by the key whose fingerprint was given';
  return [{ kind: 'seal', key: 'kept elsewhere', verdict: 'missing', reason }];
}

async function sealProblems(db: ReadConnection, seal: SignedSeal, fingerprint: string | null): Promise<string[]> {
  const problems = signatureProblems(seal);
  if (fingerprint !== null && fingerprintOf(seal.publicKey) !== fingerprint)
    problems.push('its key is not the one whose fingerprint was given');
  const statement = readStatement(seal.statement);
  if (statement === null) return [...problems, 'its statement is not one that Trailcase wrote'];
  const stored = storedSeals(db).find((one) => one.statement === seal.statement);
  problems.push(...caseProblems(db, { id: null }, statement, new Past(db)));
  if (!stored) problems.push(`the case does not hold it: seal ${statement.number} was removed, or another was put in its place`);
  else if (detachedOf(stored) !== detachedOf(seal))
    problems.push(`seal ${statement.number} of the case says the same, signed or stamped otherwise`);
  if (seal.timestamp !== null) {
    const { ok, reason } = await checkTimestamp(seal.timestamp, seal.signature);
    if (!ok) problems.push(`its time stamp does not hold: ${reason}`);
  }
  return problems;
}

function unreadable(message: string, cause?: unknown): TrailcaseError {
  return new TrailcaseError('SEAL_UNREADABLE', message, 'Give the file that `trailcase seal` wrote beside the case.', { cause });
}
