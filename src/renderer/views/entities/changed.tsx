// What changed most at once in the events of an actor or a key, in a few words, as the list of all of them tells it: of the whole case.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { grouped, plural } from '../../../shared/text.ts';
import { formatTime } from '../../../shared/time.ts';
import type { UnusualActor } from '../../../shared/unusual.ts';
import { Door } from '../../components/texts.tsx';
import { FIELD_WORDS } from '../../components/value.tsx';
import { oneLine } from '../../components/visible-text.ts';
import { droppable } from '../../data/droppable.ts';
import { useCase, useZone } from '../../data/queries.ts';
import { useView } from '../../state/view-context.tsx';
import type { AskedChanges, ChangedState } from './changed-state.ts';

/** So many are asked for: those at whose events most changed. */
const TOP = 200;

export const CHANGED_TITLE = 'What changed (whole case)';

export function useChanged(): AskedChanges {
  const { path } = useCase().case;
  return useQuery({ ...droppable(path, 'unusual.actors', { top: TOP }), placeholderData: keepPreviousData });
}

/** `new: address, country, region`; its pivot page tells all of it. */
export function ChangedWords({ state }: { state: ChangedState }) {
  if (state.change) return <Change row={state.change} />;
  return (
    <span className="tc-none" title={oneLine(state.title)} data-testid="unchanged">
      {state.text}
    </span>
  );
}

function Change({ row }: { row: UnusualActor }) {
  const { pivot } = useView();
  const zone = useZone();
  const { at, fields, before } = row.change;
  const words = fields.map(({ field, values }) => (values === 1 ? FIELD_WORDS[field] : plural(values, FIELD_WORDS[field])));
  const title = `First used within an hour from ${formatTime(at, zone)}, after ${grouped(before.events)} events without it:\n${words.join('\n')}\nclick: all of it`;
  return (
    <Door className="tc-changed" title={title} testid="changed" onOpen={() => pivot(row.kind, row.value)}>
      <span aria-hidden="true">△ </span>new: {words.join(', ')}
    </Door>
  );
}
