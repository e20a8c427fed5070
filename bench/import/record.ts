// One CloudTrail record as AWS writes it: field order, null where a call has no parameters, compact JSON.
import { type Call, pickCall } from './calls.ts';
import type { Random } from './random.ts';
import { type Account, isoSeconds, SERVICES_THAT_CALL, type Session, type World } from './world.ts';

interface Caller {
  identity: Record<string, unknown>;
  ip: string;
  agent: string;
}

/** Sessions that are at work in one file: a delivery covers minutes, so few of an account's sessions are in it. */
export function sessionsAtWork(random: Random, account: Account): Session[] {
  return Array.from({ length: 40 }, () => random.pick(account.sessions));
}

/** @param time ms UTC */
export function makeRecord(
  random: Random,
  world: World,
  account: Account,
  sessions: readonly Session[],
  region: string,
  time: number,
): string {
  const call = pickCall(random);
  const caller = makeCaller(random, world, account, sessions, call);
  const { request, response, additional, resources } = call.shape(random, account, region);
  const error = call.errors.length > 0 && random.chance(0.05) ? random.pick(call.errors) : null;
  const record: Record<string, unknown> = {
    eventVersion: random.chance(0.8) ? '1.11' : '1.08',
    userIdentity: caller.identity,
    eventTime: isoSeconds(time),
    eventSource: call.source,
    eventName: call.name,
    awsRegion: region,
    sourceIPAddress: caller.ip,
    userAgent: caller.agent,
  };
  if (error) {
    record.errorCode = error;
    record.errorMessage = `User: ${caller.identity.arn ?? caller.ip} is not authorized to perform: ${call.source.split('.')[0]}:${call.name} because no identity-based policy allows the action`;
  }
  record.requestParameters = request;
  record.responseElements = error ? null : (response ?? null);
  if (additional) record.additionalEventData = additional;
  record.requestID = call.source === 's3.amazonaws.com' ? random.key('', 16) : random.uuid();
  record.eventID = random.uuid();
  record.readOnly = call.readOnly;
  if (resources && resources.length > 0) record.resources = resources;
  record.eventType = 'AwsApiCall';
  record.managementEvent = true;
  record.recipientAccountId = account.id;
  if (call.name === 'AssumeRole') record.sharedEventID = random.uuid();
  record.eventCategory = 'Management';
  if (!caller.ip.endsWith('.amazonaws.com') && random.chance(0.6)) {
    record.tlsDetails = {
      tlsVersion: 'TLSv1.3',
      cipherSuite: 'TLS_AES_128_GCM_SHA256',
      clientProvidedHostHeader: call.source.replace('.amazonaws', `.${region}.amazonaws`),
    };
  }
  return JSON.stringify(record);
}

/** Who calls, in the mix of a production organisation: mostly roles, many services, few people. */
function makeCaller(random: Random, world: World, account: Account, sessions: readonly Session[], call: Call): Caller {
  const kind = random.unit();
  if (kind < (call.name === 'AssumeRole' ? 0.6 : 0.06)) return byService(random);
  if (kind < 0.2) return byUser(random, account);
  if (kind < 0.21) return byOther(random, world, account);
  return byRole(random, account, random.pickEarly(sessions));
}

function byRole(random: Random, account: Account, session: Session): Caller {
  const identity: Record<string, unknown> = {
    type: 'AssumedRole',
    principalId: `${session.roleId}:${session.name}`,
    arn: `arn:aws:sts::${account.id}:assumed-role/${session.role}/${session.name}`,
    accountId: account.id,
    accessKeyId: session.key,
    sessionContext: {
      sessionIssuer: {
        type: 'Role',
        principalId: session.roleId,
        arn: `arn:aws:iam::${account.id}:role/${session.role}`,
        accountId: account.id,
        userName: session.role,
      },
      webIdFederationData: {},
      attributes: { creationDate: session.creationDate, mfaAuthenticated: 'false' },
    },
  };
  if (random.chance(0.08)) {
    const service = random.pickEarly(SERVICES_THAT_CALL);
    identity.invokedBy = service;
    return { identity, ip: service, agent: service };
  }
  return { identity, ip: session.ip, agent: random.pickEarly(session.agents) };
}

function byUser(random: Random, account: Account): Caller {
  const user = random.pickEarly(account.users);
  return {
    identity: {
      type: 'IAMUser',
      principalId: user.id,
      arn: `arn:aws:iam::${account.id}:user/${user.name}`,
      accountId: account.id,
      accessKeyId: user.key,
      userName: user.name,
    },
    ip: user.ip,
    agent: user.agent,
  };
}

function byService(random: Random): Caller {
  const service = random.pickEarly(SERVICES_THAT_CALL);
  return { identity: { type: 'AWSService', invokedBy: service }, ip: service, agent: service };
}

/** The rare kinds: root, another account, a web identity, and an identity without a type. */
function byOther(random: Random, world: World, account: Account): Caller {
  const { agents, ip } = random.pick(account.sessions);
  const other = random.pick(world.accounts);
  const kinds: Record<string, unknown>[] = [
    { type: 'Root', principalId: account.id, arn: `arn:aws:iam::${account.id}:root`, accountId: account.id, accessKeyId: '' },
    { type: 'AWSAccount', principalId: `${random.pick(other.sessions).roleId}:cross-account`, accountId: other.id },
    {
      type: 'WebIdentityUser',
      principalId: `token.actions.githubusercontent.com:sts.amazonaws.com:repo:example/${random.pick(account.functions)}:ref:refs/heads/main`,
      userName: 'repo:example/deploy:ref:refs/heads/main',
      identityProvider: 'token.actions.githubusercontent.com',
    },
    { accountId: account.id, invokedBy: 'ec2.amazonaws.com' },
  ];
  return { identity: random.pick(kinds), ip, agent: random.pick(agents) };
}
