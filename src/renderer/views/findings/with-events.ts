// Adds events to a finding that is being written. Pure, tested by the forms that use it.
import type { FindingBody } from '../../../shared/findings.ts';

/** What is cited already, on either side, stays where it is. */
export function withEvents(
  body: FindingBody,
  side: 'supporting' | 'contradicting',
  ids: readonly string[],
  reason = '',
): Partial<FindingBody> {
  const cited = new Set([...body.supporting, ...body.contradicting].map(({ id }) => id));
  const added = ids.filter((id) => !cited.has(id)).map((id) => ({ id, reason }));
  return { [side]: [...body[side], ...added] };
}
