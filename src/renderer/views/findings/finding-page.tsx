// One finding: to be read, or written as a draft; with its reviews, its versions, and what other examiners have instead.
import { Button } from '@blueprintjs/core';
import { Edit, Trash, Undo } from '@blueprintjs/icons';
import type { Result } from '../../../shared/channels.ts';
import { printTerm } from '../../../shared/filter.ts';
import type { FindingBody, FindingEntry } from '../../../shared/findings.ts';
import { useEventDrop } from '../../components/drag-events.ts';
import { useKeys } from '../../components/keys.ts';
import { attempt } from '../../components/notices.tsx';
import { Answered, Skeleton } from '../../components/states.tsx';
import { Door, plural } from '../../components/texts.tsx';
import { oneLine } from '../../components/visible-text.ts';
import { useCall } from '../../data/queries.ts';
import { beginDraft, readDraft, useFindingDraft } from '../../state/finding-drafts.ts';
import { useDraftPlace } from '../../state/session.tsx';
import { useView } from '../../state/view-context.tsx';
import { AsOthers } from './as-others.tsx';
import { leftAfterSaving } from './draft-merge.ts';
import { FindingForm } from './finding-form.tsx';
import { FindingHistory } from './finding-history.tsx';
import { FindingText } from './finding-text.tsx';
import { cite, removeFinding, saveFinding } from './put-finding.ts';
import { Reviews } from './reviews.tsx';

/** `key` it by finding. */
export function FindingPage({ id }: { id: string }) {
  const asked = useCall('findings.get', { id }, { keep: true });
  return (
    <Answered asked={asked} skeleton={<Skeleton rows={14} />}>
      {(page) => (page.entry.id === id ? <Page {...page} /> : <Skeleton rows={14} />)}
    </Answered>
  );
}

function Page({ entry, exhibits, history }: Result<'findings.get'>) {
  const { id, current } = entry;
  const drafts = useDraftPlace();
  const { openEvents } = useView();
  const [draft, write] = useFindingDraft(drafts, id);
  const own = current.origin === '' ? current.version : 0;
  const edit = () => beginDraft(drafts, id, { body: current.body, seen: own });
  /** What was said before, or by another, is said again: as a version that is there. */
  const put = (body: FindingBody) => attempt(saveFinding(entry, body, null, true));
  const newest = () => readDraft(drafts, id);
  const save = async (body: FindingBody, seen: number | null) => {
    const sent = newest();
    const version = await saveFinding(entry, body, seen);
    write(leftAfterSaving(sent, newest(), version));
  };
  useKeys({ e: edit }, { enabled: draft === null && !current.removed });
  const drop = useEventDrop((ids) =>
    attempt(cite(drafts, { id, title: current.body.title, side: 'supporting', ids, reason: '', mention: false })),
  );
  const events = current.body.supporting.length + current.body.contradicting.length;
  return (
    <article className="tc-finding-page" aria-label={oneLine(current.body.title)} data-testid="finding-page" data-finding={id}>
      <header className="tc-finding-head">
        <h2>
          {current.removed && '✖ '}
          {oneLine(current.body.title)}
        </h2>
        {draft === null && !current.removed && (
          <Button size="small" icon={<Edit size={14} />} text="Edit" title="Edit (e)" onClick={edit} data-testid="finding-edit" />
        )}
        {events > 0 && (
          <Door title="Opens its events" onOpen={() => openEvents(printTerm({ field: 'finding', value: id, negated: false }))}>
            {plural(events, 'event')}
          </Door>
        )}
        <span className="tc-grow" />
        <Button
          size="small"
          variant="minimal"
          icon={current.removed ? <Undo size={14} /> : <Trash size={14} />}
          text={current.removed ? 'Bring back' : 'Take away'}
          onClick={() => attempt(removeFinding(entry, !current.removed))}
          data-testid="finding-remove"
        />
      </header>
      {entry.lost > 0 && (
        <p className="tc-verdict-missing">∅ {plural(entry.lost, 'cited event')} not in this case: import the evidence that holds them.</p>
      )}
      {draft ? (
        <FindingForm draft={draft} write={write} newest={newest} save={save} cancel={() => write(null)} />
      ) : (
        <div className={drop.isOver ? 'tc-drop-over' : undefined} {...drop.props}>
          <FindingText entry={entry} exhibits={exhibits} />
        </div>
      )}
      <AsOthers entry={entry} adopt={put} />
      <Reviews entry={entry} />
      <FindingHistory history={history} restore={({ body }: FindingEntry['current']) => put(body)} />
    </article>
  );
}
