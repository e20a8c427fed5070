// Every change of bookmarks, tags and notes in the case, newest first: who, when, on what. Nothing is erased, and any of it can count again.
import { useCallback, useRef, useState } from 'react';
import { Restore, VersionWords } from '../../components/annotations/target-history.tsx';
import { useListKeys } from '../../components/list-keys.ts';
import { Empty, ErrorCallout } from '../../components/states.tsx';
import { plural, Time } from '../../components/texts.tsx';
import { VirtualRows, type VirtualRowsHandle } from '../../components/virtual-rows.tsx';
import { oneLine } from '../../components/visible-text.ts';
import { useCall } from '../../data/queries.ts';
import { LoadingCell } from '../events/event-cells.tsx';
import { useRows } from '../events/pages.ts';
import { Pick } from './annotation-list.tsx';
import { KindMark, TargetTitle, useOpenTarget } from './target-title.tsx';

const ROW_PX = 46;

export function ChangeList() {
  const [author, setAuthor] = useState('');
  const asked = { target: null, author: author === '' ? null : author };
  const first = useCall('annotations.history', { ...asked, offset: 0, limit: 200 }, { keep: true });
  const total = first.data?.total ?? 0;
  const [range, setRange] = useState({ first: 0, end: 40 });
  const rows = useRows('annotations.history', { range, total, argsOf: (offset, limit) => ({ ...asked, offset, limit }) });
  const handle = useRef<VirtualRowsHandle>(null);
  const [at, setAt] = useState(-1);
  const open = useOpenTarget();
  const moveTo = (wanted: number) => {
    const index = Math.min(Math.max(0, wanted), total - 1);
    setAt(index);
    handle.current?.reveal(index);
  };
  useListKeys({ at, total, moveTo, handle }, { o: () => open(rows.row(at)?.target ?? '') });
  const onRange = useCallback((from: number, end: number) => setRange({ first: from, end }), []);
  return (
    <>
      <div className="tc-toolbar">
        <span className="tc-toolbar-text">{plural(total, 'change')}; nothing is ever erased</span>
        <span className="tc-grow" />
        <Pick label="Author" all="anyone" value={author} values={first.data?.authors} pick={setAuthor} />
      </div>
      {first.error !== null && (
        <ErrorCallout error={first.error} retry={() => void first.refetch()} title="The changes could not be read" />
      )}
      {first.data && total === 0 ? (
        <Empty title="Nothing was changed yet">
          Every bookmark, tag and note, and every change of one, is listed here with who made it and when.
        </Empty>
      ) : (
        <VirtualRows
          count={total}
          rowHeight={ROW_PX}
          handle={handle}
          onRange={onRange}
          label="Changes of bookmarks, tags and notes"
          activeId={at >= 0 ? `change-row-${at}` : undefined}
          testid="change-list"
          renderRow={(index, place) => {
            const row = rows.row(index);
            return (
              // biome-ignore lint/a11y/useSemanticElements: a table of virtual rows cannot be a <table>
              // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus, the row is its active descendant
              // biome-ignore lint/a11y/useKeyWithClickEvents: the grid's keys do the same
              <div
                key={index}
                id={`change-row-${index}`}
                className={`tc-row tc-bm-row${index === at ? ' tc-selected' : ''}`}
                style={place}
                role="row"
                aria-rowindex={index + 1}
                aria-selected={index === at}
                data-testid="change-row"
                onClick={() => setAt(index)}
              >
                {row ? (
                  // biome-ignore lint/a11y/useSemanticElements: as above
                  // biome-ignore lint/a11y/useFocusableInteractive: as above
                  <div className="tc-bm-body" role="gridcell">
                    <div className="tc-bm-line">
                      <Time ms={row.at} />
                      <span className="tc-dim">{oneLine(row.author || 'unnamed')}</span>
                      {row.origin !== '' && <span className="tc-dim">taken over from {oneLine(row.origin)}</span>}
                      <VersionWords row={row} />
                      <Restore row={row} />
                    </div>
                    <div className="tc-bm-line tc-bm-second">
                      <KindMark target={row.target} />
                      <TargetTitle target={row.target} row={row.row} />
                    </div>
                  </div>
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
