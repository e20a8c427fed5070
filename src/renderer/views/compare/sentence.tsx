// A sentence of facts whose counts open the events behind them.
import type { Part, Sentence as Words } from '../../../shared/empty-words.ts';
import { Door } from '../../components/texts.tsx';
import { oneLine } from '../../components/visible-text.ts';
import { useView } from '../../state/view-context.tsx';

export function Sentence({ words }: { words: Words }) {
  return Object.entries(words).map(([place, part]) => <Word key={place} part={part} />);
}

function Word({ part }: { part: Part }) {
  const { openEvents } = useView();
  if (typeof part === 'string') return oneLine(part);
  const { text, opens } = part;
  if (opens === null || !('filter' in opens)) return oneLine(text);
  return (
    <Door title="Show these events" onOpen={() => openEvents(opens.filter)}>
      {oneLine(text)}
    </Door>
  );
}
