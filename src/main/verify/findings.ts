// What a verification found wrong, in order, and what it could neither prove nor contradict.
import type { Finding, VerifySummary } from '../../shared/domain.ts';
import type { Judged, Verdict } from '../../shared/integrity.ts';

/** Findings kept in a result; the counts go on. */
export const LISTED = 1000;

const RANK: Record<Finding['verdict'], number> = {
  altered: 0,
  invalid: 1,
  broken: 2,
  missing: 3,
  differing: 4,
  extra: 5,
  unverifiable: 6,
  unattested: 7,
};

export function worstFirst(findings: Finding[]): Finding[] {
  return findings.sort(
    (a, b) => RANK[a.verdict] - RANK[b.verdict] || compare(a.kind, b.kind) || compare(a.key, b.key) || compare(a.reason, b.reason),
  );
}

/** Judged items with one of the given verdicts, as findings. */
export function judgedAs(lists: readonly (readonly Judged[])[], verdicts: readonly Exclude<Verdict, 'valid'>[]): Finding[] {
  return lists.flatMap((list) =>
    list.flatMap(({ kind, key, verdict, reason }) => {
      const wanted = verdicts.find((one) => one === verdict);
      return wanted ? [{ kind, key, verdict: wanted, reason }] : [];
    }),
  );
}

export function numberOf(list: readonly Judged[], verdict: Verdict): number {
  let count = 0;
  for (const judged of list) if (judged.verdict === verdict) count++;
  return count;
}

export function countsOf(list: readonly Judged[]): VerifySummary['digests'] {
  return {
    valid: numberOf(list, 'valid'),
    invalid: numberOf(list, 'invalid'),
    missing: numberOf(list, 'missing'),
    unverifiable: numberOf(list, 'unverifiable'),
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
