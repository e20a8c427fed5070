// Words of AWS's own language, as field names and states are made of them: what consists of nothing else tells nothing about a customer.
// Gathered from the field names of published CloudTrail records, and from the API references.
import { isRegion, isServiceName } from './aws-names.ts';

const WORDS: ReadonlySet<string> = new Set(
  `
s ssm cidrip xen nitro legacy bios uefi x86 gzip json csv parquet true false aaaa accelerate access accessible account accounts acl action actions active add additional address addresses adjustment aes after agent aggregate
aggregation alarm alarms algorithm alias aliases all allocated allocation allow allowed am amazon amd64 ami amz anchor and any api app appid
application applied apply architecture architectures archive args argument arguments arm64 arn arns assign assignment associable associate
associated association assume assumed asymmetric at attach attachable attached attachment attribute attributes attributions aud audience audit
aurora auth authenticated authentication authorization auto automated availability available average awaiting aws az azure backup backups balancer
balancers balancing baseline basic batch behalf behavior blacklisted block body boot border boundary branch broker browser bucket build bundle
business by bytes cache canary capacity capture card categories category cbc certificate change channel character check child cidr cipher class
classic classification client cloud cluster clusters cmk code codes collection color column command comment commit comparison compatible complete
completed compliance component compute computer concurrency concurrent condition config configuration configurations configure configured connect
connection connections connectivity console container containers content context control controls cooldown copy core cors cost count country cpu
create created creating creation credential credentials credit credits criteria criterion cross current custom customer data database date day
days db dbi decrypt decryption dedicated default delegate delete deleted deleting deletion deliver delivery demand denied deny deploy deployment
deprecated deregister descending describe description desired dest destination detach detail details detector dev device dhcp dhe digest
dimensions directory disable disabled disk disks dns docker document domain domains dotnet draining driver dry duration dynamic ebs ec ecdhe ecdsa
ecs edge effect efs egress eks elastic elasticsearch element elements email ena enable enabled enclave encoding encrypt encrypted encryption end
endpoint endpoints engine entity entry env environment ephemeral eq equal equals error errors evaluation event events exception exclude executable
execute execution executions existing expiration expire expired expires external factor failed failure false family feature features federated
federation fetch field fields file filter filters final finding fingerprint firewall first flow folder for force format forward from fsx full
fully function functions gateway gateways gcm general generate get global go gp2 gp3 grace grant granted grants granularity greater group groups
guard handler hash header headers healing health healthy hibernation high history hmac hop host hosted hostname hosts hour hours http https hvm
hypervisor i386 iam icmp id identifier identifiers identity idrip ids ignore igw image images immediately import in inactive include index info
information infos ingress initial initiated inline input insight insights instance instances interactive interface internal internet interval
invocation invoke invoked iops ip ips ipv ipv4 ipv6 is issued issuer item items java job jobs json kernel key keys kind kms kubernetes label
labels lambda last latest launch layer layers level license lifecycle limit line link linux list listener listeners load local location lock log
logging login logs long lookup low mac machine main maintenance major manage managed management manager map mapping mappings mariadb mark marker
master matcher material max maximum medium member members memberships memcached memory message messages metadata method metric metrics mfa
microsoft min minimum minor minute missing mobile mode model modified modify module monitor monitoring month mount multi mysql name names
namespace nat native net network networks new next nfs no node nodegroup nodejs none normal not notification notifications ns null number object
objects of off offerings offset ok on only open opensearch operation operations operator opsworks optimization optimized option options or oracle
order org organization organizational origin original os out outpost output outputs overwrite owned owner owners package packages packed page
pagination pair parameter parameters parent part partition pass password path pattern patterns payer payment peering pending per percent
performance period periods permission permissions permitted phase pkcs placement plan platform point policies policy poll pool port ports position
postgres postgresql preference preferred prefix present preview previous primary principal priority private process processing processor product
production profile program progress project propagating properties property protected protection protocol provided provider provisioned proxy psk
public publicly publish pull purpose push put python qualified qualifier query queue quota range ranges rate read reason reboot receive recipes
recipient record records recovery recursive redis refresh region regions register registry relation relative remote remove replica replication
report repository request requested requester required reservation reserved reset resize resource resources response rest restorable restore
result results retention return revision revoke rn role roles root route routes rsa ruby rule rules run running runtime saml sampling scale
scaling schedule schema scheme scope script search second seconds secret section secure security segment select selector selectors send sensitive
serial server service services session sessions set sets setting settings setup severity sha shadow shard share shared short shortname shutdown
shutting sid side signature signing simple single size skip sm snap snapshot sns source sources space spec specification specifications sql
sqlserver sqs sriov sse ssh ssl stack stage standard start started starting state statement static statistic statistics stats status statuses stop
stopped stopping storage store stream string structure subject subnet subnets succeeded success successful suite summary support supported
symmetric sync system table tag tagging tags target targets task tasks tcp template templates tenancy tenant terminate terminated terminating
termination test text than theme threads threshold throughput tier time timed timeout times title tls to token tokens topic total trace tracing
tracking traffic trail trails transaction transfer transferred transfers transit transport trigger triggered true trust type types udp uid
undeploy unhealthy unit units unknown unlimited unreserved unsuccessful update updated upgrade upload url usage use used user username users valid
validation value values verification version versioning versions vgw via virtual virtualization visibility volume volumes vpc vpn wait warning
watch web website weight window windows with without word work workflow write written x x86 xmlns yes zone zones
`
    .trim()
    .split(/\s+/),
);

/** Longer texts of such words may be sentences of someone's. */
const LONGEST = 64;

/** Whether a text is made of these words only, as `DBInstanceClass`, `in-use` or `AWS::EC2::Instance`. */
export function isVocabulary(text: string): boolean {
  if (text.length > LONGEST) return false;
  // AWS writes `dBInstance` and `iAM` for what begins with capitals.
  const capital = /^[a-z][A-Z]{2}/.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text;
  const words = capital.match(/[A-Z]+s?(?![a-z])|[A-Z]?[a-z]+|\d+/g) ?? [];
  const numbers = words.filter((word) => /\d/.test(word));
  if (words.length === numbers.length || numbers.length > 1 || (numbers[0]?.length ?? 0) > 3) return false;
  return /^[\w:./-]*$/.test(text) && words.every((word) => /\d/.test(word) || WORDS.has(word.toLowerCase()));
}

/** A time as records write it. */
const TIME =
  /^(?:\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?)?|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{1,2}, \d{4},? \d{1,2}:\d\d:\d\d ?[AP]M)$/;
const INSTANCE_TYPE =
  /^(?:db\.|cache\.|ml\.)?(?:[acdfghimprtuxz]|hs|cr|cc|cg|inf|trn|dl|vt|mac|hpc|is|im|ra|dc|ds|dw|u-)\d{1,2}(?:[abdegilnqstz]{0,4}|tb1)(?:-(?:flex|b[23]00|\d{1,2}tb))?\.(?:nano|micro|small|medium|large|metal(?:-\d{2}xl)?|\d{0,2}xlarge)$/;
const TLS =
  /^(?:TLSv?[\d.]{1,5}|(?:TLS|ECDHE|DHE|RSA|AES|AES128|AES256|CHACHA20)(?:[_-](?:TLS|ECDHE|DHE|RSA|ECDSA|WITH|AES|AES128|AES256|128|256|384|512|GCM|CBC|CCM|CCM8|8|SHA|SHA1|SHA256|SHA384|SHA512|CHACHA20|POLY1305|PSK|SCSV)){0,9}|SigV[24]A?|aws:kms|x86_64|arm64|i386|SSE_S3|SSE_KMS)$/;

/** Whether a value is of AWS's language: a state, a time, a type, an action, a service; never a name that someone chose. */
export function isOpenValue(text: string): boolean {
  if (text.length > LONGEST) return false;
  if (text === '' || text === '*' || /^-?\d{1,6}(?:\.\d{1,3})?$/.test(text)) return true;
  if (TIME.test(text) || INSTANCE_TYPE.test(text) || TLS.test(text)) return true;
  return isRegion(text) || isServiceName(text) || isVocabulary(text);
}
