// The actor of an event as a handle: called as its record does, leading to all that the actor did under whatever form.
import type { WindowEventRow } from '../../shared/domain.ts';
import { useWho } from '../data/who.ts';
import { Value } from './value.tsx';

export function ActorValue({ row, inRow = false }: { row: WindowEventRow; inRow?: boolean }) {
  const who = useWho(row.id);
  if (who?.who == null) return <Value field="actor" value={row.actor} inRow={inRow} />;
  const entity = { kind: 'actor', value: who.who } as const;
  if (!who.learnt && row.actor !== null) return <Value field="actor" value={row.actor} entity={entity} inRow={inRow} />;
  return (
    <>
      <Value field="who" value={who.who} text={who.name || who.who} entity={entity} inRow={inRow} />
      {who.learnt && (
        <span
          className="tc-dim"
          title="The record has a principal id only; other records of the case tell whose it is"
          role="img"
          aria-label="resolved from its principal id"
        >
          {' '}
          ≈
        </span>
      )}
    </>
  );
}
