// What changed most at once in the events of an actor or a key, in a few words, as the list of all of them tells it.
import { useMemo } from 'react';
import { grouped, plural } from '../../../shared/text.ts';
import { formatTime } from '../../../shared/time.ts';
import type { UnusualActor } from '../../../shared/unusual.ts';
import { Door } from '../../components/texts.tsx';
import { FIELD_WORDS } from '../../components/value.tsx';
import { useCall, useZone } from '../../data/queries.ts';
import { useView } from '../../state/view-context.tsx';

/** So many are asked for: those at whose events most changed. */
const TOP = 200;

/** By value: what changed of the actors, or of the keys; empty until it is known. */
export function useChanged(kind: UnusualActor['kind']): ReadonlyMap<string, UnusualActor> {
  const { data } = useCall('unusual.actors', { top: TOP }, { keep: true });
  return useMemo(() => new Map((data?.rows ?? []).filter((row) => row.kind === kind).map((row) => [row.value, row])), [data, kind]);
}

/** `new at 02-21 23:47: address, country, region`; its pivot page tells all of it. */
export function ChangedWords({ row }: { row: UnusualActor | undefined }) {
  const { pivot } = useView();
  const zone = useZone();
  if (!row) return null;
  const { at, fields, before } = row.change;
  const words = fields.map(({ field, values }) => (values === 1 ? FIELD_WORDS[field] : plural(values, FIELD_WORDS[field])));
  const title = `First used within an hour from ${formatTime(at, zone)}, after ${grouped(before.events)} events without it:\n${words.join('\n')}\nclick: all of it`;
  return (
    <Door className="tc-changed" title={title} testid="changed" onOpen={() => pivot(row.kind, row.value)}>
      <span aria-hidden="true">△ </span>new: {words.join(', ')}
    </Door>
  );
}
