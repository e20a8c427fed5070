// A seal as a file of its own: the statement, then what is needed to check it, in blocks that openssl reads.

export interface SignedSeal {
  /** Text that is signed. */
  statement: string;
  /** Ed25519, 64 bytes. */
  signature: Buffer;
  /** DER, SubjectPublicKeyInfo. */
  publicKey: Buffer;
  /** DER of an RFC 3161 token over the bytes of the signature. */
  timestamp: Buffer | null;
}

const SIGNATURE = 'TRAILCASE SEAL SIGNATURE';
export const PUBLIC_KEY = 'PUBLIC KEY';
const TIMESTAMP = 'TRAILCASE SEAL TIMESTAMP';

export function writeDetached({ statement, signature, publicKey, timestamp }: SignedSeal): string {
  const blocks = [block(SIGNATURE, signature), block(PUBLIC_KEY, publicKey), ...(timestamp ? [block(TIMESTAMP, timestamp)] : [])];
  return `${statement}\n${blocks.join('')}`;
}

/** The seal in a file; null when it holds none. Line ends that a mail programme changed are put right. */
export function readDetached(text: string): SignedSeal | null {
  const plain = text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');
  const end = plain.indexOf('\n\n');
  const signature = blockOf(plain, SIGNATURE);
  const publicKey = blockOf(plain, PUBLIC_KEY);
  if (end < 0 || signature === null || publicKey === null) return null;
  return { statement: plain.slice(0, end + 1), signature, publicKey, timestamp: blockOf(plain, TIMESTAMP) };
}

/** Bytes as openssl and people read them. */
export function block(name: string, bytes: Buffer): string {
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${name}-----\n${lines.join('\n')}\n-----END ${name}-----\n`;
}

export function blockOf(text: string, name: string): Buffer | null {
  const found = new RegExp(`^-----BEGIN ${name}-----\n([A-Za-z0-9+/=\n]*)-----END ${name}-----$`, 'm').exec(text);
  return found ? Buffer.from(found[1] as string, 'base64') : null;
}
