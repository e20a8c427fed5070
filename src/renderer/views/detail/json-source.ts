// Reads JSON without changing it: numbers, escapes, key order and repeated keys stay exactly as they were written.
// JSON.parse would round long numbers and drop repeated keys; on a screen that shows evidence it must not.

export type JsonNode =
  | { kind: 'object'; entries: { key: string; rawKey: string; value: JsonNode }[] }
  | { kind: 'array'; items: JsonNode[] }
  /** `raw` is the text as written, quotes and escapes included; `text` what it means. */
  | { kind: 'string' | 'number' | 'word'; raw: string; text: string };

const DEEPEST = 400;

/** The tree of a JSON text; null when it is not JSON (or nested beyond all reason): then only the raw text can be shown. */
export function readJson(text: string): JsonNode | null {
  let at = 0;
  const space = /[ \t\n\r]*/y;
  const string = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
  const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
  const word = /true|false|null/y;

  const skip = () => {
    space.lastIndex = at;
    space.exec(text);
    at = space.lastIndex;
  };
  const take = (pattern: RegExp): string | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (!found) return null;
    at = pattern.lastIndex;
    return found[0];
  };
  const eat = (c: string): boolean => {
    skip();
    if (text[at] !== c) return false;
    at++;
    return true;
  };

  const value = (depth: number): JsonNode | null => {
    if (depth > DEEPEST) return null;
    skip();
    const c = text[at];
    if (c === '{') {
      at++;
      const entries: { key: string; rawKey: string; value: JsonNode }[] = [];
      if (eat('}')) return { kind: 'object', entries };
      do {
        skip();
        const rawKey = take(string);
        if (rawKey === null || !eat(':')) return null;
        const child = value(depth + 1);
        if (!child) return null;
        entries.push({ key: JSON.parse(rawKey) as string, rawKey, value: child });
      } while (eat(','));
      return eat('}') ? { kind: 'object', entries } : null;
    }
    if (c === '[') {
      at++;
      const items: JsonNode[] = [];
      if (eat(']')) return { kind: 'array', items };
      do {
        const child = value(depth + 1);
        if (!child) return null;
        items.push(child);
      } while (eat(','));
      return eat(']') ? { kind: 'array', items } : null;
    }
    if (c === '"') {
      const raw = take(string);
      return raw === null ? null : { kind: 'string', raw, text: JSON.parse(raw) as string };
    }
    const raw = take(number);
    if (raw !== null && raw !== '') return { kind: 'number', raw, text: raw };
    const literal = take(word);
    return literal === null ? null : { kind: 'word', raw: literal, text: literal };
  };

  const root = value(0);
  skip();
  return root && at === text.length ? root : null;
}

/** The child under a path of keys; the first where a key is repeated. */
export function childAt(node: JsonNode | null, ...path: string[]): JsonNode | null {
  let now = node;
  for (const key of path) {
    if (now?.kind !== 'object') return null;
    now = now.entries.find((entry) => entry.key === key)?.value ?? null;
  }
  return now;
}

/** Text of a scalar under a path; null for null, for what is absent and for what is not a scalar. */
export function textAt(node: JsonNode | null, ...path: string[]): string | null {
  const found = childAt(node, ...path);
  if (!found || found.kind === 'object' || found.kind === 'array') return null;
  return found.kind === 'word' && found.text === 'null' ? null : found.text;
}

/** Indented JSON made of the texts as written. */
export function printJson(node: JsonNode, indent = ''): string {
  const deeper = `${indent}  `;
  if (node.kind === 'object') {
    if (node.entries.length === 0) return '{}';
    return `{\n${node.entries.map((e) => `${deeper}${e.rawKey}: ${printJson(e.value, deeper)}`).join(',\n')}\n${indent}}`;
  }
  if (node.kind === 'array') {
    if (node.items.length === 0) return '[]';
    return `[\n${node.items.map((item) => `${deeper}${printJson(item, deeper)}`).join(',\n')}\n${indent}]`;
  }
  return node.raw;
}

/** One line of the tree on screen. */
export interface JsonLine {
  /** Where it is: `requestParameters.bucketName`, `resources.0`. Unique within a tree. */
  path: string;
  depth: number;
  rawKey: string | null;
  /** What stands after the key: an opening bracket, a closing bracket, or a scalar. */
  node: JsonNode | null;
  text: string;
  kind: 'open' | 'close' | 'string' | 'number' | 'word';
  /** Brackets with something in them fold. */
  foldable: boolean;
  folded: boolean;
  comma: boolean;
}

/** The lines that a tree has on screen, given which of its nodes are folded. */
export function jsonLines(root: JsonNode, folded: ReadonlySet<string>): JsonLine[] {
  const lines: JsonLine[] = [];
  const walk = (node: JsonNode, path: string, depth: number, rawKey: string | null, comma: boolean) => {
    const base = { path, depth, rawKey, node, comma };
    if (node.kind !== 'object' && node.kind !== 'array') {
      lines.push({ ...base, text: node.raw, kind: node.kind, foldable: false, folded: false });
      return;
    }
    const [open, close] = node.kind === 'object' ? ['{', '}'] : ['[', ']'];
    const size = node.kind === 'object' ? node.entries.length : node.items.length;
    if (size === 0 || folded.has(path)) {
      lines.push({
        ...base,
        text: size === 0 ? `${open}${close}` : `${open} ${size} … ${close}`,
        kind: 'open',
        foldable: size > 0,
        folded: size > 0,
      });
      return;
    }
    lines.push({ ...base, text: open, kind: 'open', foldable: true, folded: false, comma: false });
    const below = (key: string) => (path === '' ? key : `${path}.${key}`);
    if (node.kind === 'object') {
      node.entries.forEach((entry, i) => {
        walk(entry.value, below(entry.key), depth + 1, entry.rawKey, i < size - 1);
      });
    } else {
      node.items.forEach((item, i) => {
        walk(item, below(String(i)), depth + 1, null, i < size - 1);
      });
    }
    lines.push({ path, depth, rawKey: null, node: null, text: close, kind: 'close', foldable: false, folded: false, comma });
  };
  walk(root, '', 0, null, false);
  return lines;
}
