// What is told of an entity beside its events, in the order in which it is asked for: what is unusual, what occurs with it, how records name it.
import type { Result } from '../../../shared/channels.ts';
import { Door } from '../../components/texts.tsx';
import { useZone } from '../../data/queries.ts';
import { useView } from '../../state/view-context.tsx';
import { NoEvents } from '../events/no-events.tsx';
import { ResourceHistory } from '../resources/resource-history.tsx';
import { UnusualBlock } from '../unusual/unusual-facts.tsx';
import { Forms } from './forms.tsx';
import { Note } from './note.tsx';
import { RelatedList } from './related-list.tsx';
import { RelatedResources } from './related-resources.tsx';
import { isActing, relatedLists } from './words.ts';

export function About({ page }: { page: Result<'pivot'> }) {
  return (
    <div className="tc-scroll tc-pivot-about">
      {page.kind === 'resource' && <ResourceHistory value={page.value} />}
      {page.events === 0 && page.reading === null ? <Nothing page={page} /> : <Told page={page} />}
      <Note key={`${page.kind} ${page.value}`} kind={page.kind} value={page.who ?? page.value} />
    </div>
  );
}

/** A key may be handed out and never used: then its lineage tells of it. */
function Nothing({ page }: { page: Result<'pivot'> }) {
  const { openEvents, go } = useView();
  return (
    <>
      {isActing(page.kind) && (
        <p>
          No call in this case was made with it.{' '}
          <Door title="Who issued it" onOpen={() => go({ pivotTab: 'lineage' })}>
            Its lineage
          </Door>{' '}
          tells whether records hand it out or are about it.
        </p>
      )}
      <NoEvents filter={page.filter} clear={() => openEvents('')} />
    </>
  );
}

function Told({ page }: { page: Result<'pivot'> }) {
  return (
    <>
      {isActing(page.kind) && <UnusualBlock filter={page.filter} />}
      <Related page={page} />
      <Forms forms={page.forms} distinct={page.distinct} />
    </>
  );
}

function Related({ page }: { page: Result<'pivot'> }) {
  const zone = useZone();
  const lists = relatedLists(page.kind).flatMap((list) => {
    const rows = page.related[list.field] ?? [];
    return rows.length > 0 ? [{ ...list, rows }] : [];
  });
  return (
    <section aria-label="What occurs with it">
      <p className="tc-note">Counted among its events; times by the clock of {zone}.</p>
      <div className="tc-related-grid">
        {lists.map(({ field, title, rows }) => (
          <RelatedList
            key={field}
            field={field}
            title={title}
            rows={rows}
            distinct={page.distinct[field] ?? rows.length}
            within={page.filter}
          />
        ))}
        {page.kind !== 'resource' && <RelatedResources page={page} />}
      </div>
    </section>
  );
}
