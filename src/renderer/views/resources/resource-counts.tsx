// What was done with a resource how often, and by whom: a number is a door where a filter leaves exactly what it counts.
import type { ReactNode } from 'react';
import { addTerm } from '../../../shared/filter.ts';
import type { EffectCount, ResourceHistory } from '../../../shared/resources.ts';
import { grouped, plural } from '../../../shared/text.ts';
import { Door, Time } from '../../components/texts.tsx';
import { Value } from '../../components/value.tsx';
import { useView } from '../../state/view-context.tsx';
import { Effect } from './effect.tsx';

export function ResourceCounts({ history }: { history: ResourceHistory }) {
  return (
    <div className="tc-resource-counts">
      <table className="tc-resource-table">
        <thead>
          <tr>
            <th scope="col">What was done with it</th>
            <th scope="col">done</th>
            <th scope="col">refused</th>
            <th scope="col">last done</th>
          </tr>
        </thead>
        <tbody>
          {history.effects.map((count) => (
            <EffectRow key={count.effect} count={count} />
          ))}
        </tbody>
      </table>
      <table className="tc-resource-table">
        <thead>
          <tr>
            <th scope="col">By whom</th>
            <th scope="col">events</th>
            <th scope="col">last</th>
          </tr>
        </thead>
        <tbody>
          {history.actors.map((actor) => (
            <ActorRow key={actor.value} actor={actor} filter={history.exact ? history.filter : null} />
          ))}
          <OtherActors history={history} />
        </tbody>
      </table>
    </div>
  );
}

function EffectRow({ count: { effect, done, denied, failed, last, filters } }: { count: EffectCount }) {
  const count = (some: number, word: string, filter: string | null) =>
    some > 0 && (
      <EventsDoor filter={filter}>
        {grouped(some)} {word}
      </EventsDoor>
    );
  return (
    <tr data-testid="resource-effect" data-effect={effect}>
      <th scope="row">
        <Effect effect={effect} />
      </th>
      <td className="tc-right">{count(done, '', filters.done)}</td>
      <td>
        {count(denied, 'denied', filters.denied)} {count(failed, 'failed', filters.failed)}
      </td>
      <td>{done > 0 && <Time ms={last} />}</td>
    </tr>
  );
}

/** A count, and a door where a filter leaves exactly what is counted. */
function EventsDoor({ filter, children }: { filter: string | null; children: ReactNode }) {
  const { openEvents } = useView();
  if (filter === null) return <span title="No filter tells these events from the others">{children}</span>;
  return (
    <Door title="These events" onOpen={() => openEvents(filter)}>
      {children}
    </Door>
  );
}

function OtherActors({ history: { actors, actorTotal, filter } }: { history: ResourceHistory }) {
  const { go } = useView();
  if (actorTotal <= actors.length) return null;
  return (
    <tr>
      <td colSpan={3}>
        <Door title="The actors of its events" onOpen={() => go({ view: 'actors', filter })} testid="resource-other-actors">
          {grouped(actorTotal - actors.length)} more of {plural(actorTotal, 'actor')}
        </Door>
      </td>
    </tr>
  );
}

/** @param filter of all that is counted; null where none leaves just that */
function ActorRow({ actor: { value, count, last }, filter }: { actor: ResourceHistory['actors'][number]; filter: string | null }) {
  return (
    <tr>
      <th scope="row">
        <Value field="who" value={value} />
      </th>
      <td className="tc-right">
        <EventsDoor filter={filter && addTerm(filter, { field: 'who', value, negated: false })}>{grouped(count)}</EventsDoor>
      </td>
      <td>
        <Time ms={last} />
      </td>
    </tr>
  );
}
