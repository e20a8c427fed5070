// What brings the content of addresses: buckets. A module of its own, so that AWS's SDK is loaded only where an address is imported.
import type { CaseFile } from '../case/case-file.ts';
import type { Feed, ImportOptions } from './import-job.ts';
import type { JobControl } from './progress.ts';
import { S3Feed } from './s3-feed.ts';

/** Errors: S3_*, USAGE, OUTPUT_EXISTS, OUTPUT_UNWRITABLE. */
export async function openFeeds(file: CaseFile, addresses: readonly string[], options: ImportOptions, control: JobControl): Promise<Feed> {
  return await S3Feed.open(file, addresses, options.s3 ?? {}, options, control);
}
