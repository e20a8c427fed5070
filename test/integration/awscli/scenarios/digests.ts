// Digest files, and the metadata that hold their signatures, altered, moved or taken away by someone who has no key. Digest 21 names
// log 0, digest 40 the logs 1 and 2, and digest 51 log 8.
import { appendFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { type Archive, altered, FIRST, REGION, sha256 } from '../archive.ts';
import { type Scenario, WHY } from '../reasons.ts';

const ALGORITHM = { 'signature-algorithm': 'SHA256withRSA' };

const SIGNATURE = 'digest 21 | INVALID: signature verification failed | invalid';
const FORMAT = 'digest 21 | INVALID: invalid format | invalid';
const LOG_UNPROVEN = { 'log 0 | - | unverifiable': WHY.logOfUnprovenDigest };
const LOG_UNNAMED = { 'log 0 | - | unattested': WHY.logOfDeletedDigest };

/** Digest 21 with a document altered, its signature as it was. */
function forge(archive: Archive, fields: object): void {
  archive.write(archive.digest(21), gzipSync(JSON.stringify({ ...archive.document(archive.digest(21)), ...fields })));
}

export const digests: readonly Scenario[] = [
  {
    title: 'a digest: a space added',
    change: (a) => a.edit(a.digest(40), (text) => text.replace('"logFiles"', ' "logFiles"')),
    same: ['digest 40 | INVALID: signature verification failed | invalid'],
    differing: { 'log 1-2 | - | unverifiable': WHY.logOfUnprovenDigest },
  },
  {
    title: 'a digest: another hash of a log',
    change: (a) => a.edit(a.digest(21), (text) => text.replace(/"hashValue":"../, '"hashValue":"zz')),
    same: [SIGNATURE],
    differing: LOG_UNPROVEN,
  },
  {
    title: 'a digest: altered to fit an altered log',
    change: (a) => {
      a.edit(a.log(0), (text) => text.replace('eu-central-1', 'eu-central-2'));
      const [entry] = a.document(a.digest(21)).logFiles;
      forge(a, { logFiles: [{ ...entry, hashValue: sha256(a.content(a.log(0))) }] });
    },
    same: [SIGNATURE],
    differing: LOG_UNPROVEN,
  },
  {
    title: 'a digest: a deleted log no longer named',
    change: (a) => {
      a.remove(a.log(0));
      forge(a, { logFiles: [] });
    },
    same: [SIGNATURE],
  },
  {
    title: 'a digest: made the first of its chain, and two before it deleted',
    change: (a) => {
      a.remove(a.digest(19), a.digest(20));
      forge(a, FIRST);
    },
    same: [SIGNATURE],
    differing: { ...LOG_UNPROVEN, 'span between digest 18 and 21 | - | a gap': WHY.openSpan },
  },
  {
    title: 'a digest: a required key missing',
    change: (a) => a.edit(a.digest(21), (text) => text.replace('"digestPublicKeyFingerprint"', '"fingerprint"')),
    same: [FORMAT],
    differing: LOG_UNPROVEN,
  },
  {
    title: 'a digest: cut, no JSON',
    change: (a) => a.edit(a.digest(21), (text) => text.slice(0, 100)),
    same: [FORMAT],
    differing: LOG_UNNAMED,
  },
  {
    title: 'a digest: some text in its place',
    change: (a) => a.write(a.digest(21), 'no gzip at all'),
    same: [FORMAT],
    differing: LOG_UNNAMED,
  },
  {
    title: 'a digest: an empty file in its place',
    change: (a) => a.write(a.digest(21), ''),
    same: [FORMAT],
    differing: LOG_UNNAMED,
  },
  {
    title: 'a digest: without its gzip wrapper',
    change: (a) => a.write(a.digest(21), a.content(a.digest(21))),
    differing: {
      'digest 21 | INVALID: invalid format | valid': WHY.lostWrapper,
      'log 0 | - | valid': WHY.lostWrapper,
    },
  },
  {
    title: 'a digest: text after the gzip data',
    change: (a) => appendFileSync(a.path(a.digest(21)), 'more'),
  },
  {
    title: 'a digest: compressed again',
    change: (a) => a.write(a.digest(21), gzipSync(a.content(a.digest(21)), { level: 1 })),
  },
  {
    title: 'a digest: deleted',
    change: (a) => a.remove(a.digest(21)),
    same: ['digest 21 | INVALID: not found | missing'],
    differing: { ...LOG_UNNAMED, 'span between digest 20 and 22 | - | a gap': WHY.openSpan },
  },
  {
    title: 'two digests in a row: deleted',
    change: (a) => a.remove(a.digest(20), a.digest(21)),
    same: ['digest 21 | INVALID: not found | missing'],
    differing: {
      ...LOG_UNNAMED,
      'span between digest 19 and 22 | - | a gap': WHY.openSpan,
      'unnamed digest 1 | - | missing': WHY.everyMissing,
    },
  },
  {
    title: 'three digests in a row: deleted',
    change: (a) => a.remove(a.digest(19), a.digest(20), a.digest(21)),
    same: ['digest 21 | INVALID: not found | missing'],
    differing: {
      ...LOG_UNNAMED,
      'span between digest 18 and 22 | - | a gap': WHY.openSpan,
      'unnamed digest 1-2 | - | missing': WHY.everyMissing,
    },
  },
  {
    title: 'the newest digest: deleted',
    change: (a) => a.remove(a.digest(51)),
    differing: {
      'log 8 | - | unattested': WHY.logOfDeletedDigest,
      // The minute of delivery that the log's name states.
      'span from 2026-02-22T05:55:00Z to 2026-02-22T05:56:00Z | - | a gap': WHY.openSpan,
    },
  },
  {
    title: 'the oldest digest: deleted',
    change: (a) => a.remove(a.digest(0)),
    same: ['digest 0 | INVALID: not found | missing'],
  },
  {
    title: "a digest: moved to another region's folder",
    change: (a) =>
      a.move(a.digest(21), { ...a.digest(21), key: a.digest(21).key.replace(`/${REGION}/`, '/us-east-1/') }, 'the moved digest'),
    differing: {
      'digest 21 | INVALID: not found | -': WHY.elsewhere,
      'the moved digest | - | invalid': WHY.elsewhere,
      ...LOG_UNPROVEN,
    },
  },
  {
    title: 'a digest: moved to another region, and named so',
    change: (a) => a.move(a.digest(21), { ...a.digest(21), key: a.digest(21).key.replaceAll(REGION, 'us-east-1') }, 'the moved digest'),
    same: ['the moved digest | INVALID: has been moved from its original location | invalid'],
    differing: { 'digest 21 | INVALID: not found | -': WHY.elsewhere, ...LOG_UNPROVEN },
  },
  {
    title: 'two digests: each in the place of the other',
    change: (a) => {
      const [one, other] = [a.digest(21), a.digest(30)];
      const [bytes, signature] = [a.bytes(one), a.signature(one)];
      a.write(one, a.bytes(other));
      a.setMetadata(one, { signature: a.signature(other), ...ALGORITHM });
      a.write(other, bytes);
      a.setMetadata(other, { signature, ...ALGORITHM });
    },
    same: ['digest 21, 30 | INVALID: has been moved from its original location | invalid'],
    differing: LOG_UNPROVEN,
  },
  {
    title: 'a digest: replaced by a copy of the one before it',
    change: (a) => {
      a.write(a.digest(21), a.bytes(a.digest(20)));
      a.setMetadata(a.digest(21), { signature: a.signature(a.digest(20)), ...ALGORITHM });
    },
    differing: {
      'digest 21 | INVALID: has been moved from its original location | missing': WHY.copyInPlace,
      'log 0 | - | unattested': WHY.logOfDeletedDigest,
    },
  },
  {
    title: "a digest's signature: altered",
    change: (a) => a.setMetadata(a.digest(21), { signature: altered(a.signature(a.digest(21))), ...ALGORITHM }),
    same: [SIGNATURE],
    differing: LOG_UNPROVEN,
  },
  {
    title: "a digest's signature: that of another",
    change: (a) => a.setMetadata(a.digest(21), { signature: a.signature(a.digest(20)), ...ALGORITHM }),
    same: [SIGNATURE],
    differing: LOG_UNPROVEN,
  },
  {
    title: "a digest's signature: not hexadecimal",
    change: (a) => a.setMetadata(a.digest(21), { signature: 'none', ...ALGORITHM }),
    same: ['digest 21 | INVALID: Unable to load PKCS #1 key with fingerprint … | invalid'],
    differing: LOG_UNPROVEN,
  },
  {
    title: "a digest's metadata: without the algorithm",
    change: (a) => a.setMetadata(a.digest(21), { signature: a.signature(a.digest(21)) }),
    differing: {
      'digest 21 | INVALID: signature verification failed | valid': WHY.noAlgorithm,
      'log 0 | - | valid': WHY.noAlgorithm,
    },
  },
  {
    title: "a digest's metadata: lost",
    change: (a) => a.setMetadata(a.digest(21), null),
    differing: {
      'digest 21 | INVALID: signature verification failed | valid': WHY.signatureCopy,
      'log 0 | - | valid': WHY.signatureCopy,
    },
  },
  {
    title: "a digest's metadata: lost, and the next digest deleted",
    change: (a) => {
      a.setMetadata(a.digest(21), null);
      a.remove(a.digest(22));
    },
    same: ['digest 22 | INVALID: not found | missing'],
    differing: {
      'digest 21 | INVALID: signature verification failed | unverifiable': WHY.noSignature,
      'log 0 | - | unverifiable': WHY.noSignature,
      'span between digest 21 and 23 | - | a gap': WHY.openSpan,
    },
  },
  {
    title: "the newest digest's metadata: lost",
    change: (a) => a.setMetadata(a.digest(51), null),
    differing: {
      'digest 51 | INVALID: signature verification failed | unverifiable': WHY.noSignature,
      'log 8 | - | unverifiable': WHY.noSignature,
    },
  },
];
