// The edges at one end, backward and forward. Forward edges are those of which backward finds the same: both ways tell one story.
import { instancesOf, launchesBefore, launchesOf, launchOf } from './launches.ts';
import type { LineageIndex } from './lineage-index.ts';
import { keyRef, type Link, type Ref, refId, sameRef } from './link.ts';
import { RULES } from './rules/registry.ts';

/** Launches that one question reads. */
const LAUNCHES = 100;
/** Launches read to find that of one instance. */
const NEAREST = 100;

export class Links {
  /** Launches that were not read, because the question has so many. */
  unread = 0;
  private launchesLeft = LAUNCHES;
  readonly index: LineageIndex;
  private readonly back = new Map<string, Link[]>();
  private readonly forth = new Map<string, Link[]>();

  constructor(index: LineageIndex) {
    this.index = index;
  }

  /** What leads to an end: the edge to follow first, the others after it. */
  parents(to: Ref): Link[] {
    return remembered(this.back, to, () => {
      if (to.kind === 'instance') return this.launch(to.value);
      return to.kind === 'key' ? this.parentsOfKey(to.value) : [];
    });
  }

  /** What an end issued, in order of time, then of the text of the other end. */
  children(from: Ref): Link[] {
    return remembered(this.forth, from, () => {
      const { index } = this;
      const keys = new Set([...index.issued.children(from), ...RULES.flatMap((rule) => rule.candidates(from, index))]);
      const ends: Ref[] = [
        ...[...keys].map((term) => keyRef(index.credentials.text(term))),
        ...this.launchedBy(from).map((value): Ref => ({ kind: 'instance', value })),
      ];
      const links = ends.flatMap((end) => this.parents(end)).filter((link) => sameRef(link.from, from));
      return this.ordered(links);
    });
  }

  /** The keys that an actor or a session has itself, where no edge from it leads there. */
  own(of: Ref, identities: readonly number[]): Link[] {
    const { credentials } = this.index;
    const issued = new Set(this.children(of).map(({ to }) => refId(to)));
    const keys = credentials.keysOf(identities).map((term) => keyRef(credentials.text(term)));
    const why = `Events made with this key carry the identity of ${of.value}.`;
    const links = keys
      .filter((key) => !issued.has(refId(key)))
      .map((to): Link => ({ from: of, to, certainty: 'proven', how: 'Identity', why, records: [] }));
    return this.ordered(links);
  }

  private launch(instance: string): Link[] {
    const launches = launchesBefore(this.index, instance);
    const links = launchOf(this.index, instance, launches.slice(0, NEAREST));
    if (links.length === 0) this.unread += Math.max(0, launches.length - NEAREST);
    return links;
  }

  private launchedBy(from: Ref): string[] {
    const launches = launchesOf(this.index, from);
    const read = launches.slice(0, this.launchesLeft);
    this.launchesLeft -= read.length;
    this.unread += launches.length - read.length;
    return instancesOf(this.index, read);
  }

  private parentsOfKey(value: string): Link[] {
    const { index } = this;
    const term = index.credentials.term(value);
    if (term === 0) return [];
    const proven = index.issued.parents(term);
    const facts = index.credentials.facts(term);
    // A long-term key is made by CreateAccessKey and by nothing else; where a caller's key is proven, nothing is left to infer.
    if (facts.type === 'long-term' || proven.some(({ from }) => from.kind === 'key')) return proven;
    if (facts.identities.length === 0) return proven;
    for (const rule of RULES) {
      if (proven.length > 0 && !rule.besideProven) continue;
      const inferred = rule.parents(facts, index, proven);
      if (inferred.length > 0) return byWorth([...proven, ...inferred]);
    }
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
