// Which resources a record names: those it lists, those that its service names by what it asked for and answered, and every ARN and EC2 id
// there. Each value is a text of the record as it stands, so that `resource:` of it finds the event again.
import { at, member, texts } from './record-path.ts';
import { BUCKET, isEc2Id, namePlaces } from './resource-table.ts';

/** Of one record: more are a list that someone asked for, and an attacker may write as many as a record holds. */
export const MOST_RESOURCES = 100;

/** Longer than an ARN can be. Source: AWS, IAM "Quotas", ARNs of up to 2048 characters. */
const LONGEST = 2048;

/** Names, in small letters, of what an entry of `resources` is called by: CloudTrail's, Athena's, and those of Event history. */
const LISTED_BY: ReadonlySet<string> = new Set(['', 'arn', 'arnprefix', 'resourcearn', 'resourcename']);

const ARN = /^arn:[^:\s]+:[^:\s]+:[^:\s]*:[^:\s]*:\S/;

/**
 * The resources that a record names, those that it lists first; none twice, at most MOST_RESOURCES, any text that is there. One that it
 * names by its ARN as well as by a name or id is given once, by the ARN; a bucket by its name, which most records know it by alone.
 * @param record any value: what is no record names none. Never throws
 */
export function resourcesOf(record: unknown): string[] {
  const found = new Found();
  texts(member(record, 'resources'), (text, name) => LISTED_BY.has(name.toLowerCase()) && found.add(text));
  for (const { path, kind } of namePlaces(member(record, 'eventSource')))
    at(record, path, (value) => {
      texts(value, (text) => found.add(text, kind));
      return found.isFull;
    });
  for (const part of ['requestParameters', 'responseElements'])
    texts(member(record, part), (text) => (ARN.test(text) || isEc2Id(text)) && found.add(text));
  return found.values();
}

/** What was found, with the kind of what it names where that is known. */
class Found {
  private readonly kinds = new Map<string, string | null>();

  get isFull(): boolean {
    return this.kinds.size >= MOST_RESOURCES;
  }

  /** @returns whether there is room for no more */
  add(text: string, kind: string | null = null): boolean {
    if (this.isFull) return true;
    if (text !== '' && text.length <= LONGEST) this.kinds.set(text, this.kinds.get(text) ?? kind);
    return this.isFull;
  }

  values(): string[] {
    const all = [...this.kinds];
    const arns = all.flatMap(([text]) => (ARN.test(text) ? [partsOf(text)] : []));
    const buckets = new Set(all.flatMap(([text, kind]) => (kind === BUCKET ? [text] : [])));
    const isSaid = (text: string, kind: string | null): boolean => {
      if (ARN.test(text)) return buckets.has(bucketOf(partsOf(text)));
      return arns.some((arn) => (kind === null ? isEc2Id(text) && namesId(arn, text) : namesKind(arn, kind, text)));
    };
    return all.flatMap(([text, kind]) => (isSaid(text, kind) ? [] : [text]));
  }
}

interface ArnParts {
  service: string;
  /** All behind the account: `role/service-role/x`. */
  resource: string;
}

function partsOf(arn: string): ArnParts {
  const [, , service = '', , , ...resource] = arn.split(':');
  return { service, resource: resource.join(':') };
}

/** The bucket that an ARN names, '' for any other ARN. */
function bucketOf({ service, resource }: ArnParts): string {
  return service === 's3' && !/[:/]/.test(resource) ? resource : '';
}

function namesId({ service, resource }: ArnParts, id: string): boolean {
  return service === 'ec2' && resource.endsWith(`/${id}`);
}

/** Whether an ARN is that of something of a kind with a name. */
function namesKind({ service, resource }: ArnParts, kind: string, name: string): boolean {
  const cut = kind.indexOf(':');
  const type = kind.slice(cut + 1);
  if (service !== kind.slice(0, cut) || !resource.startsWith(type)) return false;
  const rest = resource.slice(type.length);
  // Secrets Manager puts six characters of its own behind a secret's name.
  const own = kind === 'secretsmanager:secret' ? rest.replace(/-[A-Za-z0-9]{6}$/, '') : rest;
  return [rest, own].some((one) => one === name || one.endsWith(`/${name}`) || one.endsWith(`:${name}`));
}
