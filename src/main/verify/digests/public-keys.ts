// AWS's public keys, as `aws cloudtrail list-public-keys` prints them. A key file shows consistency, not that AWS issued it:
// where each key came from goes with every verdict.
import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import { isObject } from '../../ingest/json-scan.ts';

export interface PublicKey {
  key: KeyObject;
  /** MD5 of the DER bytes, lower-case hex: by it a digest names its key. */
  fingerprint: string;
  /** The same of the other form in which the key can be written: a list may have been converted. */
  aliases: string[];
  /** In words: the evidence item or the file that the examiner named. */
  origin: string;
  /** As the list states them; null where it does not. */
  validFrom: string | null;
  validTo: string | null;
}

/** Keys by every fingerprint by which a digest may name them; of one that is there twice, the first counts. */
export function keysByName(keys: readonly PublicKey[]): Map<string, PublicKey> {
  return new Map(keys.toReversed().flatMap((key) => [key.fingerprint, ...key.aliases].map((name) => [name, key] as const)));
}

/**
 * A note, to follow the key's origin, where the list of keys says that this key was not in use then; else ''.
 * @param time ISO 8601, of what was signed
 */
export function validityNote({ validFrom, validTo }: PublicKey, time: string): string {
  const at = Date.parse(time);
  const outside = at < Date.parse(validFrom ?? '') || at > Date.parse(validTo ?? '');
  return outside ? `, which its list gives as valid from ${validFrom} to ${validTo}` : '';
}

/** Keys in one file; entries that cannot be read as a key are left out. */
export function readPublicKeys(content: Buffer, origin: string): PublicKey[] {
  let value: unknown;
  try {
    value = JSON.parse(content.toString('utf8'));
  } catch {
    return [];
  }
  const list = isObject(value) && Array.isArray(value.PublicKeyList) ? value.PublicKeyList : [];
  return list.flatMap((entry) => {
    if (!isObject(entry) || typeof entry.Value !== 'string') return [];
    const der = Buffer.from(entry.Value, 'base64');
    const key = readDer(der);
    if (!key) return [];
    const md5 = (bytes: Buffer): string => createHash('md5').update(bytes).digest('hex');
    const fingerprint = md5(der);
    const aliases = formsOf(key)
      .map(md5)
      .filter((name) => name !== fingerprint);
    return [{ key, fingerprint, aliases, origin, validFrom: timeOf(entry.ValidityStartTime), validTo: timeOf(entry.ValidityEndTime) }];
  });
}

/** The AWS CLI prints ISO 8601 or, in older versions, seconds since the epoch. */
function timeOf(value: unknown): string | null {
  if (typeof value === 'string') return value;
  return typeof value === 'number' && Number.isFinite(value) && Math.abs(value) < 1e11 ? new Date(value * 1000).toISOString() : null;
}

/** AWS delivers PKCS#1; some tools convert to SPKI. */
function readDer(der: Buffer): KeyObject | null {
  for (const type of ['pkcs1', 'spki'] as const) {
    try {
      const key = createPublicKey({ key: der, format: 'der', type });
      // AWS signs with RSA: another key verifies nothing, and trying it would throw.
      if (key.asymmetricKeyType === 'rsa') return key;
    } catch {
      // The other form, or no key at all.
    }
  }
  return null;
}

/** `rsaEncryption` with its NULL parameter, as it stands in a SubjectPublicKeyInfo: RFC 3279, 2.3.1. */
const RSA = Buffer.from('300d06092a864886f70d0101010500', 'hex');

/** An RSA key as SubjectPublicKeyInfo, and as PKCS#1, which is what the bit string in it holds. (Node's own export as PKCS#1 fails for some keys.) */
function formsOf(key: KeyObject): Buffer[] {
  const spki = key.export({ type: 'spki', format: 'der' });
  const algorithm = spki.indexOf(RSA);
  if (algorithm < 0) return [spki];
  const bits = algorithm + RSA.length;
  const length = spki[bits + 1] ?? 0;
  // Tag, length in one byte or in several, and the number of unused bits.
  return [spki, spki.subarray(bits + 2 + (length & 0x80 ? length & 0x7f : 0) + 1)];
}
