// Codes of problems found in evidence, each with the sentence that a person reads. Codes are stored; sentences are not.

const PROBLEMS = {
  FILE_UNREADABLE: 'The file could not be read from where it was delivered.',
  FILE_NOT_REGULAR: 'Not a regular file (a device, socket or pipe): not read.',
  SYMLINK_NOT_FOLLOWED: 'A symbolic link: recorded, not followed.',
  FILE_CHANGED: 'The file changed while it was being read.',
  GZIP_DAMAGED: 'The gzip data is damaged: what could be decompressed before the damage was read.',
  GZIP_TRUNCATED: 'The gzip data ends too early: what is there was read.',
  GZIP_TRAILING_BYTES: 'Bytes follow the end of the gzip data: it was read to its end, they were not read.',
  ZSTD_DAMAGED: 'The Zstandard data is damaged: what could be decompressed before the damage was read.',
  ZSTD_TRUNCATED: 'The Zstandard data ends too early: what is there was read.',
  ZSTD_TRAILING_BYTES: 'Bytes follow the end of the Zstandard data: it was read to its end, they were not read.',
  TEXT_NOT_UTF16: 'The text in UTF-16 has halves of characters; they are shown as �.',
  CONTENT_LAYERS: 'The file is compressed more often than is unpacked: kept and hashed, its events are not listed.',
  CONTENT_TOO_LARGE:
    'A part of the content in which no record ends is larger than is read at once (512 MB): what is behind it was not read.',
  CONTENT_NOT_OPENED: 'A file of a kind that is not opened: nothing in it was read.',
  CONTENT_IN_YAML:
    'Events as YAML, which is not read: have them written as JSON (--output json), or convert the file, and import that. Kept and hashed.',
  CONTENT_NAMES_EVENTS:
    'Fields of CloudTrail’s events stand in it with their values, and nothing was read of it: what is in it may have to be imported in another form. Kept and hashed.',
  CONTENT_LARGE_NAMES_EVENTS:
    'A large file that is no text (a disk, memory, a database) with fields of CloudTrail’s events in it: nothing was read of it. Copy the files out of it and import them.',
  CONTAINER_DAMAGED: 'The archive is damaged or ends too early: members before the damage were read.',
  CONTAINER_LIMIT:
    'The archive or compressed file would expand beyond a limit of this import: what is beyond it was not read. Limits can be raised.',
  CONTAINER_MEMBER_ENCRYPTED: 'The member of the archive is encrypted: not read.',
  CONTAINER_MEMBER_UNREADABLE: 'The member of the archive could not be read.',
  CONTAINER_MEMBER_CHECKSUM: 'The member of the archive does not have the checksum that the archive states.',
  CONTAINER_NAME_UNSAFE:
    'The name of the member would lead out of the folder it is unpacked to. It was read; nothing is written by its name.',
  CONTENT_UNRECOGNISED: 'Named like a log, but its content is neither JSON nor anything else that is known. Kept and hashed.',
  RECORD_NOT_JSON: 'These bytes stand where a record should be, and are not JSON.',
  RECORD_NOT_OBJECT: 'A record should be a JSON object; this is another value.',
  RECORDS_DAMAGED: 'Damaged bytes up to the next record, or to the end: nobody can say how many records they were.',
  RECORD_CUT_OFF: 'The record is cut off: the content ends before it does.',
  WRAPPER_WITHOUT_RECORD: 'A wrapper that should hold a record holds none.',
  ROW_CELLS: 'The row has another number of cells than the header.',
  ROW_BROKEN: 'A row of the table whose quotes do not end.',
  ROW_EMPTY: 'A row of the table that says nothing of an event.',
  KEY_DUPLICATE: 'An object has two members of the same name: parsers disagree on which of them counts; the last is shown.',
  RECORD_NOT_CLOUDTRAIL:
    'JSON among records that is no CloudTrail record: of other sources, mostly. Where more of it follows at once, all of that is told once.',
  CONTENT_CUT_OFF: 'The content ends before its list of records does.',
  TRAILING_BYTES: 'Bytes follow the end of the list of records.',
  BYTE_ORDER_MARK: 'The content starts with a byte order mark.',
  TEXT_NOT_UTF8: 'The record has bytes that are not UTF-8; they are shown as �.',
  EVENT_TIME_MISSING: 'The record has no eventTime: it is listed as undated.',
  EVENT_TIME_UNREADABLE: 'The eventTime is not a date and time: the event is listed as undated.',
  EVENT_TIME_AMBIGUOUS:
    'The eventTime is a date of which day and month may stand in either order: which day it is cannot be told, and the event is listed as undated.',
  EVENT_TIME_SERIAL: 'The time is a number of days, as spreadsheets count them: read as from 30 December 1899 on.',
  EVENT_TIME_FROM_WRAPPER:
    'The record has no eventTime: the time that another tool gave it, beside its fields or in what is around it, is shown.',
  EVENT_TIME_ZONELESS: 'The time is given without a zone: it is read as UTC.',
  EVENT_ID_MISSING: 'The record has no eventID: repeated deliveries of it cannot be recognised.',
  EVENT_NAME_MISSING: 'The record has no eventName.',
  S3_ACCESS_DENIED: 'Reading the object is not allowed: listed, not fetched.',
  S3_KMS_DENIED: 'The object is encrypted with a key that may not be used: listed, not fetched.',
  S3_ARCHIVED: 'The object is archived and has to be restored before it can be read: listed, not fetched.',
  S3_RESTORE_PENDING: 'The object is archived, and its restore was asked for: importing again later takes it up.',
  S3_OBJECT_CHANGED: 'The object changed between being listed and being fetched: what is here was fetched after the change.',
  S3_OBJECT_GONE: 'The object was listed, and was gone when it was to be fetched.',
  S3_BROKEN_OFF: 'The object did not come whole, however often it was asked for: listed, not fetched. Importing again asks for it anew.',
  S3_CHECKSUM_MISMATCH: 'The bytes do not have the checksum that S3 states of the object: they are kept as they came.',
  S3_OTHER_VERSIONS: 'The bucket holds other versions of this object: CloudTrail writes an object once.',
  S3_DELETE_MARKER: 'The bucket holds this object marked as deleted.',
  FIELD_UNEXPECTED_TYPE: 'A field has a value of an unexpected type; its JSON text is listed.',
} as const;

export type ProblemCode = keyof typeof PROBLEMS;

export const PROBLEM_CODES = Object.keys(PROBLEMS) as readonly ProblemCode[];

/** The sentence for a stored code; an unknown code (from a newer version) is shown as it is. */
export function problemSentence(code: string): string {
  return (PROBLEMS as Record<string, string>)[code] ?? code;
}

/** Whether a problem is one of its item as a whole: no bytes of it are meant. */
export function isWhole({ offset, length }: { offset: number | null; length: number | null }): boolean {
  return offset === null || (offset === 0 && length === 0);
}
