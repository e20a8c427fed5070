// `trailcase events`: the list of events, as a table, as rows for other tools, or as the original records.
import type { EventRow } from '../../shared/domain.ts';
import { plural } from '../../shared/text.ts';
import { formatTime } from '../../shared/time.ts';
import { DELIVERY_COLUMNS, EVENT_COLUMNS } from '../case/event-columns.ts';
import { type StoredRow, toEventRow } from '../case/event-rows.ts';
import { EvidenceReader } from '../case/evidence.ts';
import { caseZone } from '../case/facts.ts';
import { openForReading, type ReadConnection } from '../case/open.ts';
import { Deliveries, deliveryCells, deliveryMembers } from '../query/event-deliveries.ts';
import { EventLists } from '../query/event-list.ts';
import { aboutCallsOf } from '../query/window-row.ts';
import { csvLine, jsonText } from '../safe-text.ts';
import { type Command, casePath, choice, type Invocation, numberOption } from './command.ts';
import { explainNothing } from './empty.ts';
import { checkRaw, LIST_OPTIONS, readFilter, spanGiven, statusOf, tellClock, withSpan } from './filter-args.ts';
import { filterText } from './filter-text.ts';
import { outcomeWord } from './outcome-word.ts';
import { terminalText } from './output.ts';
import { VIEW_OPTION, viewHelp, withView } from './view-option.ts';
import { whatCells } from './what-cells.ts';

export const events: Command = {
  name: 'events',
  usage: 'CASE [FILTER] [--view NAME] [--from TIME] [--to TIME] [--limit N] [--order asc|desc] [--format table|jsonl|csv] [--raw]',
  summary: 'list events, in order of time',
  help: [
    'FILTER           field:value terms, side by side meaning AND; OR, NOT and parentheses; * matches any text: docs/filters.md',
    '                 api:RunInstances ip:185.220.101.0/24 -is:denied · after:"2026-02-21 23:00" · last:6h · is:write · has:errorCode',
    '                 key:(AKIA1 OR AKIA2) · requestParameters.bucketName:prod-* · resource:i-0abc · session:ci-* · is:error, also of failed sign-ins',
    '                 is:repeated, delivered again · is:conflict, of which another delivery says otherwise · is:reduced, which only a reduced copy tells',
    viewHelp(17),
    '--from, --to     from (inclusive) and to (exclusive), ISO 8601; without an offset it is read as UTC',
    '--order          asc (default) or desc; undated events come last in both',
    '--raw            the original records, byte for byte, each followed by a newline',
    '--separator nul  with --raw: a NUL after each record instead, for records that contain newlines',
  ],
  options: { ...LIST_OPTIONS, ...VIEW_OPTION },
  async run(invocation) {
    const path = casePath(invocation, events);
    const { values, output } = invocation;
    checkRaw(values, events);
    const order = choice(values, 'order', ['asc', 'desc'] as const, 'asc', events);
    const format = choice(values, 'format', ['table', 'jsonl', 'csv'] as const, 'table', events);
    const separator = choice(values, 'separator', ['newline', 'nul'] as const, 'newline', events);
    const limit = numberOption(values, 'limit', events) ?? Number.POSITIVE_INFINITY;
    const text = filterText(invocation.positionals.slice(1));
    const { from, to } = spanGiven(values, events);
    const db = openForReading(path);
    try {
      if (format === 'table' && values.raw !== true && !output.json) tellClock(values, caseZone(db), output);
      const asked = withView(db, values, text, events);
      const selection = withSpan(db, await readFilter(db, asked, invocation), from, to);
      const explained = async () => (selection.count === 0 ? await explainNothing(db, invocation, { filter: asked, from, to }) : undefined);
      const rows = take(new EventLists(db).iterate(selection, order), limit, invocation.signal);
      if (values.raw === true) await writeRaw(db, rows, separator === 'nul' ? '\0' : '\n', invocation);
      else if (output.json) await output.object({ rows: listed(db, rows), empty: await explained() });
      else if (format === 'jsonl') await writeLines(db, rows, invocation);
      else if (format === 'csv') await writeCsv(db, rows, invocation);
      else await writeTable(db, rows, invocation);
      if (!output.json) await explained();
      return invocation.signal.aborted ? 130 : statusOf(selection);
    } finally {
      db.close();
    }
  },
};

type Rows = ReturnType<EventLists['iterate']>;

function* take(rows: Rows, limit: number, signal: AbortSignal): Rows {
  let left = limit;
  if (left <= 0) return;
  for (const row of rows) {
    yield row;
    if (--left <= 0 || signal.aborted) return;
  }
}

/** A row as scripts have it. What holds of few events stands only where it does. */
interface ListedEvent extends EventRow {
  /** Only a reduced copy tells the event. */
  reduced?: true;
  /** Public ids of its deliveries that say otherwise. */
  conflicts?: string[];
}

function listedEvent(row: StoredRow, deliveries: Deliveries): ListedEvent {
  return { ...toEventRow(row), ...deliveryMembers(deliveries.of(row)) };
}

function listed(db: ReadConnection, rows: Rows): ListedEvent[] {
  const deliveries = new Deliveries(db);
  return [...rows].map((row) => listedEvent(row, deliveries));
}

async function writeLines(db: ReadConnection, rows: Rows, { output }: Invocation): Promise<void> {
  const deliveries = new Deliveries(db);
  for (const row of rows) await output.line(jsonText(listedEvent(row, deliveries)));
}

async function writeRaw(db: ReadConnection, rows: Rows, separator: string, { output }: Invocation): Promise<void> {
  const evidence = new EvidenceReader(db);
  const item = db.prepare('SELECT evidence FROM records WHERE id = ?').pluck();
  for (const row of rows) {
    await output.write(evidence.record(item.get(row.record) as number, row));
    await output.write(separator);
  }
}

async function writeCsv(db: ReadConnection, rows: Rows, { output }: Invocation): Promise<void> {
  const deliveries = new Deliveries(db);
  await output.write(csvLine([...EVENT_COLUMNS, ...DELIVERY_COLUMNS]));
  for (const row of rows) {
    const listed = toEventRow(row);
    await output.write(csvLine([...EVENT_COLUMNS.map((column) => listed[column]), ...deliveryCells(deliveries.of(row))]));
  }
}

async function writeTable(db: ReadConnection, rows: Rows, { output }: Invocation): Promise<void> {
  const zone = caseZone(db);
  const cell = (text: string | null, width: number): string => {
    const safe = terminalText(text ?? '–');
    return (safe.length > width ? `${safe.slice(0, width - 1)}…` : safe).padEnd(width);
  };
  await output.line(`${cell('time', 26)} ${cell('event', 28)} ${cell('actor', 32)} ${cell('from', 22)} ${cell('region', 14)} outcome`);
  const deliveries = new Deliveries(db);
  for (const row of rows) {
    const about = aboutCallsOf(db, row);
    const outcome = [terminalText(outcomeWord(db, row, about)), ...marks(deliveries.of(row))].join(' · ');
    await output.line(
      `${cell(formatTime(row.timeMs, zone), 26)} ${whatCells(row, about, cell)} ${cell(row.sourceIPAddress, 22)} ${cell(row.awsRegion, 14)} ${outcome}`,
    );
  }
}

/** What a reader of the row has to know: words behind its outcome. */
function marks({ reduced, conflicts }: ReturnType<Deliveries['of']>): string[] {
  return [
    ...(reduced ? ['reduced copy'] : []),
    ...(conflicts.length > 0 ? [`conflict with ${plural(conflicts.length, 'delivery', 'deliveries')}`] : []),
  ];
}
