// The storyline to be read from top to bottom, as the report will have it: each finding with its events in order of time.
import type { FindingEntry, StorylineBody } from '../../../shared/findings.ts';
import { Answered, Empty, Skeleton } from '../../components/states.tsx';
import { oneLine } from '../../components/visible-text.ts';
import { useCall } from '../../data/queries.ts';
import { FindingText } from './finding-text.tsx';
import { LiveText } from './references.tsx';

export function StorylineText({ body, findings }: { body: StorylineBody; findings: readonly FindingEntry[] }) {
  if (body.parts.length === 0) return <Empty title="No storyline yet">Arrange findings in their order first.</Empty>;
  return (
    <div className="tc-story-read" data-testid="storyline-text">
      {body.parts.map((part, i) => {
        // biome-ignore lint/suspicious/noArrayIndexKey: parts have no other name, and are only read here
        if (part.kind === 'heading') return <h2 key={i}>{oneLine(part.text)}</h2>;
        // biome-ignore lint/suspicious/noArrayIndexKey: as above
        if (part.kind === 'text') return <LiveText key={i} text={part.text} />;
        const entry = findings.find(({ id }) => id === part.id);
        if (!entry || entry.current.removed)
          return (
            <p key={part.id} className="tc-verdict-missing">
              ∅ a finding that is no longer in the case: {part.id}
            </p>
          );
        return (
          <article key={part.id}>
            <h3>{oneLine(entry.current.body.title)}</h3>
            <Whole id={part.id} />
          </article>
        );
      })}
    </div>
  );
}

function Whole({ id }: { id: string }) {
  const asked = useCall('findings.get', { id });
  return (
    <Answered asked={asked} skeleton={<Skeleton rows={4} />}>
      {({ entry, exhibits }) => <FindingText entry={entry} exhibits={exhibits} />}
    </Answered>
  );
}
