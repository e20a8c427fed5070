// The incident, part three: Sunday morning. Finance sees the bill, security deactivates both keys and ends the machines.
import { stream } from '../base/random.ts';
import { utc } from '../base/time.ts';
import { PAGES } from '../ordinary/pages.ts';
import { consoleLogin } from '../ordinary/people.ts';
import { byConsole, byKey, byRole } from '../world/identity.ts';
import { keyId, LEAKED_KEY, MEERA_KEY, ROLES, roleSession, SECOND_KEY, USERS } from '../world/people.ts';
import { AGENT, FRANKFURT, IP, MUMBAI, PROD, PROD_BUCKET, VIRGINIA } from '../world/places.ts';
import { event, type Json, onBucket, type SampleEvent } from '../world/record.ts';
import { crossAccount } from '../world/sts.ts';
import { stepper } from './attack.ts';

const day = (clock: string): number => utc(`2026-02-22T${clock}Z`);
const ASSUMED = day('03:51:20');

/** meera.iyer's session in the development account: her name travels along as source identity. */
export const RESPONSE_SESSION = roleSession(ROLES.securityResponse, 'meera.iyer', ASSUMED, {
  mfa: true,
  sourceIdentity: 'meera.iyer',
});

/** `machines`: instance ids by region, as the launches' answers named them. */
export function response(machines: Record<string, string[]>): SampleEvent[] {
  const random = stream('response');
  const signedIn = day('03:12:36');
  const kavya = byConsole(USERS.kavya, keyId('ASIA', `kavya.naidu/${signedIn}`), signedIn, IP.kavyaHome, AGENT.chrome);
  const bill = PAGES.billing.slice(0, 2).map((page, i) => event(random, signedIn + (31 + 52 * i) * 1000, kavya, page));

  const meera = byKey(USERS.meera, MEERA_KEY, IP.meeraHome, AGENT.securityCli);
  const mfa = { serialNumber: `arn:aws:iam::${PROD}:mfa/meera.iyer`, sourceIdentity: 'meera.iyer' };
  const responder = byRole(RESPONSE_SESSION, IP.meeraHome, AGENT.securityCli);
  const step = stepper(random, responder, day);
  const keys = { userName: 'dev-temp-key' };
  const lookup = (value: string): Json => ({ lookupAttributes: [{ attributeKey: 'EventName', attributeValue: value }], maxResults: 50 });
  const deactivate = (clock: string, key: string): SampleEvent =>
    step(clock, 'iam:UpdateAccessKey', VIRGINIA, { params: { ...keys, accessKeyId: key, status: 'Inactive' } });
  const end = (clock: string, region: string): SampleEvent => {
    const ids = machines[region] ?? [];
    const requestId = random.uuid();
    const items = ids.map((instanceId) => ({
      instanceId,
      currentState: { code: 32, name: 'shutting-down' },
      previousState: { code: 16, name: 'running' },
    }));
    return step(clock, 'ec2:TerminateInstances', region, {
      requestId,
      params: { instancesSet: { items: ids.map((instanceId) => ({ instanceId })) } },
      response: { requestId, instancesSet: { items } },
    });
  };
  const bucketCheck = stepper(stream('response/bucket'), meera, day)('04:22:18', 's3:HeadBucket', MUMBAI, {
    ...onBucket(PROD_BUCKET, MUMBAI, PROD),
    error: ['NoSuchBucket', 'The specified bucket does not exist'],
  });
  return [
    consoleLogin(random, signedIn, kavya),
    ...bill,
    ...crossAccount(random, USERS.meera, meera, RESPONSE_SESSION, MUMBAI, mfa),
    step('03:52:01', 'iam:ListAccessKeys', VIRGINIA, { params: keys }),
    deactivate('03:52:44', LEAKED_KEY),
    step('03:53:20', 'cloudtrail:LookupEvents', FRANKFURT, { params: lookup('RunInstances') }),
    deactivate('03:54:10', SECOND_KEY),
    step('03:55:36', 'cloudtrail:LookupEvents', VIRGINIA, { params: lookup('RunInstances') }),
    step('03:57:02', 'ec2:DescribeInstances', FRANKFURT, { params: { instancesSet: {}, filterSet: {} } }),
    end('04:02:35', FRANKFURT),
    step('04:03:20', 'ec2:DescribeInstances', VIRGINIA, { params: { instancesSet: {}, filterSet: {} } }),
    end('04:04:12', VIRGINIA),
    bucketCheck,
  ];
}
