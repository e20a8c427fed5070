// Values of fields as a redacted report shows them: by what the field holds where its name tells that, by form and by the values of the case everywhere.
import type { ShownPiece } from '../html.ts';
import { agentTools } from './agents.ts';
import { isServiceName } from './aws-names.ts';
import type { FieldClass } from './fields.ts';
import type { Kind } from './kinds.ts';
import { isOpenWord } from './open-words.ts';
import { pathParts, withNamed } from './paths.ts';
import { isMasked } from './secrets.ts';
import type { Span } from './spans.ts';
import type { Texts } from './texts.ts';
import { isUrl } from './urls.ts';
import { isOpenValue, isVocabulary } from './vocabulary.ts';

/** Gives what stands in the place of a value, and counts it. */
export type Hide = (kind: Kind, value: string) => ShownPiece;

/** With and without those that stand in names, too. */
const MARKDOWN_SIGNS: readonly RegExp[] = [/[*~`\\]/g, /[*~`\\_[\]]/g];

export class Values {
  readonly texts: Texts;
  private readonly hide: Hide;

  constructor(texts: Texts, hide: Hide) {
    this.texts = texts;
    this.hide = hide;
  }

  /** Any text: what is hidden in it is replaced, all else stays. */
  text(text: string): ShownPiece[] {
    return this.spelled(text, this.texts.spansIn(text));
  }

  /** What a person wrote: hidden whole, or as any text. */
  note(text: string): ShownPiece[] {
    if (text.trim() === '') return [{ shown: text }];
    return this.texts.hides('note') || this.isTorn(text) ? [this.hide('note', '')] : this.text(text);
  }

  /** The name of something: what has a form is hidden piece by piece, any other whole. */
  name(text: string, kind: Kind): ShownPiece[] {
    // What stands in the place of an address and is none somebody chose to write.
    if (!this.texts.hides(kind)) return (kind === 'ip' || kind === 'host') && !isAddress(text) ? this.chosen(text) : this.text(text);
    if (/^[\s*-]*$/.test(text) || isAwsOwn(text)) return this.text(text);
    const known = this.texts.dictionary.whole(text);
    if (known && this.texts.hides(known.kind)) return [this.hide(known.kind, known.value)];
    const spans = this.texts.spansIn(text, true);
    if (isUrl(text)) return this.spelled(text, spans);
    return spans.length > 0 && isForm(text, spans) ? this.spelled(text, spans) : [this.hide(kind, text)];
  }

  /** A value of a record's field that is no JSON of its own. */
  field(text: string, { is, ...more }: FieldClass): ShownPiece[] {
    switch (is) {
      case 'secret':
        return isMasked(text) ? [{ shown: text }] : [this.hide('secret', '')];
      case 'id':
        return text === '' ? [{ shown: text }] : [this.hide('id', text.toLowerCase())];
      case 'name':
        return this.name(text, (more as { kind: Kind }).kind);
      case 'agent':
        return this.agent(text);
      case 'open':
        return isOpenWord(text, (more as { isCall?: boolean }).isCall) ? this.text(text) : this.chosen(text);
      case 'free':
        return text.trim() === '' ? [{ shown: text }] : this.chosen(text);
      case 'unknown':
        return isOpenValue(text) ? this.text(text) : this.chosen(text);
    }
  }

  /** What somebody chose to write. */
  chosen(text: string): ShownPiece[] {
    return this.texts.hides('text') || this.isTorn(text) ? [this.hide('text', text)] : this.text(text);
  }

  /** Whether signs of Markdown stand in the middle of something that is hidden: `ali**ce**` is read as one word. */
  private isTorn(text: string): boolean {
    if (!/[*~`\\_[\]]/.test(text)) return false;
    const idOf = ({ kind, value }: Span): string => `${kind} ${value}`;
    const found = new Set(this.texts.spansIn(text).map(idOf));
    return MARKDOWN_SIGNS.some((signs) => this.texts.spansIn(text.replace(signs, '')).some((span) => !found.has(idOf(span))));
  }

  /** The name of a member. */
  member(name: string): ShownPiece[] {
    if (!this.texts.hides('label') || isVocabulary(name)) return this.text(name);
    return [this.hide('label', name)];
  }

  /** Of a user agent the tools that are known stay, by the names that Trailcase has for them. */
  agent(text: string): ShownPiece[] {
    // Of one that the author hides nothing stays.
    if (!this.texts.hides('agent') || this.texts.dictionary.whole(text)) return this.text(text);
    if (/^[\s-]*$/.test(text) || isAwsOwn(text)) return this.text(text);
    const tools = agentTools(text);
    const hidden = this.hide('agent', text);
    return tools === '' ? [hidden] : [...this.spelled(`${tools} `, this.texts.namedIn(`${tools} `)), hidden];
  }

  /** Where a file was: what AWS's own layout says stays, unless the author named it; names of folders and files go. */
  path(text: string): ShownPiece[] {
    if (!this.texts.hides('file')) return this.text(text);
    return withNamed(pathParts(text, this.texts), this.texts.namedIn(text), this.hide);
  }

  private spelled(text: string, spans: readonly Span[]): ShownPiece[] {
    if (spans.length === 0) return [{ shown: text }];
    const out: ShownPiece[] = [];
    let at = 0;
    for (const { from, to, kind, value } of spans) {
      if (from > at) out.push({ shown: text.slice(at, from) });
      out.push(this.hide(kind, value));
      at = to;
    }
    if (at < text.length) out.push({ shown: text.slice(at) });
    return out;
  }
}

const AWS_OWN =
  /^(?:AWS Internal|AWS|amazon|aws-marketplace|self|HIDDEN_DUE_TO_SECURITY_REASONS|Anonymous|ANONYMOUS_PRINCIPAL|arn:aws[a-z-]*:iam::aws:[\w+=,.@/-]+)$/;

/** Names that AWS gives, to everyone the same. */
function isAwsOwn(text: string): boolean {
  return isServiceName(text) || AWS_OWN.test(text);
}

/** An address, a range of them, a host, a page; or AWS's own word in the place of one. */
function isAddress(text: string): boolean {
  return /^[\s*-]*$/.test(text) || isAwsOwn(text) || isUrl(text) || /^[\p{L}\p{N}_.:[\]%*-]+(?:\/\d{1,3})?$/u.test(text);
}

const ARN = /^arn:aws[a-z-]*:[a-z0-9-]*:[a-z0-9-]*:[^:\s]*:/;

/** Whether what stands between hidden stretches is the form of an ARN, an address, a list: nothing that somebody chose. */
function isForm(text: string, spans: readonly Span[]): boolean {
  if (ARN.test(text)) return true;
  let at = 0;
  let between = '';
  for (const { from, to } of spans) {
    between += `${text.slice(at, from)} `;
    at = to;
  }
  between += text.slice(at);
  return /^(?:(?:https?|s3[an]?|s?ftps?|ssh|git|tcp|udp|ldaps?|wss?|file):\/\/)?(?:[^\p{L}\p{N}]|(?<=[/:])\d{1,5}(?!\d))*$/u.test(between);
}
