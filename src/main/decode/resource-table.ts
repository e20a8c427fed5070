// Where records of the services that matter most name what a call is about, other than by an ARN or by an id that is known by its form.
// Sources: AWS, the API reference of each service, whose parameters CloudTrail writes with a small first letter ("CloudTrail record
// contents", requestParameters and responseElements), and the records in test/fixtures.
import { BUCKET } from './resource-formats.ts';

/** A name's place in a record, and what it names. */
interface NamePlace {
  path: readonly string[];
  kind: string;
  /** What stands there is only what another resource is made of or copied from. */
  isSource: boolean;
  /** The call is about another one of the kind, whose settings name this one. */
  isAside: boolean;
  /** Of these APIs only; elsewhere such a place names something else. Null: of all. */
  apis: RegExp | null;
}

const [IN, OUT] = ['requestParameters', 'responseElements'];

type Place = string | (Partial<Pick<NamePlace, 'isSource' | 'isAside' | 'apis'>> & { path: string });

/** The place names what the call copies from. */
const source = (path: string): Place => ({ path, isSource: true });
/** The place names what a setting of another one of the kind refers to. */
const aside = (path: string): Place => ({ path, isAside: true });
const only = (apis: RegExp, path: string): Place => ({ path, apis });

/** A new instance is a copy of the snapshot; elsewhere the call is about the snapshot. */
const [RESTORED, NOT_RESTORED] = [/^RestoreDBInstanceFromDBSnapshot$/, /^(?!RestoreDBInstanceFromDBSnapshot$)/];

/** By event source and kind: paths, lists gone through. */
const PLACES: Record<string, Record<string, readonly Place[]>> = {
  's3.amazonaws.com': {
    [BUCKET]: [
      `${IN}.bucketName`,
      `${IN}.CreateAccessPointRequest.Bucket`,
      source(`${IN}.x-amz-copy-source`),
      source(`${IN}.createJobRequest.manifest.location.objectArn`),
      aside(`${IN}.ReplicationConfiguration.Rule.Destination.Bucket`),
      aside(`${IN}.BucketLoggingStatus.LoggingEnabled.TargetBucket`),
      aside(`${IN}.InventoryConfiguration.Destination.S3BucketDestination.Bucket`),
    ],
  },
  'ec2.amazonaws.com': {
    // Ids have a form of their own, where they are not made anonymous.
    'ec2:instance': [`${IN}.instanceId`, `${IN}.instancesSet.items.instanceId`, `${OUT}.instancesSet.items.instanceId`],
    'ec2:image': [`${IN}.imageId`, `${IN}.instancesSet.items.imageId`, `${OUT}.imageId`, source(`${IN}.sourceImageId`)],
    'ec2:snapshot': [source(`${IN}.sourceSnapshotId`)],
    'ec2:key-pair': [`${IN}.keyName`, `${IN}.instancesSet.items.keyName`, `${OUT}.keyName`],
    'ec2:security-group': [
      `${IN}.groupName`,
      `${IN}.groupSet.items.groupName`,
      `${IN}.groupId`,
      `${IN}.ModifySecurityGroupRulesRequest.GroupId`,
      // From whose members a rule of another group lets traffic in.
      aside(`${IN}.ipPermissions.items.groups.items.groupId`),
      aside(`${IN}.ModifySecurityGroupRulesRequest.SecurityGroupRule.SecurityGroupRule.ReferencedGroupId`),
      aside(`${OUT}.securityGroupRuleSet.items.referencedGroupInfo.groupId`),
    ],
    [BUCKET]: [
      `${IN}.exportToS3.s3Bucket`,
      `${IN}.CreateStoreImageTaskRequest.Bucket`,
      `${IN}.ExportImageRequest.S3ExportLocation.S3Bucket`,
    ],
    'iam:instance-profile': [`${IN}.iamInstanceProfile.name`, `${IN}.*.IamInstanceProfile.Name`],
  },
  'iam.amazonaws.com': {
    'iam:user': [
      `${IN}.userName`,
      `${IN}.newUserName`,
      `${OUT}.user.userName`,
      `${OUT}.accessKey.userName`,
      `${OUT}.loginProfile.userName`,
    ],
    'iam:role': [`${IN}.roleName`, `${OUT}.role.roleName`],
    'iam:group': [`${IN}.groupName`, `${IN}.newGroupName`, `${OUT}.group.groupName`],
    // Elsewhere it is the name of a policy within a user, group or role, which is no resource of its own.
    'iam:policy': [only(/^CreatePolicy$/, `${IN}.policyName`)],
    'iam:instance-profile': [`${IN}.instanceProfileName`, `${OUT}.instanceProfile.instanceProfileName`],
    'iam:access-key': [`${IN}.accessKeyId`, `${OUT}.accessKey.accessKeyId`],
  },
  'sts.amazonaws.com': {
    'iam:role': [`${IN}.roleArn`],
    'iam:access-key': [only(/^GetAccessKeyInfo$/, `${IN}.accessKeyId`)],
    'organizations:account': [only(/^AssumeRoot$/, `${IN}.targetPrincipal`)],
  },
  'kms.amazonaws.com': {
    'kms:key': [
      `${IN}.keyId`,
      `${IN}.targetKeyId`,
      source(`${IN}.sourceKeyId`),
      `${IN}.destinationKeyId`,
      `${OUT}.keyId`,
      `${OUT}.keyMetadata.keyId`,
      'serviceEventDetails.keyId',
    ],
    'kms:alias': [`${IN}.aliasName`],
  },
  'rds.amazonaws.com': {
    'rds:db': [
      `${IN}.dBInstanceIdentifier`,
      source(`${IN}.sourceDBInstanceIdentifier`),
      `${IN}.targetDBInstanceIdentifier`,
      `${IN}.newDBInstanceIdentifier`,
      `${OUT}.dBInstanceIdentifier`,
    ],
    'rds:cluster': [
      `${IN}.dBClusterIdentifier`,
      source(`${IN}.sourceDBClusterIdentifier`),
      `${IN}.newDBClusterIdentifier`,
      `${OUT}.dBClusterIdentifier`,
    ],
    'rds:snapshot': [
      only(NOT_RESTORED, `${IN}.dBSnapshotIdentifier`),
      { path: `${IN}.dBSnapshotIdentifier`, isSource: true, apis: RESTORED },
      source(`${IN}.sourceDBSnapshotIdentifier`),
      `${IN}.targetDBSnapshotIdentifier`,
      `${OUT}.dBSnapshotIdentifier`,
      only(/^DeleteDBInstance$/, `${IN}.finalDBSnapshotIdentifier`),
    ],
    'rds:cluster-snapshot': [
      // An ARN there may be that of a snapshot of an instance.
      source(`${IN}.snapshotIdentifier`),
      only(/^DeleteDBCluster$/, `${IN}.finalDBSnapshotIdentifier`),
      `${IN}.dBClusterSnapshotIdentifier`,
      source(`${IN}.sourceDBClusterSnapshotIdentifier`),
      `${IN}.targetDBClusterSnapshotIdentifier`,
      `${OUT}.dBClusterSnapshotIdentifier`,
    ],
    'rds:secgrp': [`${IN}.dBSecurityGroupName`],
    'rds:subgrp': [`${IN}.dBSubnetGroupName`],
    'rds:pg': [`${IN}.dBParameterGroupName`],
    'rds:cluster-pg': [`${IN}.dBClusterParameterGroupName`],
    'rds:og': [`${IN}.optionGroupName`],
    'kms:key': [`${IN}.kmsKeyId`],
    [BUCKET]: [`${IN}.s3BucketName`],
  },
  'lambda.amazonaws.com': {
    'lambda:function': [`${IN}.functionName`, `${OUT}.functionName`],
    'lambda:layer': [`${IN}.layerName`],
    [BUCKET]: [source(`${IN}.code.s3Bucket`), source(`${IN}.s3Bucket`), source(`${IN}.content.s3Bucket`)],
  },
  'secretsmanager.amazonaws.com': {
    'secretsmanager:secret': [`${IN}.secretId`, `${IN}.name`, `${IN}.secretIdList`, `${OUT}.name`],
    'kms:key': [`${IN}.kmsKeyId`],
  },
  'ssm.amazonaws.com': {
    'ssm:parameter': [only(/Parameter/, `${IN}.name`), only(/Parameter/, `${IN}.names`)],
    'ssm:document': [`${IN}.documentName`, only(/Document|Association/, `${IN}.name`)],
    'ec2:instance': [`${IN}.instanceId`, `${IN}.instanceIds`, `${IN}.target`],
    'ssm:session': [`${IN}.sessionId`, `${OUT}.sessionId`],
    [BUCKET]: [`${IN}.outputS3BucketName`],
  },
  'dynamodb.amazonaws.com': {
    'dynamodb:table': [
      `${IN}.tableName`,
      source(`${IN}.sourceTableName`),
      source(`${IN}.sourceTableArn`),
      `${IN}.targetTableName`,
      `${OUT}.tableDescription.tableName`,
      source(`${OUT}.tableDescription.restoreSummary.sourceTableArn`),
    ],
    [BUCKET]: [`${IN}.s3Bucket`],
  },
  'cloudtrail.amazonaws.com': {
    'cloudtrail:trail': [
      // Elsewhere the name is that of an event data store or of a channel.
      only(/Trail|Logging/, `${IN}.name`),
      `${IN}.trailName`,
      `${IN}.trailNameList`,
      only(/Trail/, `${OUT}.name`),
    ],
    'kms:key': [`${IN}.kmsKeyId`],
    'sns:topic': [`${IN}.snsTopicName`],
    [BUCKET]: [`${IN}.s3BucketName`, `${OUT}.s3BucketName`],
  },
  'organizations.amazonaws.com': {
    'organizations:account': [
      `${IN}.accountId`,
      `${IN}.childId`,
      `${IN}.target.id`,
      `${OUT}.createAccountStatus.accountId`,
      // How it ended is told by the service itself, later: CreateAccountResult.
      'serviceEventDetails.createAccountStatus.accountId',
    ],
    'organizations:ou': [
      `${IN}.organizationalUnitId`,
      `${IN}.parentId`,
      `${IN}.destinationParentId`,
      `${IN}.sourceParentId`,
      `${IN}.rootId`,
      `${OUT}.organizationalUnit.id`,
    ],
    'organizations:policy': [`${IN}.policyId`, `${OUT}.policy.policySummary.id`],
    'organizations:organization': [`${OUT}.organization.id`],
    'organizations:handshake': [`${IN}.handshakeId`],
    'organizations:target': [`${IN}.targetId`, `${IN}.resourceId`],
  },
  'ecr.amazonaws.com': {
    'ecr:repository': [
      `${IN}.repositoryName`,
      `${IN}.repositoryNames`,
      `${OUT}.repository.repositoryName`,
      'serviceEventDetails.repositoryName',
    ],
  },
  'eks.amazonaws.com': { 'eks:cluster': [`${IN}.name`, `${IN}.clusterName`, `${OUT}.cluster.name`] },
  'route53.amazonaws.com': {
    'route53:hostedzone': [`${IN}.hostedZoneId`, only(/HostedZone/, `${IN}.id`), `${OUT}.hostedZone.id`],
    'route53:healthcheck': [`${IN}.healthCheckId`, `${OUT}.healthCheck.id`],
  },
  'logs.amazonaws.com': { 'logs:log-group': [`${IN}.logGroupName`, `${IN}.logGroupIdentifier`], [BUCKET]: [`${IN}.destination`] },
  'guardduty.amazonaws.com': { 'guardduty:detector': [`${IN}.detectorId`, `${OUT}.detectorId`] },
  'config.amazonaws.com': {
    'config:recorder': [`${IN}.configurationRecorderName`, `${IN}.configurationRecorder.name`],
    'config:channel': [`${IN}.deliveryChannelName`, `${IN}.deliveryChannel.name`],
  },
};

function placeOf(kind: string, place: Place): NamePlace {
  const { path, ...more } = typeof place === 'string' ? { path: place } : place;
  return { path: path.split('.'), kind, isSource: false, isAside: false, apis: null, ...more };
}

const byService = new Map(
  Object.entries(PLACES).map(([service, kinds]): [string, NamePlace[]] => [
    service,
    Object.entries(kinds).flatMap(([kind, places]) => places.map((place) => placeOf(kind, place))),
  ]),
);

/** Where records of a call name what it is about. */
export function namePlaces(eventSource: unknown, eventName: unknown): readonly NamePlace[] {
  const places = byService.get(eventSource as string) ?? [];
  return places.filter(({ apis }) => apis === null || apis.test(String(eventName)));
}
