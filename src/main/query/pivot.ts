// All about one actor, key, address or other entity: when, how often, what, and what else appears with it.
import type { SeenCount } from '../../shared/domain.ts';
import { and, or } from '../../shared/filter/tree.ts';
import { type FilterTree, parseFilter, printTree } from '../../shared/filter.ts';
import { valueInTerm } from '../../shared/filter-edit.ts';
import { hasForms, PIVOT_FIELDS, type PivotKind, RELATED_FIELDS } from '../../shared/pivots.ts';
import { caseZone } from '../case/facts.ts';
import type { ReadConnection } from '../case/open.ts';
import type { JobControl } from '../jobs/progress.ts';
import { FORM_FIELDS } from './actors/actors.ts';
import { countBits, intersect } from './columns/bits.ts';
import { eventsOf } from './columns/case-events.ts';
import { unreadableOf } from './columns/outcomes.ts';
import type { Select } from './columns/select.ts';
import type { Selection } from './columns/selections.ts';
import { countFacets, type FacetValues } from './facets.ts';
import { invalid } from './filter/plan.ts';
import { type LifeBin, lifeLine, type PivotFacts, pivotFacts } from './pivots/facts.ts';
import { subjectOf, whoOf } from './pivots/subject.ts';
import { readResources } from './resources/read-resources.ts';
import { countResources, RESOURCE } from './resources/resource-facet.ts';

/** Values of each. */
const TOP = 50;

/** Resources are counted among so many events at most: their records are read for it. */
export const MOST_READ = 20_000;

interface PivotQuestion {
  kind: PivotKind;
  /** Exact text; a value that contains `*` is matched as a pattern. */
  value: string;
  /** Only events that this leaves, too. */
  filter?: string;
  /** Values of each related field, 0 for all. */
  top?: number;
  /** IANA zone whose days are counted; by default the case's. */
  zone?: string;
  /** Whether to count resources too, where the entity has at most MOST_READ events. */
  resources?: boolean;
}

export interface Pivot extends PivotFacts {
  kind: PivotKind;
  value: string;
  /** Of an actor: its id, where the value is one or means exactly one; null where it is a name as recorded. */
  who: string | null;
  /** The filter that gives the events of the entity. */
  filter: string;
  /** Different accounts and regions in its events. */
  accounts: number;
  regions: number;
  life: LifeBin[];
  /** The actors whose events these are, as `who` has them: more than one where an actor is asked for by a name that several bear. */
  actors: SeenCount[];
  /** Of an actor asked for by a name as recorded: the events of these actors that record another name, and the filter that gives all of theirs; null where there are none. */
  otherwise: { events: number; filter: string } | null;
  /** Of an actor, key or session: every form in which records name it, by field. */
  forms: Record<string, SeenCount[]>;
  /** What else its events have, by field; the entity's own field is left out. */
  related: Record<string, SeenCount[]>;
  /** Different values of `who`, and of each field that stands in `forms` or `related`: those listed are the most frequent. */
  distinct: Record<string, number>;
  /** Hashes of items that could not be read for it. */
  unreadable: readonly string[];
}

/**
 * From columns only, unless `resources` asks for more, or the entity is a resource.
 * @param select from filter text to events; by default all that it leaves. Errors: FILTER_INVALID, CANCELLED.
 */
export async function pivot(
  db: ReadConnection,
  { kind, value, filter: within = '', top = TOP, resources = false, zone = caseZone(db) }: PivotQuestion,
  control: JobControl = {},
  select?: Select,
): Promise<Pivot> {
  const parsed = parseFilter(within);
  if ('problem' in parsed) throw invalid(parsed.problem.column, parsed.problem.message, parsed.problem.mend);
  const events = eventsOf(db);
  const subject = subjectOf(events, kind, value);
  const filter = printTree(and([subject, parsed.tree]));
  await events.failedSignIns().read(control);
  const all = (text: string) => (select ? select(text) : events.selections.select(text, control));
  const selection = await all(filter);
  const facts = pivotFacts(events, selection, zone);
  const related = countFacets(events, selection, { names: RELATED_FIELDS, top });
  const asksResources = resources && kind !== RESOURCE && selection.count <= MOST_READ;
  const read = asksResources ? await readResources(events, selection, control) : null;
  const others: Counted = { ...without(related, ownFields(kind)), ...(read && { [RESOURCE]: countResources(events, selection, { top }) }) };
  const actors: Counted = countFacets(events, selection, { names: ['who'], top: TOP });
  const forms: Counted = hasForms(kind) ? countFacets(events, selection, { names: FORM_FIELDS, top }) : {};
  return {
    kind,
    value,
    who: kind === 'actor' ? whoOf(subject) : null,
    filter,
    ...facts,
    accounts: related.accountId?.distinct ?? 0,
    regions: related.awsRegion?.distinct ?? 0,
    life: lifeLine(events, selection, facts),
    actors: actors.who?.values ?? [],
    // Of more actors than are listed nothing is told: it would be a part.
    otherwise:
      isRecordedName(subject) && (actors.who?.distinct ?? 0) <= TOP
        ? await otherwise(actors.who?.values ?? [], parsed.tree, selection, all)
        : null,
    forms: mapped(
      forms,
      ({ values }) => values,
      ({ distinct }) => distinct > 0,
    ),
    related: mapped(others, ({ values }) => values),
    distinct: mapped({ ...forms, ...others, ...actors }, ({ distinct }) => distinct),
    unreadable: [...new Set([...unreadableOf(events, selection), ...(read?.unreadable ?? [])])].sort(),
  };
}

function isRecordedName(subject: FilterTree): boolean {
  return subject.kind === 'term' && subject.field === 'actor' && !subject.value.includes('*');
}

/** Events of actors beside those selected, among what a filter leaves: their records have other names, as copies in another account's trail or a role's other sessions. */
async function otherwise(actors: readonly SeenCount[], within: FilterTree, { bits }: Selection, all: Select): Promise<Pivot['otherwise']> {
  if (actors.length === 0) return null;
  const filter = printTree(
    and([or(actors.map(({ value }) => ({ kind: 'term', field: 'who', value: valueInTerm('who', value) }))), within]),
  );
  const theirs = await all(filter);
  const events = theirs.count - countBits(intersect(theirs.bits.slice(), bits));
  return events === 0 ? null : { events, filter };
}

/** Fields that would only repeat what the entity is: an actor's names stand among its forms. */
function ownFields(kind: PivotKind): readonly string[] {
  return kind === 'actor' ? ['actor', 'who'] : [PIVOT_FIELDS[kind]];
}

/** Counted values by field. */
type Counted = Record<string, Pick<FacetValues, 'values' | 'distinct'>>;

function without(counted: Counted, fields: readonly string[]): Counted {
  return Object.fromEntries(Object.entries(counted).filter(([field]) => !fields.includes(field)));
}

function mapped<T>(
  counted: Counted,
  of: (one: Counted[string]) => T,
  isWanted: (one: Counted[string]) => boolean = () => true,
): Record<string, T> {
  return Object.fromEntries(Object.entries(counted).flatMap(([field, one]) => (isWanted(one) ? [[field, of(one)]] : [])));
}
