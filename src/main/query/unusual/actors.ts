// Which actors and access keys of a case show signs of probing, and which changed most at once: one walk for each kind, found with the first question.
import { printTree } from '../../../shared/filter.ts';
import { BASELINE, CHANGE_FIELDS, type Changed, type UnusualActor, type UnusualActors } from '../../../shared/unusual.ts';
import { caseZone } from '../../case/facts.ts';
import type { CaseEvents } from '../columns/case-events.ts';
import { dimensionInPieces, eachText } from '../columns/derived.ts';
import { InPieces, Pace } from '../pieces.ts';
import { type ChangeGroup, changedFacts, changeGroups } from './changes.ts';
import { Entity, valueTerm } from './entity.ts';
import { withTimes } from './ordered.ts';
import { mayHaveSigns, type Signs, signsOf } from './signs.ts';
import { valuesOf } from './values.ts';

/** Rows that are kept. */
const KEPT = 200;

/** As many fields failures count for where there are too few events to compare: more than the service and the API that are new in any work. */
const FAILURES_AS_FIELDS = 3;

const KINDS = [
  { kind: 'actor', field: 'who' },
  { kind: 'key', field: 'accessKeyId' },
] as const;

interface Candidate {
  kind: UnusualActor['kind'];
  value: string;
  entity: Entity;
  /** Of its groups, the one with most fields; of several, with most events before. Null where there is none. */
  group: ChangeGroup | null;
  /** Null where no call failed. */
  signs: Signs | null;
}

const searches = new WeakMap<CaseEvents, InPieces<UnusualActors>>();

/** The search through all actors and keys of a case. Sign-ins are read for it, if it has not been done. */
export function unusualSearch(events: CaseEvents): InPieces<UnusualActors> {
  let search = searches.get(events);
  if (!search) {
    search = new InPieces(() => find(events));
    searches.set(events, search);
  }
  return search;
}

/** The first `top` (at most 200) of those of which anything is told. */
export function unusualActors(events: CaseEvents, top: number): UnusualActors {
  const all = unusualSearch(events).whole();
  return { ...all, rows: all.rows.slice(0, top) };
}

/** Places in that order, of those of a kind that are kept: by text. */
export function unusualPlaces(events: CaseEvents, kind: UnusualActor['kind']): ReadonlyMap<string, number> {
  return new Map(unusualActors(events, KEPT).rows.flatMap((row, place) => (row.kind === kind ? [[row.value, place] as const] : [])));
}

function* find(events: CaseEvents): Generator<void, UnusualActors> {
  // What all of it needs, one after the other: the first entity would else wait for each.
  yield* eachText(events, 'userAgent');
  for (const field of CHANGE_FIELDS) {
    yield* dimensionInPieces(events, field);
    valuesOf(events, field);
    yield;
  }
  for (const { field } of KINDS) yield* dimensionInPieces(events, field);
  events.publicOrder();
  yield;
  const pace = new Pace();
  const zone = caseZone(events.db);
  const candidates: Candidate[] = [];
  let short = 0;
  for (const { kind, field } of KINDS) {
    const dimension = events.dimension(field);
    for (const { number, records } of entitiesOf(events, dimension.numbers, dimension.size)) {
      const value = dimension.text(number);
      // The empty text is no key, and nobody.
      if (value === '') continue;
      const isShort = records.length <= BASELINE;
      const mayProbe = mayHaveSigns(events, records);
      const candidate =
        isShort && !mayProbe
          ? null
          : candidateOf(kind, value, new Entity(events, printTree(valueTerm(field, value)), withTimes(events, records), zone), mayProbe);
      if (candidate) candidates.push(candidate);
      else if (isShort) short++;
      if (pace.isOver()) yield;
    }
  }
  const first = candidates.sort(byWeight).slice(0, KEPT);
  const groups = first.flatMap(({ group }) => group ?? []);
  const facts = yield* changedFacts(events, groups);
  const rows = first.map(
    ({ kind, value, entity, group, signs }): UnusualActor => ({
      kind,
      value,
      filter: entity.filter,
      events: entity.count,
      first: entity.time(0),
      last: entity.time(entity.count - 1),
      change: group && (facts[groups.indexOf(group)] as Changed),
      signs: signs?.candidates.map((one) => one.make()) ?? [],
    }),
  );
  return { rows, total: candidates.length, short, unreadable: [...events.outcomes().unreadable(events.all)] };
}

function candidateOf(kind: Candidate['kind'], value: string, entity: Entity, mayProbe: boolean): Candidate | null {
  const group = largest(changeGroups(entity)) ?? null;
  const signs = mayProbe ? signsOf(entity) : null;
  return group || (signs && signs.candidates.length > 0) ? { kind, value, entity, group, signs } : null;
}

/** The dated events of each value of a field of identities, in public order. @param numbers by id of an identity */
function* entitiesOf(events: CaseEvents, numbers: Uint32Array, size: number): Generator<{ number: number; records: Uint32Array }> {
  const { ids, dated } = events.publicOrder();
  const { identity } = events.columns;
  const numberAt = (place: number): number => numbers[identity[ids[place] as number] as number] as number;
  const ends = new Uint32Array(size + 1);
  for (let place = 0; place < dated; place++) ends[numberAt(place) + 1] = (ends[numberAt(place) + 1] as number) + 1;
  for (let number = 0; number < size; number++) ends[number + 1] = (ends[number + 1] as number) + (ends[number] as number);
  const records = new Uint32Array(dated);
  const next = ends.slice();
  for (let place = 0; place < dated; place++) {
    const number = numberAt(place);
    const at = next[number] as number;
    records[at] = ids[place] as number;
    next[number] = at + 1;
  }
  for (let number = 1; number < size; number++) {
    const own = records.subarray(ends[number] as number, ends[number + 1] as number);
    if (own.length > 0) yield { number, records: own };
  }
}

function largest(groups: readonly ChangeGroup[]): ChangeGroup | undefined {
  let most: ChangeGroup | undefined;
  // Those with more events before come later.
  for (const group of groups) if (!most || group.fields >= most.fields) most = group;
  return most;
}

/**
 * Those with signs of probing first: by how many APIs were refused in one run, then by tries of one API. Then, and for all others, by how many fields changed
 * together, events before, failures, and text. A key of an hour has no earlier behaviour to depart from.
 */
function byWeight(a: Candidate, b: Candidate): number {
  return (
    Number(b.signs?.isProbing ?? false) - Number(a.signs?.isProbing ?? false) ||
    (a.signs?.isProbing ? (b.signs?.apis ?? 0) - (a.signs.apis ?? 0) || (b.signs?.tries ?? 0) - (a.signs.tries ?? 0) : 0) ||
    fieldsOf(b) - fieldsOf(a) ||
    (b.group?.before ?? 0) - (a.group?.before ?? 0) ||
    (b.signs?.failures ?? 0) - (a.signs?.failures ?? 0) ||
    (a.value === b.value ? 0 : a.value < b.value ? -1 : 1) ||
    (a.kind === b.kind ? 0 : a.kind < b.kind ? -1 : 1)
  );
}

function fieldsOf({ group, entity }: Candidate): number {
  return group?.fields ?? (entity.count <= BASELINE ? FAILURES_AS_FIELDS : 0);
}
