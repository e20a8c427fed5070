// What the window asks of the engine beside looking and importing: profiles, how far a look has come, its end, what was cut off, a code of MFA that holds once.
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { CredentialSource } from '../../../src/main/acquire/s3/credentials.ts';
import { profiles } from '../../../src/main/acquire/s3/profiles.ts';
import { CaseSession } from '../../../src/main/case-session.ts';
import type { PushValue } from '../../../src/shared/channels.ts';
import { newCasePath } from '../../helpers/cases.ts';
import { folderOf } from '../../helpers/folder.ts';
import { log, logKey } from '../../helpers/s3-cases.ts';
import { MemoryBucket, type S3Double, startS3Double } from '../../helpers/s3-server.ts';
import { session } from '../../helpers/session.ts';

let server: S3Double;
let bucket: MemoryBucket;

beforeEach(async () => {
  server = await startS3Double();
  bucket = new MemoryBucket();
  server.buckets.set('evidence', bucket);
});
afterEach(() => server.close());

const access = () => ({ endpoint: server.endpoint, pathStyle: true, anonymous: true });

test('profiles are told by name, with what signing in takes, and no secret', async () => {
  const folder = folderOf({
    config:
      '[default]\nregion=x\n[profile ir]\nsso_session = s\n[sso-session s]\nsso_start_url = https://x\n[profile "two words"]\nmfa_serial=arn\nrole_arn=y\n',
    credentials: '[keys]\naws_access_key_id = AKIANEVERTOLD\naws_secret_access_key = nevertold\n[ir]\naws_session_token = nevertold\n',
  });
  const found = await profiles({ AWS_CONFIG_FILE: join(folder, 'config'), AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials') });
  expect(found).toEqual([
    { name: 'default', sso: false, mfa: false },
    { name: 'ir', sso: true, mfa: false },
    { name: 'keys', sso: false, mfa: false },
    { name: 'two words', sso: false, mfa: true },
  ]);
  const none = { AWS_CONFIG_FILE: join(folder, 'none'), AWS_SHARED_CREDENTIALS_FILE: join(folder, 'none') };
  expect(await profiles(none)).toEqual([]);
});

test('a look tells how far it has come, and is ended', async () => {
  for (const region of ['eu-west-1', 'us-east-1']) bucket.put(logKey('A', '2026/02/21', `AWSLogs/111122223333/CloudTrail/${region}/`), 'x');
  const told: PushValue<'looking'>[] = [];
  const driven = new CaseSession((push, value) => push === 'looking' && told.push(value as PushValue<'looking'>));
  const look = () => driven.answer('s3.scope', { address: 's3://evidence/', access: access() });
  expect(await look()).toMatchObject({ ok: true, value: { totals: { objects: 2 } } });
  expect(told[0]).toEqual({ requests: 1, counted: null, places: null });
  // The answers to it are held until the look was ended.
  let asked: () => void = () => {};
  const begun = new Promise<void>((resolve) => {
    asked = resolve;
  });
  let release: () => void = () => {};
  const held = new Promise<undefined>((resolve) => {
    release = () => resolve(undefined);
  });
  server.instead = () => {
    asked();
    return held;
  };
  const answer = look();
  await begun;
  await driven.answer('s3.stop', {});
  expect(await answer).toMatchObject({ ok: false, error: { code: 'CANCELLED' } });
  release();
  await driven.close();
});

test('an import that was cut short is told with how it was asked for, until it is done; single places are taken alone', async () => {
  const regions = ['eu-west-1', 'us-east-1'];
  const leaf = (account: string, region: string): string => `AWSLogs/${account}/CloudTrail/${region}/`;
  for (const account of ['111122223333', '444455556666'])
    for (const region of regions)
      for (let i = 0; i < 40; i++) bucket.put(logKey(`E${i}`, '2026/02/21', leaf(account, region)), log(`${account}${region}${i}`));
  const driven = session();
  await driven.ask('case.create', { path: newCasePath(), facts: {} });
  expect(await driven.ask('s3.unfinished', {})).toEqual({ unfinished: null });
  const choice = { places: [leaf('111122223333', 'eu-west-1'), leaf('444455556666', 'us-east-1')] };
  let gets = 0;
  // Ends it for want of the right to read, once some were stored.
  server.instead = ({ operation }) =>
    operation === 'GetObject' && ++gets > 45 ? { status: 403, code: 'InvalidAccessKeyId', message: 'no' } : undefined;
  const cut = await driven.job('import.start', { paths: ['s3://evidence/'], s3: { access: access(), choice } });
  expect(cut.state).toBe('failed');
  const { unfinished } = await driven.ask('s3.unfinished', {});
  expect(unfinished).toMatchObject({ paths: ['s3://evidence/'], access: access(), choice, outcome: expect.stringContaining('failed: ') });
  server.instead = () => undefined;
  const done = await driven.job('import.start', { paths: ['s3://evidence/'], s3: { access: access(), choice } });
  expect(done).toMatchObject({
    state: 'done',
    summary: {
      acquired: { listed: 80, notFetched: 0, places: 2, sources: ['s3://evidence'], versionsListed: true, identity: 'anonymous' },
    },
  });
  expect(await driven.ask('s3.unfinished', {})).toEqual({ unfinished: null });
  await driven.close();
});

test('credentials for which a code was used serve the import behind the look; a fresh code, and a refusal, ask anew', async () => {
  const before = { ...process.env };
  Object.assign(process.env, {
    AWS_ACCESS_KEY_ID: 'AKIAEXAMINER',
    AWS_SECRET_ACCESS_KEY: 'x',
    AWS_ENDPOINT_URL: server.endpoint,
    AWS_REGION: 'eu-west-1',
  });
  try {
    const role = { roleArn: 'arn:aws:iam::111122223333:role/reader', mfaSerial: 'arn:aws:iam::111122223333:mfa/m' };
    const assumed = (): number => server.operations()['sts:AssumeRole'] ?? 0;
    await new CredentialSource({ ...role, mfaCode: '123456' }).provider()();
    expect(assumed()).toBe(1);
    const later = new CredentialSource(role);
    expect(await later.provider()()).toMatchObject({ accessKeyId: 'ASIAROLE' });
    expect(assumed()).toBe(1);
    // Those were not accepted: no code is left.
    await expect(later.provider()()).rejects.toMatchObject({ code: 'S3_CREDENTIALS' });
    await new CredentialSource({ ...role, mfaCode: '654321' }).provider()();
    expect(assumed()).toBe(2);
    await expect(new CredentialSource({ ...role, externalId: 'other' }).provider()()).rejects.toMatchObject({ code: 'S3_CREDENTIALS' });
  } finally {
    process.env = before;
  }
});
