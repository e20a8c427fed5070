// Who issued some credentials, and what came of them.
import { or } from '../../../shared/filter/tree.ts';
import type { FilterTree } from '../../../shared/filter.ts';
import { type Lineage, type LineageKind, MOST_DEPTH } from '../../../shared/lineage.ts';
import { grouped, plural } from '../../../shared/text.ts';
import type { ReadConnection } from '../../case/open.ts';
import { storable } from '../../case/term-hash.ts';
import { actorsOf } from '../actors/actors.ts';
import { eventsOf } from '../columns/case-events.ts';
import { blastOf } from './blast.ts';
import { lifeOf } from './life.ts';
import { type LineageIndex, lineageIndexOf } from './lineage-index.ts';
import { keyRef, type Ref, sameRef } from './link.ts';
import { Links } from './links.ts';
import { SESSION_FIELDS, sessionIdentities } from './session.ts';
import { Shown } from './shown.ts';
import { chainOf, type Forward, MOST_SPAWNED, spawnedBy, treeOf } from './walk.ts';

export interface LineageQuestion {
  kind: LineageKind;
  value: string;
  /** Generations forward that are listed, at most MOST_DEPTH. */
  depth?: number;
  /** Children of each that are listed. */
  width?: number;
  /** Those of all together. */
  most?: number;
}

/** Branches of one answer. */
const MOST_BRANCHES = 5000;

/** Actors of the same name that a note lists. */
const ALIKE = 10;

/** What was asked about, found in the case. */
interface Asked {
  ref: Ref;
  /** Of an actor or a session. */
  own: { identities: readonly number[]; term: FilterTree } | null;
  /** Other actors that the text names as well; all of them, where it is a session of several. */
  alike: readonly string[];
}

/** Null where the case does not know what was asked about. */
export function lineageOf(
  db: ReadConnection,
  { kind, value, depth = MOST_DEPTH, width = 1000, most = MOST_BRANCHES }: LineageQuestion,
): Lineage | null {
  const index = lineageIndexOf(eventsOf(db));
  const links = new Links(index);
  const shown = new Shown(links);
  const asked = found(index, kind, value);
  if (asked === null) return null;
  const { ref, own } = asked;
  const chain = chainOf({ parents: (to) => links.parentsRead(to) }, ref);
  const forward: Forward = (from) =>
    own && sameRef(from, ref) ? [...links.own(from, own.identities), ...links.children(from)] : links.children(from);
  const { refs, complete } = spawnedBy(forward, ref);
  const tree = treeOf(forward, ref, { depth, width, most });
  const steps = shown.steps(chain);
  const node = shown.node(ref);
  const { blast, notes } = blastOf(index, refs, own);
  const life = ref.kind === 'key' ? lifeOf(index, index.credentials.term(ref.value)) : { moments: [], leftOut: 0 };
  return {
    node,
    root: chain.end === 'root' ? (steps.at(-1)?.from ?? node) : null,
    chain: steps,
    chainEnd: chain.end,
    children: shown.branches(tree.children),
    more: tree.more,
    life: shown.life(life.moments),
    blast,
    notes: [...notesOfAsked(asked, links, life.leftOut), ...notesOfSpawned(asked, complete, links), ...notes],
  };
}

function notesOfAsked({ ref, alike }: Asked, links: Links, leftOut: number): string[] {
  const notes: string[] = [];
  const names = `${alike.slice(0, ALIKE).join(', ')}${alike.length > ALIKE ? `, and ${grouped(alike.length - ALIKE)} more` : ''}`;
  if (alike.length > 0 && ref.kind === 'session')
    notes.push(`Several actors have sessions of this name: ${names}. All of them are counted here.`);
  else if (alike.length > 0) notes.push(`What was asked for names other actors, too: ${names}.`);
  const { credentials, issued } = links.index;
  const term = ref.kind === 'key' ? credentials.term(ref.value) : 0;
  const calls = term === 0 ? [] : issued.callsFor(term);
  const callers = links.parentsRead(ref).filter(({ certainty }) => certainty === 'proven');
  if (calls.length > 1 && callers.length > 1)
    notes.push(
      `${grouped(calls.length)} calls of ${grouped(callers.length)} callers hand out this key. AWS issues a key once: these records contradict each other, as anonymised or altered ones do.`,
    );
  const echoes = term === 0 ? [] : issued.echoes(term);
  if (echoes.length > 0) {
    const apis = [...new Set(echoes.map((record) => links.index.apiOf(record)))].sort().slice(0, ALIKE).join(', ');
    notes.push(`Named in answers of calls that hand out no keys, which issue nothing: ${plural(echoes.length, 'event')}, ${apis}.`);
  }
  if (leftOut > 0)
    notes.push(`${plural(leftOut, 'moment')} in the life of this key left out: early changes of it, or late calls that hand it out.`);
  return notes;
}

function notesOfSpawned({ own, ref }: Asked, complete: boolean, { index, unread, isCut }: Links): string[] {
  const notes: string[] = [];
  if (!complete || isCut) {
    const keys = index.credentials.keysOf(own?.identities ?? []).length;
    const others = `More than ${grouped(MOST_SPAWNED)} credentials were spawned, and no more are followed`;
    notes.push(
      keys === 0
        ? `${others}: the others, and what they issued, are neither listed nor in the totals.`
        : `${others}: what the others issued is neither listed nor in the totals. The ${plural(keys, 'key')} that ${ref.value} has itself are all counted.`,
    );
  }
  const texts = unread.texts();
  if (texts.length > 0) notes.push(`Not read: ${texts.join(', ')}. What they tell of issuers, or of what was issued, is missing here.`);
  return notes;
}

function found(index: LineageIndex, kind: LineageKind, text: string): Asked | null {
  const { credentials, events } = index;
  const value = storable(text);
  if (kind === 'key') {
    const term = credentials.term(value);
    return term !== 0 && isKey(index, term) ? { ref: keyRef(value), own: null, alike: [] } : null;
  }
  if (kind === 'actor') {
    const actors = actorsOf(events);
    const [who, ...alike] = actors.find(value).map((number) => actors.dimension.text(number));
    if (who === undefined) return null;
    const term: FilterTree = { kind: 'term', field: 'who', value: who };
    return { ref: { kind, value: who }, own: { identities: credentials.identitiesOfActor(who), term }, alike };
  }
  const identities = sessionIdentities(index, text);
  if (identities.length === 0) return null;
  const [key, ...others] = credentials.keysOf(identities);
  const actors = [...new Set(identities.map((identity) => credentials.whoOf(identity)))].filter((who) => who !== null).sort();
  const isOne = actors.length < 2 || key === credentials.term(value);
  // A session is one set of credentials: with its key, more is known of it. The same name under several roles is several sessions.
  if (key !== undefined && others.length === 0 && isOne) return { ref: keyRef(credentials.text(key)), own: null, alike: [] };
  const term = or(SESSION_FIELDS.map((field): FilterTree => ({ kind: 'term', field, value })));
  return { ref: { kind, value }, own: { identities, term }, alike: actors.length > 1 ? actors : [] };
}

/** Whether a term is a key anywhere: of a caller, or in what a record hands out or asks about. */
function isKey({ credentials, events }: LineageIndex, term: number): boolean {
  if (credentials.identitiesWith(credentials.keyOf, term).length > 0) return true;
  return events.db.prepare('SELECT EXISTS (SELECT 1 FROM key_events WHERE key = ?)').pluck().get(term) === 1;
}
