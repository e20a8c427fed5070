// The resources that the filter's events name, by kind, each with what became of it.
import { HTMLSelect, InputGroup } from '@blueprintjs/core';
import { useDeferredValue, useState } from 'react';
import { grouped, plural } from '../../../shared/text.ts';
import { Answered, Skeleton } from '../../components/states.tsx';
import { useView } from '../../state/view-context.tsx';
import { ResourceNote } from '../facets/resource-note.tsx';
import { ALL_KINDS, kindOptions } from './choices.ts';
import { ResourceTable } from './resource-table.tsx';
import { useResourceList } from './use-resource-list.ts';

/** Rows asked for: beyond them a kind or a text narrows down. */
const TOP = 1000;

export function ResourcesView() {
  const { state } = useView();
  const [kind, setKind] = useState(ALL_KINDS);
  const [text, setText] = useState('');
  const search = useDeferredValue(text);
  const asked = useResourceList({ filter: state.filter, kind: kind === ALL_KINDS ? null : kind, search, top: TOP, order: 'most' });
  const answer = asked.data;
  return (
    <section className="tc-view tc-view-table" aria-label="Resources" data-testid="resources-view">
      <div className="tc-toolbar">
        <HTMLSelect
          value={kind}
          onChange={({ currentTarget }) => setKind(currentTarget.value)}
          aria-label="Kind of resource"
          data-testid="resource-kind"
          options={kindOptions(answer?.kinds ?? [], kind)}
        />
        <InputGroup
          size="small"
          type="search"
          placeholder="Name or ARN"
          value={text}
          maxLength={1000}
          onValueChange={setText}
          aria-label="Resources that hold this text"
          data-testid="resource-search"
        />
        {answer && (
          <span className="tc-toolbar-text" data-testid="resource-found">
            {plural(answer.found, 'resource')}
            {answer.found > answer.rows.length && `, the first ${grouped(answer.rows.length)} of them below`}
          </span>
        )}
        <ResourceNote answer={answer && { ...answer, distinct: answer.found, values: answer.rows }} retry={() => void asked.refetch()} />
      </div>
      <Answered asked={asked} title="The resources could not be read" skeleton={<Skeleton rows={14} />}>
        {(list) => <ResourceTable rows={list.rows} isReading={list.reading !== null} />}
      </Answered>
    </section>
  );
}
