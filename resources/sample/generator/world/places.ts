// Where the sample plays: accounts, regions, buckets, addresses and machines of TeluguBites.

export const PROD = '111122223333';
export const DEV = '444455556666';
export const ACCOUNTS = [PROD, DEV] as const;
export const ACCOUNT_NAMES: Record<string, string> = { [PROD]: 'telugubites-prod', [DEV]: 'telugubites-dev' };

export const MUMBAI = 'ap-south-1';
export const VIRGINIA = 'us-east-1';
export const FRANKFURT = 'eu-central-1';
export const REGIONS = [MUMBAI, VIRGINIA, FRANKFURT] as const;

/** The bucket that both trails deliver to. */
export const AUDIT_BUCKET = 'telugubites-audit-logs';
/** The bucket that the attacker deletes. */
export const PROD_BUCKET = 'telugubites-prod';
export const ARTIFACT_BUCKET = 'telugubites-artifacts';
export const TRAIL_NAMES: Record<string, string> = { [PROD]: 'telugubites-prod-trail', [DEV]: 'telugubites-dev-trail' };

/** Addresses come from the documentation ranges (RFC 5737); only the attacker's are from the story. */
export const IP = {
  office: '203.0.113.10',
  ciRunner: '203.0.113.25',
  meeraHome: '198.51.100.34',
  kavyaHome: '198.51.100.77',
  arjunHome: '198.51.100.91',
  monitoringVendor: '198.51.100.200',
  natGateway: '192.0.2.40',
  tor: '185.220.101.34',
  torLater: '185.220.101.47',
} as const;

export const AGENT = {
  ci: 'Boto3/1.34.11 md/Botocore#1.34.11 ua/2.0 os/linux#5.15.0-94-generic md/arch#x86_64 lang/python#3.10.12 md/pyimpl#CPython cfg/retry-mode#legacy Botocore/1.34.11',
  attacker:
    'aws-cli/1.32.6 md/Botocore#1.34.6 ua/2.0 os/linux#6.6.15-kali2-amd64 md/arch#x86_64 lang/python#3.11.8 md/pyimpl#CPython cfg/retry-mode#legacy botocore/1.34.6',
  securityCli:
    'aws-cli/2.22.10 md/awscrt#0.23.4 ua/2.0 os/macos#24.3.0 md/arch#arm64 lang/python#3.12.6 md/pyimpl#CPython cfg/retry-mode#standard',
  chrome: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/144.0.0.0 Safari/537.36',
  firefox: 'Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:147.0) Gecko/20100101 Firefox/147.0',
  safari: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.3 Safari/605.1.15',
  ssmAgent: 'aws-sdk-go/1.55.5 (go1.22.11; linux; amd64) amazon-ssm-agent/3.3.1611.0',
  orderApi:
    'aws-sdk-java/2.29.6 md/io#sync md/http#Apache ua/2.1 os/Linux#6.1.119-129.201.amzn2023.x86_64 lang/java#21.0.5 md/OpenJDK_64-Bit_Server_VM#21.0.5+11-LTS',
  lambda:
    'Boto3/1.35.16 md/Botocore#1.35.16 ua/2.0 os/linux#5.10.228-219.884.amzn2.x86_64 md/arch#x86_64 lang/python#3.12.7 exec-env/AWS_Lambda_python3.12 Botocore/1.35.16',
  monitoring: 'CloudPulse-Collector/4.2 aws-sdk-go-v2/1.32.6 os/linux lang/go#1.23.4 md/GOOS#linux md/GOARCH#amd64',
  terraform:
    'APN/1.0 HashiCorp/1.0 Terraform/1.9.8 (+https://www.terraform.io) terraform-provider-aws/5.82.2 aws-sdk-go-v2/1.32.7 os/linux lang/go#1.23.3',
} as const;

/** The database whose security group the intern opens. */
export const DATABASE = {
  instance: 'telugubites-orders-db',
  securityGroup: 'sg-0d8b5f3a7c1e92d46',
  groupName: 'telugubites-orders-db-sg',
  vpc: 'vpc-0a4c8e21f6b7d9035',
} as const;

/** Servers that run day and night: instance id, account and private address. */
export const SERVERS = [
  { id: 'i-0b7e4d1c95a2f8360', account: PROD, address: '10.20.1.14', publicIp: '192.0.2.11' },
  { id: 'i-0f2c96d83be714a05', account: PROD, address: '10.20.2.27', publicIp: '192.0.2.12' },
  { id: 'i-03a9d5e7c84b16f2d', account: DEV, address: '10.60.1.9', publicIp: '192.0.2.60' },
] as const;

export const FUNCTIONS = [
  { name: 'order-notify', account: PROD },
  { name: 'menu-sync', account: PROD },
  { name: 'menu-sync-dev', account: DEV },
] as const;
