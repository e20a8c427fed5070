// Which resources a record names: those it lists, those that its service names by what it asked for, answered or tells of itself, and every ARN and
// EC2 id there. One thing is one resource, however it is called: see resource-kinds.ts.
import { at, member, texts } from './record-path.ts';
import { BUCKET } from './resource-formats.ts';
import { isArn, isEc2Id, kindOfType, type Named, type Owner, type Resource, resourceNamed, resourceOf } from './resource-kinds.ts';
import { namePlaces } from './resource-table.ts';

/** Of one record: more are a list that someone asked for, and an attacker may write as many as a record holds. */
export const MOST_RESOURCES = 100;

/** Objects of a bucket, and texts for one resource, of one record. */
const MOST_DETAILS = 1000;

/** Longer than an ARN can be. Source: AWS, IAM "Quotas", ARNs of up to 2048 characters. */
const LONGEST = 2048;

/** Names, in small letters, of what an entry of `resources` is called by: CloudTrail's, Athena's, and those of Event history. */
const LISTED_BY: ReadonlySet<string> = new Set(['', 'arn', 'arnprefix', 'resourcearn', 'resourcename']);

/** A resource that a record names. */
export interface Mention extends Resource {
  /** The texts of the record that name it, and the name of a security group beside its id; not those of an object or a session of it. */
  forms: string[];
  /** Keys of the objects in it that the record names; none of anything but a bucket. */
  objects: string[];
  /** It is only what something else was copied from. */
  isSource: boolean;
  /** It is only what a setting of another one of its kind refers to. */
  isAside: boolean;
}

/** In which part a place names a resource. */
type Part = Pick<Mention, 'isSource' | 'isAside'>;

const ABOUT: Part = { isSource: false, isAside: false };

/**
 * The resources that a record names, those that it lists first; none twice, at most MOST_RESOURCES.
 * @param record any value: what is no record names none. Never throws
 */
export function mentionsOf(record: unknown): Mention[] {
  const owner = ownerOf(record);
  const found = new Found();
  const listed = member(record, 'resources');
  for (const entry of Array.isArray(listed) ? listed : [listed]) {
    const kind = kindOfType(member(entry, 'type') ?? member(entry, 'resourceType') ?? member(entry, 'ResourceType'));
    texts(
      entry,
      (text, name) => LISTED_BY.has(name.toLowerCase()) && found.add(kind ? resourceNamed(kind, text, owner) : resourceOf(text), text),
    );
  }
  const groups = securityGroupNames(record);
  const [pairId, pair] = keyPair(record) ?? [];
  for (const { path, kind, isSource, isAside } of namePlaces(member(record, 'eventSource'), member(record, 'eventName')))
    at(record, path, (value) => {
      texts(value, (text) => found.add(named(kind, text, owner, groups), text, { isSource, isAside }));
      return found.isFull;
    });
  // These places say nothing of what a resource is to the call: what others said stays.
  for (const part of ['requestParameters', 'responseElements', 'serviceEventDetails'])
    texts(member(record, part), (text) => text !== pairId && (isArn(text) || isEc2Id(text)) && found.add(resourceOf(text), text, null));
  for (const [name, id] of groups) found.addForm(id, name);
  if (pairId !== undefined) found.addForm(resourceNamed(KEY_PAIR, pair as string, owner).id, pairId);
  if (member(record, 'eventSource') === 's3.amazonaws.com') addKeys(record, found, owner);
  return found.mentions();
}

function named(kind: string, text: string, owner: Owner, groups: ReadonlyMap<string, string>): Named {
  const group = kind === 'ec2:security-group' ? groups.get(text) : undefined;
  // A copy is made from `/bucket/key`, also without the first slash, and with a version; a question mark of the key itself is escaped.
  const [, bucket, object] = (kind === BUCKET && /^\/?([^/:]+)\/(.+?)(?:\?versionId=[^?]*)?$/s.exec(text)) || [];
  if (bucket !== undefined) return { ...resourceNamed(kind, bucket, owner), object: object as string };
  return group === undefined ? resourceNamed(kind, text, owner) : resourceOf(group);
}

/** Whose names a record speaks of: those of the account that calls, in its region; of a registry of containers, those of its owner. */
function ownerOf(record: unknown): Owner {
  const accounts = [
    member(member(record, 'requestParameters'), 'registryId'),
    member(member(record, 'userIdentity'), 'accountId'),
    member(record, 'recipientAccountId'),
  ];
  const region = member(record, 'awsRegion');
  const account = accounts.find((one): one is string => typeof one === 'string' && /^\d{12}$/.test(one));
  return { region: typeof region === 'string' && /^[a-z0-9-]+$/.test(region) ? region : '', account: account ?? '' };
}

/** Places where security groups stand with their names. Source: AWS, EC2 API reference, GroupIdentifier and CreateSecurityGroup. */
const GROUPS = [
  'requestParameters.groupSet.items',
  'responseElements.groupSet.items',
  'responseElements.instancesSet.items.groupSet.items',
  'responseElements.instancesSet.items.networkInterfaceSet.items.groupSet.items',
].map((path) => path.split('.'));

/** The ids of the security groups that a record gives by name and id, by name. */
function securityGroupNames(record: unknown): Map<string, string> {
  const ids = new Map<string, string>();
  const pair = (name: unknown, id: unknown): void => {
    if (typeof name === 'string' && typeof id === 'string' && isEc2Id(id)) ids.set(name, id);
  };
  if (member(record, 'eventSource') !== 'ec2.amazonaws.com') return ids;
  const [asked, answered] = [member(record, 'requestParameters'), member(record, 'responseElements')];
  pair(member(asked, 'groupName'), member(answered, 'groupId') ?? member(asked, 'groupId'));
  for (const path of GROUPS)
    at(record, path, (value) => {
      for (const one of Array.isArray(value) ? value : [value]) pair(member(one, 'groupName'), member(one, 'groupId'));
      return false;
    });
  return ids;
}

const KEY_PAIR = 'ec2:key-pair';

/** Id and name of the key pair that a record gives by both: it is one, known by its name as instances name it so. Null where it does not. */
function keyPair(record: unknown): [id: string, name: string] | null {
  if (member(record, 'eventSource') !== 'ec2.amazonaws.com') return null;
  const name = member(member(record, 'requestParameters'), 'keyName');
  const id = member(member(record, 'responseElements'), 'keyPairId');
  return typeof name === 'string' && name !== '' && typeof id === 'string' && resourceOf(id).kind === KEY_PAIR ? [id, name] : null;
}

/** The keys that a call of S3 names belong to its bucket. */
function addKeys(record: unknown, found: Found, owner: Owner): void {
  const bucket = member(member(record, 'requestParameters'), 'bucketName');
  if (typeof bucket !== 'string') return;
  const { id, kind } = resourceNamed(BUCKET, bucket, owner);
  if (kind !== BUCKET) return;
  for (const path of ['key', 'delete.object.key'])
    at(record, ['requestParameters', ...path.split('.')], (value) => {
      texts(value, (text) => found.addObject(id, text));
      return false;
    });
}

interface Gathering extends Resource {
  forms: Set<string>;
  objects: Set<string>;
  isSource: boolean;
  isAside: boolean;
}

class Found {
  private readonly byId = new Map<string, Gathering>();

  get isFull(): boolean {
    return this.byId.size >= MOST_RESOURCES;
  }

  /**
   * @param part null where the place does not tell
   * @returns whether there is room for no more
   */
  add({ id, kind, name, object, session }: Named, form: string, part: Part | null = ABOUT): boolean {
    if (form === '' || form.length > LONGEST) return false;
    const known = this.byId.get(id);
    if (!known && this.isFull) return true;
    const one = known ?? { id, kind, name, forms: new Set(), objects: new Set(), ...(part ?? ABOUT) };
    this.byId.set(id, one);
    one.isSource &&= part?.isSource ?? true;
    one.isAside &&= part?.isAside ?? true;
    if (object === null && session === null && one.forms.size < MOST_DETAILS) one.forms.add(form);
    if (object !== null) this.addObject(id, object);
    return false;
  }

  addForm(id: string, form: string): void {
    this.byId.get(id)?.forms.add(form);
  }

  /** Of a bucket that was added. @returns false: other keys may follow */
  addObject(id: string, key: string): boolean {
    const objects = this.byId.get(id)?.objects;
    if (objects && key !== '' && key.length <= LONGEST && objects.size < MOST_DETAILS) objects.add(key);
    return false;
  }

  mentions(): Mention[] {
    return [...this.byId.values()].map(({ forms, objects, ...one }) => ({ ...one, forms: [...forms], objects: [...objects] }));
  }
}
