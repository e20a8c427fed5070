// An empty answer in sentences: for the window, the command line and the report alike. Pure.
// Rules: it never says that something did not happen; what is not here is "not in the case"; what configuration says is as of its capture.
import type { CouldShow, Covered, EmptyAnswer, EmptyPlace, EmptyTerm, Presence } from './empty.ts';
import { at, cut, events, inUtc, link, type Part, type Sentence, span, when } from './empty-words-parts.ts';
import { recordingSentences } from './empty-words-recording.ts';
import { spanMeaning, type Tone } from './integrity-words.ts';
import { shapeWords } from './shapes.ts';
import { grouped, lengthWords, plural } from './text.ts';

export { type Part, plainSentence, type Sentence } from './empty-words-parts.ts';

export interface EmptySection {
  id: 'searched' | keyof EmptyAnswer['covered'];
  title: string;
  /** Whether what it is about is covered; null where that is no question. */
  covered: { sign: string; tone: Tone; word: string } | null;
  sentences: readonly Sentence[];
}

/** A filter that gives something, or may. */
interface Try {
  label: string;
  filter: string;
  count: number;
}

interface EmptyWords {
  sign: string;
  tone: Tone;
  headline: string;
  /** What may (not) be concluded. */
  consequence: string;
  tries: readonly Try[];
  sections: readonly EmptySection[];
}

export function emptyWords(answer: EmptyAnswer): EmptyWords {
  if (answer.searched.events === 0) return { ...NO_EVENTS, tries: [], sections: [] };
  const { sign, tone, headline, consequence } = HEADLINES[answer.couldShow];
  const found = answer.search === null ? 'No event matches' : `No event says “${cut(answer.search.text)}”`;
  return {
    sign,
    tone,
    headline: `${found}${headline}`,
    consequence,
    tries: triesOf(answer),
    sections: sectionsOf(answer).filter(({ sentences }) => sentences.length > 0),
  };
}

/** What the logs hold does not matter to a filter that contradicts itself. */
function sectionsOf(answer: EmptyAnswer): EmptySection[] {
  const first: EmptySection = { id: 'searched', title: 'What was searched', covered: null, sentences: searched(answer) };
  if (answer.couldShow === 'never') return [first];
  const sections = SECTIONS.map(({ id, title, yes, say }): EmptySection => {
    const { word, ...mark } = COVERED[answer.covered[id]];
    return { id, title, covered: { ...mark, word: word(yes) }, sentences: say(answer) };
  });
  return [first, ...sections];
}

/** `yes`: the word for what is covered. */
const SECTIONS: readonly { id: keyof EmptyAnswer['covered']; title: string; yes: string; say: (answer: EmptyAnswer) => Sentence[] }[] = [
  { id: 'places', title: 'Accounts and regions', yes: 'covered', say: (answer) => places(answer) },
  { id: 'period', title: 'Period', yes: 'covered', say: (answer) => period(answer) },
  { id: 'recording', title: 'Whether such events are recorded', yes: 'recorded', say: recordingSentences },
  { id: 'attestation', title: 'Whether deliveries are attested', yes: 'attested', say: (answer) => attestation(answer) },
];

const COVERED: Readonly<Record<Covered, { sign: string; tone: Tone; word: (yes: string) => string }>> = {
  yes: { sign: '✓', tone: 'valid', word: (yes) => yes },
  partly: { sign: '◐', tone: 'missing', word: (yes) => `${yes} in part` },
  no: { sign: '∅', tone: 'missing', word: (yes) => `not ${yes}` },
  unknown: { sign: '?', tone: 'unverifiable', word: () => 'not known' },
};

const NO_EVENTS = {
  sign: '∅',
  tone: 'missing',
  headline: 'The case holds no events.',
  consequence: 'Nothing can be found in it, whatever happened: import log files first.',
} as const;

const HEADLINES: Readonly<Record<CouldShow, { sign: string; tone: Tone; headline: string; consequence: string }>> = {
  yes: {
    sign: '✓',
    tone: 'valid',
    headline: ', in logs that could have shown it.',
    consequence:
      'The asked accounts, regions and period are covered, the trail configuration records such events, and AWS’s digests attest the deliveries. ' +
      'The configuration is that of its capture, and CloudTrail does not record every action.',
  },
  partly: {
    sign: '◐',
    tone: 'missing',
    headline: ', and the logs here cover only part of what was asked.',
    consequence: 'In the part that is not covered it may have happened all the same.',
  },
  no: {
    sign: '∅',
    tone: 'missing',
    headline: ', and the logs here could not have shown it.',
    consequence: 'That nothing is found says nothing about whether it happened.',
  },
  unknown: {
    sign: '?',
    tone: 'unverifiable',
    headline: '. Whether the logs here could have shown it is not known.',
    consequence: 'That nothing is found does not prove that it did not happen.',
  },
  never: {
    sign: '✖',
    tone: 'unverifiable',
    headline: ': the filter asks for things that exclude each other.',
    consequence: 'It would find nothing in any case, whatever happened.',
  },
};

function triesOf({ search, terms, recording }: EmptyAnswer): Try[] {
  // Where the filter leaves events, the text is not in them: what another filter would leave says nothing of the text.
  if (search !== null && search.events > 0) return [];
  const tries: Try[] = [];
  for (const { value, filter, count } of terms.flatMap(({ instead }) => instead))
    if (count > 0) tries.push({ label: `${cut(value)} instead`, filter, count });
  for (const { text, without } of terms)
    if (without.count !== null && without.count > 0)
      tries.push({ label: `Without ${cut(text)}`, filter: without.filter, count: without.count });
  for (const { region, filter, count } of recording.elsewhere) if (count > 0) tries.push({ label: `In ${region}`, filter, count });
  return tries;
}

/** Shapes that hold what somebody asked for, not all that was delivered. */
const SELECTED_SHAPES: ReadonlySet<string> = new Set([
  'lookup-events',
  'lookup-text',
  'event-history-csv',
  'query-csv',
  'lake-rows',
  'query-rows',
  'record-csv',
  'wrapped',
  'log-export',
  'prefixed-lines',
]);

function searched({ filter, search, searched: s, terms, zone, contradictions }: EmptyAnswer): Sentence[] {
  const sentences: Sentence[] = [];
  const all: Part[] = [link(events(s.events), ''), ` in ${plural(s.items, 'evidence item')}`];
  if (search === null || search.events === 0) sentences.push(['Searched ', ...all, ' for ', code(filter), '.']);
  else if (filter === '') sentences.push(['Searched the raw records of ', ...all, '.']);
  else
    sentences.push([
      'Searched the raw records of the ',
      link(events(search.events), filter),
      ' that ',
      code(filter),
      ' leaves, of ',
      ...all,
      '.',
    ]);
  const undated = s.undated === 0 ? '' : `, and ${plural(s.undated, 'event')} without a time`;
  sentences.push([
    s.first === null || s.last === null
      ? 'None of them is dated.'
      : `They are from ${span({ from: s.first, to: s.last }, zone)}${inUtc({ from: s.first, to: s.last }, zone)}${undated}.`,
  ]);
  for (const { field, values } of contradictions) sentences.push([contradiction(field, values)]);
  // Of a text search, the filter is to blame only where it leaves nothing to search.
  const blamed = search === null || search.events === 0 ? terms : [];
  sentences.push(...blamed.map((term) => ofTerm(term, zone)));
  if (blamed.length > 1 && !blamed.some(({ without }) => without.count !== 0))
    sentences.push(['Taking away any one part still leaves nothing.']);
  sentences.push(...ofDownloads(s.shapes), ...ofLosses(s));
  return sentences;
}

/** Shapes that are named. */
const SHAPES_TOLD = 3;

function ofDownloads(shapes: EmptyAnswer['searched']['shapes']): Sentence[] {
  const selected = shapes.filter(({ shape }) => SELECTED_SHAPES.has(shape));
  if (selected.length === 0) return [];
  const items = selected.reduce((sum, one) => sum + one.items, 0);
  const names = selected.slice(0, SHAPES_TOLD).map(({ shape }) => shapeWords(shape));
  const more = selected.length > SHAPES_TOLD ? ' and others' : '';
  return [
    [
      `Of the items, ${items === 1 ? 'one is' : `${grouped(items)} are`} no log file of a trail (${names.join('; ')}${more}): what nobody asked for as it was made is not in it.`,
    ],
  ];
}

function ofLosses({ recordProblems, unreadable }: EmptyAnswer['searched']): Sentence[] {
  const lost = [
    ...(recordProblems > 0 ? [`${plural(recordProblems, 'record')} could not become an event`] : []),
    ...(unreadable > 0 ? [`${plural(unreadable, 'item')} could not be read`] : []),
  ];
  if (lost.length === 0) return [];
  return [[`${lost.join(', and ')}: nothing in ${recordProblems + unreadable === 1 ? 'it' : 'them'} can be found.`]];
}

function code(filter: string): Part {
  return filter === '' ? 'everything' : { text: cut(filter), opens: null };
}

function contradiction(field: string, values: readonly string[]): string {
  if (field === 'time')
    return values.length > 0
      ? 'It asks for an event without a time, and for a time.'
      : 'Its times leave no instant: the end comes before the beginning.';
  return `No event has two values of ${field} at once: ${values.map(cut).join(' and ')}.`;
}

function ofTerm({ text, alone, instead }: EmptyTerm, zone: string): Sentence {
  const term = link(cut(text), text);
  if (alone === null) return [term, ' alone was not counted: many records would have to be read.'];
  if (alone.count > 0) return [term, ` alone gives ${events(alone.count)}${when(alone, zone)}.`];
  const others = instead.flatMap(({ value, filter }, i) => [i === 0 ? '; the case has ' : ', ', link(cut(value), filter)]);
  return ['No event in the case fits ', term, ...others, '.'];
}

const PLACES_TOLD = 8;

function places({ places: all, zone }: EmptyAnswer): Sentence[] {
  // Those of which there is nothing are what has to be known.
  const ordered = [...all].sort((a, b) => Number(a.count + a.logFiles > 0) - Number(b.count + b.logFiles > 0));
  const further = ordered.length - PLACES_TOLD;
  const sentences = ordered.slice(0, PLACES_TOLD).map((place) => ofPlace(place, zone));
  return further > 0 ? [...sentences, [`${plural(further, 'further one is', 'further ones are')} not listed.`]] : sentences;
}

function ofPlace({ field, value, filter, count, first, last, logFiles }: EmptyPlace, zone: string): Sentence {
  const what = `${field === 'accountId' ? 'account' : 'region'} ${cut(value)}`;
  if (count === 0 && logFiles === 0) return [`The case has no event and no log file of ${what}: what happened there it cannot show.`];
  const files = logFiles === 0 ? 'no log file' : plural(logFiles, 'log file');
  return [`Of ${what} the case has ${files} and `, link(events(count), filter), `${when({ count, first, last }, zone)}.`];
}

const RELATIONS: Readonly<Record<Presence['relation'], string>> = {
  within: 'lies within what the case has',
  partly: 'lies only partly within what the case has',
  before: 'ends before anything that the case has',
  after: 'begins after all that the case has',
  none: 'is one of which the case has nothing',
};

function period({ period: p, places: named, zone }: EmptyAnswer): Sentence[] {
  const sentences: Sentence[] = [];
  if (p.span === null) sentences.push(['Nothing in the case is dated: no period is covered.']);
  else if (p.demanded === null)
    sentences.push([`The filter asks for any time; the case has deliveries and events of ${span(p.span, zone)}, and covers no other.`]);
  else {
    const holds = p.holds === null || p.relation === 'within' ? '' : `: that is ${span(p.holds, zone)}`;
    sentences.push([`The asked period, ${demandedSpan(p.demanded, zone)}${inUtc(p.demanded, zone)}, ${RELATIONS[p.relation]}${holds}.`]);
  }
  if (p.demanded !== null && p.events + p.logFiles === 0 && p.relation !== 'none')
    sentences.push([
      'The case has no event and no log file of it: whether nothing happened or nothing was delivered, the logs do not say.',
    ]);
  // Where nothing was asked for by name, the period of the whole case says it.
  const told = named.length > 0 || p.demanded !== null ? p.presence : [];
  sentences.push(...told.map((presence) => ofPresence(presence, zone)));
  if (told.length > 0 && p.more > 0)
    sentences.push([
      `${plural(p.more, 'further account and region', 'further accounts and regions')} with more in the period are not listed.`,
    ]);
  return sentences;
}

function demandedSpan({ from, to }: { from: number | null; to: number | null }, zone: string): string {
  if (from === null) return `before ${at(to, zone)}`;
  return to === null ? `from ${at(from, zone)} on` : span({ from, to }, zone);
}

function ofPresence({ account, region, filter, holds, relation, events: count, logFiles, silences }: Presence, zone: string): Sentence {
  const place = cut([account, region].filter((word) => word !== '').join(' ')) || 'without an account and a region';
  if (holds === null) return [`${place}: nothing in the case.`];
  const of = relation === 'within' ? '' : `; the case has it of ${span(holds, zone)} only`;
  const [longest] = silences;
  const silent =
    longest && count + logFiles > 0 ? `; silent for ${lengthWords(longest.to - longest.from)} from ${at(longest.from, zone)}` : '';
  const files = logFiles > 0 ? ` and ${plural(logFiles, 'log file')}` : ' and no log file';
  return [`${place}: `, count > 0 ? link(events(count), filter) : events(0), `${files} in the period${of}${silent}.`];
}

/** Spans that are told of; the others are in the integrity view. */
const SPANS = 4;

function attestation({ attestation: a, zone }: EmptyAnswer): Sentence[] {
  const sentences: Sentence[] = [];
  if (a.state === 'noDigests') sentences.push(['The case has no digest of AWS: nothing proves that all delivered log files are here.']);
  else if (a.state === 'notJudged')
    sentences.push(['AWS’s digests in the case have not been judged yet: whether all delivered log files are here is not known.']);
  if (a.state !== 'judged' || a.window === null) return sentences;
  const window = span(a.window, zone);
  sentences.push([ATTESTED[a.verdict](window)]);
  for (const { chain, account, region, span: one } of a.spans.slice(0, SPANS)) {
    const { meaning, consequence } = spanMeaning(one, { region });
    sentences.push([
      { text: `${account === '' ? '' : `${account}, `}${span(one, zone)}`, opens: { chain, from: one.from, to: one.to } },
      `: ${meaning} ${consequence}`,
    ]);
  }
  const further = Math.max(0, a.spans.length - SPANS) + a.more;
  if (further > 0) sentences.push([`${plural(further, 'further span')} ${further === 1 ? 'is' : 'are'} in the integrity view.`]);
  // Where nothing is attested at all, each account and region need not be told.
  for (const one of a.verdict === 'none' && a.spans.length === 0 ? [] : a.silent.slice(0, SPANS)) {
    const place = cut([one.account, one.region].filter((word) => word !== '').join(' '));
    sentences.push([`No digest in the case speaks of deliveries ${place === '' ? '' : `of ${place} `}from ${span(one, zone)}.`]);
  }
  return sentences;
}

const ATTESTED: Readonly<Record<EmptyAnswer['attestation']['verdict'], (window: string) => string>> = {
  attested: (window) => `Deliveries from ${window} are attested: every log file that the digests name is here, as it was delivered.`,
  gaps: (window) => `Deliveries from ${window} are attested only in part.`,
  none: (window) => `Deliveries from ${window} are not attested: no digest in the case proves anything of them.`,
  unknown: (window) => `Whether deliveries from ${window} are attested is not known.`,
};
