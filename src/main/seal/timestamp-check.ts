// Whether a time stamp is of these bytes, and what it says: judged offline, from the token alone.
// Sources: RFC 3161, 2.2 to 2.4; RFC 5652, 5.4 and 11; RFC 5035, 5 (which certificate was meant).
import { createHash, type X509Certificate } from 'node:crypto';
import { type BaseBlock, ObjectIdentifier } from 'asn1js';
import { Certificate, type ExtKeyUsage, id_ExtKeyUsage, id_eContentType_TSTInfo, RSASSAPSSParams, type SignerInfo } from 'pkijs';
import { attributeValue, certificateBytes, HASHES, RSA_PSS, readToken, signedCertificateHashes, type Token } from './timestamp-token.ts';

export interface TimestampCheck {
  /** When the authority says that it had the imprint, ms UTC; null where the bytes say no time. */
  at: number | null;
  /** How far from `at` it may have been, ms; null where the authority does not say. */
  accuracyMs: number | null;
  /** Subject of the signing certificate, in one line; '' where the token holds none. */
  authority: string;
  /** SHA-256 of that certificate, lower-case hex. */
  certificateSha256: string | null;
  /** Of the token, lower-case hex; '' where it cannot be read. */
  serial: string;
  ok: boolean;
  /** In words, of either outcome. */
  reason: string;
}

const NOTHING: TimestampCheck = { at: null, accuracyMs: null, authority: '', certificateSha256: null, serial: '', ok: false, reason: '' };

const FITS =
  'it is of these bytes, and its signature fits the certificate in it; whether that authority is to be trusted was not judged here';

/**
 * Checks a token against the bytes that it is to be of. Whether its authority is to be trusted is not judged: that takes a certificate
 * from elsewhere. Any bytes are taken; nothing is thrown.
 */
export async function checkTimestamp(token: Buffer, data: Buffer): Promise<TimestampCheck> {
  let read: Token;
  try {
    read = readToken(token);
  } catch (error) {
    return { ...NOTHING, reason: `it cannot be read as a time stamp: ${wordsOf(error)}` };
  }
  const said: TimestampCheck = { ...NOTHING, at: read.at, accuracyMs: read.accuracyMs, serial: read.serial };
  try {
    const { certificate, problem } = await verifySignature(read, data);
    const bytes = certificate && certificateBytes(token, read, certificate);
    if (certificate && bytes) {
      said.authority = bytes.subject.split('\n').join(', ');
      said.certificateSha256 = createHash('sha256').update(bytes.raw).digest('hex');
    }
    const reason =
      imprintProblem(read, data) ??
      problem ??
      (certificate && bytes ? (attributesProblem(read, bytes) ?? certificateProblem(read, certificate, bytes)) : 'it holds no certificate');
    return { ...said, ok: reason === null, reason: reason ?? FITS };
  } catch (error) {
    return { ...said, reason: `it could not be checked: ${wordsOf(error)}` };
  }
}

function imprintProblem({ info }: Token, data: Buffer): string | null {
  const { hashAlgorithm, hashedMessage } = info.messageImprint;
  const hash = HASHES.get(hashAlgorithm.algorithmId);
  if (!hash || hash === 'sha1') return 'its imprint is made with another hash than SHA-256, SHA-384 or SHA-512';
  const wanted = createHash(hash).update(data).digest();
  return wanted.equals(Buffer.from(hashedMessage.valueBlock.valueHexView)) ? null : 'it is the time stamp of other bytes';
}

/** By the library; its certificate is that which the signature names, whether it fits or not. */
async function verifySignature(
  { signed, signer }: Token,
  data: Buffer,
): Promise<{ certificate: Certificate | null; problem: string | null }> {
  const result = await signed.verify({ signer: 0, data: Uint8Array.from(data).buffer, extendedMode: true }).catch((error) => error);
  const certificate = result.signerCertificate instanceof Certificate ? result.signerCertificate : null;
  // Code 3: no certificate of that issuer and number.
  if (result.code === 3 || result.code === 2) return { certificate, problem: 'the certificate of its signer is not in it' };
  if (result instanceof Error) return { certificate, problem: `its signature could not be checked: ${wordsOf(result)}` };
  if (result.signatureVerified !== true) return { certificate, problem: 'its signature does not fit' };
  return {
    certificate,
    problem: STRONG.has(signatureHash(signer)) ? null : 'it is signed with another hash than SHA-256, SHA-384 or SHA-512',
  };
}

/** Where a signature algorithm says no hash of its own, it is that of the message digest. */
function signatureHash({ signatureAlgorithm, digestAlgorithm }: SignerInfo): string {
  const { algorithmId, algorithmParams } = signatureAlgorithm;
  if (!STRONG.has(digestAlgorithm.algorithmId)) return digestAlgorithm.algorithmId;
  if (algorithmId === RSA) return digestAlgorithm.algorithmId;
  if (algorithmId === RSA_PSS) return new RSASSAPSSParams({ schema: algorithmParams }).hashAlgorithm.algorithmId;
  return algorithmId;
}

const RSA = '1.2.840.113549.1.1.1';

/** Hashes, and the signature algorithms that name one of them: RSA with SHA-256, -384, -512, then ECDSA. */
const STRONG: ReadonlySet<string> = new Set([
  ...[...HASHES].flatMap(([oid, name]) => (name === 'sha1' ? [] : [oid])),
  ...[11, 12, 13].map((n) => `1.2.840.113549.1.1.${n}`),
  ...[2, 3, 4].map((n) => `1.2.840.10045.4.3.${n}`),
]);

/** What the library leaves open: that the signed attributes are of a time stamp, are there once, and mean this very certificate. */
function attributesProblem({ signer }: Token, certificate: X509Certificate): string | null {
  if (oidOf(attributeValue(signer, '1.2.840.113549.1.9.3')) !== id_eContentType_TSTInfo || !attributeValue(signer, '1.2.840.113549.1.9.4'))
    return 'its signed attributes are not those of a time stamp';
  const hashes = signedCertificateHashes(signer);
  if (hashes.length === 0) return 'its signature does not say which certificate it was made with';
  const meant = hashes.every(({ algorithm, hash }) => {
    const name = HASHES.get(algorithm);
    return name !== undefined && createHash(name).update(certificate.raw).digest().equals(hash);
  });
  return meant ? null : 'its signature was made with another certificate than the one in it';
}

function oidOf(value: BaseBlock | null): string | null {
  return value instanceof ObjectIdentifier ? value.valueBlock.toString() : null;
}

/** RFC 3161, 2.3: a key for time stamps and for nothing else, said in a critical extension. */
function certificateProblem({ at }: Token, { extensions }: Certificate, { validFromDate, validToDate }: X509Certificate): string | null {
  const usage = (extensions ?? []).find(({ extnID }) => extnID === id_ExtKeyUsage);
  const purposes = (usage?.parsedValue as ExtKeyUsage | undefined)?.keyPurposes ?? [];
  if (!usage?.critical || purposes.length !== 1 || purposes[0] !== TIME_STAMPING)
    return 'its certificate is not one for time stamps (the extended key usage timeStamping, critical and alone)';
  return at >= validFromDate.getTime() && at <= validToDate.getTime() ? null : 'its certificate was not valid at the time that it states';
}

/** id-kp-timeStamping */
const TIME_STAMPING = '1.3.6.1.5.5.7.3.8';

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
