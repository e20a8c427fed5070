// A value of a result: NULL is not empty text, numbers stand right, values of known fields are handles.
import type { FilterField } from '../../../shared/filter.ts';
import type { SqlCell } from '../../../shared/sql.ts';
import { formatTime } from '../../../shared/time.ts';
import { Value } from '../../components/value.tsx';
import { oneLine } from '../../components/visible-text.ts';
import { useZone } from '../../data/queries.ts';
import { cellText, isNumeric, timeOf } from './cell-text.ts';

/** Characters that a row can show; the whole value is below. */
const SHOWN = 400;

export function Cell({ cell, field }: { cell: SqlCell; field: FilterField | null }) {
  const zone = useZone();
  const text = cellText(cell);
  if (text === null) return <span className="tc-sql-null">NULL</span>;
  if (text === '')
    return (
      <span className="tc-sql-null" title="a text without characters">
        empty
      </span>
    );
  if (isNumeric(cell)) return <span className="tc-number">{text}</span>;
  if (field !== null) return <Value field={field} value={text} inRow />;
  const time = timeOf(cell);
  if (time !== null) return <span title={formatTime(time, zone)}>{text}</span>;
  return <>{oneLine(text.slice(0, SHOWN))}</>;
}
