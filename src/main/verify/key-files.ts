// Files of AWS's public keys that the examiner names.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { TrailcaseError } from '../../shared/errors.ts';
import { readPublicKeys } from './digests/public-keys.ts';
import type { KeyFile } from './verify-worker.ts';

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
  return { origin: `the file ${basename(path)}, SHA-256 ${createHash('sha256').update(content).digest('hex')}`, content };
}

function unreadable(message: string, advice: string, cause?: unknown): TrailcaseError {
  return new TrailcaseError('EVIDENCE_UNREADABLE', message, advice, { cause });
}
