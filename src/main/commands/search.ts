// `trailcase search`: a text anywhere in the raw records, however JSON wrote it. Reads only.
import { bytesText, grouped, plural } from '../../shared/text.ts';
import { formatTime } from '../../shared/time.ts';
import { isoTime } from '../case/event-rows.ts';
import { caseZone } from '../case/facts.ts';
import { openForReading, type ReadConnection } from '../case/open.ts';
import { type Hit, type Searched, searchCase } from '../query/search.ts';
import { patternOf } from '../query/search-pattern.ts';
import { type Command, casePath, choice, type Invocation, numberOption, usage } from './command.ts';
import { explainNothing } from './empty.ts';
import { checkRaw, LIST_OPTIONS, readFilter, spanGiven, statusOf, tellClock, withSpan } from './filter-args.ts';
import { filterText, strayWord } from './filter-text.ts';
import { terminalText } from './output.ts';
import { inPublicOrder, type RowForm, SearchRows } from './search-rows.ts';
import { VIEW_OPTION, viewHelp, withView } from './view-option.ts';

/** Events up to which the list is put in order before it is shown. */
const LISTED_IN_ORDER = 100_000;

export const search: Command = {
  name: 'search',
  usage:
    'CASE TEXT [FILTER] [--view NAME] [--regex] [--ignore-case] [--from TIME] [--to TIME] [--limit N] [--order asc|desc] [--format table|jsonl|csv] [--raw]',
  summary: 'events with a text anywhere in their raw records',
  help: [
    'TEXT             found as it stands in the record, and where JSON escaped it: \\" \\\\ \\/ \\n and \\uXXXX for quotes, slashes, < > & \' =,',
    '                 control and non-ASCII characters; also where that stands in a string of JSON once more, as policies do.',
    '                 Letters, digits and other ASCII are looked for as themselves. A text that begins with - goes after --',
    'FILTER           only among these events, as in `trailcase events`',
    viewHelp(17),
    '--regex          TEXT is a regular expression (RE2) over each record as it stands, escapes and all; ^ and $ are its ends',
    '--ignore-case    letters in either case',
    '--from, --to     from (inclusive) and to (exclusive), ISO 8601; without an offset it is read as UTC',
    `--order          asc (default) or desc by time; without it, from ${LISTED_IN_ORDER} events on they come as they are found`,
    '--limit N        list so many; all are counted',
    '--raw            the original records in which the text stands, byte for byte, each followed by a newline',
    '--separator nul  with --raw: a NUL after each record instead',
    'An event of which only another delivery has the text is listed with foundIn: the address of that record, and what it is to the event.',
  ],
  options: { ...LIST_OPTIONS, ...VIEW_OPTION, 'ignore-case': { type: 'boolean' }, regex: { type: 'boolean' } },
  async run(invocation) {
    const path = casePath(invocation, search);
    const { values, output, positionals, signal } = invocation;
    const text = positionals[1];
    if (text === undefined) throw usage('The text to search for is missing', search);
    if (text === '') throw usage('An empty text is in every record', search);
    const stray = strayWord(positionals.slice(2));
    if (stray !== null) throw usage(`"${stray}" is no filter: a text of several words is one argument, in quotes`, search);
    const order = choice(values, 'order', ['asc', 'desc'] as const, 'asc', search);
    const form = rowForm(invocation);
    const limit = numberOption(values, 'limit', search) ?? Number.POSITIVE_INFINITY;
    const { from, to } = spanGiven(values, search);
    const [regex, ignoreCase] = [values.regex === true, values['ignore-case'] === true];
    // Before a filter is read for.
    if (regex) patternOf(text, ignoreCase);
    const db = openForReading(path);
    try {
      if (form === 'table') tellClock(values, caseZone(db), output);
      const filter = withView(db, values, filterText(positionals.slice(2)).trim(), search);
      // Of all events, what is searched is known without a walk over them.
      const all = filter === '' && from === null && to === null;
      const compiled = all ? null : withSpan(db, await readFilter(db, filter, invocation), from, to);
      const rows = new SearchRows(db, output, form, limit, caseZone(db), signal);
      const list = new HitList(db, rows, values.order !== undefined || output.json, order, (note) => output.warn(note));
      const searched = await searchCase(db, path, { text, regex, ignoreCase, filter: compiled }, (hits) => list.take(hits), {
        signal,
        onProgress: (progress) => output.progress(progress),
      });
      output.endProgress();
      // Part of the hits would be taken for all of them.
      if (searched.cancelled) return 130;
      await list.end();
      await output.flush();
      if (signal.aborted) return 130;
      const nothing = { filter, from, to, search: { text, events: searched.events } };
      if (!output.json) for (const line of told(db, { text, regex }, filter, list.total, searched)) output.warn(line);
      const empty = list.total === 0 ? await explainNothing(db, invocation, nothing) : undefined;
      if (output.json) {
        const { cancelled, first, last, ...counts } = searched;
        await output.object({
          rows: rows.listed,
          total: list.total,
          searched: { ...counts, filter, from: isoTime(from), to: isoTime(to), firstEvent: isoTime(first), lastEvent: isoTime(last) },
          empty,
        });
      }
      return searched.unreadable.length > 0 || (compiled && statusOf(compiled) === 1) ? 1 : 0;
    } finally {
      output.endProgress();
      db.close();
    }
  },
};

/** Errors: USAGE. */
function rowForm({ values, output }: Invocation): RowForm {
  const format = choice(values, 'format', ['table', 'jsonl', 'csv'] as const, 'table', search);
  const separator = choice(values, 'separator', ['newline', 'nul'] as const, 'newline', search);
  checkRaw(values, search);
  if (values.raw === true) return separator === 'nul' ? 'raw-nul' : 'raw';
  return output.json ? 'json' : format;
}

/** Hits until they are shown: in order of time while they are few, then as they come. */
class HitList {
  total = 0;
  private readonly db: ReadConnection;
  private readonly rows: SearchRows;
  private readonly always: boolean;
  private readonly order: 'asc' | 'desc';
  private readonly warn: (note: string) => void;
  private waiting: Hit[] | null = [];

  constructor(db: ReadConnection, rows: SearchRows, always: boolean, order: 'asc' | 'desc', warn: (note: string) => void) {
    this.db = db;
    this.rows = rows;
    this.always = always;
    this.order = order;
    this.warn = warn;
  }

  async take(hits: Hit[]): Promise<void> {
    this.total += hits.length;
    if (!this.waiting) {
      await this.rows.write(hits);
      return;
    }
    for (const hit of hits) this.waiting.push(hit);
    if (this.always || this.waiting.length < LISTED_IN_ORDER) return;
    const { waiting } = this;
    this.waiting = null;
    this.warn(`${grouped(LISTED_IN_ORDER)} events and more: they are listed as they are found; --order asc puts them in order of time`);
    await this.rows.write(waiting);
  }

  async end(): Promise<void> {
    if (this.waiting) await this.rows.write(inPublicOrder(this.db, this.waiting, this.order));
    await this.rows.end();
  }
}

interface Sought {
  text: string;
  regex: boolean;
}

function foundText({ text, regex }: Sought, total: number): string {
  const shown = terminalText(text.length > 60 ? `${text.slice(0, 60)}…` : text);
  const [one, many, what] = regex ? ['matches', 'match', `/${shown}/`] : ['says', 'say', `"${shown}"`];
  if (total === 0) return `no event ${one} ${what}`;
  return `${grouped(total)} ${total === 1 ? `event ${one}` : `events ${many}`} ${what}`;
}

function told(db: ReadConnection, sought: Sought, filter: string, total: number, s: Searched): string[] {
  const one = (n: number): string => (n === 1 ? '1 item' : `${grouped(n)} items`);
  const zone = caseZone(db);
  const period = s.first === null ? 'none of them dated' : `${formatTime(s.first, zone)} to ${formatTime(s.last, zone)}`;
  const undated = s.undated > 0 && s.first !== null ? ` and ${grouped(s.undated)} undated` : '';
  const among = filter === '' ? '' : `, filter ${terminalText(filter)}`;
  const lines = [
    `${foundText(sought, total)}; searched ${grouped(s.events)} events (${period}${undated}${among}) in ${one(s.items)}, ${bytesText(s.contentBytes)} of content`,
  ];
  if (s.notKept > 0) lines.push(`${one(s.notKept)} with events could not be searched: the case does not have the bytes`);
  if (s.unreadable.length > 0)
    lines.push(
      `${one(s.unreadable.length)} could not be read, or not wholly: ${s.unreadable.slice(0, 3).join(', ')}${s.unreadable.length > 3 ? ' …' : ''}; trailcase verify tells more`,
    );
  const outside = db.prepare('SELECT count(*) FROM evidence WHERE kept = 0 AND records = 0').pluck().get() as number;
  const problems = db.prepare('SELECT count(*) FROM problems WHERE is_record = 1').pluck().get() as number;
  // Only where nothing was found does it matter where else the text may be.
  if (total === 0 && outside > 0)
    lines.push(
      `${one(outside)} listed without bytes (archives, files that are not CloudTrail or are not opened): no events are known of them, and they were not searched`,
    );
  if (total === 0 && problems > 0)
    lines.push(`${plural(problems, 'record')} that could not become an event ${problems === 1 ? 'was' : 'were'} not searched`);
  return lines;
}
