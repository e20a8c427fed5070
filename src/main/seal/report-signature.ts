// The signature of a report as a file beside it: a text that says which file of which case it is, signed with the examiner's key, in blocks that
// openssl reads. Ed25519 and the stated time make it the same bytes each time.
import { createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { block, blockOf, PUBLIC_KEY } from './detached.ts';
import { fingerprintOf, type SigningKey } from './signing-key.ts';
import { oneLine } from './statement.ts';

const TITLE = 'Trailcase report, version 1';
const SIGNATURE = 'TRAILCASE REPORT SIGNATURE';

/** Longest that is read of such a file: it has some 1,000 characters. */
export const LONGEST_SIGNATURE = 64 * 1024;

interface SignedFile {
  /** Without folders. */
  name: string;
  /** Lower-case hex. */
  sha256: string;
  caseId: string;
  /** Custody entry as of which the report tells the case; 0 for an empty log. */
  entry: number;
  /** ms UTC, as the report states it; null where it states none. */
  stated: number | null;
}

interface ReportSignature extends SignedFile {
  statement: string;
  /** SHA-256 of the public key (DER, SubjectPublicKeyInfo). */
  fingerprint: string;
  /** By that key, over the statement, and the statement names the key. */
  isGenuine: boolean;
}

/** `report.html.sig` beside `report.html`. */
export const signaturePath = (file: string): string => `${file}.sig`;

/** Text of the file. */
export function signReport(file: SignedFile, { key, publicKey }: SigningKey): string {
  const statement = writeStatement(file, fingerprintOf(publicKey));
  return `${statement}\n${block(SIGNATURE, sign(null, Buffer.from(statement, 'utf8'), key))}${block(PUBLIC_KEY, publicKey)}`;
}

/** What such a file says, and whether its signature fits; null when it is none. Line ends that a mail programme changed are put right. */
export function readReportSignature(text: string): ReportSignature | null {
  if (text.length > LONGEST_SIGNATURE) return null;
  const plain = text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');
  const end = plain.indexOf('\n\n');
  const signature = blockOf(plain, SIGNATURE);
  const publicKey = blockOf(plain, PUBLIC_KEY);
  if (end < 0 || signature === null || publicKey === null) return null;
  const statement = plain.slice(0, end + 1);
  const file = readStatement(statement);
  if (file === null) return null;
  const key = ed25519(publicKey);
  const fingerprint = fingerprintOf(publicKey);
  const isGenuine =
    key !== null &&
    file.fingerprint === fingerprint &&
    signature.length === 64 &&
    verify(null, Buffer.from(statement, 'utf8'), key, signature);
  return { ...file, statement, fingerprint, isGenuine };
}

function writeStatement({ name, sha256, caseId, entry, stated }: SignedFile, fingerprint: string): string {
  const lines: [string, string | number][] = [
    ['file', name],
    ['sha256', sha256],
    ['case', caseId],
    ['custody-entry', entry],
    ['stated', stated === null ? '' : new Date(stated).toISOString()],
    ['key', fingerprint],
  ];
  return `${TITLE}\n${lines.map(([label, value]) => `${label}: ${oneLine(String(value))}\n`).join('')}`;
}

/** Null when it is none that this version writes, to the letter. */
function readStatement(text: string): (SignedFile & { fingerprint: string }) | null {
  const words = text.split('\n').map((line) => line.slice(line.indexOf(': ') + 2));
  const [, name = '', sha256 = '', caseId = '', entry = '', stated = '', fingerprint = ''] = words;
  const at = stated === '' ? null : Date.parse(stated);
  if (!/^[0-9a-f]{64}$/.test(sha256) || !/^\d{1,15}$/.test(entry) || Number.isNaN(at)) return null;
  const file = { name, sha256, caseId, entry: Number(entry), stated: at };
  return writeStatement(file, fingerprint) === text ? { ...file, fingerprint } : null;
}

function ed25519(der: Buffer): KeyObject | null {
  try {
    const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
    return key.asymmetricKeyType === 'ed25519' ? key : null;
  } catch {
    return null;
  }
}
