// The verdict on one digest: its place, its signature, and what valid later digests of its chain say of it.
import { verify as verifySignature } from 'node:crypto';
import type { Verdict } from '../../../shared/integrity.ts';
import type { DigestDocument } from './document.ts';
import type { DigestItem, Readable } from './items.ts';
import { samePlace } from './places.ts';
import { type PublicKey, validityNote } from './public-keys.ts';

interface Said {
  verdict: Verdict;
  reason: string;
}

/** @param successors digests that name this one as the one before them, judged already */
export function judgeDigest({ item, document }: Readable, successors: readonly Readable[], keys: Map<string, PublicKey>): Said {
  if (!item.places.some((place) => samePlace(place, document.object))) {
    return { verdict: 'invalid', reason: `it names another place than the one where it was found: ${document.object}` };
  }
  const said = judgeSignature(item, document, successors, keys);
  if (said.verdict !== 'valid') return said;
  for (const successor of successors) {
    const previous = successor.document.previous;
    if (successor.verdict !== 'valid' || previous === null) continue;
    if (item.signature !== null && previous.signature.toLowerCase() !== item.signature)
      return { verdict: 'invalid', reason: 'its signature is another than the one that its successor recorded' };
    if (previous.hash !== null && previous.hash !== item.contentSha256)
      return { verdict: 'invalid', reason: 'its SHA-256 is another than the one that its successor recorded' };
  }
  return said;
}

function judgeSignature(item: DigestItem, document: DigestDocument, successors: readonly Readable[], keys: Map<string, PublicKey>): Said {
  const copies = successors.flatMap(({ document: { previous } }) => (previous ? [previous.signature.toLowerCase()] : []));
  if (item.signature === null && copies.length === 0)
    return { verdict: 'unverifiable', reason: 'no signature of it is in the case: neither a .head.json beside it nor a later digest' };
  const algorithm = [document.signatureAlgorithm, item.signatureAlgorithm ?? ''].find((name) => name !== '' && name !== 'SHA256withRSA');
  if (algorithm !== undefined)
    return { verdict: 'unverifiable', reason: `its signature is of a kind that is not known here: ${algorithm}` };
  const key = keys.get(document.fingerprint);
  if (!key) return { verdict: 'unverifiable', reason: `no public key with the fingerprint ${document.fingerprint} was given` };
  const from = `the key from ${key.origin}${validityNote(key, document.endTime)}`;
  const copyFits = copies.some((signature) => signs(key, signature, item, document));
  if (item.signature !== null) {
    if (signs(key, item.signature, item, document)) return { verdict: 'valid', reason: `its signature fits, with ${from}` };
    return { verdict: 'invalid', reason: `its signature does not fit it${copyFits ? "; its successor's copy does" : ''} (${from})` };
  }
  if (copyFits) return { verdict: 'valid', reason: `its successor's copy of its signature fits, with ${from}` };
  return { verdict: 'invalid', reason: `its successor's copy of its signature does not fit it (${from})` };
}

/** Whether a signature is the key's of that digest. */
export function signs(key: PublicKey, signature: string, item: Pick<DigestItem, 'contentSha256'>, document: DigestDocument): boolean {
  if (!/^([0-9a-f]{2})+$/.test(signature)) return false;
  const previous = document.previous?.signature ?? 'null';
  const text = `${document.endTime}\n${document.bucket}/${document.object}\n${item.contentSha256}\n${previous}`;
  return verifySignature('sha256', Buffer.from(text, 'utf8'), key.key, Buffer.from(signature, 'hex'));
}
