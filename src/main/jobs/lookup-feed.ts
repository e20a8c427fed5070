// CloudTrail's history of events as a source of an import: `cloudtrail:lookup-events`, for accounts without a trail.
import { TrailcaseError } from '../../shared/errors.ts';
import type { S3Import } from '../../shared/s3.ts';
import { LOOKUP_EVENTS } from '../acquire/s3/address.ts';
import type { Connection } from '../acquire/s3/connection.ts';
import { jsonDocument } from '../acquire/s3/documents.ts';
import { KEPT_DAYS, lookupEvents } from '../acquire/s3/lookup-events.ts';
import type { WorkerRequest } from '../ingest/file-reader.ts';
import type { FeedParts } from './import-job.ts';
import { Gathered } from './s3-gathered.ts';

/** What the history of events is not; said with every import from it. */
export const LOOKUP_LIMITS = `${LOOKUP_EVENTS}: management events only, of the last ${KEPT_DAYS} days, of the regions that were asked; no digest vouches for them`;

/** Events of one item. */
const EVENTS = 1000;

/** Regions that are asked. Errors: USAGE where nothing says which. */
export async function lookupRegions(connection: Connection, { choice = {} }: S3Import): Promise<string[]> {
  const regions = choice.regions ?? [];
  if (regions.length > 0) return [...new Set(regions)].sort();
  const usual = await connection.usualRegion();
  if (usual !== null) return [usual];
  throw new TrailcaseError('USAGE', `${LOOKUP_EVENTS} is asked region by region`, 'Name them with --log-region.');
}

/** @param keep writes a copy of a document, where one is kept. Errors: S3_*. */
export async function* lookupTasks(
  connection: Connection,
  regions: readonly string[],
  { choice = {} }: S3Import,
  about: Record<string, unknown>,
  keep: (path: string, bytes: Buffer) => void,
  { files, progress, tell }: FeedParts,
): AsyncGenerator<WorkerRequest> {
  for (const region of regions) {
    const source = { kind: 'aws-api' as const, path: `${LOOKUP_EVENTS}:${region}`, files: [], options: about };
    let waiting: unknown[] = [];
    let written = 0;
    const task = (): WorkerRequest => {
      const gathered = new Gathered(files);
      const path = `lookup-events-${String(++written).padStart(4, '0')}.json`;
      const bytes = jsonDocument({ Events: waiting });
      waiting = [];
      keep(`cloudtrail-lookup-events-${region}/${path}`, bytes);
      progress.totalFiles++;
      progress.totalBytes += bytes.length;
      gathered.add(source, { path, bytes, modified: Date.now() });
      return gathered.task;
    };
    for await (const events of lookupEvents(connection, region, { from: choice.from ?? null, to: choice.to ?? null })) {
      waiting.push(...events);
      tell();
      if (waiting.length >= EVENTS) yield task();
    }
    if (waiting.length > 0) yield task();
  }
}
