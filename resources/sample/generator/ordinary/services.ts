// What AWS services and the monitoring vendor do in the accounts, day and night, in all three regions.
import { type Random, stream } from '../base/random.ts';
import { FROM, HOUR, MINUTE, SECOND, UNTIL, utc } from '../base/time.ts';
import { byRole, byService, type Caller, through } from '../world/identity.ts';
import { ROLES, type Role, roleSession } from '../world/people.ts';
import { ACCOUNTS, AGENT, AUDIT_BUCKET, IP, MUMBAI, PROD, REGIONS } from '../world/places.ts';
import { event, type Json, onBucket, type SampleEvent } from '../world/record.ts';
import { outsiderAssumes, serviceAssumes } from '../world/sts.ts';
import { instance } from './instances.ts';
import { every } from './rhythm.ts';

export function services(): SampleEvent[] {
  return [...ACCOUNTS.flatMap((account) => [...monitoring(account), ...recorder(account), ...trail(account)]), ...autoScaling()];
}

/** The vendor's collector: assumes its role every six hours, then polls. */
function monitoring(account: string): SampleEvent[] {
  const random = stream(`monitoring/${account}`);
  const role: Role = account === PROD ? ROLES.monitoring : ROLES.devMonitoring;
  const out: SampleEvent[] = [];
  for (let start = FROM + random.int(60, 300) * SECOND; start < UNTIL; start += 6 * HOUR) {
    const session = roleSession(role, 'cloudpulse-collector', start);
    out.push(outsiderAssumes(random, session, MUMBAI, IP.monitoringVendor, AGENT.monitoring));
    const caller = byRole(session, IP.monitoringVendor, AGENT.monitoring);
    const until = Math.min(start + 6 * HOUR, UNTIL);
    for (const region of REGIONS) {
      const step = region === MUMBAI ? (account === PROD ? 30 : 60) : 120;
      for (const at of every(random, step * MINUTE, start + MINUTE, until)) {
        const next = (call: string, delay: number, params: Json): void => {
          if (at + delay * SECOND < until) out.push(event(random, at + delay * SECOND, caller, { call, region, params }));
        };
        next('ec2:DescribeInstances', 0, { maxResults: 1000, instancesSet: {}, filterSet: {} });
        next('monitoring:DescribeAlarms', 1, { maxRecords: 100 });
        if (region === MUMBAI) next('rds:DescribeDBInstances', 2, { maxRecords: 100 });
      }
    }
  }
  return out;
}

/** AWS Config's recorder takes its service-linked role and describes what changed, in each region. */
function recorder(account: string): SampleEvent[] {
  const random = stream(`config/${account}`);
  const role = account === PROD ? ROLES.config : ROLES.devConfig;
  const out: SampleEvent[] = [];
  const calls = ['ec2:DescribeSecurityGroups', 'ec2:DescribeVolumes', 'ec2:DescribeSubnets', 'rds:DescribeDBSubnetGroups'];
  for (const region of REGIONS) {
    for (const at of every(random, (region === MUMBAI ? 5 : 10) * HOUR, FROM + MINUTE)) {
      const session = roleSession(role, `ConfigResourceCompositionSession-${region}`, at);
      out.push(serviceAssumes(random, 'config.amazonaws.com', session, region));
      const caller = through(byRole(session, '', ''), 'config.amazonaws.com');
      for (const [i, call] of calls.entries()) {
        const params = call.startsWith('rds') ? { maxRecords: 100 } : { filterSet: {} };
        out.push(event(random, at + (3 + i) * SECOND, caller, { call, region, params }));
      }
    }
  }
  return out;
}

/** CloudTrail checks its bucket before it delivers. */
function trail(account: string): SampleEvent[] {
  const random = stream(`trail/${account}`);
  return every(random, 2 * HOUR, FROM + MINUTE).map((at) =>
    event(random, at, byService(account, 'cloudtrail.amazonaws.com'), {
      call: 's3:GetBucketAcl',
      ...onBucket(AUDIT_BUCKET, MUMBAI, PROD, { acl: '' }),
    }),
  );
}

/**
 * The order servers' scaling group: polling, and on Friday two ordinary launches with their terminations. On
 * Saturday and Sunday its size is fixed, so that every later RunInstances belongs to the incident.
 */
function autoScaling(): SampleEvent[] {
  const random = stream('autoscaling');
  // The service renews its credentials every six hours and logs no AssumeRole for it: an inferred edge.
  const caller = (ms: number): Caller => {
    const issued = ms - ((ms - FROM) % (6 * HOUR));
    return through(byRole(roleSession(ROLES.autoScaling, 'AutoScaling', issued), '', ''), 'autoscaling.amazonaws.com');
  };
  const out = every(random, 45 * MINUTE, FROM + MINUTE).map((at) =>
    event(random, at, caller(at), {
      call: 'elasticloadbalancing:DescribeTargetHealth',
      region: MUMBAI,
      params: { targetGroupArn: `arn:aws:elasticloadbalancing:${MUMBAI}:${PROD}:targetgroup/order-api/6d0ecf831eec9f09` },
    }),
  );
  const peaks: [string, string][] = [
    ['2026-02-20T06:32:10Z', '2026-02-20T09:41:55Z'],
    ['2026-02-20T13:28:47Z', '2026-02-20T17:50:21Z'],
  ];
  for (const [up, down] of peaks) out.push(...scale(random, caller, utc(up), utc(down)));
  return out;
}

function scale(random: Random, caller: (ms: number) => Caller, up: number, down: number): SampleEvent[] {
  const requestId = random.uuid();
  const id = `i-${random.hex(17)}`;
  const launched = instance(random, { id, type: 't3.medium', image: 'ami-0b3f7a9c1d5e82460', at: up, zone: `${MUMBAI}a` });
  const launch = event(random, up, caller(up), {
    call: 'ec2:RunInstances',
    region: MUMBAI,
    requestId,
    params: {
      instancesSet: { items: [{ minCount: 1, maxCount: 1 }] },
      blockDeviceMapping: {},
      monitoring: { enabled: false },
      launchTemplate: { launchTemplateId: 'lt-0c5d8e3b7a9124f60', version: '12' },
      clientToken: `fleet-${random.hex(8)}`,
    },
    response: {
      requestId,
      reservationId: `r-${random.hex(17)}`,
      ownerId: PROD,
      groupSet: {},
      instancesSet: { items: [launched] },
      requesterId: 'AIDAAUTOSCALEEXAMPLE2',
    },
  });
  const stop = event(random, down, caller(down), {
    call: 'ec2:TerminateInstances',
    region: MUMBAI,
    params: { instancesSet: { items: [{ instanceId: id }] } },
  });
  return [launch, stop];
}
