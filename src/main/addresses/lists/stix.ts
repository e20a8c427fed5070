// STIX 2.1 bundles (OASIS, "STIX Version 2.1"): indicators whose pattern asks for addresses only, and address objects.
// A pattern that asks for more than an address (AND, NOT, FOLLOWEDBY, another kind of object) would be answered wrongly by the address alone: it is left out.
import { dayIn, type ListFormat } from './format.ts';

/** A comparison of an address with constants, in STIX patterning: chapter 9 of the specification. */
const COMPARISON =
  /ipv[46]-addr:value\s*(?:(?:=|ISSUBSET)\s*('(?:[^'\\]|\\.)*')|IN\s*\((\s*'(?:[^'\\]|\\.)*'(?:\s*,\s*'(?:[^'\\]|\\.)*')*)\s*\))/g;
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
    const parts = (object.objects as unknown[]).filter(isOfAddresses);
    let newest = '';
    for (const part of parts) {
      const day = dayIn(part.modified) || dayIn(part.created);
      if (day > newest) newest = day;
    }
    for (const part of parts) for (const value of valuesOf(part, newest)) entry(value);
    return { name: '', date: newest, from: '' };
  },
};

/** Whether an object may give entries; others, as identities and relationships, are not counted. */
function isOfAddresses(object: unknown): object is StixObject {
  if (typeof object !== 'object' || object === null) return false;
  return ['ipv4-addr', 'ipv6-addr', 'indicator'].includes((object as StixObject).type as string);
}

/** The entries that an object gives, an empty text for each that cannot be one. @param day of the list */
function valuesOf(object: StixObject, day: string): string[] {
  if (object.type !== 'indicator') return [typeof object.value === 'string' ? object.value : ''];
  const pattern = typeof object.pattern === 'string' ? object.pattern : '';
  const isStix = object.pattern_type === undefined || object.pattern_type === 'stix';
  const until = dayIn(object.valid_until);
  // A hit says that an address was on the list on the day of the list: by then this one was not meant any more.
  const isVoid = object.revoked === true || (until !== '' && until < day);
  return isStix && !isVoid ? (addressesIn(pattern) ?? ['']) : [''];
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
