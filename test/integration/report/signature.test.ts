// The detached signature of a report: who else can check it, what it binds, and what is refused.
import { createHash, generateKeyPairSync, verify } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { CaseFile } from '../../../src/main/case/case-file.ts';
import { readReportSignature } from '../../../src/main/seal/report-signature.ts';
import { PLAIN_REPORT } from '../../../src/shared/report.ts';
import { copyOf, importInto, newCasePath } from '../../helpers/cases.ts';
import { cli, cliJson } from '../../helpers/cli-here.ts';
import { filesBelow, folderOf, sha256OfFile, temporaryFolder } from '../../helpers/folder.ts';
import { rowsOf } from '../../helpers/seals.ts';
import { session } from '../../helpers/session.ts';
import { trail } from '../../helpers/trail.ts';

const env = { TRAILCASE_PASSPHRASE: 'a passphrase' };
let path = '';
let key = '';
let report = '';
let text = '';
let fingerprint = '';

beforeAll(async () => {
  path = newCasePath();
  CaseFile.create(path, { title: 'Signed' }).close();
  await importInto(path, [folderOf({ 'a.json': trail().events(2).json() })], { exists: true });
  key = join(temporaryFolder(), 'key.pem');
  ({
    value: {
      seal: { fingerprint },
    },
  } = await cliJson(['seal', path, '--key', key, '--make-key', '--no-verify'], { env }));
  report = join(temporaryFolder(), 'report.html');
  const { value } = await cliJson(['report', path, '--out', report, '--sign', '--key', key], { env });
  expect(value.signature).toBe(`${report}.sig`);
  text = readFileSync(value.signature, 'utf8');
});

/** Bytes of a block, taken apart as anybody would. */
function block(name: string): Buffer {
  const lines = text.split('\n');
  return Buffer.from(lines.slice(lines.indexOf(`-----BEGIN ${name}-----`) + 1, lines.indexOf(`-----END ${name}-----`)).join(''), 'base64');
}

/** What the check says of a signature. */
async function signed(signature: string, ...more: string[]): Promise<{ status: number | null; verdict: string; reason: string }> {
  const file = join(temporaryFolder(), 'kept.sig');
  writeFileSync(file, signature);
  const { status, value } = await cliJson(['report', path, '--verify', report, '--signature', file, ...more]);
  const line = value.lines.find(({ what }: { what: string }) => what === 'Is it signed?');
  return { status, verdict: line?.verdict, reason: line?.reason };
}

test('it names the file, its hash, the case and its state, and anybody can check it', () => {
  const [statement = ''] = text.split('\n\n').slice(0, 1);
  const entry = rowsOf(path, 'SELECT seq, at FROM custody ORDER BY seq DESC LIMIT 1')[0];
  expect(statement.split('\n')).toEqual([
    'Trailcase report, version 1',
    'file: report.html',
    `sha256: ${sha256OfFile(report)}`,
    `case: ${rowsOf(path, "SELECT value FROM case_facts WHERE name = 'caseId'")[0]?.value}`,
    `custody-entry: ${entry?.seq}`,
    `stated: ${new Date(entry?.at).toISOString()}`,
    `key: ${fingerprint}`,
  ]);
  const pem = `-----BEGIN PUBLIC KEY-----\n${block('PUBLIC KEY').toString('base64')}\n-----END PUBLIC KEY-----\n`;
  expect(verify(null, Buffer.from(`${statement}\n`), pem, block('TRAILCASE REPORT SIGNATURE'))).toBe(true);
  expect(createHash('sha256').update(block('PUBLIC KEY')).digest('hex')).toBe(fingerprint);
});

test('a signature that is there is replaced only where leave was given for it, and one of an earlier report is told', async () => {
  const out = join(temporaryFolder(), 'r.html');
  for (const file of [out, `${out}.sig`]) writeFileSync(file, 'theirs');
  const asked = ['report', path, '--out', out, '--sections', 'case'];
  const refused = await cli([...asked, '--key', key, '--overwrite'], { env });
  expect([refused.status, refused.stderr]).toEqual([2, expect.stringContaining(`OUTPUT_EXISTS: ${out}.sig exists already`)]);
  expect(readFileSync(out, 'utf8')).toBe('theirs');
  expect((await cliJson([...asked, '--overwrite'])).value).toMatchObject({ beside: [`${out}.sig`] });
  expect(readFileSync(`${out}.sig`, 'utf8')).toBe('theirs');
  const { value } = await cliJson([...asked, '--key', key, '--overwrite', '--overwrite-beside'], { env });
  expect(value).toMatchObject({ signature: `${out}.sig` });
  expect(readFileSync(`${out}.sig`, 'utf8')).toContain('TRAILCASE REPORT SIGNATURE');
});

test('the same report is signed with the same bytes', async () => {
  const again = join(temporaryFolder(), 'report.html');
  await cliJson(['report', path, '--out', again, '--key', key], { env });
  expect(readFileSync(`${again}.sig`, 'utf8')).toBe(text);
});

test('beside the report it is found by itself; by mail it may have other line ends', async () => {
  const { stdout, status } = await cli([
    'report',
    path,
    '--verify',
    report,
    '--fingerprint',
    fingerprint.toUpperCase().replace(/(..)(?=.)/g, '$1:'),
  ]);
  expect(status).toBe(0);
  expect(stdout).toContain(`signed with the key ${fingerprint}. That is the key whose fingerprint was given.`);
  expect(await signed(`\ufeff${text.replaceAll('\n', '\r\n')}`)).toMatchObject({
    status: 0,
    verdict: 'holds',
    reason: expect.stringContaining('(seal 1)'),
  });
});

test('another text under it, another key, or none: it is refused', async () => {
  const forged = [
    text.replace(/sha256: ..../, 'sha256: 0000'),
    text.replace('report.html', 'other.html'),
    text.replace(/(PUBLIC KEY-----\n.{20})..../, '$1AAAA'),
  ];
  for (const one of forged) expect(readReportSignature(one)).toMatchObject({ isGenuine: false });
  expect(await signed(forged[0] as string)).toMatchObject({
    status: 1,
    verdict: 'differs',
    reason: expect.stringMatching(/does not fit its text/),
  });
  const none = [
    text.replace('\n\n', '\nnote: trusted\n\n'),
    text.split('\n\n')[0] ?? '',
    'Dear Sirs,\n\n',
    text + '\n'.repeat(100_000),
    '',
    text.slice(0, 200),
    text.replace('Trailcase report', 'Trailcase seal'),
    text.replace(/stated: .*/, 'stated: soon'),
  ];
  for (const one of none) expect(readReportSignature(one)).toBeNull();
  expect(await signed(none[3] as string)).toMatchObject({ status: 1, verdict: 'differs', reason: expect.stringMatching(/holds none/) });
});

test('one of another file, of another state, of another key', async () => {
  const other = join(temporaryFolder(), 'report.html');
  await cliJson(['report', path, '--out', other, '--template', 'brief', '--sign', '--key', key], { env });
  expect(await signed(readFileSync(`${other}.sig`, 'utf8'))).toMatchObject({
    verdict: 'differs',
    reason: expect.stringContaining('another SHA-256'),
  });
  expect(await signed(text, '--fingerprint', '0'.repeat(64))).toMatchObject({
    verdict: 'differs',
    reason: expect.stringContaining('not the one whose'),
  });
  const missing = await cliJson(['report', path, '--verify', other, '--signature', join(temporaryFolder(), 'none')]).catch(
    (error) => error,
  );
  expect(String(missing)).toContain('REPORT_UNREADABLE');
  writeFileSync(other, readFileSync(report));
  expect((await cliJson(['report', path, '--verify', other])).status).toBe(1);
});

test('keys that cannot sign', async () => {
  const out = join(temporaryFolder(), 'x.html');
  const refused = async (...args: string[]) => (await cli(['report', path, '--out', out, ...args])).stderr;
  expect(await refused('--sign')).toContain('--sign needs --key FILE');
  expect(await refused('--key', key)).toContain('SEAL_KEY_UNUSABLE');
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' });
  expect(await refused('--key', folderOf({ 'rsa.pem': rsa as string }).concat('/rsa.pem'))).toContain('of the kind rsa');
  expect(filesBelow(join(out, '..'))).toEqual([]);
});

test('the window writes a signed pack, and the log notes it', async () => {
  const of = copyOf(path);
  const out = join(temporaryFolder(), 'pack.zip');
  const window = session();
  await window.ask('case.open', { path: of });
  const job = await window.job('report.pack', {
    path: out,
    overwrite: false,
    options: PLAIN_REPORT,
    pdf: false,
    allEvidence: false,
    key: { path: key, passphrase: env.TRAILCASE_PASSPHRASE },
  });
  expect(job).toMatchObject({
    state: 'done',
    kind: 'pack',
    summary: { kind: 'zip', sha256: sha256OfFile(out), signature: 'SHA256SUMS.sig' },
  });
  const [noted] = rowsOf(of, "SELECT detail FROM custody WHERE action = 'report'").map(({ detail }) => JSON.parse(detail));
  expect(noted).toMatchObject({
    sha256: sha256OfFile(out),
    kind: 'zip',
    reports: [{ name: 'report.html' }],
    options: { template: 'full' },
  });
  const refused = window.ask('report.pack', {
    path: of,
    overwrite: true,
    options: PLAIN_REPORT,
    pdf: false,
    allEvidence: false,
    key: null,
  });
  await expect(refused).rejects.toMatchObject({ code: 'OUTPUT_UNWRITABLE' });
  await window.close();
});
