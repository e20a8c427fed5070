// The key with which a seal is signed: Ed25519, kept by the examiner as PKCS#8 protected by a passphrase, or made for one seal and thrown away.
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { TrailcaseError } from '../../shared/errors.ts';

export interface SigningKey {
  key: KeyObject;
  /** DER, SubjectPublicKeyInfo. */
  publicKey: Buffer;
  oneTime: boolean;
  /** Whether a passphrase protects it where it is kept. */
  isProtected: boolean;
}

export function oneTimeKey(): SigningKey {
  return signingKey(generateKeyPairSync('ed25519').privateKey, true, false);
}

/**
 * Makes a key and writes it to a new file that only its owner may read.
 * Errors: OUTPUT_EXISTS, OUTPUT_UNWRITABLE, SEAL_KEY_UNUSABLE without a passphrase.
 */
export function makeKey(path: string, passphrase: string): SigningKey {
  if (passphrase === '') throw unusable('A new key needs a passphrase', 'Give one: who finds the file could seal in your name without it.');
  const { privateKey } = generateKeyPairSync('ed25519');
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase });
  let file: number;
  try {
    file = openSync(path, 'wx', 0o600);
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code === 'EEXIST')
      throw new TrailcaseError('OUTPUT_EXISTS', `${path} exists already`, 'Use it as it is, or choose another name for the new key.');
    throw new TrailcaseError('OUTPUT_UNWRITABLE', `${path} cannot be written: ${message}`, 'Choose a folder that can be written.', {
      cause,
    });
  }
  try {
    writeSync(file, pem as string);
  } finally {
    closeSync(file);
  }
  return signingKey(privateKey, false, true);
}

/** Whether the file holds a key that needs a passphrase. Errors: SEAL_KEY_UNUSABLE when it cannot be read. */
export function needsPassphrase(path: string): boolean {
  return /-----BEGIN ENCRYPTED PRIVATE KEY-----|^Proc-Type: 4,ENCRYPTED/m.test(readKeyFile(path));
}

/** Reads a key. Errors: SEAL_KEY_UNUSABLE. */
export function readKey(path: string, passphrase: string): SigningKey {
  const pem = readKeyFile(path);
  const isProtected = needsPassphrase(path);
  let key: KeyObject;
  try {
    key = createPrivateKey({ key: pem, format: 'pem', ...(isProtected && { passphrase }) });
  } catch (cause) {
    throw unusable(
      isProtected ? `The key in ${path} does not open with this passphrase` : `${path} holds no private key`,
      isProtected ? 'Check the passphrase.' : 'Give a PEM file with an Ed25519 key in PKCS#8.',
      cause,
    );
  }
  if (key.asymmetricKeyType !== 'ed25519')
    throw unusable(`The key in ${path} is of the kind ${key.asymmetricKeyType}`, 'Seals are signed with Ed25519: make such a key.');
  return signingKey(key, false, isProtected);
}

/** SHA-256 of a public key, lower-case hex. */
export function fingerprintOf(publicKey: Buffer): string {
  return createHash('sha256').update(publicKey).digest('hex');
}

function signingKey(key: KeyObject, oneTime: boolean, isProtected: boolean): SigningKey {
  return { key, publicKey: createPublicKey(key).export({ type: 'spki', format: 'der' }), oneTime, isProtected };
}

function readKeyFile(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch (cause) {
    throw unusable(`The key ${path} cannot be read: ${(cause as Error).message}`, 'Check the path, or make a new key.', cause);
  }
}

function unusable(message: string, advice: string, cause?: unknown): TrailcaseError {
  return new TrailcaseError('SEAL_KEY_UNUSABLE', message, advice, { cause });
}
