// Indicators of the cited events: values of a few fields, each with how often and when the whole case has it.
import type { AddressData, AddressKind } from '../../../shared/addresses.ts';
import { listLabel } from '../../../shared/watch-lists.ts';
import { addressData } from '../../query/addresses/address-answers.ts';
import { listsOf } from '../../query/addresses/case-lists.ts';
import { addressFactsOf, listNamesOf } from '../../query/addresses/fields.ts';
import type { CaseEvents } from '../../query/columns/case-events.ts';
import { tallyCombination, tallyValues } from '../../query/columns/tally.ts';
import { COLUMNS, type ColumnField } from '../../query/filter/columns.ts';
import { inShownOrder } from '../item-order.ts';
import { type CitedContext, type CitedEvent, citedOf, conflictsIn, groupedByAll, numberIn } from './cited.ts';
import { keysOfExhibits } from './keys.ts';

/** Values of each kind that are listed. */
const MOST_INDICATORS = 100;

export interface Indicator {
  value: string;
  /** In the whole case; ms UTC. */
  events: number;
  first: number | null;
  last: number | null;
  exhibits: readonly number[];
  /** Exhibits of which another delivery says otherwise. */
  disputed: readonly number[];
}

export interface AddressIndicator extends Indicator {
  kind: AddressKind;
  country: string | null;
  network: string | null;
  /** Names of watch lists. */
  lists: string[];
}

export interface KeyIndicator extends Indicator {
  /** Exhibits that hand it out, and that are about it, without being made with it. */
  issued: readonly number[];
  about: readonly number[];
}

export interface Listed<T> {
  rows: T[];
  /** Values that are not listed. */
  more: number;
}

interface ListHit {
  /** With its day. */
  label: string;
  addresses: string[];
  /** Events in the whole case from those addresses. */
  events: number;
  exhibits: number[];
}

export interface IndicatorsFacts {
  /** Public ones first; see `kind`. */
  addresses: Listed<AddressIndicator>;
  keys: Listed<KeyIndicator>;
  agents: Listed<Indicator>;
  sessions: Listed<Indicator>;
  lists: { hits: ListHit[]; all: number; differences: readonly string[] };
  data: { used: AddressData; differences: readonly string[] };
  /** Exhibits of which deliveries contradict each other. */
  conflicts: number[];
}

/** In order of the first exhibit, then of the text. */
export function indicatorsFacts(context: CitedContext): IndicatorsFacts {
  const cited = citedOf(context);
  const { events, list } = cited;
  const lookUp = addressFactsOf(events);
  const listsOn = listNamesOf(events);
  const numberOf = events.dimension('sourceIPAddress');
  const found = valuesOf(context, list, 'sourceIPAddress');
  const addresses = found.map((one): AddressIndicator => ({ ...one, ...lookUp(one.value), lists: listsOn(numberOf.numberOf(one.value)) }));
  const { used, differences } = addressData(events.db);
  return {
    addresses: listed(addresses),
    keys: listed(keyIndicators(context)),
    agents: listed(valuesOf(context, list, 'userAgent')),
    sessions: listed(valuesOf(context, list, 'sessionName')),
    lists: { ...hitsOf(events, addresses), differences: listsOf(events).differences },
    conflicts: conflictsIn(cited),
    data: { used, differences: differences.filter((one) => !listsOf(events).differences.includes(one)) },
  };
}

function listed<T>(rows: readonly T[]): Listed<T> {
  return { rows: rows.slice(0, MOST_INDICATORS), more: Math.max(0, rows.length - MOST_INDICATORS) };
}

function valuesOf(context: CitedContext, list: readonly CitedEvent[], field: ColumnField): Indicator[] {
  const { events } = citedOf(context);
  const dimension = events.dimension(field);
  const exhibits = groupedByAll(list, (record) => numberIn(events, field, record));
  exhibits.delete(0);
  if (exhibits.size === 0) return [];
  const counts = countsOf(events, field);
  const found = [...exhibits].map(([number, own]) => ({ value: dimension.text(number), ...counts(number), ...own }));
  return inFirstOrder(
    context,
    found.filter(({ value }) => value !== ''),
  );
}

/** In order of the first exhibit, then of the text. */
function inFirstOrder<T extends Indicator>(context: CitedContext, found: readonly T[]): T[] {
  return inShownOrder(context, found, ({ value }) => value).sort((a, b) => (a.exhibits[0] as number) - (b.exhibits[0] as number));
}

/** How often the case has a value, by its number in the field's dimension; 0: never. */
function countsOf(events: CaseEvents, field: ColumnField): (number: number) => Pick<Indicator, 'events' | 'first' | 'last'> {
  const dimension = events.dimension(field);
  const tally = tallyValues(tallyCombination(events, COLUMNS[field].of, dimension.numbers.length, events.all), dimension);
  const finite = (at: number | undefined): number | null => (at !== undefined && Number.isFinite(at) ? at : null);
  return (number) =>
    number === 0
      ? { events: 0, first: null, last: null }
      : { events: tally.count[number] ?? 0, first: finite(tally.first[number]), last: finite(tally.last[number]) };
}

/** Keys with which exhibits were made, and those that they hand out or are about, be they used in the case or not. */
function keyIndicators(context: CitedContext): KeyIndicator[] {
  const cited = citedOf(context);
  const { events } = cited;
  const dimension = events.dimension('accessKeyId');
  const counts = countsOf(events, 'accessKeyId');
  const found = [...keysOfExhibits(cited).keys].map(([value, { made, issued, about, disputed }]) => ({
    value,
    ...counts(dimension.numberOf(value)),
    exhibits: [...new Set([...made, ...issued, ...about])].sort((a, b) => a - b),
    disputed,
    issued,
    about,
  }));
  return inFirstOrder(context, found);
}

function hitsOf(events: CaseEvents, addresses: readonly AddressIndicator[]): { hits: ListHit[]; all: number } {
  const { usable } = listsOf(events);
  const hits = usable.flatMap(({ list }) => {
    const own = addresses.filter(({ lists }) => lists.includes(list.name));
    if (own.length === 0) return [];
    const exhibits = [...new Set(own.flatMap((one) => one.exhibits))].sort((a, b) => a - b);
    return [
      { label: listLabel(list), addresses: own.map(({ value }) => value), events: own.reduce((sum, one) => sum + one.events, 0), exhibits },
    ];
  });
  return { hits, all: usable.length };
}
