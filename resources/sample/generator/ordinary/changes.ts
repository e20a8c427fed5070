// Honest changes that resemble the incident's: a bucket deleted, a key created, a security group opened, trails set up.
import { stream } from '../base/random.ts';
import { longTime, MINUTE, SECOND, utc, VALIDATION_ON } from '../base/time.ts';
import { byKey, byRole } from '../world/identity.ts';
import { ARJUN_KEY, keyId, ROLES, roleSession, USERS } from '../world/people.ts';
import { ACCOUNTS, AGENT, AUDIT_BUCKET, IP, MUMBAI, PROD, TRAIL_NAMES, VIRGINIA } from '../world/places.ts';
import { event, onBucket, type SampleEvent } from '../world/record.ts';

export const OLD_IMPORT_BUCKET = 'telugubites-tmp-menu-import';
export const API_GROUP = 'sg-04e7b1a9d2c35f860';

/** All by arjun.reddy with Terraform, from the office, on Friday. */
export function changes(): SampleEvent[] {
  const random = stream('changes');
  const arjun = byKey(USERS.arjun, ARJUN_KEY, IP.office, AGENT.terraform);
  const bucketGone = event(random, utc('2026-02-20T10:17:29Z'), arjun, {
    call: 's3:DeleteBucket',
    ...onBucket(OLD_IMPORT_BUCKET, MUMBAI, PROD),
  });
  const created = utc('2026-02-20T11:02:44Z');
  const keyMade = event(random, created, arjun, {
    call: 'iam:CreateAccessKey',
    region: VIRGINIA,
    params: { userName: 'sneha.rao' },
    response: {
      accessKey: {
        accessKeyId: keyId('AKIA', 'sneha.rao'),
        status: 'Active',
        userName: 'sneha.rao',
        createDate: longTime(created),
      },
    },
  });
  const permissions = {
    items: [
      {
        ipProtocol: 'tcp',
        fromPort: 8443,
        toPort: 8443,
        groups: {},
        ipRanges: { items: [{ cidrIp: '10.20.0.0/16', description: 'order-api from the VPC' }] },
        ipv6Ranges: {},
        prefixListIds: {},
      },
    ],
  };
  const groupChanged = event(random, utc('2026-02-20T10:21:03Z'), arjun, {
    call: 'ec2:AuthorizeSecurityGroupIngress',
    region: MUMBAI,
    params: { groupId: API_GROUP, ipPermissions: permissions },
    response: { _return: true },
  });
  return [...trailsSetUp(), bucketGone, groupChanged, keyMade];
}

/** Log file validation goes on in both accounts; from here on the digests speak. */
function trailsSetUp(): SampleEvent[] {
  return ACCOUNTS.map((account, i) => {
    const random = stream(`trail set up/${account}`);
    const at = VALIDATION_ON + i * 25 * SECOND;
    const arjun = byKey(USERS.arjun, ARJUN_KEY, IP.arjunHome, AGENT.terraform);
    // In the development account arjun's Terraform works through a role, whose issuing event is before the archive.
    const caller =
      account === PROD ? arjun : byRole(roleSession(ROLES.devTerraform, 'terraform', at - MINUTE), IP.arjunHome, AGENT.terraform);
    return event(random, at, caller, {
      call: 'cloudtrail:UpdateTrail',
      region: MUMBAI,
      params: { name: TRAIL_NAMES[account], enableLogFileValidation: true },
      response: {
        name: TRAIL_NAMES[account],
        s3BucketName: AUDIT_BUCKET,
        includeGlobalServiceEvents: true,
        isMultiRegionTrail: true,
        trailARN: `arn:aws:cloudtrail:${MUMBAI}:${account}:trail/${TRAIL_NAMES[account]}`,
        logFileValidationEnabled: true,
        isOrganizationTrail: false,
      },
    });
  });
}
