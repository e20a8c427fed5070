// What the custodian added to the copy of the bucket: public keys, trail configuration and a note.
import type { SigningKey } from '../base/rsa.ts';
import { cliTime, iso, utc } from '../base/time.ts';
import { ACCOUNTS, ARTIFACT_BUCKET, AUDIT_BUCKET, DEV, MUMBAI, PROD, PROD_BUCKET, REGIONS, TRAIL_NAMES } from '../world/places.ts';
import type { Json } from '../world/record.ts';

/** As the AWS CLI prints JSON. */
const printed = (value: Json): Buffer => Buffer.from(`${JSON.stringify(value, null, 4)}\n`, 'utf8');

/** One file per region, as `aws cloudtrail list-public-keys` prints. */
export function publicKeys(region: string, key: SigningKey): [path: string, content: Buffer] {
  const answer = {
    PublicKeyList: [
      {
        Value: key.publicDer.toString('base64'),
        ValidityStartTime: cliTime(utc('2026-01-14T00:00:00Z')),
        ValidityEndTime: cliTime(utc('2026-03-14T00:00:00Z')),
        Fingerprint: key.fingerprint,
      },
    ],
  };
  return [`keys/${region}.public-keys.json`, printed(answer)];
}

/** Without these, nobody can say whether S3 object calls would have been recorded at all. */
export function trailConfiguration(lastDigest: Record<string, number>): [path: string, content: Buffer][] {
  return ACCOUNTS.flatMap((account): [string, Buffer][] => {
    const name = TRAIL_NAMES[account] ?? '';
    const trailARN = `arn:aws:cloudtrail:${MUMBAI}:${account}:trail/${name}`;
    const description = {
      Name: name,
      S3BucketName: AUDIT_BUCKET,
      IncludeGlobalServiceEvents: true,
      IsMultiRegionTrail: true,
      HomeRegion: MUMBAI,
      TrailARN: trailARN,
      LogFileValidationEnabled: true,
      HasCustomEventSelectors: account === PROD,
      HasInsightSelectors: account === DEV,
      IsOrganizationTrail: false,
    };
    const objects = [PROD_BUCKET, ARTIFACT_BUCKET].map((bucket) => `arn:aws:s3:::${bucket}/`);
    const selectors = {
      TrailARN: trailARN,
      EventSelectors: [
        {
          ReadWriteType: 'All',
          IncludeManagementEvents: true,
          DataResources: account === PROD ? [{ Type: 'AWS::S3::Object', Values: objects }] : [],
          ExcludeManagementEventSources: [],
        },
      ],
    };
    const status = {
      IsLogging: true,
      LatestDeliveryTime: cliTime(utc('2026-02-22T05:52:41Z')),
      StartLoggingTime: cliTime(utc('2025-06-03T09:14:27Z')),
      LatestDigestDeliveryTime: cliTime(lastDigest[account] ?? 0),
    };
    const folder = `trail-configuration/${account}`;
    return [
      [`${folder}/describe-trails.json`, printed({ trailList: [description] })],
      [`${folder}/get-event-selectors.json`, printed(selectors)],
      [`${folder}/get-trail-status.json`, printed(status)],
    ];
  });
}

/** Not CloudTrail, and in every real archive: a text somebody wrote. */
export function custodianNote(from: number, to: number): [path: string, content: Buffer] {
  const text = `TeluguBites Foods Pvt. Ltd., Hyderabad
Handover note for the copy of s3://${AUDIT_BUCKET}

Copied by:   Suresh Babu, IT administration, on the request of Meera Iyer (security)
Copied on:   Sunday 22 February 2026, 12:25 to 12:50 IST
Copied with: AWS CLI 2.22.10, read-only role, laptop HYD-IT-014

What is in the copy
- AWSLogs/ for our two accounts, ${PROD} (telugubites-prod) and ${DEV} (telugubites-dev):
  log files, digest files, Insights. Copied with "aws s3 sync". Everything that arrived since log
  file validation was switched on; the digests cover deliveries from ${iso(from)} to ${iso(to)}.
- Regions ${REGIONS.join(', ')}. Our trails record all regions. In the others there were
  only digests without log files, so I left those out.
- Beside each digest a .head.json, because the signature is in the S3 metadata and a copy loses it:
  aws s3api head-object --query "{LastModified:LastModified,Metadata:Metadata}", joined to one line by jq -c
- keys/: "aws cloudtrail list-public-keys" for each of the three regions, run by me on the same day.
- trail-configuration/: describe-trails, get-event-selectors and get-trail-status of both accounts.

What to know
- Log file validation was switched on in both trails on Friday 20 February at about 08:01 IST (audit
  preparation). Older log files exist in the bucket but have no digests; they are not in this copy.
- The bucket has versioning. I copied current versions only.
- I changed nothing and opened nothing.

S. Babu
`;
  return ['README-from-custodian.txt', Buffer.from(text, 'utf8')];
}
