// The actor's name for every type of userIdentity that AWS documents, for ones to come, and for broken ones.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { actorName } from '../../../src/main/ingest/actor.ts';

fc.configureGlobal({ seed: 20260221 });

const account = '111122223333';
const sts = (rest: string): string => `arn:aws:sts::${account}:${rest}`;
const iam = (rest: string): string => `arn:aws:iam::${account}:${rest}`;
const issuer = (userName: unknown) => ({
  sessionContext: { sessionIssuer: { type: 'Role', userName, arn: iam(`role/path/${userName}`) } },
});

describe('a name for every type', () => {
  test.each<[string, Record<string, unknown>, string | null]>([
    ['Root', { type: 'Root', principalId: account, arn: iam('root'), accountId: account }, 'root'],
    ['Root with an alias', { type: 'Root', arn: iam('root'), accountId: account, userName: 'the-alias' }, 'root'],
    ['IAMUser', { type: 'IAMUser', principalId: 'AIDA1', arn: iam('user/asha'), userName: 'asha' }, 'asha'],
    ['IAMUser with a path, no userName', { type: 'IAMUser', principalId: 'AIDA1', arn: iam('user/team/eu/asha') }, 'asha'],
    [
      'AssumedRole',
      { type: 'AssumedRole', principalId: 'AROA1:deploy', arn: sts('assumed-role/Admin/deploy'), ...issuer('Admin') },
      'Admin/deploy',
    ],
    [
      'AssumedRole without sessionContext',
      { type: 'AssumedRole', principalId: 'AROA1:deploy', arn: sts('assumed-role/Admin/deploy') },
      'Admin/deploy',
    ],
    ['AssumedRole without arn', { type: 'AssumedRole', principalId: 'AROA1:deploy', ...issuer('Admin') }, 'Admin/deploy'],
    ['AssumedRole, only a principalId', { type: 'AssumedRole', principalId: 'AROA1:a:b' }, 'a:b'],
    ['AssumedRole, a principalId without session', { type: 'AssumedRole', principalId: 'AROA1' }, 'AROA1'],
    [
      'AssumedRole, issuer has an arn only',
      { type: 'AssumedRole', principalId: 'AROA1:s', sessionContext: { sessionIssuer: { arn: iam('role/x/Admin') } } },
      'Admin/s',
    ],
    ['AssumedRole, no session known', { type: 'AssumedRole', ...issuer('Admin') }, 'Admin'],
    ['AssumedRole with nothing', { type: 'AssumedRole' }, null],
    ['AssumedRole in China', { type: 'AssumedRole', arn: `arn:aws-cn:sts::${account}:assumed-role/Ops/i-0abc` }, 'Ops/i-0abc'],
    ['Role', { type: 'Role', principalId: 'AROA1:s', arn: iam('role/Admin') }, 'Admin'],
    ['FederatedUser', { type: 'FederatedUser', principalId: `${account}:bob`, arn: sts('federated-user/bob'), ...issuer('asha') }, 'bob'],
    ['Directory', { type: 'Directory', principalId: 'd-1234', userName: 'carol' }, 'carol'],
    ['AWSAccount', { type: 'AWSAccount', principalId: 'AIDAOTHER', accountId: '999988887777' }, 'AIDAOTHER'],
    ['AWSAccount, only the account', { type: 'AWSAccount', accountId: '999988887777' }, '999988887777'],
    ['AWSService', { type: 'AWSService', invokedBy: 'ec2.amazonaws.com' }, 'ec2.amazonaws.com'],
    ['AWSService without invokedBy', { type: 'AWSService', principalId: 'svc' }, 'svc'],
    ['SAMLUser', { type: 'SAMLUser', principalId: 'idp:dana', userName: 'dana', identityProvider: 'idp' }, 'dana'],
    ['WebIdentityUser', { type: 'WebIdentityUser', principalId: 'cognito:1:2', identityProvider: 'cognito', userName: 'eve' }, 'eve'],
    [
      'WebIdentityUser without userName',
      { type: 'WebIdentityUser', principalId: 'cognito:1:2', identityProvider: 'cognito' },
      'cognito:1:2',
    ],
    ['Unknown', { type: 'Unknown', principalId: 'who' }, 'who'],
    ['Unknown with nothing', { type: 'Unknown' }, null],
    ['a type to come', { type: 'Robot', arn: iam('robot/r2') }, 'r2'],
    ['no type, invokedBy', { accountId: account, invokedBy: 'config.amazonaws.com' }, 'config.amazonaws.com'],
    ['no type, account only', { accountId: account }, account],
    ['a hidden user name is none', { type: 'IAMUser', userName: 'HIDDEN_DUE_TO_SECURITY_REASONS', accountId: account }, account],
    ['nothing at all', {}, null],
    ['empty texts', { type: 'IAMUser', userName: '', arn: '', principalId: '', accountId: '' }, null],
    ['fields of other types', { type: 7, userName: ['x'], arn: {}, principalId: 1, accountId: null }, null],
  ])('%s', (_, identity, name) => {
    expect(actorName(identity)).toBe(name);
  });
});

test('an Identity Center user, who has no ARN, is named by the user’s id, not that of one sign-in', () => {
  const identity = {
    type: 'IdentityCenterUser',
    accountId: account,
    onBehalfOf: { userId: '544894e8-80c1-707f', identityStoreArn: 'arn:aws:identitystore::1:identitystore/d-1' },
    credentialId: '90e292de-5eb8',
  };
  expect(actorName(identity)).toBe('544894e8-80c1-707f');
});

test('two sessions of one role are two actors of the same role', () => {
  const session = (name: string) => actorName({ type: 'AssumedRole', arn: sts(`assumed-role/Admin/${name}`), ...issuer('Admin') });
  expect(session('a')).not.toBe(session('b'));
  expect(session('a')?.startsWith('Admin/')).toBe(true);
});

test('no JSON makes it throw, and a name is never empty', () => {
  const value = fc.oneof(
    fc.jsonValue(),
    fc.constantFrom('Root', 'AssumedRole', 'AWSService', 'arn:aws:sts::1:assumed-role/', 'arn:::::', ':', '/'),
  );
  const identity = fc.dictionary(
    fc.constantFrom('type', 'arn', 'userName', 'principalId', 'accountId', 'invokedBy', 'sessionContext'),
    value,
  );
  fc.assert(
    fc.property(identity, (fields) => {
      const name = actorName(fields as Record<string, unknown>);
      expect(name === null || (typeof name === 'string' && name.length > 0)).toBe(true);
    }),
  );
});
