// The incident, part two: the leaked key assumes deploy-role in the production account, which deletes the bucket.
import { stream } from '../base/random.ts';
import { utc } from '../base/time.ts';
import { byKey, byRole } from '../world/identity.ts';
import { LEAKED_KEY, ROLES, roleSession, USERS } from '../world/people.ts';
import { AGENT, DEV, FRANKFURT, IP, MUMBAI, PROD, PROD_BUCKET, VIRGINIA } from '../world/places.ts';
import { denied, event, onBucket, type SampleEvent } from '../world/record.ts';
import { crossAccount } from '../world/sts.ts';
import { stepper } from './attack.ts';

const day = (clock: string): number => utc(`2026-02-21T${clock}Z`);
const ASSUMED = day('18:41:15');

/** The AWS CLI names sessions after the second in which it asks; the CI names them ci-deploy-BUILD. */
export const HOSTILE_SESSION = roleSession(ROLES.deploy, `botocore-session-${ASSUMED / 1000}`, ASSUMED);

export function bucketDeletion(): SampleEvent[] {
  const random = stream('attack/bucket');
  const key = byKey(USERS.devTempKey, LEAKED_KEY, IP.tor, AGENT.attacker);
  const admin = `arn:aws:iam::${PROD}:role/OrganizationAccountAccessRole`;
  // A refused AssumeRole logs neither parameters nor credentials, and only in the caller's account.
  const refused = event(random, day('18:38:50'), key, {
    call: 'sts:AssumeRole',
    region: FRANKFURT,
    error: [
      'AccessDenied',
      `User: arn:aws:iam::${DEV}:user/dev-temp-key is not authorized to perform: sts:AssumeRole on resource: ${admin}`,
    ],
  });
  const granted = crossAccount(random, USERS.devTempKey, key, HOSTILE_SESSION, FRANKFURT);

  const caller = byRole(HOSTILE_SESSION, IP.tor, AGENT.attacker);
  const step = stepper(random, caller, day);
  const bucket = (more = {}) => onBucket(PROD_BUCKET, MUMBAI, PROD, more);
  const objects = ['18:48:31', '18:49:12', '18:49:57', '18:50:40', '18:51:26', '18:52:08'];
  const at = (clock: string, call: string, more = {}): SampleEvent => step(clock, call, MUMBAI, { ...bucket(), ...more });
  return [
    refused,
    ...granted,
    step('18:42:02', 'sts:GetCallerIdentity', FRANKFURT),
    step('18:42:19', 's3:ListBuckets', VIRGINIA, { params: { Host: 's3.amazonaws.com' }, host: 's3.amazonaws.com' }),
    step('18:43:05', 'secretsmanager:ListSecrets', MUMBAI, { error: denied(caller, 'secretsmanager:ListSecrets', '*') }),
    at('18:43:50', 's3:GetBucketVersioning', bucket({ versioning: '' })),
    at('18:44:12', 's3:ListObjects', { data: true, ...bucket({ 'max-keys': '1000', 'encoding-type': 'url' }) }),
    at('18:45:38', 's3:PutBucketVersioning', {
      ...bucket({ versioning: '', VersioningConfiguration: { Status: 'Suspended', xmlns: 'http://s3.amazonaws.com/doc/2006-03-01/' } }),
    }),
    at('18:47:20', 's3:DeleteBucket', { error: ['BucketNotEmpty', 'The bucket you tried to delete is not empty'] }),
    ...objects.map((clock) => at(clock, 's3:DeleteObjects', { data: true, ...bucket({ delete: '' }) })),
    at('18:55:48', 's3:DeleteBucket'),
    step('18:56:30', 's3:ListBuckets', VIRGINIA, { params: { Host: 's3.amazonaws.com' }, host: 's3.amazonaws.com' }),
  ];
}
