// Athena's dialect over the sample: queries in the manner of AWS's Athena and CloudTrail Lake pages, each against an obvious computation over the records.
import { beforeAll, expect, test, vi } from 'vitest';
import type { Cell } from '../../../src/main/sql/messages.ts';
import { ask, facts, type Raw, sampleCase, sampleRecords } from './archive.ts';

vi.mock('node:child_process', async (original) => (await import('../../helpers/sql-here.ts')).queriesHere(original));

let path = '';
let all: Raw[] = [];
beforeAll(async () => {
  path = await sampleCase();
  all = sampleRecords();
});

const text = (value: unknown): string | null =>
  value === undefined || value === null ? null : typeof value === 'string' ? value : JSON.stringify(value);
const arn = (r: Raw): string | null => text(r.userIdentity?.arn);
const byText = (a: unknown, b: unknown): number => (String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0);
const sorted = (rows: Cell[][]): Cell[][] => [...rows].sort((a, b) => byText(JSON.stringify(a), JSON.stringify(b)));
/** Rows of [group, count]. */
function counted(records: Raw[], key: (r: Raw) => string | null): Cell[][] {
  const counts = new Map<string | null, number>();
  for (const one of records) counts.set(key(one), (counts.get(key(one)) ?? 0) + 1);
  return [...counts];
}
const ip = facts.leakedKey.hostileUse.sourceIPAddress;
const key = facts.leakedKey.accessKeyId;
const distinct = (values: unknown[]): number => new Set(values.filter((value) => value !== undefined && value !== null)).size;

test('the issue\u2019s query runs as it stands and gives the launches, latest first', async () => {
  const { columns, rows, hints } = await ask(
    path,
    `SELECT eventTime, userIdentity.arn, sourceIPAddress, requestParameters FROM cloudtrail_logs WHERE eventName = 'RunInstances' AND eventTime > '2026-02-21 23:00:00' ORDER BY eventTime DESC LIMIT 100;`,
  );
  const launches = facts.launches.athenaQueryEventIDs.map((id: string) => all.find((r) => r.eventID === id));
  expect(columns).toEqual(['eventTime', 'arn', 'sourceIPAddress', 'requestParameters']);
  expect(rows).toEqual(launches.map((r: Raw) => [r.eventTime, arn(r), r.sourceIPAddress, JSON.stringify(r.requestParameters)]));
  expect(rows).toHaveLength(5);
  expect(hints).toEqual([
    expect.stringContaining("all of 2026-02-21 (UTC) and what comes later; for that moment in UTC write '2026-02-21T23:00:00Z'"),
  ]);
});

/** Name, query, what it must give in any order. */
const QUERIES: [string, string, () => Cell[][]][] = [
  [
    'activity of one access key',
    `SELECT eventTime, eventName, userIdentity.principalId FROM cloudtrail_logs WHERE userIdentity.accessKeyId LIKE '${key}'`,
    () => all.filter((r) => r.userIdentity?.accessKeyId === key).map((r) => [r.eventTime, r.eventName, text(r.userIdentity?.principalId)]),
  ],
  [
    'calls per user, most first',
    `SELECT useridentity.arn, count(*) AS calls FROM cloudtrail_logs GROUP BY useridentity.arn HAVING count(*) > 5 ORDER BY calls DESC`,
    () => counted(all, arn).filter(([, n]) => Number(n) > 5),
  ],
  [
    'anonymous or denied',
    `SELECT eventname, errorcode, sourceipaddress FROM cloudtrail_logs WHERE errorcode LIKE '%Denied%' OR errorcode LIKE 'Client.Unauthorized%'`,
    () =>
      all.filter((r) => /Denied|^Client\.Unauthorized/.test(r.errorCode ?? '')).map((r) => [r.eventName, r.errorCode, r.sourceIPAddress]),
  ],
  [
    'console sign-ins without MFA',
    `SELECT useridentity.username, sourceipaddress, eventtime, additionaleventdata FROM default.cloudtrail_logs
     WHERE eventname = 'ConsoleLogin' AND json_extract_scalar(additionaleventdata, '$.MFAUsed') <> 'Yes'`,
    () =>
      all
        .filter((r) => r.eventName === 'ConsoleLogin' && (r.additionalEventData?.MFAUsed ?? 'Yes') !== 'Yes')
        .map((r) => [text(r.userIdentity?.userName), r.sourceIPAddress, r.eventTime, text(r.additionalEventData)]),
  ],
  [
    'failed and successful sign-ins',
    `SELECT json_extract_scalar(responseElements, '$.ConsoleLogin') AS outcome, COUNT(*) AS n FROM "default"."cloudtrail_logs" WHERE eventName = 'ConsoleLogin' GROUP BY 1`,
    () =>
      counted(
        all.filter((r) => r.eventName === 'ConsoleLogin'),
        (r) => text(r.responseElements?.ConsoleLogin),
      ),
  ],
  [
    'security groups that changed',
    `SELECT eventname, useridentity.username, sourceIPAddress, eventtime, requestparameters FROM cloudtrail_logs
     WHERE requestparameters LIKE '%${facts.securityGroupChange.groupId}%' AND eventtime > '2026-02-01T00:00:00Z' ORDER BY eventtime ASC`,
    () =>
      all
        .filter((r) => JSON.stringify(r.requestParameters ?? null).includes(facts.securityGroupChange.groupId))
        .map((r) => [r.eventName, text(r.userIdentity?.userName), r.sourceIPAddress, r.eventTime, JSON.stringify(r.requestParameters)]),
  ],
  [
    'buckets by name in the parameters',
    `SELECT json_extract_scalar(requestparameters, '$.bucketName') AS bucket, count(*) FROM cloudtrail_logs WHERE eventsource = 's3.amazonaws.com' GROUP BY json_extract_scalar(requestparameters, '$.bucketName')`,
    () =>
      counted(
        all.filter((r) => r.eventSource === 's3.amazonaws.com'),
        (r) => text(r.requestParameters?.bucketName),
      ),
  ],
  [
    'resources, one row each',
    `SELECT eventname, resource.arn, resource.type FROM cloudtrail_logs CROSS JOIN UNNEST(resources) AS t(resource) WHERE resource.accountid IS NOT NULL`,
    () =>
      all.flatMap((r) =>
        ((r.resources ?? []) as Raw[])
          .filter((one) => (one.accountId ?? one.accountID) !== undefined)
          .map((one): Cell[] => [r.eventName, text(one.ARN ?? one.arn), text(one.type)]),
      ),
  ],
  [
    'resources as columns',
    `SELECT type, count(*) FROM cloudtrail_logs, UNNEST(resources) AS r(arn, accountid, type) GROUP BY type`,
    () =>
      counted(
        all.flatMap((r) => (r.resources ?? []) as Raw[]),
        (one) => text(one.type),
      ),
  ],
  [
    'the first resource',
    `SELECT resources[1].arn FROM cloudtrail_logs WHERE cardinality(resources) >= 1`,
    () => all.filter((r) => (r.resources ?? []).length >= 1).map((r) => [text(r.resources[0].ARN ?? r.resources[0].arn)]),
  ],
  [
    'calls per hour',
    `SELECT date_trunc('hour', from_iso8601_timestamp(eventtime)) AS hour, count(*) AS n FROM cloudtrail_logs GROUP BY date_trunc('hour', from_iso8601_timestamp(eventtime)) ORDER BY 1`,
    () => counted(all, (r) => `${r.eventTime.slice(0, 13).replace('T', ' ')}:00:00.000`),
  ],
  [
    'calls per day, formatted',
    `SELECT date_format(from_iso8601_timestamp(eventtime), '%Y-%m-%d') AS d, approx_distinct(sourceipaddress) FROM cloudtrail_logs GROUP BY 1`,
    () =>
      [...new Set(all.map((r) => r.eventTime.slice(0, 10)))].map((d) => [
        d,
        distinct(all.filter((r) => r.eventTime.startsWith(d)).map((r) => r.sourceIPAddress)),
      ]),
  ],
  [
    'share of errors per service',
    `SELECT eventsource, count_if(errorcode IS NOT NULL) AS errors, count(*) FILTER (WHERE errorcode IS NULL) AS fine FROM cloudtrail_logs GROUP BY eventsource`,
    () =>
      [...new Set(all.map((r) => r.eventSource))].map((s) => {
        const of = all.filter((r) => r.eventSource === s);
        return [s ?? null, of.filter((r) => r.errorCode).length, of.filter((r) => !r.errorCode).length];
      }),
  ],
  [
    'user agents by expression',
    `SELECT DISTINCT regexp_extract(useragent, '^([a-z-]+)/(\\d+)', 1) AS agent FROM cloudtrail_logs WHERE regexp_like(useragent, '(?i)KALI')`,
    () =>
      [...new Set(all.filter((r) => /kali/i.test(r.userAgent ?? '')).map((r) => /^([a-z-]+)\/(\d+)/.exec(r.userAgent)?.[1] ?? null))].map(
        (one) => [one],
      ),
  ],
  [
    'a time window by timestamps',
    `SELECT eventid FROM cloudtrail_logs WHERE from_iso8601_timestamp(eventtime) BETWEEN timestamp '2026-02-21 18:00:00' AND timestamp '2026-02-21 18:59:59'`,
    () => all.filter((r) => r.eventTime >= '2026-02-21T18:00:00Z' && r.eventTime <= '2026-02-21T18:59:59Z').map((r) => [r.eventID]),
  ],
  [
    'intervals',
    `SELECT eventid FROM cloudtrail_logs WHERE from_iso8601_timestamp(eventtime) > parse_datetime('2026-02-22T00:00:00Z', 'yyyy-MM-dd''T''HH:mm:ss''Z''') - interval '6' hour`,
    () => all.filter((r) => r.eventTime > '2026-02-21T18:00:00Z').map((r) => [r.eventID]),
  ],
  [
    'a WITH that is used twice',
    `WITH hostile AS (SELECT eventname, eventtime, useridentity FROM cloudtrail_logs WHERE sourceipaddress = '${ip}'),
          names AS (SELECT DISTINCT eventname FROM hostile)
     SELECT n.eventname, (SELECT count(*) FROM hostile h WHERE h.eventname = n.eventname), (SELECT min(h.useridentity.type) FROM hostile h WHERE h.eventname = n.eventname) FROM names n`,
    () =>
      [...new Set(all.filter((r) => r.sourceIPAddress === ip).map((r) => r.eventName))].map((name) => {
        const of = all.filter((r) => r.sourceIPAddress === ip && r.eventName === name);
        return [name, of.length, of.map((r) => r.userIdentity?.type).sort()[0] ?? null];
      }),
  ],
  [
    'the last call of each identity',
    `SELECT arn, eventname FROM (SELECT useridentity.arn AS arn, eventname, row_number() OVER (PARTITION BY useridentity.arn ORDER BY eventtime DESC, eventid) AS rn FROM cloudtrail_logs) x WHERE rn = 1 AND arn IS NOT NULL`,
    () =>
      [...new Set(all.map(arn))]
        .filter((one) => one !== null)
        .map((one) => {
          const [last] = all.filter((r) => arn(r) === one).sort((a, b) => byText(b.eventTime, a.eventTime) || byText(a.eventID, b.eventID));
          return [one, last?.eventName];
        }),
  ],
  [
    'who assumed which role',
    `SELECT json_extract_scalar(requestparameters, '$.roleArn') AS role, useridentity.type, COUNT(*) FROM cloudtrail_logs WHERE eventname = 'AssumeRole' GROUP BY 1, 2`,
    () =>
      counted(
        all.filter((r) => r.eventName === 'AssumeRole'),
        (r) => JSON.stringify([text(r.requestParameters?.roleArn), r.userIdentity?.type]),
      ).map(([k, n]) => [...JSON.parse(String(k)), n]),
  ],
  [
    'roles behind sessions',
    `SELECT userIdentity.sessionContext.sessionIssuer.userName AS role, count(*) FROM cloudtrail_logs WHERE userIdentity.type = 'AssumedRole' GROUP BY userIdentity.sessionContext.sessionIssuer.userName`,
    () =>
      counted(
        all.filter((r) => r.userIdentity?.type === 'AssumedRole'),
        (r) => text(r.userIdentity?.sessionContext?.sessionIssuer?.userName),
      ),
  ],
  [
    'sessions without MFA that wrote',
    `SELECT eventid FROM cloudtrail_logs WHERE useridentity.sessioncontext.attributes.mfaauthenticated = 'false' AND readonly = 'false'`,
    () =>
      all
        .filter((r) => String(r.userIdentity?.sessionContext?.attributes?.mfaAuthenticated) === 'false' && r.readOnly === false)
        .map((r) => [r.eventID]),
  ],
  [
    'Lake: readOnly as a boolean, element_at, an event data store',
    `SELECT eventName, element_at(requestParameters, 'instanceType') AS t FROM 0f1e2d3c-1111-2222-3333-123456789abc WHERE readOnly = false AND eventName = 'RunInstances'`,
    () =>
      all
        .filter((r) => r.eventName === 'RunInstances' && r.readOnly === false)
        .map((r) => [r.eventName, text(r.requestParameters.instanceType)]),
  ],
  [
    'Lake: top services between two times',
    `SELECT eventSource, COUNT(*) AS apiCount FROM $EDS_ID WHERE eventTime > '2026-02-20T00:00:00Z' AND eventTime < '2026-02-21T00:00:00Z' GROUP BY eventSource ORDER BY apiCount DESC`,
    () =>
      counted(
        all.filter((r) => r.eventTime > '2026-02-20T00:00:00Z' && r.eventTime < '2026-02-21T00:00:00Z'),
        (r) => r.eventSource,
      ),
  ],
  [
    'Lake: eventTime against a timestamp',
    `SELECT eventID FROM "0f1e2d3c-1111-2222-3333-123456789abc" WHERE eventTime >= timestamp '2026-02-22 03:00:00' AND eventTime < date_add('hour', 1, timestamp '2026-02-22 03:00:00')`,
    () => all.filter((r) => r.eventTime >= '2026-02-22T03:00:00Z' && r.eventTime < '2026-02-22T04:00:00Z').map((r) => [r.eventID]),
  ],
  [
    'keys made and used',
    `SELECT a.eventid, b.eventid FROM cloudtrail_logs a JOIN cloudtrail_logs b ON b.useridentity.accesskeyid = json_extract_scalar(a.responseelements, '$.accessKey.accessKeyId') WHERE a.eventname = 'CreateAccessKey'`,
    () =>
      all
        .filter((r) => r.eventName === 'CreateAccessKey')
        .flatMap((a) =>
          all
            .filter(
              (b) =>
                b.userIdentity?.accessKeyId !== undefined && b.userIdentity?.accessKeyId === a.responseElements?.accessKey?.accessKeyId,
            )
            .map((b): Cell[] => [a.eventID, b.eventID]),
        ),
  ],
  [
    'lists of names',
    `SELECT sourceipaddress, array_join(array_agg(DISTINCT eventname ORDER BY eventname), ', ') FROM cloudtrail_logs WHERE sourceipaddress LIKE '185.220.%' GROUP BY sourceipaddress`,
    () =>
      [...new Set(all.map((r) => r.sourceIPAddress).filter((one) => one?.startsWith('185.220.')))].map((one) => [
        one,
        [...new Set(all.filter((r) => r.sourceIPAddress === one).map((r) => r.eventName))].sort().join(', '),
      ]),
  ],
  [
    'first and last call of a key, with max_by',
    `SELECT min(eventtime), max(eventtime), max_by(eventname, eventtime), date_diff('minute', min(from_iso8601_timestamp(eventtime)), max(from_iso8601_timestamp(eventtime))) FROM cloudtrail_logs WHERE useridentity.accesskeyid = '${facts.secondKey.accessKeyId}'`,
    () => {
      const { first, last } = facts.secondKey.use;
      return [
        [first.eventTime, last.eventTime, last.eventName, Math.trunc((Date.parse(last.eventTime) - Date.parse(first.eventTime)) / 60_000)],
      ];
    },
  ],
  [
    'CASE, IF, COALESCE, split_part, upper',
    `SELECT upper(split_part(eventsource, '.', 1)), IF(errorcode IS NULL, 'ok', 'failed'), CASE WHEN eventtype = 'AwsServiceEvent' THEN 's' ELSE 'c' END, coalesce(errormessage, '-') FROM cloudtrail_logs WHERE awsregion = 'eu-central-1'`,
    () =>
      all
        .filter((r) => r.awsRegion === 'eu-central-1')
        .map((r) => [
          r.eventSource?.split('.')[0].toUpperCase() ?? null,
          r.errorCode ? 'failed' : 'ok',
          r.eventType === 'AwsServiceEvent' ? 's' : 'c',
          r.errorMessage ?? '-',
        ]),
  ],
  [
    'UNION, EXCEPT and IN (SELECT …)',
    `SELECT eventname FROM cloudtrail_logs WHERE sourceipaddress IN (SELECT sourceipaddress FROM cloudtrail_logs WHERE useridentity.accesskeyid = '${key}') EXCEPT SELECT eventname FROM cloudtrail_logs WHERE readonly = 'true'`,
    () => {
      const ips = new Set(all.filter((r) => r.userIdentity?.accessKeyId === key).map((r) => r.sourceIPAddress));
      const reading = new Set(all.filter((r) => r.readOnly === true).map((r) => r.eventName));
      return [...new Set(all.filter((r) => ips.has(r.sourceIPAddress)).map((r) => r.eventName))]
        .filter((name) => !reading.has(name))
        .map((name) => [name]);
    },
  ],
  [
    'NOT, EXISTS, concatenation and LIKE with an expression',
    `SELECT eventid FROM cloudtrail_logs a WHERE NOT a.readonly = 'true' AND a.errorcode IS NULL AND useridentity.arn LIKE '%:user/' || 'dev' || '%' AND EXISTS (SELECT 1 FROM cloudtrail_logs b WHERE b.eventname = 'RunInstances' AND b.useridentity.arn = a.useridentity.arn)`,
    () =>
      all
        .filter(
          (r) =>
            r.readOnly === false &&
            !r.errorCode &&
            /:user\/dev/.test(arn(r) ?? '') &&
            all.some((b) => b.eventName === 'RunInstances' && arn(b) === arn(r)),
        )
        .map((r) => [r.eventID]),
  ],
  [
    'partitions as AWS\u2019s pages make them',
    `SELECT region, count(*) FROM cloudtrail_logs_pp WHERE "timestamp" >= '2026/02/21' AND year = '2026' AND month = '02' AND day = '21' GROUP BY region`,
    () =>
      counted(
        all.filter((r) => r.eventTime.startsWith('2026-02-21')),
        (r) => r.awsRegion,
      ),
  ],
  [
    'CAST, TRY_CAST and numbers in parameters',
    `SELECT eventid, try_cast(json_extract_scalar(requestparameters, '$.maxResults') AS integer) + 1, CAST(json_extract(requestparameters, '$.instancesSet') AS varchar), TRY_CAST(eventname AS bigint) FROM cloudtrail_logs WHERE json_extract_scalar(requestparameters, '$.maxResults') IS NOT NULL`,
    () =>
      all
        .filter((r) => ['string', 'number'].includes(typeof r.requestParameters?.maxResults))
        .map((r) => [r.eventID, Number(r.requestParameters.maxResults) + 1, null, null]),
  ],
  [
    'TLS and booleans as text',
    `SELECT tlsdetails.tlsversion, errorcode IS NULL AS fine, count(*) FROM cloudtrail_logs GROUP BY 1, 2`,
    () =>
      counted(all, (r) => JSON.stringify([text(r.tlsDetails?.tlsVersion), r.errorCode ? 'false' : 'true'])).map(([k, n]) => [
        ...JSON.parse(String(k)),
        n,
      ]),
  ],
];

test.each(QUERIES)('%s', async (_, query, expected) => {
  const { rows, cut } = await ask(path, query);
  const wanted = expected();
  expect(wanted.length, 'the sample has such events').toBeGreaterThan(0);
  expect(sorted(rows)).toEqual(sorted(wanted));
  expect(cut).toBeNull();
});
