// `trailcase histogram`: events over time. Reads only.
import { grouped } from '../../shared/text.ts';
import { formatTime, isTimeZone } from '../../shared/time.ts';
import { isoTime } from '../case/event-rows.ts';
import { caseZone } from '../case/facts.ts';
import { openForReading } from '../case/open.ts';
import { eventsOf } from '../query/columns/case-events.ts';
import { type Binning, type Histogram, type HistogramBin, histogram, MOST_BINS } from '../query/histogram.ts';
import { RESOURCE } from '../query/resources/resource-facet.ts';
import { type Command, casePath, type ExitStatus, type Invocation, numberOption, option, usage } from './command.ts';
import { explainNothing } from './empty.ts';
import { countedName, readFilter, readResourcesOf, spanGiven, statusOf, tellClock, warnOfLists, withSpan } from './filter-args.ts';
import { filterText } from './filter-text.ts';
import { terminalText } from './output.ts';
import { VIEW_OPTION, viewHelp, withView } from './view-option.ts';

const UNITS = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;

const BAR_CELLS = 40;
/** A value as the head of a column. */
const HEAD_CELLS = 20;

export const histogramCommand: Command = {
  name: 'histogram',
  usage: 'CASE [FILTER] [--view NAME] [--bins N | --every 1h] [--by FIELD] [--distinct FIELD] [--from TIME] [--to TIME] [--timezone ZONE]',
  summary: 'events over time',
  help: [
    '--bins N         as many bins of equal width; with neither this nor --every, a usual width is chosen',
    '--every STEP     bins of a width: 30s, 5m, 1h, 1d, 1w; days begin at midnight in the time zone, weeks on Monday',
    '--by FIELD       tell the eight most frequent values apart; `other` are other values and events without one',
    '--distinct FIELD how many different values of it each bin has',
    `                 ${RESOURCE} as FIELD of either reads the records; an event that names several resources counts for each`,
    viewHelp(17),
    '--from, --to     from (inclusive) and to (exclusive), ISO 8601; without an offset it is read as UTC',
    '--timezone ZONE  whose clock is shown and gives the steps, as Asia/Kolkata; default: that of the case',
  ],
  options: {
    bins: { type: 'string' },
    every: { type: 'string' },
    by: { type: 'string' },
    distinct: { type: 'string' },
    ...VIEW_OPTION,
    from: { type: 'string' },
    to: { type: 'string' },
    timezone: { type: 'string' },
  },
  async run(invocation): Promise<ExitStatus> {
    const path = casePath(invocation, histogramCommand);
    const { values, output, positionals, signal } = invocation;
    const by = option(values, 'by');
    const distinct = option(values, 'distinct');
    const asked = option(values, 'timezone');
    if (asked !== undefined && !isTimeZone(asked))
      throw usage(`--timezone takes a name as Asia/Kolkata or UTC, not "${asked}"`, histogramCommand);
    const question = {
      ...spanGiven(values, histogramCommand),
      binning: binning(values),
      by: by === undefined ? null : countedName(by, histogramCommand),
      distinct: distinct === undefined ? null : countedName(distinct, histogramCommand, 'distinct'),
    };
    const db = openForReading(path);
    try {
      const zone = asked ?? caseZone(db);
      if (!output.json) tellClock(values, zone, output);
      const text = withView(db, values, filterText(positionals.slice(1)), histogramCommand);
      const selection = await readFilter(db, text, invocation);
      const asksResources = question.by === RESOURCE || question.distinct === RESOURCE;
      const within = withSpan(db, selection, question.from, question.to);
      const read = asksResources ? await readResourcesOf(db, within, invocation) : {};
      const found = histogram(eventsOf(db), { ...question, selection, zone });
      if (!found)
        throw usage(`That would be more than ${grouped(MOST_BINS)} bins: choose wider ones or a shorter period`, histogramCommand);
      warnOfLists(db, output);
      if (signal.aborted) return 130;
      const nothing = { filter: text, from: question.from, to: question.to };
      const isEmpty = found.total === 0 && found.undated === 0;
      const explained = async () => (isEmpty ? await explainNothing(db, invocation, nothing) : undefined);
      if (output.json) await output.object({ ...listed(found, question, zone), empty: await explained() });
      else {
        await output.write(described(found, question, zone));
        await explained();
      }
      return statusOf(selection, read);
    } finally {
      db.close();
    }
  },
};

/** Errors: USAGE. */
function binning(values: Invocation['values']): Binning {
  const count = numberOption(values, 'bins', histogramCommand);
  const every = option(values, 'every');
  if (count !== undefined && every !== undefined) throw usage('Give --bins or --every, not both', histogramCommand);
  if (count !== undefined) {
    if (count < 1 || count > MOST_BINS) throw usage(`--bins takes a number from 1 to ${MOST_BINS}`, histogramCommand);
    return { kind: 'parts', count };
  }
  if (every === undefined) return { kind: 'auto' };
  const [, number, unit] = /^(\d{1,6})([smhdw])$/.exec(every) ?? [];
  if (number === undefined || Number(number) === 0) throw usage(`--every takes a step as 5m, 1h or 1d, not "${every}"`, histogramCommand);
  return { kind: 'every', ms: Number(number) * UNITS[unit as keyof typeof UNITS] };
}

/** Fields by which bins are told apart, and of which different values are counted. */
interface Asked {
  by: string | null;
  distinct: string | null;
}

function listed({ bins, values, total, undated }: Histogram, { by, distinct }: Asked, timezone: string) {
  const bin = ({ from, to, count, by: counts, other, distinct: different }: HistogramBin) => ({
    from: isoTime(from),
    to: isoTime(to),
    count,
    ...(by !== null && { by: Object.fromEntries(values.map((value, i) => [value, counts[i]])), other }),
    ...(distinct !== null && { distinct: different }),
  });
  return { total, undated, timezone, ...(by !== null && { by }), ...(distinct !== null && { distinct }), bins: bins.map(bin) };
}

function described({ bins, values, total, undated }: Histogram, { by, distinct }: Asked, zone: string): string {
  const most = bins.reduce((max, { count }) => Math.max(max, count), 0);
  const width = grouped(most).length;
  const heads = by === null ? [] : [...values, 'other'].map(head);
  const lines = bins.map(({ from, count, by: counts, other, distinct: different }) => {
    // An event is seen, however many stand beside it.
    const cells = count === 0 ? 0 : Math.max(1, Math.round((count / most) * BAR_CELLS));
    const bar = '█'.repeat(cells);
    const apart = by === null ? '' : [...counts, other].map((n, i) => grouped(n).padStart(heads[i]?.length ?? 0)).join('  ');
    const values = different === null ? '' : `  ${grouped(different).padStart(width)}`;
    return `${formatTime(from, zone)}  ${grouped(count).padStart(width)}${values}  ${by === null ? bar : `${bar.padEnd(BAR_CELLS)}  ${apart}`}`;
  });
  if (by !== null && bins.length > 0)
    lines.unshift(
      `${' '.repeat(26)}  ${' '.repeat(width)}${distinct === null ? '' : ' '.repeat(width + 2)}  ${`by ${by}`.padEnd(BAR_CELLS)}  ${heads.join('  ')}`,
    );
  const end = bins.at(-1);
  if (end) lines.push(`${formatTime(end.to, zone)}  end of the last bin`);
  if (distinct !== null && bins.length > 0) lines.push(`the second number of each line: different values of ${distinct}`);
  if (by === RESOURCE && bins.length > 0) lines.push('an event that names several resources counts for each');
  lines.push(`${grouped(total)} dated events${undated > 0 ? `, and ${grouped(undated)} undated that are in no bin` : ''}`);
  return `${lines.join('\n')}\n`;
}

function head(value: string): string {
  const text = terminalText(value) || '(empty)';
  if (text.length <= HEAD_CELLS) return text.padStart(7);
  // ARNs differ at their ends.
  return text.startsWith('arn:') ? `…${text.slice(1 - HEAD_CELLS)}` : `${text.slice(0, HEAD_CELLS - 1)}…`;
}
