// AWS's public keys, as `aws cloudtrail list-public-keys` prints them. A key file shows consistency, not that AWS issued it:
// where each key came from goes with every verdict.
import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import { isObject } from '../../ingest/json-scan.ts';

export interface PublicKey {
  key: KeyObject;
  /** MD5 of the DER bytes, lower-case hex: by it a digest names its key. */
  fingerprint: string;
  /** In words: the evidence item or the file that the examiner named. */
  origin: string;
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
    return key ? [{ key, fingerprint: createHash('md5').update(der).digest('hex'), origin }] : [];
  });
}

/** AWS delivers PKCS#1; some tools convert to SPKI. */
function readDer(der: Buffer): KeyObject | null {
  for (const type of ['pkcs1', 'spki'] as const) {
    try {
      return createPublicKey({ key: der, format: 'der', type });
    } catch {
      // The other form, or no key at all.
    }
  }
  return null;
}
