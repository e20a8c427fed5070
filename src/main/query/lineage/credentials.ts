// The credentials of a case: which identities have which access key, and what they say of it.
import type { ReadConnection } from '../../case/open.ts';
import { TERM_IDS, termHash } from '../../case/term-hash.ts';
import { actorsOf } from '../actors/actors.ts';
import { sessionNameOf } from '../actors/session-name.ts';
import { IdBatches } from '../columns/bits.ts';
import type { CaseEvents } from '../columns/case-events.ts';
import type { Dimension } from '../columns/dimension.ts';
import { DENIED } from '../columns/outcomes.ts';
import { Positions } from './positions.ts';

/** What the events made with some identities come to. Times are ms UTC. */
interface Use {
  events: number;
  denied: number;
  first: number | null;
  last: number | null;
}

/** What the identities that have a key say of it. */
export interface KeyFacts extends Use {
  /** Row id of the key in `terms`. */
  term: number;
  value: string;
  type: 'long-term' | 'temporary' | null;
  /** Row ids of the identities that have it. */
  identities: readonly number[];
  who: string | null;
  actor: string | null;
  account: string | null;
  arn: string | null;
  principal: string | null;
  sessionName: string | null;
  /** sessionContext.attributes.creationDate, ms UTC. */
  created: number | null;
  /** ARN of the role whose session it is. */
  issuer: string | null;
  /** "1.0" or "2.0": the version of the instance metadata service that handed it to an instance. */
  roleDelivery: string | null;
  /** inScopeOf.credentialsIssuedTo: ARN of the function or instance. */
  issuedTo: string | null;
}

/** Identities of a key that are read: those with most events. One that bears so many is an anonymised one, or an attack. */
const IDENTITIES_READ = 50;

/** Texts of terms that are remembered. */
const REMEMBERED = 100_000;

const TEXTS = ['type', 'account', 'actor', 'arn', 'principal', 'created', 'issuer', 'role_delivery', 'issued_to'] as const;
type Texts = Record<(typeof TEXTS)[number], string | null>;

export class Credentials {
  readonly events: CaseEvents;
  /** By row id of an identity: row id of its access key in `terms`, 0 for none. */
  readonly keyOf: Uint32Array;
  /** By row id of an identity: row id of the term that it was issued to. */
  readonly issuedToOf: Uint32Array;
  readonly who: Dimension;
  private readonly positions = new Map<Uint32Array, Positions>();
  private readonly termIds: { all(hash: number, value: string): unknown[] };
  private readonly termText: { get(id: number): unknown };
  private readonly identityTexts: { get(id: number): unknown };
  private deniedOf: Float64Array | null = null;
  /** Texts by term and back: one question asks for the same keys again and again. */
  private readonly texts = new Map<number, string>();
  private readonly terms = new Map<string, number>();

  constructor(events: CaseEvents) {
    this.events = events;
    const { db } = events;
    const { keyOf, issuedToOf } = readKeys(db);
    this.keyOf = keyOf;
    this.issuedToOf = issuedToOf;
    this.who = actorsOf(events).dimension;
    this.termIds = db.prepare(TERM_IDS).pluck();
    this.termText = db.prepare('SELECT value FROM terms WHERE id = ?').pluck();
    this.identityTexts = db.prepare(
      `SELECT ${TEXTS.map((column) => `(SELECT value FROM terms WHERE id = i.${column}) AS ${column}`).join(', ')} FROM identities i WHERE i.id = ?`,
    );
  }

  /** Row id of a text in `terms`, 0 where the case does not have it. */
  term(text: string): number {
    return this.terms.get(text) ?? this.remember((this.termIds.all(termHash(text), text)[0] as number | undefined) ?? 0, text);
  }

  text(term: number): string {
    let text = this.texts.get(term);
    if (text === undefined) {
      text = (this.termText.get(term) as string | undefined) ?? '';
      this.remember(term, text);
    }
    return text;
  }

  private remember(term: number, text: string): number {
    if (this.texts.size >= REMEMBERED) {
      this.texts.clear();
      this.terms.clear();
    }
    this.terms.set(text, term);
    this.texts.set(term, text);
    return term;
  }

  /** Row ids of the identities that have a number in a column. @param column by row id of the identity */
  identitiesWith(column: Uint32Array, number: number): number[] {
    let positions = this.positions.get(column);
    if (!positions) {
      positions = new Positions(column);
      this.positions.set(column, positions);
    }
    return number === 0 ? [] : positions.of(number);
  }

  /** Those of an actor. @param who as the field `who` has it */
  identitiesOfActor(who: string): number[] {
    return this.identitiesWith(this.who.numbers, this.who.numberOf(who));
  }

  /** Access keys that some identities have, as terms, each once. */
  keysOf(identities: readonly number[]): number[] {
    return [...new Set(identities.map((identity) => this.keyOf[identity] as number))].filter((term) => term !== 0);
  }

  whoOf(identity: number): string | null {
    const number = this.who.numbers[identity] ?? 0;
    return number === 0 ? null : this.who.text(number);
  }

  use(identities: readonly number[]): Use {
    const { count, first, last } = this.events.tallyOfAll('identity', this.keyOf.length);
    const denied = this.denied();
    const use = { events: 0, denied: 0, first: Number.POSITIVE_INFINITY, last: Number.NEGATIVE_INFINITY };
    for (const identity of identities) {
      use.events += count[identity] as number;
      use.denied += denied[identity] as number;
      use.first = Math.min(use.first, first[identity] as number);
      use.last = Math.max(use.last, last[identity] as number);
    }
    return { ...use, first: finite(use.first), last: finite(use.last) };
  }

  facts(term: number): KeyFacts {
    const identities = this.identitiesWith(this.keyOf, term);
    const value = this.text(term);
    const texts = this.textsOf(identities);
    const created = texts.created === null ? Number.NaN : Date.parse(texts.created);
    return {
      term,
      value,
      type: typeOfKey(value),
      identities,
      who: texts.who,
      actor: texts.actor,
      account: texts.account,
      arn: texts.arn,
      principal: texts.principal,
      sessionName: (texts.arn && sessionNameOf(texts.arn)) ?? texts.principal?.split(':')[1] ?? null,
      created: Number.isNaN(created) ? null : created,
      issuer: texts.issuer,
      roleDelivery: texts.role_delivery,
      issuedTo: texts.issued_to,
      ...this.use(identities),
    };
  }

  /** What the identities of a key say; each from the one with most events that says anything of it. */
  private textsOf(identities: readonly number[]): Texts & { who: string | null } {
    const { count } = this.events.tallyOfAll('identity', this.keyOf.length);
    const byEvents = [...identities].sort((a, b) => (count[b] as number) - (count[a] as number)).slice(0, IDENTITIES_READ);
    const read = byEvents
      .map((identity) => ({ ...(this.identityTexts.get(identity) as Texts), who: this.whoOf(identity), count: count[identity] as number }))
      .sort((a, b) => b.count - a.count || (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
    const of = <K extends keyof Texts | 'who'>(name: K): string | null => read.find((one) => one[name])?.[name] ?? null;
    const texts = Object.fromEntries(TEXTS.map((name) => [name, of(name)])) as Texts;
    return { ...texts, who: of('who') };
  }

  /** By row id of an identity: events that were denied. */
  private denied(): Float64Array {
    if (!this.deniedOf) {
      const outcomes = this.events.outcomes();
      const { identity } = this.events.columns;
      const denied = new Float64Array(this.keyOf.length);
      const batches = new IdBatches(this.events.all);
      for (let n = batches.next(); n > 0; n = batches.next())
        for (let i = 0; i < n; i++) {
          const record = batches.ids[i] as number;
          if (outcomes.of(record) === DENIED) denied[identity[record] as number] = (denied[identity[record] as number] as number) + 1;
        }
      this.deniedOf = denied;
    }
    return this.deniedOf;
  }
}

/** AWS, "IAM identifiers": AKIA begins access keys, ASIA temporary ones of STS. */
export function typeOfKey(key: string): KeyFacts['type'] {
  if (key.startsWith('AKIA')) return 'long-term';
  return key.startsWith('ASIA') ? 'temporary' : null;
}

function readKeys(db: ReadConnection): { keyOf: Uint32Array; issuedToOf: Uint32Array } {
  const last = (db.prepare('SELECT max(id) FROM identities').pluck().get() as number | null) ?? 0;
  const keyOf = new Uint32Array(last + 1);
  const issuedToOf = new Uint32Array(last + 1);
  // Sign-ins have an empty text there: that is no key.
  const empty = db.prepare(TERM_IDS).pluck().get(termHash(''), '') as number | undefined;
  const rows = db.prepare('SELECT id, access_key, issued_to FROM identities').raw().iterate() as IterableIterator<[number, number, number]>;
  for (const [id, key, issuedTo] of rows) {
    keyOf[id] = key === empty ? 0 : key;
    issuedToOf[id] = issuedTo;
  }
  return { keyOf, issuedToOf };
}

const finite = (time: number): number | null => (Number.isFinite(time) ? time : null);
