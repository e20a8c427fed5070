// `trailcase scope --athena`, from a filter to the log files as evidence: against a double of Athena whose engine is DuckDB, and the double of S3.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { guard, OPERATIONS } from '../../../src/main/acquire/athena/client.ts';
import { notAgreed } from '../../../src/main/calls/athena-calls.ts';
import { CaseFile } from '../../../src/main/case/case-file.ts';
import { runScoping } from '../../../src/main/jobs/athena-scope.ts';
import { type AthenaDouble, startAthenaDouble } from '../../helpers/athena-double.ts';
import { catalogEntry, DuckAthena } from '../../helpers/athena-duckdb.ts';
import { newCasePath, verified } from '../../helpers/cases.ts';
import { cli, cliJson } from '../../helpers/cli-here.ts';
import { temporaryFolder } from '../../helpers/folder.ts';
import { bucketOf, SAMPLE, sampleObjects } from '../../helpers/s3-archive.ts';
import { awsEnv, lastCustody, problemsOf, query } from '../../helpers/s3-cases.ts';
import { type S3Double, startS3Double } from '../../helpers/s3-server.ts';
import { session } from '../../helpers/session.ts';

let s3: S3Double;
let athena: AthenaDouble;
let duck: DuckAthena | null = null;

beforeEach(async () => {
  [s3, athena] = await Promise.all([startS3Double(), startAthenaDouble()]);
  athena.tables.set('AwsDataCatalog.default.cloudtrail_logs', catalogEntry('evidence'));
});
afterEach(async () => {
  duck?.close();
  duck = null;
  await Promise.all([s3.close(), athena.close()]);
});

const env = (): Record<string, string> => ({ ...awsEnv(s3), AWS_ENDPOINT_URL_ATHENA: athena.endpoint, AWS_MAX_ATTEMPTS: '1' });
const TABLE = ['--table', 'cloudtrail_logs'];
const RESULTS = ['--results', 's3://mine/results/'];
const run = (...args: string[]) => cliJson(['scope', ...args], { env: env() });
/** Without --json, since refusals are words. */
const said = async (...args: string[]): Promise<string> => {
  const { status, stderr } = await cli(['scope', ...args], { env: env() });
  return `${status} ${stderr.trim()}`;
};

const PLACE = /^AWSLogs\/444455556666\/CloudTrail(-Digest)?\/eu-central-1\//;

/** The sample archive in its bucket, and a table over it. */
async function withArchive(): Promise<void> {
  const objects = sampleObjects((key) => PLACE.test(key));
  s3.buckets.set('evidence', bucketOf(objects));
  const logs = objects.filter(({ key }) => !key.includes('Digest'));
  duck = await DuckAthena.over(
    'evidence',
    logs.map(({ key, bytes }) => ({ key, records: JSON.parse(gunzipSync(bytes).toString('utf8')).Records })),
  );
  const keys = readFileSync(join(SAMPLE, 'keys/eu-central-1.public-keys.json'), 'utf8');
  const seconds = (_: string, one: unknown): unknown => (/^\d{4}-\d\d-\d\dT/.test(String(one)) ? Date.parse(String(one)) / 1000 : one);
  s3.cloudtrail = Object.fromEntries([['ListPublicKeys', () => JSON.parse(keys, seconds)]]);
  const engine = duck;
  athena.answer = (sql) => engine.answer(sql);
}

const FILTER = ['is:write', 'account:444455556666', 'region:eu-central-1'];

test('what is named becomes evidence with its digests and the record of the scoping; it is repeated by that record', async () => {
  await withArchive();
  const path = newCasePath();
  const out = join(temporaryFolder(), 'paths.txt');
  const { status, value } = await run(path, '--athena', ...FILTER, ...TABLE, ...RESULTS, '--yes', '--import', '--paths-out', out);
  expect(status).toBe(0);
  expect(value).toMatchObject({
    executionId: '00000001-1111-4222-8333-444444444444',
    scannedBytes: 2_000_000,
    engineVersion: 'Athena engine version 3',
    elsewhere: [],
  });
  expect(value.objects.length).toBeGreaterThan(0);
  expect(value.import.files).toMatchObject({ log: value.objects.length, unreadable: 0 });
  // The same events as the case finds in the whole archive, and files whole.
  const proven = await verified(path);
  expect(proven).toMatchObject({ ok: true, logs: { valid: value.objects.length, invalid: 0, unattested: 0 } });
  expect(proven.digests.valid).toBeGreaterThan(0);
  expect(value.records).toBe((await cliJson(['facets', path, ...FILTER])).value.total);

  const lines = readFileSync(out, 'utf8');
  expect(lines.split('\n').slice(0, -1)).toEqual(value.objects.map(({ address }: { address: string }) => address));
  expect(value.resultSha256).toBe(createHash('sha256').update(lines).digest('hex'));
  const record = readFileSync(`${out}.scoping.json`);
  const digest = createHash('sha256').update(record).digest('hex');
  expect(
    query(
      path,
      `SELECT f.path, e.kind FROM evidence e JOIN found_at f ON f.evidence = e.id WHERE hex(e.sha256) = '${digest.toUpperCase()}'`,
    ),
  ).toEqual([{ path: expect.stringMatching(/^scoping\/00000001-/), kind: 'sidecar' }]);
  expect(JSON.parse(record.toString())).toMatchObject({
    outcome: {
      sql: [...athena.executions.values()][0]?.sql,
      filter: FILTER.join(' '),
      workgroup: 'primary',
      submitted: 1_771_700_000_250,
      results: expect.stringMatching(/^s3:\/\/mine\/results\//),
    },
    table: { Name: 'cloudtrail_logs' },
  });
  expect(lastCustody(path).scoping).toMatchObject({ executionId: value.executionId, resultSha256: value.resultSha256, document: digest });
  expect(query(path, "SELECT outcome FROM custody WHERE action = 'scope'")).toEqual([{ outcome: 'done' }]);

  // The digests are those that an import of these days takes.
  const days = value.objects.map(({ key }: { key: string }) => /(\d{4})\/(\d\d)\/(\d\d)/.exec(key)?.slice(1).join('-')).sort();
  const spanned = newCasePath('spanned');
  await cliJson(['import', spanned, 's3://evidence', '--from', days[0], '--to', days.at(-1)], { env: env() });
  const digestsOf = (one: string) =>
    query(one, "SELECT f.path FROM evidence e JOIN found_at f ON f.evidence = e.id WHERE e.kind = 'digest' ORDER BY f.path");
  expect(digestsOf(path)).toEqual(digestsOf(spanned));

  // Another case by the list alone: the same evidence.
  const other = newCasePath('other');
  expect((await cliJson(['import', other, 's3://evidence', '--keys-from', out], { env: env() })).status).toBe(0);
  expect((await verified(other)).roots).toEqual(proven.roots);

  // A list that was changed is not what the scoping named; lines of other buckets are told.
  writeFileSync(out, `${lines}s3://another/x\n`);
  const changed = await cliJson(['import', newCasePath('changed'), 's3://evidence', '--keys-from', out], { env: env() });
  expect(changed.stderr).toContain(`1 of the ${value.objects.length + 1} objects named in`);
  expect(changed.stderr).toContain('is the record of another list');
  expect(changed.value.files.log).toBe(value.objects.length);

  expect((await run(path, '--athena', '--repeat', ...RESULTS, '--yes')).value.repeat).toEqual({
    executionId: value.executionId,
    same: true,
    added: [],
    gone: [],
  });
  const [gone, ...rest] = value.objects;
  athena.answer = () => ({ columns: ['path', 'records'], rows: rest.map((one: any) => [one.address, String(one.records)]) });
  const differing = await run(path, '--athena', '--repeat', ...RESULTS, '--yes');
  expect(differing).toMatchObject({ status: 1, value: { repeat: { same: false, gone: [gone.address], added: [] } } });

  // The footprint: six operations, one user agent; the bucket is only read.
  expect(Object.keys(athena.operations()).filter((name) => !OPERATIONS.has(name))).toEqual([]);
  expect(athena.log.filter(({ userAgent }) => !/ trailcase\/\d/.test(userAgent))).toEqual([]);
  expect(s3.log.filter(({ service, method }) => service === 's3' && method !== 'GET' && method !== 'HEAD')).toEqual([]);
  for (const { input } of [...athena.executions.values()]) expect(input.ResultConfiguration.OutputLocation).toBe('s3://mine/results/');
});

test('no other operation passes, and nothing but one SELECT', () => {
  for (const operation of ['CreateNamedQuery', 'CreateWorkGroup', 'DeleteDataCatalog', 'StartCalculationExecution', 'UpdateWorkGroup'])
    expect(() => guard(operation, {})).toThrow(/not for scoping/);
  for (const sql of [
    'DROP TABLE x',
    'SELECT 1; DELETE FROM x',
    'INSERT INTO x SELECT 1',
    "UNLOAD (SELECT 1) TO 's3://evidence/'",
    'CREATE TABLE x AS SELECT 1',
    'WITH a AS (SELECT 1) INSERT INTO x SELECT * FROM a',
    'SELECT * FROM TABLE(system.query(query => 1))',
    // Where a comment ends: for Trino a carriage return does it.
    'SELECT * FROM --\rTABLE(system.query(query => 1))',
    // Reading by a Lambda function is running it.
    'SELECT "$path" FROM "lambda:anything"."a"."b"',
    '',
  ])
    expect(() => guard('StartQueryExecution', { QueryString: sql }), sql).toThrow(/Only one SELECT/);
  for (const sql of [
    'SELECT "$path" FROM "a"."b" WHERE x = \'DROP TABLE x; --\'',
    '(SELECT 1);',
    'WITH a AS (SELECT b.update FROM b) SELECT a.delete, truncate(1.5) FROM a',
  ])
    expect(() => guard('StartQueryExecution', { QueryString: sql }), sql).not.toThrow();
});

test('the query is said and agreed to before it runs; partitions keep it small', async () => {
  const { value } = await run(
    '--athena',
    'api:RunInstances',
    'on:2026-02-21',
    'account:111122223333',
    'region:eu-west-1',
    ...TABLE,
    ...RESULTS,
    '--dry-run',
  );
  expect(value.sql).toContain(
    `WHERE "account" IN ('111122223333')\n  AND "region" IN ('eu-west-1')\n  AND "timestamp" BETWEEN '2026/02/20' AND '2026/02/22'\n  AND `,
  );
  expect(value.partitions).toEqual([
    { column: 'account', limitedTo: '111122223333' },
    { column: 'region', limitedTo: 'eu-west-1' },
    { column: 'timestamp', limitedTo: 'days 2026-02-20 to 2026-02-22' },
  ]);
  expect(value).toMatchObject({ evidence: ['s3://evidence'], results: { address: 's3://mine/results/', enforced: false, managed: false } });
  expect(await said('--athena', 'is:write', ...TABLE, ...RESULTS)).toMatch(/^2 trailcase: ATHENA_NOT_AGREED:/);
  expect(athena.operations().StartQueryExecution).toBeUndefined();
});

test('times are read in the zone of the case, or the one that is named; a case with a zone that nobody knows is read in UTC', async () => {
  const sqlOf = async (...args: string[]): Promise<string> =>
    (await run(...args, '--athena', 'after:2026-02-21', ...TABLE, '--dry-run')).value.sql;
  const india = newCasePath('india');
  await cliJson(['create', india, '--timezone', 'Asia/Kolkata']);
  expect(await sqlOf(india)).toContain("'2026-02-20T18:30:00'");
  expect(await sqlOf('--timezone', 'Asia/Kolkata')).toContain("'2026-02-20T18:30:00'");
  expect(await sqlOf()).toContain("'2026-02-21T00:00:00'");
  const odd = newCasePath('odd');
  CaseFile.create(odd, { timezone: 'Mars/Olympus_Mons' }).close();
  expect(await sqlOf(odd)).toContain("'2026-02-21T00:00:00'");
});

test('results never go into the bucket of the evidence, nor anywhere that was not named', async () => {
  const start = ['--athena', 'is:write', ...TABLE, '--yes'];
  expect(await said(...start, '--results', 's3://evidence/athena/')).toMatch(
    /ATHENA_RESULTS_PLACE: The place named for results lies in the bucket of the evidence/,
  );
  expect(await said(...start)).toMatch(/ATHENA_RESULTS_PLACE: No place was named/);
  athena.workgroup = { EnforceWorkGroupConfiguration: true, ResultConfiguration: { OutputLocation: 's3://evidence/wg/' } };
  expect(await said(...start, ...RESULTS)).toMatch(
    /ATHENA_RESULTS_PLACE: The workgroup primary writes results to a place that lies in the bucket/,
  );
  athena.workgroup = { EnforceWorkGroupConfiguration: true, ResultConfiguration: { OutputLocation: 's3://theirs/wg' } };
  expect(await said(...start, ...RESULTS)).toMatch(/writes results to s3:\/\/theirs\/wg, whatever is asked/);
  expect(athena.operations().StartQueryExecution).toBeUndefined();
  expect((await run(...start, '--results', 's3://theirs/wg/')).value.results).toMatch(/^s3:\/\/theirs\/wg\//);
  expect([...athena.executions.values()][0]?.input.ResultConfiguration).toBeUndefined();
});

test('which bucket is behind an access point nobody sees: it takes no results, and of a table over one the bucket has to be named', async () => {
  const start = ['--athena', 'is:write', ...TABLE, '--yes'];
  for (const place of ['s3://logs-abcdefghijklm-s3alias/', 's3://arn:aws:s3:eu-west-1:111122223333:accesspoint/logs/x', 's3://Evidence/x'])
    expect(await said(...start, '--results', place), place).toMatch(/ATHENA_RESULTS_PLACE: The place named for results/);
  athena.tables.set('AwsDataCatalog.default.cloudtrail_logs', catalogEntry('logs-abcdefghijklm-s3alias'));
  expect(await said(...start, ...RESULTS)).toMatch(/2 trailcase: USAGE: .*access point.*--evidence/s);
  expect(athena.operations().StartQueryExecution).toBeUndefined();
  expect((await run(...start, ...RESULTS, '--evidence', 's3://evidence')).value.evidence).toEqual([
    's3://evidence',
    's3://logs-abcdefghijklm-s3alias',
  ]);
});

test('a list is in order of the addresses’ bytes, whatever has to be escaped in them', async () => {
  athena.answer = () => ({ columns: ['path'], rows: [['s3://evidence/a b'], ['s3://evidence/a\nb'], ['s3://another/x']] });
  const out = join(temporaryFolder(), 'paths.txt');
  const { value } = await run('--athena', 'is:write', ...TABLE, ...RESULTS, '--yes', '--paths-out', out);
  const lines = readFileSync(out, 'utf8');
  expect(lines).toBe('s3://another/x\ns3://evidence/a%0Ab\ns3://evidence/a b\n');
  expect(value.resultSha256).toBe(createHash('sha256').update(lines).digest('hex'));
});

test('a workgroup that was changed in between: the query is stopped as soon as Athena says where its results go', async () => {
  athena.instead = ({ operation }) => {
    if (operation === 'GetQueryExecution')
      athena.workgroup = { EnforceWorkGroupConfiguration: true, ResultConfiguration: { OutputLocation: 's3://evidence/wg/' } };
    return undefined;
  };
  athena.running = Number.POSITIVE_INFINITY;
  expect(await said('--athena', 'is:write', ...TABLE, ...RESULTS, '--yes')).toMatch(
    /ATHENA_RESULTS_PLACE: The place to which Athena writes results/,
  );
  expect([...athena.executions.values()].map(({ state }) => state)).toEqual(['CANCELLED']);
});

test('own SQL names paths; pages are read to the end; what cannot be fetched is told', async () => {
  const key = (n: number): string => `AWSLogs/111122223333/CloudTrail/eu-west-1/2026/02/21/${String(n).padStart(4, '0')}.json.gz`;
  athena.page = 7;
  const many = Array.from({ length: 20 }, (_, n) => [`s3://evidence/${key(n)}`]);
  athena.answer = () => ({ columns: ['$path'], rows: [...many, ...many, ['s3://another/x.json.gz'], ['hdfs://x']] });
  const sql = 'SELECT "$path" FROM cloudtrail_logs';
  const { status, value, stderr } = await run('--athena', '--sql', sql, '--evidence', 's3://evidence/', ...RESULTS, '--yes');
  expect({ status, objects: value.objects.length, records: value.records, unusable: value.unusable, elsewhere: value.elsewhere }).toEqual({
    status: 1,
    objects: 20,
    records: null,
    unusable: ['hdfs://x'],
    elsewhere: [{ address: 's3://another/x.json.gz', bucket: 'another', key: 'x.json.gz', records: null }],
  });
  expect(stderr).toContain('1 of the objects are in other buckets');
  expect(athena.operations().GetQueryResults).toBe(7);
  expect(await said('--athena', '--sql', 'SELECT eventname FROM x', '--evidence', 's3://evidence/', ...RESULTS, '--yes')).toMatch(
    /ATHENA_NO_PATH/,
  );
  athena.answer = () => ({ columns: ['eventname'], rows: [['path']] });
  expect(await said('--athena', '--sql', `${sql} x`, '--evidence', 's3://evidence/', ...RESULTS, '--yes')).toMatch(
    /ATHENA_NO_PATH: The result has no column/,
  );
  expect(await said('--athena', '--sql', 'DROP TABLE path', '--evidence', 's3://evidence/', ...RESULTS, '--yes')).toMatch(
    /ATHENA_NOT_READING/,
  );

  // Gone since: told of its place.
  await withArchive();
  const [log] = sampleObjects((one) => PLACE.test(one) && !one.includes('Digest'));
  athena.answer = () => ({ columns: ['path'], rows: [[`s3://evidence/${log?.key}`], [`s3://evidence/${key(1)}`]] });
  const path = newCasePath();
  const taken = await run(path, '--athena', '--sql', sql, '--evidence', 's3://evidence/', ...RESULTS, '--yes', '--import', '--no-digests');
  expect(taken.value.import.files).toMatchObject({ log: 1, digest: 0 });
  expect(problemsOf(path)).toEqual({ [key(1)]: [{ code: 'S3_OBJECT_GONE', detail: 'it was named, and the bucket does not list it' }] });
});

test.each([
  ['tag:ioc', 'Column 1: tag:ioc cannot be asked of Athena: it is about the examiner’s own work'],
  ['api:X country:DE', 'Column 7: country:DE cannot be asked'],
  ['evidence:ab', 'hashes of items'],
  ['is:bookmarked', 'own work'],
  ['is:repeated', 'deliveries of an event'],
  ['is:conflict', 'deliveries of an event'],
  ['-is:reduced', 'deliveries of an event'],
  ['last:6h', 'it counts from events of a case'],
  ['sourceIdentity:asha', 'the table has no userIdentity.sessionContext.sourceIdentity'],
  ['insightDetails.x:y', 'the table has no column insightdetails'],
])('%s is refused by name', async (filter, why) => {
  expect(await said('--athena', filter, ...TABLE, ...RESULTS, '--yes')).toMatch(/^2 trailcase: ATHENA_NOT_TRANSLATED/);
  expect(await said('--athena', filter, ...TABLE, ...RESULTS, '--yes')).toContain(why);
  expect(athena.operations().StartQueryExecution).toBeUndefined();
});

test.each([
  ['a filter that is none', ['api:(X'], TABLE, /^2 trailcase: FILTER_INVALID: Column/, 0],
  ['a term that no table has', ['tag:ioc'], TABLE, /^2 trailcase: ATHENA_NOT_TRANSLATED: Column 1: tag:ioc/, 0],
  ['a term that this table has not', ['sourceIdentity:asha'], TABLE, /^2 trailcase: ATHENA_NOT_TRANSLATED: Column 1: source/, 1],
  ['SQL that writes', ['--sql', 'DROP TABLE path'], TABLE, /^2 trailcase: ATHENA_NOT_READING/, 0],
  ['SQL that names no objects', ['--sql', 'SELECT 1'], TABLE, /^2 trailcase: ATHENA_NO_PATH/, 0],
  ['a table that is not there', ['is:write'], ['--table', 'none'], /^2 trailcase: ATHENA_TABLE_MISSING/, 1],
  ['no table', ['is:write'], [], /^2 trailcase: USAGE: The CloudTrail table is not named/, 0],
])('%s is told before anybody is asked', async (_, what, table, told, looked) => {
  expect(await said('--athena', ...what, ...table, ...RESULTS)).toMatch(told);
  expect(athena.operations().GetTableMetadata ?? 0).toBe(looked);
  expect(athena.operations().StartQueryExecution).toBeUndefined();
  // Nor for a code of MFA, without which the table cannot be looked at.
  const role = ['--role-arn', 'arn:aws:iam::111122223333:role/reader', '--mfa-serial', 'arn:aws:iam::111122223333:mfa/asha'];
  expect(await said('--athena', ...what, ...table, ...RESULTS, ...role)).toMatch(
    looked === 0 ? told : /^2 trailcase: S3_CREDENTIALS: A code/,
  );
});

const OBSTACLES: [code: string, words: RegExp, prepare: () => void][] = [
  [
    'ATHENA_ACCESS_DENIED',
    /missing is athena:GetWorkGroup on arn:aws:athena/,
    () =>
      refuse(
        'GetWorkGroup',
        'AccessDeniedException',
        'User: x is not authorized to perform: athena:GetWorkGroup on resource: arn:aws:athena:eu-west-1:1:workgroup/primary',
      ),
  ],
  [
    'ATHENA_ACCESS_DENIED',
    /athena:StartQueryExecution on/,
    () =>
      refuse(
        'StartQueryExecution',
        'AccessDeniedException',
        'You are not authorized to perform: athena:StartQueryExecution on the resource',
      ),
  ],
  ['ATHENA_TABLE_MISSING', /Entity Not Found/, () => athena.tables.clear()],
  [
    'ATHENA_WORKGROUP_MISSING',
    /WorkGroup is not found/,
    () => refuse('GetWorkGroup', 'InvalidRequestException', 'WorkGroup is not found.'),
  ],
  ['ATHENA_THROTTLED', /Rate exceeded/, () => refuse('GetWorkGroup', 'TooManyRequestsException', 'Rate exceeded')],
  ['ATHENA_QUERY_FAILED', /HIVE_BAD_DATA: .*execution 00000001/, () => reason('HIVE_BAD_DATA: Error parsing field')],
  [
    'ATHENA_LIMIT',
    /more than Athena takes/,
    () => reason('HIVE_EXCEEDED_PARTITION_LIMIT: Query over table can potentially read more than 1000000 partitions'),
  ],
  ['ATHENA_TABLE_MISSING', /TABLE_NOT_FOUND/, () => reason("TABLE_NOT_FOUND: line 2:6: Table 'x' does not exist")],
  ['ATHENA_RESULTS_DENIED', /may not write results/, () => reason('Access denied when writing output to url: s3://mine/results/1.csv')],
  [
    'ATHENA_ACCESS_DENIED',
    /may not read what the query asks for/,
    () => reason('PERMISSION_DENIED: Access Denied (Service: Amazon S3; Status Code: 403)'),
  ],
  ['ATHENA_RESULTS_DENIED', /cannot be read.*--execution 00000001/, () => refuse('GetQueryResults', 'AccessDeniedException', 'no')],
  [
    'S3_CREDENTIALS_EXPIRED',
    /take it up with --execution 00000001/,
    () => refuse('GetQueryExecution', 'ExpiredTokenException', 'The security token included in the request is expired'),
  ],
];
const refuse = (operation: string, code: string, message: string): void => {
  athena.instead = (logged) => (logged.operation === operation ? { code, message } : undefined);
};
const reason = (text: string): void => {
  athena.answer = () => {
    throw new Error(text);
  };
};

test.each(OBSTACLES)('%s %s', async (code, words, prepare) => {
  prepare();
  athena.running = 0;
  const told = await said('--athena', 'is:write', ...TABLE, ...RESULTS, '--yes');
  expect(told).toContain(`2 trailcase: ${code}:`);
  expect(told).toMatch(words);
});

test('expired in between: renewed, it goes on; an execution is taken up by its id', async () => {
  let refusals = 0;
  athena.instead = ({ operation }) =>
    operation === 'GetQueryExecution' && refusals++ === 1 ? { code: 'ExpiredTokenException', message: 'expired' } : undefined;
  const { value } = await run('--athena', 'is:write', ...TABLE, ...RESULTS, '--yes');
  expect(value.executionId).toMatch(/^00000001/);
  const again = await run('--athena', '--execution', value.executionId, ...TABLE);
  expect(again.value).toMatchObject({ executionId: value.executionId, sql: value.sql, resultSha256: value.resultSha256 });
  expect(athena.operations().StartQueryExecution).toBe(1);
  // By the same command: filter and notes stay on record. By another filter it is another query.
  const same = await run('--athena', 'is:write', '--execution', value.executionId, ...TABLE);
  expect(same.value).toMatchObject({ filter: 'is:write', sql: value.sql, resultSha256: value.resultSha256 });
  expect(await said('--athena', 'is:read', '--execution', value.executionId, ...TABLE)).toMatch(
    /^2 trailcase: ATHENA_EXECUTION: .*another query/,
  );
  expect(athena.operations().StartQueryExecution).toBe(1);
});

test('what is not there before anything ran is not to be imported again', async () => {
  refuse('GetWorkGroup', 'ExpiredTokenException', 'expired');
  expect(await said('--athena', 'is:write', ...TABLE, ...RESULTS, '--yes')).toMatch(/S3_CREDENTIALS_EXPIRED: .* Renew them\.$/);
});

test('repeated, results stay out of a bucket that was named as evidence beside that of the table', async () => {
  await withArchive();
  const path = newCasePath();
  const named = ['--evidence', 's3://theirs/', '--import', '--no-digests'];
  expect((await run(path, '--athena', ...FILTER, ...TABLE, ...RESULTS, '--yes', ...named)).status).toBe(0);
  expect(await said(path, '--athena', '--repeat', '--results', 's3://theirs/x/', '--yes')).toMatch(/ATHENA_RESULTS_PLACE/);
});

test('what is agreed to is what runs, and asking before it is on record like all the rest', async () => {
  Object.assign(process.env, env());
  try {
    const ask = { table: 'cloudtrail_logs', filter: 'is:write', results: 's3://mine/results/' };
    const agreed: string[] = [];
    const { requests } = await runScoping(ask, { agree: async ({ sql }) => void agreed.push(sql) });
    expect([...athena.executions.values()].map(({ sql }) => sql)).toEqual(agreed);
    expect(athena.operations()).toMatchObject({ GetWorkGroup: 1, GetTableMetadata: 1 });
    expect(requests.total).toBe(athena.log.length + s3.log.filter(({ service }) => service === 'sts').length);
    // What was paid for is told, though somebody took the list away; and that it is not there.
    const requestLog = join(temporaryFolder(), 'requests.jsonl');
    const gone = await runScoping(ask, { agree: async () => rmSync(requestLog), requestLog });
    expect(gone.requests.file).toMatchObject({ lines: null, failure: expect.stringContaining('ENOENT') });
    athena.log.length = 0;
    const no = () => Promise.reject(notAgreed());
    await expect(runScoping(ask, { agree: no })).rejects.toMatchObject({ code: 'ATHENA_NOT_AGREED' });
    // What could not run is refused before anybody is asked.
    await expect(runScoping({ ...ask, results: undefined }, { agree: no })).rejects.toMatchObject({ code: 'ATHENA_RESULTS_PLACE' });
    expect(athena.operations().StartQueryExecution).toBeUndefined();
  } finally {
    for (const name of Object.keys(env())) delete process.env[name];
  }
});

test('cancelled while the start is on its way: what was started is stopped', async () => {
  const cancel = new AbortController();
  athena.running = Number.POSITIVE_INFINITY;
  athena.instead = ({ operation }) => {
    if (operation === 'StartQueryExecution') cancel.abort();
    return undefined;
  };
  Object.assign(process.env, env());
  try {
    const ask = { table: 'cloudtrail_logs', filter: 'is:write', results: 's3://mine/results/' };
    await expect(runScoping(ask, { signal: cancel.signal })).rejects.toMatchObject({ code: 'CANCELLED' });
  } finally {
    for (const name of Object.keys(env())) delete process.env[name];
  }
  await expect.poll(() => [...athena.executions.values()].map(({ state }) => state)).toEqual(['CANCELLED']);
});

test('a partition that has to be named is asked for', async () => {
  const entry = catalogEntry('evidence');
  entry.Parameters['projection.account.type'] = 'injected';
  athena.tables.set('AwsDataCatalog.default.cloudtrail_logs', entry);
  expect(await said('--athena', 'is:write', ...TABLE, ...RESULTS, '--yes')).toMatch(/ATHENA_PARTITION_NEEDED.*account.*Add account:/);
  expect((await run('--athena', 'is:write', 'account:(111122223333 OR 444455556666)', ...TABLE, '--dry-run')).value.sql).toContain(
    `"account" IN ('111122223333', '444455556666')`,
  );
});

test('the window does the same over channels; cancelling stops the query at Athena', async () => {
  await withArchive();
  const path = newCasePath();
  Object.assign(process.env, env());
  const driven = session();
  try {
    await driven.ask('case.create', { path, facts: {} });
    const ask = { table: 'cloudtrail_logs', filter: 'is:write', results: 's3://mine/results/' };
    const agreed = await driven.ask('athena.prepare', ask);
    expect(agreed.sql).toContain('GROUP BY "$path"');
    await expect(driven.ask('athena.start', { ask, agreed: null })).rejects.toMatchObject({ code: 'ATHENA_NOT_AGREED' });
    // Another query, or another place, than somebody was shown.
    for (const other of [
      { ...agreed, sql: `${agreed.sql} ` },
      { ...agreed, results: { ...agreed.results, address: 's3://other/results/' } },
    ]) {
      const { jobId: refused } = await driven.ask('athena.start', { ask, agreed: other });
      expect(await driven.ended(refused)).toMatchObject({ state: 'failed', error: { code: 'ATHENA_NOT_AGREED' } });
    }
    expect(athena.executions.size).toBe(0);
    athena.running = Number.POSITIVE_INFINITY;
    const { jobId } = await driven.ask('athena.start', { ask, agreed });
    await expect.poll(() => athena.operations().GetQueryExecution ?? 0).toBeGreaterThan(0);
    await driven.ask('job.cancel', { jobId });
    expect((await driven.ended(jobId)).state).toBe('cancelled');
    expect([...athena.executions.values()].map(({ state }) => state)).toEqual(['CANCELLED']);
    athena.running = 0;
    const second = await driven.ask('athena.start', { ask, agreed });
    expect((await driven.ended(second.jobId)).state).toBe('done');
    const { outcome } = await driven.ask('athena.outcome', {});
    const { total, rows } = await driven.ask('athena.objects', { offset: 0, limit: 2 });
    expect({ total, rows: rows.length }).toEqual({ total: outcome?.objects, rows: Math.min(2, total) });
    // What was found for one case is not there for another.
    await driven.ask('case.create', { path: newCasePath(), facts: {} });
    expect(await driven.ask('athena.outcome', {})).toEqual({ outcome: null });
    await expect(driven.ask('athena.import', {})).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    await driven.ask('case.open', { path });
    expect((await driven.ended((await driven.ask('athena.start', { ask, agreed })).jobId)).state).toBe('done');
    const { jobId: fetching } = await driven.ask('athena.import', {});
    expect((await driven.ended(fetching)).summary).toMatchObject({ files: { log: total } });
  } finally {
    await driven.close();
    for (const name of Object.keys(env())) delete process.env[name];
  }
  expect(existsSync(path)).toBe(true);
});
