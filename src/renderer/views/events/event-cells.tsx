// The cells of one event in a row: its signs, then the chosen columns.
import type { WindowEventRow } from '../../../shared/domain.ts';
import { OfEvent } from '../../components/of-event.tsx';
import { BookmarkMark, OutcomeGlyph, OwnCallMark, TagMark } from '../../components/outcome-marks.tsx';
import { type Column, cellsOf } from './columns.tsx';

export function EventCells({ row, columns }: { row: WindowEventRow; columns: readonly Column[] }) {
  return (
    <OfEvent value={row}>
      {/* biome-ignore lint/a11y/useSemanticElements: a table of virtual rows cannot be a <table> */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus, the row is its active descendant */}
      <span className="tc-gutter" role="gridcell">
        <OutcomeGlyph row={row} />
        <BookmarkMark colour={row.bookmark} label={row.bookmarkLabel} />
        <TagMark tags={row.tags} />
        <OwnCallMark userAgent={row.userAgent} />
      </span>
      {cellsOf(row, columns).map(({ column, span }) => (
        // biome-ignore lint/a11y/useSemanticElements: a table of virtual rows cannot be a <table>
        // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus, the row is its active descendant
        <span
          key={column.id}
          role="gridcell"
          className={`tc-cell tc-cell-${column.id}${column.right ? ' tc-right' : ''}`}
          {...(span > 1 && { 'aria-colspan': span, style: { gridColumn: `span ${span}` } })}
        >
          {column.cell(row)}
        </span>
      ))}
    </OfEvent>
  );
}

/** Stands where a row is still on its way. */
export function LoadingCell() {
  // biome-ignore lint/a11y/useSemanticElements: a table of virtual rows cannot be a <table>
  // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus, the row is its active descendant
  return <span className="tc-cell-loading" role="gridcell" aria-label="Loading" />;
}
