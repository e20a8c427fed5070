// The CI runner: dev-temp-key's honest use. From the office, with boto3, in Mumbai only, on Friday and Saturday.
import { stream } from '../base/random.ts';
import { MINUTE, SECOND, utc } from '../base/time.ts';
import { byKey, byRole } from '../world/identity.ts';
import { LEAKED_KEY, ROLES, roleSession, USERS } from '../world/people.ts';
import { AGENT, ARTIFACT_BUCKET, DEV, IP, MUMBAI, PROD } from '../world/places.ts';
import { event, type Json, onBucket, type SampleEvent } from '../world/record.ts';
import { crossAccount } from '../world/sts.ts';

/** Starts of the deployments, UTC. The last honest use of the key is on Saturday before 20:40 IST. */
const RUNS = [
  '2026-02-20T04:12:09Z',
  '2026-02-20T05:48:31Z',
  '2026-02-20T06:55:02Z',
  '2026-02-20T08:37:44Z',
  '2026-02-20T09:51:20Z',
  '2026-02-20T11:05:13Z',
  '2026-02-20T12:42:58Z',
  '2026-02-21T05:03:27Z',
  '2026-02-21T07:31:40Z',
  '2026-02-21T10:14:06Z',
  '2026-02-21T12:26:51Z',
  '2026-02-21T15:02:35Z',
];
/** Jenkins build number of the first run; each run takes the next. */
const FIRST_BUILD = 1184;

export function pipeline(): SampleEvent[] {
  return RUNS.flatMap((run, index) => deployment(utc(run), FIRST_BUILD + index));
}

function deployment(start: number, build: number): SampleEvent[] {
  const random = stream(`pipeline/${build}`);
  const runner = byKey(USERS.devTempKey, LEAKED_KEY, IP.ciRunner, AGENT.ci);
  const out: SampleEvent[] = [];
  let at = start;
  const later = (): number => {
    at += random.int(1, 9) * SECOND;
    return at;
  };
  const dev = (call: string, params?: Json): void => {
    out.push(event(random, later(), runner, { call, region: MUMBAI, ...(params === undefined ? {} : { params }) }));
  };
  const image = { registryId: DEV, repositoryName: 'order-api', imageIds: [{ imageTag: `build-${build}` }] };
  dev('sts:GetCallerIdentity');
  dev('ecr:GetAuthorizationToken');
  dev('ecr:InitiateLayerUpload', { registryId: DEV, repositoryName: 'order-api' });
  dev('ecr:PutImage', { registryId: DEV, repositoryName: 'order-api', imageTag: `build-${build}` });
  dev('ecr:DescribeImages', image);
  dev('cloudformation:DescribeStacks', { stackName: 'order-api-dev' });

  // The deployment itself happens in the production account, with the role that the attacker takes as well.
  const session = roleSession(ROLES.deploy, `ci-deploy-${build}`, later());
  out.push(...crossAccount(random, USERS.devTempKey, runner, session, MUMBAI));
  const deployer = byRole(session, IP.ciRunner, AGENT.ci);
  const prod = (call: string, params: Json): void => {
    out.push(event(random, later(), deployer, { call, region: MUMBAI, params }));
  };
  const key = `order-api/${build}/template.yaml`;
  out.push(event(random, later(), deployer, { call: 's3:PutObject', data: true, ...onBucket(ARTIFACT_BUCKET, MUMBAI, PROD, { key }) }));
  prod('ecs:RegisterTaskDefinition', { family: 'order-api', networkMode: 'awsvpc', cpu: '1024', memory: '2048' });
  prod('ecs:UpdateService', { cluster: 'telugubites', service: 'order-api', forceNewDeployment: true });
  for (let i = 0; i < 3; i += 1) {
    at += MINUTE / 2;
    prod('ecs:DescribeServices', { cluster: 'telugubites', services: ['order-api'] });
  }
  prod('cloudformation:DescribeStacks', { stackName: 'order-api-prod' });
  return out;
}
