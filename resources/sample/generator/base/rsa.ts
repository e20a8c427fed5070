// Throw-away signing keys of the sample. They are derived from public names in this file, so they protect nothing,
// belong to nobody and were made for the sample only: no private key is committed, and AWS never used any of these.
import { checkPrimeSync, createHash, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';

const EXPONENT = 65537n;

export interface SigningKey {
  privateKey: KeyObject;
  /** PKCS#1 DER, the form that `aws cloudtrail list-public-keys` prints. */
  publicDer: Buffer;
  /** Lower-case hex MD5 of the DER, as AWS names its keys. */
  fingerprint: string;
}

/** The 2048-bit key of one region: the primes are the first that follow from the region's name. */
export function signingKey(region: string): SigningKey {
  const p = prime(`${region}/p`);
  const q = prime(`${region}/q`);
  const d = inverse(EXPONENT, (p - 1n) * (q - 1n));
  const jwk = {
    kty: 'RSA',
    n: b64(p * q),
    e: b64(EXPONENT),
    d: b64(d),
    p: b64(p),
    q: b64(q),
    dp: b64(d % (p - 1n)),
    dq: b64(d % (q - 1n)),
    qi: b64(inverse(q, p)),
  };
  const privateKey = createPrivateKey({ key: jwk, format: 'jwk' });
  const publicDer = createPublicKey(privateKey).export({ type: 'pkcs1', format: 'der' });
  return { privateKey, publicDer, fingerprint: createHash('md5').update(publicDer).digest('hex') };
}

/** The first prime at or after a 1024-bit number made of SHA-256 blocks of the name. */
function prime(name: string): bigint {
  const blocks = [0, 1, 2, 3].map((n) => createHash('sha256').update(`sample key, not a secret/${name}/${n}`).digest());
  // The two top bits make the product of two primes exactly 2048 bits long.
  let candidate = BigInt(`0x${Buffer.concat(blocks).toString('hex')}`) | (3n << 1022n) | 1n;
  while (candidate % EXPONENT === 1n || !checkPrimeSync(candidate)) candidate += 2n;
  return candidate;
}

function inverse(value: bigint, modulus: bigint): bigint {
  let [r, next] = [modulus, value % modulus];
  let [t, nextT] = [0n, 1n];
  while (next !== 0n) {
    const quotient = r / next;
    [r, next] = [next, r - quotient * next];
    [t, nextT] = [nextT, t - quotient * nextT];
  }
  return t < 0n ? t + modulus : t;
}

function b64(value: bigint): string {
  const hex = value.toString(16);
  return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex').toString('base64url');
}
