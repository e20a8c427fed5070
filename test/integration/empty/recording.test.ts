// Whether such events were recorded at all, beside what the logs have of them: what an empty answer says of it.
import { expect, test } from 'vitest';
import { ACCOUNT, ALL_MANAGEMENT, ARN, config, described, HOME, selecting } from '../../helpers/trail-config.ts';
import { caseWith, explained, log, told, twoHours } from './archive.ts';

const OBJECTS = { IncludeManagementEvents: false, DataResources: [{ Type: 'AWS::S3::Object', Values: ['arn:aws:s3:::logs/'] }] };

test('reading objects is told to be recorded as data events only, and what the case has of them', async () => {
  const objects = log('20260221T1105', [
    { eventName: 'PutObject', eventSource: 's3.amazonaws.com', eventCategory: 'Data', managementEvent: false, readOnly: false },
  ]);
  const answer = await explained(await caseWith({ ...twoHours(), ...objects }), 'api:GetObject');
  expect(answer.recording.kinds[0]?.inLogs).toMatchObject({ filter: 'eventCategory:Data eventSource:s3.amazonaws.com', count: 1 });
  const words = told(answer);
  expect(words).toContain('GetObject is recorded only as a data event of AWS::S3::Object, where a trail is set to record such events');
  expect(words).toContain('The case has 1 data event of AWS::S3::Object');
  expect(words).toContain('Whether data events of AWS::S3::Object were recorded is unknown');
});

test('an API that nobody knows is taken for a management event, which proves nothing', async () => {
  const path = await caseWith({ ...twoHours(), ...described(), ...selecting([ALL_MANAGEMENT]) });
  const assumed = async (filter: string) => (await explained(path, filter)).recording.kinds.flatMap((kind) => kind.assumed);
  expect(await assumed('api:(ListBuckets OR DeleteBucket OR Put*)')).toEqual([]);
  const answer = await explained(path, 'api:FrobnicateThing');
  expect(answer.recording.kinds.flatMap((kind) => kind.assumed)).toEqual(['FrobnicateThing']);
  expect(answer.couldShow).toBe('unknown');
  expect(told(answer)).toContain('FrobnicateThing is taken for a management event');
});

test('what is left out is told as the selector says it', async () => {
  const answer = await explained(await caseWith({ ...twoHours(), ...described(), ...selecting([OBJECTS]) }), 'api:GetObject');
  expect(told(answer)).toContain(
    'Trail main (111122223333, all regions) records some of them: only where resources.ARN starts with arn:aws:s3:::logs/.',
  );
});

test('captures that contradict each other leave it unknown', async () => {
  const both = { ...selecting([ALL_MANAGEMENT, OBJECTS]), ...selecting([ALL_MANAGEMENT], 'later') };
  const answer = await explained(await caseWith({ ...twoHours(), ...both }), 'api:GetObject');
  expect(answer.couldShow).toBe('unknown');
  expect(told(answer)).toContain('contradict each other');
});

test('a service that is recorded in one region only: what the filter would give there', async () => {
  const path = await caseWith({
    ...twoHours(),
    ...log('20260221T1300', [{ eventName: 'DeleteUser', eventSource: 'iam.amazonaws.com', awsRegion: 'us-east-1' }], {
      region: 'us-east-1',
    }),
  });
  const byService = await explained(path, `service:iam.amazonaws.com region:${HOME} api:DeleteUser`);
  expect(byService.recording.elsewhere).toEqual([
    {
      service: 'iam.amazonaws.com',
      region: 'us-east-1',
      filter: 'eventSource:iam.amazonaws.com eventName:DeleteUser awsRegion:us-east-1',
      count: 1,
    },
  ]);
  expect(byService.couldShow).toBe('no');
  expect((await explained(path, `api:DeleteUser region:${HOME}`)).recording.elsewhere).toMatchObject([{ count: 1 }]);
  expect((await explained(path, `api:CreateAccessKey region:${HOME}`)).couldShow).toBe('no');
  const either = await explained(path, `service:(iam.amazonaws.com OR ec2.amazonaws.com) region:${HOME} api:X`);
  expect(either).toMatchObject({
    recording: { elsewhere: [{ service: 'iam.amazonaws.com' }], onlyElsewhere: false },
    covered: { recording: 'unknown' },
  });
  expect((await explained(path, `api:(CreateAccessKey OR RunInstances) region:${HOME}`)).recording.elsewhere).toEqual([]);
  expect((await explained(path, 'api:DeleteUser region:us-*')).recording.elsewhere).toEqual([]);
  expect((await explained(path, `api:RunInstances region:${HOME}`)).recording.elsewhere).toEqual([]);
});

test('calls that changed what is recorded are counted, and configuration is told to be as of its capture', async () => {
  const stop = { eventName: 'StopLogging', eventSource: 'cloudtrail.amazonaws.com', readOnly: false, eventTime: '2026-02-21T11:30:00Z' };
  const answer = await explained(await caseWith({ ...twoHours(), ...described(), ...log('20260221T1135', [stop]) }), 'api:X');
  expect(answer.recording.changes).toMatchObject({ count: 1, first: Date.parse('2026-02-21T11:30Z') });
  expect(told(answer)).toMatch(/1 call in the logs may have changed what is recorded, at 2026-02-21 11:30:00/);
  expect(told(answer)).toMatch(/Configuration is as of its capture \(the newest file is dated .*\), not of the asked period/);
});

test('logs that have what configuration leaves out say that something recorded it', async () => {
  const objects = log('20260221T1105', [
    { eventName: 'PutObject', eventSource: 's3.amazonaws.com', eventCategory: 'Data', readOnly: false },
  ]);
  const answer = await explained(
    await caseWith({ ...twoHours(), ...objects, ...described(), ...selecting([ALL_MANAGEMENT]) }),
    'api:GetObject',
  );
  expect(answer.recording.kinds[0]).toMatchObject({ recorded: 'notRecorded', inLogs: { count: 1 } });
  expect(answer.couldShow).toBe('no');
  expect(told(answer)).toContain('the logs have some all the same');
});

test('an event data store of CloudTrail Lake is told apart from a trail', async () => {
  const store = {
    EventDataStoreArn: `arn:aws:cloudtrail:${HOME}:${ACCOUNT}:eventdatastore/8d2b6c1e`,
    Name: 'lake',
    Status: 'ENABLED',
    MultiRegionEnabled: true,
    OrganizationEnabled: false,
    AdvancedEventSelectors: JSON.parse(config('get-advanced-event-selectors')).AdvancedEventSelectors,
  };
  const answer = await explained(await caseWith({ ...twoHours(), 'store.json': JSON.stringify(store) }), 'api:DeleteBucket');
  expect(answer.recording.kinds[0]?.recorded).toBe('recorded');
  expect(told(answer)).toContain('Event data store lake (111122223333, all regions) records them');
});

test('what is configured of the bucket is no trail', async () => {
  const files = { 'v.json': config('get-bucket-versioning'), 'l.json': config('get-bucket-lifecycle-configuration') };
  const { recording } = await explained(await caseWith({ ...twoHours(), ...files }), 'api:X');
  expect(recording).toMatchObject({ trails: [], unassigned: 0 });
});

/** Written by someone hostile. */
const ODD = [
  { TrailARN: ARN, EventSelectors: 'all' },
  { TrailARN: ARN, EventSelectors: [null, 7, [], { DataResources: { length: 9 }, ReadWriteType: {} }] },
  {
    TrailARN: ARN,
    AdvancedEventSelectors: [{ FieldSelectors: [{ Field: '__proto__', Equals: ['x'] }, { Field: {}, NotEquals: 'kms' }, null] }],
  },
  { TrailARN: { toString: 'no' }, EventSelectors: [ALL_MANAGEMENT] },
  { TrailARN: 'arn:aws:cloudtrail:x:12:trail/short', EventSelectors: [] },
  { TrailARN: `${ARN}\u001b[2J<b>`, EventSelectors: [ALL_MANAGEMENT] },
  { trailList: [null, 1, { TrailARN: ARN, IsMultiRegionTrail: 'yes', HomeRegion: 7, Name: ['main'] }] },
  { Trails: [{ TrailARN: ARN, Name: '\u202e'.repeat(10_000) }] },
  { IsLogging: false, StopLoggingTime: { $date: 1 } },
];

test('hostile configuration says nothing that is not there, and breaks nothing', async () => {
  const files = Object.fromEntries(ODD.map((value, i) => [`config/${i}.json`, JSON.stringify(value)]));
  const answer = await explained(await caseWith({ ...twoHours(), ...files }), 'api:GetObject region:eu-west-1');
  expect(answer.recording.unassigned).toBeGreaterThanOrEqual(2);
  expect(answer.recording.kinds[0]?.recorded).not.toBe('recorded');
  expect(answer.recording.trails.find(({ arn }) => arn === ARN)).toMatchObject({ account: ACCOUNT, homeRegion: HOME, multiRegion: null });
  expect(
    Math.max(
      ...told(answer)
        .split('\n')
        .map((line) => line.length),
    ),
  ).toBeLessThan(1500);
});
