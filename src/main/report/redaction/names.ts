// Names of a case as they are gathered: which of them are hidden, of what kind each is, and what is no name at all.
import type { RedactionOptions } from '../../../shared/report.ts';
import type { ReadConnection } from '../../case/open.ts';
import { ipOf } from './addresses.ts';
import { arnsIn } from './arns.ts';
import { isRegion, isServiceName } from './aws-names.ts';
import { Dictionary } from './dictionary.ts';
import { foldedValue } from './fold.ts';
import { groupOf, hides, type Kind } from './kinds.ts';
import { isOpenWord } from './open-words.ts';
import { shapesIn } from './shapes.ts';
import { isUrl } from './urls.ts';
import { isOpenValue, isVocabulary } from './vocabulary.ts';

/** Values, at most: a text of more is searched for in vain for the rest. */
const MOST_VALUES = 400_000;

/** Characters of a value that is looked for as one. */
const STRETCH = 2048;
/** Characters of a name that are looked for. */
export const LONGEST_NAME = 100_000;

/** Columns that hold words of AWS's: in a forged record, or an event of somebody's own, anything. */
const OPEN_COLUMNS = ['event_name', 'event_source', 'event_type', 'event_category', 'error_code', 'region'] as const;

export class Names {
  readonly db: ReadConnection;
  readonly options: RedactionOptions;
  readonly dictionary = new Dictionary();
  /** Words that every report shows: what calls, services and regions are called. */
  private readonly open: ReadonlySet<string>;
  /** What stands where only such words should, and is none. */
  readonly strange: readonly string[];

  constructor(db: ReadConnection, options: RedactionOptions) {
    this.db = db;
    this.options = options;
    const words = OPEN_COLUMNS.flatMap((column) =>
      this.termsOf('calls', column).map((word) => ({ word, isCall: column === 'event_name' })),
    );
    words.push(...this.termsOf('identities', 'type').map((word) => ({ word, isCall: false })));
    const isOpen = ({ word, isCall }: { word: string; isCall: boolean }): boolean => isOpenWord(word, isCall);
    this.open = new Set(
      [...words.filter(isOpen).map(({ word }) => word), 'root', 'aws', 'arn', 'true', 'false', 'null', 'none'].map(foldedValue),
    );
    this.strange = words.filter((one) => !isOpen(one)).map(({ word }) => word);
  }

  termsOf(table: 'calls' | 'identities' | 'origins', column: string): string[] {
    return this.db
      .prepare(`SELECT value FROM terms WHERE id IN (SELECT ${column} FROM ${table} WHERE ${column} > 0) ORDER BY value`)
      .pluck()
      .all() as string[];
  }

  /** Whether every report shows this word. */
  isOpen(text: string): boolean {
    return this.open.has(foldedValue(text));
  }

  /** @returns whether it is looked for from now on */
  add(kind: Kind, value: string): boolean {
    if (!hides(this.options, groupOf(kind)) || this.dictionary.size >= MOST_VALUES) return false;
    const low = foldedValue(value).trim();
    if (low === '' || /^[\s*?\-_.:/]*$/.test(low) || this.open.has(low) || isAws(low)) return false;
    // A number of one or two digits is a count everywhere.
    if (/^\d{1,3}$/.test(low)) return false;
    // What is longer is hidden stretch by stretch.
    for (let from = 0; from < Math.min(value.length, LONGEST_NAME); from += STRETCH)
      this.dictionary.add(kind, value.slice(from, from + STRETCH));
    return true;
  }

  /** A name, or the names within it. */
  named(kind: Kind, value: string): void {
    if (value.length > STRETCH) {
      this.add(kind, value);
      return;
    }
    if (/^arn:/i.test(value)) {
      for (const span of arnsIn(value, true)) this.add(span.kind, span.value);
      return;
    }
    if (ipOf(value) !== null) return;
    if (groupOf(kind) === 'addresses') {
      const host = /^[a-z]+:\/\/([^/:?#]+)/i.exec(value)?.[1] ?? value;
      if (/^[\p{L}\p{N}_.-]+$/u.test(host)) {
        if (!isOpenValue(host)) this.add('host', host);
      } else if (!isUrl(value) && !isOpenValue(value) && shapesIn(value, () => false, true).length === 0)
        this.add(this.options.addresses ? 'host' : 'text', value);
      return;
    }
    // What is no name of its own kind, and a word of AWS's: a state, a type.
    if (kind === 'resource' && isOpenValue(value)) return;
    const form = shapesIn(value, () => false, true).find(({ from, to }) => from === 0 && to === value.length);
    this.add(form && groupOf(form.kind) !== 'addresses' ? form.kind : kind, value);
  }

  /** Somebody as the custody log has them: name and login. */
  person(text: string): void {
    const [, name, login] = /^(.*?)\s*\(([^()]*)\)\s*$/.exec(text) ?? [];
    if (name === undefined) {
      this.add('person', text);
      return;
    }
    this.add('person', name);
    for (const part of [login ?? '', ...(login ?? '').split('@')]) if (part.length > 3) this.add('person', part);
  }

  /** Names in a path that are none of AWS's layout, and the trail in the name of a digest. @param seen names that were there before */
  path(path: string, seen: Set<string>): void {
    for (const part of path.split(/[/\\!]+/)) {
      const trail = /^\d{12}_CloudTrail-Digest_([a-z0-9-]+)_(.+)_\1_\d{8}T\d{6}Z\./.exec(part)?.[2];
      if (trail) this.add('trail', trail);
      const isLayout =
        /^\d{12}_CloudTrail/.test(part) || /^(?:AWSLogs|CloudTrail(?:-Digest|-Insight)?|\d{1,12})$/.test(part) || isRegion(part);
      if (part.length < 4 || isLayout || isVocabulary(part) || seen.has(part)) continue;
      seen.add(part);
      this.add(/\.[a-z0-9]{1,6}$/.test(part) ? 'file' : 'folder', part);
    }
  }
}

/** Names that are AWS's for everyone. */
function isAws(low: string): boolean {
  return isRegion(low) || isServiceName(low) || /^(?:aws internal|aws|amazon|anonymous|self)$/.test(low);
}
