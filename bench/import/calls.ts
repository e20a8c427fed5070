// The API calls in the generated archive: a few dozen with their real shapes, the rest by family, a few hundred names in all.
import type { Random } from './random.ts';
import type { Account } from './world.ts';

type Json = Record<string, unknown>;

export interface Shape {
  request: Json | null;
  response?: Json | null;
  additional?: Json;
  resources?: Json[];
}

export interface Call {
  source: string;
  name: string;
  readOnly: boolean;
  weight: number;
  errors: readonly string[];
  shape(random: Random, account: Account, region: string): Shape;
}

const NONE: readonly string[] = [];
const EC2_ERRORS = ['Client.UnauthorizedOperation', 'Client.RequestLimitExceeded', 'Client.InvalidParameterValue'];
const DENIED = ['AccessDenied', 'ThrottlingException'];

function read(service: string, name: string, weight: number, shape: Call['shape'], errors: readonly string[] = DENIED): Call {
  return { source: `${service}.amazonaws.com`, name, readOnly: true, weight, errors, shape };
}

function write(service: string, name: string, weight: number, shape: Call['shape'], errors: readonly string[] = NONE): Call {
  return { source: `${service}.amazonaws.com`, name, readOnly: false, weight, errors, shape };
}

const filter = (name: string, value: string): Json => ({ items: [{ name, valueSet: { items: [{ value }] } }] });

/** An EC2 Describe call: a set of ids or a filter, as EC2 logs them. */
function describe(set: string, item: string, ids: (account: Account) => string[]): Call['shape'] {
  return (random, account) => {
    if (random.chance(0.4)) return { request: { maxResults: 1000, [set]: {}, filterSet: filter('vpc-id', random.pick(account.vpcs)) } };
    const items = Array.from({ length: 1 + random.below(3) }, () => ({ [item]: random.pick(ids(account)) }));
    return { request: { [set]: { items }, filterSet: {} } };
  };
}

function s3(query: string): Call['shape'] {
  return (random, account, region) => {
    const bucket = random.pickEarly(account.buckets);
    return {
      request: { bucketName: bucket, Host: `${bucket}.s3.${region}.amazonaws.com`, [query]: '' },
      additional: {
        SignatureVersion: 'SigV4',
        CipherSuite: 'ECDHE-RSA-AES128-GCM-SHA256',
        bytesTransferredIn: 0,
        AuthenticationMethod: 'AuthHeader',
        'x-amz-id-2': `${random.base64(75)}=`,
        bytesTransferredOut: random.below(5000),
      },
      resources: [{ accountId: account.id, type: 'AWS::S3::Bucket', ARN: `arn:aws:s3:::${bucket}` }],
    };
  };
}

const kms: Call['shape'] = (random, account, region) => ({
  request: {
    encryptionAlgorithm: 'SYMMETRIC_DEFAULT',
    encryptionContext: {
      SecretARN: `arn:aws:secretsmanager:${region}:${account.id}:secret:${random.pick(account.secrets)}`,
      SecretVersionId: random.uuid().toUpperCase(),
    },
  },
  resources: [
    { accountId: account.id, type: 'AWS::KMS::Key', ARN: `arn:aws:kms:${region}:${account.id}:key/${random.pickEarly(account.kmsKeys)}` },
  ],
});

const assumeRole: Call['shape'] = (random, account) => {
  const session = random.pick(account.sessions);
  const arn = `arn:aws:iam::${account.id}:role/${session.role}`;
  return {
    request: { roleArn: arn, roleSessionName: session.name, durationSeconds: 3600 },
    response: {
      credentials: {
        accessKeyId: session.key,
        sessionToken: `IQoJb3JpZ2luX2VjE${random.base64(600)}==`,
        expiration: 'Jan 28, 2026, 6:55:24 PM',
      },
      assumedRoleUser: {
        assumedRoleId: `${session.roleId}:${session.name}`,
        arn: `arn:aws:sts::${account.id}:assumed-role/${session.role}/${session.name}`,
      },
    },
    resources: [{ accountId: account.id, type: 'AWS::IAM::Role', ARN: arn }],
  };
};

const runInstances: Call['shape'] = (random, account, region) => {
  const [group, subnet, vpc] = [random.pick(account.groups), random.pick(account.subnets), random.pick(account.vpcs)];
  return {
    request: {
      instancesSet: { items: [{ imageId: `ami-0${random.hex(8)}`, minCount: 1, maxCount: 1 }] },
      instanceType: 'm6i.large',
      blockDeviceMapping: { items: [{ deviceName: '/dev/xvda', ebs: { volumeSize: 40, deleteOnTermination: true, volumeType: 'gp3' } }] },
      networkInterfaceSet: { items: [{ deviceIndex: 0, subnetId: subnet, groupSet: { items: [{ groupId: group }] } }] },
      clientToken: random.uuid(),
    },
    response: {
      requestId: random.uuid(),
      reservationId: `r-0${random.hex(8)}`,
      ownerId: account.id,
      groupSet: {},
      instancesSet: {
        items: [
          {
            instanceId: random.pick(account.instances),
            imageId: `ami-0${random.hex(8)}`,
            currentInstanceBootMode: 'legacy-bios',
            instanceState: { code: 0, name: 'pending' },
            privateDnsName: `ip-10-0-${random.below(256)}-${random.below(256)}.${region}.compute.internal`,
            keyName: 'fleet',
            amiLaunchIndex: 0,
            productCodes: {},
            instanceType: 'm6i.large',
            launchTime: 1_769_000_000_000 + random.below(1e9),
            placement: { availabilityZone: `${region}a`, tenancy: 'default' },
            monitoring: { state: 'disabled' },
            subnetId: subnet,
            vpcId: vpc,
            stateReason: { code: 'pending', message: 'pending' },
            architecture: 'x86_64',
            rootDeviceType: 'ebs',
            rootDeviceName: '/dev/xvda',
            virtualizationType: 'hvm',
            hypervisor: 'xen',
            groupSet: { items: [{ groupId: group, groupName: 'web' }] },
            sourceDestCheck: true,
            tagSet: {
              items: [
                { key: 'Name', value: `web-${random.name(5)}` },
                { key: 'team', value: 'orders' },
              ],
            },
          },
        ],
      },
    },
  };
};

const named =
  (field: string, ids: (account: Account) => string[], response: Json | null = null): Call['shape'] =>
  (random, account) => ({
    request: { [field]: random.pickEarly(ids(account)) },
    response,
  });

const roleOf: Call['shape'] = (random, account) => ({ request: { roleName: random.pickEarly(account.sessions).role } });

const CORE: Call[] = [
  read('sts', 'AssumeRole', 45, assumeRole),
  read('sts', 'GetCallerIdentity', 30, () => ({ request: null }), NONE),
  read('kms', 'Decrypt', 90, kms),
  read('kms', 'GenerateDataKey', 35, kms),
  read(
    'ec2',
    'DescribeInstances',
    60,
    describe('instancesSet', 'instanceId', (a) => a.instances),
    EC2_ERRORS,
  ),
  read(
    'ec2',
    'DescribeNetworkInterfaces',
    40,
    describe('networkInterfaceIdSet', 'networkInterfaceId', (a) => a.instances),
    EC2_ERRORS,
  ),
  read(
    'ec2',
    'DescribeSecurityGroups',
    30,
    describe('securityGroupIdSet', 'groupId', (a) => a.groups),
    EC2_ERRORS,
  ),
  read(
    'ec2',
    'DescribeSubnets',
    30,
    describe('subnetSet', 'subnetId', (a) => a.subnets),
    EC2_ERRORS,
  ),
  read(
    'ec2',
    'DescribeVpcs',
    20,
    describe('vpcSet', 'vpcId', (a) => a.vpcs),
    EC2_ERRORS,
  ),
  read(
    'ec2',
    'DescribeVolumes',
    20,
    describe('volumeSet', 'volumeId', (a) => a.instances),
    EC2_ERRORS,
  ),
  read(
    'ec2',
    'DescribeTags',
    25,
    describe('resourcesSet', 'resourceId', (a) => a.instances),
    EC2_ERRORS,
  ),
  write('ec2', 'RunInstances', 8, runInstances, EC2_ERRORS),
  write('ec2', 'CreateTags', 8, (random, account) => ({
    request: {
      resourcesSet: { items: [{ resourceId: random.pick(account.instances) }] },
      tagSet: {
        items: [
          { key: 'Name', value: random.name(12) },
          { key: 'owner', value: 'platform' },
        ],
      },
    },
    response: { requestId: random.uuid(), _return: true },
  })),
  write('ec2', 'TerminateInstances', 5, (random, account) => {
    const instanceId = random.pick(account.instances);
    return {
      request: { instancesSet: { items: [{ instanceId }] } },
      response: {
        requestId: random.uuid(),
        instancesSet: {
          items: [{ instanceId, currentState: { code: 32, name: 'shutting-down' }, previousState: { code: 16, name: 'running' } }],
        },
      },
    };
  }),
  write('ec2', 'CreateNetworkInterface', 8, (random, account) => ({
    request: {
      subnetId: random.pick(account.subnets),
      description: 'aws-K8S',
      groupSet: { items: [{ groupId: random.pick(account.groups) }] },
      clientToken: random.uuid(),
    },
    response: {
      requestId: random.uuid(),
      networkInterface: {
        networkInterfaceId: `eni-0${random.hex(8)}`,
        subnetId: random.pick(account.subnets),
        vpcId: random.pick(account.vpcs),
        ownerId: account.id,
        requesterId: random.key('AROA', 21),
        requesterManaged: false,
        status: 'pending',
        macAddress: `0a:${random.hex(1)}:${random.hex(1)}:${random.hex(1)}:${random.hex(1)}:01`,
        privateIpAddress: `10.0.${random.below(256)}.${random.below(256)}`,
        sourceDestCheck: true,
        interfaceType: 'interface',
        groupSet: { items: [] },
        tagSet: {},
      },
    },
  })),
  read('s3', 'GetBucketAcl', 45, s3('acl')),
  read('s3', 'GetBucketPolicy', 15, s3('policy'), ['NoSuchBucketPolicy']),
  read('s3', 'GetBucketEncryption', 10, s3('encryption')),
  read('s3', 'GetBucketVersioning', 10, s3('versioning')),
  read('s3', 'ListBuckets', 10, (random, account, region) => ({ ...s3('list')(random, account, region), resources: [] })),
  write('s3', 'PutBucketPolicy', 2, s3('policy')),
  write('s3', 'DeleteBucket', 1, s3('delete')),
  read('secretsmanager', 'GetSecretValue', 25, (random, account, region) => ({
    request: {
      secretId: `arn:aws:secretsmanager:${region}:${account.id}:secret:${random.pickEarly(account.secrets)}`,
      versionStage: 'AWSCURRENT',
    },
  })),
  read('ssm', 'GetParameter', 30, (random, account, region) => {
    const name = random.pickEarly(account.parameters);
    return {
      request: { name, withDecryption: true },
      resources: [{ accountId: account.id, ARN: `arn:aws:ssm:${region}:${account.id}:parameter${name}` }],
    };
  }),
  read('ssm', 'DescribeParameters', 10, (random) => ({ request: { maxResults: 10, nextToken: `AAEAA${random.base64(180)}` } })),
  write('ssm', 'UpdateInstanceInformation', 60, (random, account) => ({
    request: {
      instanceId: random.pick(account.instances),
      agentVersion: '3.3.131.0',
      agentStatus: 'Active',
      platformType: 'Linux',
      platformName: 'Amazon Linux',
      platformVersion: '2023',
      iPAddress: `10.0.${random.below(256)}.${random.below(256)}`,
      computerName: `ip-10-0-${random.below(256)}-${random.below(256)}.ec2.internal`,
      agentName: 'amazon-ssm-agent',
      availabilityZone: 'us-east-1a',
      availabilityZoneId: 'use1-az4',
      sSMConnectionChannel: 'ssmmessages',
    },
  })),
  write('logs', 'CreateLogStream', 45, (random, account) => ({
    request: {
      logGroupName: `/aws/lambda/${random.pickEarly(account.functions)}`,
      logStreamName: `2026/01/2${random.below(10)}/[$LATEST]${random.hex(16)}`,
    },
  })),
  read(
    'dynamodb',
    'DescribeTable',
    25,
    named('tableName', (a) => a.tables),
  ),
  read(
    'lambda',
    'GetFunction20150331v2',
    15,
    named('functionName', (a) => a.functions),
  ),
  read('lambda', 'ListFunctions20150331', 10, () => ({ request: { functionVersion: 'ALL', maxItems: 50 } })),
  write('lambda', 'UpdateFunctionCode20150331v2', 3, (random, account, region) => ({
    request: { functionName: random.pick(account.functions), publish: true, dryRun: false },
    response: {
      functionName: random.pick(account.functions),
      functionArn: `arn:aws:lambda:${region}:${account.id}:function:x`,
      runtime: 'nodejs20.x',
      handler: 'index.handler',
      codeSize: random.below(9_000_000),
      description: '',
      timeout: 30,
      memorySize: 512,
      codeSha256: `${random.base64(43)}=`,
      version: '$LATEST',
      revisionId: random.uuid(),
      environment: {},
      packageType: 'Zip',
      architectures: ['x86_64'],
      tracingConfig: { mode: 'PassThrough' },
      state: 'Active',
    },
  })),
  read('iam', 'GetRole', 15, roleOf),
  read('iam', 'ListAttachedRolePolicies', 15, roleOf),
  read('iam', 'GetUser', 10, (random, account) => ({ request: { userName: random.pick(account.users).name } })),
  write('iam', 'CreateAccessKey', 1, (random, account) => {
    const user = random.pick(account.users);
    return {
      request: { userName: user.name },
      response: { accessKey: { accessKeyId: user.key, status: 'Active', userName: user.name, createDate: 'Jan 20, 2026, 9:14:02 AM' } },
    };
  }),
  read('cloudwatch', 'DescribeAlarms', 20, (random) => ({
    request: { maxRecords: 100, alarmNamePrefix: `TargetTracking-${random.name(6)}` },
  })),
  read('autoscaling', 'DescribeAutoScalingGroups', 25, (random) => ({
    request: { maxRecords: 100, autoScalingGroupNames: [`eks-workers-${random.below(40)}`] },
  })),
  read('elasticloadbalancing', 'DescribeTargetHealth', 35, (random, account, region) => ({
    request: {
      targetGroupArn: `arn:aws:elasticloadbalancing:${region}:${account.id}:targetgroup/web-${random.below(30)}/${random.below(40)}f00dcafe`,
    },
  })),
  write('ecr', 'BatchGetImage', 15, (random, account) => ({
    request: {
      repositoryName: random.pickEarly(account.functions),
      imageIds: [{ imageTag: `v1.${random.below(400)}` }],
      acceptedMediaTypes: ['application/vnd.docker.distribution.manifest.v2+json'],
    },
  })),
];

/** Families that real archives name in hundreds, each call rare. */
const FAMILIES: readonly [service: string, nouns: string][] = [
  [
    'ec2',
    'Address Image KeyPair LaunchTemplate NatGateway NetworkAcl PlacementGroup RouteTable Snapshot VpcEndpoint TransitGateway FlowLog',
  ],
  ['rds', 'DBInstance DBCluster DBSnapshot DBParameterGroup DBSubnetGroup OptionGroup EventSubscription'],
  ['iam', 'Role Policy Group InstanceProfile SAMLProvider OpenIDConnectProvider AccountAlias'],
  ['ecs', 'Cluster Service TaskDefinition Task CapacityProvider'],
  ['eks', 'Cluster Nodegroup Addon FargateProfile'],
  ['lambda', 'Function Alias EventSourceMapping LayerVersion'],
  ['sns', 'Topic Subscription PlatformApplication'],
  ['sqs', 'Queue Message'],
  ['glue', 'Job Crawler Database Table Trigger'],
  ['cloudformation', 'Stack StackSet ChangeSet StackResource'],
  ['route53', 'HostedZone HealthCheck ResourceRecordSet'],
  ['config', 'ConfigRule ConfigurationRecorder DeliveryChannel'],
  ['guardduty', 'Detector Finding IPSet'],
];

function families(): Call[] {
  const calls: Call[] = [];
  for (const [service, nouns] of FAMILIES) {
    for (const noun of nouns.split(' ')) {
      const field = `${noun[0]?.toLowerCase()}${noun.slice(1)}`;
      const request: Call['shape'] = (random, account) => ({
        request: { [`${field}Name`]: random.pick(account.functions), maxResults: 100 },
      });
      const change: Call['shape'] = (random, account, region) => ({
        request: {
          [`${field}Name`]: random.pick(account.functions),
          tags: [{ key: 'team', value: random.pick(['orders', 'payments', 'platform']) }],
          clientRequestToken: random.uuid(),
        },
        response: {
          [field]: {
            arn: `arn:aws:${service}:${region}:${account.id}:${field}/${random.name(12)}`,
            status: 'ACTIVE',
            createdAt: 'Jan 20, 2026, 9:14:02 AM',
          },
        },
      });
      calls.push(
        read(service, `Describe${noun}s`, 1.2, request),
        read(service, `List${noun}s`, 1, request),
        read(service, `Get${noun}`, 0.8, request),
      );
      calls.push(
        write(service, `Create${noun}`, 0.3, change),
        write(service, `Update${noun}`, 0.3, change),
        write(service, `Delete${noun}`, 0.2, change),
      );
    }
  }
  return calls;
}

export const CALLS: readonly Call[] = [...CORE, ...families()];

const TOTAL = CALLS.reduce((sum, call) => sum + call.weight, 0);

/** A call, each as often as its weight says. */
export function pickCall(random: Random): Call {
  let rest = random.unit() * TOTAL;
  for (const call of CALLS) {
    rest -= call.weight;
    if (rest < 0) return call;
  }
  return CALLS[0] as Call;
}
