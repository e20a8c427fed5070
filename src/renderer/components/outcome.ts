// Outcome and effect of an event, from its error code and its readOnly field.

export type Outcome = 'ok' | 'denied' | 'error';

/** Denied: the error code says that permission was missing. Same wording as the filter's `is:denied`. */
/** Denied: the error code says that the caller was not allowed; the same codes as `is:denied` (main/query). */
export function outcomeOf(errorCode: string | null): Outcome {
  if (errorCode === null || errorCode === '') return 'ok';
  return /AccessDenied|Unauthorized|NotAuthorized|Forbidden/.test(errorCode) ? 'denied' : 'error';
}

export function effectOf(readOnly: boolean | null): 'read' | 'write' | 'unknown' {
  return readOnly === null ? 'unknown' : readOnly ? 'read' : 'write';
}
