// IP addresses and host names in a text, in the spellings in which they are met: mapped, with hyphens, in brackets, in Unicode.
import { isIPv6 } from 'node:net';
import { domainToASCII } from 'node:url';
import { isRegion, isServiceName } from './aws-names.ts';
import type { Span } from './spans.ts';

/** Mean everyone, or the computer itself: nothing is known by hiding them. */
const EVERYONE: ReadonlySet<string> = new Set(['0.0.0.0', '127.0.0.1', '::', '::1', '255.255.255.255']);

const IPV4 = /(?<![\d.])(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?!\d|\.\d)/g;
/** As in host names: `ec2-198-51-100-7`. */
const IPV4_IN_NAMES = /(?<!\d)(\d{1,3})([-_])(\d{1,3})\2(\d{1,3})\2(\d{1,3})(?!\d)/g;
const IPV6 = /(?<![0-9a-z:.])(?:[0-9a-f]{0,4}:){2,8}(?:(?:\d{1,3}\.){3}\d{1,3}|[0-9a-f]{1,4})?(?![0-9a-z:])/gi;
/** Host names that tell an address backwards. */
const REVERSE = /(?<![\w.])(?:\d{1,3}\.){2,4}in-addr\.arpa|(?<![\w.])(?:[0-9a-f]\.){4,32}ip6\.arpa/gi;

/** Ends of host names: what is used for hosts, and is no ending of files or fields. */
const TOP =
  'com|net|org|io|dev|app|cloud|internal|local|lan|corp|intra|home|edu|gov|mil|int|info|biz|co|ai|tech|online|site|xyz|top|onion|invalid|example|test|localdomain|localhost|arpa|uk|de|fr|eu|us|ca|au|nz|jp|cn|hk|tw|sg|kr|in|br|mx|ar|ru|ua|nl|ch|se|fi|dk|cz|ie|tr|ir|il|ae|za|ng|ke|vn|th|ph|pk|bd|lk|np|tv|cc|ws|su|xn--[a-z0-9-]+';
const HOST = new RegExp(
  `(?<![\\p{L}\\p{N}_.-])(?:[\\p{L}\\p{N}_](?:[\\p{L}\\p{N}_-]{0,61}[\\p{L}\\p{N}])?\\.)+(?:${TOP})(?![\\p{L}\\p{N}_-])`,
  'giu',
);

/** The address in its one spelling; null for none. */
export function ipOf(text: string): string | null {
  const four = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text);
  if (four) return quad(four.slice(1));
  if (!isIPv6(text)) return null;
  const [short] = /(?<=\[)[^\]]*/.exec(new URL(`http://[${text}]/`).hostname) ?? [''];
  const mapped = /^::(?:ffff:)?([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(short);
  if (!mapped) return short;
  const number = Number.parseInt(mapped[1] as string, 16) * 65_536 + Number.parseInt(mapped[2] as string, 16);
  return [24, 16, 8, 0].map((shift) => (number >>> shift) & 255).join('.');
}

function quad(octets: readonly string[]): string | null {
  const numbers = octets.map(Number);
  return numbers.some((one) => one > 255) ? null : numbers.join('.');
}

/** @param onHost what of a host name is hidden: AWS's own names are not */
export function addressesIn(text: string): Span[] {
  const found: Span[] = [];
  const add = (from: number, to: number, value: string | null): void => {
    if (value !== null && !EVERYONE.has(value)) found.push({ from, to, kind: 'ip', value });
  };
  if (/\d[._-]\d/.test(text)) {
    for (const one of text.matchAll(IPV4)) add(one.index, one.index + one[0].length, quad(one.slice(1, 5)));
    for (const { 0: all, 1: a, 3: b, 4: c, 5: d, index } of text.matchAll(IPV4_IN_NAMES))
      add(index, index + all.length, quad([a, b, c, d] as string[]));
  }
  if (/:[^:]*:/.test(text)) for (const { 0: all, index } of text.matchAll(IPV6)) add(index, index + all.length, ipOf(all));
  if (text.includes('arpa'))
    for (const { 0: all, index } of text.matchAll(REVERSE))
      found.push({ from: index, to: index + all.length, kind: 'host', value: hostOf(all) });
  return found;
}

/** Host names that are none of AWS's. */
export function hostsIn(text: string): Span[] {
  if (!/[^\s.]\.[^\s.]/.test(text)) return [];
  const found: Span[] = [];
  for (const { 0: all, index } of text.matchAll(HOST))
    if (awsNameOf(all) === null) found.push({ from: index, to: index + all.length, kind: 'host', value: hostOf(all) });
  return found;
}

/** A host name in its one spelling. */
export function hostOf(text: string): string {
  return domainToASCII(text) || text.toLowerCase();
}

/** What AWS's own host names end with. */
const AWS =
  /(?:^|\.)(?:amazonaws\.com(?:\.cn)?|aws\.amazon\.com|api\.aws|aws\.dev|amazon\.com|on\.aws|cloudfront\.net|awsapps\.com|awsstatic\.com)$/i;

/** Labels of AWS's in such names; regions are known by their form. Services whose host name is a word of their own are in lists of events, too. */
const LABELS: ReadonlySet<string> = new Set(
  'amazonaws com cn aws amazon api dev on cloudfront net awsapps awsstatic www console signin s3 s3-website dualstack compute compute-1 elb rds ec2 iam sts lambda sns sqs kms logs monitoring events dynamodb cloudtrail cloudformation config autoscaling elasticloadbalancing ecr ecs eks execute-api apigateway es redshift elasticache cache ssm ssmmessages ec2messages secretsmanager organizations support health guardduty securityhub athena glue kinesis firehose route53 cloudwatch waf wafv2 sso identitystore portal sso-oidc lambda-url dkr s3-control s3-accesspoint s3-object-lambda fips vpce backup batch codebuild codecommit codedeploy codepipeline cognito-idp cognito-identity datasync dms ds inspector inspector2 macie2 mq ram rekognition sagemaker servicediscovery ses email states storagegateway swf tagging transfer trustedadvisor workspaces xray access-analyzer account billing ce cur budgets resource-groups servicequotas elasticmapreduce elasticbeanstalk opsworks lightsail application-autoscaling spot fleet spotfleet quicksight bedrock cloud9 cloudshell docs'.split(
    ' ',
  ),
);

/** A name of AWS's: the labels in it that a customer chose, each with its place. Null for any other host. */
export function awsNameOf(host: string): { from: number; label: string }[] | null {
  if (!AWS.test(host)) return null;
  const own: { from: number; label: string }[] = [];
  let from = 0;
  for (const label of host.split('.')) {
    const isKnown = LABELS.has(label.toLowerCase()) || isRegion(label) || /^s3-[a-z]{2}(-gov)?-[a-z]+-\d$/i.test(label);
    if (!isKnown) own.push({ from, label });
    from += label.length + 1;
  }
  // `ssm-guiconnect.amazonaws.com`: the principal of a service.
  return isServiceName(host) ? [] : own;
}

/** Customers' labels in AWS's host names. */
export function labelsIn(text: string): Span[] {
  if (!/aws|amazon|cloudfront/i.test(text)) return [];
  const found: Span[] = [];
  for (const { 0: all, index } of text.matchAll(HOST))
    for (const { from, label } of awsNameOf(all) ?? [])
      found.push({ from: index + from, to: index + from + label.length, kind: 'resource', value: label.toLowerCase() });
  return found;
}
