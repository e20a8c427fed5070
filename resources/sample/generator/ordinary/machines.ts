// What TeluguBites' own code does: servers and functions with role credentials, renewed every six hours.
import { type Random, stream } from '../base/random.ts';
import { FROM, HOUR, MINUTE, SECOND, UNTIL, utc } from '../base/time.ts';
import { byRole, type Caller, through } from '../world/identity.ts';
import { ROLES, type Role, type RoleSession, roleSession } from '../world/people.ts';
import { AGENT, DEV, FUNCTIONS, IP, MUMBAI, PROD, PROD_BUCKET, SERVERS } from '../world/places.ts';
import { denied, event, onBucket, type SampleEvent } from '../world/record.ts';
import { serviceAssumes } from '../world/sts.ts';
import { always, every, meals, times } from './rhythm.ts';

/** The orders bucket is last written before the incident; after it, there is nothing to write to. */
const LAST_UPLOAD = utc('2026-02-21T18:30:00Z');

const secretArn = (account: string, name: string): string => `arn:aws:secretsmanager:${MUMBAI}:${account}:secret:${name}-EXAMPL`;
const keyArn = (account: string): string =>
  `arn:aws:kms:${MUMBAI}:${account}:key/${account === PROD ? '5f0e' : '7a1c'}3b2d-9c4e-4f7a-8d61-2b7f0c9e4a15`;

export function machines(): SampleEvent[] {
  return [...SERVERS.flatMap(server), ...FUNCTIONS.flatMap(lambda)];
}

/** Credentials of one machine through the whole time, with the AssumeRole records that issued them. */
function renewals(random: Random, service: string, role: Role, name: string, onEc2: boolean) {
  const list: RoleSession[] = [];
  const issued: SampleEvent[] = [];
  for (let at = FROM + random.int(5, 40) * SECOND; at < UNTIL; at += 6 * HOUR - random.int(60, 600) * SECOND) {
    const session = roleSession(role, name, at, { onEc2 });
    list.push(session);
    issued.push(serviceAssumes(random, service, session, MUMBAI));
  }
  const at = (ms: number): RoleSession => list.findLast((session) => session.created <= ms) ?? firstOf(list);
  return { issued, at };
}

function firstOf<T>(list: T[]): T {
  const [first] = list;
  if (first === undefined) throw new Error('nothing was issued');
  return first;
}

/** An EC2 server: its SSM agent, the order service reading secrets, menu pictures going to S3. */
function server(machine: (typeof SERVERS)[number]): SampleEvent[] {
  const { id, account, address, publicIp } = machine;
  const random = stream(`server/${id}`);
  const prod = account === PROD;
  const credentials = renewals(random, 'ec2.amazonaws.com', prod ? ROLES.app : ROLES.devApp, id, true);
  const agent = (ms: number): Caller => byRole(credentials.at(ms), publicIp, AGENT.ssmAgent);
  const app = (ms: number): Caller => byRole(credentials.at(ms), publicIp, AGENT.orderApi);
  const out = [...credentials.issued];
  const start = FROM + MINUTE;

  for (const at of every(random, prod ? 30 * MINUTE : HOUR, start)) {
    const params = {
      instanceId: id,
      agentVersion: '3.3.1611.0',
      agentStatus: 'Active',
      platformType: 'Linux',
      platformName: 'Amazon Linux',
      platformVersion: '2023',
      iPAddress: address,
      computerName: `ip-${address.replaceAll('.', '-')}.${MUMBAI}.compute.internal`,
      agentName: 'amazon-ssm-agent',
    };
    out.push(event(random, at, agent(at), { call: 'ssm:UpdateInstanceInformation', region: MUMBAI, params }));
  }
  for (const at of times(random, prod ? 110 : 44, meals, start)) {
    const secret = prod ? 'orders/db' : 'orders-dev/db';
    out.push(event(random, at, app(at), { call: 'secretsmanager:GetSecretValue', region: MUMBAI, params: { secretId: secret } }));
    out.push(decrypt(random, at, through(app(at), 'secretsmanager.amazonaws.com'), account, secret));
  }
  for (const at of times(random, prod ? 60 : 24, meals, start)) {
    const path = prod ? '/orders/prod' : '/orders/dev';
    const params = { path, recursive: true, withDecryption: true, maxResults: 10 };
    out.push(event(random, at, app(at), { call: 'ssm:GetParametersByPath', region: MUMBAI, params }));
  }
  for (const at of prod ? times(random, 62, meals, start, LAST_UPLOAD) : []) {
    const key = `menus/2026/02/${random.pick(['biryani', 'dosa', 'pesarattu', 'pulihora', 'gongura'])}-${random.int(1000, 9999)}.webp`;
    out.push(event(random, at, app(at), { call: 's3:PutObject', data: true, ...onBucket(PROD_BUCKET, MUMBAI, PROD, { key }) }));
  }
  // The dev role never got this permission; the service retries it for ever. Every archive has such noise.
  for (const at of account === DEV ? every(random, 3 * HOUR, start) : []) {
    const error = denied(app(at), 'dynamodb:DescribeTable', `arn:aws:dynamodb:${MUMBAI}:${DEV}:table/carts`);
    out.push(event(random, at, app(at), { call: 'dynamodb:DescribeTable', region: MUMBAI, error }));
  }
  return out;
}

function decrypt(random: Random, at: number, caller: Caller, account: string, secret: string): SampleEvent {
  return event(random, at, caller, {
    call: 'kms:Decrypt',
    region: MUMBAI,
    params: {
      encryptionAlgorithm: 'SYMMETRIC_DEFAULT',
      encryptionContext: { SecretARN: secretArn(account, secret), SecretVersionId: '0a6d3c1e-52b7-4a8f-9e10-7c4b2d8f6e35' },
    },
    resources: [{ accountId: account, type: 'AWS::KMS::Key', ARN: keyArn(account) }],
  });
}

/** A Lambda function: Lambda takes its role, the function opens log streams and looks at tables. */
function lambda(fn: (typeof FUNCTIONS)[number]): SampleEvent[] {
  const { name, account } = fn;
  const random = stream(`lambda/${name}`);
  const role = name === 'order-notify' ? ROLES.orderNotify : account === PROD ? ROLES.menuSync : ROLES.devMenuSync;
  const credentials = renewals(random, 'lambda.amazonaws.com', role, name, false);
  const code = (ms: number): Caller => byRole(credentials.at(ms), IP.natGateway, AGENT.lambda);
  const out = [...credentials.issued];
  const start = FROM + MINUTE;
  const weight = name === 'order-notify' ? meals : always;

  for (const at of times(random, account === PROD ? 64 : 40, weight, start)) {
    const day = new Date(at).toISOString().slice(0, 10).replaceAll('-', '/');
    const params = { logGroupName: `/aws/lambda/${name}`, logStreamName: `${day}/[$LATEST]${random.hex(12)}` };
    out.push(event(random, at, code(at), { call: 'logs:CreateLogStream', region: MUMBAI, params }));
  }
  for (const at of times(random, account === PROD ? 66 : 44, weight, start)) {
    const params = { tableName: name === 'order-notify' ? 'orders' : 'menus' };
    out.push(event(random, at, code(at), { call: 'dynamodb:DescribeTable', region: MUMBAI, params }));
  }
  for (const at of times(random, account === PROD ? 40 : 26, weight, start)) {
    out.push(decrypt(random, at, through(code(at), 'lambda.amazonaws.com'), account, 'orders/push'));
  }
  return out;
}
