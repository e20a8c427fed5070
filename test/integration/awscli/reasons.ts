// What a scenario is; and why Trailcase says otherwise than the AWS CLI: the reasons that the scenarios name for their differences.
import type { Archive } from './archive.ts';

export const WHY = {
  unnamedLog: 'The AWS CLI looks at the logs that digests name. Of a log that none names it says nothing; we count it as unattested.',
  logOfDeletedDigest:
    'The AWS CLI reports the missing digest and nothing of the logs that it named. We count them as unattested: no digest that is here names them.',
  logOfUnprovenDigest:
    'The AWS CLI checks no log of a digest that it calls INVALID. We say that such a log is unverifiable: its verdict is never better than that of its digest.',
  logUnlikeUnprovenDigest:
    'The AWS CLI checks no log of a digest that it calls INVALID. We compare all the same, and say it where log and digest contradict each other.',
  lostWrapper:
    'The AWS CLI asks for the name with .gz, inflates, and fails. The hash is that of the uncompressed content, and it fits: nothing is contradicted, and the lost wrapper is noted.',
  afterTheGzip:
    'The AWS CLI reads the first gzip member and does not ask what follows. AWS delivers one member: bytes after it were added to the file.',
  cutGzip:
    'The AWS CLI compares what could be inflated, and does not notice that checksum and length at the end are gone. The file is damaged.',
  everyMissing:
    'The AWS CLI names the one missing digest that a present one names. The span says that more are missing: we count each, with no name.',
  openSpan: 'The AWS CLI says that a digest is missing or INVALID, not for which span of deliveries no digest speaks. We state it.',
  elsewhere:
    'For the AWS CLI a digest in another folder is gone, and what lies there belongs to no trail, or to another. For us it is one digest, here, at another place than it names.',
  copyInPlace:
    'The AWS CLI sees a digest that was moved. We see the one before it, valid and found twice, and that the digest whose place its copy took is not here.',
  noKeysAtAll:
    'The AWS CLI ends where AWS lists no key for the region. Nothing is contradicted by that: without a key we call everything unverifiable.',
  unknownKey: 'The AWS CLI calls a digest INVALID whose key it does not know. Nothing is contradicted by that: we say unverifiable.',
  fingerprintComputed:
    'The AWS CLI believes the Fingerprint of the list. We compute it from the key, which then is none that the digest names, and unknown keys prove nothing.',
  keyOfAnotherRegion:
    'The AWS CLI asks for the keys of its region. Offline, a key is found by its fingerprint in whatever list the evidence holds; the verdict says in which.',
  keyPeriod:
    'AWS lists, and the AWS CLI knows, keys whose validity meets the period asked for. The rules know no such period: a signature that fits is proof of the key that made it.',
  signatureCopy:
    'Without the S3 metadata of a digest the AWS CLI calls it INVALID. A copy into a folder loses them; the next digest holds a copy of the signature, which fits.',
  noSignature:
    'Without the S3 metadata of a digest the AWS CLI calls it INVALID. A copy into a folder loses them: where no later digest holds a copy of the signature, nothing is proven or contradicted.',
  noAlgorithm: 'The AWS CLI demands that the metadata name the algorithm. There is one only, and by it the signature fits.',
  previousHash:
    'The AWS CLI does not check previousDigestHashValue. AWS signed that the digest before it had another hash than this one has.',
  previousSignature:
    'The AWS CLI does not compare the signature of a digest with the copy in its successor. AWS signed there that it was another.',
  backfill:
    'This AWS CLI is older than backfill digests and does not list them. They are signed like all others and form a chain of their own.',
  backfillStopsListing:
    'This AWS CLI takes the last 16 characters of the name for the date. Of a backfill digest of an evening that is later than any date, and its list ends there.',
  otherTrailAttests: 'The AWS CLI checks a log once per trail. A log is attested if the valid digest of any trail names it with its hash.',
  placeOfCopy:
    'The AWS CLI reads a bucket, and where an object lies there is a fact. In the copy of a folder bucket and prefix are what someone called a folder: places are compared from AWSLogs/ on.',
} as const;

/** An archive that was altered in one way, and all that is said of it but `valid`. */
export interface Scenario {
  title: string;
  /** What of the sample it holds, if not the one chain. */
  places?: readonly string[];
  change: (archive: Archive) => void;
  /** On what both agree: `digest 3 | what the AWS CLI says | what Trailcase says`. */
  same?: readonly string[];
  /** Where they differ, and why. */
  differing?: Readonly<Record<string, (typeof WHY)[keyof typeof WHY]>>;
}
