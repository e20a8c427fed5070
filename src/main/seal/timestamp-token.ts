// A time stamp token taken apart: what it says, who signed it, and the bytes of that certificate.
// Source of the form: RFC 3161, 2.4.2; RFC 5652, 5 (signed data); RFC 5816 (the certificate's second identifier).
import { X509Certificate } from 'node:crypto';
import { type BaseBlock, fromBER, type Integer, Null, type OctetString, Sequence } from 'asn1js';
import {
  type AlgorithmIdentifier,
  type Attribute,
  type Certificate,
  ContentInfo,
  IssuerAndSerialNumber,
  id_eContentType_TSTInfo,
  SignedData,
  type SignerInfo,
  TSTInfo,
} from 'pkijs';
import { isOneValue } from './asn1-lengths.ts';

export interface Token {
  signed: SignedData;
  signer: SignerInfo;
  info: TSTInfo;
  /** ms UTC. */
  at: number;
  /** ms; null where the authority states none. */
  accuracyMs: number | null;
  /** Of the token, lower-case hex. */
  serial: string;
  nonce: bigint | null;
}

/** Takes a token apart; nothing is judged. Errors: any Error, in words why the bytes are no token. */
export function readToken(der: Buffer): Token {
  const contentInfo = new ContentInfo({ schema: whole(der) });
  if (contentInfo.contentType !== ContentInfo.SIGNED_DATA) throw new Error('it is not signed data');
  const signed = new SignedData({ schema: contentInfo.content });
  const { eContentType, eContent } = signed.encapContentInfo;
  if (eContentType !== id_eContentType_TSTInfo || !eContent) throw new Error('what it signs is no time stamp');
  const [signer, another] = signed.signerInfos;
  // RFC 3161, 2.4.2: no signature but that of the authority.
  if (!signer || another) throw new Error('it has not exactly one signature');
  if (!isPlain(signed, signer)) throw new Error('its versions or algorithms are not those of a time stamp');
  const content = Buffer.from(eContent.getValue());
  const schema = whole(content);
  const info = new TSTInfo({ schema });
  const { accuracy } = info;
  return {
    signed,
    signer,
    info,

    at: timeOf(schema),
    accuracyMs: accuracy ? (accuracy.seconds ?? 0) * 1000 + (accuracy.millis ?? 0) + (accuracy.micros ?? 0) / 1000 : null,
    serial: info.serialNumber.toBigInt().toString(16),
    nonce: (info.nonce as Integer | undefined)?.toBigInt() ?? null,
  };
}

/** What no signature covers and has one right form only: RFC 5652, 5.1, 5.3 and 11; RFC 5754, 2 (hashes with NULL or nothing). */
function isPlain({ version, digestAlgorithms }: SignedData, signer: SignerInfo): boolean {
  const bare = ({ algorithmParams }: AlgorithmIdentifier): boolean => algorithmParams === undefined || algorithmParams instanceof Null;
  return (
    version === 3 &&
    signer.version === (signer.sid instanceof IssuerAndSerialNumber ? 1 : 3) &&
    [...digestAlgorithms, signer.digestAlgorithm].every(bare) &&
    digestAlgorithms.some(({ algorithmId }) => algorithmId === signer.digestAlgorithm.algorithmId) &&
    (bare(signer.signatureAlgorithm) || signer.signatureAlgorithm.algorithmId === RSA_PSS)
  );
}

/** The one signature algorithm that says more about itself than its name. */
export const RSA_PSS = '1.2.840.113549.1.1.10';

/** One value of ASN.1 that takes all of the bytes. */
function whole(der: Buffer): BaseBlock {
  const { offset, result } = fromBER(Uint8Array.from(der));
  if (offset === -1) throw new Error(result.error || 'it is not ASN.1');
  if (!isOneValue(der)) throw new Error('its lengths do not fit into one another');
  return result;
}

/** The time, ms UTC. Read here because the library takes times without Z, which RFC 3161 forbids, for times of this machine's zone. */
function timeOf(info: BaseBlock): number {
  const field = info instanceof Sequence ? (info.valueBlock.value[4] as OctetString | undefined) : undefined;
  const text = field ? Buffer.from(field.valueBlock.valueHexView).toString('latin1') : '';
  const [, year, month, day, hour, minute, second, fraction = ''] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\.\d+)?Z$/.exec(text) ?? [];
  const at = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}${fraction.slice(0, 4)}Z`);
  if (Number.isNaN(at)) throw new Error('its time is not written as RFC 3161 demands');
  return at;
}

/** A certificate of the token as it stands there, byte for byte; null where it is none of the token's. */
export function certificateBytes(token: Buffer, { signed }: Token, certificate: Certificate): X509Certificate | null {
  const at = (signed.certificates ?? []).indexOf(certificate);
  const set = certificateSet(whole(token));
  const der = at < 0 ? undefined : set[at];
  return der ? new X509Certificate(Buffer.from(der.valueBeforeDecodeView)) : null;
}

/** ContentInfo, [0], SignedData, [0]: the library keeps no certificate's bytes once it has read it. */
function certificateSet(contentInfo: BaseBlock): BaseBlock[] {
  const signedData = children(children(children(contentInfo)[1])[0]);
  return children(signedData.find(({ idBlock }) => idBlock.tagClass === 3 && idBlock.tagNumber === 0));
}

function children(block: BaseBlock | undefined): BaseBlock[] {
  return ((block?.valueBlock as { value?: BaseBlock[] } | undefined)?.value ?? []) as BaseBlock[];
}

/** The one value of a signed attribute; null where it is absent, repeated or has more. */
export function attributeValue({ signedAttrs }: SignerInfo, type: string): BaseBlock | null {
  const found = (signedAttrs?.attributes ?? []).filter((attribute: Attribute) => attribute.type === type);
  const values = (found[0]?.values ?? []) as BaseBlock[];
  return found.length === 1 && values.length === 1 ? (values[0] ?? null) : null;
}

const SHA1 = '1.3.14.3.2.26';

interface CertificateHash {
  /** OID. */
  algorithm: string;
  hash: Buffer;
}

/** ESSCertID and ESSCertIDv2 (RFC 2634, 5.4; RFC 5035, 4): the signed hash of the signer's certificate; several where both are there. */
export function signedCertificateHashes(signer: SignerInfo): CertificateHash[] {
  return ['1.2.840.113549.1.9.16.2.12', '1.2.840.113549.1.9.16.2.47'].flatMap((type, version) => {
    const value = attributeValue(signer, type);
    if (!value) return [];
    // SigningCertificate, certs, the first: it is the signer's. Its hash stands first, or after an algorithm other than the default.
    const [first, second] = children(children(children(value)[0])[0]);
    const algorithm = first instanceof Sequence ? String(children(first)[0]?.valueBlock) : version === 0 ? SHA1 : SHA256;
    const hash = (first instanceof Sequence ? second : first) as OctetString | undefined;
    return [{ algorithm, hash: Buffer.from(hash?.valueBlock.valueHexView ?? []) }];
  });
}

export const SHA256 = '2.16.840.1.101.3.4.2.1';

/** Names that node:crypto knows, by OID. */
export const HASHES: ReadonlyMap<string, string> = new Map([
  [SHA1, 'sha1'],
  [SHA256, 'sha256'],
  ['2.16.840.1.101.3.4.2.2', 'sha384'],
  ['2.16.840.1.101.3.4.2.3', 'sha512'],
]);
