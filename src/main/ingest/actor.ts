// Who acted, as one name: the derived value by which people find "the same actor" again. Account and type stand beside it.
import { isObject } from './json-scan.ts';

/** What CloudTrail writes for the name that someone tried to sign in with and that no user has: it may be a password. Source: AWS, "userName". */
const HIDDEN = 'HIDDEN_DUE_TO_SECURITY_REASONS';

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' && value !== HIDDEN ? value : null;
}

/** The part of an ARN after its last slash, or null: `arn:aws:iam::1:user/path/ada` → `ada`. */
function lastOfArn(arn: string | null): string | null {
  if (!arn) return null;
  const resource = arn.split(':').slice(5).join(':');
  return text(resource.slice(resource.lastIndexOf('/') + 1));
}

/**
 * Name of the actor in a userIdentity: the user's name, `role/session` for an assumed role, `root`, the service's DNS
 * name for a service; failing these, the best identifier there is. Null when userIdentity names nobody.
 * It identifies credentials, never the person who held them.
 * Source: AWS, "CloudTrail userIdentity element".
 */
export function actorName(identity: Record<string, unknown>): string | null {
  const type = text(identity.type);
  const arn = text(identity.arn);
  const invokedBy = text(identity.invokedBy);
  const principal = text(identity.principalId);
  if (type === 'Root') return 'root';
  // A copy may have lost the type; the ARN says the same.
  if (type === 'AssumedRole' || (type === null && arn?.includes(':assumed-role/'))) return assumedRole(identity, arn, principal);
  if (type === 'AWSService') return invokedBy ?? principal;
  const named = text(identity.userName) ?? lastOfArn(arn);
  if (named) return named;
  if (invokedBy && !principal) return invokedBy;
  // An Identity Center user: the user's id finds the same user again, the credential's id only this sign-in.
  const user = isObject(identity.onBehalfOf) ? text(identity.onBehalfOf.userId) : null;
  return principal ?? user ?? text(identity.credentialId) ?? text(identity.accountId);
}

function assumedRole(identity: Record<string, unknown>, arn: string | null, principal: string | null): string | null {
  const context = isObject(identity.sessionContext) ? identity.sessionContext : {};
  const issuer = isObject(context.sessionIssuer) ? context.sessionIssuer : {};
  // arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION · principalId AROA…:SESSION
  const parts = arn?.includes(':assumed-role/') ? arn.slice(arn.indexOf(':assumed-role/') + 14).split('/') : [];
  const role = text(issuer.userName) ?? text(parts[0]) ?? lastOfArn(text(issuer.arn));
  const session =
    parts.length > 1 ? parts[parts.length - 1] : principal?.includes(':') ? principal.slice(principal.indexOf(':') + 1) : null;
  if (role && session) return `${role}/${session}`;
  return role || session || principal || arn;
}
