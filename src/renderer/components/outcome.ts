// Outcome and effect of an event, from its error code, what is known of a sign-in, and its readOnly field.
import type { WindowEventRow } from '../../shared/domain.ts';

type Outcome = 'ok' | 'denied' | 'error';

/** Denied: the error code says that the caller was not allowed, or the sign-in failed; the same as `is:denied` (main/query). */
export function outcomeOf({ errorCode, failedSignIn = false }: Pick<WindowEventRow, 'errorCode' | 'failedSignIn'>): Outcome {
  if (failedSignIn) return 'denied';
  if (errorCode === null || errorCode === '') return 'ok';
  return /AccessDenied|Unauthorized|NotAuthorized|Forbidden/.test(errorCode) ? 'denied' : 'error';
}

export function effectOf(readOnly: boolean | null): 'read' | 'write' | 'unknown' {
  return readOnly === null ? 'unknown' : readOnly ? 'read' : 'write';
}
