// What Athena answers instead of what was asked for, as stable codes with a sentence, and what to do. Source: AWS, "Troubleshooting in Athena", and the errors
// of the service model.
import { type ErrorCode, TrailcaseError } from '../../../shared/errors.ts';
import { type Asked, asFailure, isDenied, messageOf, nameOf, ofNoImport, statusOf } from '../s3/failures.ts';

/** A failure of a request. @param asked which action on which resource */
export function athenaFailure(error: unknown, asked: Asked): TrailcaseError {
  if (error instanceof TrailcaseError) return ofNoImport(error);
  const name = nameOf(error);
  const message = messageOf(error);
  const failed = (code: ErrorCode, sentence: string, advice: string): TrailcaseError =>
    new TrailcaseError(code, sentence, advice, { cause: error });
  if (isDenied(error) || /not authorized|access ?denied|insufficient (lake formation )?permission/i.test(message))
    return failed(
      'ATHENA_ACCESS_DENIED',
      `Access is denied: missing is ${refusal(message, asked)}`,
      'Ask whoever keeps the account for this permission.',
    );
  if (name === 'TooManyRequestsException' || name === 'ThrottlingException')
    return failed('ATHENA_THROTTLED', `Athena asks for fewer requests, and went on to: ${message}`, 'Wait a while.');
  if (name === 'MetadataException' || name === 'ResourceNotFoundException')
    return failed(
      'ATHENA_TABLE_MISSING',
      `There is no such table: ${asked.resource}: ${message}`,
      'Check --catalog, --database, --table and --region.',
    );
  if (/WorkGroup.*(not found|does not exist)/i.test(message))
    return failed('ATHENA_WORKGROUP_MISSING', `There is no such workgroup: ${message}`, 'Check --workgroup and --region.');
  if (/QueryExecution.*(not found|does not exist)|was not found/i.test(message))
    return failed(
      'ATHENA_EXECUTION',
      `Athena does not know this execution: ${message}`,
      'It keeps them for 45 days, in the region that ran them.',
    );
  if (name === 'InvalidRequestException') return failed('ATHENA_FAILED', `Athena refuses ${asked.action}: ${message}`, '');
  // Credentials, clocks and the network are the same for every service.
  const other = asFailure(error, asked);
  if (other.code !== 'S3_FAILED') return ofNoImport(other);
  return failed('ATHENA_FAILED', `Athena answered ${statusOf(error)} ${name}: ${message}`, '');
}

function refusal(message: string, { action, resource }: Asked): string {
  const said = /not authorized to perform:? ([\w-]+:[\w*]+)(?: on resource:? "?([^\s"]+)"?)?/.exec(message);
  return `${said?.[1] ?? action} on ${said?.[2]?.replace(/[".,]+$/, '') ?? resource}${said ? '' : ` (${message})`}`;
}

/** A query that ended otherwise than well, by Athena's own reason. */
export function queryFailure(executionId: string, state: string, reason: string, results: string | null): TrailcaseError {
  const failed = (code: ErrorCode, sentence: string, advice: string): TrailcaseError =>
    new TrailcaseError(code, `${sentence} (execution ${executionId})`, advice);
  const says = reason === '' ? 'it gives no reason' : reason;
  if (state === 'CANCELLED' && /bytes scanned limit|cutoff/i.test(reason))
    return failed(
      'ATHENA_LIMIT',
      `The workgroup ends queries that scan so much: ${says}`,
      'Ask for less time, fewer accounts or regions, or use another workgroup.',
    );
  if (state === 'CANCELLED') return failed('ATHENA_QUERY_FAILED', `The query was cancelled at Athena: ${says}`, '');
  if (/too many partitions|EXCEEDED.*LIMIT|exhausted resources|Query timeout|PARTITION.*(limit|exceed)/i.test(reason))
    return failed(
      'ATHENA_LIMIT',
      `The query is more than Athena takes: ${says}`,
      'Ask for less time, fewer accounts or regions at a time.',
    );
  if (/TABLE_NOT_FOUND|SCHEMA_NOT_FOUND|does not exist/i.test(reason))
    return failed('ATHENA_TABLE_MISSING', `Athena finds no such table: ${says}`, 'Check --catalog, --database, --table and --region.');
  const place = results?.replace(/^s3:\/\//, '').split('/')[0];
  if (
    /output location|output bucket|result.*(denied|location)|PERMISSION.*result/i.test(reason) ||
    (place !== undefined && denies(reason) && reason.includes(place))
  )
    return failed(
      'ATHENA_RESULTS_DENIED',
      `Athena may not write results${results === null ? '' : ` to ${results}`}: ${says}`,
      'Allow s3:PutObject and s3:GetBucketLocation there, or name another place with --results.',
    );
  if (denies(reason))
    return failed(
      'ATHENA_ACCESS_DENIED',
      `Athena may not read what the query asks for: ${says}`,
      'It reads with your permissions: s3:GetObject and s3:ListBucket on the logs, and kms:Decrypt where they are encrypted.',
    );
  return failed(
    'ATHENA_QUERY_FAILED',
    `The query failed: ${says}`,
    /HIVE_(BAD_DATA|CURSOR_ERROR)/.test(reason)
      ? 'One of the objects is not what the table says. See which with "$path", or limit the query to other days.'
      : '',
  );
}

function denies(reason: string): boolean {
  return /access ?denied|not authorized|permission|403/i.test(reason);
}
