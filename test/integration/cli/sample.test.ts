// The sample archive: every fact that ANSWERS.md states for tests is found through the command line's filters.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { newCasePath } from '../../helpers/cases.ts';
import { ROOT } from '../../helpers/cli.ts';
import { cli, cliJson, eventRows } from '../../helpers/cli-here.ts';

const SAMPLE = resolve(ROOT, 'resources/sample');
const facts = JSON.parse(/```json\n([\s\S]*?)\n```/.exec(readFileSync(resolve(SAMPLE, 'ANSWERS.md'), 'utf8'))?.[1] ?? '');
const path = newCasePath('sample');
let summary: Record<string, any>;

beforeAll(async () => {
  await cli(['create', path, '--title', 'TeluguBites', '--timezone', 'Asia/Kolkata']);
  const { status, value } = await cliJson(['import', path, resolve(SAMPLE, 'archive')]);
  expect(status).toBe(0);
  summary = value;
});

const ids = async (...filter: string[]): Promise<string[]> => (await eventRows(path, ...filter)).map((row) => row.eventID);

test('files and records', () => {
  const { files, records, events, deliveredAgain } = facts.counts;
  expect(summary.files).toEqual({
    total: files.total,
    log: files.logs,
    digest: files.digests,
    insight: files.insights,
    other: files.headSidecars + files.publicKeys + files.trailConfiguration,
    notCloudTrail: files.other,
    unreadable: 0,
    alreadyPresent: 0,
  });
  expect(summary).toMatchObject({
    bytes: files.bytes,
    records,
    events,
    sightings: deliveredAgain,
    conflicts: 0,
    recordProblems: 0,
    problems: 0,
  });
});

test('events by account, region, category and error', async () => {
  const { counts } = facts;
  for (const [field, expected] of [
    ['accountId', counts.eventsByAccount],
    ['awsRegion', counts.eventsByRegion],
    ['eventCategory', counts.eventsByCategory],
  ] as const) {
    for (const [value, count] of Object.entries(expected))
      expect(await eventRows(path, `${field}:${value}`), `${field}:${value}`).toHaveLength(count as number);
  }
  expect(await eventRows(path, 'has:errorCode')).toHaveLength(counts.eventsWithErrorCode);
  // A wrong password in the morning, which has no error code.
  const signIns = await eventRows(path, 'is:error -has:errorCode');
  expect(signIns).toMatchObject([{ eventName: 'ConsoleLogin', time: '2026-02-20T04:30:21Z', errorCode: null }]);
  expect(await eventRows(path, 'is:error')).toHaveLength(counts.eventsWithErrorCode + signIns.length);
  const { value } = await cliJson(['info', path]);
  expect(value).toMatchObject({ events: counts.events, sightings: counts.deliveredAgain, conflicts: 0 });
  expect(value.accounts).toEqual(Object.keys(counts.eventsByAccount).sort());
  expect(value.regions).toEqual(Object.keys(counts.eventsByRegion).sort());
});

test('events delivered twice are listed once', async () => {
  for (const id of facts.deliveredTwice) expect(await eventRows(path, `eventID:${id}`)).toHaveLength(1);
});

describe('the five questions', () => {
  test('who deleted the production bucket', async () => {
    const { bucketDeletion } = facts;
    const deletions = await eventRows(path, 'eventName:DeleteBucket', 'ip:185.220.101.*');
    expect(deletions.map((row) => row.eventID)).toEqual([bucketDeletion.refusedFirst.eventID, bucketDeletion.deleted.eventID]);
    expect(deletions[1]).toMatchObject({
      time: bucketDeletion.deleted.eventTime,
      accountId: bucketDeletion.deleted.account,
      awsRegion: bucketDeletion.deleted.region,
      actor: bucketDeletion.session.arn.split('assumed-role/')[1],
      accessKeyId: bucketDeletion.session.accessKeyId,
      sourceIPAddress: bucketDeletion.deleted.sourceIPAddress,
      errorCode: null,
    });
    expect(deletions[0]?.errorCode).toBe(bucketDeletion.refusedFirst.errorCode);
    expect(await ids('eventName:DeleteObjects')).toEqual(bucketDeletion.objectsDeleted);
    expect(await eventRows(path, `accessKeyId:${bucketDeletion.session.accessKeyId}`)).toHaveLength(bucketDeletion.session.events);
    const issued = await cli(['events', path, 'eventName:AssumeRole', '--raw']);
    const issuing = issued.stdout.split('\n').filter((line) => line.includes(`"accessKeyId":"${bucketDeletion.session.accessKeyId}"`));
    expect(issuing.map((line) => JSON.parse(line).eventID).sort()).toEqual(
      bucketDeletion.session.issuedBy.map((cited: { eventID: string }) => cited.eventID).sort(),
    );
  });

  test('who launched the instances at 3 AM', async () => {
    const { launches } = facts;
    const attempts = await eventRows(path, 'eventName:RunInstances', 'actor:dev-temp-key');
    expect(
      attempts.map(({ eventID, time, awsRegion, accessKeyId, sourceIPAddress, errorCode }) => ({
        eventID,
        time,
        awsRegion,
        accessKeyId,
        sourceIPAddress,
        errorCode,
      })),
    ).toEqual(
      launches.attempts.map((cited: Record<string, string>) => ({
        eventID: cited.eventID,
        time: cited.eventTime,
        awsRegion: cited.region,
        accessKeyId: cited.accessKeyId,
        sourceIPAddress: cited.sourceIPAddress,
        errorCode: cited.errorCode ?? null,
      })),
    );
    // 3 AM in India, asked for in Indian time.
    const night = await eventRows(path, 'eventName:RunInstances', '--from', '2026-02-22T03:00:00+05:30', '--to', '2026-02-22T04:00+05:30');
    expect(night.map((row) => row.eventID)).toEqual(launches.attempts.slice(-2).map((cited: { eventID: string }) => cited.eventID));
    const raw = await cli(['events', path, 'eventName:RunInstances', 'actor:dev-temp-key', 'errorCode:', '--raw']);
    const instances = raw.stdout
      .trim()
      .split('\n')
      .flatMap((line) => JSON.parse(line).responseElements.instancesSet.items.map((item: { instanceId: string }) => item.instanceId));
    expect(instances).toEqual(launches.attempts.flatMap((cited: { instanceIds: string[] }) => cited.instanceIds));
    expect(instances).toHaveLength(launches.instances);
    expect(await ids('eventName:TerminateInstances', '--from', '2026-02-22')).toEqual(
      launches.terminated.map((cited: { eventID: string }) => cited.eventID),
    );
  });

  test.each([
    [
      'the honest use of the leaked key',
      () => [`key:${facts.leakedKey.accessKeyId}`, '-ip:185.220.101.*'],
      () => facts.leakedKey.ordinaryUse,
    ],
    [
      'the strange use of the leaked key',
      () => [`key:${facts.leakedKey.accessKeyId}`, 'ip:185.220.101.*'],
      () => facts.leakedKey.hostileUse,
    ],
    ['the use of the second key', () => [`accessKeyId:${facts.secondKey.accessKeyId}`], () => facts.secondKey.use],
  ])('since when, by whom, from where: %s', async (_, filter, use) => {
    const rows = await eventRows(path, ...filter());
    const { events, first, last, sourceIPAddress, userAgent, regions } = use();
    expect(rows).toHaveLength(events);
    expect(rows[0]).toMatchObject({ eventID: first.eventID, time: first.eventTime, eventName: first.eventName });
    expect(rows.at(-1)).toMatchObject({ eventID: last.eventID, time: last.eventTime });
    expect([...new Set(rows.map((row) => row.sourceIPAddress))]).toEqual([sourceIPAddress]);
    expect([...new Set(rows.map((row) => row.userAgent.replace(/^\[|\]$/g, '')))]).toEqual([userAgent]);
    expect([...new Set(rows.map((row) => row.awsRegion))].sort()).toEqual(regions);
    expect([...new Set(rows.map((row) => row.actor))]).toEqual(['dev-temp-key']);
  });

  test('the first strange use in Indian time, as the table shows it', async () => {
    const { stdout } = await cli(['events', path, `key:${facts.leakedKey.accessKeyId}`, 'ip:185.220.101.*', '--limit', '1']);
    expect(stdout.split('\n')[1]).toMatch(
      /^2026-02-21 23:47:12 \+05:30 GetCallerIdentity +dev-temp-key +185\.220\.101\.34 +eu-central-1 +ok$/,
    );
  });

  test('the keys that were made and deactivated', async () => {
    const { leakedKey, secondKey } = facts;
    expect(await ids('eventName:CreateAccessKey', 'ip:185.220.101.*')).toEqual([secondKey.created.eventID]);
    expect(await ids('eventName:UpdateAccessKey')).toEqual([leakedKey.deactivated.eventID, secondKey.deactivated.eventID]);
  });

  test('who changed the security group of the database', async () => {
    const { securityGroupChange } = facts;
    const rows = await eventRows(path, 'eventName:AuthorizeSecurityGroupIngress', 'actor:rahul.intern', '--from', '2026-02-21');
    expect(rows.map((row) => row.eventID)).toEqual([securityGroupChange.changed.eventID]);
    expect(rows[0]).toMatchObject({
      time: securityGroupChange.changed.eventTime,
      sourceIPAddress: securityGroupChange.changed.sourceIPAddress,
    });
    expect(await ids('eventName:ConsoleLogin', 'actor:rahul.intern', '--from', '2026-02-21T12:00', '--to', '2026-02-21T18:00')).toEqual([
      securityGroupChange.signIn.eventID,
    ]);
  });

  test('what was refused to the attacker; the Insights; the look-alikes', async () => {
    expect((await ids('ip:185.220.101.*', 'is:error')).sort()).toEqual([...facts.deniedToTheAttacker].sort());
    const insights = await eventRows(path, 'category:Insight');
    expect(insights.map(({ eventID, time }) => ({ eventID, eventTime: time }))).toEqual(facts.insight);
    for (const cited of facts.lookAlikes)
      expect(await eventRows(path, `eventID:${cited.eventID}`)).toMatchObject([
        { eventName: cited.eventName, time: cited.eventTime, sourceIPAddress: cited.sourceIPAddress },
      ]);
  });
});
