// A filter finds the same in a case as its translation does in an independent SQL engine (DuckDB, with a stated layer of dialect: helpers/athena-duckdb.ts); where the
// table cannot say it exactly, more is found, never less. Every record lies in a file of its own, so files are events.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { documentedTable } from '../../../src/main/acquire/athena/table.ts';
import { conditionOf, translate } from '../../../src/main/acquire/athena/translate.ts';
import { openForReading } from '../../../src/main/case/open.ts';
import { idsOf } from '../../../src/main/query/columns/bits.ts';
import { eventsOf } from '../../../src/main/query/columns/case-events.ts';
import { catalogEntry, DuckAthena } from '../../helpers/athena-duckdb.ts';
import { importInto, newCasePath } from '../../helpers/cases.ts';
import { folderOf } from '../../helpers/folder.ts';
import { HOSTILE as HOSTILE_TEXTS } from '../../helpers/hostile-strings.ts';
import { random } from '../../helpers/random.ts';
import { type Fields, record } from '../../helpers/trail.ts';

const NAME = { catalog: 'AwsDataCatalog', database: 'default', table: 'cloudtrail_logs' };
const TIMES = { zone: 'UTC', firstEvent: null, lastEvent: null };
const ENTRY = catalogEntry('evidence');
const TABLE = {
  ...documentedTable(),
  partitions: ENTRY.PartitionKeys.map(({ Name, Type }) => ({ name: Name, type: Type })),
  parameters: ENTRY.Parameters,
};

const [one, two] = ['111122223333', '444455556666'];
const role = (name: string, session: string, account = one): Fields => ({
  type: 'AssumedRole',
  principalId: `AROA${name.toUpperCase().replace(/\W/g, '')}:${session}`,
  arn: `arn:aws:sts::${account}:assumed-role/${name}/${session}`,
  accountId: account,
  accessKeyId: `ASIA${session.toUpperCase().replace(/\W/g, '')}`,
  sessionContext: {
    attributes: { mfaAuthenticated: 'false', creationDate: '2026-02-21T09:00:00Z' },
    sessionIssuer: { type: 'Role', principalId: 'AROA', arn: `arn:aws:iam::${account}:role/${name}`, accountId: account, userName: name },
  },
});
const HOSTILE = HOSTILE_TEXTS.filter(
  (text) => text !== '' && text.length < 3000 && !text.includes('\u0000') && !/\p{Surrogate}/u.test(text),
);

const VARIETY: Fields[] = [
  {},
  {
    eventName: 'RunInstances',
    readOnly: false,
    requestParameters: { instanceType: 'p4d.24xlarge', instancesSet: { items: [{ imageId: 'ami-1', maxCount: 12 }] } },
  },
  { eventName: 'GetObject', eventSource: 's3.amazonaws.com', requestParameters: { bucketName: 'telugubites-prod', key: 'a/b "c".txt' } },
  {
    eventName: 'DeleteBucket',
    eventSource: 's3.amazonaws.com',
    readOnly: false,
    requestParameters: { bucketName: 'telugubites-prod' },
    resources: [{ ARN: 'arn:aws:s3:::telugubites-prod', accountId: one, type: 'AWS::S3::Bucket' }],
  },
  { eventName: 'ListBuckets', eventSource: 's3.amazonaws.com', errorCode: 'AccessDenied', errorMessage: 'no' },
  { errorCode: 'Client.UnauthorizedOperation', sourceIPAddress: '185.220.101.7' },
  { errorCode: 'NoSuchBucket', sourceIPAddress: '185.220.102.7' },
  { sourceIPAddress: 'cloudtrail.amazonaws.com', userIdentity: { type: 'AWSService', invokedBy: 'cloudtrail.amazonaws.com' } },
  { userIdentity: role('deploy-role', 'ci-17') },
  { userIdentity: role('deploy-role', 'ci-18', two), recipientAccountId: two },
  { userIdentity: role('admin', 'asha@example.org') },
  { userIdentity: { type: 'Root', principalId: one, arn: `arn:aws:iam::${one}:root`, accountId: one } },
  { userIdentity: { type: 'AWSAccount', principalId: 'AIDAOTHER', accountId: two }, recipientAccountId: one },
  {
    userIdentity: {
      type: 'FederatedUser',
      principalId: `${one}:bob`,
      arn: `arn:aws:sts::${one}:federated-user/bob`,
      accountId: one,
      accessKeyId: 'ASIABOB',
    },
  },
  {
    userIdentity: { type: 'IAMUser', userName: 'HIDDEN_DUE_TO_SECURITY_REASONS', accountId: one, principalId: 'AIDAX' },
    eventName: 'ConsoleLogin',
  },
  {
    awsRegion: 'us-east-1',
    eventName: 'CreateUser',
    eventSource: 'iam.amazonaws.com',
    readOnly: false,
    requestParameters: { userName: 'back_door%1' },
  },
  ...[
    { errorMessage: 'Failed authentication', responseElements: { ConsoleLogin: 'Failure' } },
    { responseElements: { ConsoleLogin: 'Failure' } },
    { responseElements: { ConsoleLogin: 'Success' } },
    { responseElements: null },
    { errorCode: 'NotNow', responseElements: { ConsoleLogin: 'Failure' } },
    { errorMessage: 'No username found in supplied account', responseElements: null },
    { errorMessage: '' },
    { eventName: 'CredentialVerification', serviceEventDetails: { CredentialVerification: 'Failure' } },
    { eventName: 'UserAuthentication', serviceEventDetails: { UserAuthentication: 'Success' } },
    { eventSource: 'sso.amazonaws.com', eventName: 'Authenticate', errorMessage: 'Not today' },
    { eventSource: 'signing.amazonaws.com', eventName: 'ListSigningJobs', errorMessage: 'No sign-in' },
  ].map((fields): Fields => ({ eventSource: 'signin.amazonaws.com', eventName: 'ConsoleLogin', readOnly: false, ...fields })),
  { userAgent: undefined, recipientAccountId: undefined },
  { readOnly: undefined, eventCategory: undefined, requestParameters: null },
  { eventTime: '2026-02-20T23:59:59Z' },
  { eventTime: '2026-02-22T00:00:00Z' },
  { eventTime: '2026-02-21T18:30:00.500Z' },
  { eventTime: '2026-02-21T23:30:00+05:30' },
  { eventTime: 'soon' },
  // Written as CloudTrail writes times, and no times: or another second than they say.
  { eventTime: '2026-02-30T10:00:00Z' },
  { eventTime: '2026-02-21T25:00:00Z' },
  { eventTime: '2026-02-21T23:59:60Z' },
  { eventTime: '2026-02-21T12:00:00.1234567890Z' },
  // Named by a field that the table has not.
  { userIdentity: { type: 'IdentityCenterUser', accountId: one, credentialId: 'cred-90e2' } },
  { resources: [{ ARNPrefix: 'arn:aws:s3:::telugubites-dev/', type: 'AWS::S3::Object' }] },
  {
    tlsDetails: { tlsVersion: 'TLSv1.3', cipherSuite: 'X', clientProvidedHostHeader: 'ec2.amazonaws.com' },
    requestParameters: { n: 12, yes: true, list: ['x', 'y'] },
  },
  // As of before there was recipientAccountId: delivered to the account whose folder has it, and known by the account of whose identity acted.
  {
    eventVersion: '1.01',
    eventTime: '2014-05-02T08:27:45Z',
    recipientAccountId: undefined,
    userIdentity: { type: 'AWSAccount', principalId: 'AIDAOTHER', accountId: two },
  },
  ...HOSTILE.slice(0, 60).map((text, i) => (i % 2 ? { userAgent: text } : { requestParameters: { name: text }, errorMessage: text })),
];

/** Exact: the same events. Others: at least these. */
const EXACT = [
  'api:RunInstances',
  'api:*Bucket*',
  'api:(GetObject OR DeleteBucket) service:s3.amazonaws.com',
  '-api:DescribeInstances',
  'NOT (service:s3.amazonaws.com OR is:denied)',
  'is:error',
  '-is:error',
  'is:denied',
  '-is:denied service:signin.amazonaws.com',
  'is:write',
  'is:read',
  '-is:read -is:write',
  'is:root',
  'ip:203.0.113.10',
  'ip:185.220.101.0/24',
  'ip:185.220.0.0/16 -ip:185.220.101.0/24',
  'agent:aws-cli*',
  'has:agent',
  '-has:agent',
  'has:error',
  'category:',
  `account:${two}`,
  `-account:${one}`,
  `account:${two} eventVersion:1.01`,
  `account:(${two} OR 777788889999) actorType:AWSAccount`,
  'key:ASIACI17',
  'arn:*:assumed-role/deploy-role/*',
  'principal:*:ci-1*',
  'invokedBy:cloudtrail.amazonaws.com',
  'session:ci-17',
  'session:ASIABOB',
  'has:session',
  '-has:session',
  'sessionName:ci-*',
  '-sessionName:bob',
  'actorType:AssumedRole',
  'userIdentity.sessionContext.sessionIssuer.userName:deploy-role',
  'userIdentity.sessionContext.attributes.mfaAuthenticated:false',
  'tlsDetails.tlsVersion:TLSv1.3',
  'errorMessage:no',
  'region:us-east-1 is:write',
];
const WIDER = [
  'on:2026-02-21',
  '-on:2026-02-21',
  'after:2026-02-21T18:30:00Z before:2026-02-22',
  'time:2026-02-21T18:30:00.600Z..2026-02-21T18:31:00Z',
  'on:2026-02-22',
  '-time:2026-02-25..2026-03-05',
  'is:undated',
  'has:time',
  'actor:asha',
  'actor:deploy-role/ci-17',
  'actor:*/ci-*',
  'actor:root',
  '-actor:asha',
  '-actor:deploy-role/*',
  'actor:cred-90e2',
  '-actor:HIDDEN*',
  'actor:',
  'has:actor',
  `who:${one}:role/deploy-role`,
  'who:*:role/deploy-role',
  `who:${one}:root`,
  `who:${two}:account`,
  'who:*asha*',
  'who:*/bob',
  `-who:${one}:user/asha`,
  'who:',
  'requestParameters.bucketName:telugubites-prod',
  'requestParameters.bucketName:telugu*-prod',
  '-requestParameters.bucketName:telugubites-prod',
  'requestParameters.instancesSet.items.imageId:ami-1',
  'requestParameters.instancesSet.items.0.maxCount:12',
  'requestParameters.n:12',
  'requestParameters.yes:true',
  'requestParameters.list:y',
  'requestParameters.key:"a/b \\"c\\".txt"',
  'has:requestParameters.bucketName',
  '-has:requestParameters.bucketName',
  'requestParameters.*:*',
  'has:requestParameters',
  'resource:telugubites-prod',
  'resource:arn:aws:s3:::telugubites-prod',
  'resource:arn:aws:s3:::*',
  '-resource:telugubites-prod',
  'has:resource',
  'has:userIdentity',
  'requestID:8d2b*',
  `account:${two} on:2014-05-02`,
  `account:${two} after:2014-01-01`,
  `account:${two} after:2015-01-01`,
];

let duck: DuckAthena;
let db: ReturnType<typeof openForReading>;
let keyOf = new Map<number, string>();

beforeAll(async () => {
  const files = VARIETY.map((fields, i) => {
    const whole = record(fields);
    const account = String(whole.recipientAccountId ?? one);
    const region = i === 15 ? 'eu-west-1' : String(whole.awsRegion);
    const day = /^\d{4}-\d\d-\d\d/.exec(String(whole.eventTime))?.[0].replaceAll('-', '/') ?? '2026/02/21';
    const key = `AWSLogs/${account}/CloudTrail/${region}/${day}/${account}_CloudTrail_${region}_20260221T0005Z_${i}.json`;
    return { key, records: [whole] };
  });
  duck = await DuckAthena.over('evidence', files);
  const path = newCasePath();
  await importInto(path, [folderOf(Object.fromEntries(files.map(({ key, records }) => [key, JSON.stringify({ Records: records })])))]);
  db = openForReading(path);
  const places = db.prepare('SELECT r.id, f.path FROM records r JOIN found_at f ON f.evidence = r.evidence').raw().all() as [
    number,
    string,
  ][];
  keyOf = new Map(places);
  expect(keyOf.size).toBe(files.length);
});
afterAll(() => {
  duck.close();
  db.close();
});

async function inCase(filter: string): Promise<string[]> {
  const { bits } = await eventsOf(db).selections.select(filter, {});
  return [...idsOf(bits)].map((id) => keyOf.get(id) as string).sort();
}

async function byAthena(filter: string): Promise<string[]> {
  const { rows } = await duck.answer(translate(filter, NAME, TABLE, TIMES, 1).sql);
  return rows.map(([address]) => String(address).slice('s3://evidence/'.length)).sort();
}

/** Conditions of several filters in one query, without partitions: keys by filter. */
async function conditionsOf(filters: readonly string[]): Promise<string[][]> {
  const conditions = filters.map((filter) => conditionOf(filter, { table: TABLE, times: TIMES }).condition);
  const { rows } = await duck.answer(`SELECT "$path", ${conditions.join(',\n')} FROM "AwsDataCatalog"."default"."cloudtrail_logs"`);
  return filters.map((_, i) =>
    rows
      .filter((row) => row[i + 1] === 'true')
      .map(([address]) => String(address).slice('s3://evidence/'.length))
      .sort(),
  );
}

test('the same', async () => {
  for (const filter of EXACT) expect(await byAthena(filter), filter).toEqual(await inCase(filter));
});

test('no less, and it is said why more may be found', async () => {
  for (const filter of WIDER) {
    const [found, named] = [await inCase(filter), new Set(await byAthena(filter))];
    expect(
      found.filter((key) => !named.has(key)),
      filter,
    ).toEqual([]);
    if (!/^-?(on|after|time|is|has:time|requestID|account)\b/.test(filter))
      expect(translate(filter, NAME, TABLE, TIMES, 1).notes, filter).not.toEqual([]);
  }
});

test('texts of attackers are values in it, and nothing else', async () => {
  const quoted = HOSTILE.filter((text) => !text.includes('*')).map((text) => `"${text.replace(/["\\]/g, '\\$&')}"`);
  const agents = quoted.flatMap((text) => [`agent:${text}`, `-agent:${text}`]);
  const found = await conditionsOf(agents);
  for (const [i, filter] of agents.entries()) expect(found[i], filter).toEqual(await inCase(filter));
  const names = quoted.slice(0, 60).map((text) => `requestParameters.name:${text}`);
  const named = await conditionsOf(names);
  for (const [i, filter] of names.entries())
    expect(
      (await inCase(filter)).filter((key) => !named[i]?.includes(key)),
      filter,
    ).toEqual([]);
});

test('so are any combinations, with NOTs over them', async () => {
  const { pick } = random(7);
  const terms = [...EXACT, ...WIDER].filter((filter) => !/ OR |^-|^NOT/.test(filter));
  const filters = Array.from({ length: 60 }, (_, i) => {
    const [a, b, c] = [pick(terms), pick(terms), pick(terms)];
    return [
      `NOT ((${a}) OR (${b}))`,
      `(${a}) (NOT ((${b}) (${c})))`,
      `(${a}) OR NOT ((${b}) OR NOT (${c}))`,
      `NOT (NOT (${a}) NOT (${b}))`,
    ][i % 4] as string;
  });
  const named = await conditionsOf(filters);
  for (const [i, filter] of filters.entries())
    expect(
      (await inCase(filter)).filter((key) => !named[i]?.includes(key)),
      filter,
    ).toEqual([]);
});

test('a failed sign-in is never missed, and rows are left out only where it is certain', async () => {
  const signIn = (fields: Fields) => record({ eventSource: 'signin.amazonaws.com', eventName: 'ConsoleLogin', ...fields });
  // As other writers of JSON may have it, and what is no failure though it has the word.
  const texts = [
    '{"ConsoleLogin": "Failure"}',
    '{"ConsoleLogin":"\\u0046ailure"}',
    '{"Console\\u004cogin":"Failure"}',
    '{"ConsoleLogin":"Success","note":"Failure"}',
    '{"ConsoleLogin":"Success"}',
  ];
  const files = texts.map((text, i) => ({
    key: `AWSLogs/${one}/CloudTrail/ap-south-1/2026/02/21/${i}.json`,
    json: JSON.stringify({ Records: [signIn({ responseElements: 'HERE' })] }).replace('"HERE"', text),
  }));
  const path = newCasePath();
  await importInto(path, [folderOf(Object.fromEntries(files.map(({ key, json }) => [key, json])))]);
  const other = openForReading(path);
  const { bits } = await eventsOf(other).selections.select('is:error');
  const found = other
    .prepare(
      'SELECT f.path FROM found_at f JOIN records r ON r.evidence = f.evidence WHERE r.id IN (SELECT value FROM json_each(?)) ORDER BY 1',
    )
    .pluck();
  expect(found.all(JSON.stringify([...idsOf(bits)]))).toEqual(files.slice(0, 3).map(({ key }) => key));
  other.close();
  // A table's column has the text as it was written.
  const asTexts = texts.map((text) => `('${text}')`).join(', ');
  const { condition } = conditionOf('is:error', { table: TABLE, times: TIMES });
  const { condition: negated } = conditionOf('-is:error', { table: TABLE, times: TIMES });
  const columns = `'signin.amazonaws.com' AS eventsource, 'ConsoleLogin' AS eventname, CAST(NULL AS varchar) AS errorcode, CAST(NULL AS varchar) AS errormessage, CAST(NULL AS varchar) AS serviceeventdetails`;
  const { rows } = await duck.answer(
    `SELECT ${condition}, ${negated} FROM (SELECT ${columns}, t.responseelements FROM (VALUES ${asTexts}) AS t(responseelements)) AS s`,
  );
  expect(rows.map(([is]) => is)).toEqual(['true', 'true', 'true', 'true', 'false']);
  expect(rows.map(([, isNot]) => isNot)).toEqual(['true', 'true', 'true', 'true', 'true']);
});

test('a table without columns for answers gives all sign-ins without an error code, and says so', () => {
  const columns = new Map(TABLE.columns);
  columns.delete('serviceeventdetails');
  const { condition, notes } = conditionOf('is:error', { table: { ...TABLE, columns }, times: TIMES });
  expect(condition).toBe(
    `(coalesce("errorcode", '') <> '' OR coalesce(coalesce("errorcode", '') = '' AND ("eventsource" LIKE 'signin.%' ESCAPE '\\' OR "eventsource" LIKE 'sso.%' ESCAPE '\\'), FALSE))`,
  );
  expect(notes).toEqual([expect.stringContaining('all sign-ins without an error code')]);
});
