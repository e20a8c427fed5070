// Names of a case as they are gathered: which of them are hidden, of what kind each is, and what is no name at all.
import type { RedactionOptions } from '../../../shared/report.ts';
import type { ReadConnection } from '../../case/open.ts';
import { ipOf, isRegion } from './addresses.ts';
import { arnsIn } from './arns.ts';
import { Dictionary } from './dictionary.ts';
import { foldedValue } from './fold.ts';
import { groupOf, hides, type Kind } from './kinds.ts';
import { shapesIn } from './shapes.ts';
import { isOpenValue, isVocabulary } from './vocabulary.ts';

/** Values, at most: a text of more is searched for in vain for the rest. */
const MOST_VALUES = 400_000;

/** What AWS calls calls, services and errors: a forged record cannot make an open word of a name by putting it there. */
const WORDS_OF_CALLS: Readonly<Record<string, RegExp>> = {
  event_name: /^[A-Z][A-Za-z0-9]{2,80}$/,
  event_source: /^[a-z0-9-]{2,40}\.amazonaws\.com$/,
  event_type: /^Aws[A-Z][A-Za-z]{2,40}$/,
  event_category: /^(?:Management|Data|Insight|NetworkActivity)$/,
  error_code: /^(?:[A-Z][A-Za-z]+\.)?[A-Z][A-Za-z]{2,80}$/,
};

export class Names {
  readonly db: ReadConnection;
  readonly options: RedactionOptions;
  readonly dictionary = new Dictionary();
  /** Words that every report shows: what calls, services and regions are called. */
  private readonly open: ReadonlySet<string>;

  constructor(db: ReadConnection, options: RedactionOptions) {
    this.db = db;
    this.options = options;
    const words = Object.entries(WORDS_OF_CALLS).flatMap(([column, shape]) =>
      this.termsOf('calls', column).filter((word) => shape.test(word)),
    );
    const types = this.termsOf('identities', 'type').filter((word) => /^[A-Z][A-Za-z]{2,30}$/.test(word));
    this.open = new Set([...words, ...types, 'root', 'aws', 'arn', 'true', 'false', 'null', 'none'].map(foldedValue));
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

  add(kind: Kind, value: string): void {
    if (!hides(this.options, groupOf(kind)) || this.dictionary.size >= MOST_VALUES) return;
    const low = foldedValue(value).trim();
    if (low === '' || /^[\s*?\-_.:/]*$/.test(low) || this.open.has(low) || isAws(low)) return;
    // A number of one or two digits is a count everywhere.
    if (/^\d{1,3}$/.test(low)) return;
    this.dictionary.add(kind, value);
  }

  /** A name, or the names within it. */
  named(kind: Kind, value: string): void {
    if (value.length > 2048) return;
    if (/^arn:/i.test(value)) {
      for (const span of arnsIn(value, true)) this.add(span.kind, span.value);
      return;
    }
    if (ipOf(value) !== null) return;
    if (groupOf(kind) === 'addresses') {
      const host = /^[a-z]+:\/\/([^/:?#]+)/i.exec(value)?.[1] ?? value;
      if (/^[\p{L}\p{N}_.-]+$/u.test(host) && !isOpenValue(host)) this.add('host', host);
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
  return isRegion(low) || /^[a-z0-9-]+\.amazonaws\.com$/.test(low) || /^(?:aws internal|aws|amazon|anonymous|self)$/.test(low);
}
