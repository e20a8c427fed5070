// What user agents claim: tool, version, operating system. Expectations are written by hand, from agents of the sample, the real data and published logs.
import { expect, test } from 'vitest';
import { parseUserAgent, toolVersionText } from '../../../src/main/decode/user-agent.ts';
import { random } from '../../helpers/random.ts';

/** Agent, then tool, version, operating system. */
const FORMS: readonly (readonly [agent: string, tool: string | null, version: string | null, platform: string | null])[] = [
  // The AWS CLI, old and new.
  ['aws-cli/1.3.23 Python/2.7.5 Darwin/13.4.0', 'aws-cli', '1.3.23', 'macOS'],
  ['aws-cli/1.4.3 Python/2.7.3 Linux/3.2.0-4-amd64', 'aws-cli', '1.4.3', 'Linux'],
  ['[aws-cli/1.18.136 Python/3.8.5 Darwin/19.5.0 botocore/1.17.59]', 'aws-cli', '1.18.136', 'macOS'],
  ['aws-cli/1.15.10 Python/2.7.9 Windows/8 botocore/1.10.10', 'aws-cli', '1.15.10', 'Windows'],
  ['aws-cli/2.13.5 Python/3.11.4', 'aws-cli', '2.13.5', null],
  [
    'aws-cli/2.13.5 Python/3.11.4 Linux/4.14.255-314-253.539.amzn2.x86_64 exec-env/CloudShell exe/x86_64.amzn.2 prompt/off command/iam.create-user',
    'aws-cli',
    '2.13.5',
    'Amazon Linux',
  ],
  [
    'aws-cli/2.22.10 md/awscrt#0.23.4 ua/2.0 os/macos#24.3.0 md/arch#arm64 lang/python#3.12.6 md/pyimpl#CPython cfg/retry-mode#standard',
    'aws-cli',
    '2.22.10',
    'macOS',
  ],
  [
    'aws-cli/1.32.6 md/Botocore#1.34.6 ua/2.0 os/linux#6.6.15-kali2-amd64 md/arch#x86_64 lang/python#3.11.8 md/pyimpl#CPython cfg/retry-mode#legacy botocore/1.34.6',
    'aws-cli',
    '1.32.6',
    'Kali Linux',
  ],
  [
    'aws-cli/2.17.18 md/awscrt#0.20.11 ua/2.0 os/linux#6.8.11-amd64 md/arch#x86_64 lang/python#3.11.9 md/pyimpl#CPython md/distrib#kali.2024 md/command#sts.get-caller-identity',
    'aws-cli',
    '2.17.18',
    'Kali Linux',
  ],
  [
    'aws-cli/2.11.0 Python/3.11.2 Linux/5.15.90.1-microsoft-standard-WSL2 exe/x86_64.ubuntu.22',
    'aws-cli',
    '2.11.0',
    'Windows Subsystem for Linux',
  ],
  // Python.
  ['Boto/2.29.1 Python/2.7.3 Linux/3.2.0-63-virtual', 'Boto', '2.29.1', 'Linux'],
  ['[Boto3/1.26.165 Python/3.10.6 Linux/5.19.0-46-generic Botocore/1.29.165]', 'Boto3', '1.26.165', 'Linux'],
  [
    'Boto3/1.28.10 md/Botocore#1.31.80 ua/2.0 os/linux#5.10.209-218.812.amzn2.x86_64 md/arch#x86_64 lang/python#3.8.18 md/pyimpl#CPython exec-env/AWS_Lambda_python3.8 cfg/retry-mode#legacy Botocore/1.31.80',
    'Boto3',
    '1.28.10',
    'Amazon Linux',
  ],
  ['Botocore/1.29.76 Python/3.9.2 Linux/5.10.0-parrot1-amd64', 'Botocore', '1.29.76', 'Parrot OS'],
  [
    'CloudCustodian(net-change-encryption)/0.9.2 Python/3.8.3 Linux/4.14.165-102.205.amzn2.x86_64 Botocore/1.15.49',
    'Cloud Custodian',
    '0.9.2',
    'Amazon Linux',
  ],
  // Other SDKs.
  ['aws-sdk-go/1.42.10 (go1.19.8; linux; amd64)', 'aws-sdk-go', '1.42.10', 'Linux'],
  ['aws-sdk-go/1.13.32 (go1.9.2; darwin; amd64)', 'aws-sdk-go', '1.13.32', 'macOS'],
  ['aws-sdk-go-v2/1.25.2 os/linux lang/go#1.21.7-X md/GOOS#linux md/GOARCH#amd64 api/ec2#1.149.4', 'aws-sdk-go-v2', '1.25.2', 'Linux'],
  [
    'aws-sdk-java/1.11.789 Linux/5.11.0-1020-aws OpenJDK_64-Bit_Server_VM/11.0.13+8 java/11.0.13 vendor/Eclipse_Adoptium',
    'aws-sdk-java',
    '1.11.789',
    'Linux',
  ],
  [
    'aws-sdk-java/2.20.74 Linux/5.10.209-198.858.amzn2.x86_64 OpenJDK_64-Bit_Server_VM/17.0.10+7 Java/17.0.10 io/sync http/Apache',
    'aws-sdk-java',
    '2.20.74',
    'Amazon Linux',
  ],
  [
    'aws-sdk-js/3.360.0 ua/2.0 os/linux#5.10.209-218.812.amzn2.x86_64 lang/js md/nodejs#14.21.3 api/kms#3.360.0',
    'aws-sdk-js',
    '3.360.0',
    'Amazon Linux',
  ],
  ['aws-sdk-nodejs/2.1001.0 win32/v14.17.0 promise', 'aws-sdk-nodejs', '2.1001.0', 'Windows'],
  [
    'aws-sdk-dotnet-coreclr/3.7.1.4 aws-sdk-dotnet-core/3.7.1.0 .NET_Core/5.0.9 OS/Microsoft_Windows_10.0.19043',
    'aws-sdk-dotnet',
    '3.7.1.4',
    'Windows',
  ],
  ['aws-sdk-ruby3/3.171.0 ruby/3.1.2 x86_64-linux aws-sdk-s3/1.117.1', 'aws-sdk-ruby', '3.171.0', 'Linux'],
  ['aws-sdk-php/3.263.1 OS/Linux/5.15.0-67-generic lang/php/8.1.2 GuzzleHttp/7', 'aws-sdk-php', '3.263.1', 'Linux'],
  ['aws-sdk-rust/0.55.1 os/macos lang/rust/1.68.2', 'aws-sdk-rust', '0.55.1', 'macOS'],
  ['aws-sdk-cpp/1.10.57 Linux/5.4.0-1094-aws x86_64 GCC/7.3.1', 'aws-sdk-cpp', '1.10.57', 'Linux'],
  ['aws-sdk-swift/1.0.0 ua/2.1 api/s3#1.0 os/ios#17.2 lang/swift#5.9', 'aws-sdk-swift', '1.0.0', 'iOS'],
  ['AWSPowerShell.Common/4.1.16 .NET_Core/3.1.5 OS/Darwin_19.6.0_Darwin PowerShellCore/7', 'AWS Tools for PowerShell', '4.1.16', 'macOS'],
  // What builds on an SDK goes before it.
  [
    'APN/1.0 HashiCorp/1.0 Terraform/1.1.2 (+https://www.terraform.io) terraform-provider-aws/3.76.1 (+https://registry.terraform.io/providers/hashicorp/aws) aws-sdk-go/1.44.157 (go1.19.3; linux; amd64) HashiCorp-terraform-exec/0.17.3',
    'Terraform',
    '1.1.2',
    'Linux',
  ],
  ['aws-sdk-go/1.1.2 (go1.6; darwin; amd64) terraform/0.6.13', 'Terraform', '0.6.13', 'macOS'],
  ['APN/1.0 Pulumi/1.0 Pulumi/3.64.0 pulumi-aws/5.36.0 aws-sdk-go-v2/1.17.8 os/windows', 'Pulumi', '1.0', 'Windows'],
  ['aws-sdk-go/1.44.260 (go1.20.12; linux; amd64) amazon-ssm-agent/', 'SSM Agent', null, 'Linux'],
  ['amazon-vpc-cni-k8s/version/v1.15.4 aws-sdk-go/1.47.0 (go1.21.4; linux; amd64)', 'VPC CNI', 'v1.15.4', 'Linux'],
  ['aws-sdk-go/1.45.15 (go1.21.3; linux; amd64) karpenter.sh-v0.31.2', 'Karpenter', null, 'Linux'],
  ['Boto3/1.26.3 Python/3.9.13 Linux/5.15 Botocore/1.29.3 APN_1826889', 'Prowler', null, 'Linux'],
  ['aws-sdk-nodejs/2.1.0 app/trufflehog', 'TruffleHog', null, null],
  ['TruffleHog', 'TruffleHog', null, null],
  ['[stratus-red-team_4990da05-9399-449e-b49f-82996a764ec9]', 'Stratus Red Team', null, null],
  ['S3 Browser/11.4.5 (https://s3browser.com)', 'S3 Browser', '11.4.5', null],
  ['S3 Browser 9.5.5 https://s3browser.com', 'S3 Browser', '9.5.5', null],
  ['rclone/v1.62.2', 'rclone', 'v1.62.2', null],
  // Applications of one's own.
  [
    'CloudPulse-Collector/4.2 aws-sdk-go-v2/1.32.6 os/linux lang/go#1.23.4 md/GOOS#linux md/GOARCH#amd64',
    'CloudPulse-Collector',
    '4.2',
    'Linux',
  ],
  ['OpsWorks aws-sdk-ruby/1.18.0 ruby/1.9.3 x86_64-linux', 'OpsWorks', null, 'Linux'],
  ['ec2-api-tools 1.6.12.2', 'ec2-api-tools', '1.6.12.2', null],
  ['aws-fluent-bit-plugin', 'aws-fluent-bit-plugin', null, null],
  // The console and services.
  ['console.amazonaws.com', 'AWS Console', null, null],
  ['signin.amazonaws.com', 'AWS Console', null, null],
  ['[S3Console/0.4]', 'AWS Console', '0.4', null],
  [
    '[S3Console/0.4, aws-internal/3 aws-sdk-java/1.12.488 Linux/5.4.247-169.350.amzn2int.x86_64 OpenJDK_64-Bit_Server_VM/25.372-b08 java/1.8.0_372]',
    'AWS Console',
    '0.4',
    'Amazon Linux',
  ],
  ['RDS Console, aws-internal/3 aws-sdk-java/1.11.975 Linux/5.4.247-168.349.amzn2int.x86_64', 'AWS Console', null, 'Amazon Linux'],
  ['EC2ConsoleBackend, aws-sdk-java/unknown-version Linux/2.6.18-308.24.1.1123.6.fleetxen', 'AWS Console', null, 'Linux'],
  ['aws-internal/3 aws-sdk-java/1.12.182 Linux/5.4.181-109.354.amzn2int.x86_64', 'aws-internal', '3', 'Amazon Linux'],
  ['autoscaling.amazonaws.com', 'autoscaling.amazonaws.com', null, null],
  ['cloudformation.amazonaws.com', 'CloudFormation', null, null],
  ['AWS Internal', 'AWS Internal', null, null],
  // Browsers.
  ['Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:147.0) Gecko/20100101 Firefox/147.0', 'Firefox', '147.0', 'Ubuntu'],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/144.0.0.0 Safari/537.36',
    'Chrome',
    '144.0.0.0',
    'Windows',
  ],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36 Edg/120.0.2210.91',
    'Edge',
    '120.0.2210.91',
    'Windows',
  ],
  [
    '[Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.3 Safari/605.1.15]',
    'Safari',
    '18.3',
    'macOS',
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_2 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.2 Mobile/15E148 Safari/604.1',
    'Safari',
    '17.2',
    'iOS',
  ],
  ['Mozilla/5.0', 'Mozilla', null, null],
  // Plain clients.
  ['Go-http-client/1.1', 'Go-http-client', '1.1', null],
  ['python-requests/2.31.0', 'python-requests', '2.31.0', null],
  ['curl/7.22.0 (x86_64-pc-linux-gnu) libcurl/7.22.0 OpenSSL/1.0.1', 'curl', '7.22.0', 'Linux'],
  // Nothing, and nonsense.
  ['', null, null, null],
  ['-', null, null, null],
  ['[]', null, null, null],
  ['( ; )', null, null, null],
  ['foo', 'foo', null, null],
  ['XXXXXXXXXXXXX/ec2.describe-instances', 'XXXXXXXXXXXXX', null, null],
];

test.each(FORMS)('%s', (agent, tool, version, platform) => {
  const read = parseUserAgent(agent);
  if (tool === null) expect(read).toBeNull();
  else expect(read).toMatchObject({ tool, version, platform });
});

test('what else an agent tells', () => {
  const notes = (agent: string) => parseUserAgent(agent)?.notes;
  expect(notes('aws-cli/2.13.5 Linux/4.14 exec-env/CloudShell prompt/off command/iam.create-user')).toEqual([
    'in CloudShell',
    'command iam.create-user',
  ]);
  expect(notes('stratus-red-team_1 Terraform/1.1.2 aws-sdk-go/1.44.157')).toEqual(['with Terraform 1.1.2, aws-sdk-go 1.44.157']);
  expect(notes('Boto3/1.34.11 app/billing Botocore/1.34.11')).toEqual(['application billing', 'with Botocore 1.34.11']);
  const pacu = 'Pacu takes agents of this age (2018) in place of its own on Kali, Parrot and Pentoo';
  expect(notes('Boto3/1.7.48 Python/3.6.5 Windows/10 Botocore/1.10.48')).toEqual(['with Botocore 1.10.48', pacu]);
  expect(notes('Boto3/1.8.0 Python/3.6.5 Windows/10 Botocore/1.11.0')).toEqual(['with Botocore 1.11.0']);
});

test('the version is told with its tool, or not at all', () => {
  expect(toolVersionText(parseUserAgent('aws-cli/1.32.6 Python/3.11.8'))).toBe('aws-cli 1.32.6');
  expect(toolVersionText(parseUserAgent('lambda.amazonaws.com'))).toBeNull();
  expect(toolVersionText(parseUserAgent('-'))).toBeNull();
});

test('any text is read, and is its own tool at worst', () => {
  const { below, pick } = random(11);
  const pieces = [
    'aws-cli/2',
    '[',
    ']',
    '(',
    ')',
    ' ',
    '/',
    '#',
    ';',
    'md/Botocore#1',
    'Mozilla/5.0',
    'kali',
    '\u0000',
    '\u202e',
    '\ud800',
    '"',
    'ü',
    '=cmd|',
    'exec-env/',
    'x'.repeat(50),
  ];
  for (let i = 0; i < 3000; i++) {
    const agent = Array.from({ length: below(12) }, () => pick(pieces)).join('');
    const read = parseUserAgent(agent);
    if (!/[\p{L}\p{N}]/u.test(agent)) expect(read, JSON.stringify(agent)).toBeNull();
    if (read) expect(read.tool, JSON.stringify(agent)).toMatch(/[\p{L}\p{N}]/u);
  }
});

test.each(['(', '[', '/', '#', ' ', '(a', 'a/', 'os/', 'a;', 'exec-env/', '1.2 ', 'kal', 'Boto3/1.'])(
  'a long agent of %j costs no more than its length',
  (piece) => {
    // Quadratic time would not come to an end here.
    expect(parseUserAgent(`x/1 ${piece.repeat(300_000)}`)).toMatchObject({ tool: expect.any(String) });
  },
);
