// Files of AWS's public keys that the examiner names.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { TrailcaseError } from '../../shared/errors.ts';
import { readPublicKeys } from './digests/public-keys.ts';

/** Public keys that the examiner named. */
export interface KeyFile {
  /** Without folders. */
  name: string;
  /** In words, with the name and the hash. */
  origin: string;
  content: Uint8Array;
}

/** Reads a file of keys, and says where they came from. Errors: EVIDENCE_UNREADABLE, also when there is no key in it. */
export function readKeyFile(path: string): KeyFile {
  let content: Buffer;
  try {
    content = readFileSync(path);
  } catch (cause) {
    throw unreadable(`The keys at ${path} cannot be read: ${(cause as Error).message}`, 'Check the path.', cause);
  }
  if (readPublicKeys(content, '').length === 0)
    throw unreadable(`There is no public key in ${path}`, 'Give what `aws cloudtrail list-public-keys` prints, as JSON.');
  return keyFileOf(basename(path), content);
}

/** @param name without folders */
export function keyFileOf(name: string, content: Uint8Array): KeyFile {
  return { name, origin: `the file ${name}, SHA-256 ${createHash('sha256').update(content).digest('hex')}`, content };
}

/** Name and SHA-256 out of such an origin; null where it is another, as of keys in the evidence. */
export function keyFileIn(origin: string): { name: string; sha256: string } | null {
  const [, name, sha256] = /^the file (.*), SHA-256 ([0-9a-f]{64})$/s.exec(origin) ?? [];
  return name === undefined || sha256 === undefined ? null : { name, sha256 };
}

function unreadable(message: string, advice: string, cause?: unknown): TrailcaseError {
  return new TrailcaseError('EVIDENCE_UNREADABLE', message, advice, { cause });
}
