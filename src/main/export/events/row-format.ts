// What a format for rows of events is: how pieces of a row are written, and how they are put together. What recurs (see combinations.ts) is written
// once and kept; what is of one event only is written for each.
import type { Delivery } from '../../query/event-deliveries.ts';
import type { CallTexts, IdentityTexts, OriginTexts } from './combinations.ts';

/** What is of one event only. */
export interface OwnParts {
  /** Row id of its record. */
  record: number;
  /** SHA-256 of the evidence item, lower-case hex. */
  evidence: string;
  /** Bytes into the decoded content. */
  offset: number;
  length: number;
  /** Decoding steps as in the public id, with the slash before them; empty for none. */
  steps: string;
  /** ms UTC; null when undated. */
  timeMs: number | null;
  /** ISO 8601 UTC; null when undated. */
  time: string | null;
  /** As CloudTrail wrote it; null for none. */
  eventID: string | null;
  /** It was stored as a UUID: no character of it needs care. */
  isUuid: boolean;
  /** Null for most: a whole record, and no other delivery that says otherwise. */
  delivery: Delivery | null;
}

export interface RowFormat<Call = unknown, Identity = unknown, Origin = unknown> {
  call(texts: CallTexts): Call;
  identity(texts: IdentityTexts): Identity;
  origin(texts: OriginTexts): Origin;
  /** The row with what ends it; empty where the format has no place for the event. */
  row(own: OwnParts, call: Call, identity: Identity, origin: Origin): string;
}
