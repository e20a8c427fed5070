// Remembers which identity a userIdentity object led to, so that the same caller is not taken apart for each of its events.
import { CombinationTree, type Place } from './dictionary.ts';
import { IDENTITY_VALUES, type IdentityParts, identityParts } from './identity-fields.ts';

/**
 * All that the identity of an event depends on: its own columns, and every other field that `actorName` reads. In the order in which they are
 * compared: the access key tells most; which service calls on someone's behalf is what varies last.
 */
const COMPARED: readonly ((parts: IdentityParts) => unknown)[] = [
  IDENTITY_VALUES.accessKeyId,
  IDENTITY_VALUES.arn,
  IDENTITY_VALUES.creationDate,
  IDENTITY_VALUES.principalId,
  IDENTITY_VALUES.type,
  IDENTITY_VALUES.accountId,
  IDENTITY_VALUES.userName,
  IDENTITY_VALUES.credentialId,
  ({ issuer }) => issuer.userName,
  IDENTITY_VALUES.issuerArn,
  IDENTITY_VALUES.mfaAuthenticated,
  IDENTITY_VALUES.sourceIdentity,
  IDENTITY_VALUES.onBehalfOf,
  IDENTITY_VALUES.identityProvider,
  IDENTITY_VALUES.credentialsIssuedTo,
  IDENTITY_VALUES.ec2RoleDelivery,
  IDENTITY_VALUES.invokedBy,
];

export class CallerCache {
  private readonly tree = new CombinationTree(COMPARED.map((_, i) => i));
  private readonly limit: number;
  private count = 0;

  /** @param limit how many callers are remembered at most */
  constructor(limit: number) {
    this.limit = limit;
  }

  /** @returns where the id of this caller's identity is kept, -1 when it has none yet; null when a field is not text, which is not remembered */
  find(identity: Record<string, unknown>): Place | null {
    const { probe } = this.tree;
    const parts = identityParts(identity);
    for (const [i, read] of COMPARED.entries()) {
      const value = read(parts);
      if (typeof value === 'string') probe[i] = value;
      // Absent and null mean the same everywhere.
      else if (value === undefined || value === null) probe[i] = null;
      else return null;
    }
    return this.tree.find();
  }

  remember(place: Place, id: number): void {
    place.id = id;
    this.count++;
  }

  /** Forgets everything once it has grown beyond its limit. */
  trim(): void {
    if (this.count < this.limit) return;
    this.tree.clear();
    this.count = 0;
  }
}
