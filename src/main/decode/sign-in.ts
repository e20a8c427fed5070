// Sign-ins, and how they ended. Sources: AWS, "AWS Management Console sign-in events" and "CloudTrail records for IAM Identity Center sign-in".

/** Services that people sign in to: the console with what leads to it, and Identity Center's portal. */
export const SIGN_IN_SERVICES = ['signin', 'sso'] as const;

/** Parts of a record in which the answer to a sign-in stands, under the name of its call: the console's, and Identity Center's. */
export const SIGN_IN_ANSWERS = ['responseElements', 'serviceEventDetails'] as const;

export const FAILURE = 'Failure';
const SUCCESS = 'Success';

/** Of a call of such a service. */
export function isSignInService(eventSource: string | null): boolean {
  return eventSource !== null && SIGN_IN_SERVICES.some((name) => eventSource.startsWith(`${name}.`));
}

/** Calls of Identity Center that are answered as the console's are. */
const ANSWERED: ReadonlySet<string | null> = new Set(['CredentialVerification', 'CredentialChallenge', 'UserAuthentication']);

/** Of a call without an errorCode of which only its answer tells whether it succeeded; all other calls succeed where they have none. */
export function endsByAnswer({ eventSource, eventName }: { eventSource: string | null; eventName: string | null }): boolean {
  return isSignInService(eventSource) && (eventSource?.startsWith('signin.') === true || ANSWERED.has(eventName));
}

/** What a record says of a failure, and where. */
export interface SignInFailure {
  says: string;
  path: readonly string[];
}

/**
 * A sign-in that failed has no errorCode: its answer says so, or a message. Null for every record that is no such sign-in, also for one with
 * an errorCode, which tells more; and for one that says nothing of how it went, as a reduced copy.
 * @param record as JSON.parse gives it
 */
export function failedSignIn(record: unknown): SignInFailure | null {
  if (!isSignInService(textAt(record, 'eventSource')) || hasCode(record)) return null;
  return saidFailed(record);
}

/** What a record without an errorCode says of a failure, the answer first. */
function saidFailed(record: unknown): SignInFailure | null {
  const name = textAt(record, 'eventName');
  const part = name !== null && SIGN_IN_ANSWERS.find((one) => textAt(memberOf(record, one), name) === FAILURE);
  if (part) return { says: FAILURE, path: [part, name] };
  const message = textAt(record, 'errorMessage');
  return message === null || message === '' ? null : { says: message, path: ['errorMessage'] };
}

/** Whether a record of a sign-in tells how it ended. */
export function tellsHowItEnded(record: unknown): boolean {
  const name = textAt(record, 'eventName') ?? '';
  return (
    failedSignIn(record) !== null || hasCode(record) || SIGN_IN_ANSWERS.some((part) => textAt(memberOf(record, part), name) === SUCCESS)
  );
}

/** An empty code, as other tools write it, is none. */
function hasCode(record: unknown): boolean {
  return (textAt(record, 'errorCode') ?? '') !== '';
}

function memberOf(of: unknown, name: string): unknown {
  return typeof of === 'object' && of !== null && Object.hasOwn(of, name) ? (of as Record<string, unknown>)[name] : undefined;
}

function textAt(of: unknown, name: string): string | null {
  const value = memberOf(of, name);
  return typeof value === 'string' ? value : null;
}

/** Texts of which the JSON of every failed sign-in holds one, unless it writes plain letters as escapes. */
export const FAILURE_MARKS = [Buffer.from(FAILURE), Buffer.from('errorMessage')] as const;
