// What was written and not saved is told of: when the case is left, and when it is opened again. It lies on this computer, beside the case, until then.
import { Button, Callout, Intent } from '@blueprintjs/core';
import { useEffect, useState } from 'react';
import { CopyButton } from '../../components/copy.tsx';
import { noticeDone } from '../../components/notices.tsx';
import { Door, plural } from '../../components/texts.tsx';
import { oneLine } from '../../components/visible-text.ts';
import { useCall, useCase } from '../../data/queries.ts';
import { draftedFindings, dropUntouched, findingDraftPrefix, readDraft, writeDraft } from '../../state/finding-drafts.ts';
import { beforeLeaving } from '../../state/leaving.ts';
import { useStoredKeys } from '../../state/stored.ts';
import { isDraftOf, type StoryDraft, storyDraftPrefix, storyDrafts, writeStoryDraft } from '../../state/story-drafts.ts';
import { useView } from '../../state/view-context.tsx';
import { leaveDrafts, writtenDrafts } from './leave-drafts.ts';

/** Once for an open case: leaves its drafts as they may be left, and tells what stays. */
export function useLeaveDrafts(): void {
  const { caseId } = useCase().case;
  useEffect(() => {
    const stop = beforeLeaving(async () => {
      try {
        await leaveDrafts(caseId);
      } finally {
        tellLeft(caseId);
      }
    });
    // The window ends, or is loaded anew.
    const end = () => dropUntouched(caseId);
    addEventListener('pagehide', end);
    return () => {
      stop();
      removeEventListener('pagehide', end);
    };
  }, [caseId]);
}

/** Also where leaving them failed: then more stays. */
function tellLeft(caseId: string): void {
  const left = draftedFindings(caseId);
  // A text whose place in the storyline is not there any more is not stored; nor is what was written while it was being stored.
  const story = storyDrafts(caseId);
  if (left.length + story.length === 0) return;
  const what = [
    ...(left.length > 0 ? [plural(left.length, 'finding')] : []),
    ...(story.length > 0 ? [`${plural(story.length, 'text')} of the storyline`] : []),
  ].join(', ');
  noticeDone(`Not saved: ${what}. What you wrote stays on this computer, and you are told when you open the case again.`, {
    text: 'Throw away',
    act: () => throwAway(caseId, left, story),
  });
}

/** Drafts of findings, by id, and of the storyline; it can be taken back as long as that is told. */
function throwAway(caseId: string, ids: readonly string[], story: readonly StoryDraft[]): void {
  const findings = ids.map((id) => ({ id, draft: readDraft(caseId, id) }));
  for (const id of ids) writeDraft(caseId, id, null);
  for (const draft of story) writeStoryDraft(caseId, draft, null);
  noticeDone('What was not saved is thrown away', {
    text: 'Undo',
    act: () => {
      for (const { id, draft } of findings) writeDraft(caseId, id, draft);
      for (const draft of story) writeStoryDraft(caseId, draft, draft.text);
    },
  });
}

interface Before {
  findings: readonly string[];
  story: readonly StoryDraft[];
}

/** Of drafts that were there when the case was opened: what is written since is on screen. */
export function UnsavedBanner() {
  const { caseId } = useCase().case;
  const [before] = useState<Before>(() => ({ findings: draftedFindings(caseId), story: storyDrafts(caseId) }));
  const [isClosed, setClosed] = useState(false);
  if (isClosed || before.findings.length + before.story.length === 0) return null;
  return <Unsaved before={before} close={() => setClosed(true)} />;
}

function Unsaved({ before, close }: { before: Before; close: () => void }) {
  const { caseId } = useCase().case;
  const { go } = useView();
  const list = useCall('findings.list', {});
  const storyline = useCall('storyline.get', {}, { enabled: before.story.length > 0 });
  useStoredKeys(findingDraftPrefix(caseId));
  useStoredKeys(storyDraftPrefix(caseId));
  if (!list.data || (before.story.length > 0 && !storyline.data)) return null;
  const { findings } = list.data;
  const ids = writtenDrafts(caseId, findings).filter((id) => before.findings.includes(id));
  const parts = storyline.data?.history[0]?.body.parts ?? [];
  const story = storyDrafts(caseId).flatMap((draft) => {
    if (!before.story.some(({ kind, over }) => kind === draft.kind && over === draft.over)) return [];
    const part = parts.find((one) => isDraftOf(draft, one));
    return part?.text === draft.text ? [] : [{ draft, isThere: part !== undefined }];
  });
  if (ids.length + story.length === 0) return null;
  const titleOf = (id: string) => findings.find((entry) => entry.id === id)?.current.body.title ?? readDraft(caseId, id)?.body.title ?? id;
  return (
    <Callout intent={Intent.WARNING} className="tc-banner" role="status" data-testid="unsaved-banner">
      <span className="tc-grow">
        Written and not saved, kept on this computer:{' '}
        {ids.map((id) => (
          <span key={id}>
            <Door
              title="Opens the finding, to be saved or thrown away"
              onOpen={() => go({ view: 'findings', findingsTab: 'findings', finding: id })}
            >
              “{oneLine(titleOf(id))}”
            </Door>{' '}
          </span>
        ))}
        {story.map(({ draft, isThere }) => (
          <span key={`${draft.kind} ${draft.over}`}>
            {isThere ? (
              <Door
                title="Opens the storyline: it is saved when you leave its field"
                onOpen={() => go({ view: 'findings', findingsTab: 'storyline', finding: null })}
              >
                a {draft.kind} of the storyline
              </Door>
            ) : (
              <>
                a {draft.kind} of the storyline that reads otherwise by now: “{oneLine(draft.text.slice(0, 120))}”{' '}
                <CopyButton text={draft.text} what="what was written" />
              </>
            )}{' '}
          </span>
        ))}
      </span>
      <Button
        size="small"
        variant="minimal"
        text="Throw away"
        onClick={() =>
          throwAway(
            caseId,
            ids,
            story.map(({ draft }) => draft),
          )
        }
        data-testid="unsaved-throw"
      />
      <Button size="small" variant="minimal" text="Close" onClick={close} />
    </Callout>
  );
}
