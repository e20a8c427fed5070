// STIX 2.1 bundles (OASIS, "STIX Version 2.1"): indicators whose pattern asks for addresses only, and address objects.
// A pattern that asks for more than an address (AND, NOT, FOLLOWEDBY, another kind of object) would be answered wrongly by the address alone: it is left out.
import { dayIn, type ListFormat } from './format.ts';

/** A comparison of an address with constants, in STIX patterning: chapter 9 of the specification. */
const COMPARISON = /ipv[46]-addr:value\s*(?:(?:=|ISSUBSET)\s*('(?:[^'\\]|\\.)*')|IN\s*\(((?:\s*'(?:[^'\\]|\\.)*'\s*,?)+)\))/g;
const CONSTANT = /'((?:[^'\\]|\\.)*)'/g;

/** What may stand between comparisons where any of them is enough. */
const ALTERNATIVES = /^(?:[\s[\]()]|\bOR\b)*$/;

/** A longer one is no indicator of addresses that anybody wrote. */
const LONGEST_PATTERN = 1_000_000;

type StixObject = Readonly<Record<string, unknown>>;

export const stix: ListFormat = {
  id: 'stix',
  matches: ({ object }) => object.type === 'bundle' && Array.isArray(object.objects),
  read({ object }, entry) {
    let newest = '';
    for (const one of object.objects as unknown[]) {
      if (typeof one !== 'object' || one === null) continue;
      const part = one as StixObject;
      const values = valuesOf(part);
      if (values === null) continue;
      for (const value of values) entry(value);
      const day = dayIn(part.modified) || dayIn(part.created);
      if (day > newest) newest = day;
    }
    return { name: '', date: newest, from: '' };
  },
};

/** The entries that an object gives, an empty text for each that cannot be one; null for objects that are none, as identities and relationships. */
function valuesOf(object: StixObject): string[] | null {
  if (object.type === 'ipv4-addr' || object.type === 'ipv6-addr') return [typeof object.value === 'string' ? object.value : ''];
  if (object.type !== 'indicator') return null;
  const pattern = typeof object.pattern === 'string' ? object.pattern : '';
  const isStix = object.pattern_type === undefined || object.pattern_type === 'stix';
  return isStix && object.revoked !== true ? (addressesIn(pattern) ?? ['']) : [''];
}

/** The addresses any of which fulfils a pattern; null where it takes more than that. */
function addressesIn(pattern: string): string[] | null {
  if (pattern.length > LONGEST_PATTERN) return null;
  const found: string[] = [];
  const rest = pattern.replace(COMPARISON, (_, single: string | undefined, several: string | undefined) => {
    for (const [, constant = ''] of (single ?? several ?? '').matchAll(CONSTANT)) found.push(constant.replace(/\\(.)/g, '$1'));
    return ' ';
  });
  return found.length > 0 && ALTERNATIVES.test(rest) ? found : null;
}
