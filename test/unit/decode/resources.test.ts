// Which resources a record names: by service, in hostile and real records; and that the filter finds the record by each of them again.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { resourceOf } from '../../../src/main/decode/resource-kinds.ts';
import { MOST_RESOURCES, mentionsOf } from '../../../src/main/decode/resources.ts';
import { needlesOf } from '../../../src/main/query/filter/record-literals.ts';
import { recordPredicate } from '../../../src/main/query/filter/record-terms.ts';
import { parseFilter, printTree } from '../../../src/shared/filter.ts';
import { filesBelow } from '../../helpers/folder.ts';
import { REAL_FIXTURES } from '../../helpers/real.ts';

type Fields = Record<string, unknown>;
const ACCOUNT = '111122223333';
const REGION = 'ap-south-1';
const INSTANCE = 'i-0123456789abcdef0';
const RESTORED = 'RestoreDBInstanceFromDBSnapshot';

/** A record of a call in the account and region above. */
const recordOf = (service: string, requestParameters: unknown, responseElements: unknown = null, more: Fields = {}): Fields => ({
  eventSource: `${service}.amazonaws.com`,
  awsRegion: REGION,
  userIdentity: { accountId: ACCOUNT },
  requestParameters,
  responseElements,
  ...more,
});
const ask = (...args: Parameters<typeof recordOf>) => mentionsOf(recordOf(...args)).map(({ id }) => id);

/** ARNs in this account; of regional and of global services. */
const here = (service: string, resource: string) => `arn:aws:${service}:${REGION}:${ACCOUNT}:${resource}`;
const iam = (resource: string) => `arn:aws:iam::${ACCOUNT}:${resource}`;

/** Whether `resource:` of a value, as a click would write it, finds the record. */
function finds(record: unknown, value: string): boolean {
  const parsed = parseFilter(printTree({ kind: 'term', field: 'resource', value }));
  if ('problem' in parsed || parsed.tree.kind !== 'term') return false;
  return recordPredicate(parsed.tree)?.(record) === true;
}

describe('by service', () => {
  const KEY = '5f0e3b2d-9c4e-4f7a-8d61-2b7f0c9e4a15';
  test.each<[service: string, eventName: string, request: unknown, response: unknown, expected: string[]]>([
    ['s3', 'GetObject', { bucketName: 'logs', key: 'a/b.gz', Host: 'logs.s3.amazonaws.com' }, null, ['arn:aws:s3:::logs']],
    [
      's3',
      'CopyObject',
      { bucketName: 'copy', key: 'k', 'x-amz-copy-source': '/from/k' },
      null,
      ['arn:aws:s3:::copy', 'arn:aws:s3:::from'],
    ],
    [
      'ec2',
      'RunInstances',
      { instancesSet: { items: [{ imageId: 'ami-0aa1d83d0b0985c86', keyName: 'ops', maxCount: 2 }] }, subnetId: 'subnet-57245220' },
      { instancesSet: { items: [{ instanceId: INSTANCE }, { instanceId: 'i-1a2b3c4d' }] }, reservationId: 'r-0123456789abcdef0' },
      [INSTANCE, 'i-1a2b3c4d', 'ami-0aa1d83d0b0985c86', here('ec2', 'key-pair/ops'), 'subnet-57245220'],
    ],
    [
      'ec2',
      'AuthorizeSecurityGroupIngress',
      { groupId: 'sg-ef6e8186', ipPermissions: { items: [{ fromPort: 22 }] } },
      null,
      ['sg-ef6e8186'],
    ],
    ['ec2', 'CreateSecurityGroup', { groupName: 'db', vpcId: 'vpc-6363c106' }, { groupId: 'sg-ef6e8186' }, ['sg-ef6e8186', 'vpc-6363c106']],
    ['ec2', 'DeleteSecurityGroup', { groupName: 'db' }, null, ['db']],
    [
      'ec2',
      'DeleteFlowLogs',
      { DeleteFlowLogsRequest: { FlowLogId: { content: 'fl-0e17aa62a21d4bbfe', tag: 1 } } },
      null,
      ['fl-0e17aa62a21d4bbfe'],
    ],
    [
      'ec2',
      'CreateSnapshot',
      { volumeId: 'vol-590d8411', name: 'sg-nothex!!' },
      { snapshotId: 'snap-01ee6be9' },
      ['vol-590d8411', 'snap-01ee6be9'],
    ],
    ['ec2', 'CreateKeyPair', { keyName: 'ops' }, { keyName: 'ops', keyPairId: 'key-0123456789abcdef0' }, [here('ec2', 'key-pair/ops')]],
    [
      'ec2',
      'AssociateIamInstanceProfile',
      { AssociateIamInstanceProfileRequest: { IamInstanceProfile: { Name: 'p' }, InstanceId: INSTANCE } },
      null,
      [iam('instance-profile/p'), INSTANCE],
    ],
    [
      'iam',
      'AttachUserPolicy',
      { userName: 'asha', policyArn: 'arn:aws:iam::aws:policy/service-role/X' },
      null,
      [iam('user/asha'), 'arn:aws:iam::aws:policy/service-role/X'],
    ],
    [
      'iam',
      'CreateAccessKey',
      { userName: 'asha' },
      { accessKey: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', userName: 'asha' } },
      [iam('user/asha'), 'AKIAIOSFODNN7EXAMPLE'],
    ],
    ['iam', 'PutRolePolicy', { roleName: 'r', policyName: 'inline' }, null, [iam('role/r')]],
    ['iam', 'CreatePolicy', { policyName: 'p' }, { policy: { arn: iam('policy/ops/p') } }, [iam('policy/p')]],
    ['iam', 'AddUserToGroup', { userName: 'asha', groupName: 'admins' }, null, [iam('user/asha'), iam('group/admins')]],
    [
      'sts',
      'AssumeRole',
      { roleArn: iam('role/ops'), roleSessionName: 'x' },
      { assumedRoleUser: { arn: `arn:aws:sts::${ACCOUNT}:assumed-role/ops/x` } },
      [iam('role/ops')],
    ],
    ['kms', 'Encrypt', { keyId: 'alias/aws/ssm' }, null, [here('kms', 'alias/aws/ssm')]],
    ['kms', 'CreateAlias', { aliasName: 'alias/pay', targetKeyId: KEY }, null, [here('kms', `key/${KEY}`), here('kms', 'alias/pay')]],
    ['kms', 'CreateKey', {}, { keyMetadata: { keyId: KEY, arn: here('kms', `key/${KEY}`) } }, [here('kms', `key/${KEY}`)]],
    [
      'rds',
      'CreateDBSnapshot',
      { dBInstanceIdentifier: 'DB1', dBSnapshotIdentifier: 'leak' },
      { dBInstanceIdentifier: 'db1' },
      [here('rds', 'db:db1'), here('rds', 'snapshot:leak')],
    ],
    [
      'rds',
      'CopyDBClusterSnapshot',
      { sourceDBClusterSnapshotIdentifier: 'a', targetDBClusterSnapshotIdentifier: 'b' },
      null,
      [here('rds', 'cluster-snapshot:a'), here('rds', 'cluster-snapshot:b')],
    ],
    [
      'lambda',
      'CreateFunction20150331',
      { functionName: 'f', code: { s3Bucket: 'code', s3Key: 'f.zip' } },
      null,
      [here('lambda', 'function:f'), 'arn:aws:s3:::code'],
    ],
    ['lambda', 'Invoke', { functionName: 'f:PROD' }, null, [here('lambda', 'function:f')]],
    ['lambda', 'Invoke', { functionName: '444455556666:function:f' }, null, [`arn:aws:lambda:${REGION}:444455556666:function:f`]],
    ['secretsmanager', 'GetSecretValue', { secretId: 'prod/db' }, null, [here('secretsmanager', 'secret:prod/db-??????')]],
    ['secretsmanager', 'GetSecretValue', { secretId: 'db-secret' }, null, [here('secretsmanager', 'secret:db-secret-??????')]],
    [
      'secretsmanager',
      'BatchGetSecretValue',
      { secretIdList: ['a', here('secretsmanager', 'secret:b-AbC123')] },
      null,
      [here('secretsmanager', 'secret:a-??????'), here('secretsmanager', 'secret:b-??????')],
    ],
    [
      'ssm',
      'GetParameters',
      { names: ['/a/b', '/c', 'd'] },
      null,
      [here('ssm', 'parameter/a/b'), here('ssm', 'parameter/c'), here('ssm', 'parameter/d')],
    ],
    [
      'ssm',
      'SendCommand',
      { documentName: 'AWS-RunShellScript', instanceIds: [INSTANCE] },
      null,
      [`arn:aws:ssm:${REGION}::document/AWS-RunShellScript`, INSTANCE],
    ],
    ['ssm', 'CreateDocument', { name: 'own' }, null, [here('ssm', 'document/own')]],
    ['ssm', 'StartSession', { target: INSTANCE }, { sessionId: 'asha-0123' }, [INSTANCE, here('ssm', 'session/asha-0123')]],
    ['dynamodb', 'GetItem', { tableName: 'users', key: { id: 'x' } }, null, [here('dynamodb', 'table/users')]],
    [
      'cloudtrail',
      'CreateTrail',
      { name: 'main', s3BucketName: 'trail-logs' },
      { trailARN: here('cloudtrail', 'trail/main') },
      [here('cloudtrail', 'trail/main'), 'arn:aws:s3:::trail-logs'],
    ],
    ['cloudtrail', 'StopLogging', { name: here('cloudtrail', 'trail/main') }, null, [here('cloudtrail', 'trail/main')]],
    [
      'cloudtrail',
      'CreateEventDataStore',
      { name: 'lake' },
      { eventDataStoreArn: here('cloudtrail', 'eventdatastore/x') },
      [here('cloudtrail', 'eventdatastore/x')],
    ],
    ['organizations', 'CloseAccount', { accountId: ACCOUNT }, null, [ACCOUNT]],
    [
      'organizations',
      'AttachPolicy',
      { policyId: 'p-examplepolicy', targetId: 'ou-root-12345678' },
      null,
      ['p-examplepolicy', 'ou-root-12345678'],
    ],
    [
      'organizations',
      'CreateOrganizationalUnit',
      { parentId: 'r-root' },
      { organizationalUnit: { id: 'ou-root-12345678', arn: `arn:aws:organizations::${ACCOUNT}:ou/o-exampleorg/ou-root-12345678` } },
      ['r-root', 'ou-root-12345678'],
    ],
    [
      'ecr',
      'PutImage',
      { repositoryName: 'team/app', registryId: '444455556666' },
      null,
      [`arn:aws:ecr:${REGION}:444455556666:repository/team/app`],
    ],
    [
      'eks',
      'CreateCluster',
      { name: 'prod' },
      { cluster: { name: 'prod', arn: here('eks', 'cluster/prod') } },
      [here('eks', 'cluster/prod')],
    ],
    ['route53', 'ChangeResourceRecordSets', { hostedZoneId: 'Z123' }, null, ['arn:aws:route53:::hostedzone/Z123']],
    [
      'route53',
      'CreateHostedZone',
      { name: 'example.org' },
      { hostedZone: { id: '/hostedzone/Z123' } },
      ['arn:aws:route53:::hostedzone/Z123'],
    ],
    ['logs', 'CreateLogStream', { logGroupName: '/aws/lambda/f' }, null, [here('logs', 'log-group:/aws/lambda/f')]],
    ['guardduty', 'DeleteDetector', { detectorId: 'd1' }, null, [here('guardduty', 'detector/d1')]],
    ['sts', 'AssumeRoot', { targetPrincipal: '444455556666' }, null, ['444455556666']],
    [
      'ssm',
      'GetParameters',
      { names: ['a:3', '/b/c:prod', '/d:1'] },
      null,
      ['a', 'b/c', 'd'].map((name) => here('ssm', `parameter/${name}`)),
    ],
    [
      's3',
      'PutBucketLogging',
      { bucketName: 'b', BucketLoggingStatus: { LoggingEnabled: { TargetBucket: 'logs' } } },
      null,
      ['arn:aws:s3:::b', 'arn:aws:s3:::logs'],
    ],
    ['s3', 'CreateAccessPoint', { name: 'ap', CreateAccessPointRequest: { Bucket: 'b', xmlns: 'x' } }, null, ['arn:aws:s3:::b']],
    ['ec2', 'CreateInstanceExportTask', { instanceId: INSTANCE, exportToS3: { s3Bucket: 'out' } }, null, [INSTANCE, 'arn:aws:s3:::out']],
    [
      'rds',
      'RestoreDBClusterFromSnapshot',
      { dBClusterIdentifier: 'new', snapshotIdentifier: 's' },
      null,
      [here('rds', 'cluster:new'), here('rds', 'cluster-snapshot:s')],
    ],
    [
      'rds',
      'DeleteDBInstance',
      { dBInstanceIdentifier: 'd', finalDBSnapshotIdentifier: 'last' },
      null,
      [here('rds', 'db:d'), here('rds', 'snapshot:last')],
    ],
    [
      'nobody',
      'X',
      { name: 'x', deep: [{ of: { it: ['arn:aws:sns:us-east-1:1:topic', `see ${INSTANCE}`] } }] },
      null,
      ['arn:aws:sns:us-east-1:1:topic'],
    ],
  ])('%s %s %j', (service, eventName, request, response, expected) =>
    expect(ask(service, request, response, { eventName })).toEqual(expected),
  );

  test('what a service tells of itself', () => {
    const serviceEventDetails = { keyId: KEY, backup: 'arn:aws:sns:us-east-1:1:topic', snapshotId: 'snap-0a9e1526b9b037a30' };
    expect(ask('kms', null, null, { serviceEventDetails })).toEqual([
      here('kms', `key/${KEY}`),
      'arn:aws:sns:us-east-1:1:topic',
      'snap-0a9e1526b9b037a30',
    ]);
    const created = { createAccountStatus: { id: 'car-examplecreateaccountrequestid111', accountId: '444455556666' } };
    expect(ask('organizations', null, null, { serviceEventDetails: created })).toEqual(['444455556666']);
    expect(ask('ecr', null, null, { serviceEventDetails: { repositoryName: 'app' } })).toEqual([here('ecr', 'repository/app')]);
  });

  test('what the record lists comes first, in the spellings of the sources', () => {
    const arn = (name: string) => `arn:aws:sqs:us-east-1:${ACCOUNT}:${name}`;
    const resources = [
      { ARN: arn('a'), accountId: ACCOUNT, type: 'AWS::SQS::Queue' },
      { arn: arn('b') },
      { resourceType: 'AWS::IAM::User', resourceName: 'ben' },
      { ResourceName: 'ben', ResourceType: 'AWS::IAM::User' },
      { ResourceName: 'other', ResourceType: 'AWS::Nobody::Knows' },
      arn('c'),
      { ARNPrefix: 'arn:aws:s3:::logs/' },
    ];
    expect(ask('sqs', { queueUrl: 'https://queue', source: arn('d') }, null, { resources })).toEqual([
      arn('a'),
      arn('b'),
      iam('user/ben'),
      'other',
      arn('c'),
      'arn:aws:s3:::logs',
      arn('d'),
    ]);
  });
});

describe('whose names they are', () => {
  const role = { roleName: 'r' };
  test.each<[what: string, more: Fields, expected: string]>([
    [
      'the account that calls',
      { userIdentity: { accountId: '444455556666' }, recipientAccountId: ACCOUNT },
      'arn:aws:iam::444455556666:role/r',
    ],
    [
      'that which received the event, where no account calls',
      { userIdentity: { type: 'AWSService' }, recipientAccountId: ACCOUNT },
      iam('role/r'),
    ],
    ['no account', { userIdentity: { accountId: 'ANONYMOUS_PRINCIPAL' } }, 'arn:aws:iam:::role/r'],
    ['the partition of the region', { awsRegion: 'us-gov-west-1' }, `arn:aws-us-gov:iam::${ACCOUNT}:role/r`],
    ['that of China', { awsRegion: 'cn-north-1' }, `arn:aws-cn:iam::${ACCOUNT}:role/r`],
  ])('%s', (_, more, expected) => expect(ask('iam', role, null, more)).toEqual([expected]));
});

describe('one thing, one resource', () => {
  test.each<[what: string, service: string, request: Fields, response: Fields | null, resources: string[], expected: string[]]>([
    ['an ARN and a name', 'iam', { roleName: 'r' }, { role: { arn: iam('role/service-role/r'), roleName: 'r' } }, [], [iam('role/r')]],
    ['another kind of that name', 'iam', { roleName: 'r' }, null, [iam('instance-profile/r')], [iam('instance-profile/r'), iam('role/r')]],
    ['a name that ends alike', 'iam', { roleName: 'r' }, null, [iam('role/other-r')], [iam('role/other-r'), iam('role/r')]],
    [
      'a role of another account',
      'iam',
      { roleName: 'r' },
      null,
      ['arn:aws:iam::444455556666:role/r'],
      ['arn:aws:iam::444455556666:role/r', iam('role/r')],
    ],
    [
      'a secret, six characters longer',
      'secretsmanager',
      { name: 'db' },
      { aRN: here('secretsmanager', 'secret:db-AbC123'), name: 'db' },
      [],
      [here('secretsmanager', 'secret:db-??????')],
    ],
    [
      'an EC2 id, whoever owns it',
      'ec2',
      { instanceId: INSTANCE },
      null,
      [`arn:aws:ec2:us-east-1:444455556666:instance/${INSTANCE}`],
      [INSTANCE],
    ],
    ['a bucket and its objects', 's3', { bucketName: 'b', key: 'x/y' }, null, ['arn:aws:s3:::b/x/y', 'arn:aws:s3:::b'], ['arn:aws:s3:::b']],
    ['another bucket', 's3', { bucketName: 'b' }, null, ['arn:aws:s3:::c'], ['arn:aws:s3:::c', 'arn:aws:s3:::b']],
  ])('%s', (_, service, request, response, arns, expected) => {
    expect(ask(service, request, response, { resources: arns.map((ARN) => ({ ARN })) })).toEqual(expected);
  });

  test('the texts that name it, the objects in it, and what is only copied from', () => {
    const record = recordOf('s3', { bucketName: 'b', key: 'x/y', 'x-amz-copy-source': 'from/k%20l' }, null, {
      resources: [{ ARN: 'arn:aws:s3:::b/x/y' }, { ARN: 'arn:aws:s3:::b' }],
    });
    const about = { isSource: false, isAside: false };
    expect(mentionsOf(record)).toEqual([
      { id: 'arn:aws:s3:::b', kind: 's3:bucket', name: 'b', forms: ['arn:aws:s3:::b', 'b'], objects: ['x/y'], ...about },
      { id: 'arn:aws:s3:::from', kind: 's3:bucket', name: 'from', forms: [], objects: ['k%20l'], ...about, isSource: true },
    ]);
  });

  const parts = (...args: Parameters<typeof recordOf>) =>
    Object.fromEntries(
      mentionsOf(recordOf(...args)).map(({ id, isSource, isAside }) => [id, isSource ? 'copied from' : isAside ? 'aside' : 'about']),
    );

  test('what is copied from stays so, also where its form alone tells that it is a resource', () => {
    const [from, to] = ['snap-01ee6be9', 'snap-0a9e1526b9b037a30'];
    expect(parts('ec2', { sourceSnapshotId: from }, { snapshotId: to })).toEqual({ [from]: 'copied from', [to]: 'about' });
    const [image, copy] = ['ami-0aa1d83d0b0985c86', 'ami-1aa1d83d0b0985c86'];
    expect(parts('ec2', { sourceImageId: image }, { imageId: copy })).toEqual({ [image]: 'copied from', [copy]: 'about' });
    const [source, target] = ['eu-west-1', REGION].map((region) => `arn:aws:rds:${region}:${ACCOUNT}:snapshot:s`) as [string, string];
    const asked = { sourceDBSnapshotIdentifier: source, targetDBSnapshotIdentifier: 's' };
    expect(parts('rds', asked, { dBSnapshotIdentifier: 's', sourceDBSnapshotIdentifier: source, dBSnapshotArn: target })).toEqual({
      [source]: 'copied from',
      [target]: 'about',
    });
    const [kept, made] = [here('rds', 'snapshot:s'), here('rds', 'db:n')];
    const instance = { dBInstanceIdentifier: 'n', dBInstanceArn: made };
    expect(parts('rds', { dBInstanceIdentifier: 'n', dBSnapshotIdentifier: 's' }, instance, { eventName: RESTORED })).toEqual({
      [made]: 'about',
      [kept]: 'copied from',
    });
    expect(parts('rds', { dBSnapshotIdentifier: 's' }, null, { eventName: 'ModifyDBSnapshotAttribute' })).toEqual({ [kept]: 'about' });
    const [table, restored] = [here('dynamodb', 'table/t'), here('dynamodb', 'table/n')];
    const backup = `${table}/backup/01`;
    const answer = { tableName: 'n', tableArn: restored, restoreSummary: { sourceBackupArn: backup, sourceTableArn: table } };
    expect(parts('dynamodb', { targetTableName: 'n', backupArn: backup }, { tableDescription: answer })).toEqual({
      [restored]: 'about',
      [table]: 'copied from',
      [backup]: 'about',
    });
  });

  test('a copy of a version of an object is of that object', () => {
    const record = recordOf('s3', { bucketName: 'b', key: 'k', 'x-amz-copy-source': 'from/a%3Fb?versionId=3sL4kqtJlcpXroDTDmJ' });
    expect(mentionsOf(record).map(({ objects }) => objects)).toEqual([['k'], ['a%3Fb']]);
  });

  test('what a setting of another one refers to', () => {
    const rule = (groupId: string) => ({ items: [{ ipProtocol: 'tcp', groups: { items: [{ groupId }] } }] });
    const [db, app] = ['sg-ef6e8186', 'sg-11111111'];
    expect(parts('ec2', { groupId: db, ipPermissions: rule(app) })).toEqual({ [db]: 'about', [app]: 'aside' });
    expect(parts('ec2', { groupId: db, ipPermissions: rule(db) })).toEqual({ [db]: 'about' });
    const ReplicationConfiguration = { Rule: { Destination: { Bucket: 'arn:aws:s3:::copy' } } };
    expect(parts('s3', { bucketName: 'b', ReplicationConfiguration })).toEqual({ 'arn:aws:s3:::b': 'about', 'arn:aws:s3:::copy': 'aside' });
  });

  test('a security group given by id and by name', () => {
    const groupSet = {
      items: [
        { groupId: 'sg-ef6e8186', groupName: 'db' },
        { groupId: 'sg-be0d7ed4', groupName: 'web' },
      ],
    };
    const record = recordOf('ec2', { groupSet }, { instancesSet: { items: [{ instanceId: INSTANCE, groupSet }] } });
    expect(mentionsOf(record).map(({ id, forms }) => ({ id, forms }))).toEqual([
      { id: INSTANCE, forms: [INSTANCE] },
      { id: 'sg-ef6e8186', forms: ['db', 'sg-ef6e8186'] },
      { id: 'sg-be0d7ed4', forms: ['web', 'sg-be0d7ed4'] },
    ]);
  });
});

describe('a key pair given by name and by id is one', () => {
  const [pair, id] = [here('ec2', 'key-pair/k'), 'key-0123456789abcdef0'];
  test.each<[what: string, request: Fields, response: Fields]>([
    ['made', { keyName: 'k' }, { keyName: 'k', keyPairId: id, keyFingerprint: '1f:51' }],
    ['deleted by its name', { keyName: 'k' }, { _return: true, keyPairId: id }],
  ])('%s', (_, request, response) => {
    const record = recordOf('ec2', request, response);
    expect(mentionsOf(record).map(({ id, forms }) => ({ id, forms }))).toEqual([{ id: pair, forms: ['k', id] }]);
    expect([pair, 'k', id].map((value) => finds(record, value))).toEqual([true, true, true]);
  });
  test('by its id alone it is known by that', () => {
    expect(ask('ec2', { keyPairId: id }, { _return: true, keyPairId: id })).toEqual([id]);
    expect(ask('ec2', { keyName: 'k' }, { keyPairId: 'i-0123456789abcdef0' })).toEqual([pair, INSTANCE]);
    expect(ask('ec2', { keyName: 7 }, { keyPairId: id })).toEqual([id]);
  });
});

describe('resource: finds a record by any text that means the resource', () => {
  const role = recordOf('iam', { roleName: 'r' });
  const arn = recordOf('sts', { roleArn: iam('role/path/r') }, { assumedRoleUser: { arn: `arn:aws:sts::${ACCOUNT}:assumed-role/r/s` } });
  const object = recordOf('s3', { bucketName: 'b', key: 'x/y' });
  const secret = recordOf('secretsmanager', { secretId: here('secretsmanager', 'secret:db-AbC123') });
  const database = recordOf('rds', { dBInstanceIdentifier: 'Orders' });
  test.each<[value: string, record: Fields, found: boolean]>([
    [iam('role/r'), role, true],
    [iam('role/other/r'), role, true],
    ['r', arn, true],
    [iam('role/r'), arn, true],
    [iam('user/r'), role, false],
    ['arn:aws:iam::444455556666:role/r', role, false],
    [iam('role/r*'), role, true],
    ['arn:aws:iam::*:role/r', role, true],
    [iam('ro*'), role, true],
    ['role/r*', role, false],
    [`arn:aws:sts::${ACCOUNT}:assumed-role/r/s`, arn, true],
    [`arn:aws:sts::${ACCOUNT}:assumed-role/r/s`, role, false],
    ['arn:aws:s3:::b', object, true],
    ['arn:aws:s3:::b/x/y', object, true],
    ['arn:aws:s3:::b/x', object, false],
    ['arn:aws:s3:::b/*', object, true],
    ['arn:aws:s3:::b/z*', object, false],
    ['x/y', object, true],
    ['db', secret, true],
    [here('secretsmanager', 'secret:db-??????'), secret, true],
    [here('secretsmanager', 'secret:db'), secret, true],
    [here('secretsmanager', 'secret:db-XyZ789'), secret, true],
    [here('rds', 'db:orders'), database, true],
    ['Orders', database, true],
    ['d*', secret, true],
  ])('%s', (value, record, found) => expect(finds(record, value)).toBe(found));
});

describe('hostile records', () => {
  test.each([
    [undefined],
    [null],
    [7],
    ['arn:aws:s3:::b'],
    [[]],
    [{ resources: null, requestParameters: 'x', eventSource: {} }],
    [{ eventSource: '__proto__', requestParameters: {} }],
  ])('%j names none', (record) => expect(mentionsOf(record)).toEqual([]));

  test('a name that no ARN can hold stays as it is', () => {
    expect(ask('s3', { bucketName: 'a/b' })).toEqual(['arn:aws:s3:::a']);
    expect(ask('iam', { roleName: 'a/b' })).toEqual(['a/b']);
    expect(ask('eks', { name: ['', 'x'.repeat(3000)] })).toEqual([]);
  });

  test('as deep as no call can be', () => {
    let deep: unknown = 'arn:aws:sns:us-east-1:1:deep';
    for (let i = 0; i < 200_000; i++) deep = i % 2 === 0 ? [deep] : { bucketName: deep };
    expect(ask('s3', deep, null, { resources: deep })).toEqual(['arn:aws:sns:us-east-1:1:deep']);
  });

  test('no more than a bound, none twice, none too long', () => {
    const many = Array.from({ length: 50_000 }, (_, i) => `arn:aws:sns:us-east-1:1:t${i >> 1}`);
    expect(ask('sns', { many })).toEqual(Array.from({ length: MOST_RESOURCES }, (_, i) => `arn:aws:sns:us-east-1:1:t${i}`));
    expect(ask('eks', { name: many })).toHaveLength(MOST_RESOURCES);
    expect(ask('sns', {}, null, { resources: many.map((ARN) => ({ ARN })) })).toHaveLength(MOST_RESOURCES);
    expect(ask('eks', { name: 'x'.repeat(2049), clusterName: 'y'.repeat(2048) })).toEqual([here('eks', `cluster/${'y'.repeat(2048)}`)]);
  });
});

const texts = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    'arn:aws:s3:::b',
    'arn:aws:s3:::bucket/a/key',
    'arn:aws:secretsmanager:us-east-1:1:secret:orders-AbC123',
    'arn:aws:sts::1:assumed-role/r/s',
    'arn:aws:rds:us-east-1:1:db:Orders',
    '/a/b',
    'alias/x',
    'Orders:1',
    'arn:aws:iam::1:role/"r" OR is:root',
    'b',
    '\u001b[31m',
    '\ud800',
    'a b',
    '-x',
    '(',
    ')',
    'NOT',
    '10.0.0.0/8',
    'x:y',
    "'",
    '\\',
    '\n',
    INSTANCE,
  ),
);
const named = fc.record({
  eventSource: fc.constantFrom(
    ...['s3', 'iam', 'ec2', 'kms', 'ssm', 'secretsmanager', 'lambda', 'rds', 'route53'].map((service) => `${service}.amazonaws.com`),
  ),
  awsRegion: fc.constantFrom('us-east-1', 'cn-north-1', undefined, 7),
  resources: fc.oneof(fc.array(fc.record({ ARN: texts })), fc.jsonValue()),
  requestParameters: fc.oneof(
    fc.record(
      Object.fromEntries(
        ['bucketName', 'key', 'x-amz-copy-source', 'roleName', 'userName', 'keyId', 'name', 'secretId', 'functionName'].map((one) => [
          one,
          texts,
        ]),
      ),
    ),
    fc.record({ dBInstanceIdentifier: texts, hostedZoneId: texts, names: fc.array(texts), groupName: texts }),
    fc.jsonValue(),
  ),
  responseElements: fc.jsonValue(),
});

/** Texts that mean resources of a record: ids, names, objects, and patterns of them. */
function meaning(record: unknown): string[] {
  return mentionsOf(record).flatMap(({ id, name, objects, forms }) => {
    const half = (text: string) => `${text.slice(0, text.length - (text.length >> 2))}*`;
    const texts = [id, name, ...forms, ...objects.map((key) => `${id}/${key}`)];
    return [...texts, ...texts.map(half), `*${name.slice(1)}`].filter((text) => text !== '');
  });
}

/** Whether the bytes of a record hold all that the search for candidates looks for: else it would pass the record over. */
function isCandidate(record: unknown, value: string): boolean {
  const bytes = Buffer.from(JSON.stringify(record));
  return needlesOf({ kind: 'term', field: 'resource', value }).every((needle) => needle.over(bytes)(0) !== null);
}

function check(record: unknown): number {
  const mentions = mentionsOf(record);
  const ids = mentions.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { id, kind } of mentions) expect({ of: id, ...resourceOf(id) }).toMatchObject({ of: id, id, kind });
  for (const value of [...ids, ...meaning(record)]) {
    // What holds half of a character is written otherwise: the filter splits it.
    if (/\p{Surrogate}/u.test(value)) continue;
    if (finds(record, value)) expect({ value, candidate: isCandidate(record, value) }).toEqual({ value, candidate: true });
  }
  for (const value of ids) expect({ value, found: finds(record, value) }).toEqual({ value, found: true });
  return ids.length;
}

describe('the filter finds a record by each resource that it names, and by what means it', () => {
  test('in made ones', () => {
    let some = 0;
    fc.assert(
      fc.property(named, (record) => {
        some += check(record);
      }),
      { numRuns: 300 },
    );
    expect(some).toBeGreaterThan(100);
  });

  test('in real ones', () => {
    const some = realRecords().reduce((sum: number, record) => sum + check(record), 0);
    expect(some).toBeGreaterThan(50);
  });
});

function realRecords(): unknown[] {
  return filesBelow(REAL_FIXTURES).flatMap((name) => {
    const content = readFileSync(join(REAL_FIXTURES, name));
    const text = (name.endsWith('.gz') ? gunzipSync(content) : content).toString('utf8');
    try {
      return (JSON.parse(text) as { Records?: unknown[] }).Records ?? [];
    } catch {
      // Some are there because they are damaged.
      return [];
    }
  });
}
