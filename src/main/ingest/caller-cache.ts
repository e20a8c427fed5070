// Remembers which identity a userIdentity object led to, so that the same caller is not taken apart for each of its events.
import { CombinationTree, type Place } from './dictionary.ts';
import { isObject } from './json-scan.ts';

export class CallerCache {
  // The access key tells most; which service calls on someone's behalf is what varies last.
  private readonly tree = new CombinationTree([0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 9]);
  private readonly limit: number;
  private count = 0;

  /** @param limit how many callers are remembered at most */
  constructor(limit: number) {
    this.limit = limit;
  }

  /**
   * All that the identity of an event depends on is compared: its own columns, and every field that `actorName` reads.
   * @returns where the id of this caller's identity is kept, -1 when it has none yet; null when a field is not text, which is not remembered
   */
  find(identity: Record<string, unknown>): Place | null {
    const { probe } = this.tree;
    const context = isObject(identity.sessionContext) ? identity.sessionContext : undefined;
    const behalf = isObject(identity.onBehalfOf) ? identity.onBehalfOf : undefined;
    const issuer = isObject(context?.sessionIssuer) ? context.sessionIssuer : undefined;
    const known =
      put(probe, 0, identity.accessKeyId) &&
      put(probe, 1, identity.arn) &&
      put(probe, 2, identity.principalId) &&
      put(probe, 3, identity.type) &&
      put(probe, 4, identity.accountId) &&
      put(probe, 5, identity.userName) &&
      put(probe, 6, identity.credentialId) &&
      put(probe, 7, issuer?.userName) &&
      put(probe, 8, issuer?.arn) &&
      put(probe, 9, identity.invokedBy) &&
      put(probe, 10, behalf?.userId);
    return known ? this.tree.find() : null;
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

/** Absent and null mean the same everywhere; false when the value is neither text nor absent. */
function put(probe: (string | null)[], at: number, value: unknown): boolean {
  if (typeof value === 'string') probe[at] = value;
  else if (value === undefined || value === null) probe[at] = null;
  else return false;
  return true;
}
