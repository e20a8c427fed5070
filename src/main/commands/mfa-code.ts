// The code that a device of MFA shows: asked for on the terminal where a role or a profile takes one and none was given. Without a terminal that is an
// error at once, before anything is asked of AWS.
import { TrailcaseError } from '../../shared/errors.ts';
import type { S3Access } from '../../shared/s3.ts';
import { profiles } from '../acquire/s3/profiles.ts';
import { askOnTerminal } from './terminal-question.ts';

/** Errors: S3_CREDENTIALS where there is nobody to be asked, CANCELLED. */
export async function withMfaCode(access: S3Access): Promise<S3Access> {
  if (access.anonymous || access.mfaCode !== undefined) return access;
  const device = access.mfaSerial ?? (await deviceOfProfile(access));
  if (device === null) return access;
  if (!process.stdin.isTTY || !process.stderr.isTTY) {
    // What the SDK has at hand may do: a profile says what it would ask for, not that it has to.
    if (access.mfaSerial === undefined) return access;
    throw new TrailcaseError(
      'S3_CREDENTIALS',
      `A code of the MFA device ${device} is needed`,
      'Give it by --mfa-code CODE, or on a terminal.',
    );
  }
  const code = await askOnTerminal(`MFA code for ${device}: `);
  return code === null || code === '' ? access : { ...access, mfaCode: code };
}

/** What is asked for by the profile that is used, in words; null where it asks for none. */
async function deviceOfProfile({ profile = process.env.AWS_PROFILE ?? 'default' }: S3Access): Promise<string | null> {
  const found = (await profiles()).find(({ name }) => name === profile);
  return found?.mfa ? `profile ${profile}` : null;
}
