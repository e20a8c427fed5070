// The hash that AWS's digests state of a log: of its content, whatever wrapper it was delivered in.
import { createHash } from 'node:crypto';
import type { EvidenceReader } from '../case/evidence.ts';
import { hasMoreMembers } from './gzip-members.ts';

export interface ContentHash {
  /** SHA-256 of the content, lower-case hex. */
  sha256: string;
  /** Another gzip member follows the first: AWS delivers one. */
  moreMembers: boolean;
}

export function contentHash(evidence: EvidenceReader, item: number): ContentHash {
  const hash = createHash('sha256');
  for (const piece of evidence.contentPieces(item)) hash.update(piece);
  const bytes = evidence.isLarge(item) ? null : evidence.bytes(item);
  return { sha256: hash.digest('hex'), moreMembers: bytes !== null && hasMoreMembers(bytes) };
}
