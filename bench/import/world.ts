// The organisation whose archive is generated: accounts, roles, users, hosts and tools, with cardinalities as in real ones.
import { Random } from './random.ts';

export interface Session {
  role: string;
  roleId: string;
  name: string;
  key: string;
  creationDate: string;
  ip: string;
  /** One host runs several tools. */
  agents: string[];
}

export interface User {
  name: string;
  id: string;
  key: string;
  ip: string;
  agent: string;
}

export interface Account {
  id: string;
  roles: { role: string; roleId: string }[];
  sessions: Session[];
  users: User[];
  buckets: string[];
  kmsKeys: string[];
  vpcs: string[];
  subnets: string[];
  groups: string[];
  instances: string[];
  functions: string[];
  parameters: string[];
  secrets: string[];
  tables: string[];
}

export interface World {
  accounts: Account[];
  agents: string[];
}

/** Start of the archive, ms UTC. */
export const START = Date.UTC(2026, 0, 12);
export const DAYS = 30;
export const REGIONS = [
  'us-east-1',
  'us-east-1',
  'us-east-1',
  'us-east-1',
  'eu-west-1',
  'eu-west-1',
  'eu-central-1',
  'us-west-2',
  'ap-south-1',
] as const;
export const SERVICES_THAT_CALL = [
  'autoscaling.amazonaws.com',
  'ec2.amazonaws.com',
  'lambda.amazonaws.com',
  'ecs-tasks.amazonaws.com',
  'config.amazonaws.com',
  'eks.amazonaws.com',
  'cloudformation.amazonaws.com',
  'inspector2.amazonaws.com',
  'rds.amazonaws.com',
  'elasticloadbalancing.amazonaws.com',
] as const;

const ROLES = [
  'eks-node',
  'ci-deploy',
  'app-orders',
  'app-payments',
  'app-catalogue',
  'lambda-thumbnailer',
  'lambda-ingest',
  'datadog-integration',
  'AWSServiceRoleForConfig',
  'AWSServiceRoleForAutoScaling',
  'AWSReservedSSO_AdministratorAccess_',
  'AWSReservedSSO_ReadOnly_',
  'terraform',
  'backup-runner',
  'metrics-exporter',
  'ecs-task-web',
  'glue-etl',
  'sagemaker-notebook',
  'security-audit',
  'OrganizationAccountAccessRole',
] as const;

export function makeWorld(seed: number): World {
  const random = new Random(seed, 1);
  const agents = makeAgents(random);
  return { agents, accounts: Array.from({ length: 12 }, () => makeAccount(random, agents)) };
}

function many<T>(count: number, make: (i: number) => T): T[] {
  return Array.from({ length: count }, (_, i) => make(i));
}

function makeAccount(random: Random, agents: string[]): Account {
  const id = String(100_000_000_000 + Math.floor(random.unit() * 899_999_999_999));
  const roles = many(14, (i) => ({
    role: `${ROLES[(i + random.below(3)) % ROLES.length]}-${random.name(4)}`,
    roleId: random.key('AROA', 21),
  }));
  const sessions = many(500, () => makeSession(random, roles, () => random.pickEarly(agents)));
  const users = many(25, (i) => ({
    name:
      ['ada', 'grace', 'edsger', 'barbara', 'donald', 'ci-bot', 'backup', 'terraform', 'legacy-app', 'monitor'][i % 10] +
      (i < 10 ? '' : `.${random.name(5)}`),
    id: random.key('AIDA', 21),
    key: random.key('AKIA', 20),
    ip: address(random),
    agent: random.pickEarly(agents),
  }));
  const id17 = (prefix: string) => () => `${prefix}-0${random.hex(8)}`;
  return {
    id,
    roles,
    sessions,
    users,
    buckets: many(
      60,
      () =>
        `${random.pick(['prod', 'dev', 'stage', 'shared'])}-${random.pick(['logs', 'assets', 'data-lake', 'backups', 'artifacts'])}-${random.name(10)}`,
    ),
    kmsKeys: many(25, () => random.uuid()),
    vpcs: many(6, id17('vpc')),
    subnets: many(24, id17('subnet')),
    groups: many(60, id17('sg')),
    instances: many(400, id17('i')),
    functions: many(80, () => `${random.pick(['orders', 'payments', 'thumbs', 'ingest', 'notify'])}-${random.name(8)}`),
    parameters: many(150, () => `/${random.pick(['prod', 'dev'])}/${random.pick(['orders', 'payments', 'catalogue'])}/${random.name(12)}`),
    secrets: many(40, () => `${random.pick(['db', 'api', 'smtp'])}-${random.name(8)}-${random.base64(6).replace(/[+/]/g, 'x')}`),
    tables: many(30, () => `${random.pick(['orders', 'events', 'sessions', 'locks'])}-${random.name(6)}`),
  };
}

function makeSession(random: Random, roles: Account['roles'], agent: () => string): Session {
  const { role, roleId } = random.pickEarly(roles);
  const created = START + random.below(DAYS * 86_400) * 1000;
  return {
    role,
    roleId,
    name: sessionName(random, role),
    key: random.key('ASIA', 20),
    creationDate: isoSeconds(created),
    ip: address(random),
    agents: many(1 + random.below(3), agent),
  };
}

/** Sessions that no file had before, with tools that no host had before: an organisation in which nothing recurs for long. */
export function newSessions(random: Random, account: Account, count: number): Session[] {
  return many(count, () => makeSession(random, account.roles, () => makeAgent(random)));
}

function sessionName(random: Random, role: string): string {
  if (role.startsWith('eks') || role.startsWith('ecs')) return `i-0${random.hex(8)}`;
  if (role.startsWith('AWSReservedSSO')) return `${random.pick(['ada', 'grace', 'edsger', 'barbara', 'donald'])}@example.com`;
  if (role.startsWith('lambda')) return `${role.slice(7)}-${random.name(8)}`;
  return random.chance(0.5)
    ? `aws-go-sdk-${1_768_000_000 + random.below(9_000_000)}${random.below(1e9)}`
    : `botocore-session-${1_768_000_000 + random.below(9_000_000)}`;
}

function address(random: Random): string {
  return random.chance(0.5)
    ? `10.${random.below(32)}.${random.below(256)}.${random.below(256)}`
    : `${random.pick([3, 18, 34, 44, 52, 54])}.${random.below(256)}.${random.below(256)}.${random.below(256)}`;
}

/** A user agent: some hundred thousand are possible. */
function makeAgent(random: Random): string {
  const version = () => `1.${random.below(60)}.${random.below(300)}`;
  const kinds: (() => string)[] = [
    () =>
      `Boto3/${version()} md/Botocore#${version()} ua/2.0 os/linux#6.1.${random.below(120)}-amzn2023.x86_64 md/arch#x86_64 lang/python#3.11.${random.below(9)} md/pyimpl#CPython cfg/retry-mode#legacy Botocore/${version()}`,
    () => `aws-sdk-go/${version()} (go1.${19 + random.below(5)}.${random.below(9)}; linux; amd64) karpenter-v0.${random.below(40)}.1`,
    () => `aws-sdk-go-v2/${version()} os/linux lang/go#1.22.${random.below(9)} md/GOOS#linux md/GOARCH#amd64 api/sts#${version()}`,
    () =>
      `APN/1.0 HashiCorp/1.0 Terraform/1.${random.below(9)}.${random.below(9)} (+https://www.terraform.io) terraform-provider-aws/5.${random.below(80)}.0 (+https://registry.terraform.io/providers/hashicorp/aws) aws-sdk-go-v2/${version()} os/linux lang/go#1.22.6`,
    () =>
      `aws-cli/2.${random.below(20)}.${random.below(30)} Python/3.11.8 Linux/5.15.${random.below(140)} exe/x86_64.ubuntu.22 prompt/off command/ec2.describe-instances`,
    () =>
      `aws-sdk-java/${version()} Linux/5.10.${random.below(220)}-amzn2.x86_64 OpenJDK_64-Bit_Server_VM/17.0.${random.below(12)}+8-LTS java/17.0.9 vendor/Amazon.com_Inc. cfg/retry-mode/standard`,
    () =>
      `aws-sdk-js/3.${random.below(600)}.0 ua/2.0 os/linux#5.10.${random.below(220)} lang/js md/nodejs#20.${random.below(18)}.0 api/s3#3.${random.below(600)}.0`,
    () =>
      `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${110 + random.below(30)}.0.0.0 Safari/537.36`,
  ];
  return random.pick(kinds)();
}

function makeAgents(random: Random): string[] {
  return many(480, () => makeAgent(random));
}

export function isoSeconds(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}
