// The filter at rest: one removable chip for each part of what stands side by side in it.
import { and, partsOf } from '../../shared/filter/tree.ts';
import { type FilterTree, printTree } from '../../shared/filter.ts';
import { fieldWord } from '../components/value.tsx';
import { oneLine } from '../components/visible-text.ts';

interface FilterChipsProps {
  tree: FilterTree;
  /** Gets the filter without a part. */
  change: (filter: string) => void;
}

export function FilterChips({ tree, change }: FilterChipsProps) {
  // Written twice, it is one chip.
  const parts = new Map(partsOf(tree).map((part) => [printTree(part), part]));
  const without = (gone: string) => printTree(and([...parts].filter(([text]) => text !== gone).map(([, part]) => part)));
  return (
    <div className="tc-chips" data-testid="filter-chips">
      {[...parts].map(([text, part]) => (
        <Chip key={text} part={part} text={text} remove={() => change(without(text))} />
      ))}
    </div>
  );
}

function Chip({ part, text, remove }: { part: FilterTree; text: string; remove: () => void }) {
  const words = chipWords(part);
  return (
    <span className={`tc-term${part.kind === 'not' ? ' tc-term-not' : ''}${words ? '' : ' tc-term-whole'}`} data-testid="filter-chip">
      {words && (
        <span className="tc-term-field">
          {part.kind === 'not' && 'not '}
          {words.field}
        </span>
      )}
      <span className="tc-term-value">{words ? words.values : oneLine(text)}</span>
      <button type="button" aria-label={`Remove ${oneLine(text)}`} onClick={remove}>
        ✕
      </button>
    </span>
  );
}

/** A part about one field, with its values; null for any other, which is shown as it is written. */
function chipWords(part: FilterTree): { field: string; values: string } | null {
  const asked = part.kind === 'not' ? part.of : part;
  const terms = asked.kind === 'or' ? asked.of : [asked];
  const [first] = terms;
  if (first?.kind !== 'term') return null;
  const values: string[] = [];
  for (const term of terms) {
    if (term.kind !== 'term' || term.field !== first.field) return null;
    values.push(term.value === '' ? '(absent)' : oneLine(term.value));
  }
  return { field: fieldWord(first.field), values: values.join(' or ') };
}
