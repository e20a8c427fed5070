// Which actor an identity is: one per account, type and name, however the identity is written. Pure.
// Source: AWS, "CloudTrail userIdentity element", "IAM identifiers", and reference shapes of records in the tests.

export interface Actor {
  /** Twelve digits; null where the identity tells none. */
  account: string | null;
  /** `user`, `role`, `root`, `federated-user`, `saml-user`, `web-identity-user`, `identity-center-user`, `directory-user`, `service`, `account`, `principal`, `user-name` (a name that may be a user's or a session's); any other type as recorded. */
  type: string;
  /** Empty where account and type say all: `root`, `account`. */
  name: string;
}

/** What an actor is told from: texts of a userIdentity, null for none. */
export interface IdentityTexts {
  type: string | null;
  accountId: string | null;
  actor: string | null;
  arn: string | null;
  principalId: string | null;
  invokedBy: string | null;
  userName: string | null;
  issuerArn: string | null;
  onBehalfOf: string | null;
  identityProvider: string | null;
  credentialId: string | null;
}

/** CloudTrail's word where someone tried to sign in with a name that no user has: it may be a password. Source: AWS, "userName". */
const HIDDEN = 'HIDDEN_DUE_TO_SECURITY_REASONS';

/** The user's name, or that AWS hid it: its word for that is no name. */
function userNameIn({ userName }: IdentityTexts): string | null {
  return userName === HIDDEN ? '(name hidden by AWS)' : text(userName);
}

/** `444455556666:user/dev-temp-key`; without an account, `service/ec2.amazonaws.com`; root: `444455556666:root`. */
export function actorId({ account, type, name }: Actor): string {
  const path = name === '' ? type : `${type}/${name}`;
  return account === null ? path : `${account}:${path}`;
}

/** The unique id of a user or a role in a principal id, `AROA…:session` of a role's session; null in any other. */
export function uniqueIdOf(principalId: string | null): string | null {
  return /^A(?:IDA|ROA)[A-Z0-9]*(?=:|$)/.exec(principalId ?? '')?.[0] ?? null;
}

/** The actor of an identity that names it; null where it has at most a principal id, an account or a service to tell. */
export function actorNamed(texts: IdentityTexts): Actor | null {
  const { type, invokedBy } = texts;
  const userName = userNameIn(texts);
  const byArn = actorOfArn(texts.issuerArn ?? '', 'role') ?? actorOfArn(texts.arn ?? '');
  const account = byArn?.account ?? text(texts.accountId);
  const named = (kind: string, ...names: (string | null)[]): Actor | null => {
    const name = names.find((one) => text(one) !== null);
    return name ? { account, type: kind, name } : null;
  };
  switch (type) {
    case 'Root':
      return { account, type: 'root', name: '' };
    case 'IAMUser':
      return named('user', userName, actorOfArn(texts.arn ?? '')?.name ?? null);
    case 'FederatedUser':
      return actorOfArn(texts.arn ?? '') ?? named('federated-user', userName);
    case 'SAMLUser':
      return named('saml-user', userName, texts.principalId);
    case 'WebIdentityUser':
      return named('web-identity-user', texts.principalId, userName);
    case 'IdentityCenterUser':
      return named('identity-center-user', texts.onBehalfOf, userName, texts.credentialId);
    case 'Directory':
      return named('directory-user', userName, texts.principalId);
    case 'AWSService':
      return service(invokedBy ?? texts.principalId);
    case 'AWSAccount':
      return byArn;
    case 'AssumedRole':
    case 'Role':
      return byArn;
    case null:
      // A copy without a type: what stands as its user name may be a session's.
      return byArn;
    default:
      // A type to come, or a word that someone put there: it survives.
      return byArn ?? named(type, userName, texts.actor);
  }
}

/** The actor of an identity that names none, as an id of which the case knows no more; null when it tells nothing at all. */
export function unnamedActor(texts: IdentityTexts): Actor | null {
  const account = text(texts.accountId);
  const principal = text(uniqueIdOf(texts.principalId) ?? texts.principalId);
  if (principal !== null && principal !== account) return { account, type: 'principal', name: principal };
  const name = userNameIn(texts);
  if (name !== null) return { account, type: 'user-name', name };
  if (texts.invokedBy !== null && texts.type === null) return service(texts.invokedBy);
  return account === null ? service(texts.invokedBy) : { account, type: 'account', name: '' };
}

/** The actor that an ARN of IAM or STS names; null for any other. A user's or a role's path is no part of its name: names are unique in an account. */
export function actorOfArn(arn: string, only: string | null = null): Actor | null {
  const [, account = '', resource = ''] = /^arn:[^:]*:(?:iam|sts):[^:]*:([^:]*):(.+)$/.exec(arn) ?? [];
  const actor = actorOfResource(resource);
  if (actor === null || (only !== null && actor.type !== only)) return null;
  return { account: text(account), ...actor };
}

function actorOfResource(resource: string): Omit<Actor, 'account'> | null {
  if (resource === 'root') return { type: 'root', name: '' };
  const segments = resource.split('/');
  const [kind] = segments;
  const last = segments.at(-1) as string;
  if (segments.length < 2 || last === '') return null;
  if (kind === 'user' || kind === 'role' || kind === 'federated-user') return { type: kind, name: last };
  // The ARN of a session has the role's name without its path.
  if (kind === 'assumed-role') return { type: 'role', name: segments[1] as string };
  return null;
}

function service(name: string | null): Actor | null {
  return text(name) === null ? null : { account: null, type: 'service', name: name as string };
}

function text(value: string | null): string | null {
  return value === null || value === '' ? null : value;
}
