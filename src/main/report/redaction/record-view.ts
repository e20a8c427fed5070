// One JSON text of the case as a redacted report shows it: its fields, and the text itself with its own blanks and order.
import type { ShownPiece } from '../html.ts';
import type { DetailClass } from './detail-fields.ts';
import { isMap } from './fields.ts';
import { isJson, jsonTokens } from './json-text.ts';
import type { FieldRules } from './rules.ts';
import { isMasked } from './secrets.ts';
import type { Hide, Values } from './values.ts';
import { isOpenValue } from './vocabulary.ts';

/** JSON within strings of JSON is taken apart so many times. */
const DEPTH = 4;

interface ViewRules {
  values: Values;
  hide: Hide;
  classOf(path: readonly string[]): DetailClass;
  isNamed: FieldRules;
  /** Whether the name of a member, or a word in a field of words, is one of ours: of a custody entry. */
  isOwn?: { name(text: string): boolean; value(text: string): boolean } | undefined;
}

export class RecordView {
  private readonly rules: ViewRules;
  private readonly text: string;
  /** Paths of values that the author's expressions match together with what stands around them. */
  private readonly matched: ReadonlySet<string>;

  constructor(text: string, rules: ViewRules) {
    this.rules = rules;
    this.text = text;
    this.matched = this.matchedPaths();
  }

  /** The whole text; of what is no JSON, nothing. A replaced number stands in quotes, so that JSON stays JSON. */
  whole(): ShownPiece[] {
    return isJson(this.text) ? this.rewritten(this.text, [], 0) : [this.rules.hide('text', this.text)];
  }

  /** A value of a field: a string, or a number or word as it is written. @param path names and positions */
  field(path: readonly string[], value: string, isString = true): ShownPiece[] {
    return isString ? this.string(path, value, 0) : this.scalar(path, value);
  }

  /** The name of a member, with the names before it as its path. */
  name(path: readonly string[]): ShownPiece[] {
    const name = path.at(-1) ?? '';
    // A position in a list; a longer number is a name that somebody gave.
    if (/^\d{1,4}$/.test(name)) return [{ shown: name }];
    if (this.rules.isNamed(path) && isMap(path.at(-2) ?? '')) return [this.rules.hide('field', name)];
    if (this.rules.isOwn?.name(name)) return [{ shown: name }];
    return this.rules.values.member(name);
  }

  private string(path: readonly string[], value: string, depth: number): ShownPiece[] {
    const { values, hide, classOf, isNamed, isOwn } = this.rules;
    if (isNamed(path)) return value === '' ? [{ shown: value }] : [hide('field', value)];
    if (this.matched.has(path.join('\0'))) return [hide('match', value)];
    const found = classOf(path);
    if (found.is === 'path') return values.path(value);
    if (found.is === 'options') return value === '' ? [{ shown: value }] : [hide('options', '')];
    if (found.is === 'open' && isOwn?.value(value)) return [{ shown: value }];
    const isText = found.is === 'free' || found.is === 'unknown' || found.is === 'open';
    // Of a policy or the like the parts are fields again; hidden as text, it is hidden whole.
    if (isText && depth < DEPTH && /^\s*[[{]/.test(value) && !values.texts.hides('text') && isJson(value))
      return this.rewritten(value, path, depth + 1);
    return values.field(value, found);
  }

  private scalar(path: readonly string[], text: string): ShownPiece[] {
    const { values, hide, classOf, isNamed } = this.rules;
    if (/^(?:true|false|null)$/.test(text)) return [{ shown: text }];
    if (isNamed(path)) return [hide('field', text)];
    if (this.matched.has(path.join('\0'))) return [hide('match', text)];
    const found = classOf(path);
    if (found.is === 'secret') return isMasked(text) ? [{ shown: text }] : [hide('secret', '')];
    if (found.is === 'options') return [hide('options', '')];
    const plain = plainNumber(text.replace(/\.\d+$/, ''));
    const known = values.texts.dictionary.whole(plain);
    if (known && (plain.length > 3 || known.kind === 'hidden') && values.texts.hides(known.kind)) return [hide(known.kind, known.value)];
    if (found.is === 'name' && plain.length > 3 && values.texts.hides(found.kind)) return [hide(found.kind, plain)];
    if (/^\d{12}$/.test(plain) && values.texts.hides('account')) return [hide('account', plain)];
    // Longer numbers may be somebody's: a telephone, a customer. Times and counts are shown where the field's name says that they are such.
    if (/^\d{5,}$/.test(plain) && found.is !== 'open' && (found.is === 'free' || !isMeasure(path, plain))) return values.chosen(text);
    return isOpenValue(text) ? [{ shown: text }] : values.text(text);
  }

  private rewritten(text: string, outer: readonly string[], depth: number): ShownPiece[] {
    const out: ShownPiece[] = [];
    const shown = (part: string): void => {
      const last = out.at(-1);
      if (last && 'shown' in last) last.shown += part;
      else out.push({ shown: part });
    };
    const quoted = (pieces: readonly ShownPiece[], as: string): void => {
      if (pieces.every((piece) => 'shown' in piece)) {
        shown(as);
        return;
      }
      shown('"');
      for (const piece of pieces) {
        if ('hidden' in piece) out.push(piece);
        else shown(JSON.stringify(piece.shown).slice(1, -1));
      }
      shown('"');
    };
    jsonTokens(text, (token, path) => {
      const all = outer.length === 0 ? path : [...outer, ...path];
      if (token.is === 'form') shown(token.text);
      else if (token.is === 'name') quoted(this.name(all), token.text);
      else if (token.is === 'string') quoted(this.string(all, token.value, depth), token.text);
      else quoted(this.scalar(all, token.text), token.text);
    });
    return out;
  }

  private matchedPaths(): Set<string> {
    const { texts } = this.rules.values;
    const found = new Set<string>();
    if (!texts.hasPatterns || !isJson(this.text)) return found;
    const spans = texts.matchesIn(this.text);
    if (spans.length === 0) return found;
    jsonTokens(this.text, (token, path, from) => {
      if (token.is !== 'string' && token.is !== 'scalar') return;
      const to = from + token.text.length;
      if (spans.some((span) => span.from < to && from < span.to)) found.add(path.join('\0'));
    });
    return found;
  }
}

function plainNumber(text: string): string {
  if (/^\d+$/.test(text)) return text;
  const number = Number(text);
  return Number.isSafeInteger(number) ? String(Math.abs(number)) : text;
}

const TIME_NAME =
  /(?:time|date|created|creation|expir\w*|expiry|epoch|stamp|issued|modified|notbefore|notafter)(?:s|at|in|on|utc|ms|millis)?$|^(?:iat|exp|nbf)$/i;
const SIZE_NAME = /size|bytes|length|quota|limit/i;
const COUNT_NAME =
  /count$|ports?$|^(?:max|min)|iops|throughput|seconds|millis|duration|period|days|ttl|interval|timeout|capacity|retention/i;

/** Whether a field's name says that it holds a time, a size or a count, and the number can be one. */
function isMeasure(path: readonly string[], digits: string): boolean {
  const name = path.findLast((one) => !/^\d+$/.test(one)) ?? '';
  return SIZE_NAME.test(name) || (digits.length <= 6 && COUNT_NAME.test(name)) || (TIME_NAME.test(name) && isTime(digits));
}

/** Seconds, or milliseconds, since 1970: of the years that CloudTrail has been there. */
function isTime(digits: string): boolean {
  return /^1[3-9]\d{8}$|^2[01]\d{8}$|^1[3-9]\d{11}$|^2[01]\d{11}$/.test(digits);
}
