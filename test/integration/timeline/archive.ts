// A case for the timeline: users and role sessions that hand out keys to one another, calls that are markers, odd values, undated events, many in
// the same second. And its slow, obvious answers, from the parsed records.

import { storable } from '../../../src/main/case/term-hash.ts';
import { mentionsOf } from '../../../src/main/decode/resources.ts';
import type { DensityBin, EventClass, LaneKind } from '../../../src/shared/timeline.ts';
import { random } from '../../helpers/random.ts';
import { eventId, type Fields, record } from '../../helpers/trail.ts';
import { type SlowEvent, slowOutcome } from '../query/slow.ts';

export const START = Date.UTC(2026, 1, 21);
export const SPAN = { from: START, to: START + 86_400_000 };

export const HOSTILE = ['a*b', '\u001b[31mred', '"x" OR is:root', '__proto__', 'ünï 😀', '\ud800', '10.0.0.0/8'];

const ACCOUNTS = ['111122223333', '444455556666'];

const user = (name: string, key: string | undefined, account: string): Fields => ({
  type: 'IAMUser',
  principalId: `AIDA${name}`,
  arn: `arn:aws:iam::${account}:user/${name}`,
  accountId: account,
  userName: name,
  ...(key !== undefined && { accessKeyId: key }),
});

const session = (name: string, key: string, account: string): Fields => ({
  type: 'AssumedRole',
  principalId: `AROADEPLOY:${name}`,
  arn: `arn:aws:sts::${account}:assumed-role/deploy/${name}`,
  accountId: account,
  accessKeyId: key,
  sessionContext: {
    sessionIssuer: { type: 'Role', principalId: 'AROADEPLOY', arn: `arn:aws:iam::${account}:role/deploy`, userName: 'deploy' },
  },
});

const ISSUED = Array.from({ length: 20 }, (_, i) => `ASIAISSUEDEXAMPL${String(i).padStart(4, '0')}`);

/** [eventSource, eventName, readOnly] of calls that are markers, or look like some. */
const CALLS: readonly (readonly [string, string, boolean | undefined])[] = [
  ['ec2.amazonaws.com', 'DescribeInstances', true],
  ['ec2.amazonaws.com', 'RunInstances', false],
  ['s3.amazonaws.com', 'GetObject', true],
  ['s3.amazonaws.com', 'OldRecordWithoutReadOnly', undefined],
  ['iam.amazonaws.com', 'AttachUserPolicy', false],
  ['iam.amazonaws.com', 'ListUsers', true],
  ['cloudtrail.amazonaws.com', 'StopLogging', false],
  // Of another service of the same name.
  ['example.amazonaws.com', 'StopLogging', false],
  ['signin.amazonaws.com', 'ConsoleLogin', false],
  ['ec2.amazonaws.com', 'ModifySnapshotAttribute', false],
];

export function files(): Record<string, string> {
  const { below, pick, next } = random(21);
  const found: Record<string, string> = {};
  const repeated: Fields[] = [];
  for (let file = 0; file < 5; file++) {
    const records = Array.from({ length: 300 }, (_, i): Fields => {
      const account = pick(ACCOUNTS);
      const name = next() < 0.2 ? pick(HOSTILE) : pick(['asha', 'ben']);
      const [eventSource, eventName, readOnly] = pick(CALLS);
      const own = {
        eventID: eventId(`timeline ${file} ${i}`),
        eventTime: i % 40 === 7 ? 'yesterday' : new Date(next() < 0.2 ? START + 7_200_000 : START + below(86_400) * 1000).toISOString(),
        eventSource,
        eventName,
        readOnly,
        awsRegion: pick(['ap-south-1', 'us-east-1']),
        recipientAccountId: account,
        errorCode: pick([undefined, undefined, undefined, 'AccessDenied', 'Throttling']),
        sourceIPAddress: pick(['203.0.113.10', '198.51.100.7', 'AWS Internal', pick(HOSTILE), undefined]),
        userIdentity: pick([
          user(name, pick(['AKIALONGTERMEXAMPLE1', 'AKIALONGTERMEXAMPLE2', '', undefined]), account),
          session(name, pick(ISSUED), account),
          undefined,
        ]),
        requestParameters: pick<Fields | null>([
          { bucketName: `bucket-${below(6)}`, key: 'k' },
          { bucketName: pick(HOSTILE) },
          { instancesSet: { items: [{ instanceId: 'i-1a2b3c4d' }, { instanceId: 'i-1a2b3c4e' }] } },
          null,
        ]),
      };
      return record({ ...own, ...bodyOf(eventName, own, next() < 0.5) });
    });
    // Each key is handed out by one event, before or after its use.
    for (const [i, key] of ISSUED.slice(file * 4, file * 4 + 4).entries())
      records.push(
        record({
          eventID: eventId(`issue ${file} ${i}`),
          eventTime: new Date(START + below(86_400) * 1000).toISOString(),
          eventSource: 'sts.amazonaws.com',
          eventName: 'AssumeRole',
          sourceIPAddress: '203.0.113.10',
          userIdentity: user('asha', 'AKIALONGTERMEXAMPLE1', '111122223333'),
          responseElements: { credentials: { accessKeyId: key } },
        }),
      );
    if (file === 1) repeated.push(...records.slice(0, 20));
    if (file === 4) records.push(...repeated);
    found[`log-${file}.json`] = JSON.stringify({ Records: records });
  }
  return found;
}

/** What a record of some calls says beside its columns. */
function bodyOf(eventName: string, { errorCode }: Fields, flag: boolean): Fields {
  if (eventName === 'ConsoleLogin' && errorCode === undefined)
    return flag
      ? { responseElements: { ConsoleLogin: 'Success' } }
      : { responseElements: { ConsoleLogin: 'Failure' }, errorMessage: 'Failed authentication' };
  if (eventName !== 'ModifySnapshotAttribute') return {};
  const item = { items: [{ userId: '999988887777' }] };
  return { requestParameters: { snapshotId: 'snap-1', createVolumePermission: flag ? { add: item } : { remove: item } } };
}

/** Values of the lanes that an event is in; '' where it has none, nothing where there is no such lane. */
export function slowLanes({ fields, record: one }: SlowEvent, by: LaneKind): string[] {
  if (by === 'resource') return mentionsOf(one).map(({ id }) => id);
  const identity = (one.userIdentity ?? {}) as { type?: string; arn?: string };
  const assumed = identity.type === 'AssumedRole' ? (identity.arn?.split(':assumed-role/')[1] ?? null) : null;
  const fieldOf = {
    who: fields.who,
    actor: assumed ?? fields.actor,
    session: fields.sessionName,
    key: fields.accessKeyId,
    ip: fields.sourceIPAddress,
    account: fields.accountId,
    region: fields.awsRegion,
    service: fields.eventSource,
  };
  return [storable(fieldOf[by] ?? '')];
}

/** Calls of this archive that change privileges or logging. */
const PRIVILEGE = ['iam.amazonaws.com AttachUserPolicy', 'cloudtrail.amazonaws.com StopLogging'];

export function slowClass(one: Record<string, unknown>): EventClass {
  const { eventName, eventSource, readOnly } = one;
  const outcome = slowOutcome(one);
  if (outcome !== 'done') return outcome === 'denied' ? 'denied' : 'error';
  if (PRIVILEGE.includes(`${eventSource} ${eventName}`)) return 'privilege';
  return String(readOnly) === 'false' ? 'write' : 'read';
}

export interface Classed {
  time: number;
  class: EventClass;
}

export function slowBins(from: number, to: number, bins: number, among: readonly Classed[]): DensityBin[] {
  const width = (to - from) / bins;
  const found = Array.from({ length: bins }, (_, i) => ({
    from: from + i * width,
    to: from + (i + 1) * width,
    ok: 0,
    read: 0,
    write: 0,
    privilege: 0,
    denied: 0,
    error: 0,
  }));
  for (const { time, class: of } of among) {
    const bin = found[Number((BigInt(time - from) * BigInt(bins)) / BigInt(to - from))] as DensityBin;
    bin[of]++;
    if (of !== 'denied' && of !== 'error') bin.ok++;
  }
  return found;
}

/** Dated events within a span. */
export function within(events: readonly SlowEvent[], { from, to }: { from: number; to: number }): (SlowEvent & { time: number })[] {
  return events.flatMap((event) => (event.time !== null && event.time >= from && event.time < to ? [{ ...event, time: event.time }] : []));
}
