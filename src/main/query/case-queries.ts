// Every question that the window asks of an open case, by channel: one registry, answered on a read-only connection.
import type { Args, EngineChannel, Result } from '../../shared/channels.ts';
import type { WindowEventRow } from '../../shared/domain.ts';
import { COMPLETED_FIELDS, complete } from '../../shared/filter/complete.ts';
import type { FilterReading } from '../../shared/filter-reading.ts';
import type { Attestation } from '../../shared/integrity.ts';
import { referencesOf } from '../../shared/references.ts';
import { currentBookmarks } from '../case/annotations.ts';
import { attackData } from '../case/attack-data.ts';
import { notesOf } from '../case/entity-notes.ts';
import { type StoredRow, storedRow } from '../case/event-rows.ts';
import { EvidenceReader } from '../case/evidence.ts';
import { openForReading, type ReadConnection } from '../case/open.ts';
import { recordPlaces } from '../case/record-places.ts';
import { savedViews } from '../case/saved-views.ts';
import { currentWatchLists } from '../case/watch-lists.ts';
import type { JobControl } from '../jobs/progress.ts';
import { aboutAddress, addressData, addressList, addressMarks } from './addresses/address-answers.ts';
import { EventMarks } from './annotations/event-marks.ts';
import { annotationHistory } from './annotations/history.ts';
import { idsOfFilter } from './annotations/ids.ts';
import { annotationList, annotationsOf, tagsInUse } from './annotations/list.ts';
import { annotationMarks } from './annotations/marks.ts';
import { caseInfo } from './case-info.ts';
import { eventsOf, forgetEvents } from './columns/case-events.ts';
import type { Select } from './columns/select.ts';
import type { Selection } from './columns/selections.ts';
import { compare } from './compare/compare.ts';
import { explainEmpty } from './empty/explain.ts';
import { actorList } from './entities/actor-list.ts';
import { keyList } from './entities/key-list.ts';
import { eventDetail } from './event-detail.ts';
import { EventLists } from './event-list.ts';
import { evidenceBytes } from './evidence-bytes.ts';
import { CaseValues } from './filter/values.ts';
import { citations, primaryOf } from './findings/cited.ts';
import { completeReference } from './findings/complete.ts';
import { findingList, findingPage, storylinePage } from './findings/finding-list.ts';
import { resolveReferences } from './findings/references.ts';
import { suggestFrame } from './findings/suggest.ts';
import { custodyList, evidenceList } from './inventory.ts';
import { lineageOf } from './lineage/lineage.ts';
import { bulk, overview, signInCounts } from './overview.ts';
import { pivot } from './pivot.ts';
import { actorNames } from './pivots/actor-names.ts';
import { problemList } from './problems.ts';
import { answerQuestion } from './questions/answer.ts';
import { Readings } from './readings.ts';
import { ResourceReadings } from './resources/resource-readings.ts';
import { type TimelineAnswers, timelineAnswers } from './timeline/answers.ts';
import { unusualActors, unusualSearch } from './unusual/actors.ts';
import { unusual } from './unusual/unusual.ts';
import { warming } from './warm.ts';
import { windowFacets, windowHistogram } from './window-counts.ts';
import { windowRow } from './window-row.ts';

export class CaseQueries {
  readonly db: ReadConnection;
  readonly lists: EventLists;
  private readonly path: string;
  private readonly evidence: EvidenceReader;
  private readonly values: CaseValues;
  private readonly marks: EventMarks;
  private ahead: Generator<void> | null = null;
  private readonly ending = new AbortController();
  private readonly readings: Readings;
  private readonly resources: ResourceReadings;
  private readonly select: Select = (filter) => this.readings.current(filter);
  private readonly timeline: TimelineAnswers;

  /**
   * @param tell how far the reading of records is that a filter needs
   * Errors: those of opening a case for reading.
   */
  constructor(path: string, tell: (reading: FilterReading) => void = () => {}) {
    this.path = path;
    this.db = openForReading(path);
    this.readings = new Readings(this.db, tell);
    this.resources = new ResourceReadings(this.db, this.select, (filter) => this.readings.of(filter));
    this.timeline = timelineAnswers(this.db, this.select, (filter) => this.resources.reading(filter));
    this.lists = new EventLists(this.db, this.select);
    this.evidence = new EvidenceReader(this.db);
    this.values = new CaseValues(this.db);
    this.marks = new EventMarks(this.db);
  }

  /**
   * Makes one part of what the next questions will need, while nothing is asked.
   * @returns whether there is more to be made
   */
  warm(): boolean {
    this.ahead ??= warming(eventsOf(this.db));
    return this.ahead.next().done !== true;
  }

  /** What was counted before is stale. */
  forget(): void {
    if (forgetEvents(this.db)) {
      this.ahead = null;
      this.readings.forget();
      this.resources.forget();
    }
    this.lists.forget();
    this.values.forget();
    this.marks.forget();
  }

  /** Public ids of all events of a filter, in public order. Errors: FILTER_INVALID, TOO_MANY_EVENTS. */
  ids(filter: string): Promise<string[]> {
    return idsOfFilter(this.db, filter);
  }

  /** Resolves when nothing reads the case any more. */
  async close(): Promise<void> {
    this.ending.abort();
    await Promise.all([this.readings.end(), this.resources.end()]);
    this.db.close();
  }

  /**
   * @param args parsed with the schema of the channel
   * @param signal of whoever waits for the answer: long work ends with it
   */
  answer(channel: QueryChannel, args: unknown, signal: AbortSignal): unknown {
    const control = { signal: AbortSignal.any([signal, this.ending.signal]) };
    return (this.answers[channel] as (args: unknown, control: JobControl) => unknown)(args, control);
  }

  readonly answers = {
    'case.info': () => caseInfo(this.db, this.path),
    'case.overview': () => overview(this.db),
    'case.bulk': () => bulk(this.db),
    'case.signIns': (_: Args<'case.signIns'> = {}, control = this.control) => signInCounts(this.db, control),
    'filter.complete': ({ text, cursor }: Args<'filter.complete'>) =>
      complete(text, Math.min(cursor, text.length), COMPLETED_FIELDS, (field, prefix) => this.values.beginning(field, prefix)),
    'filter.stop': () => {
      this.readings.stop();
      return {};
    },
    'filter.read': ({ filter }: Args<'filter.read'>) => {
      void this.readings.read(filter);
      return {};
    },
    'events.count': async ({ filter }: Args<'events.count'>) => ({
      ...(await this.lists.count(filter)),
      reading: this.readings.of(filter),
    }),
    'empty.explain': (args: Args<'empty.explain'> & { attestation?: Attestation | null }) =>
      explainEmpty(this.db, { ...args, attestation: args.attestation ?? null }),
    'events.page': async (args: Args<'events.page'>) => ({
      rows: (await this.lists.page(args.filter, args.order, args.offset, args.limit)).map((row) => this.windowRow(row)),
    }),
    'events.position': async (args: Args<'events.position'>) => ({ position: await this.lists.position(args.filter, args.order, args.id) }),
    'events.at': async ({ filter, order, ms }: Args<'events.at'>) => {
      const position = await this.lists.positionOfTime(filter, order, ms);
      const [row] = await this.lists.page(filter, order, position, 1);
      return { id: row && row.timeMs !== null ? this.windowRow(row).id : null, position };
    },
    'events.detail': (args: Args<'events.detail'>) => eventDetail(this.db, this.evidence, args.id),
    'events.facets': (args: Args<'events.facets'>, control = this.control) => windowFacets(this.db, args, this.select, control),
    'events.resources': (args: Args<'events.resources'>) => this.resources.counts(args),
    'resources.list': (args: Args<'resources.list'>) => this.resources.list(args),
    'resources.history': (args: Args<'resources.history'>) => this.resources.history(args),
    'resources.stop': () => {
      this.resources.stop();
      return {};
    },
    'resources.read': () => {
      this.resources.forget();
      return {};
    },
    'events.histogram': (args: Args<'events.histogram'>, control = this.control) => windowHistogram(this.db, args, this.select, control),
    'timeline.density': (args: Args<'timeline.density'>) => this.timeline['timeline.density'](args),
    'timeline.lanes': async (args: Args<'timeline.lanes'>) => {
      const result = await this.timeline['timeline.lanes'](args);
      return { ...result, events: result.events?.map((row) => this.marks.onto({ ...row })) ?? null };
    },
    'timeline.sessions': (args: Args<'timeline.sessions'>) => this.timeline['timeline.sessions'](args),
    'timeline.markers': (args: Args<'timeline.markers'>) => this.timeline['timeline.markers'](args),
    'timeline.backgrounds': (args: Args<'timeline.backgrounds'> & { attestation?: Attestation | null }) =>
      this.timeline['timeline.backgrounds'](args),
    'lineage.get': async (args: Args<'lineage.get'>, control = this.control) => {
      await this.readSignIns(control);
      return { lineage: lineageOf(this.db, args) };
    },
    pivot: async (args: Args<'pivot'>) => {
      const { unreadable, ...found } = await pivot(this.db, args, this.control, this.select);
      return { ...found, unreadable: unreadable.length, reading: this.readings.of(found.filter) };
    },
    'compare.get': (args: Args<'compare.get'>, control = this.control) => compare(eventsOf(this.db), args, control),
    'questions.get': async (args: Args<'questions.get'> & { attestation?: Attestation | null }, control = this.control) => {
      await this.readSignIns(control);
      return answerQuestion(this.db, { ...args, colourOf: (id) => this.marks.of(id)?.colour ?? null }, control);
    },
    'actors.list': async (args: Args<'actors.list'>) => {
      if (args.sort === 'unusual') await this.searchUnusual();
      const selection = await this.told(args.filter);
      return actorList(eventsOf(this.db), selection, args);
    },
    'keys.list': async (args: Args<'keys.list'>) => {
      if (args.sort === 'unusual') await this.searchUnusual();
      const selection = await this.told(args.filter);
      return keyList(eventsOf(this.db), selection, args);
    },
    'actors.names': ({ ids }: Args<'actors.names'>) => ({ names: actorNames(eventsOf(this.db), ids) }),
    'notes.get': ({ kind, value }: Args<'notes.get'>) => ({ versions: notesOf(this.db, kind, value) }),
    'addresses.list': (args: Args<'addresses.list'>) => addressList(this.db, args, this.select),
    'addresses.marks': () => addressMarks(this.db),
    'addresses.about': ({ address }: Args<'addresses.about'>) => aboutAddress(this.db, address),
    'addresses.data': () => addressData(this.db),
    'lists.list': () => ({ lists: currentWatchLists(this.db) }),
    'unusual.get': async ({ filter }: Args<'unusual.get'>, control = this.control) => {
      const selection = await this.told(filter, control);
      return unusual(eventsOf(this.db), filter, selection);
    },
    'unusual.actors': async ({ top }: Args<'unusual.actors'>, control = this.control) => {
      await this.searchUnusual(control);
      return unusualActors(eventsOf(this.db), top);
    },
    'bookmarks.list': () => this.bookmarks(),
    'annotations.list': (args: Args<'annotations.list'>) => annotationList(this.db, args, this.select),
    'annotations.get': ({ targets }: Args<'annotations.get'>) => ({ annotated: annotationsOf(this.db, targets) }),
    'annotations.history': (args: Args<'annotations.history'>) => annotationHistory(this.db, args),
    'annotations.tags': () => ({ tags: tagsInUse(this.db) }),
    'annotations.marks': (args: Args<'annotations.marks'>) => annotationMarks(this.db, args, this.select),
    'findings.list': () => ({ findings: findingList(this.db) }),
    'findings.get': ({ id }: Args<'findings.get'>) => {
      const page = findingPage(this.db, id, (row) => this.marks.onto(row));
      const { narrative, reason, questions } = page.entry.current.body;
      const references = resolveReferences(this.db, referencesOf([narrative, reason, ...Object.values(questions)]));
      return { ...page, references };
    },
    'findings.suggest': ({ ids }: Args<'findings.suggest'>) => ({ questions: suggestFrame(this.db, ids) }),
    'findings.references': ({ references }: Args<'findings.references'>) => ({ references: resolveReferences(this.db, references) }),
    'findings.complete': ({ text, ids }: Args<'findings.complete'>) => ({ items: completeReference(this.db, this.values, text, ids) }),
    'findings.ofEvent': ({ id }: Args<'findings.ofEvent'>) => {
      const record = primaryOf(this.db, id);
      const of = record === null ? [] : citations(this.db).filter((one) => one.record === record);
      return { findings: of.map(({ finding, title, side }) => ({ id: finding, title, side })) };
    },
    'storyline.get': () => {
      const page = storylinePage(this.db);
      const parts = (page.history[0] ?? page.others[0])?.body.parts ?? [];
      const texts = parts.flatMap((part) => (part.kind === 'text' ? [part.text] : []));
      return { ...page, references: resolveReferences(this.db, referencesOf(texts)) };
    },
    'attack.data': () => attackData(this.db),
    'views.list': () => ({ views: savedViews(this.db) }),
    'evidence.list': (args: Args<'evidence.list'>) => evidenceList(this.db, args),
    'evidence.problems': (args: Args<'evidence.problems'>) => problemList(this.db, args),
    'evidence.bytes': (args: Args<'evidence.bytes'>) => evidenceBytes(this.db, this.evidence, args),
    'custody.list': () => ({ rows: custodyList(this.db) }),
  } satisfies { [C in EngineChannel]?: (args: Args<C>, control?: JobControl) => Result<C> | Promise<Result<C>> };

  private get control(): JobControl {
    return { signal: this.ending.signal };
  }

  /** What a filter leaves, for an answer that tells how calls ended: sign-ins are read before, a piece at a time. Errors: FILTER_INVALID, CANCELLED. */
  private async told(filter: string, control = this.control): Promise<Selection> {
    await this.readSignIns(control);
    return this.select(filter);
  }

  /** For answers that tell how calls ended: else other questions would wait until all are read. Errors: CANCELLED. */
  private async readSignIns(control: JobControl): Promise<void> {
    await eventsOf(this.db).failedSignIns().read(control);
  }

  /** Through all actors and keys, a piece at a time. Errors: CANCELLED. */
  private async searchUnusual(control = this.control): Promise<void> {
    await this.readSignIns(control);
    await unusualSearch(eventsOf(this.db)).make(control);
  }

  private windowRow(row: StoredRow): WindowEventRow {
    return this.marks.onto(windowRow(this.db, row));
  }

  private bookmarks(): Result<'bookmarks.list'> {
    const places = recordPlaces(this.db);
    const bookmarks = currentBookmarks(this.db).map((bookmark) => {
      const record = places.at(bookmark.eventId);
      return { bookmark, row: record === null ? null : windowRow(this.db, storedRow(this.db, record), bookmark.colour) };
    });
    return { bookmarks };
  }
}

type QueryChannel = keyof CaseQueries['answers'];

export function isQueryChannel(channel: string, queries: Pick<CaseQueries, 'answers'>): channel is QueryChannel {
  return Object.hasOwn(queries.answers, channel);
}
