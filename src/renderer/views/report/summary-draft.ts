// A beginning for the executive summary, in Markdown: what the findings say, in their words, and what only a person can write, left open.
import { type FindingEntry, isHypothesis, SEVERITIES } from '../../../shared/findings.ts';
import { printReference } from '../../../shared/references.ts';
import { plural } from '../../../shared/text.ts';
import { formatTime } from '../../../shared/time.ts';

/** Findings that are named; a page has room for no more. */
const MOST = 12;

/** @param zone of the case; empty where there is nothing to begin with */
export function summaryDraft(findings: readonly FindingEntry[], zone: string): string {
  const rank = ({ current }: FindingEntry) => SEVERITIES.indexOf(current.body.severity);
  const claims = findings.filter(({ current }) => !current.removed && !isHypothesis(current.body.state)).sort((a, b) => rank(b) - rank(a));
  if (claims.length === 0) return '';
  const spans = claims.flatMap(({ span }) => span ?? []);
  const lines = claims
    .slice(0, MOST)
    .map(({ id, current }) => `- **${current.body.severity}**: ${printReference({ kind: 'finding', value: id })}`);
  const rest = claims.length - MOST;
  return [
    'What the findings say:',
    [...lines, ...(rest > 0 ? [`- ${plural(rest, 'more finding')}`] : [])].join('\n'),
    ...(spans.length > 0
      ? [
          `The events on which they rest lie between ${formatTime(Math.min(...spans.map(({ from }) => from)), zone)} and ${formatTime(Math.max(...spans.map(({ to }) => to)), zone)}.`,
        ]
      : []),
    'What it means: …',
    'How sure this is, and what is not known: …',
    'What is to be done: …',
  ].join('\n\n');
}
