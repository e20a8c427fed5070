// What kind of resource a text names, and the one text by which that resource is known everywhere: its ARN, or an id that is unique by itself.
import { BUCKET, EC2_TYPES, FORMATS, type Format, ORGANIZATIONS_IDS, ROLE, TYPES } from './resource-formats.ts';

/** One thing of AWS that records are about. */
export interface Resource {
  /** The one text by which it is known: `arn:aws:iam::111122223333:role/deploy-role`, `i-0123456789abcdef0`. */
  id: string;
  /** Service and type, `iam:role`; '' where the text does not tell. */
  kind: string;
  /** As the text calls it: `deploy-role`, `i-0123456789abcdef0`; part of that text. */
  name: string;
}

/** What an ARN says beside the resource: of which object of a bucket it is, or of which session of a role. */
export interface Named extends Resource {
  object: string | null;
  session: string | null;
}

/** What completes a name to an ARN; account and region '' where they are not known. */
export interface Owner {
  region: string;
  account: string;
}

const byService = new Map<string, [kind: string, format: Format][]>();
for (const [kind, format] of Object.entries(FORMATS)) {
  const service = serviceOf(kind);
  byService.set(service, [...(byService.get(service) ?? []), [kind, format]]);
}

/** The kind of CloudFormation's type, null where it is not known. */
export function kindOfType(type: unknown): string | null {
  return typeof type === 'string' && Object.hasOwn(TYPES, type) ? (TYPES[type] as string) : null;
}

/** A prefix, and 8 or 17 hexadecimal digits; archives that were made anonymous have capitals, too. */
const EC2_ID = new RegExp(`^(${Object.keys(EC2_TYPES).join('|')})-[0-9a-f]{8}(?:[0-9a-f]{9})?$`, 'i');

/** Every kind that calls name by something else than an ARN. */
export const KINDS: readonly string[] = [
  ...new Set([...Object.keys(FORMATS), ...Object.values(EC2_TYPES), ...ORGANIZATIONS_IDS.map(([, kind]) => kind), 'iam:access-key']),
];

const ACCESS_KEY = /^A[KS]IA[A-Z0-9]{12,124}$/;

/** The kind of a text that names one resource of all by itself, without account or region; null for any other text. */
function kindOfUniqueId(text: string): string | null {
  const prefix = EC2_ID.exec(text)?.[1]?.toLowerCase();
  if (prefix !== undefined) return EC2_TYPES[prefix] as string;
  if (ACCESS_KEY.test(text)) return 'iam:access-key';
  return ORGANIZATIONS_IDS.find(([pattern]) => pattern.test(text))?.[1] ?? null;
}

export function isEc2Id(text: string): boolean {
  return EC2_ID.test(text);
}

const ARN = /^arn:([^:\s]+):([^:\s]+):([^:\s]*):([^:\s]*):(\S.*)$/s;

export function isArn(text: string): boolean {
  return ARN.test(text);
}

/** What a text alone says; of one that is neither an ARN nor an id that is unique by itself, no kind. `resourceOf(one.id)` is that one again. */
export function resourceOf(text: string): Named {
  const parts = ARN.exec(text);
  const alone = { object: null, session: null };
  if (!parts) return { id: text, kind: kindOfUniqueId(text) ?? '', name: text, ...alone };
  const [, partition = '', service = '', region = '', account = '', rest = ''] = parts;
  const last = rest.slice(rest.lastIndexOf('/') + 1);
  const hasUniqueId = service === 'organizations' || (isEc2Id(last) && EC2_SERVICES.has(service));
  const kindOfLast = hasUniqueId ? kindOfUniqueId(last) : null;
  if (kindOfLast !== null) return { id: last, kind: kindOfLast, name: last, ...alone };
  const [, role, session] = (service === 'sts' && /^assumed-role\/([^/]+)\/(.+)$/s.exec(rest)) || [];
  if (role !== undefined)
    return { id: arnOf(partition, ROLE, '', account, role), kind: ROLE, name: role, ...alone, session: session as string };
  for (const [kind, { prefix, has, nameIn }] of byService.get(service) ?? []) {
    if (!rest.startsWith(prefix)) continue;
    if (has.length === 0 && (region !== '' || account !== '')) continue;
    const own = rest.slice(prefix.length);
    const name = nameIn ? nameIn(own, account) : own;
    if (name === null || name === '') continue;
    const object = kind === BUCKET && own.length > name.length + 1 ? own.slice(name.length + 1) : null;
    return { id: arnOf(partition, kind, region, account, name), kind, name, ...alone, object };
  }
  const [type = ''] = /^[^:/]+(?=[:/])/.exec(rest.replace(/^\//, '')) ?? [];
  return {
    id: text,
    kind: type === '' ? service : `${service}:${type}`,
    name: rest.slice(rest.indexOf(type) + type.length).replace(/^[:/]/, ''),
    ...alone,
  };
}

const EC2_SERVICES: ReadonlySet<string> = new Set(['ec2', 'ssm', 'elasticfilesystem']);

/**
 * The resource of a kind that a call names by a text: a name, an id or an ARN. Where a name of this kind cannot be completed to an ARN, as it
 * holds what such a name cannot, it is the text as it stands, of no kind.
 */
export function resourceNamed(kind: string, text: string, { region, account }: Owner): Named {
  const alone = resourceOf(text);
  const actual = kind === 'kms:key' && text.startsWith('alias/') ? 'kms:alias' : kind;
  const format = FORMATS[actual];
  if (isArn(text) || !format || alone.kind === actual) return alone;
  // A function may be called with its account.
  const [, other, behind] = (actual === 'lambda:function' && /^(\d{12}):function:(.+)$/s.exec(text)) || [];
  const given = behind ?? text;
  const name = format.nameOf ? format.nameOf(given) : given;
  const arn = arnOf(
    partitionOf(region),
    actual,
    format.has.includes('region') ? region : '',
    ownerOf(actual, name, other ?? account, format),
    name,
  );
  const named = resourceOf(arn);
  const isSame = named.kind === actual && named.id === arn && named.object === null;
  return isSame ? { ...named, name } : alone;
}

function ownerOf(kind: string, name: string, account: string, { has }: Format): string {
  // Documents that AWS owns have ARNs without an account. Source: AWS, "Systems Manager documents".
  return has.includes('account') && !(kind === 'ssm:document' && /^(?:AWS|Amazon)[A-Za-z0-9]*-/.test(name)) ? account : '';
}

/** Source: AWS, "Amazon Resource Names (ARNs)", partitions. */
function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}

function arnOf(partition: string, kind: string, region: string, account: string, name: string): string {
  const { prefix, suffix = '' } = FORMATS[kind] as Format;
  const own = isCaseless(kind) ? name.toLowerCase() : name;
  const before = kind === 'ssm:parameter' && own.startsWith('/') ? prefix.slice(0, -1) : prefix;
  return `arn:${partition}:${serviceOf(kind)}:${region}:${account}:${before}${own}${suffix}`;
}

/** The service in a kind: `iam` of `iam:role`, as in its ARNs; '' of no kind. */
export function serviceOf(kind: string): string {
  return kind.split(':', 1)[0] as string;
}

/** Whether ARNs of a kind are completed from names. */
export function hasFormat(kind: string): boolean {
  return Object.hasOwn(FORMATS, kind);
}

/** Whether names of a kind mean the same in any letter case. Source: AWS, "Settings for DB instances", identifiers are stored in small letters. */
export function isCaseless(kind: string): boolean {
  return kind.startsWith('rds:');
}
