// The tools that name themselves in user agents, by what they call themselves there. To add one: a line in the list of its kind.

/**
 * Kinds in order of what tells most about the hand behind a call: an agent that names several tools is the one of the first kind. An application that
 * is not known counts before the libraries beneath it.
 */
const TOOL_KINDS = ['attack', 'audit', 'infrastructure', 'console', 'client', 'aws', 'library', 'http', 'browser'] as const;
type ToolKind = (typeof TOOL_KINDS)[number];

/**
 * By kind: each tool's name, and the names of products, in lower case, that mean it. `*` at the end stands for any text.
 * Sources: the projects' own code and documents; AWS, "User agent header" of the SDKs and Tools Reference Guide; agents seen in published logs.
 */
const TOOLS: Record<ToolKind, readonly (readonly [tool: string, ...products: string[]])[]> = {
  attack: [
    ['Pacu', 'pacu'],
    ['Stratus Red Team', 'stratus-red-team*'],
    ['Grimoire', 'grimoire*'],
    ['CloudFox', 'cloudfox'],
    ['Endgame', 'endgame', 'hotdogsaresandwiches'],
    ['WeirdAAL', 'weirdaal'],
    ['TruffleHog', 'trufflehog'],
    ['S3Scanner', 's3scanner'],
  ],
  audit: [
    ['Scout Suite', 'scoutsuite', 'scout2'],
    ['Prowler', 'prowler', 'apn_1826889'],
    ['Cloudsplaining', 'cloudsplaining'],
    ['Steampipe', 'steampipe*'],
    ['CloudMapper', 'cloudmapper'],
    ['Cloud Custodian', 'cloudcustodian', 'cloud-custodian'],
    // The examiner's own acquisition: docs/s3.md.
    ['Trailcase', 'trailcase'],
  ],
  infrastructure: [
    ['OpenTofu', 'opentofu'],
    ['Pulumi', 'pulumi', 'pulumi-aws', 'pulumi-aws-native'],
    ['Terraform', 'terraform'],
    ['Packer', 'packer'],
    ['Ansible', 'ansible', 'ansiballz'],
    ['AWS CDK', 'aws-cdk', 'cdk', 'cdk-assets', 'cdk-cli'],
    ['AWS SAM', 'aws-sam-cli', 'samcli'],
    ['Serverless', 'serverless', 'serverless-framework'],
    ['CloudFormation', 'cloudformation', 'cloudformation.amazonaws.com', 'aws-cloudformation'],
    ['eksctl', 'eksctl'],
    ['kubectl', 'kubectl'],
    ['Karpenter', 'karpenter*'],
    ['Copilot', 'aws-copilot', 'copilot'],
    ['Vault', 'vault'],
  ],
  console: [
    [
      'AWS Console',
      'console.amazonaws.com',
      'console.aws.amazon.com',
      'console.ec2.amazonaws.com',
      'signin.amazonaws.com',
      'signin.aws.amazon.com',
      's3console',
      'ec2consolebackend',
      'ec2consolefrontend',
      'awslambdaconsole',
      'rdsconsole',
      'aws-console*',
      'awsconsole*',
    ],
  ],
  client: [
    ['aws-cli', 'aws-cli', 'awscli'],
    ['AWS Tools for PowerShell', 'awspowershell', 'awspowershell.common', 'awspowershell.netcore', 'aws.tools', 'aws-tools-powershell'],
    ['S3 Browser', 's3browser'],
    ['CloudBerry Explorer', 'cloudberryexplorer*'],
    ['Cyberduck', 'cyberduck'],
    ['Mountain Duck', 'mountainduck'],
    ['WinSCP', 'winscp'],
    ['rclone', 'rclone'],
    ['s3cmd', 's3cmd'],
    ['s5cmd', 's5cmd'],
    ['s4cmd', 's4cmd'],
    ['MinIO Client', 'mc', 'minio-go'],
    ['restic', 'restic'],
    ['ec2-api-tools', 'ec2-api-tools'],
    ['SSM Agent', 'amazon-ssm-agent'],
    ['ECS agent', 'amazon-ecs-agent'],
    ['CloudWatch agent', 'cwagent', 'amazon-cloudwatch-agent'],
    ['VPC CNI', 'amazon-vpc-cni-k8s'],
  ],
  aws: [['aws-internal', 'aws-internal']],
  library: [
    ['Boto3', 'boto3'],
    ['Botocore', 'botocore', 'aiobotocore'],
    ['Boto', 'boto'],
    ['aws-sdk-go-v2', 'aws-sdk-go-v2'],
    ['aws-sdk-go', 'aws-sdk-go'],
    ['aws-sdk-java', 'aws-sdk-java'],
    ['aws-sdk-kotlin', 'aws-sdk-kotlin'],
    ['aws-sdk-js', 'aws-sdk-js'],
    ['aws-sdk-nodejs', 'aws-sdk-nodejs'],
    ['aws-sdk-dotnet', 'aws-sdk-dotnet*'],
    ['aws-sdk-ruby', 'aws-sdk-ruby', 'aws-sdk-ruby2', 'aws-sdk-ruby3'],
    ['aws-sdk-php', 'aws-sdk-php', 'aws-sdk-php2', 'aws-sdk-php3'],
    ['aws-sdk-rust', 'aws-sdk-rust'],
    ['aws-sdk-swift', 'aws-sdk-swift'],
    ['aws-sdk-ios', 'aws-sdk-ios'],
    ['aws-sdk-android', 'aws-sdk-android'],
    ['aws-sdk-cpp', 'aws-sdk-cpp'],
    ['aws-sdk-python', 'aws-sdk-python'],
    ['Rusoto', 'rusoto'],
  ],
  http: [
    ['Go-http-client', 'go-http-client'],
    ['python-requests', 'python-requests'],
    ['python-urllib', 'python-urllib', 'python-urllib3', 'urllib3'],
    ['curl', 'curl'],
    ['Wget', 'wget'],
    ['Postman', 'postmanruntime'],
    ['okhttp', 'okhttp'],
    ['axios', 'axios'],
    ['Apache-HttpClient', 'apache-httpclient'],
    ['Java', 'java'],
    ['libwww-perl', 'libwww-perl'],
  ],
  // A browser names those that it wants to be taken for, too: in this order the first one is meant.
  browser: [
    ['Edge', 'edg', 'edge', 'edga', 'edgios'],
    ['Opera', 'opr', 'opera'],
    ['Vivaldi', 'vivaldi'],
    ['Electron', 'electron'],
    ['Headless Chrome', 'headlesschrome'],
    ['Firefox', 'firefox', 'fxios'],
    ['Chrome', 'chrome', 'crios'],
    ['Safari', 'safari'],
    ['Internet Explorer', 'trident', 'msie'],
    ['Mozilla', 'mozilla'],
  ],
};

export interface Tool {
  name: string;
  kind: ToolKind;
  /** Of tools that one agent names, the one with the lowest is meant. */
  rank: number;
}

const byProduct = new Map<string, Tool>();
const byBeginning: [beginning: string, tool: Tool][] = [];
let rank = 0;
for (const kind of TOOL_KINDS) {
  for (const [name, ...products] of TOOLS[kind]) {
    const tool: Tool = { name, kind, rank: rank++ };
    for (const product of products) {
      if (product.endsWith('*')) byBeginning.push([product.slice(0, -1), tool]);
      else byProduct.set(product, tool);
    }
  }
}

/** The tool that a product means, or undefined. @param product its name in lower case */
export function toolOfProduct(product: string): Tool | undefined {
  return byProduct.get(product) ?? byBeginning.find(([beginning]) => product.startsWith(beginning))?.[1];
}
