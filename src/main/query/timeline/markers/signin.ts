// Sign-ins. Source: AWS, "AWS Management Console sign-in events" and "CloudTrail records for IAM Identity Center sign-in".
import { tellsHowItEnded } from '../../../decode/sign-in.ts';
import { callsOf, type Look, type MarkerRule, named, type RecordValue, textAt } from './rule.ts';

/** Without an answer, as in a reduced copy, nothing says how it went. */
function lookAt(words: string) {
  return (record: RecordValue): Look => {
    const message = textAt(record, 'errorMessage');
    const factor = textAt(record, 'additionalEventData', 'MFAUsed');
    const how = factor === 'Yes' ? ', with a second factor' : factor === 'No' ? ', without a second factor' : '';
    const why = message !== '' ? `: ${named(message)}` : tellsHowItEnded(record) ? '' : '; whether it succeeded, the record does not say';
    return { words: `${words}${how}${why}` };
  };
}

const ANSWERED = `
      ConsoleLogin signs in to the console
      SwitchRole switches to a role in the console
      CredentialVerification gives a password or second factor to Identity Center
      UserAuthentication signs in to Identity Center
      PasswordRecoveryRequested asks for a new root password
      PasswordRecoveryCompleted sets a new root password after recovery
      PasswordUpdated changes the root password
      EmailUpdated changes the root e-mail address`;

export const signIn: MarkerRule = {
  kind: 'signin',
  calls: [
    ...callsOf('signin', ANSWERED).map((call) => ({ ...call, look: lookAt(call.words) })),
    ...callsOf(
      'sso',
      `
      Authenticate signs in to Identity Center
      Federate opens an account through Identity Center`,
    ),
  ],
};
