// Which texts of a record are handles, what pages of entities list, and what entities are called where there is little room.
import { expect, test } from 'vitest';
import { handleOf } from '../../../src/renderer/views/detail/handles.ts';
import { actorText, kindWord, relatedLists, shortEntity } from '../../../src/renderer/views/pivot/words.ts';
import { isPivotKind, kindOfField, PIVOT_FIELDS, PIVOT_KINDS } from '../../../src/shared/pivots.ts';

test.each([
  ['AKIADEVTEMPK2EXAMPLE', 'accessKeyId', 'accessKeyId', 'key'],
  ['ASIAALX7KVECLEXAMPLE', 'anything', 'accessKeyId', 'key'],
  ['AROAVW7NXHX46BEXAMPLE:botocore-session-1771699275', 'assumedRoleId', 'principalId', 'actor'],
  ['AIDAALREFG2B7OEXAMPLE', 'principalId', 'principalId', 'actor'],
  ['arn:aws:iam::444455556666:user/dev-temp-key', 'arn', 'arn', 'actor'],
  ['arn:aws:iam::444455556666:root', 'arn', 'arn', 'actor'],
  ['arn:aws:sts::111122223333:assumed-role/deploy-role/s', 'arn', 'arn', 'actor'],
  ['arn:aws:iam::111122223333:role/deploy-role', 'roleArn', 'resource', 'actor'],
  ['arn:aws-cn:s3:::telugubites-prod/key', 'ARN', 'resource', 'resource'],
  ['111122223333', 'recipientAccountId', 'accountId', 'account'],
  ['111122223333', 'ownerAccount', 'accountId', 'account'],
  ['eu-central-1', 'region', 'awsRegion', 'region'],
  ['us-gov-west-1', 'x', 'awsRegion', 'region'],
  ['ec2.amazonaws.com', 'Service', 'eventSource', 'service'],
  ['autoscaling.amazonaws.com', 'invokedBy', 'invokedBy', null],
  ['185.220.101.34', 'publicIp', 'sourceIPAddress', 'ip'],
  ['2001:db8::1', 'cidr', 'sourceIPAddress', 'ip'],
  ['botocore-session-1', 'roleSessionName', 'sessionName', 'session'],
  ['telugubites-prod', 'bucketName', 'resource', 'resource'],
  ['asha', 'sourceIdentity', 'sourceIdentity', 'sourceIdentity'],
] as const)('%s of %s', (text, key, field, kind) => {
  expect(handleOf(text, key)).toEqual({ field, kind });
});

test.each([
  ['', 'bucketName'],
  ['111122223333', 'requestId'],
  ['bucket.s3.ap-south-1.amazonaws.com', 'Host'],
  ['203.0.113.0/24', 'cidrIp'],
  ['1.2.3', 'version'],
  ['AKIA', 'accessKeyId'],
  ['hello', 'description'],
])('%j of %s is plain text', (text, key) => {
  expect(handleOf(text, key)).toBeNull();
});

test('every kind has a field that leads back to it, and lists that are not of itself', () => {
  for (const kind of PIVOT_KINDS) {
    expect(kindOfField(PIVOT_FIELDS[kind])).toBe(kind);
    const fields = relatedLists(kind).map(({ field }) => field as string);
    expect(new Set(fields).size).toBe(fields.length);
    expect(fields).not.toContain(PIVOT_FIELDS[kind]);
    expect(fields).toContain('eventName' === PIVOT_FIELDS[kind] ? 'who' : 'eventName');
  }
  expect(relatedLists('actor').map(({ field }) => field as string)).not.toContain('who');
  expect(relatedLists('ip')[0]).toEqual({ field: 'who', title: 'Actors' });
  expect(['who', 'arn', 'principalId', 'sessionName', 'evidence'].map(kindOfField)).toEqual(['actor', 'actor', 'actor', 'session', null]);
  expect([isPivotKind('ip'), isPivotKind('planet'), isPivotKind(7)]).toEqual([true, false, false]);
});

test('entities differ at their ends', () => {
  expect(shortEntity({ kind: 'actor', value: '444455556666:user/dev-temp-key' })).toBe('user/dev-temp-key');
  expect(shortEntity({ kind: 'actor', value: 'arn:aws:iam::1:role/x' })).toBe('role/x');
  expect(shortEntity({ kind: 'resource', value: 'arn:aws:s3:::bucket' })).toBe('bucket');
  expect(actorText('444455556666:user/dev-temp-key')).toBe('user/dev-temp-key · 444455556666');
  expect(actorText('service/ec2.amazonaws.com')).toBe('service/ec2.amazonaws.com');
  expect([kindWord('api'), kindWord('key'), kindWord('list')]).toEqual(['API', 'access key', 'watch list']);
  expect(shortEntity({ kind: 'account', value: '444455556666' })).toBe('444455556666');
});
