// Who issued some credentials, and what came of them.
import { or } from '../../../shared/filter/tree.ts';
import type { FilterTree } from '../../../shared/filter.ts';
import type { Blast, Lineage, LineageKind } from '../../../shared/lineage.ts';
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
  /** Generations forward that are listed. */
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
  /** Other actors that the text names as well. */
  alike: readonly string[];
}

/** Null where the case does not know what was asked about. */
export function lineageOf(
  db: ReadConnection,
  { kind, value, depth = 64, width = 1000, most = MOST_BRANCHES }: LineageQuestion,
): Lineage | null {
  const index = lineageIndexOf(eventsOf(db));
  const links = new Links(index);
  const shown = new Shown(links);
  const asked = found(index, kind, value);
  if (asked === null) return null;
  const { ref, own } = asked;
  const chain = chainOf(links, ref);
  const forward: Forward = (from) =>
    own && sameRef(from, ref) ? [...links.own(from, own.identities), ...links.children(from)] : links.children(from);
  const { refs, complete } = spawnedBy(forward, ref);
  const tree = treeOf(forward, ref, { depth, width, most });
  const steps = shown.steps(chain);
  const node = shown.node(ref);
  const blast = blastOf(index, refs, own);
  return {
    node,
    root: steps.at(-1)?.from ?? node,
    chain: steps,
    chainEnd: chain.end,
    children: shown.branches(tree.children),
    more: tree.more,
    life: ref.kind === 'key' ? shown.life(lifeOf(index, index.credentials.term(ref.value))) : [],
    blast,
    notes: [...notesOfAsked(asked, links), ...notesOfSpawned(blast, complete, links)],
  };
}

function notesOfAsked({ ref, alike }: Asked, links: Links): string[] {
  const notes: string[] = [];
  if (alike.length > 0) notes.push(`What was asked for names other actors, too: ${alike.slice(0, ALIKE).join(', ')}.`);
  const { credentials, issued } = links.index;
  const calls = ref.kind === 'key' ? issued.callsFor(credentials.term(ref.value)) : [];
  const callers = links.parents(ref).filter(({ certainty }) => certainty === 'proven');
  if (calls.length > 1 && callers.length > 1)
    notes.push(
      `${grouped(calls.length)} calls of ${grouped(callers.length)} callers hand out this key. AWS issues a key once: these records contradict each other, as anonymised or altered ones do.`,
    );
  return notes;
}

function notesOfSpawned({ filter, keys }: Blast, complete: boolean, { unread }: Links): string[] {
  const notes: string[] = [];
  if (!complete)
    notes.push(`More than ${grouped(MOST_SPAWNED)} credentials were spawned: the others are not followed, and not in the totals.`);
  if (unread > 0)
    notes.push(`${plural(unread, 'launch', 'launches')} of instances were not read: who launched some, or what some did, may be missing.`);
  if (filter === null && keys > 0) notes.push(`${grouped(keys)} keys are too many for one filter.`);
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
  // A session is one set of credentials: with its key, more is known of it.
  if (key !== undefined && others.length === 0) return { ref: keyRef(credentials.text(key)), own: null, alike: [] };
  const term = or(SESSION_FIELDS.map((field): FilterTree => ({ kind: 'term', field, value })));
  return { ref: { kind, value }, own: { identities, term }, alike: [] };
}

/** Whether a term is a key anywhere: of a caller, or in what a record hands out or asks about. */
function isKey({ credentials, events }: LineageIndex, term: number): boolean {
  if (credentials.identitiesWith(credentials.keyOf, term).length > 0) return true;
  return events.db.prepare('SELECT EXISTS (SELECT 1 FROM key_events WHERE key = ?)').pluck().get(term) === 1;
}
