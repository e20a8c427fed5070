// What the findings of a case name and span, as the drawn and counted sections need it.
import type { Attestation } from '../../../shared/integrity.ts';
import type { PivotKind } from '../../../shared/pivots.ts';
import { currentFindings } from '../../case/findings.ts';
import type { ReportContext } from '../context.ts';
import { inShownOrder } from '../item-order.ts';
import { toldOf } from '../told.ts';
import type { FindingSpan } from './timeline.ts';

/** Values of a kind that findings name, rejected hypotheses left out; each once, in order of text. */
export function namedBy(context: Pick<ReportContext, 'db' | 'redaction'>, kind: PivotKind): string[] {
  const named = currentFindings(context.db)
    .filter(({ version }) => version.body.state !== 'rejected')
    .flatMap(({ version }) => version.body.entities.filter((one) => one.kind === kind).map(({ value }) => value));
  return inShownOrder(context, new Set(named), (value) => value);
}

/** From the first to the last of the supporting events that are in the case and dated; rejected hypotheses left out. In the order in which findings are told. */
export function findingSpans(context: Pick<ReportContext, 'db' | 'custody' | 'byEvent'>): FindingSpan[] {
  return [...toldOf(context).findings.values()].flatMap(({ id, letter, span, version: { body } }) =>
    body.state === 'rejected' || span === null ? [] : [{ id, letter, title: body.title, state: body.state, span }],
  );
}

/** What the verification of the report said of AWS's digests; null where they were not judged. */
export function attestationOf({ verification: v }: Pick<ReportContext, 'verification'>): Attestation | null {
  if (v.chains === undefined) return null;
  return {
    at: 0,
    digests: v.digests,
    logs: v.logs,
    attestation: v.attestation,
    chains: v.chains,
    keys: v.keys ?? [],
    keysAbsent: v.keysAbsent ?? [],
  };
}
