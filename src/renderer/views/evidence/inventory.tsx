// Every file as it was delivered: what it was recognised as, its hash, where it was found.
import { ITEM_KINDS } from '../../../shared/domain.ts';
import { printTerm } from '../../../shared/filter.ts';
import { shapeWords } from '../../../shared/shapes.ts';
import { bytesText, grouped } from '../../../shared/text.ts';
import { Cell, HeaderCell, LoadingCell } from '../../components/cell.tsx';
import { CopyButton } from '../../components/copy.tsx';
import { Empty, ErrorCallout, Skeleton } from '../../components/states.tsx';
import { Door, FilePath, Hash, plural } from '../../components/texts.tsx';
import { VirtualRows } from '../../components/virtual-rows.tsx';
import { usePaged } from '../../data/paged.ts';
import { useCase } from '../../data/queries.ts';
import { useBytes } from '../../state/bytes.tsx';
import { useView } from '../../state/view-context.tsx';
import { NoEvidence } from '../import/no-evidence.tsx';
import { KIND_PLURALS, KIND_WORDS } from './words.ts';

const GRID = '150px 172px 76px 60px 76px 76px minmax(240px, 1fr)';

export function Inventory() {
  const { state, go, openEvents } = useView();
  const info = useCase();
  const { show } = useBytes();
  const list = usePaged('evidence.list', { kind: state.evidenceKind });
  const kinds = new Map(info.kinds.map(({ value, count }) => [value, count]));
  const header = (
    // biome-ignore lint/a11y/useSemanticElements: a table of virtual rows cannot be a <table>
    // biome-ignore lint/a11y/useFocusableInteractive: nothing to do in this header
    <div className="tc-row tc-row-header" role="row" style={{ gridTemplateColumns: GRID }}>
      <HeaderCell>Kind</HeaderCell>
      <HeaderCell>SHA-256</HeaderCell>
      <HeaderCell className="tc-right">Size</HeaderCell>
      <HeaderCell>Coding</HeaderCell>
      <HeaderCell className="tc-right">Records</HeaderCell>
      <HeaderCell className="tc-right">Problems</HeaderCell>
      <HeaderCell>Found at</HeaderCell>
    </div>
  );
  return (
    <>
      <fieldset className="tc-kinds" aria-label="Kinds">
        <KindButton
          label="All"
          count={info.evidence.items}
          on={state.evidenceKind === null}
          choose={() => go({ evidenceKind: null })}
          testid="kind-all"
        />
        {ITEM_KINDS.filter((kind) => kinds.has(kind) || kind === state.evidenceKind).map((kind) => (
          <KindButton
            key={kind}
            label={KIND_PLURALS[kind]}
            count={kinds.get(kind) ?? 0}
            on={state.evidenceKind === kind}
            choose={() => go({ evidenceKind: kind })}
            testid={`kind-${kind}`}
          />
        ))}
      </fieldset>
      {list.error !== null && <ErrorCallout error={list.error} retry={list.retry} title="The inventory could not be read" />}
      {!list.first && list.error === null && <Skeleton rows={14} />}
      {list.first && list.total === 0 && state.evidenceKind === null && (
        <NoEvidence>Here every file that was met stands with its hash, what it was recognised as, and what came of it.</NoEvidence>
      )}
      {list.first && list.total === 0 && state.evidenceKind !== null && (
        <Empty title={`No ${KIND_WORDS[state.evidenceKind]} in this case`}>
          {plural(info.evidence.items, 'item')} of other kinds {info.evidence.items === 1 ? 'is' : 'are'} here.
        </Empty>
      )}
      {list.total > 0 && (
        <VirtualRows
          count={list.total}
          header={header}
          minWidth={960}
          label="Evidence items"
          testid="evidence-table"
          onRange={list.onRange}
          renderRow={(index, place) => {
            const row = list.row(index);
            const path = row?.paths[0] ?? '';
            return (
              // biome-ignore lint/a11y/useSemanticElements: a table of virtual rows cannot be a <table>
              // biome-ignore lint/a11y/useFocusableInteractive: what can be done stands in the cells
              <div
                key={index}
                className={`tc-row${index % 2 ? ' tc-odd' : ''}`}
                style={{ ...place, gridTemplateColumns: GRID }}
                role="row"
                aria-rowindex={index + 1}
                data-testid="evidence-row"
              >
                {row ? (
                  <>
                    <Cell className="tc-cell" title={row.shape === '' ? '' : shapeWords(row.shape)}>
                      {KIND_WORDS[row.kind]}
                      {row.shape !== '' && <span className="tc-dim"> {row.shape}</span>}
                    </Cell>
                    <Cell className="tc-cell">
                      <Hash hex={row.sha256} />
                    </Cell>
                    <Cell className="tc-cell tc-right" title={`${grouped(row.size)} bytes${row.kept ? '' : '; bytes not kept'}`}>
                      {row.kept ? (
                        <Door
                          title={`Show its ${grouped(row.size)} bytes`}
                          testid="item-bytes"
                          onOpen={() => show({ sha256: row.sha256, of: 'content', mark: null, path })}
                        >
                          {bytesText(row.size)}
                        </Door>
                      ) : (
                        `${bytesText(row.size)} ∅`
                      )}
                    </Cell>
                    <Cell className="tc-cell tc-dim">{row.encoding}</Cell>
                    <Cell className="tc-cell tc-right">
                      {row.records === 0 ? (
                        <span className="tc-none">0</span>
                      ) : (
                        <Door
                          title="The events of this item"
                          onOpen={() => openEvents(printTerm({ field: 'evidence', value: row.sha256, negated: false }))}
                        >
                          {grouped(row.records)}
                        </Door>
                      )}
                    </Cell>
                    <Cell className="tc-cell tc-right">
                      {row.problems === 0 ? (
                        <span className="tc-none">0</span>
                      ) : (
                        <Door className="tc-warn" title="Problems" onOpen={() => go({ evidenceTab: 'problems', problemCode: null })}>
                          {grouped(row.problems)}
                        </Door>
                      )}
                    </Cell>
                    <Cell className="tc-cell tc-path" title={row.paths.join('\n')}>
                      <FilePath path={path} />
                      {row.paths.length > 1 && <span className="tc-dim"> +{row.paths.length - 1}</span>}
                      <CopyButton text={row.paths.join('\n')} what={row.paths.length > 1 ? 'paths' : 'path'} />
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

function KindButton({
  label,
  count,
  on,
  choose,
  testid,
}: {
  label: string;
  count: number;
  on: boolean;
  choose: () => void;
  testid: string;
}) {
  return (
    <button type="button" className={`tc-kind${on ? ' tc-kind-on' : ''}`} aria-pressed={on} onClick={choose} data-testid={testid}>
      {label} <span className="tc-number">{grouped(count)}</span>
    </button>
  );
}
