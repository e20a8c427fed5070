// Which records say that a sign-in failed, and where.
import { expect, test } from 'vitest';
import { failedSignIn, isSignInService, tellsHowItEnded } from '../../../src/main/decode/sign-in.ts';

const login = (fields: object) => ({ eventSource: 'signin.amazonaws.com', eventName: 'ConsoleLogin', ...fields });

test.each([
  // As AWS delivers them: see test/fixtures/sign-ins.
  [
    login({ errorMessage: 'Failed authentication', responseElements: { ConsoleLogin: 'Failure' } }),
    'Failure',
    ['responseElements', 'ConsoleLogin'],
  ],
  [login({ errorCode: null, responseElements: { ConsoleLogin: 'Failure' } }), 'Failure', ['responseElements', 'ConsoleLogin']],
  [login({ errorCode: '', errorMessage: 'Failed authentication', responseElements: null }), 'Failed authentication', ['errorMessage']],
  [login({ eventName: 'SwitchRole', responseElements: { SwitchRole: 'Failure' } }), 'Failure', ['responseElements', 'SwitchRole']],
  [
    login({ eventName: 'CredentialVerification', responseElements: null, serviceEventDetails: { CredentialVerification: 'Failure' } }),
    'Failure',
    ['serviceEventDetails', 'CredentialVerification'],
  ],
  [{ eventSource: 'sso.amazonaws.com', eventName: 'Authenticate', errorMessage: 'no' }, 'no', ['errorMessage']],
])('%j failed', (record, says, path) => {
  expect(failedSignIn(record)).toEqual({ says, path });
  expect(tellsHowItEnded(record)).toBe(true);
});

test.each([
  [login({ responseElements: { ConsoleLogin: 'Success' } }), true],
  // What has an error code is told by that.
  [login({ errorCode: 'AccessDenied', responseElements: { ConsoleLogin: 'Failure' } }), true],
  [login({ responseElements: null }), false],
  [login({ errorMessage: '', responseElements: null }), false],
  [login({ errorMessage: 7, responseElements: 'Failure' }), false],
  [login({ responseElements: { CheckMfa: 'Failure' } }), false],
  [{ ...login({ eventName: 'toString' }), responseElements: {} }, false],
  [
    { eventSource: 'ec2.amazonaws.com', eventName: 'RunInstances', errorMessage: 'x', responseElements: { RunInstances: 'Failure' } },
    false,
  ],
  [undefined, false],
  ['text', false],
])('%j did not, as far as it tells', (record, tells) => {
  expect(failedSignIn(record)).toBeNull();
  expect(tellsHowItEnded(record)).toBe(tells);
});

test('services that people sign in to', () => {
  expect(['signin.amazonaws.com', 'sso.amazonaws.com', 'signin.amazonaws.com.cn'].every(isSignInService)).toBe(true);
  expect(['signing.amazonaws.com', 'sso-oauth.amazonaws.com', 'iam.amazonaws.com', 'signin', '', null].some(isSignInService)).toBe(false);
});
