// AssumeRole records: the proven edges of lineage. A cross-account call is logged in both accounts.
import type { Random } from '../base/random.ts';
import { MIXED } from '../base/random.ts';
import { HOUR, longTime } from '../base/time.ts';
import { byService, type Caller, fromOtherAccount } from './identity.ts';
import { type RoleSession, sessionArn, type User } from './people.ts';
import { event, type Json, type SampleEvent } from './record.ts';

/** What STS answers. The token has the real beginning and a fake rest: tools must redact it all the same. */
function answer(random: Random, session: RoleSession, hours: number): Json {
  return {
    credentials: {
      accessKeyId: session.key,
      sessionToken: `IQoJb3JpZ2luX2VjE${random.text(MIXED, 24)}//////////EXAMPLETOKENoftheTeluguBitessamplearchiveItGrantsNothing==`,
      expiration: longTime(session.created + hours * HOUR),
    },
    assumedRoleUser: { assumedRoleId: `${session.role.id}:${session.name}`, arn: sessionArn(session) },
    sourceIdentity: session.sourceIdentity,
  };
}

const target = (session: RoleSession): Json => [{ accountId: session.role.account, type: 'AWS::IAM::Role', ARN: session.role.arn }];

/** An AWS service takes its role, as EC2 and Lambda do to hand credentials to code. */
export function serviceAssumes(random: Random, service: string, session: RoleSession, region: string): SampleEvent {
  return event(random, session.created, byService(session.role.account, service), {
    call: 'sts:AssumeRole',
    region,
    params: { roleArn: session.role.arn, roleSessionName: session.name, durationSeconds: 21600 },
    response: answer(random, session, 6),
    resources: target(session),
  });
}

/** A user of one account assumes a role of another: [the user's account's record, the role's account's record]. */
export function crossAccount(
  random: Random,
  user: User,
  caller: Caller,
  session: RoleSession,
  region: string,
  more: { [field: string]: Json } = {},
): [SampleEvent, SampleEvent] {
  const call = {
    call: 'sts:AssumeRole',
    region,
    params: { roleArn: session.role.arn, roleSessionName: session.name, durationSeconds: 3600, ...more },
    response: answer(random, session, 1),
    resources: target(session),
    requestId: random.uuid(),
    sharedEventID: random.uuid(),
  };
  const seenFromOutside = fromOtherAccount(user, caller.ip, caller.agent);
  return [
    event(random, session.created, caller, call),
    event(random, session.created, seenFromOutside, { ...call, recipient: session.role.account }),
  ];
}

/** The vendor's AssumeRole: the caller is a user of an account outside the archive. */
export function outsiderAssumes(random: Random, session: RoleSession, region: string, ip: string, agent: string): SampleEvent {
  const vendor = { type: 'AWSAccount', principalId: 'AIDACLOUDPULSEEXAMPLE', accountId: '999900001111' };
  const caller: Caller = { account: session.role.account, identity: vendor, ip, agent, arn: 'arn:aws:iam::999900001111:user/collector' };
  return event(random, session.created, caller, {
    call: 'sts:AssumeRole',
    region,
    params: { roleArn: session.role.arn, roleSessionName: session.name, externalId: 'telugubites-7741', durationSeconds: 21600 },
    response: answer(random, session, 6),
    resources: target(session),
    sharedEventID: random.uuid(),
  });
}
