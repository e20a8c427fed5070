// What the lists of actors and keys say where a row's change stands: the change itself, or why there is none. Pure, tested.
import type { ActorRow } from '../../../shared/entities.ts';
import { grouped } from '../../../shared/text.ts';
import { BASELINE, type UnusualActor, type UnusualActors } from '../../../shared/unusual.ts';
import { errorOf } from '../../data/bridge.ts';

export type ChangedState = { change: UnusualActor } | { change: null; text: string; title: string };

export interface AskedChanges {
  data: UnusualActors | undefined;
  error: unknown;
}

/** Asked for until it is known what is unusual, for which the whole case is walked through: what was refused is the better part of it. */
const MEANWHILE = { sort: 'denied', descending: true } as const;

/**
 * In which order a list is asked for, and what is told of it behind its number of rows.
 * @param isHeld whether somebody has pointed at a row meanwhile: then none of them goes elsewhere
 */
export function orderFor<Order extends { sort: string; descending: boolean }>(
  order: Order,
  { data, error }: AskedChanges,
  isHeld = false,
): { asked: Order | typeof MEANWHILE; note: string } {
  if (order.sort !== 'unusual' || (data && !isHeld)) return { asked: order, note: '' };
  const known = error ? 'what is unusual is not known' : 'until it is known what is unusual';
  const note = data ? 'what is unusual is known now: sort by it' : known;
  return { asked: MEANWHILE, note: ` · those most often denied first, ${note}` };
}

/** @param value the actor or key of a row */
export function changedState(
  { data, error }: AskedChanges,
  kind: UnusualActor['kind'],
  value: string,
  { comparable }: Pick<ActorRow, 'comparable'>,
): ChangedState {
  const change = data && rowsOf(data).get(`${kind} ${value}`);
  if (change) return { change };
  if (!comparable)
    return {
      change: null,
      text: 'too few to compare',
      title: `The case has ${BASELINE} dated events of it or fewer: nothing to compare with; its page tells of refusals and failures`,
    };
  if (!data && error) return { change: null, text: 'not known', title: errorOf(error).message };
  if (!data) return { change: null, text: '…', title: 'Being looked for' };
  if (data.total <= data.rows.length)
    return {
      change: null,
      text: 'nothing',
      title: 'After its first events, it used no value of the compared fields for the first time; no signs of probing',
    };
  const title = `Of ${grouped(data.total)} actors and keys of which something is told, those with most are shown; its page tells all`;
  return { change: null, text: `not among the ${grouped(data.rows.length)} with most`, title };
}

/** Made once for each answer, however many rows ask. */
const tables = new WeakMap<UnusualActors, ReadonlyMap<string, UnusualActor>>();

function rowsOf(changes: UnusualActors): ReadonlyMap<string, UnusualActor> {
  let table = tables.get(changes);
  if (!table) {
    table = new Map(changes.rows.map((row) => [`${row.kind} ${row.value}`, row]));
    tables.set(changes, table);
  }
  return table;
}
