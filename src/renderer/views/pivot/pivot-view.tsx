// All about one actor or one address: when, how often, what, with what else; and its events.
import { Button } from '@blueprintjs/core';
import type { Result } from '../../../shared/channels.ts';
import type { FilterField } from '../../../shared/filter.ts';
import { grouped } from '../../../shared/text.ts';
import { CopyButton } from '../../components/copy.tsx';
import { Answered, Empty } from '../../components/states.tsx';
import { Door, plural, Time } from '../../components/texts.tsx';
import { visibleText } from '../../components/visible-text.ts';
import { useCall } from '../../data/queries.ts';
import { useView } from '../../state/view-context.tsx';
import type { PivotKind } from '../../state/view-state.ts';
import { ColumnChooser, useColumns } from '../events/column-chooser.tsx';
import { EventsTable } from '../events/events-table.tsx';
import { NoEvents } from '../events/no-events.tsx';
import { TopList } from '../overview/top-list.tsx';

const KIND_WORDS: Record<PivotKind, string> = { actor: 'Actor', ip: 'Address' };

/** Lists of a page in the order of their use; what the engine adds beyond them is not shown. */
const LISTS: readonly { field: FilterField; title: string }[] = [
  { field: 'eventName', title: 'APIs' },
  { field: 'sourceIPAddress', title: 'Addresses' },
  { field: 'actor', title: 'Actors' },
  { field: 'errorCode', title: 'Errors' },
  { field: 'awsRegion', title: 'Regions' },
  { field: 'accessKeyId', title: 'Access keys' },
  { field: 'userAgent', title: 'User agents' },
  { field: 'eventSource', title: 'Services' },
  { field: 'accountId', title: 'Accounts' },
  { field: 'actorType', title: 'Actor types' },
];

export function PivotView() {
  const { state } = useView();
  if (!state.pivot) return <Empty title="Nothing chosen">Click an actor or an address anywhere to see all about it.</Empty>;
  return <Page key={`${state.pivot.kind} ${state.pivot.value}`} kind={state.pivot.kind} value={state.pivot.value} />;
}

function Page({ kind, value }: { kind: PivotKind; value: string }) {
  const pivot = useCall('pivot', { kind, value });
  return (
    <section className="tc-view tc-view-table" aria-label={`${KIND_WORDS[kind]} ${value}`} data-testid="pivot-page" data-kind={kind}>
      <header className="tc-pivot-head">
        <span className="tc-dim">{KIND_WORDS[kind]}</span>
        <h2 className="tc-mono" data-testid="pivot-value" title={value}>
          {visibleText(value)}
        </h2>
        <CopyButton text={value} what={KIND_WORDS[kind]} />
      </header>
      <Answered asked={pivot}>{(page) => <Body page={page} kind={kind} />}</Answered>
    </section>
  );
}

function Body({ page, kind }: { page: Result<'pivot'>; kind: PivotKind }) {
  const { state, openEvents, go } = useView();
  const { columns, chosen, choose } = useColumns();
  // The filter bar holds here too: the counts above are of the whole case, the list below of both.
  const filter = `${page.filter} ${state.filter}`.trim();
  const listed = useCall('events.count', { filter }, { keep: true });
  const own: FilterField = kind === 'actor' ? 'actor' : 'sourceIPAddress';
  return (
    <>
      <div className="tc-pivot-facts">
        <Door className="tc-big" title="These events" onOpen={() => openEvents(page.filter)} testid="pivot-events">
          <strong>{grouped(page.events)}</strong>
          <span>events</span>
        </Door>
        <Door className="tc-big" title="Those with an error" onOpen={() => openEvents(`${page.filter} is:error`)} testid="pivot-errors">
          <strong>{grouped(page.errors)}</strong>
          <span>errors</span>
        </Door>
        <Door
          className="tc-big"
          title="Those that change something"
          onOpen={() => openEvents(`${page.filter} is:write`)}
          testid="pivot-writes"
        >
          <strong>{grouped(page.writes)}</strong>
          <span>writes</span>
        </Door>
        <dl className="tc-fields">
          <dt>First seen</dt>
          <dd>
            <Time ms={page.first} />
          </dd>
          <dt>Last seen</dt>
          <dd>
            <Time ms={page.last} />
          </dd>
        </dl>
        <span className="tc-grow" />
        <Button
          size="small"
          text="On the timeline"
          onClick={() => go({ view: 'timeline', filter: page.filter, timelineSpan: null, timelineBy: kind === 'actor' ? 'ip' : 'actor' })}
        />
      </div>
      <div className="tc-tops tc-pivot-lists">
        {LISTS.filter(({ field }) => field !== own && page.related[field]).map(({ field, title }) => (
          <TopList
            key={field}
            title={title}
            field={field}
            rows={page.related[field] ?? []}
            total={page.events}
            within={page.filter}
            limit={6}
          />
        ))}
      </div>
      <div className="tc-toolbar">
        <span className="tc-toolbar-text">
          Its events
          {state.filter !== '' && listed.data && (
            <span className="tc-dim"> · {plural(listed.data.total, 'event')} that also match the filter bar</span>
          )}
        </span>
        <ColumnChooser chosen={chosen} choose={choose} />
      </div>
      <EventsTable
        filter={filter}
        columns={columns}
        label="Its events"
        empty={<NoEvents filter={filter} clear={() => go({ filter: '' })} />}
      />
    </>
  );
}
