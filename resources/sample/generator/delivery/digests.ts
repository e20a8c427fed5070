// Signed digests, one an hour per trail, account and region, chained as AWS chains them; and their sidecars.
import { createHash, sign } from 'node:crypto';
import { gzip } from '../base/gzip.ts';
import { stream } from '../base/random.ts';
import type { SigningKey } from '../base/rsa.ts';
import { cliTime, DIGESTS_PER_CHAIN, dayPath, HOUR, iso, SECOND, stamp, VALIDATION_ON } from '../base/time.ts';
import { AUDIT_BUCKET, MUMBAI, TRAIL_NAMES } from '../world/places.ts';
import type { Delivered } from './logs.ts';

export interface Digest {
  key: string;
  /** As stored: gzip. */
  bytes: Buffer;
  /** What `aws s3api head-object` prints for it. */
  head: string;
  start: number;
  end: number;
  /** How many files it names. */
  logFiles: number;
}

const sha256 = (data: Buffer): string => createHash('sha256').update(data).digest('hex');

/** The chain of one trail in one region. `files` are that trail's deliveries there, logs and Insights alike. */
export function digestChain(account: string, region: string, files: Delivered[], key: SigningKey): Digest[] {
  const random = stream(`digests/${account}/${region}`);
  const first = VALIDATION_ON + random.int(90, 400) * SECOND;
  const chain: Digest[] = [];
  let previous: { key: string; hash: string; signature: string } | undefined;
  for (let hour = 0; hour < DIGESTS_PER_CHAIN; hour += 1) {
    const start = first + hour * HOUR;
    const end = start + HOUR;
    const named = files.filter((file) => file.at >= start && file.at < end);
    const name = `${account}_CloudTrail-Digest_${region}_${TRAIL_NAMES[account]}_${MUMBAI}_${stamp(end)}.json.gz`;
    const object = `AWSLogs/${account}/CloudTrail-Digest/${region}/${dayPath(end)}/${name}`;
    const times = named.flatMap((file) => file.events.map((event) => event.at));
    const content = Buffer.from(
      JSON.stringify({
        awsAccountId: account,
        digestStartTime: iso(start),
        digestEndTime: iso(end),
        digestS3Bucket: AUDIT_BUCKET,
        digestS3Object: object,
        digestPublicKeyFingerprint: key.fingerprint,
        digestSignatureAlgorithm: 'SHA256withRSA',
        newestEventTime: times.length > 0 ? iso(Math.max(...times)) : null,
        oldestEventTime: times.length > 0 ? iso(Math.min(...times)) : null,
        previousDigestS3Bucket: previous ? AUDIT_BUCKET : null,
        previousDigestS3Object: previous?.key ?? null,
        previousDigestHashValue: previous?.hash ?? null,
        previousDigestHashAlgorithm: previous ? 'SHA-256' : null,
        previousDigestSignature: previous?.signature ?? null,
        logFiles: named.map(entry),
      }),
      'utf8',
    );
    const hash = sha256(content);
    // The four parts of the signed text; PKCS#1 v1.5 has no randomness, so the signature is repeatable.
    const signed = [iso(end), `${AUDIT_BUCKET}/${object}`, hash, previous?.signature ?? 'null'].join('\n');
    const signature = sign('sha256', Buffer.from(signed, 'utf8'), key.privateKey).toString('hex');
    const bytes = gzip(content);
    const arrived = end + random.int(2 * 60, 14 * 60) * SECOND;
    chain.push({ key: object, bytes, head: headObject(arrived, signature), start, end, logFiles: named.length });
    previous = { key: object, hash, signature };
  }
  const unnamed = files.filter((file) => file.at < first || file.at >= first + DIGESTS_PER_CHAIN * HOUR);
  if (unnamed.length > 0) throw new Error(`${unnamed[0]?.key} lies outside the digests of its chain`);
  return chain;
}

function entry(file: Delivered) {
  const times = file.events.map((event) => event.at);
  return {
    s3Bucket: AUDIT_BUCKET,
    s3Object: file.key,
    hashValue: sha256(file.content),
    hashAlgorithm: 'SHA-256',
    newestEventTime: iso(Math.max(...times)),
    oldestEventTime: iso(Math.min(...times)),
  };
}

/** The custodian's sidecar: of head-object's answer, on one line, what speaks of the object's delivery. */
function headObject(arrived: number, signature: string): string {
  const metadata = { signature, 'signature-algorithm': 'SHA256withRSA' };
  return `${JSON.stringify({ LastModified: cliTime(arrived), Metadata: metadata })}\n`;
}
