// What `is:` and `session:` ask.
import type { IS_VALUES, TermNode } from '../../../shared/filter.ts';
import { globOf, onText } from './columns.ts';
import { type Condition, condition } from './condition.ts';
import type { Plan } from './plan.ts';

/** Error codes by which AWS says that the caller was not allowed. */
export const DENIED_GLOBS = ['*AccessDenied*', '*Unauthorized*', '*NotAuthorized*', '*Forbidden*'] as const;

const DENIED = DENIED_GLOBS.map((glob) => `t.value GLOB '${glob}'`).join(' OR ');

/** Calls with an error that means "denied", as a subquery of call ids. */
export const DENIED_CALLS = `SELECT c.id FROM calls c JOIN terms t ON t.id = c.error_code WHERE ${DENIED}`;

const BOOKMARKED = `r.id IN (
    SELECT coalesce((SELECT primary_record FROM repeats d WHERE d.record = b.id), b.id) FROM (SELECT max(id) AS id FROM annotations WHERE kind = 'bookmark' GROUP BY event) n
    JOIN annotations a ON a.id = n.id AND a.removed = 0
    JOIN evidence e ON lower(hex(e.sha256)) = substr(a.event, 1, 64)
    JOIN records b ON b.id >= e.first_record AND b.id < e.first_record + e.records
      AND b.offset || '+' || b.length || coalesce('/' || (SELECT value FROM decoding_steps WHERE id = b.steps), '') = substr(a.event, 66))`;

const IS: Record<(typeof IS_VALUES)[number], Plan> = {
  error: condition('call', 'x.error_code <> 0'),
  denied: condition('call', onText('error_code', DENIED)),
  write: condition('call', onText('read_only', "t.value = 'false'")),
  read: condition('call', onText('read_only', "t.value = 'true'")),
  root: condition('identity', onText('type', "t.value = 'Root'")),
  undated: { kind: 'not', of: { kind: 'dated' } },
  bookmarked: { kind: 'records', where: BOOKMARKED, params: [] },
};

export function wordPlan({ value }: TermNode): Plan {
  return IS[value as keyof typeof IS];
}

/**
 * A session by what the columns tell of one: its temporary access key (ASIA…), or its name, which ends the ARN of an assumed role or of a
 * federated user. Several sessions may bear one name. Empty: no session.
 * Source: AWS, "CloudTrail userIdentity element" and "IAM identifiers", unique ID prefixes.
 */
export function sessionCondition({ value }: TermNode): Condition {
  const pattern = globOf(value === '' ? '*' : value);
  const where = `${onText('access_key', "t.value GLOB 'ASIA*' AND t.value GLOB ?")} OR ${onText('arn', 't.value GLOB ? OR t.value GLOB ?')}`;
  const params = [pattern, `*:assumed-role/*/${pattern}`, `*:federated-user/${pattern}`];
  return condition('identity', value === '' ? `(${where}) IS NOT 1` : where, params);
}
