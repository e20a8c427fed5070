// Which actors and access keys of a case changed most at once: one walk for each kind, found with the first question.
import { printTree } from '../../../shared/filter.ts';
import { BASELINE, type UnusualActor, type UnusualActors } from '../../../shared/unusual.ts';
import { caseZone } from '../../case/facts.ts';
import type { CaseEvents } from '../columns/case-events.ts';
import { type ChangeGroup, changedFacts, changeGroups } from './changes.ts';
import { Entity, valueTerm } from './entity.ts';
import { withTimes } from './ordered.ts';

/** Rows that are kept. */
const KEPT = 200;

const KINDS = [
  { kind: 'actor', field: 'who' },
  { kind: 'key', field: 'accessKeyId' },
] as const;

interface Candidate {
  kind: UnusualActor['kind'];
  value: string;
  /** Of its groups, the one with most fields; of several, with most events before. */
  group: ChangeGroup;
}

const found = new WeakMap<CaseEvents, UnusualActors>();

/** The first `top` (at most 200) of those at whose events anything changed. */
export function unusualActors(events: CaseEvents, top: number): UnusualActors {
  let all = found.get(events);
  if (!all) {
    all = find(events);
    found.set(events, all);
  }
  return { ...all, rows: all.rows.slice(0, top) };
}

function find(events: CaseEvents): UnusualActors {
  const zone = caseZone(events.db);
  const candidates: Candidate[] = [];
  let short = 0;
  for (const { kind, field } of KINDS) {
    const dimension = events.dimension(field);
    for (const { number, records } of entitiesOf(events, dimension.numbers, dimension.size)) {
      const value = dimension.text(number);
      // The empty text is no key, and nobody.
      if (value === '') continue;
      if (records.length <= BASELINE) {
        short++;
        continue;
      }
      const group = largest(changeGroups(new Entity(events, printTree(valueTerm(field, value)), withTimes(events, records), zone)));
      if (group) candidates.push({ kind, value, group });
    }
  }
  const first = candidates.sort(byChanges).slice(0, KEPT);
  const facts = changedFacts(
    events,
    first.map(({ group }) => group),
  );
  const rows = first.map(
    ({ kind, value, group: { entity } }, i): UnusualActor => ({
      kind,
      value,
      filter: entity.filter,
      events: entity.count,
      first: entity.time(0),
      last: entity.time(entity.count - 1),
      change: facts[i] as UnusualActor['change'],
    }),
  );
  return { rows, total: candidates.length, short };
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

function byChanges(a: Candidate, b: Candidate): number {
  return (
    b.group.fields - a.group.fields ||
    b.group.before - a.group.before ||
    (a.value === b.value ? 0 : a.value < b.value ? -1 : 1) ||
    (a.kind === b.kind ? 0 : a.kind < b.kind ? -1 : 1)
  );
}
