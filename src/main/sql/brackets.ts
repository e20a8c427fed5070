// AND before OR: node-sql-parser reads `a OR b AND c` as `(a OR b) AND c` after WHERE, and `a AND b OR c` as `a AND (b OR c)` elsewhere. With brackets
// around what AND joins there is one way to read it. CASE … END is one thing here, since it holds conditions of its own.
import { type Group, type Item, isSign, isWord, type Token } from './tokens.ts';

/** Words at which a condition begins or ends. */
const BORDERS = (
  'select from where group by having order on when then else union intersect except limit offset fetch window join inner right full cross as using ' +
  'distinct all asc desc nulls partition values with'
).split(' ');

/** Puts CASE … END into a group of its own, as brackets are. */
export function withCases(items: readonly Item[]): Item[] {
  const out: Item[] = [];
  const open: Group[] = [];
  for (const [i, item] of items.entries()) {
    const isName = isWord(items[i - 1], 'as') || isSign(items[i - 1], '.');
    if (isWord(item, 'case') && !isName) {
      const group: Group = { kind: 'group', open: 'case', items: [item], from: item.from, to: item.to };
      (open.at(-1)?.items ?? out).push(group);
      open.push(group);
      continue;
    }
    (open.at(-1)?.items ?? out).push(item);
    if (isWord(item, 'end') && !isName && open.length > 0) (open.pop() as Group).to = item.to;
  }
  return out;
}

/** Puts brackets around what AND joins, wherever OR stands beside it. */
export function bracketed(items: readonly Item[]): Item[] {
  const out: Item[] = [];
  let from = 0;
  for (let i = 0; i <= items.length; i++) {
    const item = items[i];
    const isBorder =
      item === undefined ||
      isSign(item, ',') ||
      (isWord(item, ...BORDERS) && !isSign(items[i - 1], '.') && !isSign(items[i + 1], '.')) ||
      (isWord(item, 'left') && items[i + 1]?.kind !== 'group');
    if (!isBorder) continue;
    out.push(...condition(items.slice(from, i)));
    if (item) out.push(item);
    from = i + 1;
  }
  return out;
}

function condition(items: Item[]): Item[] {
  const parts: { items: Item[]; ands: number }[] = [{ items: [], ands: 0 }];
  const ors: Item[] = [];
  let betweens = 0;
  for (const item of items) {
    if (isWord(item, 'or')) {
      ors.push(item);
      parts.push({ items: [], ands: 0 });
      continue;
    }
    const part = parts.at(-1) as { items: Item[]; ands: number };
    if (isWord(item, 'between')) betweens++;
    else if (isWord(item, 'and')) {
      if (betweens > 0) betweens--;
      else part.ands++;
    }
    part.items.push(item);
  }
  if (ors.length === 0) return items;
  return parts.flatMap((part, i) => [...(i > 0 ? [ors[i - 1] as Item] : []), ...(part.ands > 0 ? [group(part.items)] : part.items)]);
}

function group(items: Item[]): Group {
  const first = items[0] as Token;
  return { kind: 'group', open: '(', items, from: first.from, to: (items.at(-1) as Token).to };
}
