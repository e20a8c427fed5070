// What is said of source addresses, as engine, window and command line share it: their kind, country and network, and the data that tell it.
import { z } from 'zod';

/** What a sourceIPAddress is. Only `public` ones have a country and a network. */
export const ADDRESS_KINDS = [
  'public',
  'private',
  'shared',
  'loopback',
  'link-local',
  'documentation',
  'multicast',
  'reserved',
  'aws-service',
  'aws-internal',
  'malformed',
] as const;
export type AddressKind = (typeof ADDRESS_KINDS)[number];

/** The same in words, for a person. */
export const ADDRESS_KIND_WORDS: Record<AddressKind, string> = {
  public: 'public address',
  private: 'private network',
  shared: 'shared by a provider’s customers (carrier-grade NAT)',
  loopback: 'loopback',
  'link-local': 'link-local',
  documentation: 'documentation range: set aside for examples; the record shows it as it was written',
  multicast: 'multicast',
  reserved: 'reserved',
  'aws-service': 'AWS service',
  'aws-internal': 'inside AWS',
  malformed: 'no address',
};

/** One database of countries or networks, and the files it was read from. */
export const AddressSource = z.object({
  gives: z.array(z.enum(['country', 'network'])),
  /** Of the package, or the type that a MaxMind-format file states. */
  name: z.string(),
  /** Of the package; null where a file states none. */
  version: z.string().nullable(),
  /** Day on which the data were made, as 2026-06-17. */
  built: z.string(),
  files: z.array(z.object({ name: z.string(), bytes: z.number(), sha256: z.string() })),
  /** Where the examiner pointed at it; null for what Trailcase brings along. */
  path: z.string().nullable(),
});
export type AddressSource = z.infer<typeof AddressSource>;

/** Sources in the order in which they are asked: the first that knows an address counts. */
export const AddressData = z.object({ sources: z.array(AddressSource) });
export type AddressData = z.infer<typeof AddressData>;

/** What a case says of the data that interpret its addresses, and what interprets them here and now. */
export const AddressDataState = z.object({
  /** As noted in the case; null in a case that notes none. */
  noted: AddressData.nullable(),
  used: AddressData,
  /** What differs between the two, a sentence each; empty when they are the same. */
  differences: z.array(z.string()),
});
export type AddressDataState = z.infer<typeof AddressDataState>;

/** One source in a line: `@ip-location-db/asn 2.3.2026061719 (2026-06-17)`. */
export function sourceLine({ name, version, built }: AddressSource): string {
  return `${name}${version === null ? '' : ` ${version}`} (${built})`;
}

/** What is to be known of every such answer; and whose the data are that Trailcase brings along, as their licences ask. */
export const PLACE_CAUTION =
  'where a network was registered on that day, not where anybody was; the data may be wrong: check what matters with the registry';
export const PLACE_CREDITS = 'Networks: RouteViews, DB-IP.com and NRO (CC BY 4.0), merged by ip-location-db';

/** By what a list of addresses can be ordered; equal ones are in order of address. */
export const ADDRESS_SORTS = ['address', 'kind', 'country', 'network', 'lists', 'events', 'first', 'last', 'actors', 'keys'] as const;
export type AddressSort = (typeof ADDRESS_SORTS)[number];
