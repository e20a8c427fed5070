// What is unusual in the events of an actor or a key, in a few words, as the list of all of them tells it: signs of probing, and what changed most at once. Of the
// whole case.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { grouped, plural } from '../../../shared/text.ts';
import { formatTime } from '../../../shared/time.ts';
import type { UnusualActor } from '../../../shared/unusual.ts';
import { signWords } from '../../../shared/unusual-words.ts';
import { Door } from '../../components/texts.tsx';
import { FIELD_WORDS } from '../../components/value.tsx';
import { oneLine } from '../../components/visible-text.ts';
import { droppable } from '../../data/droppable.ts';
import { useCase, useZone } from '../../data/queries.ts';
import { useView } from '../../state/view-context.tsx';
import type { AskedChanges, ChangedState } from './changed-state.ts';

/** So many are asked for: those of which most is told. */
const TOP = 200;

export const CHANGED_TITLE = 'Unusual (whole case)';

export function useChanged(): AskedChanges {
  const { path } = useCase().case;
  return useQuery({ ...droppable(path, 'unusual.actors', { top: TOP }), placeholderData: keepPreviousData });
}

/** `4 APIs refused within 48 seconds, then DescribeRegions allowed; new: address, country`; its pivot page tells all of it. */
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
  const { change, signs } = row;
  const words = change?.fields.map(({ field, values }) => (values === 1 ? FIELD_WORDS[field] : plural(values, FIELD_WORDS[field]))) ?? [];
  const told = [...signs.map(signWords), ...(words.length > 0 ? [`new: ${words.join(', ')}`] : [])];
  const title = [
    ...signs.map((sign) => `${formatTime(sign.at, zone)}: ${signWords(sign)}`),
    ...(change === null
      ? []
      : [
          `First used within an hour from ${formatTime(change.at, zone)}, after ${grouped(change.before.events)} events without it:`,
          ...words,
        ]),
    'click: all of it',
  ];
  return (
    <Door className="tc-changed" title={title.map(oneLine).join('\n')} testid="changed" onOpen={() => pivot(row.kind, row.value)}>
      <span aria-hidden="true">△ </span>
      {told.map(oneLine).join('; ')}
    </Door>
  );
}
