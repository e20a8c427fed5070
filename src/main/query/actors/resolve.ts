// Resolves every identity of a case to its actor. Principal ids (AIDA…, AROA…) and access keys that come without a name get the one by which the case
// knows them.
import type { CaseEvents } from '../columns/case-events.ts';
import type { Dimension } from '../columns/dimension.ts';
import { Pace } from '../pieces.ts';
import { type Actor, actorId, actorNamed, actorOfArn, type IdentityTexts, uniqueIdOf, unnamedActor } from './actor-of.ts';
import { createdPrincipals } from './created-principals.ts';

/** Columns of identities that tell who it is. */
const TOLD_BY = {
  type: 'type',
  accountId: 'account',
  actor: 'actor',
  arn: 'arn',
  principalId: 'principal',
  invokedBy: 'invoked_by',
  userName: 'user_name',
  issuerArn: 'issuer',
  onBehalfOf: 'on_behalf_of',
  identityProvider: 'provider',
  credentialId: 'credential',
} as const satisfies Record<keyof IdentityTexts, string>;

const FIELDS = Object.keys(TOLD_BY) as (keyof IdentityTexts)[];

/** What tells who a role's session is: its role, which its issuer names. Neither its name nor its principal id, which ends in it, tells more. */
const TOLD_OF_SESSION = ['type', 'accountId', 'issuerArn'] as const satisfies readonly (keyof IdentityTexts)[];

export interface ResolvedActor extends Actor {
  /** As the filter's field `who` has it: `444455556666:user/dev-temp-key`. */
  id: string;
}

export interface Resolved {
  /** By row id of the identity: index of its actor, 0 for none. */
  numbers: Uint32Array;
  /** The first is null. */
  actors: readonly (ResolvedActor | null)[];
  /** By row id of the identity: 1 where only its principal id or access key told who it is. */
  learnt: Uint8Array;
}

/** An access key may be the empty text, as of a sign-in: that is no key, and those who have it have nothing in common. */
function keysOf(column: Dimension): Uint32Array {
  const empty = column.numberOf('');
  return empty === 0 ? column.numbers : column.numbers.map((number) => (number === empty ? 0 : number));
}

/** The outcome depends on the evidence alone, not on the order in which it was imported. In pieces. */
export function* resolveActors(events: CaseEvents): Generator<void, Resolved> {
  // Each is made once, and takes some time.
  for (const column of new Set([...Object.values(TOLD_BY), 'access_key'])) {
    events.column('identity', column);
    yield;
  }
  return yield* new Resolution(events).result();
}

class Resolution {
  private readonly events: CaseEvents;
  private readonly columns: Record<keyof IdentityTexts, Dimension>;
  private readonly numbers: Uint32Array;
  /** By row id of the identity: number of its access key, 0 for none. */
  private readonly keys: Uint32Array;
  private readonly learnt: Uint8Array;
  private readonly actors: (ResolvedActor | null)[] = [null];
  private readonly numberById = new Map<string, number>();
  /** By row id of the identity: the first one that tells the same. Of one role there may be a hundred thousand sessions. */
  private readonly firstAlike: Uint32Array;
  private readonly pace = new Pace();

  constructor(events: CaseEvents) {
    this.events = events;
    const column = (field: keyof IdentityTexts): Dimension => events.column('identity', TOLD_BY[field]);
    this.columns = Object.fromEntries(FIELDS.map((field) => [field, column(field)])) as Record<keyof IdentityTexts, Dimension>;
    this.keys = keysOf(events.column('identity', 'access_key'));
    const size = this.columns.type.numbers.length;
    this.numbers = new Uint32Array(size);
    this.learnt = new Uint8Array(size);
    this.firstAlike = new Uint32Array(size);
  }

  *result(): Generator<void, Resolved> {
    const { numbers, actors, learnt, pace } = this;
    const unnamed: number[] = [];
    for (const identity of yield* this.different()) {
      if (pace.isOver()) yield;
      const actor = actorNamed(this.texts(identity));
      if (actor === null) unnamed.push(identity);
      else numbers[identity] = this.numberOf(actor);
    }
    this.spread(numbers);
    if (unnamed.length > 0) yield* this.resolveUnnamed(unnamed);
    return { numbers, actors, learnt };
  }

  private *resolveUnnamed(identities: readonly number[]): Generator<void> {
    const { numbers, learnt, pace } = this;
    const uniqueIds = new Set<string>();
    for (const identity of identities) {
      const uniqueId = uniqueIdOf(this.texts(identity).principalId);
      if (uniqueId !== null) uniqueIds.add(uniqueId);
      if (pace.isOver()) yield;
    }
    const names = yield* this.namesOf(uniqueIds);
    const owners = this.ownersOfKeys(identities);
    for (const identity of identities) {
      const texts = this.texts(identity);
      const known = names.get(uniqueIdOf(texts.principalId) ?? '') ?? owners.get(this.keys[identity] as number);
      const actor = known ?? unnamedActor(texts);
      if (actor === null) continue;
      numbers[identity] = this.numberOf(actor);
      if (known) learnt[identity] = 1;
      if (pace.isOver()) yield;
    }
    this.spread(numbers);
    this.spread(learnt);
  }

  /** The actors that other identities, and responses to the calls that made them, say unique ids to be. */
  private *namesOf(uniqueIds: ReadonlySet<string>): Generator<void, Map<string, Actor>> {
    const names = new Map<string, Actor>();
    if (uniqueIds.size === 0) return names;
    const { principalId } = this.columns;
    const asked: (string | null)[] = [null];
    for (let number = 1; number < principalId.size; number++) {
      const uniqueId = uniqueIdOf(principalId.text(number));
      asked.push(uniqueId !== null && uniqueIds.has(uniqueId) ? uniqueId : null);
      if (this.pace.isOver()) yield;
    }
    for (let identity = 1; identity < this.numbers.length; identity++) {
      const uniqueId = asked[principalId.numbers[identity] as number];
      const actor = this.actors[this.numbers[identity] as number];
      if (!uniqueId || !actor) continue;
      // Renamed, it bears several names: the first in order of text.
      const known = names.get(uniqueId);
      if (!known || actor.id < actorId(known)) names.set(uniqueId, actor);
    }
    const missing = [...uniqueIds].filter((uniqueId) => !names.has(uniqueId));
    if (missing.length > 0) for (const [uniqueId, actor] of createdPrincipals(this.events, new Set(missing))) names.set(uniqueId, actor);
    return names;
  }

  /** The actors that other identities say the access keys of these to be: by number of the key. */
  private ownersOfKeys(identities: readonly number[]): Map<number, ResolvedActor> {
    const { keys, numbers } = this;
    const asked = new Set(identities.map((identity) => keys[identity] as number));
    asked.delete(0);
    const owners = new Map<number, ResolvedActor>();
    if (asked.size === 0) return owners;
    for (let identity = 1; identity < keys.length; identity++) {
      const key = keys[identity] as number;
      const actor = this.actors[numbers[identity] as number];
      if (!actor || !asked.has(key)) continue;
      const known = owners.get(key);
      if (!known || actor.id < known.id) owners.set(key, actor);
    }
    return owners;
  }

  private numberOf(actor: Actor): number {
    const id = actorId(actor);
    let number = this.numberById.get(id);
    if (number === undefined) {
      number = this.actors.push({ account: actor.account, type: actor.type, name: actor.name, id }) - 1;
      this.numberById.set(id, number);
    }
    return number;
  }

  private texts(identity: number): IdentityTexts {
    const texts = {} as IdentityTexts;
    for (const field of FIELDS) {
      const column = this.columns[field];
      const number = column.numbers[identity] as number;
      texts[field] = number === 0 ? null : column.text(number);
    }
    return texts;
  }

  /** Row ids of identities, one of all that tell the same. */
  private *different(): Generator<void, number[]> {
    const session = TOLD_OF_SESSION.map((field) => this.columns[field].numbers);
    const all = [this.keys, ...FIELDS.map((field) => this.columns[field].numbers)];
    const isSession = yield* this.sessions();
    const firstOf = new Map<string, number>();
    const found: number[] = [];
    for (let identity = 1; identity < this.numbers.length; identity++) {
      const told = isSession(identity) ? session : all;
      const key = told.map((numbers) => numbers[identity]).join(' ');
      if (this.pace.isOver()) yield;
      const first = firstOf.get(key) ?? identity;
      this.firstAlike[identity] = first;
      if (first !== identity) continue;
      firstOf.set(key, identity);
      found.push(identity);
    }
    return found;
  }

  /** Whether an identity is a session of a role that its issuer names. */
  private *sessions(): Generator<void, (identity: number) => boolean> {
    const { type, issuerArn } = this.columns;
    const assumed = type.numberOf('AssumedRole');
    const isRole = new Uint8Array(issuerArn.size);
    for (let number = 1; number < issuerArn.size; number++) {
      if (actorOfArn(issuerArn.text(number), 'role')) isRole[number] = 1;
      if (this.pace.isOver()) yield;
    }
    return (identity) => type.numbers[identity] === assumed && isRole[issuerArn.numbers[identity] as number] === 1;
  }

  /** Gives every identity what the first one like it has. */
  private spread(values: Uint32Array | Uint8Array): void {
    for (let identity = 1; identity < values.length; identity++) values[identity] = values[this.firstAlike[identity] as number] as number;
  }
}
