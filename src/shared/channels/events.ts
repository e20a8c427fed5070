// The events of a filter as a list, each of them whole, and why there is none. Part of the channel map.
import { z } from 'zod';
import { Bookmark, ItemKind, ProblemRow, WindowEventRow } from '../domain.ts';
import { EmptyAnswer } from '../empty.ts';
import { FilterReading } from '../filter-reading.ts';
import { Filter, Order, Page } from './parts.ts';

/** Answered by the engine. */
export const eventChannels = {
  /** `reading`: records are still to be read for the filter; this and every other answer says what is certain so far. */
  'events.count': {
    args: z.object({ filter: Filter }),
    result: z.object({
      total: z.number(),
      undated: z.number(),
      first: z.number().nullable(),
      last: z.number().nullable(),
      reading: FilterReading.nullable(),
      /** Items of which the filter asks records that could not be read, or not wholly. */
      unreadable: z.number(),
    }),
  },
  /** Rows `offset`…`offset+limit` of the filtered list in public order (time, item hash, location); undated last. */
  'events.page': {
    args: z.object({ filter: Filter, order: Order, ...Page }),
    result: z.object({ rows: z.array(WindowEventRow) }),
  },
  /** Where an event stands in the filtered list: row number from 0, or null when the filter leaves it out. */
  'events.position': {
    args: z.object({ filter: Filter, order: Order, id: z.string() }),
    result: z.object({ position: z.number().nullable() }),
  },
  /** The first event of the list at or after an instant (`desc`: at or before it), and its row number; id null when there is none. */
  'events.at': {
    args: z.object({ filter: Filter, order: Order, ms: z.number() }),
    result: z.object({ id: z.string().nullable(), position: z.number() }),
  },
  'events.detail': {
    args: z.object({ id: z.string() }),
    result: z.object({
      row: WindowEventRow,
      /** The original record, byte for byte, decoded as UTF-8 for the screen. */
      raw: z.string(),
      /** Of a reduced copy (fidelity 1), where `raw` is a row or an entry: what it says of the record, as JSON text. */
      reduced: z.string().nullable(),
      proof: z.object({
        evidence: z.string(),
        kind: ItemKind,
        size: z.number(),
        encoding: z.string(),
        paths: z.array(z.string()),
        offset: z.number(),
        length: z.number(),
        /** Decoding steps where the record is wrapped: see main/decode/steps.ts. */
        steps: z.string(),
        /** SHA-256 of the record's bytes. */
        recordSha256: z.string(),
        /** Whether the stored bytes of the item still have its SHA-256, checked as this was read; null when it is too large for that. */
        intact: z.boolean().nullable(),
      }),
      sightings: z.array(z.object({ id: z.string(), relation: z.enum(['primary', 'sighting', 'conflict']), paths: z.array(z.string()) })),
      problems: z.array(ProblemRow),
      bookmark: Bookmark.nullable(),
    }),
  },
  /**
   * Why a filter gives no event, or none of a text search that is over: what was searched, and whether the logs could have shown it. Its
   * attestation is what AWS's digests were last judged to say.
   */
  'empty.explain': {
    args: z.object({ filter: Filter, search: z.object({ text: z.string().max(10_000), events: z.number() }).optional() }),
    result: EmptyAnswer,
  },
} as const;
