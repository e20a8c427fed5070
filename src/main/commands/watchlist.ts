// `trailcase watchlist`: lists of addresses to watch for, loaded into a case from files. Nothing is fetched.
import { resolve } from 'node:path';
import { grouped } from '../../shared/text.ts';
import { LIST_FORMAT_WORDS, ListDate, ListName, leftOutWords, listLabel, type WatchList } from '../../shared/watch-lists.ts';
import { readListFile } from '../addresses/lists/read-list.ts';
import { isoTime } from '../case/event-rows.ts';
import { openForReading } from '../case/open.ts';
import { addWatchList, currentWatchLists, removeWatchList } from '../case/watch-lists.ts';
import { openCase } from '../jobs/open-case.ts';
import { type Command, casePath, type ExitStatus, type Invocation, option, usage } from './command.ts';
import { terminalText } from './output.ts';

export const watchlist: Command = {
  name: 'watchlist',
  usage: 'CASE add FILE [--name NAME] [--date DAY] | CASE list | CASE remove NAME',
  summary: 'lists of addresses to watch for: Tor exits, CIDR or CSV lists, MISP warning lists, STIX 2.1 bundles',
  help: [
    'add FILE     loads a list, recognised by content; its file is kept in the case, and one of the same name is replaced',
    '--name NAME  what it is called (otherwise what the list says, or the name of the file)',
    '--date DAY   day of the list, as 2026-02-20 (otherwise what the list says)',
    'list         lists that are loaded',
    'remove NAME  takes a list away; its history stays in the case',
    'Hits are found with list:NAME and has:list, and counted with facets --by list.',
  ],
  options: { name: { type: 'string' }, date: { type: 'string' } },
  async run(invocation): Promise<ExitStatus> {
    const path = casePath(invocation, watchlist);
    const [, act, object, surplus] = invocation.positionals;
    if (surplus !== undefined) throw usage('A name with blanks needs quotes', watchlist);
    if (act === 'list' && object === undefined) await list(path, invocation);
    else if (act === 'add' && object !== undefined) await add(path, resolve(object), invocation);
    else if (act === 'remove' && object !== undefined) await remove(path, object, invocation);
    else throw usage('Say add FILE, list or remove NAME', watchlist);
    return 0;
  },
};

async function add(path: string, listPath: string, { values, output }: Invocation): Promise<void> {
  const { bytes, preview } = readListFile(listPath);
  const name = ListName.safeParse(option(values, 'name') ?? preview.name);
  if (!name.success) throw usage('--name takes one line of at most 200 characters', watchlist);
  const date = ListDate.safeParse(option(values, 'date') ?? preview.date);
  if (!date.success) throw usage('--date takes a day as 2026-02-20', watchlist);
  const loaded = { ...preview, name: name.data, date: date.data };
  const file = openCase(path);
  const at = Date.now();
  try {
    addWatchList(file, { ...loaded, bytes }, at);
  } finally {
    file.close();
  }
  if (output.json) return await output.object({ list: loaded });
  const { format, entries, from, examples } = loaded;
  const lines = [
    `Loaded ${listLabel({ ...loaded, at })}: ${grouped(entries)} ${entries === 1 ? 'entry' : 'entries'}, read as ${LIST_FORMAT_WORDS[format]}${from === '' ? '' : `, ${from}`}`,
    ...(loaded.leftOut === 0 ? [] : [`${leftOutWords(loaded)}${examples.length > 0 ? `, as ${examples.join(' | ')}` : ''}`]),
  ];
  for (const line of lines) await output.line(terminalText(line));
}

async function list(path: string, { output }: Invocation): Promise<void> {
  const db = openForReading(path);
  try {
    const lists = currentWatchLists(db);
    if (output.json) return await output.object({ rows: lists.map(listed) });
    if (lists.length === 0) await output.line('No watch list is loaded');
    for (const one of lists) {
      const more = one.leftOut === 0 ? '' : `; ${leftOutWords(one)}`;
      await output.line(terminalText(`${listLabel(one)}: ${grouped(one.entries)} entries${more}; SHA-256 ${one.sha256}`));
    }
  } finally {
    db.close();
  }
}

async function remove(path: string, name: string, { output }: Invocation): Promise<void> {
  const file = openCase(path);
  try {
    removeWatchList(file, name);
  } finally {
    file.close();
  }
  if (output.json) await output.object({ removed: name });
  else await output.line(terminalText(`Removed ${name}; its history stays in the case`));
}

function listed(one: WatchList) {
  return { ...one, at: isoTime(one.at) };
}
