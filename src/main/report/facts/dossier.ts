// All that a case says of one set of credentials: what the page of the entity says in the window, its lineage, its days, its events. Asked once for the four sections.
import { and, or } from '../../../shared/filter/tree.ts';
import { parseFilter, printTree } from '../../../shared/filter.ts';
import { LINEAGE_KINDS, type Lineage, type LineageKind } from '../../../shared/lineage.ts';
import { zoned } from '../../../shared/time.ts';
import { EVENT_CLASSES, type EventClass } from '../../../shared/timeline.ts';
import { eventId, type StoredRow } from '../../case/event-rows.ts';
import type { JobControl } from '../../jobs/progress.ts';
import { hasBit, IdBatches } from '../../query/columns/bits.ts';
import { type CaseEvents, eventsOf } from '../../query/columns/case-events.ts';
import type { Selection } from '../../query/columns/selections.ts';
import { EventLists } from '../../query/event-list.ts';
import { lineageOf } from '../../query/lineage/lineage.ts';
import { type Pivot, pivot } from '../../query/pivot.ts';
import { classesOf } from '../../query/timeline/classes.ts';
import { density } from '../../query/timeline/lanes.ts';
import type { ReportContext } from '../context.ts';
import { citedOf } from './cited.ts';
import { aligned, type MarkedExhibit, markedExhibit } from './timeline.ts';

/** Values of each field, days, and events of each end of a list that is too long. */
const TOP = 20;
const MOST_DAYS = 92;
const MOST_LISTED = 100;
/** Branches of lineage. */
const MOST_BRANCHES = 60;
const WIDTH = 20;
const QUARTER = 900_000;

export type Classes = Record<EventClass, number>;

export interface DossierFacts {
  kind: LineageKind;
  value: string;
  pivot: Pivot;
  lineage: Lineage | null;
  /** Over time; null where none is dated. */
  bars: (ReturnType<typeof density> & { span: { from: number; to: number }; width: number }) | null;
  /** Days of the zone with an event, in order; of `allDays` the first. */
  days: { day: string; classes: Classes }[];
  allDays: number;
  /** Events of the days that are not listed. */
  restOfDays: number;
  undated: number;
  /** By hour of the zone's clock. */
  hours: Classes[];
  /** Numbers of exhibits that it made; and of the dated ones, for the picture. */
  exhibits: number[];
  marks: MarkedExhibit[];
  /** Calls that write or were refused: of `total` the first and the last. */
  writing: { total: number; rows: { row: StoredRow; id: string }[]; filter: string };
}

/** `none`: nothing was chosen; `unreadable`: what was chosen is no entity; `unknown`: no event is known of it. */
export type Dossier = DossierFacts | 'none' | 'unreadable' | 'unknown';

const asked = new WeakMap<ReportContext, Promise<Dossier>>();

/** Errors: CANCELLED. */
export function dossierOf(context: ReportContext, control: JobControl): Promise<Dossier> {
  let known = asked.get(context);
  if (!known) {
    known = made(context, control);
    asked.set(context, known);
  }
  return known;
}

async function made(context: ReportContext, control: JobControl): Promise<Dossier> {
  const { db, zone, options } = context;
  if (options.actor === null || options.actor === '') return 'none';
  const [, kind = '', value = ''] = /^([a-z]+):(.*)$/s.exec(options.actor) ?? [];
  if (!isKind(kind) || value === '') return 'unreadable';
  const events = eventsOf(db);
  const found = await pivot(db, { kind, value, top: TOP, resources: true, zone }, control);
  const lineage = lineageOf(db, { kind, value, width: WIDTH, most: MOST_BRANCHES });
  if (found.events === 0 && lineage === null) return 'unknown';
  const selection = await events.selections.select(found.filter, control);
  const cited = citedOf(context);
  const own = cited.list.filter(({ record }) => record <= events.last && hasBit(selection.bits, record));
  const marks = own.map((one) => markedExhibit(events, one, context.flags));
  return {
    kind,
    value,
    pivot: found,
    lineage,
    bars: barsOf(events, selection, found, zone),
    ...daysAndHours(events, selection, zone),
    exhibits: own.map(({ number }) => number),
    marks: marks.filter((one) => !Number.isNaN(one.time)),
    writing: await writingOf(events, found.filter, control),
  };
}

function isKind(text: string): text is LineageKind {
  return (LINEAGE_KINDS as readonly string[]).includes(text);
}

function barsOf(events: CaseEvents, selection: Selection, { first, last }: Pivot, zone: string): DossierFacts['bars'] {
  if (first === null || last === null) return null;
  const { span, width } = aligned({ from: first, to: last + 1 }, zone);
  return { ...density(events, selection, { filter: '', ...span, bins: Math.round((span.to - span.from) / width) }), span, width };
}

const noClasses = (): Classes => Object.fromEntries(EVENT_CLASSES.map((name) => [name, 0])) as Classes;

/** No zone has an offset that is not whole quarters of an hour since 1972 (tz database): within one, day and hour do not change. */
function daysAndHours(
  events: CaseEvents,
  selection: Selection,
  zone: string,
): Pick<DossierFacts, 'days' | 'allDays' | 'restOfDays' | 'undated' | 'hours'> {
  const { time } = events.columns;
  const classes = classesOf(events);
  const quarters = new Map<number, number[]>();
  let undated = 0;
  const batches = new IdBatches(selection.bits);
  for (let n = batches.next(); n > 0; n = batches.next()) {
    for (let i = 0; i < n; i++) {
      const record = batches.ids[i] as number;
      const at = time[record] as number;
      if (Number.isNaN(at)) {
        undated++;
        continue;
      }
      const quarter = Math.floor(at / QUARTER);
      let counts = quarters.get(quarter);
      if (!counts) {
        counts = EVENT_CLASSES.map(() => 0);
        quarters.set(quarter, counts);
      }
      const place = classes.of(record);
      counts[place] = (counts[place] as number) + 1;
    }
  }
  const days = new Map<string, Classes>();
  const hours = Array.from({ length: 24 }, noClasses);
  for (const [quarter, counts] of [...quarters].sort(([a], [b]) => a - b)) {
    const { date, clock } = zoned(quarter * QUARTER, zone);
    const day = days.get(date) ?? noClasses();
    days.set(date, day);
    const hour = hours[Number(clock.slice(0, 2))] as Classes;
    EVENT_CLASSES.forEach((name, place) => {
      day[name] += counts[place] as number;
      hour[name] += counts[place] as number;
    });
  }
  const all = [...days].map(([day, classes]) => ({ day, classes }));
  const rest = all.slice(MOST_DAYS).reduce((sum, { classes }) => sum + totalOf(classes), 0);
  return { days: all.slice(0, MOST_DAYS), allDays: all.length, restOfDays: rest, undated, hours };
}

export function totalOf(classes: Classes): number {
  return EVENT_CLASSES.reduce((sum, name) => sum + classes[name], 0);
}

async function writingOf(events: CaseEvents, filter: string, control: JobControl): Promise<DossierFacts['writing']> {
  const parsed = parseFilter(filter);
  if ('problem' in parsed) return { total: 0, rows: [], filter };
  const writing = or([
    { kind: 'term', field: 'is', value: 'write' },
    { kind: 'term', field: 'is', value: 'denied' },
  ]);
  const narrowed = printTree(and([parsed.tree, writing]));
  const selection = await events.selections.select(narrowed, control);
  const lists = new EventLists(events.db);
  const total = selection.count;
  const rows =
    total <= 2 * MOST_LISTED
      ? await lists.page(narrowed, 'asc', 0, total)
      : [...(await lists.page(narrowed, 'asc', 0, MOST_LISTED)), ...(await lists.page(narrowed, 'asc', total - MOST_LISTED, MOST_LISTED))];
  return { total, rows: rows.map((row) => ({ row, id: eventId({ ...row, sha256: row.evidence }) })), filter: narrowed };
}
