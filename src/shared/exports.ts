// Events as files for other programs: the formats that the window offers, and what an export says when it is done. docs/exports.md describes them.
import { z } from 'zod';

export const EVENT_FORMATS = ['csv', 'xlsx', 'jsonl', 'timesketch'] as const;
export const EventFormat = z.enum(EVENT_FORMATS);
export type EventFormat = z.infer<typeof EventFormat>;

/** What each is for, in a few words, and how its files are called. */
export const EVENT_FORMAT_WORDS: Record<EventFormat, { name: string; is: string; ending: string }> = {
  csv: { name: 'CSV', is: 'a table for any program', ending: 'csv' },
  xlsx: { name: 'Excel', is: 'a workbook, every text as text', ending: 'xlsx' },
  jsonl: { name: 'JSONL', is: 'an object a line, for scripts', ending: 'jsonl' },
  timesketch: { name: 'Timesketch', is: 'dated events for its timeline', ending: 'jsonl' },
};

export const ExportSummary = z.object({
  format: EventFormat,
  /** Absolute. */
  path: z.string(),
  /** Of the file, lower-case hex. */
  sha256: z.string(),
  /** Events written. */
  rows: z.number(),
  /** Events for which the format has no place: those without a time, in a format of times. */
  leftOut: z.number(),
  /** Items of which the filter asks records that could not be read, or not wholly. */
  unreadable: z.number(),
});
export type ExportSummary = z.infer<typeof ExportSummary>;
