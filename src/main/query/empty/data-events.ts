// Well-known calls that CloudTrail records as data events only, where a trail selects their resource type; and services that it records in one
// region. Source: AWS CloudTrail User Guide, "Logging data events" (table of resource types) and each service's page on logging with
// CloudTrail; "Amazon S3 CloudTrail events" for objects. Calls that are not here are taken for management events.
import { matcher } from '../../../shared/filter/glob.ts';

interface DataEvents {
  /** As `resources.type` in a selector. */
  resourceType: string;
  service: string;
  apis: readonly string[];
}

const words = (text: string): string[] => text.trim().split(/\s+/);

export const DATA_EVENTS: readonly DataEvents[] = [
  {
    resourceType: 'AWS::S3::Object',
    service: 's3.amazonaws.com',
    apis: words(`AbortMultipartUpload CompleteMultipartUpload CopyObject CreateMultipartUpload DeleteObject DeleteObjects DeleteObjectTagging
      GetObject GetObjectAcl GetObjectAttributes GetObjectLegalHold GetObjectRetention GetObjectTagging GetObjectTorrent HeadBucket HeadObject
      ListMultipartUploads ListObjects ListObjectVersions ListParts PutObject PutObjectAcl PutObjectLegalHold PutObjectRetention
      PutObjectTagging RestoreObject SelectObjectContent UploadPart UploadPartCopy`),
  },
  { resourceType: 'AWS::Lambda::Function', service: 'lambda.amazonaws.com', apis: ['Invoke'] },
  {
    resourceType: 'AWS::DynamoDB::Table',
    service: 'dynamodb.amazonaws.com',
    apis: words(`BatchExecuteStatement BatchGetItem BatchWriteItem DeleteItem ExecuteStatement ExecuteTransaction GetItem PutItem Query Scan
      TransactGetItems TransactWriteItems UpdateItem`),
  },
  { resourceType: 'AWS::DynamoDB::Stream', service: 'dynamodb.amazonaws.com', apis: words('GetRecords GetShardIterator') },
  {
    resourceType: 'AWS::SQS::Queue',
    service: 'sqs.amazonaws.com',
    apis: words(`ChangeMessageVisibility ChangeMessageVisibilityBatch DeleteMessage DeleteMessageBatch ReceiveMessage SendMessage
      SendMessageBatch`),
  },
  { resourceType: 'AWS::SNS::Topic', service: 'sns.amazonaws.com', apis: words('Publish PublishBatch') },
  {
    resourceType: 'AWS::Kinesis::Stream',
    service: 'kinesis.amazonaws.com',
    apis: words('GetRecords GetShardIterator PutRecord PutRecords'),
  },
  {
    resourceType: 'AWS::EC2::Snapshot',
    service: 'ebs.amazonaws.com',
    apis: words('CompleteSnapshot GetSnapshotBlock ListChangedBlocks ListSnapshotBlocks PutSnapshotBlock StartSnapshot'),
  },
  {
    resourceType: 'AWS::Cognito::IdentityPool',
    service: 'cognito-identity.amazonaws.com',
    apis: words('GetCredentialsForIdentity GetId GetOpenIdToken GetOpenIdTokenForDeveloperIdentity UnlinkIdentity'),
  },
  { resourceType: 'AWS::Bedrock::AgentAlias', service: 'bedrock.amazonaws.com', apis: ['InvokeAgent'] },
  { resourceType: 'AWS::Bedrock::KnowledgeBase', service: 'bedrock.amazonaws.com', apis: words('Retrieve RetrieveAndGenerate') },
];

/** Well-known calls of IAM. Source: AWS IAM API Reference. */
const IAM_EVENTS: ReadonlySet<string> = new Set(
  words(`AddUserToGroup AttachGroupPolicy AttachRolePolicy AttachUserPolicy CreateAccessKey CreateLoginProfile CreatePolicy
    CreatePolicyVersion CreateRole CreateUser DeactivateMFADevice DeleteAccessKey DeleteRole DeleteUser DetachRolePolicy
    DetachUserPolicy EnableMFADevice GetAccountAuthorizationDetails ListAccessKeys ListRoles ListUsers PutGroupPolicy PutRolePolicy
    PutUserPolicy UpdateAccessKey UpdateAssumeRolePolicy UpdateLoginProfile`),
);

/**
 * Calls that investigators ask for and that are management events. Source: AWS CloudTrail User Guide, "Logging management events", and each
 * service's page on logging with CloudTrail.
 */
export const MANAGEMENT_EVENTS: ReadonlySet<string> = new Set([
  ...IAM_EVENTS,
  ...words(`AssumeRole AssumeRoleWithSAML AssumeRoleWithWebIdentity AuthorizeSecurityGroupEgress AuthorizeSecurityGroupIngress ConsoleLogin
    CopySnapshot CreateBucket CreateDBInstance CreateDBSnapshot CreateFunction20150331 CreateImage CreateKeyPair CreateSecurityGroup
    CreateSnapshot CreateStack CreateTrail CreateVpc Decrypt DeleteBucket DeleteBucketPolicy DeleteDBInstance DeleteDetector
    DeleteFlowLogs DeleteLogGroup DeleteLogStream DeleteSecret DeleteSnapshot DeleteTrail DescribeInstances DescribeTrails DisableKey
    Encrypt GenerateDataKey GetBucketAcl GetBucketPolicy GetCallerIdentity GetFederationToken GetParameter GetParameters GetPasswordData
    GetSecretValue GetSessionToken GetSigninToken ImportKeyPair InvokeModel ListBuckets ListSecrets ModifyDBInstance
    ModifyImageAttribute ModifyInstanceAttribute ModifySnapshotAttribute PutBucketAcl PutBucketLifecycle PutBucketPolicy
    PutBucketPublicAccessBlock PutBucketVersioning PutEventSelectors PutKeyPolicy RegisterTaskDefinition RevokeSecurityGroupIngress
    RunInstances ScheduleKeyDeletion SendCommand SendSSHPublicKey StartInstances StartLogging StartSession StopInstances StopLogging
    SwitchRole TerminateInstances UpdateFunctionCode20150331v2 UpdateFunctionConfiguration20150331v2 UpdateTrail`),
]);

/** The service that alone has such a call, where that is known. */
export function serviceOf(api: string): string | null {
  return IAM_EVENTS.has(api) ? 'iam.amazonaws.com' : null;
}

/** Whether one of the asked services, of which `*` stands for any text, is this one; none asked: any is. */
export function isAskedService(service: string, services: readonly string[]): boolean {
  return services.length === 0 || services.some((asked) => matcher(asked)(service));
}

/** Data events that an asked API may be, of the asked services. */
export function dataEventsOf(api: string, services: readonly string[]): DataEvents[] {
  const fits = matcher(api);
  return DATA_EVENTS.filter(({ service, apis }) => isAskedService(service, services) && apis.some(fits));
}

/**
 * Services whose calls are recorded as of one region, wherever they were made. STS is not among them: its endpoints are regional, too.
 * Source: AWS CloudTrail User Guide, "Concepts", global service events; IAM, CloudFront, Route 53, Organizations and Support on CloudTrail.
 */
export const GLOBAL_SERVICES: ReadonlyMap<string, string> = new Map(
  ['iam', 'cloudfront', 'route53', 'route53domains', 'organizations', 'support', 'shield'].map((name) => [
    `${name}.amazonaws.com`,
    'us-east-1',
  ]),
);

/** Calls that change what is recorded, or whether anything is. Source: AWS CloudTrail API Reference. */
export const CONFIGURING_APIS: readonly string[] =
  words(`CreateTrail DeleteTrail PutEventSelectors PutInsightSelectors StartLogging StopLogging
  UpdateTrail CreateEventDataStore DeleteEventDataStore StartEventDataStoreIngestion StopEventDataStoreIngestion UpdateEventDataStore`);
