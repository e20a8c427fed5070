// What could not be read, and why: grouped by code, each leading to its event or its item.
import { printTerm } from '../../../shared/filter.ts';
import { isWhole, problemSentence } from '../../../shared/problems.ts';
import { grouped, shortHash } from '../../../shared/text.ts';
import { Cell, HeaderCell, LoadingCell } from '../../components/cell.tsx';
import { Empty, ErrorCallout, Skeleton } from '../../components/states.tsx';
import { Door, FilePath, plural } from '../../components/texts.tsx';
import { VirtualRows } from '../../components/virtual-rows.tsx';
import { oneLine } from '../../components/visible-text.ts';
import { usePaged } from '../../data/paged.ts';
import { useCase } from '../../data/queries.ts';
import { useBytes } from '../../state/bytes.tsx';
import { useView } from '../../state/view-context.tsx';

const GRID = '200px minmax(220px, 2fr) 110px minmax(160px, 1fr) 120px';

export function Problems() {
  const { state, go, select, openEvents } = useView();
  const info = useCase();
  const { show } = useBytes();
  const list = usePaged('evidence.problems', { code: state.problemCode });
  const header = (
    // biome-ignore lint/a11y/useSemanticElements: a table of virtual rows cannot be a <table>
    // biome-ignore lint/a11y/useFocusableInteractive: nothing to do in this header
    <div className="tc-row tc-row-header" role="row" style={{ gridTemplateColumns: GRID }}>
      <HeaderCell>Code</HeaderCell>
      <HeaderCell>What is wrong</HeaderCell>
      <HeaderCell>Concerns</HeaderCell>
      <HeaderCell>Found at</HeaderCell>
      <HeaderCell className="tc-right">Bytes</HeaderCell>
    </div>
  );
  return (
    <>
      <p className="tc-note tc-pad" data-testid="repeats-note">
        {plural(info.problems, 'problem')}, {grouped(info.recordProblems)} of them records that could not become an event. Besides:{' '}
        {plural(info.sightings, 'repeated delivery', 'repeated deliveries')} of the same event and{' '}
        {info.conflicts === 0 ? (
          'no conflicts'
        ) : (
          <Door title="The events concerned" testid="problems-conflicts" onOpen={() => openEvents('is:conflict')}>
            {plural(info.conflicts, 'conflict')}
          </Door>
        )}{' '}
        (same event ID, other content); an event lists its own under “Delivered … times”.
      </p>
      {list.first && list.first.byCode.length > 0 && (
        <fieldset className="tc-kinds" aria-label="Codes">
          <button
            type="button"
            className={`tc-kind${state.problemCode === null ? ' tc-kind-on' : ''}`}
            aria-pressed={state.problemCode === null}
            onClick={() => go({ problemCode: null })}
          >
            All <span className="tc-number">{grouped(list.first.byCode.reduce((sum, { count }) => sum + count, 0))}</span>
          </button>
          {list.first.byCode.map(({ value, count }) => (
            <button
              key={value}
              type="button"
              className={`tc-kind${state.problemCode === value ? ' tc-kind-on' : ''}`}
              aria-pressed={state.problemCode === value}
              title={problemSentence(value)}
              onClick={() => go({ problemCode: value })}
              data-testid={`problem-${value}`}
            >
              {value} <span className="tc-number">{grouped(count)}</span>
            </button>
          ))}
        </fieldset>
      )}
      {state.problemCode !== null && <p className="tc-note tc-pad">{problemSentence(state.problemCode)}</p>}
      {list.error !== null && <ErrorCallout error={list.error} retry={list.retry} title="The problems could not be read" />}
      {!list.first && list.error === null && <Skeleton rows={10} />}
      {list.first && list.total === 0 && (
        <Empty title="No problems">
          {plural(info.evidence.items, 'evidence item')} {info.evidence.items === 1 ? 'was' : 'were'} read; every record in them became an
          event.
        </Empty>
      )}
      {list.total > 0 && (
        <VirtualRows
          count={list.total}
          header={header}
          minWidth={900}
          label="Problems"
          testid="problems-table"
          onRange={list.onRange}
          renderRow={(index, place) => {
            const row = list.row(index);
            return (
              // biome-ignore lint/a11y/useSemanticElements: a table of virtual rows cannot be a <table>
              // biome-ignore lint/a11y/useFocusableInteractive: what can be done stands in the cells
              <div
                key={index}
                className={`tc-row${index % 2 ? ' tc-odd' : ''}`}
                style={{ ...place, gridTemplateColumns: GRID }}
                role="row"
                aria-rowindex={index + 1}
                data-testid="problem-row"
              >
                {row ? (
                  <>
                    <Cell className="tc-cell tc-mono">{row.code}</Cell>
                    <Cell className="tc-cell" title={oneLine(row.message)}>
                      {oneLine(row.message)}
                    </Cell>
                    <Cell className="tc-cell">
                      {row.eventId !== null ? (
                        <Door title={row.eventId} onOpen={() => select(row.eventId)} testid="problem-event">
                          its event
                        </Door>
                      ) : row.evidence !== null ? (
                        <Door
                          title={row.evidence}
                          onOpen={() => openEvents(printTerm({ field: 'evidence', value: row.evidence ?? '', negated: false }))}
                          testid="problem-item"
                        >
                          item {shortHash(row.evidence).slice(0, 9)}
                        </Door>
                      ) : (
                        <span className="tc-dim">a path</span>
                      )}
                    </Cell>
                    <Cell className="tc-cell tc-path" title={row.path ?? ''}>
                      <FilePath path={row.path ?? ''} />
                    </Cell>
                    <Cell className="tc-cell tc-right">
                      {row.offset === null || row.evidence === null || isWhole(row) ? (
                        '–'
                      ) : (
                        <Door
                          title="Show these bytes of the decoded content"
                          testid="problem-bytes"
                          onOpen={() =>
                            show({
                              sha256: row.evidence ?? '',
                              of: 'content',
                              mark: { offset: row.offset ?? 0, length: row.length ?? 0 },
                              path: row.path ?? '',
                            })
                          }
                        >
                          {row.length === 0 ? `at ${grouped(row.offset)}` : `${grouped(row.offset)}+${grouped(row.length ?? 0)}`}
                        </Door>
                      )}
                    </Cell>
                  </>
                ) : (
                  <LoadingCell />
                )}
              </div>
            );
          }}
        />
      )}
    </>
  );
}
