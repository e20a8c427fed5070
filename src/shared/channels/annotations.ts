// What the window asks of bookmarks, tags and notes, on events, entities, spans of time and views: part of the channel map. Nothing is ever erased.
import { z } from 'zod';
import {
  Annotated,
  AnnotatedRow,
  AnnotationAct,
  AnnotationChange,
  AnnotationStep,
  AnnotationVersionRow,
  EventMark,
  MOST_AT_ONCE,
  RevertStep,
  SpanMark,
  TagName,
  TargetKind,
  TargetText,
} from '../annotations.ts';
import { Bookmark, BookmarkColour, Count, WindowEventRow } from '../domain.ts';
import { Filter, nothing, Page, Ticket } from './parts.ts';

export const annotationChannels = {
  'bookmarks.list': {
    args: nothing,
    result: z.object({ bookmarks: z.array(z.object({ bookmark: Bookmark, row: WindowEventRow.nullable() })) }),
  },
  /** Adds a version; nothing is erased. `remove: true` supersedes the bookmark by none. */
  'bookmarks.put': {
    args: z.object({ eventId: z.string(), colour: BookmarkColour, note: z.string().max(100_000), remove: z.boolean().optional() }),
    result: nothing,
  },
  /** Everything that is annotated: a page of it. All conditions hold at once; an empty list asks nothing. Errors: FILTER_INVALID. */
  'annotations.list': {
    args: z.object({
      kinds: z.array(TargetKind),
      colours: z.array(BookmarkColour),
      tags: z.array(TagName).max(100),
      authors: z.array(z.string().max(10_000)).max(100),
      /** Text in the target, its label, note or tags, in any letter case; empty: all. */
      search: z.string().max(1000),
      /** Only events of this filter, and other targets; empty: all. */
      filter: Filter,
      /** `time`: where they stand in time, those that stand nowhere last; `changed`: newest first. */
      order: z.enum(['time', 'changed']),
      ...Page,
    }),
    result: z.object({
      total: z.number(),
      rows: z.array(AnnotatedRow),
      /** Of everything that is annotated in this case, whatever was asked: how many targets. Authors are also those of other examiners' annotations. */
      counts: z.object({ all: z.number(), kinds: z.array(Count), colours: z.array(Count), tags: z.array(Count), authors: z.array(Count) }),
    }),
  },
  /** All that counts on some targets, in their order: of this case, each; and of other examiners, where there is any. Nothing on it: an empty one. */
  'annotations.get': {
    args: z.object({ targets: z.array(TargetText).max(1000) }),
    result: z.object({ annotated: z.array(Annotated) }),
  },
  /**
   * Does something to targets, all or nothing; what is so already is left. Errors: EVENT_MISSING, VIEW_MISSING; ANNOTATION_INVALID for a note on
   * something else than an entity.
   */
  'annotations.put': {
    args: z.object({ changes: z.array(AnnotationChange).min(1).max(MOST_AT_ONCE) }),
    result: AnnotationStep,
  },
  /** Does something to every event of a filter, all or nothing. Errors: FILTER_INVALID; TOO_MANY_EVENTS above MOST_AT_ONCE, which says what to do instead. */
  'annotations.putAll': {
    args: z.object({ filter: Filter, act: AnnotationAct }),
    result: AnnotationStep.extend({
      /** Events of the filter. */
      events: z.number(),
    }),
  },
  /** Takes an act back by new versions that say what held before it; what was changed since is left, and counted. The answer can be taken back likewise. */
  'annotations.revert': {
    args: z.object({ first: z.number().int().min(1), last: z.number().int().min(1) }),
    result: RevertStep,
  },
  /** Makes a former version count again, by a new version that is like it. Errors: ANNOTATION_MISSING. */
  'annotations.restore': { args: z.object({ id: z.number().int().min(1) }), result: AnnotationStep },
  /** Every version, newest first: of one target, or of the case. */
  'annotations.history': {
    args: z.object({ target: TargetText.nullable(), author: z.string().max(10_000).nullable(), ...Page }),
    result: z.object({
      total: z.number(),
      rows: z.array(AnnotationVersionRow),
      /** Of all versions of the target or the case. */
      authors: z.array(Count),
    }),
  },
  /** Tags in use, the most used first: on how many targets. */
  'annotations.tags': { args: nothing, result: z.object({ tags: z.array(Count) }) },
  /** What is marked in a span of time, ms UTC, half-open: events in order of time (the first `limit`), and every span of time that touches it. */
  'annotations.marks': {
    args: z.object({
      from: z.number(),
      to: z.number(),
      /** Only events of this filter; empty: all. Spans are told whatever it is. */
      filter: Filter,
      limit: z.number().int().min(0).max(5000),
      ticket: Ticket,
    }),
    result: z.object({
      events: z.array(EventMark),
      /** Events that are marked beyond `limit`. */
      eventsLeft: z.number(),
      spans: z.array(SpanMark),
    }),
  },
} as const;
