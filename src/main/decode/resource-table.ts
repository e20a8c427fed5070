// Where records of the services that matter most name what a call is about, other than by an ARN or by an id that is known by its form.
// Sources: AWS, the API reference of each service, whose parameters CloudTrail writes with a small first letter ("CloudTrail record
// contents", requestParameters and responseElements), and the records in test/fixtures. Kinds: AWS, "Service Authorization Reference",
// resource types of each service.

/** A name's place in a record, and what it names. */
export interface NamePlace {
  path: readonly string[];
  /** Service, and the beginning of the resource part of its ARN: `iam:role`. */
  kind: string;
}

/** The kind of S3 buckets: see resources.ts. */
export const BUCKET = 's3:bucket';

const [IN, OUT] = ['requestParameters', 'responseElements'];

/** By event source and kind: paths, lists gone through. */
const PLACES: Record<string, Record<string, readonly string[]>> = {
  's3.amazonaws.com': {
    [BUCKET]: [`${IN}.bucketName`],
    // An object's ARN is the bucket's and the key.
    's3:': [`${IN}.key`, `${IN}.x-amz-copy-source`, `${IN}.delete.object.key`],
  },
  'ec2.amazonaws.com': {
    // Ids have a form of their own, where they are not made anonymous.
    'ec2:instance': [`${IN}.instanceId`, `${IN}.instancesSet.items.instanceId`, `${OUT}.instancesSet.items.instanceId`],
    'ec2:image': [`${IN}.imageId`, `${IN}.instancesSet.items.imageId`, `${OUT}.imageId`],
    'ec2:key-pair': [`${IN}.keyName`, `${IN}.instancesSet.items.keyName`],
    'ec2:security-group': [`${IN}.groupName`, `${IN}.groupSet.items.groupName`],
    'iam:instance-profile': [`${IN}.iamInstanceProfile.name`],
  },
  'iam.amazonaws.com': {
    'iam:user': [`${IN}.userName`, `${OUT}.user.userName`],
    'iam:role': [`${IN}.roleName`, `${OUT}.role.roleName`],
    'iam:group': [`${IN}.groupName`, `${OUT}.group.groupName`],
    'iam:policy': [`${IN}.policyName`, `${OUT}.policy.policyName`],
    'iam:instance-profile': [`${IN}.instanceProfileName`, `${OUT}.instanceProfile.instanceProfileName`],
    'iam:access-key': [`${IN}.accessKeyId`, `${OUT}.accessKey.accessKeyId`],
  },
  'sts.amazonaws.com': { 'iam:role': [`${IN}.roleArn`] },
  'kms.amazonaws.com': {
    'kms:key': [`${IN}.keyId`, `${IN}.targetKeyId`, `${OUT}.keyId`, `${OUT}.keyMetadata.keyId`],
    'kms:alias': [`${IN}.aliasName`],
  },
  'rds.amazonaws.com': {
    'rds:db': [`${IN}.dBInstanceIdentifier`, `${IN}.sourceDBInstanceIdentifier`, `${IN}.targetDBInstanceIdentifier`],
    'rds:cluster': [`${IN}.dBClusterIdentifier`, `${IN}.sourceDBClusterIdentifier`],
    'rds:snapshot': [`${IN}.dBSnapshotIdentifier`, `${IN}.sourceDBSnapshotIdentifier`, `${IN}.targetDBSnapshotIdentifier`],
    'rds:cluster-snapshot': [`${IN}.dBClusterSnapshotIdentifier`, `${IN}.targetDBClusterSnapshotIdentifier`],
    'rds:secgrp': [`${IN}.dBSecurityGroupName`],
    'rds:subgrp': [`${IN}.dBSubnetGroupName`],
    [BUCKET]: [`${IN}.s3BucketName`],
  },
  'lambda.amazonaws.com': {
    'lambda:function': [`${IN}.functionName`, `${OUT}.functionName`],
    [BUCKET]: [`${IN}.code.s3Bucket`, `${IN}.s3Bucket`],
  },
  'secretsmanager.amazonaws.com': { 'secretsmanager:secret': [`${IN}.secretId`, `${IN}.name`, `${IN}.secretIdList`, `${OUT}.name`] },
  'ssm.amazonaws.com': {
    'ssm:parameter': [`${IN}.name`, `${IN}.names`],
    'ssm:document': [`${IN}.documentName`],
    'ec2:instance': [`${IN}.instanceId`, `${IN}.instanceIds`, `${IN}.target`],
    'ssm:session': [`${IN}.sessionId`, `${OUT}.sessionId`],
  },
  'dynamodb.amazonaws.com': { 'dynamodb:table': [`${IN}.tableName`, `${OUT}.tableDescription.tableName`] },
  'cloudtrail.amazonaws.com': {
    'cloudtrail:trail': [`${IN}.name`, `${IN}.trailName`, `${IN}.trailNameList`, `${OUT}.name`],
    [BUCKET]: [`${IN}.s3BucketName`, `${OUT}.s3BucketName`],
  },
  'organizations.amazonaws.com': {
    'organizations:account': [`${IN}.accountId`, `${IN}.childId`, `${OUT}.createAccountStatus.accountId`],
    'organizations:ou': [`${IN}.organizationalUnitId`, `${IN}.parentId`, `${IN}.destinationParentId`, `${IN}.sourceParentId`],
    'organizations:policy': [`${IN}.policyId`, `${OUT}.policy.policySummary.id`],
    'organizations:target': [`${IN}.targetId`],
  },
  'ecr.amazonaws.com': { 'ecr:repository': [`${IN}.repositoryName`, `${IN}.repositoryNames`, `${OUT}.repository.repositoryName`] },
  'eks.amazonaws.com': { 'eks:cluster': [`${IN}.name`, `${IN}.clusterName`, `${OUT}.cluster.name`] },
  'logs.amazonaws.com': { 'logs:log-group': [`${IN}.logGroupName`] },
  'guardduty.amazonaws.com': { 'guardduty:detector': [`${IN}.detectorId`, `${OUT}.detectorId`] },
  'config.amazonaws.com': {
    'config:recorder': [`${IN}.configurationRecorderName`, `${IN}.configurationRecorder.name`],
    'config:channel': [`${IN}.deliveryChannelName`, `${IN}.deliveryChannel.name`],
  },
  'route53.amazonaws.com': { 'route53:hostedzone': [`${IN}.hostedZoneId`, `${OUT}.hostedZone.id`] },
};

const byService = new Map(
  Object.entries(PLACES).map(([service, kinds]): [string, NamePlace[]] => [
    service,
    Object.entries(kinds).flatMap(([kind, paths]) => paths.map((path) => ({ path: path.split('.'), kind }))),
  ]),
);

/** Where records of a service, by its event source, name what they are about. */
export function namePlaces(eventSource: unknown): readonly NamePlace[] {
  return byService.get(eventSource as string) ?? [];
}

/** Ids of EC2 and of what lies in its networks: a prefix, and 8 or 17 hexadecimal digits. Source: AWS, "Amazon EC2 resource IDs". */
const EC2_ID =
  /^(?:i|mi|vol|snap|ami|aki|ari|sg|sgr|vpc|subnet|eni|igw|eigw|nat|rtb|acl|eipalloc|pcx|vpce|vpce-svc|lt|fl|tgw|tgw-attach|tgw-rtb|vgw|cgw|vpn|dopt|pl|key|cr|fs|fsap)-[0-9a-f]{8}(?:[0-9a-f]{9})?$/i;

export function isEc2Id(text: string): boolean {
  return EC2_ID.test(text);
}
