// Structures as Athena and CloudTrail Lake print them in a table: `{type=IAMUser, sessioncontext={attributes=null}, arn=…}`. Not JSON.
// The form is ambiguous where a value holds `, name=`: a name is taken for one only where a letter begins it, and a structure in which a
// name stands twice is not taken apart. The services print every member, so that a name made up in a value always stands twice.

/** Deepest nesting read: userIdentity has four. */
const DEEPEST = 20;

/** The value that a text prints; the text itself when it is no structure or list. */
export function parseStruct(text: string): unknown {
  const reader = new StructReader(text);
  const value = reader.value(0);
  return reader.ended && value !== undefined ? value : text;
}

class StructReader {
  private at = 0;
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  get ended(): boolean {
    return this.at === this.text.length;
  }

  /** Undefined when the text cannot be read further. */
  value(depth: number): unknown {
    if (depth > DEEPEST) return undefined;
    if (this.text[this.at] === '{') return this.struct(depth);
    if (this.text[this.at] === '[') return this.list(depth);
    const end = this.endOfText();
    const text = this.text.slice(this.at, end);
    this.at = end;
    return text === 'null' ? null : text;
  }

  private struct(depth: number): unknown {
    const members: Record<string, unknown> = {};
    this.at++;
    if (this.take('}')) return members;
    for (;;) {
      const name = /^[A-Za-z][\w.:-]*=/.exec(this.text.slice(this.at, this.at + 200))?.[0];
      if (name === undefined || Object.hasOwn(members, name.slice(0, -1))) return undefined;
      this.at += name.length;
      const value = this.value(depth + 1);
      if (value === undefined) return undefined;
      Object.defineProperty(members, name.slice(0, -1), { value, enumerable: true, configurable: true, writable: true });
      if (this.take('}')) return members;
      if (!this.take(', ')) return undefined;
    }
  }

  private list(depth: number): unknown {
    const items: unknown[] = [];
    this.at++;
    if (this.take(']')) return items;
    for (;;) {
      const value = this.value(depth + 1);
      if (value === undefined) return undefined;
      items.push(value);
      if (this.take(']')) return items;
      if (!this.take(', ')) return undefined;
    }
  }

  private take(expected: string): boolean {
    if (!this.text.startsWith(expected, this.at)) return false;
    this.at += expected.length;
    return true;
  }

  /** A plain value ends where the next member begins or its structure ends. */
  private endOfText(): number {
    const next = /, (?=[A-Za-z][\w.:-]*=)|, (?=\{)|[}\]]/g;
    next.lastIndex = this.at;
    return next.exec(this.text)?.index ?? this.text.length;
  }
}
