// Where results may be written: a place that the user names, outside every bucket with evidence, whatever the workgroup says.
import type { WorkGroup } from '@aws-sdk/client-athena';
import { TrailcaseError } from '../../../shared/errors.ts';
import { parseAddress } from '../s3/address.ts';
import type { AthenaTable } from './table.ts';

/** Errors: USAGE. */
export function bucketOf(address: string): string {
  return parseAddress(address).bucket;
}

/** Which bucket is behind an access point its name does not say. */
function isAccessPoint(bucket: string): boolean {
  return /^arn:|-s3alias$|--(ol|op|xa)-s3$/i.test(bucket);
}

/** Buckets of a table's location and of its partitions, as `s3://bucket`, in order. Errors: USAGE where an access point hides them. */
export function evidenceOf(table: AthenaTable | null, named: string | undefined): string[] {
  const addresses = [table?.parameters.location ?? '', table?.parameters['storage.location.template'] ?? '', named ?? ''];
  const buckets = addresses.flatMap((address) => /^s3[an]?:\/\/([^/]+)/i.exec(address)?.[1] ?? []);
  if (buckets.some(isAccessPoint) && (named === undefined || isAccessPoint(bucketOf(named))))
    throw new TrailcaseError(
      'USAGE',
      'The table is over an access point, which does not say in which bucket the logs are',
      'Say it with --evidence s3://BUCKET: results never go there.',
    );
  return [...new Set(buckets.map((bucket) => `s3://${bucket}`))].sort();
}

export interface ResultsPlace {
  /** Where results go; null where Athena keeps them itself, or none was named yet. */
  address: string | null;
  enforced: boolean;
  managed: boolean;
}

/** Errors: ATHENA_RESULTS_PLACE, USAGE. */
export function resultsPlace(
  asked: string | undefined,
  evidence: readonly string[],
  { Name: name = '', Configuration: configuration = {} }: WorkGroup,
): ResultsPlace {
  const managed = configuration.ManagedQueryResultsConfiguration?.Enabled === true;
  const enforced = configuration.EnforceWorkGroupConfiguration === true;
  const own = configuration.ResultConfiguration?.OutputLocation ?? null;
  if (asked !== undefined) refuseWithin(asked, evidence, 'The place named for results');
  if (managed) return { address: null, enforced, managed };
  if (!enforced || own === null) return { address: asked ?? null, enforced: false, managed };
  refuseWithin(own, evidence, `The workgroup ${name} writes results to a place that`);
  // What a person did not name, a person did not agree to.
  if (asked !== undefined && folder(asked) !== folder(own))
    throw new TrailcaseError(
      'ATHENA_RESULTS_PLACE',
      `The workgroup ${name} writes results to ${own}, whatever is asked`,
      `Name that place with --results ${own}, or use another workgroup.`,
    );
  return { address: asked === undefined ? null : own, enforced, managed };
}

/** Errors: ATHENA_RESULTS_PLACE. */
export function refuseWithin(address: string, evidence: readonly string[], what: string): void {
  const bucket = bucketOf(address);
  if (isAccessPoint(bucket))
    throw new TrailcaseError(
      'ATHENA_RESULTS_PLACE',
      `${what} is an access point, which does not say in which bucket they would lie: ${address}`,
      'Name a bucket with --results.',
    );
  if (!evidence.some((one) => one.toLowerCase() === `s3://${bucket}`.toLowerCase())) return;
  throw new TrailcaseError(
    'ATHENA_RESULTS_PLACE',
    `${what} lies in the bucket of the evidence: ${address}`,
    'Nothing is ever written there. Name a place in another bucket with --results.',
  );
}

const folder = (address: string): string => address.replace(/\/*$/, '/');
