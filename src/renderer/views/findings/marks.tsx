// Severity, state and review marks of findings: each a word with a sign, never colour alone.
import type { FindingBody, ReviewMark } from '../../../shared/findings.ts';
import { STATE_WORDS, VERDICT_WORDS } from '../../../shared/findings.ts';

const SEVERITY_SIGNS: Record<FindingBody['severity'], string> = {
  informational: '○',
  low: '◔',
  medium: '◑',
  high: '◕',
  critical: '●',
};

export function SeverityMark({ severity }: { severity: FindingBody['severity'] }) {
  return (
    <span className={`tc-severity tc-severity-${severity}`}>
      <span aria-hidden="true">{SEVERITY_SIGNS[severity]}</span> {severity}
    </span>
  );
}

const STATE_SIGNS: Record<FindingBody['state'], string> = { draft: '✎', asserted: '✓', open: '?', kept: '✓', rejected: '✖' };

export function StateMark({ state }: { state: FindingBody['state'] }) {
  return (
    <span className={`tc-finding-state tc-finding-${state}`}>
      {STATE_SIGNS[state]} {STATE_WORDS[state]}
    </span>
  );
}

const VERDICT_SIGNS: Record<ReviewMark['verdict'], string> = { agree: '✓', differ: '≠', needsWork: '…' };

export function VerdictMark({ verdict }: { verdict: ReviewMark['verdict'] }) {
  return (
    <span className={`tc-review-${verdict}`}>
      {VERDICT_SIGNS[verdict]} {VERDICT_WORDS[verdict]}
    </span>
  );
}
