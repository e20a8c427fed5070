// The edges at one end, backward and forward. Forward edges are those of which backward finds the same: both ways tell one story.

import { typeOfKey } from './credentials.ts';
import { instancesOf, launchesBefore, launchesOf, launchOf } from './launches.ts';
import type { LineageIndex } from './lineage-index.ts';
import { keyRef, type Link, type Ref, refId, sameRef } from './link.ts';
import { ownKeys } from './own-keys.ts';
import { RULES } from './rules/registry.ts';
import { Unread } from './unread.ts';
import { MOST_SPAWNED } from './walk.ts';

/** Launches that one question reads. */
const LAUNCHES = 100;
/** Launches read to find that of one instance. */
const NEAREST = 100;

export class Links {
  /** Calls that were not read, because the question has so many. */
  readonly unread = new Unread();
  /** Whether an end issued more than is followed. */
  isCut = false;
  private launchesLeft = LAUNCHES;
  readonly index: LineageIndex;
  private readonly back = new Map<string, Link[]>();
  private readonly read = new Map<string, Link[]>();
  private readonly forth = new Map<string, Link[]>();

  constructor(index: LineageIndex) {
    this.index = index;
  }

  /** What leads to an end: the edge to follow first, the others after it. What is proven is so by columns: for many ends. */
  parents(to: Ref): Link[] {
    return remembered(this.back, to, () => {
      if (to.kind === 'instance') return this.launch(to.value);
      return to.kind === 'key' ? this.parentsOfKey(to.value, this.issuedTo(to.value)) : [];
    });
  }

  /** The same for an end that is shown: the records that prove an edge were read. */
  parentsRead(to: Ref): Link[] {
    if (to.kind !== 'key') return this.parents(to);
    return remembered(this.read, to, () => {
      const checked = this.issuedTo(to.value).map((link) => this.index.issued.checked(link));
      const proven = checked.filter(({ certainty }) => certainty === 'proven');
      if (proven.length === checked.length) return this.parents(to);
      return [...this.parentsOfKey(to.value, proven), ...checked.filter(({ certainty }) => certainty === 'inferred')];
    });
  }

  /** What an end issued, in order of time, then of the text of the other end. */
  children(from: Ref): Link[] {
    return remembered(this.forth, from, () => {
      const { index } = this;
      const keys = new Set([...index.issued.children(from), ...RULES.flatMap((rule) => rule.candidates(from, index, this.unread))]);
      const ends: Ref[] = [
        ...this.followed([...keys].map((term) => index.credentials.text(term))).map(keyRef),
        ...this.launchedBy(from).map((value): Ref => ({ kind: 'instance', value })),
      ];
      const links = ends.flatMap((end) => this.parents(end)).filter((link) => sameRef(link.from, from));
      return this.ordered(links);
    });
  }

  /** Of more keys than are followed at all, the first as text: whose issuers are looked for, too, costs time. */
  private followed(keys: string[]): string[] {
    if (keys.length <= MOST_SPAWNED) return keys;
    this.isCut = true;
    return keys.sort().slice(0, MOST_SPAWNED);
  }

  /** The keys that an actor or a session has itself, where no edge from it leads there: the first event of each shows it. */
  own(of: Ref, identities: readonly number[]): Link[] {
    const { credentials } = this.index;
    const issued = new Set(this.children(of).map(({ to }) => refId(to)));
    const links = ownKeys(credentials, identities)
      .map(({ key, record, isLearnt }): Link => {
        const why = isLearnt
          ? `Events made with this key carry no more than a principal id, which elsewhere in the case is that of ${of.value}.`
          : `Events made with this key carry the identity of ${of.value}.`;
        return {
          from: of,
          to: keyRef(credentials.text(key)),
          certainty: isLearnt ? 'inferred' : 'proven',
          how: 'Identity',
          why,
          records: [record],
        };
      })
      .filter(({ to }) => !issued.has(refId(to)));
    return this.ordered(links);
  }

  private launch(instance: string): Link[] {
    const launches = launchesBefore(this.index, instance);
    const links = launchOf(this.index, instance, launches.slice(0, NEAREST));
    if (links.length === 0) this.unread.add('RunInstances', launches.slice(NEAREST));
    return links;
  }

  private launchedBy(from: Ref): string[] {
    const launches = launchesOf(this.index, from);
    const read = launches.slice(0, this.launchesLeft);
    this.launchesLeft -= read.length;
    this.unread.add('RunInstances', launches.slice(read.length));
    return instancesOf(this.index, read);
  }

  private issuedTo(value: string): Link[] {
    const term = this.index.credentials.term(value);
    return term === 0 ? [] : this.index.issued.parents(term);
  }

  private parentsOfKey(value: string, proven: Link[]): Link[] {
    const { credentials } = this.index;
    // A long-term key is made by CreateAccessKey and by nothing else; where a caller's key is proven, nothing is left to infer.
    if (typeOfKey(value) === 'long-term' || proven.some(({ from }) => from.kind === 'key')) return proven;
    if (this.identitiesOfKey(value).length === 0) return proven;
    const facts = credentials.facts(credentials.term(value));
    const unread = new Unread();
    for (const rule of RULES) {
      if (proven.length > 0 && !rule.besideProven) continue;
      const inferred = rule.parents(facts, this.index, proven, unread);
      if (inferred.length === 0) continue;
      this.unread.addAll(unread);
      return byWorth([...proven, ...inferred]);
    }
    this.unread.addAll(unread);
    return byWorth(proven);
  }

  private ordered(links: Link[]): Link[] {
    const { index } = this;
    const time = ({ records: [record], to }: Link): number => {
      const at = record === undefined ? null : index.time(record);
      const use = at ?? (to.kind === 'key' ? index.credentials.use(this.identitiesOfKey(to.value)).first : null);
      return use === null || Number.isNaN(use) ? Number.POSITIVE_INFINITY : use;
    };
    const keyed = links.map((link) => ({ link, time: time(link) }));
    return keyed.sort((a, b) => compare(a.time, b.time) || compare(refId(a.link.to), refId(b.link.to))).map(({ link }) => link);
  }

  private identitiesOfKey(value: string): number[] {
    const { credentials } = this.index;
    return credentials.identitiesWith(credentials.keyOf, credentials.term(value));
  }
}

/** A service that obtains a role's keys for someone tells less than what is inferred of whom. Otherwise: what is proven first. */
function byWorth(links: Link[]): Link[] {
  const worth = ({ certainty, from }: Link): number => (certainty === 'inferred' ? 1 : from.value.startsWith('service/') ? 2 : 0);
  return links.sort((a, b) => worth(a) - worth(b));
}

function compare<T extends number | string>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function remembered(map: Map<string, Link[]>, ref: Ref, find: () => Link[]): Link[] {
  const id = refId(ref);
  let links = map.get(id);
  if (!links) {
    links = find();
    map.set(id, links);
  }
  return links;
}
