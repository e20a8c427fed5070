// A comparison in sentences that are facts: counts, values and times, no score. For window and command line alike. Pure.
import { COMPARED_WORDS, type ComparedSide, type ComparedValue, type Comparison, type FieldComparison } from './compare.ts';
import { cut, link, type Part, type Sentence, span } from './empty-words-parts.ts';
import { printTerm } from './filter.ts';
import { bothFilters } from './filter-edit.ts';
import { grouped, lengthWords, plural } from './text.ts';

/** Values named in a sentence; of more, only how many there are, and the most frequent. */
const NAMED = 3;

/** Fields told of in the summary: those that tell one hand from another. */
const TOLD: ReadonlySet<FieldComparison['field']> = new Set([
  'sourceIPAddress',
  'network',
  'country',
  'list',
  'tool',
  'platform',
  'awsRegion',
  'eventName',
  'accessKeyId',
  'who',
  'sessionName',
  'hour',
]);

type Which = 'a' | 'b';

/** What the two sets are, how they lie in time, and a sentence for each field that tells them apart, or not. */
export function compareFacts(comparison: Comparison): Sentence[] {
  const { a, b, fields } = comparison;
  const sentences = [sideSentence('A', a, comparison.zone), sideSentence('B', b, comparison.zone)];
  if (a.events === 0 || b.events === 0) return [...sentences, ['With no event on one side there is nothing to compare.']];
  sentences.push([togetherWords(comparison)], ...timeWords(a, b));
  for (const field of fields) if (TOLD.has(field.field)) sentences.push(...fieldSentence(field, a, b));
  return sentences;
}

function sideSentence(name: string, side: ComparedSide, zone: string): Sentence {
  const { filter, events, first, last, denied, writes, sessions } = side;
  if (events === 0) return [`${name}: no event.`];
  const when = first === null || last === null ? 'undated' : span({ from: first, to: last }, zone);
  const details = [
    `${share(denied, events)} denied`,
    `${share(writes, events)} that write`,
    ...(sessions > 0 ? [plural(sessions, 'temporary key')] : []),
  ];
  return [`${name}: `, link(plural(events, 'event'), filter), `, ${when}; ${details.join(', ')}.`];
}

/** `12 of 84` */
function share(n: number, of: number): string {
  return `${grouped(n)} of ${grouped(of)}`;
}

function togetherWords({ a, b, overlap }: Comparison): string {
  if (overlap === 0) return 'No event is in both.';
  const whole = [...(overlap === a.events ? ['all of A'] : []), ...(overlap === b.events ? ['all of B'] : [])];
  const which = whole.length > 0 ? `, ${whole.join(' and ')}` : '';
  return `${plural(overlap, 'event is', 'events are')} in both${which}, and counted on both sides.`;
}

function timeWords(a: ComparedSide, b: ComparedSide): Sentence[] {
  if (a.first === null || a.last === null || b.first === null || b.last === null) return [];
  if (b.first > a.last) return [[`B begins ${lengthWords(b.first - a.last)} after the last event of A.`]];
  if (a.first > b.last) return [[`A begins ${lengthWords(a.first - b.last)} after the last event of B.`]];
  return [];
}

function fieldSentence(field: FieldComparison, a: ComparedSide, b: ComparedSide): Sentence[] {
  const { both, onlyA, onlyB, distinct, none } = field;
  const { title, one, many } = COMPARED_WORDS[field.field];
  if (distinct.a + distinct.b === 0) return [];
  const common = both.distinct === 0 ? `No ${one} in common.` : `${plural(both.distinct, one, many)} in common`;
  const ended: Part[] =
    both.distinct === 0
      ? [common]
      : both.values.length === both.distinct && both.distinct <= NAMED
        ? [`${common}: `, ...listed(both.values), '.']
        : [`${common}.`];
  if (field.field === 'hour')
    return [[`${title}: A ${hoursOf(field, 'a')}; B ${hoursOf(field, 'b')}. `, both.distinct === 0 ? common : `${common}.`]];
  // Where most of one side has none, the few values of the rest do not make the two alike.
  const isSame = onlyA.distinct + onlyB.distinct === 0 && none.a + none.b === 0;
  if (isSame) return [[`${title}: the same on both sides. `, ...ended]];
  return [[`${title}: `, ...sideParts('A', field, 'a', a), '; ', ...sideParts('B', field, 'b', b), '. ', ...ended]];
}

/** Hours with events as stretches of the clock: `09:00–16:00, 20:00–21:00`. */
function hoursOf(field: FieldComparison, which: Which): string {
  const own = [...field.both.values, ...(which === 'a' ? field.onlyA : field.onlyB).values].map(({ value }) => Number(value.slice(0, 2)));
  const stretches: { from: number; to: number }[] = [];
  for (const hour of own.sort((x, y) => x - y)) {
    const last = stretches.at(-1);
    if (last?.to === hour) last.to = hour + 1;
    else stretches.push({ from: hour, to: hour + 1 });
  }
  const clock = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;
  return stretches.map(({ from, to }) => `${clock(from)}–${clock(to)}`).join(', ') || 'none';
}

function listed(values: readonly ComparedValue[]): Part[] {
  return values.flatMap(({ value }, i) => [i === 0 ? '' : ', ', cut(value)]);
}

/** `A only 203.0.113.25 (84 of 84 events)` */
function sideParts(name: string, field: FieldComparison, which: Which, side: ComparedSide): Part[] {
  const { one, many } = COMPARED_WORDS[field.field];
  const distinct = field.distinct[which];
  if (distinct === 0) return [`${name} none known`];
  const own = [...field.both.values, ...(which === 'a' ? field.onlyA : field.onlyB).values]
    .filter((value) => value[which] !== null)
    .sort((x, y) => (y[which]?.count ?? 0) - (x[which]?.count ?? 0) || (x.value < y.value ? -1 : 1));
  const parts = own
    .slice(0, NAMED)
    .map((value, i): Part[] => [i === 0 ? ' ' : ', ', cut(value.value), ' (', countDoor(value, which, side), ')']);
  const without = noneParts(field, which, side);
  if (distinct === 1) return [`${name} only`, ...parts.flat(), ...without];
  const more = distinct - parts.length;
  return [`${name} ${plural(distinct, one, many)}:`, ...parts.flat(), ...(more > 0 ? [` and ${grouped(more)} more`] : []), ...without];
}

/** `, none for 84 of 108 events`; nothing where each event has one. */
function noneParts({ field, none }: FieldComparison, which: Which, side: ComparedSide): Part[] {
  if (none[which] === 0) return [];
  const opens = field === 'hour' || field === 'weekday' ? null : bothFilters(side.filter, printTerm({ field, value: '', negated: false }));
  const words = ofEvents(none[which], side);
  return [', none for ', opens === null ? words : link(words, opens)];
}

function countDoor({ filter, ...seen }: ComparedValue, which: Which, side: ComparedSide): Part {
  const words = ofEvents(seen[which]?.count ?? 0, side);
  const opens = filter === null ? null : bothFilters(side.filter, filter);
  return opens === null ? words : link(words, opens);
}

function ofEvents(n: number, { events }: ComparedSide): string {
  return `${share(n, events)}${events === 1 ? ' event' : ' events'}`;
}
