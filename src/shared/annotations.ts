// What annotations are put on (events, entities, spans of time, views), each with one text form; and the words of bookmarks and tags.
import { z } from 'zod';
import { BookmarkColour, EventId, WindowEventRow } from './domain.ts';
import { canonicalFilter, parseFilter } from './filter.ts';
import { LONGEST_VALUE } from './filter-edit.ts';
import { isPivotKind, type PivotKind } from './pivots.ts';
import { LONGEST_VIEW_NAME } from './saved-views.ts';
import { isoUtc } from './time.ts';

export const TARGET_KINDS = ['event', 'entity', 'span', 'view'] as const;
export const TargetKind = z.enum(TARGET_KINDS);
export type TargetKind = z.infer<typeof TargetKind>;

/** What an annotation is put on. Text in it may come from logs: it is shown, never run. */
export type Target =
  /** Public id of the event. */
  | { kind: 'event'; id: string }
  | { kind: 'entity'; of: PivotKind; value: string }
  /** Half-open [from, to), ms UTC; a filter in canonical form, empty for every event in it. */
  | { kind: 'span'; from: number; to: number; filter: string }
  /** Name of a saved view. */
  | { kind: 'view'; name: string };

/** Longer texts are no target. */
export const LONGEST_TARGET = 16_384;

/** Years that ISO 8601 writes with four digits. */
const FIRST_MS = Date.parse('0000-01-01T00:00:00Z');
const LAST_MS = Date.parse('9999-12-31T23:59:59.999Z');
const SPAN = /^span:(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3})?Z)\/(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3})?Z)(?: (.+))?$/s;

/**
 * The text form of a target: an event's public id, `entity:KIND:VALUE`, `span:FROM/TO FILTER` (ISO 8601 UTC; the filter and its blank only where there
 * is one) or `view:NAME`. parseTarget() gives the target back.
 */
export function targetText(target: Target): string {
  switch (target.kind) {
    case 'event':
      return target.id;
    case 'entity':
      return `entity:${target.of}:${target.value}`;
    case 'span':
      return `span:${isoUtc(target.from)}/${isoUtc(target.to)}${target.filter === '' ? '' : ` ${target.filter}`}`;
    case 'view':
      return `view:${target.name}`;
  }
}

/** The target of a text; null where it is none. Times and filters of a span are brought into canonical form. */
export function parseTarget(text: string): Target | null {
  if (text.length > LONGEST_TARGET) return null;
  if (EventId.safeParse(text).success) return { kind: 'event', id: text };
  const entity = /^entity:([A-Za-z]+):(.+)$/s.exec(text);
  if (entity) {
    const [, of, value = ''] = entity;
    return isPivotKind(of) && value.length <= LONGEST_VALUE ? { kind: 'entity', of, value } : null;
  }
  const span = SPAN.exec(text);
  if (span) {
    const [, from = '', to = '', filter = ''] = span;
    return isDay(from) && isDay(to) ? spanTarget(Date.parse(from), Date.parse(to), filter) : null;
  }
  const view = /^view:([^\p{Cc}\u2028\u2029]+)$/u.exec(text);
  const name = view?.[1]?.trim() ?? '';
  return name !== '' && name.length <= LONGEST_VIEW_NAME ? { kind: 'view', name } : null;
}

/** Whether a time's day is in the calendar: Date.parse() takes 30 February for 2 March. */
function isDay(time: string): boolean {
  const day = time.slice(0, 'YYYY-MM-DD'.length);
  const ms = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(day);
}

/** A span of time as a target, [from, to) in ms UTC; null where it is empty, out of the calendar, or its filter does not parse. */
export function spanTarget(from: number, to: number, filter = ''): Target | null {
  if (!(from >= FIRST_MS && to <= LAST_MS && from < to)) return null;
  if ('problem' in parseFilter(filter)) return null;
  return { kind: 'span', from: Math.round(from), to: Math.round(to), filter: canonicalFilter(filter) };
}

/** The kind of a target's text, by its beginning: what stands in a case is not read again. */
export function targetKindOf(text: string): TargetKind {
  if (text.startsWith('entity:')) return 'entity';
  if (text.startsWith('span:')) return 'span';
  return text.startsWith('view:') ? 'view' : 'event';
}

export const TARGET_TITLES: Record<TargetKind, { one: string; many: string }> = {
  event: { one: 'event', many: 'events' },
  entity: { one: 'entity', many: 'entities' },
  span: { one: 'span of time', many: 'spans of time' },
  view: { one: 'view', many: 'views' },
};

export const TargetText = z
  .string()
  .min(1)
  .max(LONGEST_TARGET)
  .refine((text) => parseTarget(text) !== null, 'no event, entity, span of time or view');

const LONGEST_TAG = 64;

/**
 * A tag's name: letters, digits, `-`, `_`, `.`, `:`; none that shows nothing, by which two tags would look like one. Its letter case is kept; two that
 * differ in it only are one tag: see tagKey().
 */
export const TagName = z
  .string()
  .min(1)
  .max(LONGEST_TAG)
  .regex(/^(?:(?!\p{Default_Ignorable_Code_Point})[\p{L}\p{M}\p{N}._:-])+$/u);

/** By which tags are the same: composed again, since a small letter may compose where the capital did not; a sigma is one at the end of a word too. */
export function tagKey(name: string): string {
  return name.normalize('NFC').toLowerCase().normalize('NFC').replaceAll('ς', 'σ');
}

/** A few words beside a bookmark's colour: one line. */
export const LONGEST_LABEL = 120;
export const Label = z
  .string()
  .trim()
  .max(LONGEST_LABEL)
  .regex(/^[^\p{Cc}\u2028\u2029]*$/u);

export const LONGEST_NOTE = 100_000;
const Note = z.string().max(LONGEST_NOTE);

/** Targets that one act changes at most. */
export const MOST_AT_ONCE = 20_000;

/**
 * What an act does to a target. Bookmark: what is left out stays as it is (of a new one: yellow, no label, no note). Note: only of an entity, whose
 * bookmark has a note of its own; an empty text takes it away.
 */
export const AnnotationAct = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('bookmark'),
    colour: BookmarkColour.optional(),
    label: Label.optional(),
    note: Note.optional(),
    remove: z.boolean().optional(),
  }),
  z.object({ kind: z.literal('tag'), name: TagName, remove: z.boolean().optional() }),
  z.object({ kind: z.literal('note'), note: Note }),
]);
export type AnnotationAct = z.infer<typeof AnnotationAct>;

export const AnnotationChange = z.object({ target: TargetText, act: AnnotationAct });
export type AnnotationChange = z.infer<typeof AnnotationChange>;

/** What an act wrote: by it the act is taken back (`annotations.revert`). */
export const AnnotationStep = z.object({
  /** Versions written: 0 where everything was so already. */
  written: z.number(),
  /** Targets that these are of. */
  targets: z.number(),
  /** Ids of the first and the last version; null when there is none. */
  versions: z.object({ first: z.number(), last: z.number() }).nullable(),
});
export type AnnotationStep = z.infer<typeof AnnotationStep>;

/** What taking an act back wrote. */
export const RevertStep = AnnotationStep.extend({
  /** Targets that the act was of. */
  of: z.number(),
  /** Of these, targets that were changed since: what was changed there is as it was left. */
  left: z.number(),
});
export type RevertStep = z.infer<typeof RevertStep>;

const TargetBookmark = z.object({
  colour: BookmarkColour,
  label: z.string(),
  /** Markdown. */
  note: z.string(),
  author: z.string(),
  /** ms UTC. */
  at: z.number(),
});

/** All that counts on one target. */
export const Annotated = z.object({
  /** Text form. */
  target: z.string(),
  /** Empty for what was written in this case; else from whose export it was taken over: that target stands once for each. */
  origin: z.string(),
  bookmark: TargetBookmark.nullable(),
  /** In order of name. */
  tags: z.array(z.object({ name: z.string(), author: z.string(), at: z.number() })),
  /** Of an entity. Markdown. */
  note: z.object({ note: z.string(), author: z.string(), at: z.number() }).nullable(),
  /** When it was last changed, ms UTC, and how many versions there are of all of it. */
  at: z.number(),
  versions: z.number(),
});
export type Annotated = z.infer<typeof Annotated>;

/** One target of a list, with what it is in the case. */
export const AnnotatedRow = Annotated.extend({
  /** Of an event: its row; null where the case has no such event, and for other targets. */
  row: WindowEventRow.nullable(),
  /** Its event or view is not in the case. */
  missing: z.boolean(),
  /** Where it stands in time, ms UTC: of an event its time, of a span its beginning; null: nowhere. */
  time: z.number().nullable(),
});
export type AnnotatedRow = z.infer<typeof AnnotatedRow>;

export const ANNOTATION_KINDS = ['bookmark', 'tag', 'note'] as const;

/** One version of an annotation. */
export const AnnotationVersionRow = z.object({
  id: z.number(),
  at: z.number(),
  author: z.string(),
  origin: z.string(),
  target: z.string(),
  kind: z.enum(ANNOTATION_KINDS),
  /** Empty where there is none, as of a tag. */
  colour: z.string(),
  label: z.string(),
  /** Of a tag: its name. */
  note: z.string(),
  removed: z.boolean(),
  /** It is the version that counts. */
  current: z.boolean(),
  /** A target's event, where the case has it. */
  row: WindowEventRow.nullable(),
});
export type AnnotationVersionRow = z.infer<typeof AnnotationVersionRow>;

/** What a background of the timeline shows: bookmarks and tags of this case only. */
export const EventMark = z.object({
  /** Public id of the event that lists show. */
  id: z.string(),
  time: z.number(),
  /** Null: it only has tags. */
  colour: BookmarkColour.nullable(),
  label: z.string(),
  tags: z.array(z.string()),
});
export type EventMark = z.infer<typeof EventMark>;

export const SpanMark = EventMark.omit({ id: true, time: true }).extend({
  /** Text form of the target. */
  target: z.string(),
  /** ms UTC, half-open; not clipped to what was asked for. */
  from: z.number(),
  to: z.number(),
  filter: z.string(),
});
export type SpanMark = z.infer<typeof SpanMark>;
