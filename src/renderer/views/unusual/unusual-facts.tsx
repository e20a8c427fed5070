// First seen and unusual: what changed in an entity's events against what was before, as facts with counts, each the door to its events.
import { useQuery } from '@tanstack/react-query';
import type { Unusual, UnusualFact } from '../../../shared/unusual.ts';
import { comparedSentence, FACT_TITLES, factSentence, leftSentence } from '../../../shared/unusual-words.ts';
import { Answered } from '../../components/states.tsx';
import { Door, Time } from '../../components/texts.tsx';
import { UnreadableLine } from '../../components/unreadable-line.tsx';
import { visibleText } from '../../components/visible-text.ts';
import { droppable } from '../../data/droppable.ts';
import { useCase, useZone } from '../../data/queries.ts';
import { useView } from '../../state/view-context.tsx';
import { Changes } from './changes.tsx';

/** Asks for the facts of an entity. @param filter that gives its events */
export function UnusualBlock({ filter }: { filter: string }) {
  const { path } = useCase().case;
  const asked = useQuery(droppable(path, 'unusual.get', { filter }));
  return (
    <section className="tc-block" aria-label="First seen and unusual" data-testid="unusual">
      <h3>First seen and unusual</h3>
      <Answered asked={asked}>{(facts) => <UnusualFacts filter={filter} facts={facts} />}</Answered>
    </section>
  );
}

/** @param filter of the entity, to which the facts belong */
function UnusualFacts({ filter, facts: found }: { filter: string; facts: Unusual }) {
  const zone = useZone();
  const left = leftSentence(found);
  return (
    <>
      <UnreadableLine items={found.unreadable.length} missing="events and failed sign-ins" />
      <p className="tc-note">{comparedSentence(found, zone)}</p>
      {found.facts.map((fact, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: facts of one answer never change places, and several may be of one kind and time
        <Fact key={`${filter} ${i}`} fact={fact} />
      ))}
      {found.facts.length === 0 && found.events > 0 && (
        <p className="tc-dim" data-testid="unusual-none">
          Nothing by these rules.
        </p>
      )}
      {left !== '' && <p className="tc-note">{left}</p>}
    </>
  );
}

function Fact({ fact }: { fact: UnusualFact }) {
  const { openEvents } = useView();
  const zone = useZone();
  return (
    <article className="tc-unusual" data-testid="unusual-fact" data-kind={fact.kind}>
      <header>
        <Time ms={fact.at} />
        <strong>{FACT_TITLES[fact.kind]}</strong>
        <Door title={visibleText(fact.filter)} testid="unusual-events" onOpen={() => openEvents(fact.filter)}>
          its events
        </Door>
      </header>
      <p>{visibleText(factSentence(fact, zone))}</p>
      {fact.kind === 'changed' && <Changes fact={fact} />}
    </article>
  );
}
