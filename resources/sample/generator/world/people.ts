// Who acts in the sample: IAM users, roles, and the sessions that role credentials form.
import { BASE32, stream } from '../base/random.ts';
import { DEV, PROD } from './places.ts';

/** A unique id in AWS's form (prefix + 17 characters) that ends in EXAMPLE, so that nobody takes it for a real one. */
const uniqueId = (prefix: string, name: string): string => `${prefix}${stream(`id/${name}`).text(BASE32, 10)}EXAMPLE`;

/** A new access key id (20 characters); ends in EXAMPLE as AWS's own documentation keys do. */
export const keyId = (prefix: 'AKIA' | 'ASIA', name: string): string => `${prefix}${stream(`key/${name}`).text(BASE32, 9)}EXAMPLE`;

export interface User {
  name: string;
  account: string;
  id: string;
  arn: string;
}

export interface Role {
  name: string;
  account: string;
  id: string;
  arn: string;
}

/** One set of temporary credentials of a role. */
export interface RoleSession {
  role: Role;
  name: string;
  key: string;
  /** When issued, ms since epoch UTC. */
  created: number;
  mfa: boolean;
  /** Delivered through the EC2 instance metadata service. */
  onEc2: boolean;
  sourceIdentity?: string | undefined;
}

const user = (account: string, name: string): User => ({
  name,
  account,
  id: uniqueId('AIDA', `${account}/${name}`),
  arn: `arn:aws:iam::${account}:user/${name}`,
});

const role = (account: string, name: string, path = '/'): Role => ({
  name,
  account,
  id: uniqueId('AROA', `${account}/${name}`),
  arn: `arn:aws:iam::${account}:role${path}${name}`,
});

export const USERS = {
  meera: user(PROD, 'meera.iyer'),
  arjun: user(PROD, 'arjun.reddy'),
  kavya: user(PROD, 'kavya.naidu'),
  sneha: user(PROD, 'sneha.rao'),
  intern: user(PROD, 'rahul.intern'),
  priya: user(DEV, 'priya.k'),
  devTempKey: user(DEV, 'dev-temp-key'),
} as const;

export const ROLES = {
  deploy: role(PROD, 'deploy-role'),
  app: role(PROD, 'app-role'),
  orderNotify: role(PROD, 'order-notify-role'),
  menuSync: role(PROD, 'menu-sync-role'),
  monitoring: role(PROD, 'cloudpulse-monitoring'),
  config: role(PROD, 'AWSServiceRoleForConfig', '/aws-service-role/config.amazonaws.com/'),
  autoScaling: role(PROD, 'AWSServiceRoleForAutoScaling', '/aws-service-role/autoscaling.amazonaws.com/'),
  devApp: role(DEV, 'dev-app-role'),
  devMenuSync: role(DEV, 'menu-sync-dev-role'),
  devMonitoring: role(DEV, 'cloudpulse-monitoring'),
  devConfig: role(DEV, 'AWSServiceRoleForConfig', '/aws-service-role/config.amazonaws.com/'),
  devTerraform: role(DEV, 'terraform'),
  securityResponse: role(DEV, 'security-response'),
} as const;

/** The leaked long-term key of dev-temp-key, and the one the attacker creates for the same user. */
export const LEAKED_KEY = 'AKIADEVTEMPK2EXAMPLE';
export const SECOND_KEY = 'AKIADEVTEMPQ5EXAMPLE';
export const MEERA_KEY = keyId('AKIA', 'meera.iyer');
export const ARJUN_KEY = keyId('AKIA', 'arjun.reddy');

export const sessionArn = (session: RoleSession): string =>
  `arn:aws:sts::${session.role.account}:assumed-role/${session.role.name}/${session.name}`;

/** The credentials that one AssumeRole hands out. */
export function roleSession(
  role: Role,
  name: string,
  created: number,
  more: { mfa?: boolean; onEc2?: boolean; sourceIdentity?: string | undefined } = {},
): RoleSession {
  const key = keyId('ASIA', `${role.arn}/${name}/${created}`);
  return { role, name, key, created, mfa: more.mfa ?? false, onEc2: more.onEc2 ?? false, sourceIdentity: more.sourceIdentity };
}
