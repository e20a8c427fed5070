// Compares a file with the report as the case gives it, byte by byte as it is written, and tells in which section and exhibit they first differ.
import type { Write } from '../report/document.ts';
import { IDENTITY, type ReportFile } from './report-file.ts';
import { TITLE_OF } from './titles.ts';

/** Characters compared at once. */
const BATCH = 256 * 1024;
/** Characters shown of either side. */
const SHOWN = 60;

export interface Difference {
  /** Bytes from the beginning of the file. */
  offset: number;
  /** Where that is, in words. */
  place: string;
  file: string;
  case: string;
  /** The file ends there, and is the same so far. */
  isCut: boolean;
  /** The whole report, and then something else. */
  isLonger: boolean;
}

/** Ends the writing of what would be compared no more. */
export class Differs extends Error {}

export class Comparison {
  difference: Difference | null = null;
  /** The file says something else of itself than the case does. */
  isOtherStatement = false;
  private readonly file: ReportFile;
  private readonly statement: string | null;
  private offset = 0;
  private waiting: string[] = [];
  private length = 0;
  private place = 'the head';

  /** @param statement the element in which the file says what it is, to be compared past; null: that is compared as well */
  constructor(file: ReportFile, statement: string | null) {
    this.file = file;
    this.statement = statement;
  }

  /** Takes the next of what the case gives. Throws Differs at the first difference. */
  readonly write: Write = (text) => {
    this.waiting.push(text);
    this.length += text.length;
    if (this.length >= BATCH) this.flush();
  };

  /** After all was written. Throws Differs. */
  end(): void {
    this.flush();
    if (this.offset < this.file.size)
      this.differ(Buffer.alloc(0), this.file.read(this.offset, SHOWN * 4), 0, 'after the end of the report');
  }

  private flush(): void {
    const text = this.offset === 0 ? this.past(this.waiting.join('')) : this.waiting.join('');
    this.waiting = [];
    this.length = 0;
    const expected = Buffer.from(text, 'utf8');
    const found = this.file.read(this.offset, expected.length);
    if (!found.equals(expected)) {
      let at = 0;
      while (at < found.length && found[at] === expected[at]) at++;
      // Not in the middle of a character.
      while (at > 0 && ((expected[at] ?? 0) & 0xc0) === 0x80) at--;
      this.differ(expected, found, at, this.placeAfter(expected.toString('utf8', 0, at)));
    }
    this.place = this.placeAfter(text);
    this.offset += expected.length;
  }

  /** Our beginning, with what the file says of itself in place of what it should say. */
  private past(text: string): string {
    const { statement } = this;
    const [ours] = IDENTITY.exec(text) ?? [];
    if (statement === null || ours === undefined) return text;
    this.isOtherStatement = ours !== statement;
    return text.replace(ours, () => statement);
  }

  private differ(expected: Buffer, found: Buffer, at: number, place: string): never {
    const raw = (bytes: Buffer): string => bytes.toString('utf8', at, at + SHOWN * 8);
    const offset = this.offset + at;
    // Text is easier to read than markup, where it is the text that differs.
    const [ours, theirs] = [readable(raw(expected)), readable(raw(found))];
    const isText = ours !== theirs;
    this.difference = {
      offset,
      place,
      file: (isText ? theirs : raw(found)).slice(0, SHOWN),
      case: (isText ? ours : raw(expected)).slice(0, SHOWN),
      isCut: offset >= this.file.size,
      isLonger: expected.length === 0,
    };
    throw new Differs();
  }

  /** Where one is after this text of ours: nothing of the case can look like these elements, since all of it is escaped. */
  private placeAfter(text: string): string {
    let { place } = this;
    for (const [, section, exhibit] of text.matchAll(
      /<section id="section-([a-z0-9-]+)">|<article class="exhibit[^"]*" id="exhibit-(\d+)">/g,
    ))
      place = section === undefined ? `exhibit ${exhibit}` : `the section “${TITLE_OF.get(section) ?? section}”`;
    return place;
  }
}

function readable(markup: string): string {
  return markup
    .replace(/<[^<>]*>?/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
