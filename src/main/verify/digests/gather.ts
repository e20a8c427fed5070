// Collects from the case what the digest rules need: digests, sidecars, keys, and the logs with their content hashes.
import { dirname } from 'node:path';
import { EvidenceReader } from '../../case/evidence.ts';
import type { ReadConnection } from '../../case/open.ts';
import { isObject } from '../../ingest/json-scan.ts';
import { type ContentHash, contentHash } from '../content-hash.ts';
import { gatherSignFiles } from '../lake/gather-sign-files.ts';
import { judgeSignFiles } from '../lake/judge-sign-files.ts';
import { readDigest } from './document.ts';
import type { DigestItem, Judgement, LogItem } from './items.ts';
import { judge } from './judge.ts';
import { signs } from './judge-digest.ts';
import { fileName, fromAwsLogs } from './places.ts';
import { keysByName, type PublicKey, readPublicKeys } from './public-keys.ts';

interface Place {
  id: number;
  sha256: string;
  kind: string;
  encoding: string;
  kept: number;
  source: number;
  /** Path of the source and path within it, joined. */
  path: string;
}

const PLACES = `SELECT e.id, lower(hex(e.sha256)) AS sha256, e.kind, e.encoding, e.kept, f.source, s.kind AS sourceKind, s.path AS sourcePath, f.path
  FROM evidence e JOIN found_at f ON f.evidence = e.id JOIN sources s ON s.id = f.source`;

const DIGESTS = `${PLACES} WHERE e.kind IN ('digest', 'sidecar', 'keys') OR s.path || '/' || f.path LIKE '%/CloudTrail-Digest/%'
  OR f.path LIKE '%.head.json' ORDER BY e.sha256, s.path, f.path`;

/** Logs, and whatever lies where a log would: text in the place of one is no log, and contradicts the digest that names it. */
const LOGS = `${PLACES} WHERE s.path || '/' || f.path NOT LIKE '%/CloudTrail-Digest/%' AND f.path NOT LIKE '%.head.json' AND (e.kind IN ('log', 'insight', 'unreadable')
  OR s.path || '/' || f.path LIKE '%AWSLogs/%/CloudTrail%' OR f.path LIKE '%\\_CloudTrail%\\_%T%Z\\_%.json%' ESCAPE '\\') ORDER BY e.sha256, s.path, f.path`;

const LOG_KINDS: ReadonlySet<string> = new Set(['log', 'insight', 'unreadable']);

/** Places by a query. A source that is a single file is named by its own path. */
function placesOf(db: ReadConnection, sql: string): Place[] {
  const rows = db.prepare(sql).all() as (Place & { sourceKind: string; sourcePath: string })[];
  return rows.map(({ sourceKind, sourcePath, path, ...place }) => ({
    ...place,
    path: `${sourceKind === 'file' ? dirname(sourcePath) : sourcePath}/${path}`,
  }));
}

/** Bytes of a digest file that are read: AWS's hold an hour's log files. */
const LARGEST_DIGEST = 64_000_000;

const SIDECAR = '.head.json';

/** Row ids of the items whose content hashes the judging compares; none where there is no digest to compare with. */
export function comparedItems(db: ReadConnection): number[] {
  const places = placesOf(db, DIGESTS);
  if (!places.some(isDigest)) return [];
  return [...new Set(placesOf(db, LOGS).map(({ id }) => id))];
}

/**
 * Judges all digests and logs of a case.
 * @param keys further public keys, as the examiner gave them
 * @param hashes SHA-256 of the content of logs by row id, as far as it is known already
 */
export function judgeCase(db: ReadConnection, keys: readonly PublicKey[], hashes: ReadonlyMap<number, ContentHash> = new Map()): Judgement {
  const evidence = new EvidenceReader(db);
  const { items, keys: allKeys } = gatherDigests(db, evidence, keys);
  const lake = gatherSignFiles(db, keys, (id) => hashes.get(id)?.sha256 ?? null);
  const judged = judgeSignFiles(lake.signs, lake.files, lake.keys);
  // Without digests nothing is compared: then no log is decoded.
  const logs = gatherLogs(db, (id) => (items.length === 0 ? null : (hashes.get(id) ?? contentHash(evidence, id))));
  return judge(items, logs, allKeys, [...judged.signs, ...judged.files]);
}

/**
 * Every digest of a case with its signature where a sidecar states it, and every public key.
 * @param keys further ones, as the examiner gave them; they come first
 */
export function gatherDigests(
  db: ReadConnection,
  evidence: EvidenceReader,
  keys: readonly PublicKey[],
): { items: DigestItem[]; keys: PublicKey[] } {
  const places = placesOf(db, DIGESTS);
  const signatures = new Signatures();
  const allKeys = [...keys];
  const digests = new Map<number, DigestItem & { at: Place[] }>();
  for (const place of places) {
    if (isSidecar(place)) signatures.add(place, evidence.content(place.id));
    else if (place.kind === 'keys')
      allKeys.push(...readPublicKeys(evidence.content(place.id), `the evidence itself (${fileName(place.path)})`));
    else if (isDigest(place)) {
      const known = digests.get(place.id);
      if (known) {
        known.at.push(place);
        known.places.push(place.path);
        continue;
      }
      const document = readDigest(evidence.contentRange(place.id, 0, LARGEST_DIGEST));
      const contentSha256 = contentHash(evidence, place.id).sha256;
      digests.set(place.id, { sha256: place.sha256, contentSha256, document, places: [place.path], at: [place], signature: null });
    }
  }
  const named = keysByName(allKeys);
  for (const digest of digests.values()) Object.assign(digest, theOneThatFits(signatures.of(digest.at), digest, named));
  return { items: [...digests.values()].map(({ at: _, ...item }) => item), keys: allKeys };
}

function isDigest({ kind, path }: Place): boolean {
  return kind === 'digest' || (/\.json(\.gz)?$/.test(path) && !path.endsWith(SIDECAR) && kind !== 'sidecar' && kind !== 'keys');
}

/** By its name too: what is left of the output of head-object may be the metadata alone. */
function isSidecar({ kind, path }: Place): boolean {
  return kind === 'sidecar' || (path.endsWith(SIDECAR) && kind !== 'digest');
}

/** Signatures from sidecars, by the place of the digest that they lie beside. */
class Signatures {
  private readonly beside = new Map<string, Signature[]>();
  /** The same by the object's place, for sidecars that were delivered apart from their digests. */
  private readonly elsewhere = new Map<string, Signature[]>();

  add({ source, path }: Place, content: Buffer): void {
    const signature = readSidecar(content);
    if (signature === null || !path.endsWith(SIDECAR)) return;
    const of = path.slice(0, -SIDECAR.length);
    add(this.beside, `${source} ${of}`, signature);
    const object = fromAwsLogs(of);
    if (object.startsWith('AWSLogs/')) add(this.elsewhere, object, signature);
  }

  /** All that are stated of a digest; what counts where nothing else decides stands first. */
  of(places: readonly Place[]): Signature[] {
    return places.flatMap(({ source, path }) => [
      ...(this.beside.get(`${source} ${path}`) ?? []),
      ...(this.elsewhere.get(fromAwsLogs(path)) ?? []),
    ]);
  }
}

function add(to: Map<string, Signature[]>, name: string, signature: Signature): void {
  to.set(name, [signature, ...(to.get(name) ?? [])]);
}

/** Whoever may write into a bucket can lay a sidecar beside a digest that states another signature: none but AWS's fits, so that one which fits is it. */
function theOneThatFits(stated: readonly Signature[], item: DigestItem, keys: ReadonlyMap<string, PublicKey>): Partial<Signature> {
  const [first, ...others] = stated;
  const { document } = item;
  const key = 'fingerprint' in document ? keys.get(document.fingerprint) : undefined;
  const differs = others.some(
    ({ signature, signatureAlgorithm }) => signature !== first?.signature || signatureAlgorithm !== first.signatureAlgorithm,
  );
  if (!differs || key === undefined || !('fingerprint' in document)) return first ?? {};
  return (
    stated.find(({ signature, signatureAlgorithm }) => isKnown(signatureAlgorithm) && signs(key, signature, item, document)) ?? first ?? {}
  );
}

/** Not stated, or the one that AWS uses. */
function isKnown(algorithm: string): boolean {
  return algorithm === '' || algorithm === 'SHA256withRSA';
}

interface Signature {
  signature: string;
  signatureAlgorithm: string;
}

/** The metadata of an object as `aws s3api head-object` prints it. */
function readSidecar(content: Buffer): Signature | null {
  try {
    const value: unknown = JSON.parse(content.toString('utf8'));
    const metadata = isObject(value) && isObject(value.Metadata) ? value.Metadata : {};
    const text = (name: string): string | null => {
      const found = metadata[name] ?? metadata[`x-amz-meta-${name}`];
      return typeof found === 'string' ? found : null;
    };
    const signature = text('signature');
    return signature === null ? null : { signature: signature.toLowerCase(), signatureAlgorithm: text('signature-algorithm') ?? '' };
  } catch {
    return null;
  }
}

function gatherLogs(db: ReadConnection, hashOf: (id: number) => ContentHash | null): LogItem[] {
  const problems = db.prepare("SELECT evidence, code FROM problems WHERE code GLOB 'GZIP_*' OR code GLOB 'ZSTD_*'").raw().all() as [
    number,
    string,
  ][];
  const damage = new Map(
    problems.map(([id, code]) => [id, code.endsWith('_TRAILING_BYTES') ? FOLLOWED : 'its compressed data is damaged']),
  );
  const logs = new Map<number, LogItem>();
  for (const { id, sha256, encoding, path, kind, kept } of placesOf(db, LOGS)) {
    const known = logs.get(id);
    if (known) {
      known.places.push(path);
      continue;
    }
    const content = kept === 1 ? hashOf(id) : null;
    const wrong = damage.get(id) ?? (content?.moreMembers ? FOLLOWED : null);
    logs.set(id, { sha256, contentSha256: content?.sha256 ?? null, encoding, places: [path], damage: wrong, isLog: LOG_KINDS.has(kind) });
  }
  return [...logs.values()];
}

const FOLLOWED = 'bytes follow the end of its compressed data';
