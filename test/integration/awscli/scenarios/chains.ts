// Digests signed anew with the key: what AWS itself delivers in other situations, and what only someone with AWS's key could forge.
import { type Archive, altered, type Document, FIRST, keyOf, strangersKey } from '../archive.ts';
import { type Scenario, WHY } from '../reasons.ts';

const FURTHER_TRAIL = ['telugubites-dev-trail', 'second-trail'] as const;
const SECOND_BUCKET = 'telugubites-audit-logs-2';

/** From digest 30 on, digests and the logs that they name are in a second bucket. */
function changeBucket(archive: Archive): void {
  const moved = archive.digests.slice(30).flatMap((at) => archive.document(at).logFiles.map(({ s3Object }) => s3Object));
  archive.resign(30, (document) => {
    document.digestS3Bucket = SECOND_BUCKET;
    document.logFiles = document.logFiles.map((entry) => ({ ...entry, s3Bucket: SECOND_BUCKET }));
  });
  for (const [i, at] of archive.logs.entries()) if (moved.includes(at.key)) archive.move(at, { ...at, bucket: SECOND_BUCKET }, `log ${i}`);
}

/** Alters digest 22, which says something of digest 21; all later ones are linked to it. */
const at22 =
  (change: (document: Document) => void) =>
  (archive: Archive): void =>
    archive.resign(22, (document, i) => {
      if (i === 22) change(document);
    });

export const chains: readonly Scenario[] = [
  {
    title: 'a chain: signed anew, nothing changed',
    change: (a) => a.resign(0, () => {}),
  },
  {
    title: 'a chain: logging stopped for three hours and started again',
    change: (a) => {
      a.remove(a.digest(22), a.digest(23), a.digest(24));
      a.resign(25, (document, i) => {
        if (i === 25) Object.assign(document, FIRST);
      });
    },
    same: ['span between digest 21 and 25 | a gap | a gap'],
  },
  {
    title: 'a chain: another hash of the digest before, signed',
    change: at22((document) => {
      document.previousDigestHashValue = altered(document.previousDigestHashValue);
    }),
    differing: { 'digest 21 | valid | invalid': WHY.previousHash, 'log 0 | valid | unverifiable': WHY.previousHash },
  },
  {
    title: 'a chain: another signature of the digest before, signed',
    change: at22((document) => {
      document.previousDigestSignature = altered(document.previousDigestSignature);
    }),
    differing: { 'digest 21 | valid | invalid': WHY.previousSignature, 'log 0 | valid | unverifiable': WHY.previousSignature },
  },
  {
    title: 'a chain: the signature of the digest before in capital letters, signed',
    change: at22((document) => {
      document.previousDigestSignature = document.previousDigestSignature?.toUpperCase() ?? null;
    }),
  },
  {
    title: 'a chain: a required key missing in a signed digest',
    change: (a) =>
      a.resign(21, (document, i) => {
        if (i === 21) delete document.digestPublicKeyFingerprint;
      }),
    same: ['digest 21 | INVALID: invalid format | invalid'],
    differing: { 'log 0 | - | unverifiable': WHY.logOfUnprovenDigest },
  },
  {
    title: 'a chain: one digest signed with a key that it names, but nobody knows',
    change: (a) =>
      a.resign(
        21,
        (document, i) => {
          if (i === 21) document.digestPublicKeyFingerprint = strangersKey().fingerprint;
        },
        (i) => (i === 21 ? strangersKey() : keyOf()),
      ),
    differing: {
      'digest 21 | INVALID: public key not found in region ap-south-1 for fingerprint … | unverifiable': WHY.unknownKey,
      'log 0 | - | unverifiable': WHY.logOfUnprovenDigest,
    },
  },
  {
    title: 'a chain: one digest signed with another key than it names',
    change: (a) =>
      a.resign(
        21,
        () => {},
        (i) => (i === 21 ? strangersKey() : keyOf()),
      ),
    same: ['digest 21 | INVALID: signature verification failed | invalid'],
    differing: { 'log 0 | - | unverifiable': WHY.logOfUnprovenDigest },
  },
  {
    title: 'a chain: log files that its digests do not name',
    change: (a) =>
      a.resign(0, (document) => {
        document.logFiles = [];
      }),
    differing: { 'log 0-8 | - | unattested': WHY.unnamedLog },
  },
  {
    title: 'a backfill digest, of a morning',
    change: (a) => a.further(8, '.json.gz', '_backfill.json.gz'),
    differing: { 'the further digest | - | valid': WHY.backfill },
  },
  {
    title: 'a backfill digest, of an evening',
    change: (a) => a.further(18, '.json.gz', '_backfill.json.gz'),
    differing: { 'digest 19-51, log 0-8, the further digest | - | valid': WHY.backfillStopsListing },
  },
  {
    title: 'a second trail: it names the same log',
    change: (a) => a.further(21, ...FURTHER_TRAIL),
  },
  {
    title: 'a second trail: it names the same log, and the first digest is altered',
    change: (a) => {
      a.further(21, ...FURTHER_TRAIL);
      a.edit(a.digest(21), (text) => text.replace('"logFiles"', ' "logFiles"'));
    },
    same: ['digest 21 | INVALID: signature verification failed | invalid'],
  },
  {
    title: 'a second trail: it names the same log with another hash',
    change: (a) =>
      a.further(21, ...FURTHER_TRAIL, (document) => {
        document.logFiles = document.logFiles.map((entry) => ({ ...entry, hashValue: altered(entry.hashValue) }));
      }),
    differing: { "log 0 | INVALID: hash value doesn't match; valid | valid": WHY.otherTrailAttests },
  },
  {
    title: 'a bucket change',
    change: changeBucket,
  },
  {
    title: 'a bucket change: the last digest before it deleted',
    change: (a) => {
      changeBucket(a);
      a.remove(a.digest(29));
    },
    same: ['digest 29 | INVALID: not found | missing'],
    differing: { 'span between digest 28 and 30 | - | a gap': WHY.openSpan },
  },
  {
    title: 'a bucket change: the last two digests before it deleted',
    change: (a) => {
      changeBucket(a);
      a.remove(a.digest(28), a.digest(29));
    },
    same: ['digest 29 | INVALID: not found | missing'],
    differing: {
      'span between digest 27 and 30 | - | a gap': WHY.openSpan,
      'unnamed digest 1 | - | missing': WHY.everyMissing,
    },
  },
  {
    title: "an organization's trail",
    change: (a) => {
      const within = (key: string): string => key.replace('AWSLogs/', 'AWSLogs/o-exampleorg1/');
      a.resign(0, (document) => {
        document.digestS3Object = within(document.digestS3Object);
        document.logFiles = document.logFiles.map((entry) => ({ ...entry, s3Object: within(entry.s3Object) }));
      });
      for (const [i, at] of a.logs.entries()) a.move(at, { ...at, key: within(at.key) }, `log ${i}`);
    },
  },
  {
    title: 'a copy: under a prefix that the digests do not name',
    change: (a) => {
      for (const at of [...a.digests, ...a.logs]) a.move(at, { ...at, key: `audit/${at.key}` }, a.names.get(at.key) ?? '');
    },
    differing: {
      'digest 0-51 | INVALID: has been moved from its original location | valid': WHY.placeOfCopy,
      'log 0-8 | - | valid': WHY.placeOfCopy,
    },
  },
  {
    title: 'a copy: in a bucket that the digests do not name',
    change: (a) => {
      for (const at of [...a.digests, ...a.logs]) a.move(at, { ...at, bucket: SECOND_BUCKET }, a.names.get(at.key) ?? '');
    },
    differing: {
      'digest 0-51 | INVALID: has been moved from its original location | valid': WHY.placeOfCopy,
      'log 0-8 | - | valid': WHY.placeOfCopy,
    },
  },
];
