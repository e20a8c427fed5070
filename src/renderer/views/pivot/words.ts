// What kinds of entities are called on screen, and which lists stand on the page of each. Pure, tested.
import type { FilterField } from '../../../shared/filter.ts';
import type { LineageKind } from '../../../shared/lineage.ts';
import { PIVOT_FIELDS, type PivotKind } from '../../../shared/pivots.ts';

export const KIND_WORDS: Record<PivotKind, string> = {
  actor: 'Actor',
  session: 'Session',
  key: 'Access key',
  ip: 'Address',
  userAgent: 'User agent',
  resource: 'Resource',
  account: 'Account',
  region: 'Region',
  service: 'Service',
  api: 'API',
  tool: 'Tool',
  network: 'Network',
  country: 'Country',
  list: 'Watch list',
  sourceIdentity: 'Source identity',
};

/** The same within a sentence: acronyms keep their capitals. */
export function kindWord(kind: PivotKind): string {
  const word = KIND_WORDS[kind];
  return word === word.toUpperCase() ? word : word.toLowerCase();
}

/** Titles of related lists. */
const TITLES = {
  who: 'Actors',
  accessKeyId: 'Access keys',
  sessionName: 'Session names',
  sourceIPAddress: 'Addresses',
  country: 'Countries',
  network: 'Networks',
  list: 'Watch lists hit',
  eventName: 'APIs',
  eventSource: 'Services',
  errorCode: 'Errors',
  awsRegion: 'Regions',
  accountId: 'Accounts',
  tool: 'Tools',
  platform: 'Platforms',
  userAgent: 'User agents',
  actorType: 'Actor types',
} as const satisfies Partial<Record<FilterField, string>>;

type ListField = keyof typeof TITLES;

/** What is asked first of who acts: what was done and from where; of a place or a thing: by whom. */
const OF_ACTING: readonly ListField[] = ['eventName', 'sourceIPAddress', 'awsRegion', 'tool', 'errorCode', 'accessKeyId', 'sessionName'];
const OF_OTHERS: readonly ListField[] = ['who', 'eventName', 'sourceIPAddress', 'accessKeyId', 'awsRegion', 'tool', 'errorCode'];

interface RelatedList {
  field: ListField;
  title: string;
}

/** The lists of a page in the order of their use. */
export function relatedLists(kind: PivotKind): RelatedList[] {
  const first = isActing(kind) ? OF_ACTING : OF_OTHERS;
  const others = (Object.keys(TITLES) as ListField[]).filter((field) => !first.includes(field));
  return [...first, ...others].filter((field) => !isOwn(kind, field)).map((field) => ({ field, title: TITLES[field] }));
}

/** Lists that would only repeat what the page is about. */
function isOwn(kind: PivotKind, field: ListField): boolean {
  return field === PIVOT_FIELDS[kind] || (kind === 'actor' && field === 'who') || (kind === 'service' && field === 'eventSource');
}

/** Whether entities of a kind act: they are someone's credentials. */
export function isActing(kind: PivotKind): kind is LineageKind {
  return kind === 'actor' || kind === 'session' || kind === 'key';
}

/** An actor's id without its account, where there is little room: ids differ at their ends. */
function shortActor(who: string): string {
  return who.replace(/^\d{12}:/, '');
}

/** The same with its account behind: what is cut off in little room is then not the name. */
export function actorText(who: string): string {
  const account = /^\d{12}(?=:)/.exec(who)?.[0];
  return account === undefined ? who : `${shortActor(who)} · ${account}`;
}

/** What an entity is called where there is little room: of ARNs, all before the resource is left out. */
export function shortEntity({ kind, value }: { kind: PivotKind; value: string }): string {
  const last = /^arn:[^:]*:[^:]+:[^:]*:[^:]*:(.+)$/.exec(value)?.[1];
  return last ?? (kind === 'actor' ? shortActor(value) : value);
}
