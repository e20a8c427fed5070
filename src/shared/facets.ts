// The fields by which events are counted in the window, in the order in which they first stand.
import type { FilterField } from './filter.ts';

/** Those that columns answer. */
export const COLUMN_FACETS = [
  'eventName',
  'eventSource',
  'who',
  'actor',
  'sourceIPAddress',
  'accessKeyId',
  'userAgent',
  'country',
  'network',
  'list',
  'tool',
  'toolVersion',
  'platform',
  'awsRegion',
  'accountId',
  'errorCode',
  'eventCategory',
  'eventType',
  'readOnly',
] as const satisfies readonly FilterField[];

export type ColumnFacet = (typeof COLUMN_FACETS)[number];

/** With the one for which records are read. */
export const FACET_FIELDS = [...COLUMN_FACETS, 'resource'] as const satisfies readonly FilterField[];

export type FacetField = (typeof FACET_FIELDS)[number];

/** What a facet is called on screen. */
export const FACET_TITLES: Record<FacetField, string> = {
  eventName: 'API',
  eventSource: 'Service',
  who: 'Actor',
  actor: 'Actor as recorded',
  sourceIPAddress: 'Address',
  accessKeyId: 'Access key',
  userAgent: 'User agent',
  country: 'Country',
  network: 'Network',
  list: 'Watch list',
  tool: 'Tool',
  toolVersion: 'Tool version',
  platform: 'Platform',
  awsRegion: 'Region',
  accountId: 'Account',
  errorCode: 'Error',
  eventCategory: 'Category',
  eventType: 'Event type',
  readOnly: 'Effect',
  resource: 'Resource',
};

/** The same within a sentence: acronyms keep their capitals. */
export function facetWord(field: FacetField): string {
  const title = FACET_TITLES[field];
  return title === title.toUpperCase() ? title : title.toLowerCase();
}

export function isFacetField(value: unknown): value is FacetField {
  return (FACET_FIELDS as readonly unknown[]).includes(value);
}

export function isColumnFacet(value: unknown): value is ColumnFacet {
  return (COLUMN_FACETS as readonly unknown[]).includes(value);
}
