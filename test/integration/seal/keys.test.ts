// Keys with which seals are signed: made by Trailcase or by openssl, protected or not, and those that are refused.
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { caseOf, copyOf } from '../../helpers/cases.ts';
import { cli, cliJson } from '../../helpers/cli-here.ts';
import { folderOf, sha256, sha256OfFile, temporaryFolder } from '../../helpers/folder.ts';
import { trail } from '../../helpers/trail.ts';

const PASSPHRASE = 'correct horse „battery" staple';

let path: string;
let folder: string;

/** Runs openssl in the folder of the keys. */
const openssl = (...args: string[]): Buffer => execFileSync('openssl', args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
const fingerprint = (key: string, ...how: string[]): string => sha256(openssl('pkey', '-in', key, ...how, '-pubout', '-outform', 'DER'));

beforeAll(async () => {
  path = (await caseOf([folderOf({ 'a.json.gz': trail().events(3).gz() })])).path;
  folder = temporaryFolder();
  writeFileSync(join(folder, 'passphrase'), `${PASSPHRASE}\nanother line\n`);
  writeFileSync(join(folder, 'wrong'), 'incorrect\n');
  openssl('genpkey', '-algorithm', 'ed25519', '-out', 'plain.pem');
  openssl('pkcs8', '-topk8', '-v2', 'aes-256-cbc', '-in', 'plain.pem', '-passout', `pass:${PASSPHRASE}`, '-out', 'protected.pem');
  openssl('genpkey', '-algorithm', 'rsa', '-pkeyopt', 'rsa_keygen_bits:2048', '-out', 'rsa.pem');
  openssl('genpkey', '-algorithm', 'ed448', '-out', 'ed448.pem');
  openssl('pkey', '-in', 'plain.pem', '-pubout', '-out', 'public.pem');
  writeFileSync(join(folder, 'text.pem'), 'not a key\n');
});

/** Seals a copy with a key of the folder, and has it verified with what is to be kept elsewhere. */
async function sealsWith(key: string, ...more: string[]): Promise<any> {
  const copy = copyOf(path);
  const { status, value, stderr } = await cliJson(['seal', copy, '--key', join(folder, key), ...more, '--no-verify']);
  expect({ status, oneTimeKey: value.seal.oneTimeKey }).toEqual({ status: 0, oneTimeKey: false });
  const verified = await cliJson(['verify', copy, '--seal', value.path, '--fingerprint', value.seal.fingerprint]);
  expect(verified).toMatchObject({ status: 0, value: { ok: true, seals: [{ ok: true, fingerprint: value.seal.fingerprint }] } });
  return { ...value, stderr };
}

describe('a key of the examiner’s', () => {
  test('made by --make-key: only its owner may read it, and openssl opens it with the passphrase alone', async () => {
    const made = await sealsWith('made.pem', '--make-key', '--passphrase-file', join(folder, 'passphrase'));
    expect(statSync(join(folder, 'made.pem')).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(folder, 'made.pem'), 'utf8')).toMatch(/^-----BEGIN ENCRYPTED PRIVATE KEY-----\n/);
    expect(fingerprint('made.pem', '-passin', `pass:${PASSPHRASE}`)).toBe(made.seal.fingerprint);
    expect(spawnSync('openssl', ['pkey', '-in', 'made.pem', '-passin', 'pass:wrong', '-noout'], { cwd: folder }).status).not.toBe(0);
    expect(made.stderr).toBe('');
    // It is there now: it serves again, and is not made over.
    const before = sha256OfFile(join(folder, 'made.pem'));
    const again = await sealsWith('made.pem', '--passphrase-file', join(folder, 'passphrase'));
    expect(again.seal.fingerprint).toBe(made.seal.fingerprint);
    const over = await cli([
      'seal',
      path,
      '--key',
      join(folder, 'made.pem'),
      '--make-key',
      '--passphrase-file',
      join(folder, 'passphrase'),
    ]);
    expect({ status: over.status, code: over.stderr.split(': ')[1] }).toEqual({ status: 2, code: 'OUTPUT_EXISTS' });
    expect(sha256OfFile(join(folder, 'made.pem'))).toBe(before);
  });

  test('made by openssl, protected: the passphrase comes from a file', async () => {
    const { seal, stderr } = await sealsWith('protected.pem', '--passphrase-file', join(folder, 'passphrase'));
    expect({ fingerprint: seal.fingerprint, stderr }).toEqual({ fingerprint: fingerprint('plain.pem'), stderr: '' });
  });

  test('the passphrase comes from the environment', async () => {
    const args = ['seal', copyOf(path), '--key', join(folder, 'protected.pem'), '--no-verify'];
    const { status, value } = await cliJson(args, { env: { TRAILCASE_PASSPHRASE: PASSPHRASE } });
    expect({ status, fingerprint: value.seal.fingerprint }).toEqual({ status: 0, fingerprint: fingerprint('plain.pem') });
  });

  test('made by openssl, without a passphrase: it serves, and it is said what that means', async () => {
    const { seal, stderr } = await sealsWith('plain.pem', '--progress', 'plain');
    expect(seal.fingerprint).toBe(fingerprint('plain.pem'));
    expect(stderr).toContain('No passphrase protects this key');
  });
});

describe('refused, and the case is untouched', () => {
  test.each([
    ['a wrong passphrase', ['protected.pem', '--passphrase-file', 'wrong'], 'does not open with this passphrase'],
    ['no passphrase at all', ['protected.pem'], 'The key needs a passphrase'],
    ['a passphrase file that is not there', ['protected.pem', '--passphrase-file', 'nowhere'], 'The passphrase at'],
    ['an RSA key', ['rsa.pem'], 'is of the kind rsa'],
    ['an Ed448 key', ['ed448.pem'], 'is of the kind ed448'],
    ['a public key', ['public.pem'], 'holds no private key'],
    ['a file that holds none', ['text.pem'], 'holds no private key'],
    ['a file that is not there', ['nowhere.pem'], 'cannot be read'],
    ['a new key without a passphrase', ['new.pem', '--make-key'], 'The key needs a passphrase'],
  ])('%s', async (_, [key, option, file], words) => {
    const copy = copyOf(path);
    const before = sha256OfFile(copy);
    const more = [...(option ? [option] : []), ...(file ? [join(folder, file)] : [])];
    const { status, stdout, stderr } = await cli(['seal', copy, '--key', join(folder, key as string), ...more]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/^trailcase: SEAL_KEY_UNUSABLE: [^\n]+\n$/);
    expect(stderr).toContain(words);
    expect(sha256OfFile(copy)).toBe(before);
  });

  test('an empty passphrase for a new key', async () => {
    const args = ['seal', copyOf(path), '--key', join(folder, 'empty.pem'), '--make-key'];
    const { status, stderr } = await cli(args, { env: { TRAILCASE_PASSPHRASE: '' } });
    expect({ status, code: stderr.split(': ')[1] }).toEqual({ status: 2, code: 'SEAL_KEY_UNUSABLE' });
  });

  test('--make-key without a place to keep it', async () => {
    const { status, stderr } = await cli(['seal', copyOf(path), '--make-key']);
    expect({ status, code: stderr.split(': ')[1] }).toEqual({ status: 2, code: 'USAGE' });
  });

  test('no key is made for a case that is not there', async () => {
    const { status } = await cli(['seal', join(folder, 'no.trailcase'), '--key', join(folder, 'unused.pem'), '--make-key'], {
      env: { TRAILCASE_PASSPHRASE: PASSPHRASE },
    });
    expect({ status, made: spawnSync('ls', ['unused.pem'], { cwd: folder }).status }).toEqual({ status: 2, made: 2 });
  });
});
