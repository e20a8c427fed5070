// A filter as text to be read.
import { oneLine } from '../../components/visible-text.ts';

export function FilterText({ filter }: { filter: string }) {
  return filter === '' ? <span className="tc-dim">all events</span> : <code className="tc-code tc-break">{oneLine(filter)}</code>;
}
