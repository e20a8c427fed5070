// How deep a value is nested. What recurses over values of a file's choice fails at a depth that differs from thread to thread: so it asks first.

/** Deepest nesting that is printed or walked. */
const DEEPEST = 200;

/** Whether a value of JSON is nested deeper than may be recursed into. */
export function isDeep(value: unknown): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > DEEPEST) return true;
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []));
  }
  return false;
}

/** A value as JSON text; of one that is nested too deep, a word on that. */
export function jsonText(value: unknown): string {
  return isDeep(value) ? `(nested more than ${DEEPEST} deep)` : JSON.stringify(value);
}
