// `trailcase addresses`: where calls came from: kind, country and network of each address, the watch lists that it is on, and how much came from it.
// Reads only, but for --geo, which notes in the case which data tell countries and networks.
import { resolve } from 'node:path';
import { ADDRESS_SORTS, type AddressDataState, PLACE_CAUTION, sourceLine } from '../../shared/addresses.ts';
import { grouped } from '../../shared/text.ts';
import { formatTime } from '../../shared/time.ts';
import { listLabel, WATCH_SIGN, type WatchList } from '../../shared/watch-lists.ts';
import { addressDataWith } from '../addresses/address-book.ts';
import { noteAddressData } from '../case/address-data.ts';
import { isoTime } from '../case/event-rows.ts';
import { caseZone } from '../case/facts.ts';
import { openForReading, type ReadConnection } from '../case/open.ts';
import { currentWatchLists } from '../case/watch-lists.ts';
import { openCase } from '../jobs/open-case.ts';
import { addressData, addressesInOrder } from '../query/addresses/address-answers.ts';
import type { AddressRow } from '../query/addresses/address-table.ts';
import { eventsOf } from '../query/columns/case-events.ts';
import { widthsOf } from './aligned.ts';
import { type Command, casePath, choice, type ExitStatus, type Invocation, numberOption, options } from './command.ts';
import { explainNothing } from './empty.ts';
import { readFilter, statusOf } from './filter-args.ts';
import { filterText } from './filter-text.ts';
import { terminalText } from './output.ts';
import { VIEW_OPTION, viewHelp, withView } from './view-option.ts';

const TOP = 50;

/** Said to --geo to leave the files of the examiner's. */
const SHIPPED = 'shipped';

export const addresses: Command = {
  name: 'addresses',
  usage: 'CASE [FILTER] [--view NAME] [--sort FIELD] [--top N] [--geo FILE…]',
  summary: 'where calls came from: country and network of each address, and the watch lists that it is on',
  help: [
    `--sort FIELD   of ${ADDRESS_SORTS.join(', ')} (default events); the largest counts and the latest use first, everything else upwards`,
    `--top N        addresses (default ${TOP}), 0 for all`,
    viewHelp(15),
    '--geo FILE     from now on ask this MaxMind-format database (.mmdb) first; may be repeated; noted in the case, with its hash',
    `--geo ${SHIPPED}  from now on ask only what Trailcase brings along`,
  ],
  options: { sort: { type: 'string' }, top: { type: 'string' }, geo: { type: 'string', multiple: true }, ...VIEW_OPTION },
  async run(invocation): Promise<ExitStatus> {
    const path = casePath(invocation, addresses);
    const { values, output, signal } = invocation;
    const top = numberOption(values, 'top', addresses) ?? TOP;
    const sort = choice(values, 'sort', ADDRESS_SORTS, 'events', addresses);
    noteFiles(path, invocation);
    const db = openForReading(path);
    try {
      const filter = filterOf(db, invocation);
      const selection = await readFilter(db, filter, invocation);
      const rows = addressesInOrder(eventsOf(db), selection, { sort, descending: DESCENDING.has(sort) });
      const data = addressData(db);
      for (const difference of data.differences) output.warn(terminalText(`${difference}.`));
      if (signal.aborted) return 130;
      const shown = top === 0 ? rows : rows.slice(0, top);
      const explained = async () => (selection.count === 0 ? await explainNothing(db, invocation, { filter }) : undefined);
      const lists = currentWatchLists(db);
      if (output.json) {
        const named = lists.map(({ name, date, sha256 }) => ({ name, date, sha256 }));
        await output.object({ total: rows.length, rows: shown.map(listed), lists: named, data, empty: await explained() });
      } else {
        await output.write(table(shown, rows.length, { zone: caseZone(db), lists }));
        await output.write(footer(data));
        await explained();
      }
      return statusOf(selection);
    } finally {
      output.endProgress();
      db.close();
    }
  },
};

/** The largest first: that is what is looked for. */
const DESCENDING: ReadonlySet<string> = new Set(['events', 'actors', 'keys', 'last']);

function filterOf(db: ReadConnection, { values, positionals }: Invocation): string {
  return withView(db, values, filterText(positionals.slice(1)), addresses);
}

/** Nothing is noted with a question that cannot be answered. Errors: ADDRESS_DATA_UNREADABLE, FILTER_INVALID, USAGE. */
function noteFiles(path: string, invocation: Invocation): void {
  const files = options(invocation.values, 'geo');
  if (files.length === 0) return;
  checkFilter(path, invocation);
  const data = addressDataWith(files.filter((file) => file !== SHIPPED).map((file) => resolve(file)));
  const file = openCase(path);
  try {
    noteAddressData(file, data);
  } finally {
    file.close();
  }
}

/** Errors: FILTER_INVALID, USAGE. */
function checkFilter(path: string, invocation: Invocation): void {
  const db = openForReading(path);
  try {
    eventsOf(db).selections.sofar(filterOf(db, invocation));
  } finally {
    db.close();
  }
}

function listed({ first, last, ...row }: AddressRow) {
  return { ...row, first: isoTime(first), last: isoTime(last) };
}

function table(rows: readonly AddressRow[], total: number, { zone, lists }: { zone: string; lists: readonly WatchList[] }): string {
  const labels = new Map(lists.map((list) => [list.name, listLabel(list)]));
  const head = ['address', 'kind', 'country', 'events', 'first', 'last', 'actors', 'keys', 'network; watch lists'];
  const cells = rows.map((row) => [
    terminalText(row.address) || '(empty)',
    row.kind,
    row.country ?? '–',
    grouped(row.events),
    formatTime(row.first, zone),
    formatTime(row.last, zone),
    grouped(row.actors),
    grouped(row.keys),
    terminalText([row.network ?? '–', ...row.lists.map((name) => `${WATCH_SIGN} ${labels.get(name)}`)].join('; ')),
  ]);
  const widths = widthsOf([head, ...cells]);
  const line = (row: readonly string[]): string =>
    `${row
      .map((cell, i) => padded(cell, i, widths[i] as number))
      .join('  ')
      .trimEnd()}\n`;
  const more = total > rows.length ? `${grouped(total - rows.length)} more: --top 0 lists all\n` : '';
  return [head, ...cells].map(line).join('') + more;
}

/** Columns of numbers: events, actors, keys. */
const NUMBERS: ReadonlySet<number> = new Set([3, 6, 7]);

function padded(cell: string, column: number, width: number): string {
  return NUMBERS.has(column) ? cell.padStart(width) : cell.padEnd(width);
}

function footer({ used }: AddressDataState): string {
  const sources = used.sources.map((source) => terminalText(sourceLine(source)));
  return `\ncountry and network as told by ${sources.join(', ')}: ${PLACE_CAUTION}\n`;
}
