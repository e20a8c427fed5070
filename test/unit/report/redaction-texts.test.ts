// What of a text is hidden: spellings in which someone who wants a value back would look for it, and texts that must stay readable.
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { Dictionary } from '../../../src/main/report/redaction/dictionary.ts';
import { classOf } from '../../../src/main/report/redaction/fields.ts';
import { fieldRules } from '../../../src/main/report/redaction/rules.ts';
import { Texts } from '../../../src/main/report/redaction/texts.ts';
import { isOpenValue, isVocabulary } from '../../../src/main/report/redaction/vocabulary.ts';
import { EVERYTHING_HIDDEN, type RedactionOptions } from '../../../src/shared/report.ts';

const dictionary = new Dictionary();
for (const name of ['alice', 'Jürgen.Weiß', 'M. Iyer', 'bo']) dictionary.add('user', name);
dictionary.add('bucket', 'acme-prod-data');
dictionary.add('session', 'kiran@velmo.example');

function shown(text: string, options: Partial<RedactionOptions> = {}): string {
  const spans = new Texts(
    { ...EVERYTHING_HIDDEN, ...options },
    dictionary,
    (own) => own === '00000000-1111-4222-8333-444444444444',
  ).spansIn(text);
  let [out, at] = ['', 0];
  for (const { from, to, kind } of spans) {
    out += `${text.slice(at, from)}‹${kind}›`;
    at = to;
  }
  return out + text.slice(at);
}

const base64 = (text: string | Buffer): string => Buffer.from(text).toString('base64');

test.each([
  ['alice', '‹user›'],
  ['ALICE wrote', '‹user› wrote'],
  ['Bo', '‹user›'],
  ['alice-backups', '‹user›-backups'],
  ['aliceBackups', '‹user›Backups'],
  ['al\u200bice and a\u00adlice', '‹user› and ‹user›'],
  ['ａｌｉｃｅ', '‹user›'],
  ['%61lice, al%69ce, %2561lice', '‹user›, ‹user›, ‹user›'],
  ['\\u0061lice', '‹user›'],
  ['&#97;lice', '‹user›'],
  ['J%C3%BCrgen.Wei%C3%9F', '‹user›'],
  ['who=M.+Iyer&x=1', 'who=‹user›&x=1'],
  ['x kiran%40velmo.exampl…', 'x ‹email›…'],
  ['my-acme-prod-data-copy', 'my-‹bucket›-copy'],
  ['it was acme-prod-d…', 'it was ‹bucket›…'],
  ['… prod-data', '… ‹bucket›'],
  [`x ${base64('{"user":"alice"}')} y`, 'x ‹hidden› y'],
  [`x ${base64(Buffer.from('run as alice tonight', 'utf16le'))} y`, 'x ‹hidden› y'],
  [`x ${base64(base64('run as alice now, if you please'))} y`, 'x ‹hidden› y'],
  [`x ${Buffer.from('run as alice').toString('hex')} y`, 'x ‹hidden› y'],
  ['111122223333, 1111-2222-3333, x111122223333y', '‹account›, ‹account›, x‹account›y'],
  ['arn:aws:iam::111122223333:user/path/alice', 'arn:aws:iam::‹account›:user/‹user›/‹user›'],
  ['arn:aws:iam::aws:policy/AdministratorAccess', 'arn:aws:iam::aws:policy/AdministratorAccess'],
  ['(arn:aws:s3:::other/secret/key.csv).', '(arn:aws:s3:::‹bucket›/‹object›).'],
  ['key AKIAIOSFODNN7EXAMPLE', 'key ‹key›'],
  ['akiaiosfodnn7example', '‹key›'],
  ['AROAEXAMPLE0000000ID:alice', '‹principal›:‹user›'],
  ['198.51.100.7/32, ::ffff:198.51.100.7, [2001:db8::1]:443', '‹ip›/32, ‹ip›, [‹ip›]:443'],
  ['0.0.0.0/0 and ::/0', '0.0.0.0/0 and ::/0'],
  ['ip-10-0-3-17.ec2.internal', '‹host›'],
  ['7.100.51.198.in-addr.arpa', '‹host›'],
  ['https://bücher.example/x and xn--bcher-kva.example', 'https://‹host›/x and ‹host›'],
  ['bkt.s3.ap-south-1.amazonaws.com', '‹resource›.s3.ap-south-1.amazonaws.com'],
  ['ec2.amazonaws.com, s3.ap-south-1.amazonaws.com', 'ec2.amazonaws.com, s3.ap-south-1.amazonaws.com'],
  ['i-0abc1234def567890 in vpc-12345678', '‹instance› in ‹vpc›'],
  ['mail to a.b@velmo.example', 'mail to ‹email›'],
  ['/home/kim/evidence', '/home/‹person›/evidence'],
  ['C:\\Users\\kim\\x', 'C:\\Users\\‹person›\\x'],
  ['M. Iyer (root@vm)', '‹user› (‹person›)'],
  [`${'0a'.repeat(32)}@12+345`, '‹commitment›'],
  [`${'0A'.repeat(32)}`, '‹commitment›'],
  ['d41d8cd98f00b204e9800998ecf8427e', '‹commitment›'],
  ['00000000-0000-4000-8000-000000000001', '‹id›'],
  ['00000000-1111-4222-8333-444444444444', '00000000-1111-4222-8333-444444444444'],
  ['password: hunter2x', 'password: ‹secret›'],
  ['postgres://app:pw@10.1.1.1/db', 'postgres://app:‹secret›@‹ip›/db'],
  ['Authorization: Bearer abcdef.ghijkl', 'Authorization: ‹secret› ‹secret›'],
  ['https://x.example/?X-Amz-Signature=abcdef&y=1', 'https://‹host›/‹secret›'],
  ['https://s3.amazonaws.com/other/people/jane.csv', 'https://s3.amazonaws.com/‹bucket›/‹object›'],
  ['https://acme2.s3.amazonaws.com/people/jane.csv?x=1', 'https://‹resource›.s3.amazonaws.com/‹object›?‹path›'],
  ['see https://github.com/acme/secret?q=a#b.', 'see https://‹host›/‹path›.'],
  ['evil.test/payload/q7 and https://srv01:8443/v1/login', '‹host›/‹path› and https://‹host›:8443/v1/login'],
  ['git@host.example:group/project.git', '‹email›:‹path›'],
  ['\\\\fileserver\\share\\jane', '\\\\‹host›\\‹path›'],
  ['on arn:aws:s3:::other/x y/z because', 'on arn:aws:s3:::‹bucket›/‹object› because'],
  ['on "arn:aws:s3:::other/my key" because', 'on "arn:aws:s3:::‹bucket›/‹object›" because'],
  ['mail.acme.berlin, c2.evil.club, box.corp.zzz', '‹host›, ‹host›, ‹host›'],
  ['1111 2222 3333 and 1111.2222.3333', '‹account› and ‹account›'],
  ['Jürgen Weiß, weiss', '‹user›, weiss'],
  ['juergen.weiß or JürgenWeiß or weiß, jürgen or jürgen_weiß', 'juergen.weiß or ‹user› or ‹user› or ‹user›'],
  ['acme.prod.data', '‹bucket›'],
  [`x ${base64('M. Iyer')} y`, 'x ‹hidden› y'],
  [`x ${base64('run as alice tonight').slice(3)} y`, 'x ‹hidden› y'],
  [`x ${base64(Buffer.from('as alice', 'utf16le').swap16())} y`, 'x ‹hidden› y'],
  [`x ${base64(gzipSync('run as alice now, if you please'))} y`, 'x ‹hidden› y'],
  [`x =?utf-8?B?${base64('by alice')}?= y`, 'x ‹hidden› y'],
  ['x =?utf-8?Q?a=6Cice?= y', 'x ‹hidden› y'],
  ['\\141lice', '‹user›'],
  ['ju%CC%88rgen.wei%C3%9F and Ju\u0308rgen.Weiß', '‹user› and ‹user›'],
  ['M&period; Iyer', '‹user›'],
  ['root@vm did', '‹person› did'],
  ['-----BEGIN RSA PRIVATE KEY-----\nabc\n-----END RSA PRIVATE KEY-----', '‹secret›'],
  ['ghp_abcdefghijklmnopqrstuvwxyz012345', '‹secret›'],
])('%j is shown as %j', (text, as) => {
  expect(shown(text)).toBe(as);
});

test.each([
  'malice, aliceson',
  '2026-02-21T18:17:12Z',
  'RunInstances',
  'Client.UnauthorizedOperation',
  'g5.12xlarge',
  'Position 1.2.3 of 10',
  'report.final.csv and main.py, requestParameters.name',
  'https://sts.amazonaws.com/ and https://signin.aws.amazon.com/saml/login',
  '2026-02-21 1234 5678',
  'requestParameters.policyDocument',
  'bother',
])('%j stays as it is', (text) => {
  expect(shown(text)).toBe(text);
});

test('secrets are hidden when all else is shown', () => {
  const nothing = { accounts: false, names: false, addresses: false, resources: false, freeText: false };
  expect(shown('alice at 198.51.100.7 of 111122223333: password=hunter2x', nothing)).toBe(
    'alice at 198.51.100.7 of 111122223333: password=‹secret›',
  );
  // The id of a key holds the number of its account.
  expect(shown('AKIAIOSFODNN7EXAMPLE', { ...nothing, accounts: true })).toBe('‹key›');
  expect(shown('AKIAIOSFODNN7EXAMPLE', nothing)).toBe('AKIAIOSFODNN7EXAMPLE');
});

test('expressions and their errors', () => {
  expect(shown('ticket OPS-1234 of OPS-99', { patterns: ['OPS-\\d+'] })).toBe('ticket ‹match› of ‹match›');
  expect(() => shown('x', { patterns: ['(?=x)'] })).toThrow(expect.objectContaining({ code: 'PATTERN_INVALID' }));
});

test('a rule of fields names a value or all below it; positions may be left out', () => {
  const isNamed = fieldRules(['requestParameters.policyDocument', 'responseElements.*.name', 'tags["a.b"]']);
  expect(isNamed(['requestParameters', 'policyDocument'])).toBe(true);
  expect(isNamed(['requestParameters', 'POLICYDOCUMENT', 'Statement', '0'])).toBe(true);
  expect(isNamed(['requestParameters'])).toBe(false);
  expect(isNamed(['responseElements', 'items', '0', 'name'])).toBe(true);
  expect(isNamed(['responseElements', 'items', 'other'])).toBe(false);
  expect(isNamed(['tags', '3', 'a.b'])).toBe(true);
});

test('fields are told apart by their names', () => {
  const is = (...path: string[]) => classOf(path).is;
  expect(is('responseElements', 'credentials', 'secretAccessKey')).toBe('secret');
  expect(is('responseElements', 'credentials', 'sessionToken')).toBe('secret');
  expect(is('requestParameters', 'passwordResetRequired')).not.toBe('secret');
  expect(is('requestParameters', 'nextToken')).toBe('id');
  expect(is('requestParameters', 'userName')).toBe('name');
  expect(is('requestParameters', 'tags', '0', 'value')).toBe('free');
  expect(is('requestParameters', 'instanceType')).toBe('unknown');
  expect(is('eventName')).toBe('open');
  expect(is('requestParameters', 'eventName')).not.toBe('open');
});

test('words of AWS are told from what somebody chose', () => {
  for (const text of ['dBInstanceClass', 'x-amz-acl', 'in-use', 'AWS::EC2::Instance']) expect(isVocabulary(text), text).toBe(true);
  for (const text of ['acmeBucket', 'a1b2c3', 'x'.repeat(80), 'kim', '']) expect(isVocabulary(text), text).toBe(false);
  for (const text of ['2026-02-21T10:00:00Z', 'g5.12xlarge', 'running', 'TLSv1.3', '443']) expect(isOpenValue(text), text).toBe(true);
  for (const text of ['4539871', 'two words', 'kim.lee', 'OPS-1']) expect(isOpenValue(text), text).toBe(false);
});
