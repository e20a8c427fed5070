// Every question that the window asks of an open case, by channel: one registry, answered on a read-only connection.
import type { Args, EngineChannel, Result } from '../../shared/channels.ts';
import type { WindowEventRow } from '../../shared/domain.ts';
import { COMPLETED_FIELDS, complete } from '../../shared/filter/complete.ts';
import { currentBookmarks } from '../case/annotations.ts';
import { recordAt, type StoredRow, storedRow, toWindowRow } from '../case/event-rows.ts';
import { EvidenceReader } from '../case/evidence.ts';
import { openForReading, type ReadConnection } from '../case/open.ts';
import { caseInfo } from './case-info.ts';
import { eventDetail } from './event-detail.ts';
import { EventLists } from './event-list.ts';
import { evidenceBytes } from './evidence-bytes.ts';
import { CaseValues } from './filter/values.ts';
import { custodyList, evidenceList, problemList } from './inventory.ts';
import { overview } from './overview.ts';
import { pivot } from './pivot.ts';
import { density, lanes } from './timeline.ts';

export class CaseQueries {
  readonly db: ReadConnection;
  readonly lists: EventLists;
  private readonly path: string;
  private readonly evidence: EvidenceReader;
  private readonly values: CaseValues;
  private colours: Map<string, string> | null = null;

  /** Errors: those of opening a case for reading. */
  constructor(path: string) {
    this.path = path;
    this.db = openForReading(path);
    this.lists = new EventLists(this.db);
    this.evidence = new EvidenceReader(this.db);
    this.values = new CaseValues(this.db);
  }

  /** What was counted before is stale. */
  forget(): void {
    this.lists.forget();
    this.values.forget();
    this.colours = null;
  }

  close(): void {
    this.db.close();
  }

  readonly answers = {
    'case.info': () => caseInfo(this.db, this.path),
    'case.overview': () => overview(this.db),
    'filter.complete': ({ text, cursor }: Args<'filter.complete'>) =>
      complete(text, Math.min(cursor, text.length), COMPLETED_FIELDS, (field, prefix) => this.values.beginning(field, prefix)),
    'events.count': (args: Args<'events.count'>) => this.lists.count(args.filter),
    'events.page': (args: Args<'events.page'>) => ({
      rows: this.lists.page(args.filter, args.order, args.offset, args.limit).map((row) => this.windowRow(row)),
    }),
    'events.position': (args: Args<'events.position'>) => ({ position: this.lists.position(args.filter, args.order, args.id) }),
    'events.detail': (args: Args<'events.detail'>) => eventDetail(this.db, this.evidence, args.id),
    'timeline.density': (args: Args<'timeline.density'>) => density(this.db, args),
    'timeline.lanes': (args: Args<'timeline.lanes'>) => {
      const result = lanes(this.db, args);
      return { ...result, events: result.events?.map((row) => ({ ...row, bookmark: this.colourOf(row.id) })) ?? null };
    },
    pivot: (args: Args<'pivot'>) => pivot(this.db, args),
    'bookmarks.list': () => this.bookmarks(),
    'evidence.list': (args: Args<'evidence.list'>) => evidenceList(this.db, args),
    'evidence.problems': (args: Args<'evidence.problems'>) => problemList(this.db, args),
    'evidence.bytes': (args: Args<'evidence.bytes'>) => evidenceBytes(this.db, this.evidence, args),
    'custody.list': () => ({ rows: custodyList(this.db) }),
  } satisfies { [C in EngineChannel]?: (args: Args<C>) => Result<C> };

  private windowRow(row: StoredRow): WindowEventRow {
    const listed = toWindowRow(row, null);
    listed.bookmark = this.colourOf(listed.id);
    return listed;
  }

  /** A bookmark cites a record; the list shows the event's primary, which a later import may have changed. */
  private readColours(): Map<string, string> {
    const primaryOf = this.db.prepare('SELECT primary_record FROM repeats WHERE record = ?').pluck();
    const colours = new Map<string, string>();
    for (const { eventId, colour } of currentBookmarks(this.db)) {
      const record = recordAt(this.db, eventId);
      const primary = record === null ? undefined : (primaryOf.get(record) as number | undefined);
      colours.set(primary === undefined ? eventId : toWindowRow(storedRow(this.db, primary), null).id, colour);
    }
    return colours;
  }

  private colourOf(id: string): string | null {
    this.colours ??= this.readColours();
    return this.colours.get(id) ?? null;
  }

  private bookmarks(): Result<'bookmarks.list'> {
    const bookmarks = currentBookmarks(this.db).map((bookmark) => {
      const record = recordAt(this.db, bookmark.eventId);
      return { bookmark, row: record === null ? null : toWindowRow(storedRow(this.db, record), bookmark.colour) };
    });
    return { bookmarks };
  }
}

export type QueryChannel = keyof CaseQueries['answers'];

export function isQueryChannel(channel: string, queries: Pick<CaseQueries, 'answers'>): channel is QueryChannel {
  return Object.hasOwn(queries.answers, channel);
}
