// What was recognised as what: before an import by the beginning of files, while it runs and after it by all that was read.
import type { ItemKind } from '../../../shared/domain.ts';
import { shapeWords } from '../../../shared/shapes.ts';
import { grouped } from '../../../shared/text.ts';
import { oneLine } from '../../components/visible-text.ts';
import { KIND_PLURALS } from '../evidence/words.ts';

interface RecognisedRow {
  kind: ItemKind;
  shape: string;
  /** Why they are not read, in words. */
  note?: string;
  files: number;
  /** What else is known of them: bytes or events, in words. */
  more: string;
  examples?: readonly string[];
  open?: () => void;
}

export function Recognised({ rows, testid }: { rows: readonly RecognisedRow[]; testid: string }) {
  return (
    <table className="tc-recognised" data-testid={testid}>
      <thead>
        <tr>
          <th scope="col" className="tc-right">
            Files
          </th>
          <th scope="col">Recognised as</th>
          <th scope="col" className="tc-right" aria-label="Bytes or events" />
        </tr>
      </thead>
      <tbody>
        {rows.map(({ kind, shape, note = '', files, more, examples, open }) => (
          <tr key={`${kind} ${shape} ${note}`} data-kind={kind} data-shape={shape}>
            <td className="tc-right tc-number">
              {open ? (
                <button type="button" className="tc-door" onClick={open} title="List them">
                  {grouped(files)}
                </button>
              ) : (
                grouped(files)
              )}
            </td>
            <td>
              {KIND_PLURALS[kind]}
              {shape !== '' && <span className="tc-dim">: {shapeWords(shape)}</span>}
              {note !== '' && <span className="tc-dim">: {note}</span>}
              {examples && <div className="tc-dim tc-ellipsis">{examples.map((path) => oneLine(path)).join(' · ')}</div>}
            </td>
            <td className="tc-right tc-number tc-dim">{more}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
