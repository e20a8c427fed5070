// The resources that an entity's events name. Records are read for them: at once where there are few, on demand where there are many.
import { useState } from 'react';
import type { Result } from '../../../shared/channels.ts';
import { plural } from '../../../shared/text.ts';
import { ErrorCallout, Skeleton } from '../../components/states.tsx';
import { UnreadableLine } from '../../components/unreadable-line.tsx';
import { ResourceReading } from '../facets/resource-note.tsx';
import { useResources } from '../facets/use-resources.ts';
import { RelatedList } from './related-list.tsx';

/** Of so many events, records are read unasked. */
const FEW_EVENTS = 20_000;
const TOP = 50;

export function RelatedResources({ page }: { page: Result<'pivot'> }) {
  const [wanted, setWanted] = useState(page.events <= FEW_EVENTS);
  const { answer, error, retry } = useResources(page.filter, wanted, 'most', { top: TOP });
  if (!wanted)
    return (
      <section className="tc-related" aria-label="Resources">
        <h3>Resources</h3>
        <button type="button" className="tc-door" data-testid="related-resource-ask" onClick={() => setWanted(true)}>
          read {plural(page.events, 'record')} for them
        </button>
      </section>
    );
  if (error !== null) return <ErrorCallout error={error} retry={retry} title="Resources could not be read" />;
  if (!answer) return <Skeleton rows={3} />;
  return (
    <div>
      <ResourceReading reading={answer.reading} retry={retry} />
      <UnreadableLine items={answer.unreadable} missing="resources" />
      {answer.values.length > 0 && (
        <RelatedList title="Resources" field="resource" rows={answer.values} distinct={answer.distinct} within={page.filter} />
      )}
    </div>
  );
}
