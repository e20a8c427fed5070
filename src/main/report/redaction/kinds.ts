// The kinds of things that a redacted report hides, and which choice of its author governs each.
import type { RedactionOptions } from '../../../shared/report.ts';

/** The choices, and `always` for what no choice shows. */
export type Group = 'accounts' | 'keys' | 'names' | 'addresses' | 'resources' | 'paths' | 'freeText' | 'always';

/** A pseudonym begins with the name of its kind. Resources have the name of what they are, as `bucket`: they are not listed here. */
const GROUPS = {
  account: 'accounts',
  // An access key's id holds the number of its account in another spelling: it is shown only where both are.
  key: 'keys',
  // So does the id of a user or a role.
  principal: 'keys',
  user: 'names',
  role: 'names',
  session: 'names',
  identity: 'names',
  email: 'names',
  person: 'names',
  ip: 'addresses',
  host: 'addresses',
  file: 'resources',
  folder: 'resources',
  object: 'resources',
  resource: 'resources',
  // What stands behind a host in an address of a page may name anything.
  path: 'paths',
  organisation: 'freeText',
  agent: 'freeText',
  label: 'freeText',
  text: 'freeText',
  note: 'freeText',
  logo: 'freeText',
  secret: 'always',
  options: 'always',
  id: 'always',
  commitment: 'always',
  field: 'always',
  match: 'always',
  hidden: 'always',
} as const satisfies Record<string, Group>;

type NamedKind = keyof typeof GROUPS;

/** One of GROUPS, or the kind of a resource in lower-case letters and hyphens. */
export type Kind = NamedKind | (string & {});

export function groupOf(kind: Kind): Group {
  return Object.hasOwn(GROUPS, kind) ? GROUPS[kind as NamedKind] : 'resources';
}

/** Whether things of a group are hidden. */
export function hides(options: RedactionOptions, group: Group): boolean {
  if (group === 'always') return true;
  if (group === 'keys') return options.names || options.accounts;
  return group === 'paths' ? options.names || options.resources || options.freeText : options[group];
}

/** A kind of resource, as decode/resource-kinds.ts has it, as the first word of a pseudonym: `s3:bucket` is `bucket`. */
export function resourceKind(kind: string): Kind {
  const word = (kind.split(':').at(-1) ?? '')
    .toLowerCase()
    .replace(/[^a-z]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 24);
  // A resource is never called as one of the other kinds: those have choices of their own.
  if (/^(user|role|group|assumed-role|federated-user|root|user-group)$/.test(word))
    return word === 'role' ? 'role' : word === 'user' ? 'user' : 'identity';
  return word === '' || Object.hasOwn(GROUPS, word) ? 'resource' : word;
}
