// What every format of watch lists is: how it is recognised by content, and how its entries are read.
import { ListDate, type ListFormatId } from '../../../shared/watch-lists.ts';

/** What a list says beside its entries. */
interface ListFacts {
  /** Empty where the list states none. */
  name: string;
  /** As 2026-02-20; empty where the list states none. */
  date: string;
  /** Which part of the file was read, where there is a choice. */
  from: string;
  /** Why not all of it could be read: such a list is refused. */
  damage?: string;
}

export interface ListFormat {
  id: ListFormatId;
  /** Whether a text is of this format; the first that says so reads it. */
  matches(list: ListText): boolean;
  /** Calls `entry` with the text of each entry, whatever it is: addresses are told from the rest by the caller. */
  read(list: ListText, entry: (text: string) => void): ListFacts;
}

/** A list as text, and as JSON where it is that. */
export interface ListText {
  text: string;
  /** The object that the text is as JSON; an empty one for any other text. */
  object: Readonly<Record<string, unknown>>;
}

export const NO_FACTS: ListFacts = { name: '', date: '', from: '' };

/** Lines without what is written behind `#` or `;` or `//`, and without blanks around them; empty ones too. */
export function* plainLines(text: string): Generator<string> {
  for (const line of text.split(/\r\n|\n|\r/)) yield line.replace(/(?:#|;|\/\/).*$/, '').trim();
}

/** The day of a time that a list states; empty for what is none, as 2026-13-45. */
export function dayIn(value: unknown): string {
  const day = typeof value === 'string' ? (/^\d{4}-\d\d-\d\d(?=$|[T ])/.exec(value)?.[0] ?? '') : '';
  return ListDate.safeParse(day).success ? day : '';
}
