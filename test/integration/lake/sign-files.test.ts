// Sign files of CloudTrail Lake and the results beside them, signed with keys of our own: intact, and altered in one place each.
import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { openForReading } from '../../../src/main/case/open.ts';
import { type PublicKey, readPublicKeys } from '../../../src/main/verify/digests/public-keys.ts';
import { gatherSignFiles } from '../../../src/main/verify/lake/gather-sign-files.ts';
import { judgeSignFiles, type SignJudgement } from '../../../src/main/verify/lake/judge-sign-files.ts';
import { readSignFile, type SignDocument } from '../../../src/main/verify/lake/sign-file.ts';
import type { Judged } from '../../../src/shared/integrity.ts';
import { zipOf } from '../../helpers/archives.ts';
import { caseOf } from '../../helpers/cases.ts';
import { folderOf, sha256 } from '../../helpers/folder.ts';
import { eventId } from '../../helpers/trail.ts';

interface Signer {
  privateKey: KeyObject;
  fingerprint: string;
  /** As `aws cloudtrail list-public-keys` prints it. */
  list: string;
}

/** Two keys as AWS has them: a sign file names one by the MD5 of its PKCS#1 bytes. */
const [AWS, STRANGER] = [newSigner(), newSigner()];

function newSigner(): Signer {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const der = publicKey.export({ format: 'der', type: 'pkcs1' });
  const fingerprint = createHash('md5').update(der).digest('hex');
  const entry = { Value: der.toString('base64'), ValidityStartTime: '2026-02-01T00:00:00Z', ValidityEndTime: '2026-03-01T00:00:00Z' };
  return { privateKey, fingerprint, list: JSON.stringify({ PublicKeyList: [{ ...entry, Fingerprint: fingerprint }] }) };
}

const keysOf = (signer: Signer): PublicKey[] => readPublicKeys(Buffer.from(signer.list), 'keys.json');

const QUERY = 'lake/AWSLogs/111122223333/CloudTrail-Lake/Query/2026/02/22/1d0f6a5e-0000-4000-8000-000000000001';

/** A result file of some events, as CloudTrail Lake saves it. */
function result(...names: string[]): Buffer {
  const rows = names.map((name) => `"${eventId(name)}","2026-02-21 18:17:12.000","s3.amazonaws.com","DeleteBucket","ap-south-1"\n`);
  return gzipSync(`"eventID","eventTime","eventSource","eventName","awsRegion"\n${rows.join('')}`);
}

const RESULTS = { 'result_1.csv.gz': result('a', 'b'), 'result_2.csv.gz': result('c'), 'result_3.csv.gz': result('d', 'e') };

/** The sign file of these results, with the fields of AWS's sample; fields given replace. */
function signFile(
  results: Record<string, Buffer> = RESULTS,
  fields: Record<string, unknown> = {},
  { privateKey, fingerprint } = AWS,
): string {
  const files = Object.entries(results).map(([fileName, bytes]) => ({ fileHashValue: sha256(bytes), fileName }));
  const text = files.map(({ fileHashValue }) => fileHashValue).join(' ');
  return JSON.stringify({
    version: '1.0',
    region: 'ap-south-1',
    files,
    hashAlgorithm: 'SHA-256',
    signatureAlgorithm: 'SHA256withRSA',
    queryCompleteTime: '2026-02-22T09:00:00.132Z',
    hashSignature: sign('sha256', Buffer.from(text), privateKey).toString('hex'),
    publicKeyFingerprint: fingerprint,
    ...fields,
  });
}

/** A folder with an export in it, to be altered; `at` gives paths in it. */
function exported(results: Record<string, Buffer> = RESULTS, document = signFile(results), query = QUERY) {
  const folder = folderOf(
    Object.fromEntries(Object.entries({ ...results, 'result_sign.json': document }).map(([name, bytes]) => [`${query}/${name}`, bytes])),
  );
  return { folder, at: (name: string): string => join(folder, query, name) };
}

async function judged(paths: string[], keys: readonly PublicKey[] = keysOf(AWS)): Promise<SignJudgement> {
  const { path } = await caseOf(paths);
  const db = openForReading(path);
  try {
    const gathered = gatherSignFiles(db, keys);
    return judgeSignFiles(gathered.signs, gathered.files, gathered.keys);
  } finally {
    db.close();
  }
}

/** Verdicts on results: of known bytes by their name, of others by `?`, of missing ones by their place from the query's folder on. */
function verdicts(files: readonly Judged[]): Record<string, string> {
  const names = new Map(Object.entries(RESULTS).map(([name, bytes]) => [sha256(bytes), name]));
  return Object.fromEntries(
    files.map(({ key, verdict }) => [
      names.get(key) ?? (verdict === 'missing' ? `missing ${key.slice(key.lastIndexOf('/') + 1)}` : '?'),
      verdict,
    ]),
  );
}

const ALL_VALID = { 'result_1.csv.gz': 'valid', 'result_2.csv.gz': 'valid', 'result_3.csv.gz': 'valid' };

function reasonOf(files: readonly Judged[], wanted: string): string {
  const found = files.filter(({ verdict }) => verdict === wanted);
  expect(found).toHaveLength(1);
  return found[0]?.reason ?? '';
}

test('an intact export is valid to the last file', async () => {
  const { signs, files } = await judged([exported().folder]);
  expect(signs).toEqual([
    { kind: 'sign', key: sha256(signFile()), verdict: 'valid', reason: 'its signature fits, with the key from keys.json' },
  ]);
  expect(verdicts(files)).toEqual(ALL_VALID);
  expect(files.every(({ kind, reason }) => kind === 'result' && reason === 'attested')).toBe(true);
});

test('a case without sign files has nothing to judge', async () => {
  const { folder, at } = exported();
  rmSync(at('result_sign.json'));
  expect(await judged([folder])).toEqual({ signs: [], files: [] });
});

test('a changed result is invalid, and nothing else is', async () => {
  const { folder, at } = exported();
  writeFileSync(at('result_2.csv.gz'), result('other'));
  const { signs, files } = await judged([folder]);
  expect(signs[0]?.verdict).toBe('valid');
  expect(verdicts(files)).toEqual({ ...ALL_VALID, 'result_2.csv.gz': undefined, '?': 'invalid' });
  expect(reasonOf(files, 'invalid')).toBe('its SHA-256 is not the one that its sign file states');
});

test('the same content compressed anew is another file, and invalid', async () => {
  const { folder, at } = exported();
  const again = gzipSync(gunzipSync(RESULTS['result_1.csv.gz']), { level: 1 });
  expect(sha256(again)).not.toBe(sha256(RESULTS['result_1.csv.gz']));
  writeFileSync(at('result_1.csv.gz'), again);
  expect(verdicts((await judged([folder])).files)).toMatchObject({ '?': 'invalid', 'result_2.csv.gz': 'valid' });
});

test('a deleted result is missing, by its place', async () => {
  const { folder, at } = exported();
  rmSync(at('result_3.csv.gz'));
  const { files } = await judged([folder]);
  expect(verdicts(files)).toEqual({ 'result_1.csv.gz': 'valid', 'result_2.csv.gz': 'valid', 'missing result_3.csv.gz': 'missing' });
  expect(files.at(-1)).toMatchObject({
    key: `${QUERY.slice('lake/'.length)}/result_3.csv.gz`,
    reason: 'named by a sign file, not in the case',
  });
});

test('a renamed result is unattested, and the name that it had is missing; each says of the other', async () => {
  const { folder, at } = exported();
  renameSync(at('result_3.csv.gz'), at('final.csv.gz'));
  const { files } = await judged([folder]);
  expect(verdicts(files)).toEqual({ ...ALL_VALID, 'result_3.csv.gz': 'unattested', 'missing result_3.csv.gz': 'missing' });
  expect(reasonOf(files, 'unattested')).toMatch(/no sign file in its folder names it; .* what a sign file calls result_3.csv.gz/);
  expect(reasonOf(files, 'missing')).toMatch(/a file with the stated SHA-256 is at .*final.csv.gz/);
});

test('two results that changed names are both invalid, and each says whose hash it has', async () => {
  const { folder, at } = exported();
  writeFileSync(at('result_1.csv.gz'), RESULTS['result_2.csv.gz']);
  writeFileSync(at('result_2.csv.gz'), RESULTS['result_1.csv.gz']);
  const { files } = await judged([folder]);
  expect(verdicts(files)).toEqual({ ...ALL_VALID, 'result_1.csv.gz': 'invalid', 'result_2.csv.gz': 'invalid' });
  expect(files.find(({ key }) => key === sha256(RESULTS['result_1.csv.gz']))?.reason).toMatch(/it is that of result_1.csv.gz/);
});

test.each([
  ['as it is', 'result_2.csv.gz', RESULTS['result_1.csv.gz']],
  ['without its wrapper', 'result_2.csv', gunzipSync(RESULTS['result_1.csv.gz'])],
])('a result of which the place was taken by a copy of another, %s, is not thought to be there', async (_, name, bytes) => {
  const { folder, at } = exported();
  rmSync(at('result_2.csv.gz'));
  writeFileSync(at(name), bytes);
  writeFileSync(at('result_1.csv'), gunzipSync(RESULTS['result_1.csv.gz']));
  const { files } = await judged([folder]);
  expect(verdicts(files)).toMatchObject({ 'result_1.csv.gz': 'valid', 'result_3.csv.gz': 'valid', 'missing result_2.csv.gz': 'missing' });
  expect(reasonOf(files, 'missing')).toBe('named by a sign file, not in the case; in its place is a copy of another file');
});

test('an added file is unattested; what is no CSV is not called a result', async () => {
  const { folder, at } = exported();
  writeFileSync(at('result_4.csv.gz'), result('added'));
  writeFileSync(at('notes.txt'), 'Downloaded on Monday.');
  writeFileSync(at('keys.json'), STRANGER.list);
  expect(verdicts((await judged([folder])).files)).toEqual({ ...ALL_VALID, '?': 'unattested' });
});

test.each([
  ['a hash', (d: any) => ({ files: [{ ...d.files[0], fileHashValue: sha256('x') }, ...d.files.slice(1)] })],
  ['the order', (d: any) => ({ files: d.files.toReversed() })],
  ['the number of files', (d: any) => ({ files: d.files.slice(0, 2) })],
  ['the signature', (d: any) => ({ hashSignature: d.hashSignature.replace(/^../, (hex: string) => (hex === '00' ? '01' : '00')) })],
  ['the signature, to no hex', () => ({ hashSignature: 'not hex' })],
])('a sign file in which %s was changed is invalid, and what it names is never better than unverifiable', async (_, change) => {
  const document = JSON.parse(signFile());
  const { signs, files } = await judged([exported(RESULTS, JSON.stringify({ ...document, ...change(document) })).folder]);
  expect(signs).toMatchObject([{ verdict: 'invalid', reason: expect.stringMatching(/signature does not fit the hashes/) }]);
  const named = files.filter(({ verdict }) => verdict !== 'unattested');
  expect(named.length).toBeGreaterThanOrEqual(2);
  expect(named).toEqual(named.map((one) => ({ ...one, verdict: 'unverifiable', reason: 'the sign file that names it is invalid' })));
});

test('hashes are signed in the letters in which they stand', async () => {
  const upper = JSON.parse(signFile());
  for (const file of upper.files) file.fileHashValue = file.fileHashValue.toUpperCase();
  expect((await judged([exported(RESULTS, JSON.stringify(upper)).folder])).signs).toMatchObject([{ verdict: 'invalid' }]);
});

test('without the key nothing can be verified; a contradiction is one all the same', async () => {
  const { folder, at } = exported();
  writeFileSync(at('result_1.csv.gz'), result('other'));
  const { signs, files } = await judged([folder], keysOf(STRANGER));
  expect(signs).toMatchObject([{ verdict: 'unverifiable', reason: `no public key with the fingerprint ${AWS.fingerprint} was given` }]);
  expect(verdicts(files)).toEqual({ '?': 'invalid', 'result_2.csv.gz': 'unverifiable', 'result_3.csv.gz': 'unverifiable' });
});

test('a forged export is invalid under the key whose fingerprint it claims', async () => {
  const forged = signFile(RESULTS, { publicKeyFingerprint: AWS.fingerprint }, STRANGER);
  expect((await judged([exported(RESULTS, forged).folder])).signs).toMatchObject([{ verdict: 'invalid' }]);
});

test('keys in the case are used, and named as its own; the time of a key is told where it does not fit', async () => {
  const { folder } = exported(RESULTS, signFile(RESULTS, { queryCompleteTime: '2026-04-01T00:00:00Z' }));
  writeFileSync(join(folder, 'public-keys.json'), AWS.list);
  const { signs } = await judged([folder], []);
  expect(signs).toMatchObject([{ verdict: 'valid' }]);
  expect(signs[0]?.reason).toBe(
    'its signature fits, with the key from the evidence itself (public-keys.json), which its list gives as valid from 2026-02-01T00:00:00Z to 2026-03-01T00:00:00Z',
  );
});

test('an algorithm that AWS does not document is not judged', async () => {
  const { folder } = exported(RESULTS, signFile(RESULTS, { signatureAlgorithm: 'SHA512withECDSA' }));
  const { signs, files } = await judged([folder]);
  expect(signs).toMatchObject([{ verdict: 'unverifiable', reason: expect.stringMatching(/not known here: SHA512withECDSA/) }]);
  expect(new Set(files.map(({ verdict }) => verdict))).toEqual(new Set(['unverifiable']));
});

test.each(['result_1.csv', 'result_1.csv.gz'])('a result without its gzip wrapper, called %s, cannot be compared', async (name) => {
  const { folder, at } = exported();
  rmSync(at('result_1.csv.gz'));
  writeFileSync(at(name), gunzipSync(RESULTS['result_1.csv.gz']));
  const { files } = await judged([folder]);
  expect(verdicts(files)).toEqual({ '?': 'unverifiable', 'result_2.csv.gz': 'valid', 'result_3.csv.gz': 'valid' });
  expect(reasonOf(files, 'unverifiable')).toMatch(/without its gzip wrapper, and its sign file states the SHA-256 of the compressed file/);
});

test('a result without its wrapper is valid beside the intact one, unless its content is another', async () => {
  const { folder, at } = exported();
  writeFileSync(at('result_1.csv'), gunzipSync(RESULTS['result_1.csv.gz']));
  writeFileSync(at('result_2.csv'), gunzipSync(result('other')));
  const { files } = await judged([folder]);
  expect(files.filter(({ verdict }) => verdict === 'valid')).toHaveLength(4);
  expect(files.find(({ key }) => key === sha256(gunzipSync(RESULTS['result_1.csv.gz'])))?.reason).toMatch(/that of the attested one/);
  expect(files.find(({ key }) => key === sha256(gunzipSync(result('other'))))?.verdict).toBe('unverifiable');
});

test('two exports are judged apart, although their files have the same names', async () => {
  const other = { 'result_1.csv.gz': result('f') };
  const first = exported();
  const second = exported(other, signFile(other), QUERY.replace(/1$/, '2'));
  rmSync(second.at('result_1.csv.gz'));
  writeFileSync(first.at('result_3.csv.gz'), other['result_1.csv.gz']);
  const { signs, files } = await judged([first.folder, second.folder]);
  expect(signs.map(({ verdict }) => verdict)).toEqual(['valid', 'valid']);
  expect(verdicts(files)).toEqual({
    'result_1.csv.gz': 'valid',
    'result_2.csv.gz': 'valid',
    '?': 'invalid',
    'missing result_1.csv.gz': 'missing',
  });
});

test('two copies of an export are one: what one of them lost is not missing, what one of them changed is invalid', async () => {
  const [first, second] = [exported(), exported()];
  rmSync(first.at('result_1.csv.gz'));
  writeFileSync(second.at('result_2.csv.gz'), result('other'));
  const { signs, files } = await judged([first.folder, second.folder]);
  expect(signs).toHaveLength(1);
  expect(verdicts(files)).toEqual({ ...ALL_VALID, '?': 'invalid' });
});

test.each([
  ['file by file', async ({ at }: ReturnType<typeof exported>) => ['result_sign.json', ...Object.keys(RESULTS)].map(at)],
  [
    'in an archive without AWS’s folders',
    async () => [join(folderOf({ 'export.zip': await zipOf({ ...RESULTS, 'result_sign.json': signFile() }) }), 'export.zip')],
  ],
  ['from a folder of another name', async () => [folderOf({ ...prefixed('monday'), 'monday/sub/result_1.csv.gz': result('elsewhere') })]],
])('an export is found %s', async (_, paths) => {
  expect(verdicts((await judged(await paths(exported()))).files)).toEqual(ALL_VALID);
});

function prefixed(folder: string): Record<string, string | Buffer> {
  return Object.fromEntries(
    Object.entries({ ...RESULTS, 'result_sign.json': signFile() }).map(([name, bytes]) => [`${folder}/${name}`, bytes]),
  );
}

test.each([
  ['not JSON', '{', /not JSON/],
  ['a list', '[]', /not a JSON object/],
  ['without its signature', { hashSignature: undefined }, /hashSignature is missing/],
  ['without its fingerprint', { publicKeyFingerprint: undefined }, /publicKeyFingerprint is missing/],
  ['without files', { files: undefined }, /files is missing/],
  ['with no file', { files: [] }, /names no result file/],
  ['with a file without a name', { files: [{ fileHashValue: sha256('') }] }, /file 1 has no fileName/],
  ['with a hash that is none', { files: [{ fileName: 'a', fileHashValue: 'abc' }] }, /fileHashValue of its file 1 is no SHA-256/],
  ['with two hashes as one', { files: [{ fileName: 'a', fileHashValue: `${sha256('')} ${sha256('')}` }] }, /no SHA-256/],
])('a document %s is no sign file', (_, content, problem) => {
  const text = typeof content === 'string' ? content : signFile(RESULTS, content);
  const read = readSignFile(Buffer.from(text));
  expect(read).toEqual({ problem: expect.stringMatching(problem) });
  const item = { sha256: sha256(text), document: read, places: ['/x/result_sign.json'] };
  expect(judgeSignFiles([item], [], keysOf(AWS)).signs).toMatchObject([{ verdict: 'invalid', reason: expect.stringMatching(problem) }]);
});

test('fields are also read where other versions of the document have them', () => {
  const files = [{ fileName: 'a.csv.gz', fileHashValue: sha256(''), hashAlgorithm: 'SHA-512' }];
  const fields = {
    files,
    hashAlgorithm: undefined,
    signatureAlgorithm: undefined,
    hashSignatureAlgorithm: 'other',
    queryCompleteTime: undefined,
  };
  const read = readSignFile(Buffer.from(signFile(RESULTS, fields))) as SignDocument;
  expect(read).toMatchObject({ completed: '', unknownAlgorithms: ['other', 'SHA-512'], files: [{ name: 'a.csv.gz', hash: sha256('') }] });
});
