// CloudTrail Lake's result_sign.json: the hashes of the files of one saved query result, and AWS's signature over them.
// Source: AWS, "CloudTrail sign file structure"; "Custom implementations of CloudTrail query result file integrity validation".
import { isObject } from '../../ingest/json-scan.ts';

export interface NamedResult {
  /** A file beside the sign file. The signature does not cover it: whoever holds the sign file can change it. */
  name: string;
  /** SHA-256 of the compressed file, hex as written: the signature is over these letters. */
  hash: string;
}

export interface SignDocument {
  /** In the order of signing. */
  files: NamedResult[];
  /** Lower-case hex. */
  signature: string;
  /** MD5 of the public key, lower-case hex. */
  fingerprint: string;
  /** ISO 8601; '' where it is absent. The signature does not cover it. */
  completed: string;
  /** Algorithms other than those that AWS documents, as they are called; nothing else is known of their signatures. */
  unknownAlgorithms: string[];
}

/** Only this may stand for a hash: «a b» as one value would read like two values, and would be signed alike. */
const SHA256 = /^[0-9a-f]{64}$/i;

/** The document, or in words why the content is none. */
export function readSignFile(content: Buffer): SignDocument | { problem: string } {
  let value: unknown;
  try {
    value = JSON.parse(content.toString('utf8'));
  } catch {
    return { problem: 'it is not JSON' };
  }
  if (!isObject(value)) return { problem: 'it is not a JSON object' };
  const { files: list, hashSignature, publicKeyFingerprint, queryCompleteTime } = value;
  if (typeof hashSignature !== 'string') return { problem: 'its hashSignature is missing' };
  if (typeof publicKeyFingerprint !== 'string') return { problem: 'its publicKeyFingerprint is missing' };
  if (!Array.isArray(list)) return { problem: 'its files is missing' };
  if (list.length === 0) return { problem: 'it names no result file' };
  const files: NamedResult[] = [];
  const algorithms: [known: string, said: unknown][] = [['SHA256withRSA', value.signatureAlgorithm ?? value.hashSignatureAlgorithm]];
  for (const [i, entry] of list.entries()) {
    if (!isObject(entry) || typeof entry.fileName !== 'string') return { problem: `its file ${i + 1} has no fileName` };
    if (typeof entry.fileHashValue !== 'string' || !SHA256.test(entry.fileHashValue))
      return { problem: `the fileHashValue of its file ${i + 1} is no SHA-256` };
    files.push({ name: entry.fileName, hash: entry.fileHashValue });
    algorithms.push(['SHA-256', entry.hashAlgorithm ?? value.hashAlgorithm]);
  }
  const unknown = algorithms.flatMap(([known, said]) => (typeof said === 'string' && said !== known ? [said] : []));
  return {
    files,
    signature: hashSignature.toLowerCase(),
    fingerprint: publicKeyFingerprint.toLowerCase(),
    completed: typeof queryCompleteTime === 'string' ? queryCompleteTime : '',
    unknownAlgorithms: [...new Set(unknown)],
  };
}
