// The head of a pivot page: what it is about, and its first facts, each number a door to its events.
import { Button } from '@blueprintjs/core';
import type { Result } from '../../../shared/channels.ts';
import { againstTheRest } from '../../../shared/compare-presets.ts';
import { bothFilters } from '../../../shared/filter-edit.ts';
import type { PivotKind } from '../../../shared/pivots.ts';
import { grouped } from '../../../shared/text.ts';
import { CopyButton } from '../../components/copy.tsx';
import { Door, plural, Time } from '../../components/texts.tsx';
import { Value } from '../../components/value.tsx';
import { oneLine, visibleText } from '../../components/visible-text.ts';
import { comparePatch } from '../../state/compare.ts';
import { useView } from '../../state/view-context.tsx';
import { EntityMarks } from './entity-marks.tsx';
import { PageMenu } from './page-menu.tsx';
import { isActing, KIND_WORDS } from './words.ts';

/** @param filter of the page; null while it is on its way */
export function PivotTitle({ kind, value, filter }: { kind: PivotKind; value: string; filter: string | null }) {
  return (
    <header className="tc-pivot-head">
      <span className="tc-dim">{KIND_WORDS[kind]}</span>
      <h2 className="tc-mono" data-testid="pivot-value" title={oneLine(value)}>
        {visibleText(value)}
      </h2>
      <CopyButton text={value} what={KIND_WORDS[kind]} />
      <PageMenu value={value} filter={filter} />
      <EntityMarks kind={kind} value={value} />
    </header>
  );
}

export function PivotFacts({ page }: { page: Result<'pivot'> }) {
  const { openEvents, go } = useView();
  const numbers = [
    { id: 'events', n: page.events, word: page.events === 1 ? 'event' : 'events', title: 'These events', term: '' },
    { id: 'errors', n: page.errors, word: page.errors === 1 ? 'error' : 'errors', title: 'Those with an error', term: 'is:error' },
    { id: 'denied', n: page.denied, word: 'denied', title: 'Those that AWS denied', term: 'is:denied' },
    { id: 'writes', n: page.writes, word: page.writes === 1 ? 'write' : 'writes', title: 'Those that change something', term: 'is:write' },
  ];
  const places = [page.kind !== 'account' && plural(page.accounts, 'account'), page.kind !== 'region' && plural(page.regions, 'region')];
  return (
    <div className="tc-pivot-facts">
      {numbers.map(({ id, n, word, title, term }) => (
        <Door
          key={id}
          className={`tc-big${n === 0 ? ' tc-zero' : ''}`}
          title={title}
          onOpen={() => openEvents(bothFilters(page.filter, term) ?? page.filter)}
          testid={`pivot-${id}`}
        >
          <strong>{grouped(n)}</strong>
          <span>{word}</span>
        </Door>
      ))}
      <dl className="tc-fields">
        <dt>First seen</dt>
        <dd>
          <Time ms={page.first} undated={page.events === 0 ? 'never' : 'undated'} />
        </dd>
        <dt>Last seen</dt>
        <dd>
          <Time ms={page.last} undated={page.events === 0 ? 'never' : 'undated'} />
        </dd>
      </dl>
      <span className="tc-dim">
        on {plural(page.days, 'day')}
        <br />
        {places.filter(Boolean).join(', ')}
      </span>
      <span className="tc-grow" />
      <Button
        size="small"
        text="Compare"
        title="Its events beside all others"
        onClick={() => {
          const pair = againstTheRest(page.filter, []);
          if (pair) go(comparePatch(pair.a, pair.b));
        }}
      />
      <Button
        size="small"
        text="On the timeline"
        onClick={() => go({ view: 'timeline', filter: page.filter, timelineSpan: null, timelineBy: isActing(page.kind) ? 'ip' : 'who' })}
      />
    </div>
  );
}

/** Whose events these are, where an actor was asked for by another name than its id; several may bear one name. */
export function Resolved({ page }: { page: Result<'pivot'> }) {
  const others = page.actors.filter(({ value }) => value !== page.value);
  if (page.kind !== 'actor' || others.length === 0) return null;
  const more = (page.distinct.who ?? 0) - page.actors.length;
  return (
    <p className="tc-resolved" data-testid="pivot-resolved">
      {others.length === 1 ? 'All about this actor, under whatever name:' : `${plural(others.length + more, 'actor')} bear this name:`}{' '}
      {others.map(({ value, count }) => (
        <span key={value} className="tc-form-value">
          <Value field="who" value={value} /> <span className="tc-dim tc-number">{grouped(count)}</span>
        </span>
      ))}
      {more > 0 && <span className="tc-dim">and {grouped(more)} more</span>}
      {page.otherwise && <Otherwise {...page.otherwise} one={others.length === 1} />}
    </p>
  );
}

/** That the name does not give all; the actor’s own page, beside it, does. */
function Otherwise({ events, filter, one }: NonNullable<Result<'pivot'>['otherwise']> & { one: boolean }) {
  const { openEvents } = useView();
  return (
    <span data-testid="pivot-otherwise">
      {' · '}
      <Door title={`All events of ${one ? 'this actor' : 'these actors'}`} onOpen={() => openEvents(filter)}>
        {plural(events, 'more event')}
      </Door>{' '}
      of {one ? 'it' : 'theirs'} not under this name
    </span>
  );
}
