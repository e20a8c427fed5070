// What `is:` and `session:` ask, and what `tag:`, `bookmark:` and `label:` ask of the investigator's own work.

import { matcher } from '../../../shared/filter/glob.ts';
import type { IS_VALUES, TermNode } from '../../../shared/filter.ts';
import { storable } from '../../case/term-hash.ts';
import type { AnnotationAsk } from '../annotations/event-marks.ts';
import { type Condition, condition, type Test } from './condition.ts';
import { IN_CONFLICT, REDUCED, REPEATED } from './deliveries.ts';
import type { Plan } from './plan.ts';

/** Error codes by which AWS says that the caller was not allowed. */
export const DENIED_GLOBS = ['*AccessDenied*', '*Unauthorized*', '*NotAuthorized*', '*Forbidden*'] as const;

const isDenied = DENIED_GLOBS.map(matcher);

/** The error code says that the caller was not allowed. */
export const DENIED_CODE: Test = { kind: 'text', field: 'errorCode', fits: (text) => isDenied.some((fits) => fits(text)) };

const IS: Record<(typeof IS_VALUES)[number], Plan> = {
  error: orFailedSignIn({ kind: 'any', field: 'errorCode' }),
  // Whoever gives a wrong password is refused by AWS as much as whoever lacks a permission.
  denied: orFailedSignIn(DENIED_CODE),
  write: condition('call', { kind: 'values', field: 'readOnly', values: ['false'] }),
  read: condition('call', { kind: 'values', field: 'readOnly', values: ['true'] }),
  root: condition('identity', { kind: 'values', field: 'actorType', values: ['Root'] }),
  undated: { kind: 'not', of: { kind: 'dated' } },
  bookmarked: { kind: 'annotated', ask: { of: 'bookmark', value: '' } },
  repeated: REPEATED,
  conflict: IN_CONFLICT,
  reduced: REDUCED,
};

/** A failed sign-in has no error code by which a condition could find it. */
function orFailedSignIn(code: Test): Plan {
  return { kind: 'or', of: [condition('call', code), { kind: 'failed-sign-ins' }] };
}

export function wordPlan({ value }: TermNode): Plan {
  return IS[value as keyof typeof IS];
}

/** What `tag:`, `bookmark:` and `label:` ask, in any letter case; an empty value: events that have none. */
export function annotationPlan(of: AnnotationAsk['of'], value: string): Plan {
  const plan: Plan = { kind: 'annotated', ask: { of, value } };
  return value === '' ? { kind: 'not', of: plan } : plan;
}

/**
 * A session by what the columns tell of one: its temporary access key (ASIA…), or its name, which ends the ARN of an assumed role or of a
 * federated user. Several sessions may bear one name. Empty: no session.
 * Source: AWS, "CloudTrail userIdentity element" and "IAM identifiers", unique ID prefixes.
 */
export function sessionCondition({ value }: TermNode): Condition {
  const pattern = storable(value === '' ? '*' : value);
  const isKey = matcher('ASIA*');
  const [fits, ofRole, ofUser] = [pattern, `*:assumed-role/*/${pattern}`, `*:federated-user/${pattern}`].map(matcher) as [Fits, Fits, Fits];
  const test: Test = {
    kind: 'or',
    of: [
      { kind: 'text', field: 'accessKeyId', fits: (text) => isKey(text) && fits(text) },
      { kind: 'text', field: 'arn', fits: (text) => ofRole(text) || ofUser(text) },
    ],
  };
  return condition('identity', value === '' ? { kind: 'not', of: test } : test);
}

type Fits = (text: string) => boolean;
