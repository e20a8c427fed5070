// Collects from the case what the rules for CloudTrail Lake's sign files need: sign files, the files beside them, and keys.
import { dirname } from 'node:path';
import { EvidenceReader } from '../../case/evidence.ts';
import type { ReadConnection } from '../../case/open.ts';
import { contentHash } from '../content-hash.ts';
import { type PublicKey, readPublicKeys } from '../digests/public-keys.ts';
import { isUnwrapped, namedBy, type ResultFile, type SignItem } from './judge-sign-files.ts';
import { beside, folderOf, placeOf } from './places.ts';
import { readSignFile } from './sign-file.ts';

interface SignedResults {
  signs: SignItem[];
  files: ResultFile[];
  /** Those given, then those in the case. */
  keys: PublicKey[];
}

interface Row {
  id: number;
  sha256: string;
  kind: string;
  encoding: string;
  kept: number;
  source: string;
  sourcePath: string;
  path: string;
}

const PLACES = `SELECT e.id, lower(hex(e.sha256)) AS sha256, e.kind, e.encoding, e.kept, s.kind AS source, s.path AS sourcePath, f.path
  FROM evidence e JOIN found_at f ON f.evidence = e.id JOIN sources s ON s.id = f.source`;

/** What may lie beside a sign file and is no result. */
const NO_RESULTS = "('sign', 'digest', 'sidecar', 'keys', 'config')";

/** Bytes of a sign file that are read: one of a hundred thousand result files has fewer. */
const LARGEST_SIGN_FILE = 16_000_000;

/**
 * Sign files of a case, with the files in their folders that they name or that are CSV files as results are: a folder may hold
 * thousands of logs besides. Without sign files nothing else is read.
 * @param keys further public keys, as the examiner gave them
 * @param known SHA-256 of the content of an item by its row id, as far as it is known already
 */
export function gatherSignFiles(
  db: ReadConnection,
  keys: readonly PublicKey[],
  known: (id: number) => string | null = () => null,
): SignedResults {
  const evidence = new EvidenceReader(db);
  const found = { signs: new Map<number, SignItem>(), keys: new Map<number, PublicKey[]>() };
  for (const row of db.prepare(`${PLACES} WHERE e.kind IN ('sign', 'keys') ORDER BY e.sha256, f.id`).all() as Row[]) {
    if (row.kind === 'keys')
      found.keys.set(row.id, readPublicKeys(evidence.content(row.id), `the evidence itself (${fileName(row.path)})`));
    else if (found.signs.has(row.id)) found.signs.get(row.id)?.places.push(pathOf(row));
    else {
      const document = readSignFile(evidence.contentRange(row.id, 0, LARGEST_SIGN_FILE));
      found.signs.set(row.id, { sha256: row.sha256, document, places: [pathOf(row)] });
    }
  }
  const signs = [...found.signs.values()];
  const rows = signs.length === 0 ? [] : besides(db, signs);
  // The content is compared only where a wrapper was lost.
  const compared = rows.some(({ encoding }) => isUnwrapped(encoding));
  const hashOf = ({ id, kept }: Row): string => known(id) ?? (compared && kept ? contentHash(evidence, id).sha256 : '');
  const files = new Map<number, ResultFile>();
  for (const row of rows) {
    const known = files.get(row.id);
    if (known) known.places.push(pathOf(row));
    else files.set(row.id, { sha256: row.sha256, contentSha256: hashOf(row), encoding: row.encoding, places: [pathOf(row)] });
  }
  return { signs, files: [...files.values()], keys: [...keys, ...[...found.keys.values()].flat()] };
}

function besides(db: ReadConnection, signs: readonly SignItem[]): Row[] {
  const folders = new Set(signs.flatMap(({ places }) => places.map((place) => folderOf(placeOf(place)))));
  const named = new Set(signs.flatMap(({ document, places }) => namedBy(document).flatMap(({ name }) => beside(places, name))));
  const all = db.prepare(`${PLACES} WHERE e.kind NOT IN ${NO_RESULTS} ORDER BY e.sha256, f.id`).iterate() as IterableIterator<Row>;
  const rows: Row[] = [];
  for (const row of all) {
    const place = placeOf(pathOf(row));
    if (named.has(place) || named.has(`${place}.gz`) || (/\.csv(\.gz)?$/i.test(place) && folders.has(folderOf(place)))) rows.push(row);
  }
  return rows;
}

/** A place in whole. A source that is a single file is named by its own path. */
function pathOf({ source, sourcePath, path }: Row): string {
  return `${source === 'file' ? dirname(sourcePath) : sourcePath}/${path}`;
}

function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
