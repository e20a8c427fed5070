// Markers: which calls are marked, what a look at their records adds, and that single and counted ones equal the parsed records.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CaseQueries } from '../../../src/main/query/case-queries.ts';
import { eventsOf } from '../../../src/main/query/columns/case-events.ts';
import { CONFIGURING_APIS } from '../../../src/main/query/empty/data-events.ts';
import { EXCEPTIONS } from '../../../src/main/query/resources/effect-table.ts';
import { callsOfKind, MARKER_RULES } from '../../../src/main/query/timeline/markers/registry.ts';
import { markers } from '../../../src/main/query/timeline/markers.ts';
import { Patience } from '../../../src/main/query/timeline/patience.ts';
import { engineChannels, type Result } from '../../../src/shared/channels.ts';
import { MARKER_KINDS, type MarkerKind } from '../../../src/shared/timeline.ts';
import { record } from '../../helpers/trail.ts';
import { type SlowEvent, slowCase, slowList, slowOutcome } from '../query/slow.ts';
import { files, HOSTILE, SPAN, START, within } from './archive.ts';

let queries: CaseQueries;
let events: SlowEvent[];

beforeAll(async () => {
  const made = await slowCase(files());
  events = made.events;
  queries = new CaseQueries(made.path);
});
afterAll(() => queries.close());

const asked = { filter: '', ...SPAN, kinds: [...MARKER_KINDS], bins: 12, most: 500 };

/** Asks again while records are still to be read. */
async function ask(of: Partial<typeof asked>): Promise<Result<'timeline.markers'>['kinds']> {
  const found = engineChannels['timeline.markers'].result.parse(await queries.answers['timeline.markers']({ ...asked, ...of }));
  return found.kinds.some(({ unread }) => unread > 0) ? ask(of) : found.kinds;
}

const callOf = ({ record: { eventSource, eventName } }: SlowEvent): string => `${eventSource} ${eventName}`;
const MARKED: Record<MarkerKind, string> = {
  signin: 'signin.amazonaws.com ConsoleLogin',
  privilege: 'iam.amazonaws.com AttachUserPolicy',
  logging: 'cloudtrail.amazonaws.com StopLogging',
  leaving: 'ec2.amazonaws.com ModifySnapshotAttribute',
};

test('single ones, in public order, with what their records say of them', async () => {
  for (const filter of ['', 'is:denied', 'region:us-east-1 -is:error', 'api:none-such']) {
    for (const { kind, total, markers: single, others, counts } of await ask({ filter })) {
      const slow = within(slowList(events, filter), SPAN).filter((event) => callOf(event) === MARKED[kind]);
      const takenBack = slow.filter(({ record: { requestParameters } }) => JSON.stringify(requestParameters).includes('"remove"'));
      expect([kind, total, others, counts]).toEqual([kind, slow.length, takenBack.length, null]);
      expect(single?.map(({ id, outcome, who }) => ({ id, outcome, who }))).toEqual(
        slow
          .filter((event) => !takenBack.includes(event))
          .map(({ id, fields, record: one }) => ({ id, outcome: slowOutcome(one), who: fields.who })),
      );
      expect(new Set(single?.map(({ words }) => words)).size).toBeLessThanOrEqual(kind === 'signin' ? 2 : 1);
    }
  }
});

test('too many are counted in bins', async () => {
  const [signIns, ...rest] = await ask({ most: 3 });
  const slow = within(events, SPAN).filter((event) => callOf(event) === MARKED.signin);
  expect(signIns).toMatchObject({ kind: 'signin', total: slow.length, markers: null, others: 0, unread: 0 });
  const width = 7_200_000;
  const bins = [...new Set(slow.map(({ time }) => Math.floor((time - START) / width)))].sort((a, b) => a - b);
  expect(signIns?.counts).toEqual(
    bins.map((bin) => {
      const own = slow.filter(({ time }) => Math.floor((time - START) / width) === bin);
      const ended = (how: string): number => own.filter(({ record: one }) => slowOutcome(one) === how).length;
      return {
        kind: 'signin',
        from: START + bin * width,
        to: START + (bin + 1) * width,
        count: own.length,
        denied: ended('denied'),
        failed: ended('failed'),
        names: [{ value: 'ConsoleLogin', count: own.length }],
      };
    }),
  );
  expect(rest.map(({ kind }) => kind)).toEqual(['privilege', 'logging', 'leaving']);
});

test('without time to read records, columns tell what they can, and the rest is told to be missing', async () => {
  const { path } = await slowCase(files());
  const fresh = new CaseQueries(path);
  try {
    const all = eventsOf(fresh.db);
    const [signIns] = markers(all, all.selections.everything(), { ...asked, kinds: ['signin'] }, new Patience(0)).kinds;
    expect(signIns?.unread).toBe(signIns?.total);
    expect(new Set(signIns?.markers?.map(({ words, looked }) => `${words} ${looked}`))).toEqual(new Set(['signs in to the console false']));
    const [read] = markers(all, all.selections.everything(), { ...asked, kinds: ['signin'] }, new Patience(Number.POSITIVE_INFINITY)).kinds;
    expect(read?.unread).toBe(0);
    expect(read).toEqual((await ask({ kinds: ['signin'] }))[0]);
  } finally {
    await fresh.close();
  }
});

test('each call is of one rule, and no other list of the engine knows more', () => {
  const all = MARKER_RULES.flatMap(({ calls }) => calls.map(({ eventSource, eventName }) => `${eventSource} ${eventName}`));
  expect(new Set(all).size).toBe(all.length);
  for (const { eventSource, words } of MARKER_RULES.flatMap(({ calls }) => calls)) {
    expect(eventSource).toMatch(/^[a-z0-9-]+\.amazonaws\.com$/);
    expect(words).toMatch(/^[a-z][^.]+$/);
  }
  const of = (kind: MarkerKind, service: string) =>
    callsOfKind(kind).flatMap(({ eventSource, eventName }) => (eventSource === `${service}.amazonaws.com` ? [eventName] : []));
  expect(of('logging', 'cloudtrail').sort()).toEqual([...CONFIGURING_APIS].sort());
  const permissions = [...(EXCEPTIONS.get('iam') ?? [])].filter(([, kinds]) => Object.values(kinds).includes('permission'));
  expect(of('privilege', 'iam')).toEqual(expect.arrayContaining(permissions.map(([api]) => api)));
});

describe('what a record adds', () => {
  const look = (kind: MarkerKind, api: string, fields: Record<string, unknown>) => {
    const call = callsOfKind(kind).find(({ eventName }) => eventName === api);
    return call?.look?.(record({ eventSource: call.eventSource, eventName: api, ...fields }));
  };
  const policy = (statement: unknown, bucketName = 'b') => ({ requestParameters: { bucketName, bucketPolicy: { Statement: statement } } });
  const list = (grantees: unknown[]) => ({
    requestParameters: {
      bucketName: 'b',
      AccessControlPolicy: { Owner: { ID: 'own' }, AccessControlList: { Grant: grantees.map((Grantee) => ({ Grantee })) } },
    },
  });
  const added = (...items: unknown[]) => ({ requestParameters: { snapshotId: 's', createVolumePermission: { add: { items } } } });
  const other = { isOther: true };

  test.each([
    [
      'signin',
      'ConsoleLogin',
      { responseElements: { ConsoleLogin: 'Success' }, additionalEventData: { MFAUsed: 'No' } },
      { words: 'signs in to the console, without a second factor' },
    ],
    [
      'signin',
      'ConsoleLogin',
      { responseElements: { ConsoleLogin: 'Failure' }, errorMessage: 'Failed authentication' },
      { words: 'signs in to the console: Failed authentication' },
    ],
    [
      'privilege',
      'AttachUserPolicy',
      { requestParameters: { userName: 'dev', policyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' } },
      { words: 'attaches a policy to a user (dev, AdministratorAccess)' },
    ],
    [
      'signin',
      'ConsoleLogin',
      { responseElements: undefined },
      { words: 'signs in to the console; whether it succeeded, the record does not say' },
    ],
    ['signin', 'PasswordUpdated', { responseElements: { PasswordUpdated: 'Failure' } }, { words: 'changes the root password' }],
    ['signin', 'EmailUpdated', { responseElements: { EmailUpdated: 'Success' } }, { words: 'changes the root e-mail address' }],
    ['privilege', 'CreateAccessKey', { requestParameters: null }, {}],
    ['privilege', 'UpdateUser', { requestParameters: { userName: 'u', newUserName: 'v' } }, { words: 'renames a user (u, v)' }],
    ['privilege', 'UpdateUser', { requestParameters: { userName: 'u', newPath: '/x/' } }, { words: 'moves a user to another path (u)' }],
    ['logging', 'StopLogging', { requestParameters: { name: 'main' } }, { words: 'stops the logging of the trail main' }],
    ['logging', 'StopLogging', { requestParameters: null }, {}],
    ['logging', 'UpdateDetector', { requestParameters: { enable: false } }, { words: 'switches GuardDuty off' }],
    ['logging', 'UpdateDetector', { requestParameters: { enable: true } }, { words: 'sets GuardDuty to be on' }],
    [
      'logging',
      'CreateFilter',
      { requestParameters: { action: 'NOOP' } },
      { words: 'creates a filter of GuardDuty findings: it hides nothing' },
    ],
    [
      'logging',
      'CreateIPSet',
      { requestParameters: { activate: false } },
      { words: 'creates a list of addresses that GuardDuty trusts, switched off' },
    ],
    [
      'logging',
      'PutEventSelectors',
      { requestParameters: { trailName: 't', eventSelectors: [{ includeManagementEvents: false }] } },
      { words: 'sets the trail t to record no management events' },
    ],
    [
      'logging',
      'PutBucketLogging',
      { requestParameters: { bucketName: 'b', BucketLoggingStatus: { xmlns: '' } } },
      { words: 'stops logging access to the bucket b' },
    ],
    [
      'leaving',
      'ModifySnapshotAttribute',
      { requestParameters: { snapshotId: 'snap-1', createVolumePermission: { add: { items: [{ group: 'all' }] } } } },
      { words: 'shares the snapshot snap-1 with everyone' },
    ],
    [
      'leaving',
      'ModifySnapshotAttribute',
      { requestParameters: { snapshotId: 'snap-1', createVolumePermission: { remove: { items: [{ userId: '1' }] } } } },
      other,
    ],
    ['leaving', 'ModifyImageAttribute', { requestParameters: { imageId: 'ami-1', description: { value: 'x' } } }, other],
    [
      'leaving',
      'ModifyImageAttribute',
      { requestParameters: { imageId: 'ami-1', launchPermission: { add: { items: [{ userId: '111' }, { userId: '222' }] } } } },
      { words: 'shares the image ami-1 with account 111, 222' },
    ],
    [
      'leaving',
      'ModifyDBSnapshotAttribute',
      { requestParameters: { dBSnapshotIdentifier: 's', attributeName: 'restore', valuesToAdd: ['all'] } },
      { words: 'lets everyone restore the database snapshot s' },
    ],
    ['leaving', 'ModifyDBSnapshotAttribute', { requestParameters: { dBSnapshotIdentifier: 's', valuesToRemove: ['1'] } }, other],
    ['leaving', 'PutBucketPolicy', policy({ Effect: 'Allow', Principal: '*' }), { words: 'lets everyone into the bucket b' }],
    [
      'leaving',
      'PutBucketPolicy',
      policy([{ Effect: 'Allow', Principal: { AWS: ['*'] }, Condition: {} }]),
      { words: 'lets everyone into the bucket b, under conditions' },
    ],
    ['leaving', 'PutBucketPolicy', policy([{ Effect: 'Deny', Principal: '*' }]), other],
    ['leaving', 'PutBucketPolicy', policy([{ Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::111122223333:root' } }]), other],
    [
      'leaving',
      'PutBucketPolicy',
      policy([{ Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::999988887777:root' } }]),
      { words: 'lets account 999988887777 into the bucket b' },
    ],
    ['leaving', 'PutBucketPolicy', { requestParameters: { bucketName: 'b', bucketPolicy: '{"Statement":' } }, {}],
    [
      'leaving',
      'PutBucketAcl',
      { requestParameters: { bucketName: 'b', 'x-amz-acl': 'public-read' } },
      { words: 'lets everyone into the bucket b' },
    ],
    ['leaving', 'PutBucketAcl', { requestParameters: { bucketName: 'b', 'x-amz-acl': ['private'] } }, other],
    ['leaving', 'PutBucketAcl', list([{ ID: 'own' }, { URI: 'http://acs.amazonaws.com/groups/s3/LogDelivery' }]), other],
    ['leaving', 'PutBucketAcl', list([{ ID: 'own' }, { ID: 'f00d' }]), { words: 'lets f00d into the bucket b' }],
    ['leaving', 'PutBucketAcl', list([{ EmailAddress: 'eve@example.com' }]), { words: 'lets eve@example.com into the bucket b' }],
    ['leaving', 'PutBucketAcl', list([{ URI: 'http://example.com' }]), {}],
    ['leaving', 'PutBucketAcl', list([]), other],
    ['leaving', 'PutBucketAcl', { requestParameters: { bucketName: 'b' } }, {}],
    ...['read', 'write', 'read-acp', 'write-acp', 'full-control'].map((right) => [
      'leaving' as const,
      'PutBucketAcl',
      { requestParameters: { bucketName: 'b', [`x-amz-grant-${right}`]: 'id="f00d", id="beef"' } },
      { words: 'lets f00d, beef into the bucket b' },
    ]),
    [
      'leaving',
      'PutBucketAcl',
      { requestParameters: { bucketName: 'b', 'x-amz-grant-read-acp': 'uri="http://acs.amazonaws.com/groups/global/AllUsers"' } },
      { words: 'lets everyone into the bucket b' },
    ],
    // Of the owner of the bucket, the record does not say who that is.
    ['leaving', 'PutObjectAcl', { requestParameters: { bucketName: 'b', key: 'k', 'x-amz-acl': 'bucket-owner-full-control' } }, {}],
    ['leaving', 'PutBucketPolicy', policy({ Effect: 'Allow', Principal: { CanonicalUser: 'f00d' } }), {}],
    ['leaving', 'PutBucketPolicy', policy({ Effect: 'Allow', Principal: { AWS: ['111122223333', 'AROAFOREIGNEXAMPLE'] } }), {}],
    ['leaving', 'PutBucketPolicy', policy({ Effect: 'Allow', Principal: { Federated: 'accounts.google.com' } }), {}],
    [
      'leaving',
      'PutBucketPolicy',
      policy({ Effect: 'Allow', Principal: { Service: 'cloudtrail.amazonaws.com', AWS: '111122223333' } }),
      other,
    ],
    [
      'leaving',
      'PutBucketPolicy',
      policy([
        { Effect: 'Allow', Principal: '*', Condition: {} },
        { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::999988887777:root' } },
        { Effect: 'Allow', Principal: { AWS: 'AIDAEXAMPLE' } },
      ]),
      { words: 'lets account 999988887777 and others into the bucket b, and everyone under conditions' },
    ],
    [
      'leaving',
      'PutBucketPolicy',
      policy([
        { Effect: 'Allow', Principal: { AWS: 'AIDAEXAMPLE' } },
        { Effect: 'Allow', Principal: { AWS: '999988887777' }, Condition: {} },
      ]),
      { words: 'lets others into the bucket b, and account 999988887777 under conditions' },
    ],
    // In the log of the account that is let in: the bucket is another's.
    [
      'leaving',
      'PutBucketPolicy',
      { ...policy({ Effect: 'Allow', Principal: { AWS: '111122223333' } }), resources: [{ accountId: '999988887777' }] },
      { words: 'lets account 111122223333 into the bucket b' },
    ],
    ['leaving', 'ModifySnapshotAttribute', added({ userId: '111122223333' }), other],
    [
      'leaving',
      'ModifySnapshotAttribute',
      added({ userId: '111122223333' }, { userId: '9' }),
      { words: 'shares the snapshot s with account 9' },
    ],
    ['leaving', 'ModifySnapshotAttribute', added({ anotherForm: 'all' }), {}],
    ['leaving', 'ModifyDBSnapshotAttribute', { requestParameters: { valuesToAdd: ['111122223333'] } }, other],
    [
      'leaving',
      'ModifySnapshotAttribute',
      { requestParameters: { snapshotId: 's', attributeType: 'CREATE_VOLUME_PERMISSION', operationType: 'add', userIdSet: { items: [] } } },
      {},
    ],
    ['leaving', 'ModifyImageAttribute', { requestParameters: { imageId: 'i', operationType: 'add', userIds: ['9'] } }, {}],
    ['leaving', 'ModifyImageAttribute', { requestParameters: { imageId: 'i', attribute: 'description', value: 'x' } }, other],
    [
      'leaving',
      'PutBucketPublicAccessBlock',
      {
        requestParameters: {
          bucketName: 'b',
          PublicAccessBlockConfiguration: {
            BlockPublicAcls: true,
            IgnorePublicAcls: true,
            BlockPublicPolicy: false,
            RestrictPublicBuckets: true,
          },
        },
      },
      { words: 'switches the block of public access off in part for the bucket b' },
    ],
  ] as [MarkerKind, string, Record<string, unknown>, unknown][])('%s %s %j', (kind, api, fields, expected) => {
    expect(look(kind, api, fields)).toEqual(expected);
  });

  test('whatever is written into a record, a look never throws, and names stay on one line', () => {
    const odd = [null, 1, 'x', [], [null], {}, { items: null }, ...HOSTILE, 'a\nb\u202ec', 'x'.repeat(5000)];
    for (const { calls } of MARKER_RULES)
      for (const { look: at } of calls)
        for (const value of odd) {
          const parameters = {
            bucketName: value,
            bucketPolicy: value,
            name: value,
            trailName: value,
            snapshotId: value,
            createVolumePermission: value,
            launchPermission: { add: value },
            valuesToAdd: value,
            eventSelectors: value,
            AccessControlPolicy: value,
            'x-amz-acl': value,
            'x-amz-grant-read': value,
            attributeType: value,
            activate: value,
            action: value,
            PublicAccessBlockConfiguration: value,
            policyText: value,
          };
          for (const one of [
            value,
            { resources: value, requestParameters: { bucketPolicy: { Statement: { Effect: value, Principal: value } } } },
            { requestParameters: { bucketPolicy: { Statement: { Effect: 'Allow', Principal: { AWS: value } } } } },
            { requestParameters: value },
            record({ requestParameters: parameters, errorMessage: value, responseElements: value }),
          ]) {
            const { words = '' } = at?.(one) ?? {};
            expect(words).not.toMatch(/[\p{Cc}\p{Cf}]/u);
            expect(words.length).toBeLessThan(500);
          }
        }
  });
});
