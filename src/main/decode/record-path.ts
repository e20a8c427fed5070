// Ways into a parsed record. With stacks of their own: records may be nested deeper than calls can be.

/** An own member of an object, undefined of anything else. */
export function member(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
}

/**
 * Visits what stands at a path, in order, until a visit says that it is enough. Lists on the way are gone through; `*` is any name.
 * @returns whether one did
 */
export function at(record: unknown, path: readonly string[], visit: (found: unknown) => boolean): boolean {
  const open: { value: unknown; depth: number }[] = [{ value: record, depth: 0 }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { value, depth } = next;
    if (depth === path.length) {
      if (visit(value)) return true;
      continue;
    }
    const key = path[depth] as string;
    if (Array.isArray(value)) {
      for (let i = value.length - 1; i >= 0; i--) if (typeof value[i] === 'object') open.push({ value: value[i], depth });
      if (/^\d+$/.test(key) && Number(key) < value.length) open.push({ value: value[Number(key)], depth: depth + 1 });
    } else if (typeof value === 'object' && value !== null) {
      if (key === '*') for (const inner of Object.values(value).reverse()) open.push({ value: inner, depth: depth + 1 });
      else if (Object.hasOwn(value, key)) open.push({ value: (value as Record<string, unknown>)[key], depth: depth + 1 });
    }
  }
  return false;
}

/**
 * Visits every text within a value, in order, until a visit says that it is enough.
 * @param visit given the text and the name of the member it is, or is in a list of; '' where there is none
 */
export function texts(value: unknown, visit: (text: string, name: string) => boolean): void {
  const open: { value: unknown; name: string }[] = [{ value, name: '' }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { value: one, name } = next;
    if (typeof one === 'string') {
      if (visit(one, name)) return;
    } else if (Array.isArray(one)) for (let i = one.length - 1; i >= 0; i--) open.push({ value: one[i], name });
    else if (typeof one === 'object' && one !== null)
      for (const [key, inner] of Object.entries(one).reverse()) open.push({ value: inner, name: key });
  }
}
