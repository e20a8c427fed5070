// What a parser makes of one evidence item: plain columns that cross threads cheaply. Parsers emit; only the engine stores.
import type { ItemKind } from './domain.ts';
import type { ShapeName } from './shapes.ts';

/** Texts in the order of their fields, null where the record has none. */
export type Terms = readonly (string | null)[];

/** The recurring combination "with which credentials". `actor` is derived: see ingest/actor.ts; where the others stand: ingest/identity-fields.ts. */
export const IDENTITY_FIELDS = [
  'type',
  'accountId',
  'actor',
  'arn',
  'principalId',
  'accessKeyId',
  'invokedBy',
  'userName',
  'issuerArn',
  'creationDate',
  'mfaAuthenticated',
  'sourceIdentity',
  'onBehalfOf',
  'identityProvider',
  'credentialId',
  'credentialsIssuedTo',
  'ec2RoleDelivery',
] as const;

/** Kinds of combination, in the order in which every table of them is kept. */
export const COMBINATIONS = ['call', 'identity', 'origin'] as const;
export type Combination = (typeof COMBINATIONS)[number];

export interface ItemProblem {
  /** Stable code, e.g. `RECORD_NOT_JSON`; sentences are in shared/problems.ts. */
  code: string;
  /** Byte range in the decompressed content; null when it concerns the item as a whole. */
  offset: number | null;
  length: number | null;
  /** Index of the event in this item to which it is attached, or null. */
  event: number | null;
  /** True when the bytes were a record that could not become an event: these enter the sum of records. */
  isRecord: boolean;
  /** The offending value or parser message, shortened; attacker's text, to be shown as text only. */
  detail: string;
}

/** Events of one item as columns, in the order in which they stand in it. */
export interface EventColumns {
  /** Index of the first event in all columns but `steps`: items may share them. 0 for those that a parser makes. */
  from: number;
  count: number;
  /** Bytes into the decompressed content. */
  offset: Float64Array;
  length: Float64Array;
  /** ms UTC; NaN when the record has no readable eventTime. */
  time: Float64Array;
  /** Ids given by the parser's dictionary for this combination. */
  call: Uint32Array;
  identity: Uint32Array;
  origin: Uint32Array;
  /** 16 bytes per event: the eventID when it is a canonical UUID; otherwise see `idKind`. */
  uuid: Uint8Array;
  /** 1: `uuid` holds it · 0: no usable eventID · 2: another text, in `otherIds`. */
  idKind: Uint8Array;
  /** Texts of eventIDs that are not UUIDs, by the event's index in the item. */
  otherIds: Map<number, string>;
  /** Decoding steps where records are wrapped, as indexes into `stepTexts` (0: none); null when none of the item's are. */
  steps: Uint32Array | null;
  /** `stepTexts[0]` is ''. */
  stepTexts: string[];
  /** Access keys that events name beside their caller's own; null when none does. */
  keyEvents: KeyEvents | null;
}

/** Access keys named by events, as columns: in order of the events, of the keys of each in order of their text, those of the request first. */
export interface KeyEvents {
  /** Index of the event in the item. */
  event: number[];
  key: string[];
  /** Whether the response hands the key out; otherwise the request is about it. */
  issued: boolean[];
}

/** Combinations that the parser's dictionary met for the first time: `terms[i]` has id `from + i`. */
export interface NewCombinations {
  from: number;
  terms: Terms[];
}

export interface ParsedContent {
  kind: ItemKind;
  /** Name in shared/shapes.ts; empty when the item holds no events. */
  shape: ShapeName | '';
  events: EventColumns;
  problems: ItemProblem[];
}
