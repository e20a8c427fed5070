// What is marked in a span of time, for the backgrounds of a timeline: events with bookmarks or tags, and spans of time.
import { type EventMark, parseTarget, type SpanMark } from '../../../shared/annotations.ts';
import type { Args, Result } from '../../../shared/channels.ts';
import { annotationBook, colourOf, liveBookmark, liveTags } from '../../case/annotation-book.ts';
import { toWindowRow } from '../../case/event-rows.ts';
import type { ReadConnection } from '../../case/open.ts';
import { hasBit } from '../columns/bits.ts';
import { eventsOf } from '../columns/case-events.ts';
import type { Select } from '../columns/select.ts';
import { RowsByNumber } from '../search-pages.ts';
import { eventAnnotations } from './event-marks.ts';

/** Errors: FILTER_INVALID. */
export async function annotationMarks(
  db: ReadConnection,
  { from, to, filter, limit }: Args<'annotations.marks'>,
  select: Select,
): Promise<Result<'annotations.marks'>> {
  const { bits } = await select(filter);
  const { time } = eventsOf(db).columns;
  const within = [...eventAnnotations(db).keys()].filter((record) => {
    const at = time[record] ?? Number.NaN;
    return at >= from && at < to && hasBit(bits, record);
  });
  within.sort((a, b) => (time[a] as number) - (time[b] as number) || a - b);
  const told = within.slice(0, limit);
  return { events: eventMarks(db, told), eventsLeft: within.length - told.length, spans: spanMarks(db, from, to) };
}

function eventMarks(db: ReadConnection, records: readonly number[]): EventMark[] {
  const rows = new RowsByNumber(db).of(records);
  const marks = eventAnnotations(db);
  return records.flatMap((record) => {
    const row = rows.get(record);
    const mark = marks.get(record);
    if (!row || row.timeMs === null || !mark) return [];
    return [{ id: toWindowRow(row, null).id, time: row.timeMs, colour: mark.colour, label: mark.label, tags: mark.tags }];
  });
}

function spanMarks(db: ReadConnection, from: number, to: number): SpanMark[] {
  const spans: SpanMark[] = [];
  for (const entry of annotationBook(db).all()) {
    if (entry.origin !== '' || !entry.target.startsWith('span:')) continue;
    const target = parseTarget(entry.target);
    if (target?.kind !== 'span' || target.from >= to || target.to <= from) continue;
    const bookmark = liveBookmark(entry);
    const tags = liveTags(entry).map(({ note }) => note);
    if (!bookmark && tags.length === 0) continue;
    const { filter } = target;
    spans.push({
      target: entry.target,
      from: target.from,
      to: target.to,
      filter,
      colour: bookmark && colourOf(bookmark),
      label: bookmark?.label ?? '',
      tags,
    });
  }
  return spans.sort((a, b) => a.from - b.from || a.to - b.to || (a.target < b.target ? -1 : 1));
}
