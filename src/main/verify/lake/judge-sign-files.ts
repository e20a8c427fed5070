// Verdicts on CloudTrail Lake's sign files and on the result files beside them. Pure: gather-sign-files.ts collects the items.
// Rules: AWS, "Custom implementations of CloudTrail query result file integrity validation", and the AWS CLI's verify-query-results.
// As for digests: only a contradiction is invalid, what nobody can check is unverifiable, what is named but not here is missing.
import { verify as verifySignature } from 'node:crypto';
import type { Judged, Verdict } from '../../../shared/integrity.ts';
import { keysByName, type PublicKey, validityNote } from '../digests/public-keys.ts';
import { beside, placeOf } from './places.ts';
import type { NamedResult, SignDocument } from './sign-file.ts';

export interface SignItem {
  sha256: string;
  document: SignDocument | { problem: string };
  /** Paths, each that of a source and that within it, joined. */
  places: string[];
}

export interface ResultFile {
  /** As delivered: AWS signs the hash of the compressed file. */
  sha256: string;
  /** Of the uncompressed content; '' where it was not asked for. */
  contentSha256: string;
  encoding: string;
  places: string[];
}

export interface SignJudgement {
  signs: Judged[];
  /** Result files in the given order, then those that are missing. */
  files: Judged[];
}

interface Said {
  verdict: Verdict;
  reason: string;
}

/** What a sign file says of the file at one place. */
interface Claim extends NamedResult {
  place: string;
  verdict: Verdict;
}

/**
 * @param signs sign files, each once
 * @param files items that lie in a folder of a sign file; others are unattested
 */
export function judgeSignFiles(signs: readonly SignItem[], files: readonly ResultFile[], keys: readonly PublicKey[]): SignJudgement {
  const byFingerprint = keysByName(keys);
  const judged: Judged[] = [];
  const claims: Claim[] = [];
  for (const { sha256, document, places } of signs) {
    const said = judgeSign(document, byFingerprint);
    judged.push({ kind: 'sign', key: sha256, ...said });
    for (const file of namedBy(document))
      for (const place of beside(places, file.name)) claims.push({ ...file, place, verdict: said.verdict });
  }
  const results = judgeResults(files, claims);
  return { signs: judged, files: [...results.map(({ judged }) => judged), ...missingOf(signs, claims, results)] };
}

/** The result files that a sign file names; none where it cannot be read. */
export function namedBy(document: SignItem['document']): NamedResult[] {
  return 'problem' in document ? [] : document.files;
}

function judgeSign(document: SignItem['document'], keys: ReadonlyMap<string, PublicKey>): Said {
  if ('problem' in document) return { verdict: 'invalid', reason: document.problem };
  const [unknown] = document.unknownAlgorithms;
  if (unknown !== undefined) return { verdict: 'unverifiable', reason: `it is made with an algorithm that is not known here: ${unknown}` };
  const key = keys.get(document.fingerprint);
  if (!key) return { verdict: 'unverifiable', reason: `no public key with the fingerprint ${document.fingerprint} was given` };
  const from = `the key from ${key.origin}${validityNote(key, document.completed)}`;
  return signs(key, document)
    ? { verdict: 'valid', reason: `its signature fits, with ${from}` }
    : { verdict: 'invalid', reason: `its signature does not fit the hashes that it states (${from})` };
}

function signs({ key }: PublicKey, { files, signature }: SignDocument): boolean {
  if (!/^([0-9a-f]{2})+$/.test(signature)) return false;
  const text = files.map(({ hash }) => hash).join(' ');
  return verifySignature('sha256', Buffer.from(text, 'utf8'), key, Buffer.from(signature, 'hex'));
}

/** A result file, with the claims on its places and those of them that it fits. */
interface Result {
  file: ResultFile;
  named: Claim[];
  fitting: Claim[];
  judged: Judged;
}

function judgeResults(files: readonly ResultFile[], claims: readonly Claim[]): Result[] {
  const byPlace = grouped(claims, ({ place }) => place);
  const byHash = grouped(claims, ({ hash }) => hash.toLowerCase());
  const firstLook = files.map((file) => {
    const named = claimedPlaces(file).flatMap((place) => byPlace.get(place) ?? []);
    const fitting = named.filter(({ hash }) => hash.toLowerCase() === file.sha256);
    return { file, named, fitting, said: judgeResult(file, named, fitting, byHash.get(file.sha256) ?? []) };
  });
  /** Contents that are attested, each for a place. */
  const attested = new Set(
    firstLook.flatMap(({ file, fitting, said }) =>
      said?.verdict === 'valid' ? fitting.map(({ place }) => `${place} ${file.contentSha256}`) : [],
    ),
  );
  return firstLook.map(({ file, named, fitting, said }) => {
    const { sha256, contentSha256 } = file;
    const alike = said || contentSha256 === '' ? fitting : named.filter(({ place }) => attested.has(`${place} ${contentSha256}`));
    const judged: Judged = { kind: 'result', key: sha256, ...(said ?? judgeUnwrapped(alike.length > 0)) };
    return { file, named, fitting: alike, judged };
  });
}

/** Places under which a sign file may name it: a copy that lost its gzip wrapper may have lost its ending too. */
function claimedPlaces({ encoding, places }: ResultFile): string[] {
  const own = places.map(placeOf);
  return [...new Set(isUnwrapped(encoding) ? own.flatMap((place) => [place, `${place}.gz`]) : own)];
}

/** Null: it lost its wrapper, which judgeUnwrapped takes on. */
function judgeResult({ encoding }: ResultFile, named: readonly Claim[], fitting: readonly Claim[], called: readonly Claim[]): Said | null {
  const names = [...new Set(called.map(({ name }) => name))].sort().join(', ');
  if (named.length === 0) {
    const known = names === '' ? '' : `; by its SHA-256 it is what a sign file calls ${names}`;
    return { verdict: 'unattested', reason: `no sign file in its folder names it${known}` };
  }
  if (fitting.some(({ verdict }) => verdict === 'valid')) return { verdict: 'valid', reason: 'attested' };
  // What a sign file states that is itself invalid contradicts nothing.
  if (named.every(({ verdict }) => verdict === 'invalid'))
    return { verdict: 'unverifiable', reason: 'the sign file that names it is invalid' };
  if (fitting.length > 0) return { verdict: 'unverifiable', reason: 'the sign file that names it could not be verified' };
  if (isUnwrapped(encoding) && named.every(({ name }) => name.endsWith('.gz'))) return null;
  const known = names === '' ? '' : `; it is that of ${names}`;
  return { verdict: 'invalid', reason: `its SHA-256 is not the one that its sign file states${known}` };
}

function judgeUnwrapped(attested: boolean): Said {
  return attested
    ? { verdict: 'valid', reason: 'it was delivered without its gzip wrapper; its content is that of the attested one' }
    : {
        verdict: 'unverifiable',
        reason: 'it was delivered without its gzip wrapper, and its sign file states the SHA-256 of the compressed file',
      };
}

/**
 * Every file that a sign file names and that lies in none of its folders, once. A copy of another attested file in its place does not
 * stand for it.
 */
function missingOf(signItems: readonly SignItem[], claims: readonly Claim[], results: readonly Result[]): Judged[] {
  const answered = new Set(
    results.flatMap(({ judged, named, fitting }) => (judged.verdict === 'valid' ? fitting : named)).map(({ place }) => place),
  );
  const occupied = new Set(results.flatMap(({ named }) => named).map(({ place }) => place));
  const credible = new Set(claims.flatMap(({ place, verdict }) => (verdict === 'invalid' ? [] : [place])));
  const byHash = grouped(results, ({ file }) => file.sha256);
  const missing = new Map<string, Judged>();
  for (const { document, places } of signItems) {
    for (const { name, hash } of namedBy(document)) {
      const wanted = beside(places, name);
      const [place = name] = wanted;
      if (wanted.some((one) => answered.has(one))) continue;
      const by = credible.has(place) ? 'a sign file' : 'a sign file that is invalid';
      const instead = wanted.some((one) => occupied.has(one)) ? '; in its place is a copy of another file' : '';
      const elsewhere = byHash.get(hash.toLowerCase())?.[0]?.file.places[0];
      const known = elsewhere === undefined ? '' : `; a file with the stated SHA-256 is at ${elsewhere}`;
      missing.set(place, { kind: 'result', key: place, verdict: 'missing', reason: `named by ${by}, not in the case${instead}${known}` });
    }
  }
  return [...missing].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, judged]) => judged);
}

/** Nothing compresses it, whatever its letters are. */
export function isUnwrapped(encoding: string): boolean {
  return !/gzip|zstd/.test(encoding);
}

function grouped<T>(list: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of list) {
    const group = groups.get(keyOf(one));
    if (group) group.push(one);
    else groups.set(keyOf(one), [one]);
  }
  return groups;
}
