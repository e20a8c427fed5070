// A case file whose structure is damaged makes SQLite throw anywhere: that is a finding of a verification, not its end.
import type { Finding } from '../../shared/domain.ts';

/** What an error on reading the case says about it. */
export function damage(error: unknown): Finding {
  return { kind: 'schema', key: 'case file', verdict: 'altered', reason: `it cannot be read: ${(error as Error).message}` };
}

/** The work's result; when the file cannot be read, `otherwise`, and a finding. */
export function readOr<T>(findings: Finding[], otherwise: T, work: () => T): T {
  try {
    return work();
  } catch (error) {
    findings.push(damage(error));
    return otherwise;
  }
}
