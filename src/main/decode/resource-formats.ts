// How AWS writes the ARNs and ids of resources: the tables behind resource-kinds.ts.
// Source of the ARN formats and of the kinds' words: AWS, "Service Authorization Reference", resource types of each service.

export const BUCKET = 's3:bucket';
export const ROLE = 'iam:role';

export interface Format {
  /** The resource part of the ARN before the name. */
  prefix: string;
  /** What stands behind the name. */
  suffix?: string;
  /** Whether the ARN has a region, an account. */
  has: readonly ('region' | 'account')[];
  /** The name out of what stands behind the prefix; null where the ARN is that of something else. Left out: all of it. */
  nameIn?: (rest: string, account: string) => string | null;
  /** The name out of what a call gave. Left out: that text. */
  nameOf?: (text: string) => string;
}

const GLOBAL: Format['has'] = ['account'];
const REGIONAL: Format['has'] = ['region', 'account'];

/** IAM's names are unique in an account without their paths, which calls leave out; those of AWS's own policies are not known to be. Source: AWS, "IAM identifiers". */
const withoutPath = (rest: string, account: string): string => (account === 'aws' ? rest : rest.slice(rest.lastIndexOf('/') + 1));
const before = (mark: string) => (rest: string) => rest.split(mark, 1)[0] as string;

const partOfTable = (type: string) => (rest: string) => (rest.split('/')[1] === type ? rest : null);

/** By kind, those that calls name by something else than an ARN. */
export const FORMATS: Record<string, Format> = {
  [BUCKET]: { prefix: '', has: [], nameIn: before('/') },
  [ROLE]: { prefix: 'role/', has: GLOBAL, nameIn: withoutPath },
  'iam:user': { prefix: 'user/', has: GLOBAL, nameIn: withoutPath },
  'iam:group': { prefix: 'group/', has: GLOBAL, nameIn: withoutPath },
  'iam:policy': { prefix: 'policy/', has: GLOBAL, nameIn: withoutPath },
  'iam:instance-profile': { prefix: 'instance-profile/', has: GLOBAL, nameIn: withoutPath },
  'ec2:key-pair': { prefix: 'key-pair/', has: REGIONAL },
  'kms:key': { prefix: 'key/', has: REGIONAL },
  // An alias is called by its name with this beginning.
  'kms:alias': { prefix: '', has: REGIONAL, nameIn: (rest) => (rest.startsWith('alias/') ? rest : null) },
  'rds:db': { prefix: 'db:', has: REGIONAL },
  'rds:cluster': { prefix: 'cluster:', has: REGIONAL },
  'rds:snapshot': { prefix: 'snapshot:', has: REGIONAL },
  'rds:cluster-snapshot': { prefix: 'cluster-snapshot:', has: REGIONAL },
  'rds:secgrp': { prefix: 'secgrp:', has: REGIONAL },
  'rds:subgrp': { prefix: 'subgrp:', has: REGIONAL },
  'rds:pg': { prefix: 'pg:', has: REGIONAL },
  'rds:cluster-pg': { prefix: 'cluster-pg:', has: REGIONAL },
  'rds:og': { prefix: 'og:', has: REGIONAL },
  // With a version or an alias of the function behind it.
  'lambda:function': { prefix: 'function:', has: REGIONAL, nameIn: before(':'), nameOf: before(':') },
  'lambda:layer': { prefix: 'layer:', has: REGIONAL, nameIn: before(':') },
  // Secrets Manager puts six characters of its own behind a secret's name, for which AWS writes question marks where they are not known.
  // Source: AWS, "What's in a Secrets Manager secret?", and its policy examples (`secret:name-??????`).
  'secretsmanager:secret': {
    prefix: 'secret:',
    suffix: '-??????',
    has: REGIONAL,
    nameIn: (rest) => rest.replace(/-(?:[A-Za-z0-9]{6}|\?{6})$/, ''),
  },
  // The ARN of the parameter /a/b ends in parameter/a/b, that of x in parameter/x. Source: AWS, "Creating Parameter Store parameters".
  'ssm:parameter': {
    prefix: 'parameter/',
    has: REGIONAL,
    nameIn: (rest) => before(':')(rest.includes('/') ? `/${rest}` : rest),
    // `name:3` and `name:label` ask for a version of it, and no name has a colon.
    nameOf: (text) => before(':')(text).replace(/^\/(?=[^/]+$)/, ''),
  },
  'ssm:document': { prefix: 'document/', has: REGIONAL },
  'ssm:session': { prefix: 'session/', has: REGIONAL },
  'dynamodb:table': {
    prefix: 'table/',
    has: REGIONAL,
    nameIn: (rest) => (/\/(?:backup|export|import)\//.test(rest) ? null : rest.replace(/\/(?:index|stream)\/.*$/s, '')),
  },
  // Its ARN is the table's with an id behind it.
  'dynamodb:backup': { prefix: 'table/', has: REGIONAL, nameIn: partOfTable('backup') },
  'dynamodb:export': { prefix: 'table/', has: REGIONAL, nameIn: partOfTable('export') },
  'dynamodb:import': { prefix: 'table/', has: REGIONAL, nameIn: partOfTable('import') },
  'cloudtrail:trail': { prefix: 'trail/', has: REGIONAL },
  'cloudtrail:eventdatastore': { prefix: 'eventdatastore/', has: REGIONAL },
  'ecr:repository': { prefix: 'repository/', has: REGIONAL },
  'eks:cluster': { prefix: 'cluster/', has: REGIONAL },
  'route53:hostedzone': { prefix: 'hostedzone/', has: [], nameOf: (text) => text.replace(/^\/hostedzone\//, '') },
  'route53:healthcheck': { prefix: 'healthcheck/', has: [] },
  'logs:log-group': { prefix: 'log-group:', has: REGIONAL, nameIn: before(':') },
  'guardduty:detector': { prefix: 'detector/', has: REGIONAL },
  'sns:topic': { prefix: '', has: REGIONAL, nameIn: before(':') },
  'sqs:queue': { prefix: '', has: REGIONAL },
};

/** Kinds by CloudFormation's types, which Event history and `resources` use. Source: AWS, "AWS resource and property types reference". */
export const TYPES: Record<string, string> = {
  'AWS::S3::Bucket': BUCKET,
  'AWS::IAM::Role': ROLE,
  'AWS::IAM::User': 'iam:user',
  'AWS::IAM::Group': 'iam:group',
  'AWS::IAM::Policy': 'iam:policy',
  'AWS::IAM::ManagedPolicy': 'iam:policy',
  'AWS::IAM::InstanceProfile': 'iam:instance-profile',
  'AWS::EC2::KeyPair': 'ec2:key-pair',
  'AWS::KMS::Key': 'kms:key',
  'AWS::KMS::Alias': 'kms:alias',
  'AWS::RDS::DBInstance': 'rds:db',
  'AWS::RDS::DBCluster': 'rds:cluster',
  'AWS::RDS::DBSnapshot': 'rds:snapshot',
  'AWS::RDS::DBClusterSnapshot': 'rds:cluster-snapshot',
  'AWS::RDS::DBSubnetGroup': 'rds:subgrp',
  'AWS::Lambda::Function': 'lambda:function',
  'AWS::SecretsManager::Secret': 'secretsmanager:secret',
  'AWS::SSM::Parameter': 'ssm:parameter',
  'AWS::SSM::Document': 'ssm:document',
  'AWS::DynamoDB::Table': 'dynamodb:table',
  'AWS::CloudTrail::Trail': 'cloudtrail:trail',
  'AWS::CloudTrail::EventDataStore': 'cloudtrail:eventdatastore',
  'AWS::ECR::Repository': 'ecr:repository',
  'AWS::EKS::Cluster': 'eks:cluster',
  'AWS::Route53::HostedZone': 'route53:hostedzone',
  'AWS::Logs::LogGroup': 'logs:log-group',
  'AWS::SNS::Topic': 'sns:topic',
  'AWS::SQS::Queue': 'sqs:queue',
};

/** The type of what an EC2 id names, by its prefix. Sources: AWS, "Amazon EC2 resource IDs"; "Actions, resources, and condition keys for Amazon EC2". */
export const EC2_TYPES: Record<string, string> = {
  i: 'ec2:instance',
  mi: 'ssm:managed-instance',
  vol: 'ec2:volume',
  snap: 'ec2:snapshot',
  ami: 'ec2:image',
  aki: 'ec2:image',
  ari: 'ec2:image',
  sg: 'ec2:security-group',
  sgr: 'ec2:security-group-rule',
  vpc: 'ec2:vpc',
  subnet: 'ec2:subnet',
  eni: 'ec2:network-interface',
  igw: 'ec2:internet-gateway',
  eigw: 'ec2:egress-only-internet-gateway',
  nat: 'ec2:natgateway',
  rtb: 'ec2:route-table',
  acl: 'ec2:network-acl',
  eipalloc: 'ec2:elastic-ip',
  pcx: 'ec2:vpc-peering-connection',
  vpce: 'ec2:vpc-endpoint',
  'vpce-svc': 'ec2:vpc-endpoint-service',
  lt: 'ec2:launch-template',
  fl: 'ec2:vpc-flow-log',
  tgw: 'ec2:transit-gateway',
  'tgw-attach': 'ec2:transit-gateway-attachment',
  'tgw-rtb': 'ec2:transit-gateway-route-table',
  vgw: 'ec2:vpn-gateway',
  cgw: 'ec2:customer-gateway',
  vpn: 'ec2:vpn-connection',
  dopt: 'ec2:dhcp-options',
  pl: 'ec2:prefix-list',
  key: 'ec2:key-pair',
  cr: 'ec2:capacity-reservation',
  fs: 'elasticfilesystem:file-system',
  fsap: 'elasticfilesystem:access-point',
};

/** Ids of Organizations, which its ARNs end in behind the id of the organisation. Source: AWS Organizations API reference, patterns of the ids. */
export const ORGANIZATIONS_IDS: readonly [pattern: RegExp, kind: string][] = [
  [/^\d{12}$/, 'organizations:account'],
  [/^ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}$/, 'organizations:ou'],
  [/^r-[0-9a-z]{4,32}$/, 'organizations:root'],
  [/^p-[0-9a-zA-Z_]{8,128}$/, 'organizations:policy'],
  [/^o-[a-z0-9]{10,32}$/, 'organizations:organization'],
  [/^h-[0-9a-z]{8,32}$/, 'organizations:handshake'],
];
