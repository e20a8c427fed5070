// The incident, part one: the leaked key of dev-temp-key in strange hands, Saturday night, in the development account.
import { type Random, stream } from '../base/random.ts';
import { longTime, utc } from '../base/time.ts';
import { instance } from '../ordinary/instances.ts';
import { byKey, type Caller } from '../world/identity.ts';
import { LEAKED_KEY, SECOND_KEY, USERS } from '../world/people.ts';
import { AGENT, DEV, FRANKFURT, IP, VIRGINIA } from '../world/places.ts';
import { type Call, denied, event, type Json, type SampleEvent, unauthorized } from '../world/record.ts';

/** 2026-02-21 23:47:12 IST, as in the story. */
export const FIRST_HOSTILE_USE = utc('2026-02-21T18:17:12Z');
export const GPU_TYPE = 'g5.12xlarge';

const day = (clock: string): number => utc(`2026-02-21T${clock}Z`);
const account = (rest: string): string => `arn:aws:iam::${DEV}:${rest}`;

/** A record-maker for one caller and stream. */
export type Step = (clock: string, call: string, region: string, more?: Partial<Call>) => SampleEvent;
export const stepper =
  (random: Random, caller: Caller, at: (clock: string) => number): Step =>
  (clock, call, region, more = {}) =>
    event(random, at(clock), caller, { call, region, ...more });

/** Everything the leaked key and the second key do in the development account, except AssumeRole. */
export function attack(): SampleEvent[] {
  return [...reconnaissance(), ...frankfurtLaunches(), ...persistence(), ...virginiaLaunches()];
}

const leaked = (): Caller => byKey(USERS.devTempKey, LEAKED_KEY, IP.tor, AGENT.attacker);
const second = (): Caller => byKey(USERS.devTempKey, SECOND_KEY, IP.torLater, AGENT.attacker);

/** Who am I, what may I do, what is here. */
function reconnaissance(): SampleEvent[] {
  const random = stream('attack/reconnaissance');
  const caller = leaked();
  const step = stepper(random, caller, day);
  const no = (action: string, resource: string) => ({ error: denied(caller, action, resource) });
  return [
    event(random, FIRST_HOSTILE_USE, caller, { call: 'sts:GetCallerIdentity', region: FRANKFURT }),
    step('18:17:31', 'iam:ListUsers', VIRGINIA, no('iam:ListUsers', account('user/'))),
    step('18:17:38', 'iam:GetUser', VIRGINIA),
    step('18:17:44', 'iam:ListAttachedUserPolicies', VIRGINIA, { params: { userName: 'dev-temp-key' } }),
    step('18:17:52', 's3:ListBuckets', VIRGINIA, { params: { Host: 's3.amazonaws.com' }, host: 's3.amazonaws.com' }),
    step('18:18:05', 'iam:GetAccountAuthorizationDetails', VIRGINIA, no('iam:GetAccountAuthorizationDetails', '*')),
    step('18:18:11', 'secretsmanager:ListSecrets', FRANKFURT, no('secretsmanager:ListSecrets', '*')),
    step('18:18:19', 'rds:DescribeDBInstances', FRANKFURT, no('rds:DescribeDBInstances', `arn:aws:rds:${FRANKFURT}:${DEV}:db:*`)),
    step('18:18:33', 'ec2:DescribeRegions', FRANKFURT, { params: { regionSet: {}, allRegions: false } }),
    step('18:18:46', 'ec2:DescribeInstances', FRANKFURT, { params: { instancesSet: {}, filterSet: {} } }),
    step('18:19:02', 'ec2:DescribeInstanceTypeOfferings', FRANKFURT, {
      params: { DescribeInstanceTypeOfferingsRequest: { LocationType: 'availability-zone' } },
    }),
    step('18:19:40', 'servicequotas:GetServiceQuota', FRANKFURT, { params: { serviceCode: 'ec2', quotaCode: 'L-DB2E81BA' } }),
    step('18:20:15', 'ec2:DescribeImages', FRANKFURT, { params: { imagesSet: {}, ownersSet: { items: [{ owner: 'amazon' }] } } }),
    step('18:20:58', 'ec2:DescribeSubnets', FRANKFURT, { params: { subnetSet: {}, filterSet: {} } }),
  ];
}

/** Eight at once exceed the limit; two and two succeed. */
function frankfurtLaunches(): SampleEvent[] {
  const random = stream('attack/frankfurt');
  const step = stepper(random, leaked(), day);
  const launch = launcher(random, FRANKFURT, 'ami-0c7d6a2e9f1b48350', 'kp-7741');
  return [
    step('18:22:04', 'ec2:CreateKeyPair', FRANKFURT, {
      params: { keyName: 'kp-7741', keyType: 'rsa', keyFormat: 'pem' },
      response: { requestId: random.uuid(), keyName: 'kp-7741', keyPairId: `key-${random.hex(17)}`, keyMaterial: '<sensitiveDataRemoved>' },
    }),
    launch(leaked(), '18:24:50', 8, [
      'Client.VcpuLimitExceeded',
      'You have requested more vCPU capacity than your current vCPU limit of 192 allows for the instance bucket that the specified instance type belongs to. Please visit http://aws.amazon.com/contact-us/ec2-request to request an adjustment to this limit.',
    ]),
    launch(leaked(), '18:26:18', 2),
    launch(leaked(), '18:27:03', 2),
    step('18:29:41', 'ec2:DescribeInstances', FRANKFURT, { params: { instancesSet: {}, filterSet: {} } }),
  ];
}

/** A new user is refused; a second key for the same user is not. */
function persistence(): SampleEvent[] {
  const random = stream('attack/persistence');
  const caller = leaked();
  const step = stepper(random, caller, day);
  return [
    step('18:33:26', 'iam:CreateUser', VIRGINIA, {
      params: { userName: 'support-backup' },
      error: denied(caller, 'iam:CreateUser', account('user/support-backup')),
    }),
    step('18:34:29', 'iam:CreateAccessKey', VIRGINIA, {
      params: { userName: 'dev-temp-key' },
      response: {
        accessKey: {
          accessKeyId: SECOND_KEY,
          status: 'Active',
          userName: 'dev-temp-key',
          createDate: longTime(day('18:34:29')),
        },
      },
    }),
    step('18:35:12', 'iam:ListAccessKeys', VIRGINIA, { params: { userName: 'dev-temp-key' } }),
  ];
}

/** After 3 AM in India, with the second key and from another address: four more, then an attempt to blind the trail. */
function virginiaLaunches(): SampleEvent[] {
  const random = stream('attack/virginia');
  const caller = second();
  const step = stepper(random, caller, day);
  const launch = launcher(random, VIRGINIA, 'ami-04f1d8b7e5a293c60', 'kp-7742');
  const trail = `arn:aws:cloudtrail:ap-south-1:${DEV}:trail/telugubites-dev-trail`;
  return [
    step('21:31:09', 'sts:GetCallerIdentity', VIRGINIA),
    step('21:31:37', 'ec2:DescribeInstances', VIRGINIA, { params: { instancesSet: {}, filterSet: {} } }),
    step('21:32:20', 'ec2:CreateKeyPair', VIRGINIA, {
      params: { keyName: 'kp-7742', keyType: 'rsa', keyFormat: 'pem' },
      response: { requestId: random.uuid(), keyName: 'kp-7742', keyPairId: `key-${random.hex(17)}`, keyMaterial: '<sensitiveDataRemoved>' },
    }),
    launch(
      caller,
      '21:33:58',
      4,
      unauthorized(caller, 'ec2:RunInstances', `arn:aws:ec2:${VIRGINIA}:${DEV}:subnet/subnet-0f4b2a9d7c6e81350`, random),
    ),
    launch(caller, '21:34:52', 4),
    step('21:36:30', 'ec2:DescribeInstances', VIRGINIA, { params: { instancesSet: {}, filterSet: {} } }),
    step('21:40:13', 'cloudtrail:StopLogging', VIRGINIA, {
      params: { name: trail },
      error: denied(caller, 'cloudtrail:StopLogging', trail),
    }),
    step('21:41:02', 'guardduty:ListDetectors', VIRGINIA, { error: denied(caller, 'guardduty:ListDetectors', '*') }),
  ];
}

/** RunInstances of GPU machines in one region, as EC2 logs requests and answers. */
function launcher(random: Random, region: string, image: string, keyName: string) {
  return (caller: Caller, clock: string, count: number, error?: [string, string]): SampleEvent => {
    const at = day(clock);
    const requestId = random.uuid();
    const params: Json = {
      instancesSet: { items: [{ imageId: image, minCount: count, maxCount: count, keyName }] },
      instanceType: GPU_TYPE,
      blockDeviceMapping: {},
      monitoring: { enabled: false },
      disableApiTermination: false,
      disableApiStop: false,
      clientToken: random.uuid(),
    };
    if (error) return event(random, at, caller, { call: 'ec2:RunInstances', region, params, requestId, error });
    const items = Array.from({ length: count }, (_, index) =>
      instance(random, { id: `i-0${random.hex(16)}`, type: GPU_TYPE, image, at, zone: `${region}b`, index, keyName }),
    );
    const response = { requestId, reservationId: `r-0${random.hex(16)}`, ownerId: DEV, groupSet: {}, instancesSet: { items } };
    return event(random, at, caller, { call: 'ec2:RunInstances', region, params, requestId, response });
  };
}
