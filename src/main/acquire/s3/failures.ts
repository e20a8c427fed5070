// What AWS's services answer instead of what was asked for, as stable codes with a sentence, and what to do.
import { type ErrorCode, TrailcaseError } from '../../../shared/errors.ts';
import type { ProblemCode } from '../../../shared/problems.ts';
import type { S3Access } from '../../../shared/s3.ts';

/** What the SDK throws, as far as it is looked at. */
interface ServiceError {
  name?: string;
  Code?: string;
  message?: string;
  code?: string;
  $metadata?: { httpStatusCode?: number; requestId?: string };
  $response?: { headers?: Record<string, string> };
}

/** What was asked for, to say which permission is missing. */
export interface Asked {
  /** As in a policy, `s3:GetObject`. */
  action: string;
  /** ARN; `*` where an action has none. */
  resource: string;
  /** How it was asked for, as far as it tells what to do about a refusal. */
  access?: Pick<S3Access, 'anonymous' | 'requesterPays'>;
}

/** An answer that ends nothing but the fetch of one object: it is told of its place. */
export interface ObjectFailure {
  code: ProblemCode;
  detail: string;
}

const EXPIRED: ReadonlySet<string> = new Set(['ExpiredToken', 'ExpiredTokenException', 'TokenRefreshRequired', 'RequestExpired']);
const THROTTLED: ReadonlySet<string> = new Set([
  'SlowDown',
  'Throttling',
  'ThrottlingException',
  'TooManyRequestsException',
  'RequestLimitExceeded',
  'ServiceUnavailable',
  'BandwidthLimitExceeded',
]);
const SKEWED: ReadonlySet<string> = new Set(['RequestTimeTooSkewed', 'RequestInTheFuture']);
/** Whether the clock of this machine is too far from the service's: some services say so by words alone. */
function isSkewed(error: unknown): boolean {
  return SKEWED.has(nameOf(error)) || /Signature (?:expired|not yet current)/.test(messageOf(error));
}

const NOT_VALID: ReadonlySet<string> = new Set([
  'InvalidAccessKeyId',
  'SignatureDoesNotMatch',
  'InvalidToken',
  'UnrecognizedClientException',
  'InvalidClientTokenId',
]);

export function nameOf(error: unknown): string {
  const { Code, name } = (error ?? {}) as ServiceError;
  return Code ?? name ?? '';
}

export function statusOf(error: unknown): number {
  return (error as ServiceError | null)?.$metadata?.httpStatusCode ?? 0;
}

export function messageOf(error: unknown): string {
  return (error as ServiceError | null)?.message ?? String(error);
}

export function headerOf(error: unknown, name: string): string | undefined {
  return (error as ServiceError | null)?.$response?.headers?.[name];
}

export function isExpired(error: unknown): boolean {
  return EXPIRED.has(nameOf(error));
}

/** Whether the chain found no credentials, or none that still hold. */
export function hasNoCredentials(error: unknown): boolean {
  return nameOf(error) === 'CredentialsProviderError' || nameOf(error) === 'TokenProviderError';
}

export function isDenied(error: unknown): boolean {
  const name = nameOf(error);
  return (
    name === 'AccessDenied' ||
    name === 'AccessDeniedException' ||
    name === 'AllAccessDisabled' ||
    name === 'UnauthorizedOperation' ||
    statusOf(error) === 403
  );
}

/** Whether a service does not know an operation: those that speak S3 and are not AWS's know few. */
export function isUnknownThere(error: unknown): boolean {
  return (
    ['NotImplemented', 'MethodNotAllowed', 'UnsupportedOperation', 'UnknownOperationException'].includes(nameOf(error)) ||
    [405, 501].includes(statusOf(error))
  );
}

/** Whether a proxy wants to know who asks before it passes anything on: of a tunnel, Node says so by words. */
function isTunnelRefused(error: unknown): boolean {
  return (error as ServiceError | null)?.code === 'ERR_PROXY_TUNNEL' && /HTTP\/\d\.\d 407\b/.test(messageOf(error));
}

/** What a refusal is about: what the service says where it says it, else what was asked. */
function refusal(error: unknown, { action, resource }: Asked): string {
  const message = messageOf(error);
  const said = /not authorized to perform: ([\w:*]+)(?: on resource: "?([^\s"]+)"?)?/.exec(message);
  return `${said?.[1] ?? action} on ${said?.[2]?.replace(/[".,]+$/, '') ?? resource}`;
}

function isKms(error: unknown): boolean {
  return /\bkms:|^KMS\.|\bKMS\b/.test(`${nameOf(error)} ${messageOf(error)}`);
}

/** What is told of an object that cannot be had; null where the failure concerns more than the object. */
export function objectFailure(error: unknown, asked: Asked): ObjectFailure | null {
  const name = nameOf(error);
  if (name === 'InvalidObjectState') return { code: 'S3_ARCHIVED', detail: messageOf(error) };
  if (name === 'NoSuchKey' || name === 'NoSuchVersion' || statusOf(error) === 404) return { code: 'S3_OBJECT_GONE', detail: '' };
  if (NOT_VALID.has(name) || isExpired(error) || hasNoCredentials(error) || isSkewed(error)) return null;
  if (isKms(error)) return { code: 'S3_KMS_DENIED', detail: kmsDetail(error, asked) };
  if (isDenied(error)) return { code: 'S3_ACCESS_DENIED', detail: `missing: ${refusal(error, asked)}` };
  return null;
}

function kmsDetail(error: unknown, asked: Asked): string {
  const key = /arn:aws[\w-]*:kms:[^\s"]+/.exec(messageOf(error))?.[0].replace(/[.,]+$/, '');
  if (!isDenied(error)) return messageOf(error);
  return `missing: kms:Decrypt on ${key ?? `the key with which ${asked.resource} is encrypted`}, by the key's policy or a grant`;
}

/** Whom to ask, or what to add: a refusal without words may have another reason than a permission that is missing. */
function permissionAdvice(error: unknown, { access = {} }: Asked): string {
  if (access.anonymous) return 'Nobody is known who does not sign: leave out --no-sign-request.';
  const ask = 'Ask whoever keeps the bucket for this permission';
  const saysWhich = /not authorized to perform/.test(messageOf(error));
  return saysWhich || access.requesterPays ? `${ask}.` : `${ask}. Where whoever asks has to pay, add --request-payer.`;
}

export const IT_CONTINUES = 'Then import the same address again: it continues.';

/** A failure of what is no import: there is nothing that could go on. @param instead said in the place of that */
export function ofNoImport(error: TrailcaseError, instead = ''): TrailcaseError {
  if (!error.advice.includes(IT_CONTINUES)) return error;
  return new TrailcaseError(error.code, error.message, error.advice.replace(IT_CONTINUES, instead).trim(), { cause: error });
}

/** A failure that ends the work, in words. */
export function asFailure(error: unknown, asked: Asked): TrailcaseError {
  if (error instanceof TrailcaseError) return error;
  const name = nameOf(error);
  const message = messageOf(error);
  const failed = (code: ErrorCode, sentence: string, advice: string): TrailcaseError =>
    new TrailcaseError(code, sentence, advice, { cause: error });
  if (isExpired(error)) return failed('S3_CREDENTIALS_EXPIRED', `The credentials have expired: ${message}`, `Renew them. ${IT_CONTINUES}`);
  if (isSkewed(error)) {
    const theirs = headerOf(error, 'date');
    const times = `this machine says ${new Date().toISOString()}${theirs ? `, the service ${theirs}` : ''}`;
    return failed(
      'S3_CLOCK_SKEW',
      `The clocks differ too much to sign requests: ${times}`,
      `Set the clock of this machine. ${IT_CONTINUES}`,
    );
  }
  if (hasNoCredentials(error) || NOT_VALID.has(name)) {
    const advice = 'Name a profile with --profile, set the usual variables, or use --no-sign-request for a public bucket.';
    return failed('S3_CREDENTIALS', `No credentials that AWS accepts: ${message}`, advice);
  }
  if (name === 'NoSuchBucket')
    return failed('S3_BUCKET_MISSING', `There is no such bucket: ${asked.resource}`, 'Check its name, and the account.');
  if (
    name === 'PermanentRedirect' ||
    name === 'TemporaryRedirect' ||
    name === 'AuthorizationHeaderMalformed' ||
    name === 'IllegalLocationConstraintException'
  ) {
    const region = headerOf(error, 'x-amz-bucket-region');
    return failed('S3_REGION', `The bucket is in another region${region ? `, ${region}` : ''}`, 'Name it with --region.');
  }
  if (THROTTLED.has(name) || statusOf(error) === 503)
    return failed('S3_THROTTLED', `The service asks for fewer requests, and went on to: ${message}`, `Wait a while. ${IT_CONTINUES}`);
  if (isKms(error) && isDenied(error))
    return failed('S3_ACCESS_DENIED', `The key refuses: ${kmsDetail(error, asked)}`, 'Ask whoever keeps the key.');
  if (isDenied(error))
    return failed('S3_ACCESS_DENIED', `Access is denied: missing is ${refusal(error, asked)}`, permissionAdvice(error, asked));
  if (statusOf(error) === 407 || isTunnelRefused(error))
    return failed(
      'S3_UNREACHABLE',
      'The proxy wants to know who asks (407)',
      `Name it with its user, as --proxy http://USER:PASSWORD@HOST:PORT, which is not stored. ${IT_CONTINUES}`,
    );
  if (statusOf(error) === 0)
    return failed(
      'S3_UNREACHABLE',
      `The service cannot be reached: ${message || name}`,
      `Check the network, --endpoint and --proxy. ${IT_CONTINUES}`,
    );
  return failed(
    'S3_FAILED',
    `The service answered ${statusOf(error)} ${name}: ${message}`,
    `Wait a while, or ask whoever runs it. ${IT_CONTINUES}`,
  );
}
