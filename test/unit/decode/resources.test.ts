// Which resources a record names: by service, in hostile and real records; and that the filter finds the record by each of them again.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MOST_RESOURCES, resourcesOf } from '../../../src/main/decode/resources.ts';
import { recordPredicate } from '../../../src/main/query/filter/record-terms.ts';
import { parseFilter, printTree } from '../../../src/shared/filter.ts';
import { filesBelow } from '../../helpers/folder.ts';
import { REAL_FIXTURES } from '../../helpers/real.ts';

type Fields = Record<string, unknown>;
const ask = (service: string, requestParameters: unknown, responseElements: unknown = null, more: Fields = {}) =>
  resourcesOf({ eventSource: `${service}.amazonaws.com`, requestParameters, responseElements, ...more });

const ACCOUNT = '111122223333';
const INSTANCE = 'i-0123456789abcdef0';

/** Whether `resource:` of a value, as a click would write it, finds the record. */
function finds(record: unknown, value: string): boolean {
  const parsed = parseFilter(printTree({ kind: 'term', field: 'resource', value }));
  if ('problem' in parsed || parsed.tree.kind !== 'term') return false;
  return recordPredicate(parsed.tree)?.(record) === true;
}

describe('by service', () => {
  test.each<[service: string, request: unknown, response: unknown, expected: string[]]>([
    ['s3', { bucketName: 'logs', key: 'a/b.gz', Host: 'logs.s3.amazonaws.com' }, null, ['logs', 'a/b.gz']],
    ['s3', { bucketName: 'copy', key: 'k', 'x-amz-copy-source': 'from/k' }, null, ['copy', 'k', 'from/k']],
    [
      'ec2',
      { instancesSet: { items: [{ imageId: 'ami-0aa1d83d0b0985c86', keyName: 'ops', maxCount: 2 }] }, subnetId: 'subnet-57245220' },
      { instancesSet: { items: [{ instanceId: INSTANCE }, { instanceId: 'i-1a2b3c4d' }] }, reservationId: 'r-0123456789abcdef0' },
      [INSTANCE, 'i-1a2b3c4d', 'ami-0aa1d83d0b0985c86', 'ops', 'subnet-57245220'],
    ],
    [
      'ec2',
      { groupId: 'sg-ef6e8186', ipPermissions: { items: [{ ipRanges: { items: [{ cidrIp: '0.0.0.0/0' }] } }] } },
      null,
      ['sg-ef6e8186'],
    ],
    ['ec2', { DeleteFlowLogsRequest: { FlowLogId: { content: 'fl-0e17aa62a21d4bbfe', tag: 1 } } }, null, ['fl-0e17aa62a21d4bbfe']],
    [
      'ec2',
      { volumeId: 'vol-590d8411', description: 'not-an-id', name: 'sg-nothex!!' },
      { snapshotId: 'snap-01ee6be9' },
      ['vol-590d8411', 'snap-01ee6be9'],
    ],
    [
      'iam',
      { userName: 'asha', policyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' },
      null,
      ['asha', 'arn:aws:iam::aws:policy/AdministratorAccess'],
    ],
    [
      'iam',
      { userName: 'asha' },
      { accessKey: { accessKeyId: 'AKIAEXAMPLE', userName: 'asha', status: 'Active' } },
      ['asha', 'AKIAEXAMPLE'],
    ],
    ['sts', { roleArn: `arn:aws:iam::${ACCOUNT}:role/ops`, roleSessionName: 'x' }, null, [`arn:aws:iam::${ACCOUNT}:role/ops`]],
    ['kms', { keyId: 'alias/aws/ssm', keySpec: 'AES_256' }, null, ['alias/aws/ssm']],
    ['rds', { dBInstanceIdentifier: 'db1', dBSnapshotIdentifier: 'leak', engine: 'mysql' }, null, ['db1', 'leak']],
    ['lambda', { functionName: 'f', code: { s3Bucket: 'code', s3Key: 'f.zip' }, runtime: 'nodejs' }, null, ['f', 'code']],
    ['secretsmanager', { secretId: 'prod/db', versionStage: 'AWSCURRENT' }, null, ['prod/db']],
    ['ssm', { names: ['/a/b', '/c'], withDecryption: true }, null, ['/a/b', '/c']],
    ['ssm', { documentName: 'AWS-RunShellScript', instanceIds: [INSTANCE] }, null, ['AWS-RunShellScript', INSTANCE]],
    ['dynamodb', { tableName: 'users', key: { id: 'x' } }, null, ['users']],
    ['cloudtrail', { name: 'main', s3BucketName: 'trail-logs' }, null, ['main', 'trail-logs']],
    ['organizations', { accountId: ACCOUNT }, null, [ACCOUNT]],
    ['organizations', { policyId: 'p-examplepolicy', targetId: 'ou-root-1234' }, null, ['p-examplepolicy', 'ou-root-1234']],
    ['ecr', { repositoryName: 'app', imageIds: [{ imageTag: 'v1' }] }, null, ['app']],
    ['eks', { name: 'prod', version: '1.30' }, null, ['prod']],
    ['route53', { hostedZoneId: 'Z123' }, null, ['Z123']],
    ['guardduty', { detectorId: 'd1' }, null, ['d1']],
    [
      'nobody',
      { name: 'x', deep: [{ of: { it: ['arn:aws:sns:us-east-1:1:topic', `see ${INSTANCE}`] } }] },
      null,
      ['arn:aws:sns:us-east-1:1:topic'],
    ],
  ])('%s %j', (service, request, response, expected) => expect(ask(service, request, response)).toEqual(expected));

  test('what the record lists comes first, in the spellings of the sources', () => {
    const arn = (name: string) => `arn:aws:sqs:us-east-1:${ACCOUNT}:${name}`;
    const resources = [
      { ARN: arn('a'), accountId: ACCOUNT, type: 'AWS::SQS::Queue' },
      { arn: arn('b') },
      { resourceType: 'AWS::IAM::User', resourceName: 'ben' },
      { ResourceName: 'ben', ResourceType: 'AWS::IAM::User' },
      arn('c'),
      { ARNPrefix: 'arn:aws:s3:::logs/' },
    ];
    expect(ask('sqs', { queueUrl: 'https://queue', source: arn('d') }, null, { resources })).toEqual([
      arn('a'),
      arn('b'),
      'ben',
      arn('c'),
      'arn:aws:s3:::logs/',
      arn('d'),
    ]);
  });
});

describe('one thing, one name', () => {
  test.each<[what: string, service: string, request: Fields, response: Fields | null, resources: string[], expected: string[]]>([
    [
      'an ARN instead of its name',
      'iam',
      { roleName: 'r' },
      { role: { arn: `arn:aws:iam::${ACCOUNT}:role/service-role/r`, roleName: 'r' } },
      [],
      [`arn:aws:iam::${ACCOUNT}:role/service-role/r`],
    ],
    [
      'but not that of another kind',
      'iam',
      { roleName: 'r', instanceProfileName: 'p' },
      null,
      [`arn:aws:iam::${ACCOUNT}:instance-profile/r`],
      [`arn:aws:iam::${ACCOUNT}:instance-profile/r`, 'r', 'p'],
    ],
    [
      'nor one that ends alike',
      'iam',
      { roleName: 'r' },
      null,
      [`arn:aws:iam::${ACCOUNT}:role/other-r`],
      [`arn:aws:iam::${ACCOUNT}:role/other-r`, 'r'],
    ],
    [
      'a key by its id',
      'kms',
      { keyId: '0e5d0ab6' },
      null,
      [`arn:aws:kms:us-east-1:${ACCOUNT}:key/0e5d0ab6`],
      [`arn:aws:kms:us-east-1:${ACCOUNT}:key/0e5d0ab6`],
    ],
    [
      'a secret, six characters longer',
      'secretsmanager',
      { name: 'db' },
      { aRN: `arn:aws:secretsmanager:us-east-1:${ACCOUNT}:secret:db-AbC123`, name: 'db' },
      [],
      [`arn:aws:secretsmanager:us-east-1:${ACCOUNT}:secret:db-AbC123`],
    ],
    [
      'an EC2 id',
      'ec2',
      { instanceId: INSTANCE },
      null,
      [`arn:aws:ec2:us-east-1:${ACCOUNT}:instance/${INSTANCE}`],
      [`arn:aws:ec2:us-east-1:${ACCOUNT}:instance/${INSTANCE}`],
    ],
    [
      'a function',
      'lambda',
      { functionName: 'f' },
      { functionArn: `arn:aws:lambda:us-east-1:${ACCOUNT}:function:f` },
      [],
      [`arn:aws:lambda:us-east-1:${ACCOUNT}:function:f`],
    ],
    [
      'a parameter',
      'ssm',
      { name: '/a/b' },
      null,
      [`arn:aws:ssm:us-east-1:${ACCOUNT}:parameter/a/b`],
      [`arn:aws:ssm:us-east-1:${ACCOUNT}:parameter/a/b`],
    ],
    [
      'a bucket by its name, its object by the ARN',
      's3',
      { bucketName: 'b', key: 'x/y' },
      null,
      ['arn:aws:s3:::b/x/y', 'arn:aws:s3:::b'],
      ['arn:aws:s3:::b/x/y', 'b'],
    ],
    ['another bucket by its ARN', 's3', { bucketName: 'b' }, null, ['arn:aws:s3:::c'], ['arn:aws:s3:::c', 'b']],
  ])('%s', (_, service, request, response, arns, expected) => {
    expect(ask(service, request, response, { resources: arns.map((ARN) => ({ ARN })) })).toEqual(expected);
  });
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
  ])('%j names none', (record) => expect(resourcesOf(record)).toEqual([]));

  test('as deep as no call can be', () => {
    let deep: unknown = 'arn:aws:sns:us-east-1:1:deep';
    for (let i = 0; i < 200_000; i++) deep = i % 2 === 0 ? [deep] : { bucketName: deep };
    expect(ask('s3', deep, null, { resources: deep })).toEqual(['arn:aws:sns:us-east-1:1:deep']);
  });

  test('no more than a bound, none twice, none too long', () => {
    const many = Array.from({ length: 50_000 }, (_, i) => `arn:aws:sns:us-east-1:1:t${i >> 1}`);
    expect(ask('sns', { many })).toEqual(Array.from({ length: MOST_RESOURCES }, (_, i) => `arn:aws:sns:us-east-1:1:t${i}`));
    expect(ask('s3', { bucketName: many })).toHaveLength(MOST_RESOURCES);
    expect(ask('sns', {}, null, { resources: many.map((ARN) => ({ ARN })) })).toHaveLength(MOST_RESOURCES);
    expect(ask('s3', { bucketName: 'x'.repeat(2049), key: 'y'.repeat(2048) })).toEqual(['y'.repeat(2048)]);
  });
});

const texts = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    'arn:aws:s3:::b',
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
  eventSource: fc.constantFrom('s3.amazonaws.com', 'iam.amazonaws.com', 'ec2.amazonaws.com', 'kms.amazonaws.com'),
  resources: fc.oneof(fc.array(fc.record({ ARN: texts })), fc.jsonValue()),
  requestParameters: fc.oneof(
    fc.record({ bucketName: texts, key: texts, roleName: texts, keyId: texts, userName: fc.array(texts) }),
    fc.jsonValue(),
  ),
  responseElements: fc.jsonValue(),
});

describe('the filter finds a record by each resource that it names', () => {
  test('in made ones', () => {
    let some = 0;
    fc.assert(
      fc.property(named, (record) => {
        const values = resourcesOf(record);
        some += values.length;
        expect(new Set(values).size).toBe(values.length);
        // A value with * is a pattern, which the text itself fits as well.
        for (const value of values) expect({ value, found: finds(record, value) }).toEqual({ value, found: true });
      }),
    );
    expect(some).toBeGreaterThan(100);
  });

  test('in real ones', () => {
    let some = 0;
    for (const record of realRecords()) {
      const values = resourcesOf(record);
      some += values.length;
      for (const value of values) expect({ value, found: finds(record, value) }).toEqual({ value, found: true });
    }
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
