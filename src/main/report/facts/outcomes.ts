// How an exhibit's call ended, by every delivery that says something else of it: where deliveries contradict each other, none is taken for the truth.
import { type StoredRow, storedRow } from '../../case/event-rows.ts';
import { failedSignIn, isSignInService } from '../../decode/sign-in.ts';
import type { ReportContext } from '../context.ts';
import { deliveriesOf, type Exhibit, itemOf, type OtherDelivery } from '../exhibits.ts';
import { failurePath } from '../record-fields.ts';
import { statement } from '../statements.ts';

/** Differing deliveries whose rows are read: a log may repeat one event without end. */
const MOST_DELIVERIES = 50;

export interface DeliveredOutcome {
  row: StoredRow;
  errorCode: string | null;
  /** Of a call without an error code: what its record says of a failure, and in which field. */
  failure: { says: string; path: string } | null;
}

export interface Outcomes {
  /** The exhibit's own delivery first, then each that says something else, in order of address. */
  deliveries: readonly [DeliveredOutcome, ...DeliveredOutcome[]];
  /** The same event was delivered with different contents. */
  isConflict: boolean;
  /** Differing deliveries that are not read. */
  more: number;
}

type OutcomeContext = Pick<ReportContext, 'db' | 'evidence'> & Partial<Pick<ReportContext, 'redaction'>>;

const known = new WeakMap<OutcomeContext, Map<number, Outcomes>>();

/** Read once for each exhibit of a report. */
export function outcomesOf(context: OutcomeContext, { row }: Pick<Exhibit, 'row'>): Outcomes {
  const own = known.get(context) ?? new Map<number, Outcomes>();
  known.set(context, own);
  let outcomes = own.get(row.record);
  if (!outcomes) {
    outcomes = read(context, row);
    own.set(row.record, outcomes);
  }
  return outcomes;
}

/** Whether any delivery of a record's event contradicts another. */
const HAS_CONFLICT = `SELECT 1 FROM repeats WHERE relation = 'conflict' AND primary_record =
  coalesce((SELECT primary_record FROM repeats WHERE record = ?), ?) LIMIT 1`;

function read(context: OutcomeContext, row: StoredRow): Outcomes {
  if (statement(context.db, HAS_CONFLICT).get(row.record, row.record) === undefined)
    return { deliveries: [delivered(context, row)], isConflict: false, more: 0 };
  const { own, others } = deliveriesOf(context.db, row.record, context.redaction?.orderOf);
  const different = others.filter(({ relation }) => differs(own, relation));
  const rows = different.slice(0, MOST_DELIVERIES).map(({ member }) => storedRow(context.db, member.record));
  return {
    deliveries: [delivered(context, row), ...rows.map((one) => delivered(context, one))],
    isConflict: different.length > 0,
    more: different.length - rows.length,
  };
}

/** What is stored compares each delivery with the one that stands for the event: two that differ from it may differ from each other. */
function differs(own: OtherDelivery['relation'], other: OtherDelivery['relation']): boolean {
  return other === 'conflict' || (own === 'conflict' && other === 'event');
}

function delivered(context: OutcomeContext, row: StoredRow): DeliveredOutcome {
  return { row, errorCode: row.errorCode, failure: failureOf(context, row) };
}

/** Only records of sign-ins say in another field than the error code that they failed, and are read for it. */
function failureOf({ db, evidence }: OutcomeContext, row: StoredRow): DeliveredOutcome['failure'] {
  if (row.errorCode !== null || !isSignInService(row.eventSource)) return null;
  const failure = failedSignIn(evidence.value(itemOf(db, row.record).evidence, row));
  return failure && { says: failure.says, path: failurePath(failure) };
}

/** The different values that deliveries have in a field, the exhibit's own first. */
export function deliveredValues<Field extends keyof StoredRow>({ deliveries }: Outcomes, field: Field): StoredRow[Field][] {
  return [...new Set(deliveries.map(({ row }) => row[field]))];
}

/** The different outcomes, the exhibit's own first. */
export function differentOutcomes({ deliveries }: Outcomes): Pick<DeliveredOutcome, 'errorCode' | 'failure'>[] {
  const found = new Map<string, Pick<DeliveredOutcome, 'errorCode' | 'failure'>>();
  for (const { errorCode, failure } of deliveries) {
    const key = JSON.stringify([errorCode, failure]);
    if (!found.has(key)) found.set(key, { errorCode, failure });
  }
  return [...found.values()];
}
