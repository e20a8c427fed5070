// Fields of records that the author hides, by their paths: `requestParameters.policyDocument`, `responseElements.*.name`.

/** Whether a rule names a value, or something that it is part of. @param path names of members and positions in lists */
export type FieldRules = (path: readonly string[]) => boolean;

/** Names of a path as it is written: `a.b`, `a[0]`, `a["b.c"]`. */
export function namesOf(rule: string): string[] {
  const names: string[] = [];
  for (const [, quoted, position, plain] of rule.matchAll(/\["((?:[^"\\]|\\.)*)"\]|\[(\d+|\*)\]|([^.[\]]+)/g))
    names.push((quoted?.replace(/\\(.)/g, '$1') ?? position ?? plain ?? '').toLowerCase());
  return names.filter((name) => name !== '');
}

/** A list's positions may be left out of a rule. Capitals and small letters are the same. */
export function fieldRules(rules: readonly string[]): FieldRules {
  const wanted = rules.map(namesOf).filter((names) => names.length > 0);
  if (wanted.length === 0) return () => false;
  return (path) => {
    const full = path.map((name) => name.toLowerCase());
    const short = full.filter((name) => !/^\d+$/.test(name));
    return wanted.some((names) => begins(full, names) || begins(short, names));
  };
}

function begins(path: readonly string[], names: readonly string[]): boolean {
  return names.length <= path.length && names.every((name, i) => name === '*' || name === path[i]);
}
