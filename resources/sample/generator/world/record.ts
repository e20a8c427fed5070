// One CloudTrail record from one call: the fields, in the order in which AWS writes them.
import type { Random } from '../base/random.ts';
import { MIXED, UPPER } from '../base/random.ts';
import { iso } from '../base/time.ts';
import type { Caller } from './identity.ts';

export type Json = null | boolean | number | string | Json[] | { [field: string]: Json | undefined };

/** A record and where CloudTrail puts it. */
export interface SampleEvent {
  /** The account whose trail delivers it. */
  account: string;
  region: string;
  /** eventTime, ms since epoch UTC, whole seconds. */
  at: number;
  id: string;
  category: 'Management' | 'Data' | 'Insight';
  record: { [field: string]: Json | undefined };
}

/** What is called. Only `call` ("ec2:DescribeInstances") is always needed. */
export interface Call {
  call: string;
  region: string;
  params?: Json;
  response?: Json;
  error?: [code: string, message: string];
  /** A message without a code, as failed sign-ins have. */
  errorMessage?: string;
  additional?: Json;
  resources?: Json;
  readOnly?: boolean;
  data?: boolean;
  /** The trail's account, where it is not the caller's. */
  recipient?: string;
  sharedEventID?: string;
  type?: 'AwsApiCall' | 'AwsConsoleSignIn';
  requestId?: string | null;
  host?: string;
}

/** Versions as the services wrote them at the time; they differ by service. */
const VERSIONS: Record<string, string> = { logs: '1.09', ce: '1.08', rds: '1.09', autoscaling: '1.10', signin: '1.11', config: '1.08' };
const READS = /^(Describe|Get|List|Head|Lookup|Decrypt|GenerateDataKey|AssumeRole|BatchGet)/;
const GLOBAL_HOSTS = new Set(['iam', 'cloudfront', 'route53']);

/** Builds the record of one call at `at` (ms since epoch UTC). */
export function event(random: Random, at: number, caller: Caller, call: Call): SampleEvent {
  const [service = '', name = ''] = call.call.split(':');
  const account = call.recipient ?? caller.account;
  const isS3 = service === 's3';
  const requestID = call.requestId === null ? undefined : (call.requestId ?? (isS3 ? random.text(UPPER, 16) : random.uuid()));
  const id = random.uuid();
  const category = call.data ? 'Data' : 'Management';
  const record = {
    eventVersion: VERSIONS[service] ?? '1.11',
    userIdentity: caller.identity,
    eventTime: iso(at),
    eventSource: `${service}.amazonaws.com`,
    eventName: name,
    awsRegion: call.region,
    sourceIPAddress: caller.ip,
    userAgent: isS3 && !caller.service ? `[${caller.agent}]` : caller.agent,
    errorCode: call.error?.[0],
    errorMessage: call.error?.[1] ?? call.errorMessage,
    requestParameters: call.params ?? null,
    responseElements: call.response ?? null,
    additionalEventData: call.additional ?? (isS3 ? s3Extra(random, caller, call) : undefined),
    requestID,
    eventID: id,
    readOnly: call.readOnly ?? READS.test(name),
    resources: call.resources,
    eventType: call.type ?? 'AwsApiCall',
    managementEvent: !call.data,
    recipientAccountId: account,
    sharedEventID: call.sharedEventID ?? (caller.identity.type === 'AWSService' ? random.uuid() : undefined),
    eventCategory: category,
    tlsDetails: caller.service ? undefined : tls(service, call),
    sessionCredentialFromConsole: caller.console && service !== 'signin' ? 'true' : undefined,
  } as const;
  return { account, region: call.region, at, id, category, record };
}

/** S3 adds transfer sizes and its second request id. */
function s3Extra(random: Random, caller: Caller, call: Call): Json {
  return {
    SignatureVersion: 'SigV4',
    CipherSuite: caller.service ? undefined : 'TLS_AES_128_GCM_SHA256',
    bytesTransferredIn: call.call === 's3:PutObject' ? random.int(1, 40) * 4096 : 0,
    AuthenticationMethod: 'AuthHeader',
    'x-amz-id-2': `${random.text(MIXED, 22)}EXAMPLE=`,
    bytesTransferredOut: call.error ? 339 : 0,
  };
}

function tls(service: string, call: Call): Json {
  const regional = GLOBAL_HOSTS.has(service) ? `${service}.amazonaws.com` : `${service}.${call.region}.amazonaws.com`;
  return {
    tlsVersion: 'TLSv1.3',
    cipherSuite: 'TLS_AES_128_GCM_SHA256',
    clientProvidedHostHeader: call.host ?? (service === 'signin' ? `${call.region}.signin.aws.amazon.com` : regional),
  };
}

/** The error of a call that no policy allows, in IAM's words. */
export const denied = (caller: Caller, action: string, resource: string): [string, string] => [
  'AccessDenied',
  `User: ${caller.arn} is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`,
];

/** EC2's spelling of the same. */
export const unauthorized = (caller: Caller, action: string, resource: string, random: Random): [string, string] => [
  'Client.UnauthorizedOperation',
  `You are not authorized to perform this operation. User: ${caller.arn} is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action. Encoded authorization failure message: ${random.text(MIXED, 60)}EXAMPLE`,
];

/** Requests that name a bucket also log its host and the bucket as a resource. */
export function onBucket(bucket: string, region: string, owner: string, more: { [field: string]: Json } = {}) {
  const host = `${bucket}.s3.${region}.amazonaws.com`;
  const key = typeof more.key === 'string' ? more.key : undefined;
  const resources: Json[] = [{ accountId: owner, type: 'AWS::S3::Bucket', ARN: `arn:aws:s3:::${bucket}` }];
  if (key !== undefined) resources.unshift({ type: 'AWS::S3::Object', ARN: `arn:aws:s3:::${bucket}/${key}` });
  return { region, host, params: { bucketName: bucket, Host: host, ...more }, resources };
}
