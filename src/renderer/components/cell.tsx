// Cells of the tables whose rows are drawn only while they are in view: such a table cannot be a <table>, so that roles say what it is.
import type { ReactNode } from 'react';

interface CellProps {
  className?: string | undefined;
  title?: string | undefined;
  children?: ReactNode;
}

export function Cell({ className = 'tc-cell', title, children }: CellProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: see above
    // biome-ignore lint/a11y/useFocusableInteractive: the table has the focus, or what stands in the cell
    <span role="gridcell" className={className} title={title}>
      {children}
    </span>
  );
}

export function HeaderCell({ className, title, children }: CellProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: see above
    // biome-ignore lint/a11y/useFocusableInteractive: nothing can be done with it
    <span role="columnheader" className={className} title={title}>
      {children}
    </span>
  );
}

/** Stands in a row that is still on its way. */
export function LoadingCell() {
  // biome-ignore lint/a11y/useSemanticElements: see above
  // biome-ignore lint/a11y/useFocusableInteractive: nothing can be done with it
  return <span className="tc-cell-loading" role="gridcell" aria-label="Loading" />;
}
