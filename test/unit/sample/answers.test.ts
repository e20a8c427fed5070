// ANSWERS.md against the records: each fact is found again from the archive alone.
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type CloudTrailRecord, expectedFacts, filesBelow, LOGS, recordsOf, SAMPLE, unzipped } from './read-archive.ts';

const archive = filesBelow(join(SAMPLE, 'archive'));
const records = recordsOf(archive);
const events = [...new Map(records.map((record) => [record.eventID, record])).values()].sort((a, b) =>
  a.eventTime < b.eventTime ? -1 : a.eventTime > b.eventTime ? 1 : a.eventID < b.eventID ? -1 : 1,
);
const facts = expectedFacts();

const named = (name: string): CloudTrailRecord[] => events.filter((event) => event.eventName === name);
const byKey = (key: string): CloudTrailRecord[] => events.filter((event) => event.userIdentity?.accessKeyId === key);
const ids = (list: CloudTrailRecord[]): string[] => list.map((event) => event.eventID);
const instances = (event: CloudTrailRecord): string[] =>
  (event.responseElements?.instancesSet?.items ?? []).map((item: { instanceId: string }) => item.instanceId);
const tally = (list: CloudTrailRecord[], by: (record: CloudTrailRecord) => string): Record<string, number> => {
  const totals: Record<string, number> = {};
  for (const record of list) totals[by(record)] = (totals[by(record)] ?? 0) + 1;
  return totals;
};

describe('the numbers', () => {
  test('records, events, accounts, regions, categories', () => {
    const { counts } = facts;
    expect(records).toHaveLength(counts.records);
    expect(events).toHaveLength(counts.events);
    expect(counts.records - counts.events).toBe(counts.deliveredAgain);
    expect(tally(events, (event) => event.recipientAccountId)).toEqual(counts.eventsByAccount);
    expect(tally(records, (record) => record.recipientAccountId)).toEqual(counts.recordsByAccount);
    expect(tally(events, (event) => event.awsRegion)).toEqual(counts.eventsByRegion);
    expect(tally(events, (event) => event.eventCategory)).toEqual(counts.eventsByCategory);
    expect(events.filter((event) => event.errorCode !== undefined)).toHaveLength(counts.eventsWithErrorCode);
    expect(counts.ordinary + counts.attack + counts.intern + counts.response + counts.insights).toBe(counts.events);
    expect(counts.ordinary).toBeGreaterThan(3900);
    expect(counts.ordinary).toBeLessThan(4100);
  });

  test('files by kind and bytes', () => {
    const { files } = facts.counts;
    const having = (pattern: RegExp): number => [...archive.keys()].filter((path) => pattern.test(path)).length;
    expect(archive.size).toBe(files.total);
    expect(having(/\/CloudTrail\/.*\.json\.gz$/)).toBe(files.logs);
    expect(having(/\/CloudTrail-Insight\/.*\.json\.gz$/)).toBe(files.insights);
    expect(having(/\/CloudTrail-Digest\/.*\.json\.gz$/)).toBe(files.digests);
    expect(having(/\.head\.json$/)).toBe(files.headSidecars);
    expect(having(/^keys\//)).toBe(files.publicKeys);
    expect(having(/^trail-configuration\//)).toBe(files.trailConfiguration);
    expect(having(/^README-from-custodian\.txt$/)).toBe(files.other);
    expect([...archive.values()].reduce((sum, bytes) => sum + bytes.length, 0)).toBe(files.bytes);
  });

  test('log files look like AWS wrote them, and hold what their path says', () => {
    for (const [path, content] of unzipped(archive, LOGS)) {
      const text = content.toString('utf8');
      expect(text.startsWith('{"Records":[{"eventVersion":"1.'), path).toBe(true);
      const [, account, , region] = path.split('/');
      for (const record of JSON.parse(text).Records as CloudTrailRecord[]) {
        expect([record.recipientAccountId, record.awsRegion]).toEqual([account, region]);
      }
    }
  });

  test('events delivered twice are the same, in two files, and ordinary', () => {
    const twice = records.filter((record, i) => records.findIndex((other) => other.eventID === record.eventID) !== i);
    expect(ids(twice).sort()).toEqual(facts.deliveredTwice);
    for (const copy of twice) expect(copy).toEqual(records.find((record) => record.eventID === copy.eventID));
  });
});

describe('the five questions', () => {
  test('who deleted the production bucket', () => {
    const { bucketDeletion } = facts;
    const deletions = named('DeleteBucket').filter((event) => event.requestParameters.bucketName === 'telugubites-prod');
    expect(ids(deletions)).toEqual([bucketDeletion.refusedFirst.eventID, bucketDeletion.deleted.eventID]);
    const done = deletions[1];
    expect(done?.errorCode).toBeUndefined();
    expect(done?.userIdentity).toMatchObject({
      type: 'AssumedRole',
      arn: bucketDeletion.session.arn,
      accessKeyId: bucketDeletion.session.accessKeyId,
    });
    const issuing = named('AssumeRole').filter(
      (event) => event.responseElements?.credentials?.accessKeyId === bucketDeletion.session.accessKeyId,
    );
    expect(ids(issuing).sort()).toEqual(bucketDeletion.session.issuedBy.map((cited: { eventID: string }) => cited.eventID).sort());
    expect(new Set(issuing.map((event) => event.sharedEventID))).toEqual(new Set([bucketDeletion.session.sharedEventID]));
    expect(issuing.map((event) => event.userIdentity?.accessKeyId).filter(Boolean)).toEqual([facts.leakedKey.accessKeyId]);
    expect(byKey(bucketDeletion.session.accessKeyId)).toHaveLength(bucketDeletion.session.events);
    expect(ids(named('DeleteObjects'))).toEqual(bucketDeletion.objectsDeleted);
    const later = events.filter((event) => event.eventTime > bucketDeletion.deleted.eventTime);
    const uses = later.filter((event) => event.requestParameters?.bucketName === 'telugubites-prod' && event.errorCode === undefined);
    expect(uses).toEqual([]);
  });

  test('who launched the GPU instances', () => {
    const { launches } = facts;
    const gpu = named('RunInstances').filter((event) => event.requestParameters.instanceType === 'g5.12xlarge');
    expect(ids(gpu)).toEqual(launches.attempts.map((attempt: { eventID: string }) => attempt.eventID));
    expect(gpu.map(instances)).toEqual(launches.attempts.map((attempt: { instanceIds: string[] }) => attempt.instanceIds));
    const launched = gpu.flatMap(instances);
    expect(launched).toHaveLength(8);
    expect(launches.instances).toBe(8);
    expect(new Set(gpu.filter((event) => instances(event).length > 0).map((event) => event.awsRegion)).size).toBe(2);
    expect(new Set(gpu.map((event) => event.userIdentity?.userName))).toEqual(new Set(['dev-temp-key']));
    const ended = named('TerminateInstances').filter((event) => event.eventTime > '2026-02-22');
    expect(ids(ended)).toEqual(launches.terminated.map((cited: { eventID: string }) => cited.eventID));
    expect(ended.flatMap(instances).sort()).toEqual([...launched].sort());
    // The story's Athena query, which compares text.
    const query = named('RunInstances').filter((event) => event.eventTime > '2026-02-21 23:00:00');
    expect(ids(query).reverse()).toEqual(launches.athenaQueryEventIDs);
    expect(query).toEqual(gpu);
  });

  test('since when the leaked key was used, from where', () => {
    const { leakedKey, secondKey } = facts;
    const all = byKey(leakedKey.accessKeyId);
    const hostile = all.filter((event) => event.sourceIPAddress?.startsWith('185.220.101.'));
    const honest = all.filter((event) => !hostile.includes(event));
    expect(hostile[0]).toMatchObject({ eventID: leakedKey.hostileUse.first.eventID, eventTime: '2026-02-21T18:17:12Z' });
    expect(leakedKey.hostileUse.first.timeInIndia).toBe('2026-02-21 23:47:12 IST');
    for (const [list, use] of [
      [honest, leakedKey.ordinaryUse],
      [hostile, leakedKey.hostileUse],
      [byKey(secondKey.accessKeyId), secondKey.use],
    ] as const) {
      expect(list).toHaveLength(use.events);
      expect([list[0]?.eventID, list.at(-1)?.eventID]).toEqual([use.first.eventID, use.last.eventID]);
      expect(new Set(list.map((event) => event.sourceIPAddress))).toEqual(new Set([use.sourceIPAddress]));
      expect(new Set(list.map((event) => event.userAgent?.replace(/^\[|\]$/g, '')))).toEqual(new Set([use.userAgent]));
      expect([...new Set(list.map((event) => event.awsRegion))].sort()).toEqual(use.regions);
    }
    // Never seen before with this key: agent and regions alike.
    expect(leakedKey.ordinaryUse.userAgent).not.toBe(leakedKey.hostileUse.userAgent);
    expect(leakedKey.hostileUse.regions).not.toContain(leakedKey.ordinaryUse.regions[0]);
    const created = named('CreateAccessKey').find((event) => event.responseElements.accessKey.accessKeyId === secondKey.accessKeyId);
    expect(created).toMatchObject({ eventID: secondKey.created.eventID, userIdentity: { accessKeyId: leakedKey.accessKeyId } });
    const inactive = named('UpdateAccessKey').map((event) => [event.requestParameters.accessKeyId, event.requestParameters.status]);
    expect(inactive).toEqual([
      [leakedKey.accessKeyId, 'Inactive'],
      [secondKey.accessKeyId, 'Inactive'],
    ]);
  });

  test('who changed the database security group', () => {
    const { securityGroupChange } = facts;
    const changes = events.filter(
      (event) => event.requestParameters?.groupId === securityGroupChange.groupId && !event.eventName?.startsWith('Describe'),
    );
    expect(ids(changes)).toEqual([securityGroupChange.changed.eventID]);
    expect(changes[0]?.userIdentity).toMatchObject({ type: 'IAMUser', arn: securityGroupChange.userArn });
    const permission = changes[0]?.requestParameters.ipPermissions.items[0];
    expect([permission.fromPort, permission.ipRanges.items[0].cidrIp]).toEqual([securityGroupChange.port, securityGroupChange.cidr]);
  });

  test('our code or an attacker: the same role, told apart by issuer, address and agent', () => {
    const sessions = named('AssumeRole').filter((event) => event.requestParameters?.roleArn?.endsWith(':role/deploy-role'));
    const inProd = sessions.filter((event) => event.recipientAccountId === facts.accounts.production);
    const hostile = inProd.filter((event) => event.sourceIPAddress === facts.leakedKey.hostileUse.sourceIPAddress);
    expect(inProd.length).toBeGreaterThan(10);
    expect(hostile).toHaveLength(1);
    for (const event of inProd.filter((each) => !hostile.includes(each))) {
      expect(event.requestParameters.roleSessionName).toMatch(/^ci-deploy-\d+$/);
      expect(event.sourceIPAddress).toBe(facts.leakedKey.ordinaryUse.sourceIPAddress);
    }
  });
});

test('calls refused to the attacker, and the Insights pair', () => {
  const refused = events.filter((event) => event.errorCode !== undefined && event.sourceIPAddress?.startsWith('185.220.101.'));
  expect(ids(refused).sort()).toEqual([...facts.deniedToTheAttacker].sort());
  expect(refused.some((event) => event.errorCode === 'AccessDenied')).toBe(true);
  const insights = events.filter((event) => event.eventCategory === 'Insight');
  expect(ids(insights)).toEqual(facts.insight.map((cited: { eventID: string }) => cited.eventID));
  expect(new Set(insights.map((event) => event.sharedEventID)).size).toBe(1);
});
