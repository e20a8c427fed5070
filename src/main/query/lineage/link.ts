// An edge of lineage before it is shown: two ends and the records that tell of it.
import type { NodeKind } from '../../../shared/lineage.ts';

/** One end: see LineageNode. */
export interface Ref {
  kind: NodeKind;
  value: string;
}

export interface Link {
  from: Ref;
  to: Ref;
  certainty: 'proven' | 'inferred';
  how: string;
  why: string;
  /** Row ids, the best one first; empty where no event tells of it. */
  records: readonly number[];
}

export const keyRef = (value: string): Ref => ({ kind: 'key', value });
export const actorRef = (value: string): Ref => ({ kind: 'actor', value });

/** A text that is the same for the same end. */
export function refId({ kind, value }: Ref): string {
  return `${kind} ${value}`;
}

export function sameRef(a: Ref, b: Ref): boolean {
  return a.kind === b.kind && a.value === b.value;
}
