// One value of a result as a whole: JSON laid out, everything else as it is.
import { Button } from '@blueprintjs/core';
import { Cross } from '@blueprintjs/icons';
import { useMemo } from 'react';
import type { SqlCell } from '../../../shared/sql.ts';
import { plural } from '../../../shared/text.ts';
import { CopyButton } from '../../components/copy.tsx';
import { oneLine, visibleText } from '../../components/visible-text.ts';
import { readJson } from '../detail/json-source.ts';
import { JsonView } from '../detail/json-view.tsx';
import { cellText } from './cell-text.ts';

/** Characters that are drawn of a text that is no JSON. */
const SHOWN = 200_000;

export function WholeValue({ column, cell, close }: { column: string; cell: SqlCell; close: () => void }) {
  const text = cellText(cell);
  const node = useMemo(() => (text !== null && /^\s*[{[]/.test(text) ? readJson(text) : null), [text]);
  return (
    <section className="tc-sql-value" aria-label={`Value of ${oneLine(column)}`} data-testid="sql-value">
      <div className="tc-sql-value-head">
        <strong>{oneLine(column)}</strong>
        <span className="tc-dim">{text === null ? 'NULL' : plural(text.length, 'character')}</span>
        {text !== null && <CopyButton text={text} what="the value" />}
        <Button
          variant="minimal"
          size="small"
          icon={<Cross size={12} />}
          aria-label="Close the value"
          title="Close (Esc)"
          onClick={close}
        />
      </div>
      <div className="tc-scroll tc-grow-y">
        {node ? (
          <JsonView node={node} row={null} />
        ) : (
          <pre className="tc-sql-text">{text === null ? 'NULL' : visibleText(text.slice(0, SHOWN))}</pre>
        )}
      </div>
    </section>
  );
}
