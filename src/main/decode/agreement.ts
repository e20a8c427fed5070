// Whether a reduced copy and another record of the same event can both be true. What only one of them states is no contradiction.
import { parseEventTime } from './event-time.ts';
import type { Reduced } from './reduced.ts';

/** Fields that a reduced copy states in the same form as the record: texts and flags. */
const COMPARED = [
  'eventVersion',
  'eventSource',
  'eventName',
  'awsRegion',
  'sourceIPAddress',
  'userAgent',
  'errorCode',
  'errorMessage',
  'requestID',
  'eventType',
  'apiVersion',
  'recipientAccountId',
  'sharedEventID',
  'vpcEndpointId',
  'vpcEndpointAccountId',
  'eventCategory',
  'readOnly',
  'managementEvent',
] as const;

const COMPARED_OF_CALLER = ['type', 'principalId', 'arn', 'accountId', 'accessKeyId', 'invokedBy', 'credentialId'] as const;

/** A reduced copy, or a whole record, which names the second and the zone of its time. */
export type Stated = Reduced;

/** True when two records of an event, of which one at least is a reduced copy, contradict each other in nothing. */
export function agrees(a: Stated, b: Stated): boolean {
  if (COMPARED.some((field) => differ(a.record[field], b.record[field]))) return false;
  const [caller, other] = [callerOf(a), callerOf(b)];
  if (COMPARED_OF_CALLER.some((field) => differ(caller[field], other[field]))) return false;
  return timesAgree(a, b) && namesAgree(caller, other);
}

function differ(a: unknown, b: unknown): boolean {
  const [one, two] = [plain(a), plain(b)];
  return one !== null && two !== null && one !== two;
}

/** Text of a value that stands in the same form everywhere; null for any other, and for none. */
function plain(value: unknown): string | null {
  if (typeof value === 'boolean') return String(value);
  return typeof value === 'string' && value !== '' ? value : null;
}

function callerOf({ record }: Stated): Record<string, unknown> {
  const { userIdentity } = record;
  return typeof userIdentity === 'object' && userIdentity !== null ? (userIdentity as Record<string, unknown>) : {};
}

/** Widest difference between two clocks on earth, and the step in which they differ. */
const FARTHEST = 14 * 3_600_000;
const ZONE_STEP = 15 * 60_000;

/** Without its second a time stands for a minute, without its zone for the same in any zone. */
function timesAgree(a: Stated, b: Stated): boolean {
  const [from, to] = [a, b].map(({ record }) => (typeof record.eventTime === 'string' ? parseEventTime(record.eventTime) : Number.NaN)) as [
    number,
    number,
  ];
  if (Number.isNaN(from) || Number.isNaN(to) || a.borrowed || b.borrowed) return true;
  const far = to - from;
  if (meet(far, a, b)) return true;
  if (!a.zoneless && !b.zoneless) return false;
  const zones = Math.round(far / ZONE_STEP) * ZONE_STEP;
  return Math.abs(zones) <= FARTHEST && meet(far - zones, a, b);
}

/** Whether the spans that two times stand for have an instant in common. */
function meet(far: number, a: Stated, b: Stated): boolean {
  const off = (a.rounded ?? 0) + (b.rounded ?? 0);
  return far < off + (a.toMinute ? 60_000 : 1000) && -far < off + (b.toMinute ? 60_000 : 1000);
}

/** A copy that names a user and no type has the name from the console. */
function namesAgree(a: Record<string, unknown>, b: Record<string, unknown>): boolean {
  if ((a.type === undefined) === (b.type === undefined)) return !differ(a.userName, b.userName);
  const [{ userName }, caller] = a.type === undefined ? [a, b] : [b, a];
  return typeof userName !== 'string' || canBeCalled(userName, caller);
}

/**
 * Whether a console's user name can be that of a caller. For an assumed role it is the session's name; some tools give that of the role.
 * True where the caller's type leaves open what the console would show.
 */
function canBeCalled(name: string, { type, arn, principalId, userName, sessionContext }: Record<string, unknown>): boolean {
  if (type !== 'IAMUser' && type !== 'AssumedRole') return true;
  const context = sessionContext as { sessionIssuer?: { userName?: unknown } } | null | undefined;
  const names = [userName, last(arn, '/'), last(principalId, ':'), context?.sessionIssuer?.userName].filter(
    (one) => typeof one === 'string',
  );
  return names.length === 0 || names.includes(name);
}

function last(text: unknown, mark: string): string | undefined {
  return typeof text === 'string' && text.includes(mark) ? text.slice(text.lastIndexOf(mark) + 1) : undefined;
}
