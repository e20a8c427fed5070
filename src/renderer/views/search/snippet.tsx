// What stands around the text in the raw record, with the text marked; and where that record is, if it is not the event itself.
import type { SearchHit } from '../../../shared/domain.ts';
import { Door } from '../../components/texts.tsx';
import { snippetText } from './search-words.ts';

const FOUND_IN = {
  conflict: 'only in a conflicting copy',
  sighting: 'only in another delivery',
} as const;

export function Snippet({ hit, select }: { hit: SearchHit; select: (id: string) => void }) {
  const { snippet, foundIn } = hit;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table of virtual rows cannot be a <table>
    // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus, the row is its active descendant
    <span role="gridcell" className="tc-snippet" data-testid="snippet">
      {foundIn && (
        <span className="tc-snippet-where">
          <Door
            className={foundIn.relation === 'conflict' ? 'tc-warn' : ''}
            title={`The text is not in the record shown as this event, but in this ${foundIn.relation} of it: open that record\n${foundIn.id}`}
            testid="found-in"
            onOpen={() => select(foundIn.id)}
          >
            {foundIn.relation === 'conflict' ? '≠ ' : '⧉ '}
            {FOUND_IN[foundIn.relation]}
          </Door>
        </span>
      )}
      {snippet ? (
        <bdi>
          {snippet.cutBefore && '…'}
          {snippetText(snippet.before)}
          <mark>{snippetText(snippet.match)}</mark>
          {snippetText(snippet.after)}
          {snippet.cutAfter && '…'}
        </bdi>
      ) : (
        <span className="tc-dim">the record cannot be read now; the event’s proof tells more</span>
      )}
    </span>
  );
}
