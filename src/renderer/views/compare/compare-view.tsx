// Two sets of events side by side: two actors, two keys, before and after, known good and suspect. Facts, no score.
import { Button, ButtonGroup } from '@blueprintjs/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Comparison } from '../../../shared/compare.ts';
import { compareFacts } from '../../../shared/compare-words.ts';
import { Answered, Empty, Skeleton } from '../../components/states.tsx';
import { UnreadableLine } from '../../components/unreadable-line.tsx';
import { droppable } from '../../data/droppable.ts';
import { useCase } from '../../data/queries.ts';
import { comparePatch } from '../../state/compare.ts';
import { useView } from '../../state/view-context.tsx';
import { FilterField } from './filter-field.tsx';
import { Presets } from './presets.tsx';
import { Sentence } from './sentence.tsx';
import { GROUP_WORDS, GROUPS, type Group, SidesTable } from './sides-table.tsx';

/** Values of each group. */
const TOP = 50;

type Shown = Group | 'all';

export function CompareView() {
  const { state, go } = useView();
  const { compareA: a, compareB: b } = state;
  const path = useCase().case.path;
  const isAsked = a !== '' || b !== '';
  const asked = useQuery({ ...droppable(path, 'compare.get', { a, b, top: TOP }), enabled: isAsked });
  const set = (pair: { a: string; b: string }) => go(comparePatch(pair.a, pair.b));
  return (
    <section className="tc-view tc-scroll tc-compare" aria-label="Compare" data-testid="compare-view">
      <FilterField name="A" value={a} apply={(filter) => set({ a: filter, b })} />
      <FilterField name="B" value={b} apply={(filter) => set({ a, b: filter })} />
      <Presets a={a} b={b} found={asked.data} set={set} />
      {isAsked ? (
        <Answered asked={asked} title="The two sets could not be compared" skeleton={<Skeleton rows={12} height={18} />}>
          {(found) => <Found found={found} />}
        </Answered>
      ) : (
        <Empty title="Two sets of events side by side" testid="compare-empty">
          Give two filters: a known good time and a suspect one, two keys, two sessions of a role. What both have, and what only one has, is
          counted: addresses, networks, tools, regions, APIs, hours. An empty filter is every event.
        </Empty>
      )}
    </section>
  );
}

function Found({ found }: { found: Comparison }) {
  const [shown, setShown] = useState<Shown>('all');
  return (
    <>
      <UnreadableLine items={found.unreadable.length} missing="events and failed sign-ins" />
      <ul className="tc-compare-facts" aria-label="Facts" data-testid="compare-facts">
        {Object.entries(compareFacts(found)).map(([place, words]) => (
          <li key={place}>
            <Sentence words={words} />
          </li>
        ))}
      </ul>
      <ButtonGroup>
        {(['all', ...GROUPS] as const).map((one) => (
          <Button
            key={one}
            size="small"
            text={one === 'all' ? 'All' : GROUP_WORDS[one].replace(/^./, (c) => c.toUpperCase())}
            active={shown === one}
            aria-pressed={shown === one}
            data-testid={`compare-show-${one}`}
            onClick={() => setShown(one)}
          />
        ))}
      </ButtonGroup>
      <SidesTable found={found} shown={shown === 'all' ? GROUPS : [shown]} />
    </>
  );
}
