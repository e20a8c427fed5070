// What an import says where the case cannot grow.
import { isNotWritten, TrailcaseError } from '../../shared/errors.ts';

/** Where there is no room to write, the same error whatever SQLite calls it; any other error as it is. */
export function asStorageFull(cause: unknown): unknown {
  const { code, message } = cause as Error & { code?: string };
  if (!isNotWritten(code)) return cause;
  const advice = 'Make room, then import the same paths again: it continues.';
  const together = 'a file beside the case that ends in -wal is a part of it until then: keep both';
  return new TrailcaseError('STORAGE_FULL', `The case cannot grow: ${message}; ${together}.`, advice, { cause });
}
