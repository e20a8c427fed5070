// Watch lists of a case, as engine, window and command line share them.
import { z } from 'zod';

/** Formats in which lists are read, and what they are called. */
const LIST_FORMATS = ['stix', 'misp', 'tor-exit-addresses', 'csv', 'plain'] as const;
export type ListFormatId = (typeof LIST_FORMATS)[number];

export const LIST_FORMAT_WORDS: Record<ListFormatId, string> = {
  stix: 'STIX 2.1 bundle',
  misp: 'MISP warning list',
  'tor-exit-addresses': 'Tor exit addresses',
  csv: 'table (CSV)',
  plain: 'lines of addresses and networks',
};

/** One line, which a filter can name. */
export const ListName = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .regex(/^[^\p{Cc}\p{Zl}\p{Zp}]*$/u, 'a name is one line');

/** Day of a list; empty where nobody states one. */
export const ListDate = z.string().regex(/^(\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01]))?$/, 'a day is written as 2026-02-20');

/** A list that was read and could be loaded. */
export const ListPreview = z.object({
  name: z.string(),
  date: z.string(),
  format: z.enum(LIST_FORMATS),
  /** Addresses and networks. */
  entries: z.number(),
  /** What is none, or says more than an address: not loaded, and the first of them. */
  leftOut: z.number(),
  examples: z.array(z.string()),
  /** Which part of the file was read, where there is a choice: a column. */
  from: z.string(),
  bytes: z.number(),
  sha256: z.string(),
});
export type ListPreview = z.infer<typeof ListPreview>;

/** A list of the case that counts now. */
export const WatchList = z.object({
  name: z.string(),
  date: z.string(),
  format: z.string(),
  entries: z.number(),
  leftOut: z.number(),
  /** Of the file that was loaded. */
  bytes: z.number(),
  sha256: z.string(),
  author: z.string(),
  /** When it was loaded, ms UTC. */
  at: z.number(),
});
export type WatchList = z.infer<typeof WatchList>;

/** Marks a hit wherever it is shown; bookmarks have a flag. */
export const WATCH_SIGN = '◉';

/** What a hit says of a list: `Tor exits (2026-02-20)`; of one that states no day, when it was loaded, by UTC. */
export function listLabel({ name, date, at }: Pick<WatchList, 'name' | 'date' | 'at'>): string {
  return `${name} (${date === '' ? `undated, loaded ${new Date(at).toISOString().slice(0, 10)}` : date})`;
}

/** What stays unsaid of a list would be taken for complete. */
export function leftOutWords({ leftOut, format }: Pick<WatchList, 'leftOut' | 'format'>): string {
  if (leftOut === 0) return '';
  const isOne = leftOut === 1;
  // Only of bundles more is left out than what is no address.
  const more = format === 'stix' ? (isOne ? ', asks for more than one or is void' : ', ask for more than one or are void') : '';
  return isOne ? `1 entry that is no address${more} was left out` : `${leftOut} entries that are no addresses${more} were left out`;
}
