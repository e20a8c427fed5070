// The userIdentity blocks of CloudTrail records, in the field order AWS writes.
import { iso } from '../base/time.ts';
import { type RoleSession, sessionArn, type User } from './people.ts';
import type { Json } from './record.ts';

/** Who calls, from where, with what: everything a record needs besides the call itself. */
export interface Caller {
  account: string;
  identity: { [field: string]: Json };
  ip: string;
  agent: string;
  /** The ARN that error messages print. */
  arn: string;
  /** Signed in through the console: records carry sessionCredentialFromConsole. */
  console?: boolean;
  /** An AWS service calls on the caller's behalf or its own: no TLS details, no address. */
  service?: string;
}

/** A long-term key of an IAM user. */
export function byKey(user: User, key: string, ip: string, agent: string): Caller {
  const identity = {
    type: 'IAMUser',
    principalId: user.id,
    arn: user.arn,
    accountId: user.account,
    accessKeyId: key,
    userName: user.name,
  };
  return { account: user.account, identity, ip, agent, arn: user.arn };
}

/** An IAM user's console session, signed in at `since`. */
export function byConsole(user: User, key: string, since: number, ip: string, agent: string): Caller {
  const caller = byKey(user, key, ip, agent);
  const attributes = { creationDate: iso(since), mfaAuthenticated: 'true' };
  return { ...caller, identity: { ...caller.identity, sessionContext: { attributes } }, console: true };
}

/** An assumed role's session. */
export function byRole(session: RoleSession, ip: string, agent: string): Caller {
  const { role } = session;
  const arn = sessionArn(session);
  const sessionIssuer = {
    type: 'Role',
    principalId: role.id,
    arn: role.arn,
    accountId: role.account,
    userName: role.name,
  };
  const attributes = { creationDate: iso(session.created), mfaAuthenticated: String(session.mfa) };
  const identity = {
    type: 'AssumedRole',
    principalId: `${role.id}:${session.name}`,
    arn,
    accountId: role.account,
    accessKeyId: session.key,
    sessionContext: {
      sessionIssuer,
      attributes,
      ...(session.sourceIdentity ? { sourceIdentity: session.sourceIdentity } : {}),
      ...(session.onEc2 ? { ec2RoleDelivery: '2.0' } : {}),
    },
  };
  return { account: role.account, identity, ip, agent, arn };
}

/** The same caller with an AWS service in between, as when Secrets Manager decrypts for an application. */
export function through(caller: Caller, service: string): Caller {
  return { ...caller, identity: { ...caller.identity, invokedBy: service }, ip: service, agent: service, console: false, service };
}

/** An AWS service on its own account. */
export function byService(account: string, service: string): Caller {
  const identity = { type: 'AWSService', invokedBy: service };
  return { account, identity, ip: service, agent: service, arn: service, service };
}

/** The root user's console session. */
export function byRoot(account: string, key: string, since: number, ip: string, agent: string): Caller {
  const arn = `arn:aws:iam::${account}:root`;
  const attributes = { creationDate: iso(since), mfaAuthenticated: 'true' };
  const identity = {
    type: 'Root',
    principalId: account,
    arn,
    accountId: account,
    accessKeyId: key,
    sessionContext: { attributes },
  };
  return { account, identity, ip, agent, arn, console: true };
}

/** A caller from another account, as the account that owns the role sees it: user id only, no name, no key. */
export function fromOtherAccount(user: User, ip: string, agent: string): Caller {
  const identity = { type: 'AWSAccount', principalId: user.id, accountId: user.account };
  return { account: user.account, identity, ip, agent, arn: user.arn };
}
