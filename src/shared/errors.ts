// Errors as values: a stable code, a sentence a person understands, and what to do next.

/** Every code a command, a channel or a problem row may carry. Codes never change meaning; new ones are added. */
export const ERROR_CODES = [
  'USAGE',
  'CASE_EXISTS',
  'CASE_MISSING',
  'CASE_NOT_A_CASE',
  'CASE_NEWER_SCHEMA',
  'CASE_OLDER_SCHEMA',
  'CASE_LOCKED',
  'CASE_READ_ONLY',
  'CASE_DAMAGED',
  'CASE_UNREADABLE',
  'CASE_NOT_OPEN',
  'IMPORT_PATH_MISSING',
  'IMPORT_FAILED',
  'MANIFEST_UNREADABLE',
  'STORAGE_FULL',
  'EVENT_MISSING',
  'EVIDENCE_MISSING',
  'EVIDENCE_UNREADABLE',
  'FILTER_INVALID',
  'PATTERN_INVALID',
  'VIEW_MISSING',
  'VIEW_EXISTS',
  'ANNOTATION_INVALID',
  'ANNOTATION_MISSING',
  'TOO_MANY_EVENTS',
  'FINDING_MISSING',
  'FINDING_CHANGED',
  'FINDING_INVALID',
  'ANNOTATIONS_OTHER_EVIDENCE',
  'ANNOTATIONS_UNREADABLE',
  'ATTACK_DATA_UNREADABLE',
  'SQL_INVALID',
  'SQL_UNSUPPORTED',
  'SQL_TIME',
  'OUTPUT_EXISTS',
  'OUTPUT_UNWRITABLE',
  'REPORT_STATE_GONE',
  'REPORT_SECTION_UNKNOWN',
  'REPORT_ACTOR_MISSING',
  'REPORT_ACTOR_UNKNOWN',
  'REPORT_UNREADABLE',
  'LOGO_UNUSABLE',
  'REDACTION_SALT_MISSING',
  'PDF_PRINTER_MISSING',
  'PDF_FAILED',
  'SEAL_KEY_UNUSABLE',
  'SEAL_UNREADABLE',
  'NODE_TOO_OLD',
  'TIMESTAMP_FAILED',
  'CANCELLED',
  'ENGINE_STOPPED',
  'BAD_REQUEST',
  'JOB_RUNNING',
  'ADDRESS_DATA_UNREADABLE',
  'WATCH_LIST_UNREADABLE',
  'WATCH_LIST_MISSING',
  'S3_ACCESS_DENIED',
  'S3_BUCKET_MISSING',
  'S3_CLOCK_SKEW',
  'S3_CREDENTIALS',
  'S3_CREDENTIALS_EXPIRED',
  'S3_FAILED',
  'S3_NOTHING_CHOSEN',
  'S3_REGION',
  'S3_THROTTLED',
  'S3_UNREACHABLE',
  'ATHENA_ACCESS_DENIED',
  'ATHENA_EXECUTION',
  'ATHENA_FAILED',
  'ATHENA_LIMIT',
  'ATHENA_NOT_AGREED',
  'ATHENA_NOT_READING',
  'ATHENA_NOT_TRANSLATED',
  'ATHENA_NO_PATH',
  'ATHENA_PARTITION_NEEDED',
  'ATHENA_QUERY_FAILED',
  'ATHENA_RESULTS_DENIED',
  'ATHENA_RESULTS_PLACE',
  'ATHENA_TABLE_MISSING',
  'ATHENA_THROTTLED',
  'ATHENA_WORKGROUP_MISSING',
  'INTERNAL',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/** Characters of a text that was given in, counted from 0: [from, to). */
export interface Place {
  from: number;
  to: number;
}

/** The plain form that crosses process borders (an Error would lose its `code` on the way). */
export interface ErrorValue {
  code: ErrorCode;
  /** One sentence: what happened. */
  message: string;
  /** What to do next; may be empty. */
  advice: string;
  /** Where the text that was given in is at fault, if that is known. */
  place?: Place;
}

/** A failure with a stable code. Thrown inside a process, sent between processes as `ErrorValue`. */
export class TrailcaseError extends Error {
  readonly code: ErrorCode;
  readonly advice: string;
  readonly place: Place | undefined;

  constructor(code: ErrorCode, message: string, advice = '', options: ErrorOptions & { place?: Place | undefined } = {}) {
    super(message, options);
    this.name = 'TrailcaseError';
    this.code = code;
    this.advice = advice;
    this.place = options.place;
  }
}

/** Where the system says that there is no room, and where the file of SQLite's shared memory cannot grow. */
const NO_ROOM = /^(SQLITE_FULL|SQLITE_IOERR_SHMSIZE|ENOSPC|EDQUOT)$/;
/** A quota, a limit of the file system, or a drive that is away: SQLite tells them apart no further. Others of its I/O errors are of reading. */
const NOT_WRITTEN = /^SQLITE_IOERR_(WRITE|FSYNC|DIR_FSYNC|TRUNCATE|BEGIN_ATOMIC|COMMIT_ATOMIC|ROLLBACK_ATOMIC)$/;

/** @param code of an error of SQLite, or of the system: whether something could not be written, most often for want of room */
export function isNotWritten(code: unknown): boolean {
  return typeof code === 'string' && (NO_ROOM.test(code) || NOT_WRITTEN.test(code));
}

/** Turns anything thrown into an error value; what is not ours becomes `INTERNAL` with its own message. */
export function toErrorValue(thrown: unknown): ErrorValue {
  if (thrown instanceof TrailcaseError) {
    const { code, message, advice, place } = thrown;
    return { code, message, advice, ...(place ? { place } : {}) };
  }
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  const code = (thrown as { code?: unknown } | null)?.code;
  if (typeof code === 'string' && /^SQLITE_(CORRUPT|NOTADB)/.test(code)) {
    return {
      code: 'CASE_DAMAGED',
      message: `The case file is damaged: ${message}`,
      advice: 'Verify it, and go on with an undamaged copy.',
    };
  }
  if (typeof code === 'string' && code.startsWith('SQLITE_BUSY')) {
    return {
      code: 'CASE_LOCKED',
      message: 'Another process is writing a long file into the case, and keeps readers out until it is whole',
      advice: 'Wait until that import has ended, then do it again.',
    };
  }
  if (typeof code === 'string' && NO_ROOM.test(code)) {
    return {
      code: 'STORAGE_FULL',
      message: `The case cannot grow: ${message}`,
      advice: 'Make room, then do it again: what was stored is kept.',
    };
  }
  if (isNotWritten(code)) {
    return {
      code: 'STORAGE_FULL',
      message: `The case cannot be written: ${message}`,
      advice: 'Make room, or bring its drive back where that is away, then do it again: what was stored is kept.',
    };
  }
  if (typeof code === 'string' && code.startsWith('SQLITE_IOERR')) {
    return {
      code: 'CASE_UNREADABLE',
      message: `The case cannot be read: ${message}`,
      advice: 'Look whether its drive is still connected, then open the case again. Where the drive fails, go on with a copy.',
    };
  }
  return { code: 'INTERNAL', message, advice: 'Run the command again with --debug and report what it prints.' };
}

/** The reverse of `toErrorValue`, for the receiving side. */
export function fromErrorValue(value: ErrorValue): TrailcaseError {
  return new TrailcaseError(value.code, value.message, value.advice, { place: value.place });
}
