// Which actor an identity is, for every type that CloudTrail writes, and for those that it does not.
import { expect, test } from 'vitest';
import { actorId, actorNamed, actorOfArn, type IdentityTexts, uniqueIdOf, unnamedActor } from '../../../src/main/query/actors/actor-of.ts';

const NONE: IdentityTexts = {
  type: null,
  accountId: null,
  actor: null,
  arn: null,
  principalId: null,
  invokedBy: null,
  userName: null,
  issuerArn: null,
  onBehalfOf: null,
  identityProvider: null,
  credentialId: null,
};

function named(texts: Partial<IdentityTexts>): string | null {
  const actor = actorNamed({ ...NONE, ...texts });
  return actor && actorId(actor);
}

function unnamed(texts: Partial<IdentityTexts>): string | null {
  expect(actorNamed({ ...NONE, ...texts })).toBe(null);
  const actor = unnamedActor({ ...NONE, ...texts });
  return actor && actorId(actor);
}

const ACCOUNT = { accountId: '111122223333' };

test.each<[string, Partial<IdentityTexts>, string]>([
  ['root', { ...ACCOUNT, type: 'Root', arn: 'arn:aws:iam::111122223333:root', principalId: '111122223333' }, '111122223333:root'],
  ['a user', { ...ACCOUNT, type: 'IAMUser', userName: 'asha', principalId: 'AIDAEXAMPLE' }, '111122223333:user/asha'],
  [
    'a user by its ARN alone, with a path',
    { type: 'IAMUser', arn: 'arn:aws:iam::111122223333:user/dev/team/asha' },
    '111122223333:user/asha',
  ],
  [
    'a failed sign-in',
    { ...ACCOUNT, type: 'IAMUser', userName: 'HIDDEN_DUE_TO_SECURITY_REASONS', principalId: 'AIDAEXAMPLE' },
    '111122223333:user/(name hidden by AWS)',
  ],
  [
    'one in Identity Center’s portal',
    { ...ACCOUNT, type: 'Unknown', userName: 'HIDDEN_DUE_TO_SECURITY_REASONS', actor: '111122223333', principalId: '111122223333' },
    '111122223333:Unknown/(name hidden by AWS)',
  ],
  [
    'one of a directory',
    { ...ACCOUNT, type: 'Directory', userName: 'HIDDEN_DUE_TO_SECURITY_REASONS' },
    '111122223333:directory-user/(name hidden by AWS)',
  ],
  [
    'a session of a role',
    {
      ...ACCOUNT,
      type: 'AssumedRole',
      arn: 'arn:aws:sts::111122223333:assumed-role/deploy/ci-7',
      issuerArn: 'arn:aws:iam::111122223333:role/ci/deploy',
      principalId: 'AROAEXAMPLE:ci-7',
    },
    '111122223333:role/deploy',
  ],
  [
    'one without its issuer',
    { type: 'AssumedRole', arn: 'arn:aws:sts::111122223333:assumed-role/deploy/ci/7' },
    '111122223333:role/deploy',
  ],
  ['in China', { type: 'AssumedRole', arn: 'arn:aws-cn:sts::111122223333:assumed-role/deploy/ci' }, '111122223333:role/deploy'],
  ['a role', { type: 'Role', arn: 'arn:aws:iam::111122223333:role/deploy' }, '111122223333:role/deploy'],
  [
    'a federated user',
    {
      ...ACCOUNT,
      type: 'FederatedUser',
      arn: 'arn:aws:sts::111122223333:federated-user/guest',
      issuerArn: 'arn:aws:iam::111122223333:user/asha',
      principalId: '111122223333:guest',
    },
    '111122223333:federated-user/guest',
  ],
  [
    'SAML',
    { type: 'SAMLUser', userName: 'asha@example.com', identityProvider: 'x', principalId: 'x:asha@example.com' },
    'saml-user/asha@example.com',
  ],
  ['web identity', { type: 'WebIdentityUser', principalId: 'cognito:app:user', userName: 'user' }, 'web-identity-user/cognito:app:user'],
  [
    'Identity Center',
    { ...ACCOUNT, type: 'IdentityCenterUser', onBehalfOf: 'u-1', credentialId: 'c-1' },
    '111122223333:identity-center-user/u-1',
  ],
  ['a directory', { ...ACCOUNT, type: 'Directory', userName: 'asha' }, '111122223333:directory-user/asha'],
  ['a service', { type: 'AWSService', invokedBy: 'ec2.amazonaws.com' }, 'service/ec2.amazonaws.com'],
  ['a type to come', { ...ACCOUNT, type: 'Robot', userName: 'r2' }, '111122223333:Robot/r2'],
  ['without a type, by its ARN', { arn: 'arn:aws:iam::111122223333:user/asha' }, '111122223333:user/asha'],
])('%s', (_, texts, id) => {
  expect(named(texts)).toBe(id);
});

test.each<[string, Partial<IdentityTexts>, string | null]>([
  ['another account’s user', { ...ACCOUNT, type: 'AWSAccount', principalId: 'AIDAEXAMPLE' }, '111122223333:principal/AIDAEXAMPLE'],
  ['another account’s session', { ...ACCOUNT, type: 'AWSAccount', principalId: 'AROAEXAMPLE:ci' }, '111122223333:principal/AROAEXAMPLE'],
  ['another account', { ...ACCOUNT, type: 'AWSAccount' }, '111122223333:account'],
  ['nothing but an account and a service', { ...ACCOUNT, invokedBy: 'ec2.amazonaws.com' }, 'service/ec2.amazonaws.com'],
  ['a row of Event history', { userName: 'ci-7' }, 'user-name/ci-7'],
  ['a failed sign-in in Event history', { userName: 'HIDDEN_DUE_TO_SECURITY_REASONS' }, 'user-name/(name hidden by AWS)'],
  ['nobody', {}, null],
  ['empty texts', { type: 'AWSAccount', accountId: '', principalId: '' }, null],
])('not named: %s', (_, texts, id) => {
  expect(unnamed(texts)).toBe(id);
});

test('an ARN of anything else names no actor', () => {
  for (const arn of ['', 'arn:aws:s3:::bucket', 'arn:aws:iam::1:policy/p', 'arn:aws:iam::1:user/', 'arn:aws:iam::1:role', 'user/asha'])
    expect(actorOfArn(arn)).toBe(null);
});

test('unique ids are those of users and roles', () => {
  expect(['AIDAEXAMPLE', 'AROAEXAMPLE:session', 'ANPAEXAMPLE', '111122223333', 'xAIDA', null].map(uniqueIdOf)).toEqual([
    'AIDAEXAMPLE',
    'AROAEXAMPLE',
    null,
    null,
    null,
    null,
  ]);
});
