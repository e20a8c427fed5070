// What every format of `trailcase export` is: a name, what it gives, and a function that writes it. Listed in formats.ts.
import type { ReadConnection } from '../case/open.ts';
import type { JobControl } from '../jobs/progress.ts';
import type { KeyFile } from '../verify/key-files.ts';

export interface ExportRequest {
  /** One state of the case: the caller holds it for as long as the export takes. */
  db: ReadConnection;
  /** File or folder to write. */
  out: string;
  /** Replace what an earlier export wrote there. */
  overwrite: boolean;
  /** Filter text; empty for a format that takes none. */
  filter: string;
  /** Public ids of the events, in their order, instead of those of the filter; null or left out: the filter's. */
  ids?: readonly string[] | null;
  /** AWS's public keys, beside those in the evidence. */
  keys: readonly KeyFile[];
  control: JobControl;
}

export interface ExportResult {
  /** Absolute. */
  path: string;
  /** Of the file, or of the list of hashes of a folder; lower-case hex. */
  sha256: string;
  rows: number;
  /** Events that the format has no place for: they are not in the file. Left out: none. */
  leftOut?: number;
  /** Hashes of items of which the filter asks records that could not be read, or not wholly. */
  unreadable?: readonly string[];
}

export interface ExportFormat {
  name: string;
  /** What it gives, in a line. */
  summary: string;
  /** What the rows are, plural. */
  rows: string;
  takesFilter: boolean;
  /** How the name of the file has to end for the program that it is for; left out: in any way. */
  ending?: string;
  /** Errors: OUTPUT_EXISTS, OUTPUT_UNWRITABLE, CANCELLED; then nothing is left behind. */
  write(request: ExportRequest): Promise<ExportResult>;
}
