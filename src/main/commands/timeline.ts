// `trailcase timeline`: events over time by lane and class, and the markers among them. Reads only.
import { grouped, plural } from '../../shared/text.ts';
import { formatTime } from '../../shared/time.ts';
import {
  type DensityBin,
  EVENT_CLASSES,
  type EventClass,
  LANE_FIELDS,
  LANE_KINDS,
  LANE_TITLES,
  type LaneKind,
  MARKER_KINDS,
  MARKER_TITLES,
  type Marker,
  type MarkersOfKind,
  MOST_LANES,
} from '../../shared/timeline.ts';
import { isoTime } from '../case/event-rows.ts';
import { caseZone } from '../case/facts.ts';
import { openForReading, type ReadConnection } from '../case/open.ts';
import { eventsOf } from '../query/columns/case-events.ts';
import type { Selection } from '../query/columns/selections.ts';
import { timesOf } from '../query/columns/times.ts';
import { density, lanes } from '../query/timeline/lanes.ts';
import { markers } from '../query/timeline/markers.ts';
import { Patience } from '../query/timeline/patience.ts';
import { type Command, casePath, choice, type ExitStatus, type Invocation, numberOption, options, usage } from './command.ts';
import { explainNothing } from './empty.ts';
import { type GivenSpan, readFilter, readResourcesOf, readSignInsOf, spanGiven, statusOf, tellClock, withSpan } from './filter-args.ts';
import { filterText } from './filter-text.ts';
import { terminalText } from './output.ts';
import { VIEW_OPTION, viewHelp, withView } from './view-option.ts';

const LANES = 12;
const BINS = 48;
const MOST_BINS = 500;
/** Of each kind; more are counted in bins. */
const MARKERS = 500;
/** A lane's value. */
const VALUE_CELLS = 44;
const HEIGHTS = '▁▂▃▄▅▆▇█';
const SIGNS: Record<Marker['outcome'], string> = { done: ' ', denied: '✖', failed: '!' };

export const timelineCommand: Command = {
  name: 'timeline',
  usage: 'CASE [FILTER] [--view NAME] [--by KIND] [--lanes N] [--pin VALUE]… [--bins N] [--markers] [--from TIME] [--to TIME]',
  summary: 'events over time in lanes, and what marks the story',
  help: [
    `--by KIND        what lanes stand for: ${LANE_KINDS.join(', ')} (default ${LANE_KINDS[0]});`,
    '                 resource reads the records, and an event that names several is in each of their lanes',
    `--lanes N        lanes told apart, the busiest ones (default ${LANES}, at most ${MOST_LANES})`,
    `--pin VALUE      a value that has a lane whatever its rank, first; may be repeated, also beyond --lanes (at most ${MOST_LANES})`,
    `--bins N         equal parts of the time (default ${BINS}, at most ${MOST_BINS})`,
    '--markers        sign-ins, privilege changes, logging changed, data made available to others: each with what the call does',
    viewHelp(17),
    '--from, --to     from (inclusive) and to (exclusive), ISO 8601; without an offset it is read as UTC',
  ],
  options: {
    by: { type: 'string' },
    lanes: { type: 'string' },
    pin: { type: 'string', multiple: true },
    bins: { type: 'string' },
    markers: { type: 'boolean' },
    ...VIEW_OPTION,
    from: { type: 'string' },
    to: { type: 'string' },
  },
  async run(invocation): Promise<ExitStatus> {
    const path = casePath(invocation, timelineCommand);
    const { values, output, positionals, signal } = invocation;
    const question = questionOf(values);
    const db = openForReading(path);
    try {
      if (!output.json) tellClock(values, caseZone(db), output);
      const text = withView(db, values, filterText(positionals.slice(1)), timelineCommand);
      const selection = await readFilter(db, text, invocation);
      const span = spanOf(db, selection, question);
      const within = withSpan(db, selection, span?.from ?? question.from, span?.to ?? question.to);
      const read = question.by === 'resource' && span !== null ? await readResourcesOf(db, within, invocation) : {};
      const signIns = span === null ? {} : await readSignInsOf(db, within, invocation);
      const found = span === null ? nothingIn(question) : answer(db, selection, { ...question, ...span });
      if (signal.aborted) return 130;
      const undated = selection.count - eventsOf(db).selections.dated(selection).count;
      const nothing = { filter: text, from: question.from, to: question.to };
      const explained = async () => (found.total === 0 ? await explainNothing(db, invocation, nothing) : undefined);
      if (output.json) await output.object({ ...listed(found, undated), empty: await explained() });
      else {
        await output.write(described(found, undated, caseZone(db)));
        await explained();
      }
      return statusOf(selection, read, signIns);
    } finally {
      db.close();
    }
  },
};

interface Question extends GivenSpan {
  by: LaneKind;
  top: number;
  bins: number;
  pinned: string[];
  withMarkers: boolean;
}

/** Errors: USAGE. */
function questionOf(values: Invocation['values']): Question {
  const within = (name: string, otherwise: number, most: number): number => {
    const number = numberOption(values, name, timelineCommand) ?? otherwise;
    if (number < 1 || number > most) throw usage(`--${name} takes a number from 1 to ${most}`, timelineCommand);
    return number;
  };
  const pinned = [...new Set(options(values, 'pin'))];
  if (pinned.length > MOST_LANES) throw usage(`--pin can be given at most ${MOST_LANES} times`, timelineCommand);
  return {
    by: choice(values, 'by', LANE_KINDS, LANE_KINDS[0], timelineCommand),
    top: Math.max(within('lanes', LANES, MOST_LANES), pinned.length),
    bins: within('bins', BINS, MOST_BINS),
    pinned,
    withMarkers: values.markers === true,
    ...spanGiven(values, timelineCommand),
  };
}

/** From the first event to the last where the question leaves an end open; null where nothing lies between: ends that were given are never moved. */
function spanOf(db: ReadConnection, selection: Selection, { from, to }: Question): Span | null {
  const { first, last } = timesOf(eventsOf(db), withSpan(db, selection, from, to).bits);
  const span = { from: from ?? first, to: to ?? (last === null ? null : last + 1) };
  return span.from === null || span.to === null || span.from >= span.to ? null : { from: span.from, to: span.to };
}

interface Span {
  from: number;
  to: number;
}

type Asked = Question & Span;

interface Found extends Omit<ReturnType<typeof lanes>, 'events'> {
  asked: Question;
  whole: DensityBin[];
  markers: MarkersOfKind[] | null;
}

function answer(db: ReadConnection, selection: Selection, asked: Asked): Found {
  const events = eventsOf(db);
  const { by, top, bins, pinned, from, to } = asked;
  const layer = { filter: '', from, to, bins };
  const { events: _, ...found } = lanes(events, selection, { ...layer, by, lanes: top, pinned, limit: 0 });
  const kinds = asked.withMarkers
    ? markers(events, selection, { ...layer, kinds: [...MARKER_KINDS], most: MARKERS }, new Patience(Number.POSITIVE_INFINITY)).kinds
    : null;
  return { ...found, asked, whole: density(events, selection, layer).bins, markers: kinds };
}

function nothingIn(asked: Question): Found {
  const none = { count: 0, bins: [] };
  return {
    asked,
    total: 0,
    lanes: asked.pinned.map((value) => ({ value, ...none, pinned: true, single: false })),
    otherLanes: 0,
    others: none,
    none: 0,
    unread: 0,
    whole: [],
    markers: asked.withMarkers ? MARKER_KINDS.map((kind) => ({ kind, total: 0, markers: [], counts: null, others: 0, unread: 0 })) : null,
  };
}

/** Bins as lists, one for each class. */
function byClass(bins: readonly DensityBin[]): Record<EventClass, number[]> {
  return Object.fromEntries(EVENT_CLASSES.map((name) => [name, bins.map((bin) => bin[name])])) as Record<EventClass, number[]>;
}

/** Whole milliseconds: an instant has no finer ones, so that an edge says exactly which events are before it. */
const edge = (ms: number | null): string | null => (ms === null ? null : isoTime(Math.ceil(ms)));

function listed({ asked, total, lanes: all, otherLanes, others, none, whole, markers: kinds }: Found, undated: number) {
  return {
    total,
    undated,
    from: edge(asked.from),
    to: edge(asked.to),
    by: asked.by,
    field: LANE_FIELDS[asked.by],
    edges: whole.length === 0 ? [] : [...whole.map(({ from }) => edge(from)), edge(asked.to)],
    bins: byClass(whole),
    lanes: all.map(({ value, count, pinned, bins }) => ({ value, count, pinned, bins: byClass(bins) })),
    otherLanes,
    others: { count: others.count, bins: byClass(others.bins) },
    ...(asked.by === 'resource' && { none }),
    ...(kinds && { markers: kinds.map(listedKind) }),
  };
}

function listedKind({ kind, total, markers: single, counts, others }: MarkersOfKind) {
  return {
    kind,
    total,
    others,
    markers: single?.map(({ kind: _, second: __, looked: ___, time, ...marker }) => ({ ...marker, time: isoTime(time) })) ?? null,
    counts: counts?.map(({ kind: _, from, to, ...count }) => ({ from: edge(from), to: edge(to), ...count })) ?? null,
  };
}

function described(
  { asked, total, lanes: all, otherLanes, others, none, whole, markers: kinds }: Found,
  undated: number,
  zone: string,
): string {
  if (total === 0) return `0 dated events${undated > 0 ? `, and ${grouped(undated)} undated` : ''}\n`;
  const rows = [
    { name: 'all', count: total, bins: whole },
    ...all.map(({ value, count, bins }) => ({ name: value === '' ? `(no ${LANE_FIELDS[asked.by]})` : terminalText(value), count, bins })),
    ...(others.count > 0 ? [{ name: otherLanes > 0 ? `${grouped(otherLanes)} others` : 'none of these', ...others }] : []),
  ];
  const width = grouped(total).length;
  const names = Math.min(VALUE_CELLS, Math.max(...rows.map(({ name }) => name.length)));
  const most = Math.max(...all.flatMap(({ bins }) => bins.map(sizeOf)), 1);
  const lines = rows.map(({ name, count, bins }, i) => {
    const line = `${fitted(name, names)}  ${grouped(count).padStart(width)}  ${bars(bins, i === 0 ? Math.max(...bins.map(sizeOf), 1) : most)}`;
    const told = outcomes(bins);
    return `${line}${told === '' ? '' : `  ${told}`}`;
  });
  // Where there are events, both ends are known.
  const [begin, end] = [asked.from as number, asked.to as number];
  const head = `${LANE_TITLES[asked.by]}, ${formatTime(begin, zone)} – ${formatTime(end, zone)}, ${plural(asked.bins, 'bin')}`;
  const notes = [
    ...(asked.by === 'resource' ? [`${plural(none, 'event')} name none; an event that names several is in each of their lanes`] : []),
    ...(undated > 0 ? [`${plural(undated, 'undated event')} in no lane`] : []),
  ];
  return `${[head, ...lines, ...notes, ...(kinds ? ['', ...kinds.flatMap((kind) => ofKind(kind, zone))] : [])].join('\n')}\n`;
}

const sizeOf = ({ ok, denied, error }: DensityBin): number => ok + denied + error;

function bars(bins: readonly DensityBin[], most: number): string {
  // An event is seen, however many stand beside it.
  return bins.map((bin) => (sizeOf(bin) === 0 ? ' ' : HEIGHTS[Math.ceil((sizeOf(bin) / most) * HEIGHTS.length) - 1])).join('');
}

function outcomes(bins: readonly DensityBin[]): string {
  const sum = (name: EventClass): number => bins.reduce((all, bin) => all + bin[name], 0);
  const told = ([of, word]: readonly [EventClass, string]): string[] => (sum(of) > 0 ? [`${grouped(sum(of))} ${word}`] : []);
  return (
    [
      ['write', 'write'],
      ['privilege', 'privilege or logging'],
      ['denied', 'denied'],
      ['error', 'other errors'],
    ] as const
  )
    .flatMap(told)
    .join(', ');
}

function fitted(text: string, cells: number): string {
  if (text.length <= cells) return text.padEnd(cells);
  return `…${text.slice(1 - cells)}`;
}

function ofKind({ kind, total, markers: single, counts, others }: MarkersOfKind, zone: string): string[] {
  const head = `${MARKER_TITLES[kind]}: ${grouped(total - others)}${others > 0 ? ` (and ${plural(others, 'call')} of these APIs that do not do that)` : ''}`;
  const lines = single
    ? single.map(
        ({ time, outcome, words, who, sourceIPAddress }) =>
          `  ${formatTime(time, zone)}  ${SIGNS[outcome]} ${outcome === 'done' ? '' : `${outcome}: `}${terminalText(words)}  ${terminalText(who ?? '(no actor)')}  ${terminalText(sourceIPAddress ?? '')}`,
      )
    : (counts ?? []).map(
        ({ from, count, denied, failed, names }) =>
          `  ${formatTime(Math.ceil(from), zone)}  ${grouped(count)}${denied > 0 ? `, ${grouped(denied)} denied` : ''}${failed > 0 ? `, ${grouped(failed)} failed` : ''}: ${names.map(({ value, count: own }) => `${value} ${grouped(own)}`).join(', ')}`,
      );
  return [head, ...lines.map((line) => line.trimEnd())];
}
