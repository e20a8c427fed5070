// The first use of each value of an entity's fields, where there was earlier behaviour to compare with. First uses soon after one another stand together.
import { BASELINE, CHANGE_FIELDS, type Change, type Changed, type ChangeField, TOGETHER } from '../../../shared/unusual.ts';
import { parseUserAgent } from '../../decode/user-agent.ts';
import type { CaseEvents } from '../columns/case-events.ts';
import type { Dimension } from '../columns/dimension.ts';
import { COLUMNS } from '../filter/columns.ts';
import { type AskedBefore, type SeenBefore, seenBefore } from './account-before.ts';
import { type Entity, timeTerm } from './entity.ts';
import { countBefore } from './ordered.ts';
import { termOfValue, valuesOf } from './values.ts';

/** Values told of each field. */
const MOST_VALUES = 12;

/** The first use of a value. */
interface FirstUse {
  field: ChangeField;
  /** Number of the value, as in `valuesOf`. */
  value: number;
  /** Place of the event in the entity's order. */
  place: number;
  /** ms UTC. */
  at: number;
  /** Events of the entity with it. */
  count: number;
}

/** First uses that belong together, before they are told. */
export interface ChangeGroup {
  entity: Entity;
  /** ms UTC of the first of them. */
  at: number;
  /** In order of time. */
  uses: FirstUse[];
  /** Different fields. */
  fields: number;
  /** Events of the entity before. */
  before: number;
  /** By field: its values before. */
  values: ReadonlyMap<ChangeField, number>;
}

/** What changed together in an entity's events, each with at least BASELINE events before it; in order of time. */
export function changeGroups(entity: Entity): ChangeGroup[] {
  if (entity.count <= BASELINE) return [];
  const combinations = { call: combinationUses(entity, 'call'), origin: combinationUses(entity, 'origin') };
  const all = CHANGE_FIELDS.flatMap((field) => firstUses(entity, field, combinations[COLUMNS[field].of]));
  all.sort((a, b) => a.at - b.at);
  const groups: ChangeGroup[] = [];
  const values = new Map<ChangeField, number>();
  let last = Number.NEGATIVE_INFINITY;
  let group: ChangeGroup | undefined;
  for (const use of all) {
    const { at, field } = use;
    if (!group || at - last > TOGETHER.gap || at - group.at > TOGETHER.whole) {
      group = undefined;
      const before = countBefore(entity.times, at);
      if (before >= BASELINE) {
        group = { entity, at, uses: [], fields: 0, before, values: new Map(values) };
        groups.push(group);
      }
    }
    group?.uses.push(use);
    values.set(field, (values.get(field) ?? 0) + 1);
    last = at;
  }
  for (const one of groups) one.fields = new Set(one.uses.map(({ field }) => field)).size;
  return groups;
}

/** A combination that an entity's events have. */
interface CombinationUse {
  id: number;
  /** Place of the first event with it. */
  first: number;
  count: number;
}

/** By id of a combination its place in the list that is being made, from 1; all 0 between. Kept, as entities are many and small. */
const places = new WeakMap<CaseEvents, Record<'call' | 'origin', Uint32Array>>();

function placesOf(events: CaseEvents): Record<'call' | 'origin', Uint32Array> {
  let made = places.get(events);
  if (!made) {
    const room = (field: 'eventName' | 'userAgent'): Uint32Array => new Uint32Array(events.dimension(field).numbers.length);
    made = { call: room('eventName'), origin: room('userAgent') };
    places.set(events, made);
  }
  return made;
}

function combinationUses({ events, records }: Entity, of: 'call' | 'origin'): CombinationUse[] {
  const column = events.columns[of];
  const at = placesOf(events)[of];
  const uses: CombinationUse[] = [];
  for (let place = 0; place < records.length; place++) {
    const id = column[records[place] as number] as number;
    const known = at[id] as number;
    if (known === 0) at[id] = uses.push({ id, first: place, count: 1 });
    else (uses[known - 1] as CombinationUse).count++;
  }
  for (const { id } of uses) at[id] = 0;
  return uses;
}

/** The first use of every value of a field. */
function firstUses(entity: Entity, field: ChangeField, combinations: readonly CombinationUse[]): FirstUse[] {
  const dimension = valuesOf(entity.events, field);
  const uses = new Map<number, FirstUse>();
  // Combinations come in the order of their first events.
  for (const { id, first, count } of combinations) {
    const value = dimension.numbers[id] as number;
    if (value === 0) continue;
    const use = uses.get(value);
    if (use) use.count += count;
    else uses.set(value, { field, value, place: first, at: entity.time(first), count });
  }
  return [...uses.values()];
}

/** The facts about groups, of one entity or of several, with what was in their accounts before. In pieces. */
export function* changedFacts(events: CaseEvents, groups: readonly ChangeGroup[]): Generator<void, Changed[]> {
  const accounts = events.dimension('accountId');
  const told = groups.flatMap((group) =>
    toldUses(group).map((use) => {
      const account = accounts.numbers[events.columns.call[group.entity.records[use.place] as number] as number] as number;
      return { group, use, account: use.field === 'accountId' || account === 0 ? null : account };
    }),
  );
  const seen = yield* seenBefore(
    events,
    told.map(({ group, use, account }): AskedBefore => ({ field: use.field, value: use.value, account, time: group.at })),
  );
  const changes = told.map(({ group, use, account }, i) => ({
    group,
    change: changeOf(group, use, account === null ? null : accounts.text(account), seen[i] as SeenBefore),
  }));
  return groups.map((group) =>
    factOf(
      group,
      changes.filter((one) => one.group === group).map(({ change }) => change),
    ),
  );
}

/** By field, at most MOST_VALUES of each: in order of time, equal times by text. */
function toldUses({ entity, uses }: ChangeGroup): FirstUse[] {
  return CHANGE_FIELDS.flatMap((field) => {
    const dimension = valuesOf(entity.events, field);
    const own = uses.filter((use) => use.field === field);
    return own.sort((a, b) => a.at - b.at || byText(dimension, a.value, b.value)).slice(0, MOST_VALUES);
  });
}

/** @param a number of a value; @param b another one's */
function byText(dimension: Dimension, a: number, b: number): number {
  return dimension.text(a) < dimension.text(b) ? -1 : 1;
}

function changeOf(
  { entity, values, at: since }: ChangeGroup,
  { field, value, at, count }: FirstUse,
  account: string | null,
  seen: SeenBefore,
): Change {
  const text = valuesOf(entity.events, field).text(value);
  return {
    field,
    at,
    value: text,
    reading: field === 'userAgent' ? readingOf(text) : '',
    count,
    valuesBefore: values.get(field) ?? 0,
    account: { account, ...seen },
    filter: entity.within(termOfValue(field, text), timeTerm(since, null)),
  };
}

/** What an agent claims, in a few words: `aws-cli 1.32.6, Kali Linux, with Botocore 1.34.6`. */
function readingOf(agent: string): string {
  const read = parseUserAgent(agent);
  if (read === null) return '';
  const { tool, version, platform, notes } = read;
  return [version === null ? tool : `${tool} ${version}`, ...(platform === null ? [] : [platform]), ...notes].join(', ');
}

function factOf({ entity, at, uses, before }: ChangeGroup, changes: Change[]): Changed {
  return {
    kind: 'changed',
    at,
    event: entity.id(uses.reduce((first, { place }) => Math.min(first, place), entity.count)),
    filter: entity.within(timeTerm(at, null)),
    to: (uses.at(-1) as FirstUse).at,
    changes,
    fields: CHANGE_FIELDS.map((field) => ({ field, values: uses.filter((use) => use.field === field).length })).filter(
      ({ values }) => values > 0,
    ),
    before: { events: before, first: entity.time(0), last: entity.time(before - 1) },
    since: { events: entity.count - before, last: entity.time(entity.count - 1) },
  };
}
