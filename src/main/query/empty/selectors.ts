// Event selectors of a trail, basic ones put as advanced ones, and whether they select a kind of events. Pure.
// Source: AWS CloudTrail API Reference, EventSelector, DataResource, AdvancedEventSelector and AdvancedFieldSelector.

import type { Category, Reason } from '../../../shared/empty.ts';
import { isObject } from '../../ingest/json-scan.ts';

const OPERATORS = ['Equals', 'StartsWith', 'EndsWith', 'NotEquals', 'NotStartsWith', 'NotEndsWith'] as const;
type Operator = (typeof OPERATORS)[number];

interface FieldSelector {
  field: string;
  operators: Partial<Record<Operator, string[]>>;
}

/** All of its fields must fit. */
export type Selector = FieldSelector[];

/** Values of one list that are read, and characters of each. */
const MOST_VALUES = 1000;
const LONGEST = 2048;

export function advancedSelectors(list: readonly unknown[]): Selector[] {
  return list.filter(isObject).map(({ FieldSelectors }) => {
    const fields = Array.isArray(FieldSelectors) ? (FieldSelectors as unknown[]).filter(isObject) : [];
    return fields.slice(0, MOST_VALUES).map((one) => {
      const operators: FieldSelector['operators'] = {};
      for (const operator of OPERATORS) if (Object.hasOwn(one, operator)) operators[operator] = texts(one[operator]);
      return { field: typeof one.Field === 'string' ? one.Field.slice(0, LONGEST) : '', operators };
    });
  });
}

/** ARNs that stand for all resources of their kind. */
const ALL_RESOURCES = /^arn:[a-z-]+:(s3|s3:::|lambda|dynamodb)$/;

export function basicSelectors(list: readonly unknown[]): Selector[] {
  return list.filter(isObject).flatMap((one) => {
    const effect: Selector =
      one.ReadWriteType === 'ReadOnly'
        ? [equals('readOnly', 'true')]
        : one.ReadWriteType === 'WriteOnly'
          ? [equals('readOnly', 'false')]
          : [];
    const selectors: Selector[] = [];
    if (one.IncludeManagementEvents !== false) {
      const excluded = texts(one.ExcludeManagementEventSources);
      const sources: Selector = excluded.length === 0 ? [] : [{ field: 'eventSource', operators: { NotEquals: excluded } }];
      selectors.push([equals('eventCategory', 'Management'), ...effect, ...sources]);
    }
    for (const resource of Array.isArray(one.DataResources) ? (one.DataResources as unknown[]).filter(isObject) : []) {
      const type = typeof resource.Type === 'string' ? resource.Type.slice(0, LONGEST) : '';
      const values = texts(resource.Values);
      const arns: Selector = values.some((value) => ALL_RESOURCES.test(value))
        ? []
        : [{ field: 'resources.ARN', operators: { StartsWith: values } }];
      selectors.push([equals('eventCategory', 'Data'), equals('resources.type', type), ...effect, ...arns]);
    }
    return selectors;
  });
}

function equals(field: string, value: string): FieldSelector {
  return { field, operators: { Equals: [value] } };
}

function texts(value: unknown): string[] {
  if (!Array.isArray(value)) return [];
  return (value as unknown[])
    .filter((one) => typeof one === 'string')
    .slice(0, MOST_VALUES)
    .map((one) => one.slice(0, LONGEST));
}

/** A value that an event must have: exactly, or as its beginning. */
export interface Known {
  text: string;
  open: boolean;
}

/** What is known of the events of a kind; of a field that is not here, nothing is. */
export interface KindFacts {
  category: Category;
  effect: 'read' | 'write' | null;
  /** By the name of the field in a selector; alternatives. */
  fields: ReadonlyMap<string, readonly Known[]>;
}

interface Selected {
  selected: 'all' | 'some' | 'none';
  reason: Reason;
}

/** Whether selectors select all, some or none of the events of a kind, as far as is known of them. */
export function selectedBy(selectors: readonly Selector[], kind: KindFacts): Selected {
  const effects = kind.effect === null ? (['read', 'write'] as const) : [kind.effect];
  const each = effects.map((effect) => bestOf(selectors.map((selector) => selectorFits(selector, { ...kind, effect }))));
  const [first = NONE, second = first] = each;
  if (first.selected === second.selected) return first;
  const only = effects.filter((_, i) => each[i]?.selected === 'all');
  return { selected: 'some', reason: { code: 'narrowed', values: only.length === 1 ? [`readOnly: ${only[0] === 'read'}`] : [] } };
}

const NONE: Selected = { selected: 'none', reason: { code: 'notSelected', values: [] } };

function bestOf(all: readonly Selected[]): Selected {
  const excluded = all.find(({ reason }) => reason.code === 'excluded');
  return all.find(({ selected }) => selected === 'all') ?? all.find(({ selected }) => selected === 'some') ?? excluded ?? NONE;
}

/** Conditions of one selector that may leave events out, told with their first values. */
const TOLD = 4;

function selectorFits(selector: Selector, kind: KindFacts): Selected {
  const category = selector.find(({ field }) => field === 'eventCategory');
  // AWS demands one of every selector; without one it cannot be told what it is about.
  if (!category || meets(category, [{ text: kind.category, open: false }]) !== 'yes') return NONE;
  const narrowing: FieldSelector[] = [];
  for (const one of selector) {
    const known = one.field === 'readOnly' ? effectOf(kind) : one.field === 'eventCategory' ? null : (kind.fields.get(one.field) ?? []);
    if (known === null) continue;
    const answer = meets(one, known);
    if (answer === 'no') {
      const source = one.field === 'eventSource' && one.operators.NotEquals !== undefined;
      return source ? { selected: 'none', reason: { code: 'excluded', values: one.operators.NotEquals ?? [] } } : NONE;
    }
    if (answer === 'maybe') narrowing.push(one);
  }
  if (narrowing.length === 0) return { selected: 'all', reason: { code: 'selected', values: [] } };
  return { selected: 'some', reason: { code: 'narrowed', values: narrowing.map(described) } };
}

function effectOf({ effect }: KindFacts): Known[] {
  return effect === null ? [] : [{ text: String(effect === 'read'), open: false }];
}

/** `resources.ARN starts with arn:aws:s3:::logs/`: as a selector says it. */
function described({ field, operators }: FieldSelector): string {
  const parts = (Object.entries(operators) as [Operator, string[]][]).map(([operator, values]) => {
    const more = values.length > TOLD ? ` and ${values.length - TOLD} more` : '';
    return `${OPERATOR_WORDS[operator]} ${values.slice(0, TOLD).join(', ')}${more}`;
  });
  return `${field} ${parts.join(' and ')}`;
}

const OPERATOR_WORDS: Readonly<Record<Operator, string>> = {
  Equals: 'is',
  StartsWith: 'starts with',
  EndsWith: 'ends with',
  NotEquals: 'is not',
  NotStartsWith: 'does not start with',
  NotEndsWith: 'does not end with',
};

type Meets = 'yes' | 'maybe' | 'no';

/** Whether a field's condition holds for every value that it may have: of nothing known, it may. */
function meets({ operators }: FieldSelector, known: readonly Known[]): Meets {
  if (known.length === 0) return 'maybe';
  const answers = known.map((one) => valueFits(operators, one));
  return answers.every((answer) => answer === 'yes') ? 'yes' : answers.every((answer) => answer === 'no') ? 'no' : 'maybe';
}

function valueFits(operators: FieldSelector['operators'], known: Known): Meets {
  const { Equals, StartsWith, EndsWith, NotEquals, NotStartsWith, NotEndsWith } = operators;
  const wanted = [
    ...(Equals ?? []).map((value) => isEqual(value, known)),
    ...(StartsWith ?? []).map((value) => begins(value, known)),
    ...(EndsWith ?? []).map((value) => ends(value, known)),
  ];
  const unwanted = [
    ...(NotEquals ?? []).map((value) => isEqual(value, known)),
    ...(NotStartsWith ?? []).map((value) => begins(value, known)),
    ...(NotEndsWith ?? []).map((value) => ends(value, known)),
  ];
  const asksForOne = Equals !== undefined || StartsWith !== undefined || EndsWith !== undefined;
  if (unwanted.includes('yes') || (asksForOne && wanted.every((answer) => answer === 'no'))) return 'no';
  return unwanted.includes('maybe') || (asksForOne && !wanted.includes('yes')) ? 'maybe' : 'yes';
}

function isEqual(value: string, { text, open }: Known): Meets {
  if (!open) return value === text ? 'yes' : 'no';
  return value.startsWith(text) ? 'maybe' : 'no';
}

function begins(value: string, { text, open }: Known): Meets {
  if (text.startsWith(value)) return 'yes';
  return open && value.startsWith(text) ? 'maybe' : 'no';
}

function ends(value: string, { text, open }: Known): Meets {
  if (open) return 'maybe';
  return text.endsWith(value) ? 'yes' : 'no';
}
