// Collects from the case what the digest rules need: digests, sidecars, keys, and the logs with their content hashes.
import { createHash } from 'node:crypto';
import { EvidenceReader } from '../../case/evidence.ts';
import type { ReadConnection } from '../../case/open.ts';
import { isObject } from '../../ingest/json-scan.ts';
import { readDigest } from './document.ts';
import { type DigestItem, type Judgement, judge, type LogItem } from './judge.ts';
import { type PublicKey, readPublicKeys } from './public-keys.ts';

interface Place {
  id: number;
  sha256: string;
  kind: string;
  encoding: string;
  source: number;
  /** Path of the source and path within it, joined. */
  path: string;
}

const PLACES = `SELECT e.id, lower(hex(e.sha256)) AS sha256, e.kind, e.encoding, f.source, s.path || '/' || f.path AS path
  FROM evidence e JOIN found_at f ON f.evidence = e.id JOIN sources s ON s.id = f.source`;

/** Bytes of a digest file that are read: AWS's hold an hour's log files. */
const LARGEST_DIGEST = 64_000_000;

const SIDECAR = '.head.json';

/**
 * Judges all digests and logs of a case.
 * @param keys further public keys, as the examiner gave them
 */
export function judgeCase(db: ReadConnection, keys: readonly PublicKey[]): Judgement {
  const evidence = new EvidenceReader(db);
  const places = db
    .prepare(`${PLACES} WHERE e.kind IN ('digest', 'sidecar', 'keys') OR f.path LIKE '%/CloudTrail-Digest/%' ORDER BY e.sha256, path`)
    .all() as Place[];
  const signatures = new Map<string, string>();
  const allKeys = [...keys];
  const digests = new Map<number, DigestItem & { at: Place[] }>();
  for (const place of places) {
    if (place.kind === 'sidecar') {
      const signature = sidecarSignature(evidence.content(place.id));
      if (signature !== null && place.path.endsWith(SIDECAR))
        signatures.set(`${place.source} ${place.path.slice(0, -SIDECAR.length)}`, signature);
    } else if (place.kind === 'keys') {
      allKeys.push(
        ...readPublicKeys(evidence.content(place.id), `the evidence itself (${place.path.slice(place.path.lastIndexOf('/') + 1)})`),
      );
    } else if (place.kind === 'digest' || (/\.json(\.gz)?$/.test(place.path) && !place.path.endsWith(SIDECAR))) {
      const known = digests.get(place.id);
      if (known) {
        known.at.push(place);
        known.places.push(place.path);
        continue;
      }
      const content = evidence.contentRange(place.id, 0, LARGEST_DIGEST);
      const contentSha256 = contentHash(evidence, place.id);
      digests.set(place.id, {
        sha256: place.sha256,
        contentSha256,
        document: readDigest(content),
        places: [place.path],
        at: [place],
        signature: null,
      });
    }
  }
  for (const digest of digests.values()) {
    for (const { source, path } of digest.at) digest.signature ??= signatures.get(`${source} ${path}`) ?? null;
  }
  return judge([...digests.values()], gatherLogs(db, evidence, digests.size > 0), allKeys);
}

function contentHash(evidence: EvidenceReader, item: number): string {
  const hash = createHash('sha256');
  for (const piece of evidence.contentPieces(item)) hash.update(piece);
  return hash.digest('hex');
}

function sidecarSignature(content: Buffer): string | null {
  try {
    const value: unknown = JSON.parse(content.toString('utf8'));
    const metadata = isObject(value) && isObject(value.Metadata) ? value.Metadata : {};
    const signature = metadata.signature ?? metadata['x-amz-meta-signature'];
    return typeof signature === 'string' ? signature.toLowerCase() : null;
  } catch {
    return null;
  }
}

/** Without digests nothing is compared: then no log is decoded. */
function gatherLogs(db: ReadConnection, evidence: EvidenceReader, compared: boolean): LogItem[] {
  const damage = new Map(
    (
      db.prepare("SELECT evidence, code FROM problems WHERE code GLOB 'GZIP_*' OR code GLOB 'ZSTD_*'").raw().all() as [number, string][]
    ).map(([id, code]) => [
      id,
      code.endsWith('_TRAILING_BYTES') ? 'bytes follow the end of its compressed data' : 'its compressed data is damaged',
    ]),
  );
  const logs = new Map<number, LogItem>();
  const rows = db
    .prepare(
      `${PLACES} WHERE e.kind IN ('log', 'insight', 'unreadable') AND f.path NOT LIKE '%/CloudTrail-Digest/%' ORDER BY e.sha256, path`,
    )
    .all() as Place[];
  for (const { id, sha256, encoding, path } of rows) {
    const known = logs.get(id);
    if (known) known.places.push(path);
    else {
      const contentSha256 = compared ? contentHash(evidence, id) : '';
      logs.set(id, { sha256, contentSha256, encoding, places: [path], damage: damage.get(id) ?? null });
    }
  }
  return [...logs.values()];
}
