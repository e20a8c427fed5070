// What summaries say of problems: how many of which code, and how to see them.
import type { ProblemCount } from '../../shared/domain.ts';
import { grouped } from '../../shared/text.ts';
import { terminalText } from './output.ts';

/** The way on. */
export const PROBLEMS_ADVICE = 'trailcase problems CASE says what they mean and where they are';

/** A sum, so that a reader sees it add up: `126 = 115 EVENT_ID_MISSING + 11 …`. */
export function problemsText({ problems, problemCodes }: { problems: number; problemCodes: readonly ProblemCount[] }): string {
  const parts = problemCodes.map(({ code, count }) => `${grouped(count)} ${terminalText(code)}`);
  return `${grouped(problems)}${parts.length > 0 ? ` = ${parts.join(' + ')}` : ''}`;
}
