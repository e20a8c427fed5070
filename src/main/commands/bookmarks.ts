// `trailcase bookmarks`: everything that is bookmarked, tagged or noted, and the history of all of it. Reads only.
import { type AnnotatedRow, TARGET_KINDS, TagName, targetKindOf } from '../../shared/annotations.ts';
import { BOOKMARK_COLOURS } from '../../shared/domain.ts';
import { isoTime } from '../case/event-rows.ts';
import { openForReading, type ReadConnection } from '../case/open.ts';
import { annotationHistory } from '../query/annotations/history.ts';
import { annotationList } from '../query/annotations/list.ts';
import { whole } from '../query/columns/select.ts';
import { type Command, casePath, choice, type ExitStatus, type Invocation, option, options, usage } from './command.ts';
import { filterText } from './filter-text.ts';
import { terminalText } from './output.ts';

/** Rows read at a time. */
const AT_ONCE = 1000;

export const bookmarksCommand: Command = {
  name: 'bookmarks',
  usage: 'CASE [FILTER] [--kind KIND] [--colour COLOUR] [--tag TAG] [--author TEXT] [--search TEXT] [--order time|changed] [--history]',
  summary: 'lists what is bookmarked, tagged or noted: events, entities, spans of time, views',
  help: [
    'FILTER           of events only those that it leaves',
    `--kind KIND      ${TARGET_KINDS.join(', ')}`,
    `--colour COLOUR  ${BOOKMARK_COLOURS.join(', ')}`,
    '--tag TAG        may be repeated: with any of these',
    '--author TEXT    who wrote it, as it is listed',
    '--search TEXT    words in target, label, note, tags or what the event says',
    '--order          time (default): where they stand in time; changed: newest first',
    '--history        every version ever written instead, newest first; goes with --author only',
  ],
  options: {
    kind: { type: 'string' },
    colour: { type: 'string' },
    tag: { type: 'string', multiple: true },
    author: { type: 'string' },
    search: { type: 'string' },
    order: { type: 'string' },
    history: { type: 'boolean' },
  },
  async run(invocation): Promise<ExitStatus> {
    const path = casePath(invocation, bookmarksCommand);
    const { values, positionals } = invocation;
    const kind = values.kind === undefined ? '' : choice(values, 'kind', TARGET_KINDS, 'event', bookmarksCommand);
    const colour = values.colour === undefined ? '' : choice(values, 'colour', BOOKMARK_COLOURS, 'yellow', bookmarksCommand);
    const tags = options(values, 'tag');
    for (const tag of tags) if (!TagName.safeParse(tag).success) throw usage(`"${tag}" is no tag`, bookmarksCommand);
    const author = option(values, 'author');
    const isNarrowed = positionals.length > 1 || ['kind', 'colour', 'tag', 'search', 'order'].some((name) => values[name] !== undefined);
    if (values.history === true && isNarrowed) throw usage('--history goes with --author only: it is of everything', bookmarksCommand);
    const db = openForReading(path);
    try {
      if (values.history === true) await history(db, author ?? null, invocation);
      else {
        const asked = {
          kinds: kind === '' ? [] : [kind],
          colours: colour === '' ? [] : [colour],
          tags,
          authors: author === undefined ? [] : [author],
          search: option(values, 'search') ?? '',
          filter: filterText(positionals.slice(1)),
          order: choice(values, 'order', ['time', 'changed'], 'time', bookmarksCommand),
        };
        const rows: AnnotatedRow[] = [];
        for (let total = 1; rows.length < total; ) {
          const page = await annotationList(db, { ...asked, offset: rows.length, limit: AT_ONCE }, whole(db));
          total = page.total;
          rows.push(...page.rows);
          if (page.rows.length === 0) break;
        }
        if (invocation.output.json) await invocation.output.object({ rows: rows.map(listed) });
        else await table(rows, invocation);
      }
      return 0;
    } finally {
      db.close();
    }
  },
};

/** A row as JSON: times ISO 8601 UTC, null where there is none. */
function listed({ target, origin, bookmark, tags, note, at, versions, row, missing, time }: AnnotatedRow) {
  return {
    target,
    kind: targetKindOf(target),
    time: isoTime(time),
    eventName: row?.eventName ?? null,
    actor: row?.actor ?? null,
    sourceIPAddress: row?.sourceIPAddress ?? null,
    colour: bookmark?.colour ?? null,
    label: bookmark?.label ?? '',
    note: bookmark?.note || (note?.note ?? ''),
    tags: tags.map(({ name }) => name),
    author: bookmark?.author ?? note?.author ?? tags[0]?.author ?? '',
    changed: isoTime(at),
    versions,
    missing,
    origin,
  };
}

async function table(rows: readonly AnnotatedRow[], { output }: Invocation): Promise<void> {
  if (rows.length === 0) return await output.line('Nothing is bookmarked, tagged or noted');
  for (const row of rows) {
    const { target, kind, time, eventName, actor, colour, label, tags, note, origin, missing } = listed(row);
    const name = eventName ?? row.row?.aboutCalls ?? '';
    const what = kind === 'event' ? [name, actor ?? '', target].filter((part) => part !== '').join('  ') : target;
    const parts = [
      time ?? '-',
      colour ?? '-',
      ...(label === '' ? [] : [`"${label}"`]),
      ...(tags.length === 0 ? [] : [tags.map((tag) => `#${tag}`).join(' ')]),
      what,
      ...(missing ? ['(not in this case)'] : []),
      ...(origin === '' ? [] : [`(of ${origin})`]),
      ...(note === '' ? [] : [note.length > 120 ? `${note.slice(0, 120)}…` : note]),
    ];
    await output.line(parts.map(terminalText).join('  '));
  }
}

async function history(db: ReadConnection, author: string | null, { output }: Invocation): Promise<void> {
  const rows: unknown[] = [];
  for (let offset = 0; ; offset += AT_ONCE) {
    const page = annotationHistory(db, { target: null, author, offset, limit: AT_ONCE });
    for (const { at, author: who, target, kind, colour, label, note, removed, current, origin } of page.rows) {
      if (output.json) {
        rows.push({ at: isoTime(at), author: who, target, kind, colour, label, note, removed, current, origin });
        continue;
      }
      const said = [
        kind,
        colour,
        label === '' ? '' : `"${label}"`,
        note.length > 120 ? `${note.slice(0, 120)}…` : note,
        removed ? 'taken away' : '',
      ];
      await output.line([isoTime(at) ?? '', who, target, ...said.filter((part) => part !== '')].map(terminalText).join('  '));
    }
    if (page.rows.length < AT_ONCE) break;
  }
  if (output.json) await output.object({ rows });
}
