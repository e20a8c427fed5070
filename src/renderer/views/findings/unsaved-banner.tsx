// What was written and not saved is told of: when the case is left, and when it is opened again. It lies on this computer, beside the case, until then.
import { Button, Callout, Intent } from '@blueprintjs/core';
import { useEffect, useState } from 'react';
import { CopyButton } from '../../components/copy.tsx';
import { noticeDone } from '../../components/notices.tsx';
import { Door, plural } from '../../components/texts.tsx';
import { oneLine } from '../../components/visible-text.ts';
import { useCall } from '../../data/queries.ts';
import { type BookmarkDraft, bookmarkDraftPrefix, bookmarkDrafts, keepBookmarkDraft } from '../../state/bookmark-drafts.ts';
import { draftedFindings, dropUntouched, findingDraftPrefix, readDraft, writeDraft } from '../../state/finding-drafts.ts';
import { beforeLeaving } from '../../state/leaving.ts';
import { keepNoteDraft, type NoteDraft, noteDraftPrefix, noteDrafts } from '../../state/note-drafts.ts';
import { useDraftPlace } from '../../state/session.tsx';
import { useStoredKeys } from '../../state/stored.ts';
import {
  isPlace,
  type StoryDraft,
  standsAt,
  storyDraftPrefix,
  storyDrafts,
  type WrittenPart,
  writeStoryDraft,
} from '../../state/story-drafts.ts';
import { useView } from '../../state/view-context.tsx';
import { kindWord } from '../pivot/words.ts';
import { BookmarkDoor } from './bookmark-door.tsx';
import { leaveDrafts, writtenDrafts } from './leave-drafts.ts';

/** Once for an open case: leaves its drafts as they may be left, and tells what stays. */
export function useLeaveDrafts(): void {
  const drafts = useDraftPlace();
  useEffect(() => {
    const stop = beforeLeaving(async () => {
      try {
        await leaveDrafts(drafts);
      } finally {
        tellLeft(drafts);
      }
    });
    // The window ends, or is loaded anew.
    const end = () => dropUntouched(drafts);
    addEventListener('pagehide', end);
    return () => {
      stop();
      removeEventListener('pagehide', end);
    };
  }, [drafts]);
}

interface Unsaved {
  /** Ids. */
  findings: readonly string[];
  story: readonly StoryDraft[];
  notes: readonly NoteDraft[];
  bookmarks: readonly BookmarkDraft[];
}

const unsavedOf = (drafts: string): Unsaved => ({
  findings: draftedFindings(drafts),
  story: storyDrafts(drafts),
  notes: noteDrafts(drafts),
  bookmarks: bookmarkDrafts(drafts),
});

const countOf = ({ findings, story, notes, bookmarks }: Unsaved): number =>
  findings.length + story.length + notes.length + bookmarks.length;

/** Also where leaving them failed: then more stays. */
function tellLeft(drafts: string): void {
  // A text whose place in the storyline is not there any more is not stored; nor is what was written while it was being stored.
  const left = unsavedOf(drafts);
  if (countOf(left) === 0) return;
  const what = [
    ...(left.findings.length > 0 ? [plural(left.findings.length, 'finding')] : []),
    ...(left.story.length > 0 ? [`${plural(left.story.length, 'text')} of the storyline`] : []),
    ...(left.notes.length + left.bookmarks.length > 0 ? [plural(left.notes.length + left.bookmarks.length, 'note')] : []),
  ].join(', ');
  noticeDone(`Not saved: ${what}. What you wrote stays on this computer, and you are told when you open the case again.`, {
    text: 'Throw away',
    act: () => throwAway(drafts, left),
  });
}

/** It can be taken back as long as that is told. */
function throwAway(drafts: string, { findings, story, notes, bookmarks }: Unsaved): void {
  const thrown = findings.map((id) => ({ id, draft: readDraft(drafts, id) }));
  for (const id of findings) writeDraft(drafts, id, null);
  for (const draft of story) writeStoryDraft(drafts, draft, null);
  for (const draft of notes) keepNoteDraft(drafts, draft, null);
  for (const { target } of bookmarks) keepBookmarkDraft(drafts, target, null);
  noticeDone('What was not saved is thrown away', {
    text: 'Undo',
    act: () => {
      for (const { id, draft } of thrown) writeDraft(drafts, id, draft);
      for (const draft of story) writeStoryDraft(drafts, draft, draft.text);
      for (const draft of notes) keepNoteDraft(drafts, draft, draft.text);
      for (const draft of bookmarks) keepBookmarkDraft(drafts, draft.target, draft);
    },
  });
}

/** Of drafts that were there when the case was opened: what is written since is on screen. */
export function UnsavedBanner() {
  const drafts = useDraftPlace();
  const [before] = useState(() => unsavedOf(drafts));
  const [isClosed, setClosed] = useState(false);
  if (isClosed || countOf(before) === 0) return null;
  return <StillUnsaved before={before} close={() => setClosed(true)} />;
}

function StillUnsaved({ before, close }: { before: Unsaved; close: () => void }) {
  const drafts = useDraftPlace();
  const { go } = useView();
  const list = useCall('findings.list', {});
  const storyline = useCall('storyline.get', {}, { enabled: before.story.length > 0 });
  useStoredKeys(findingDraftPrefix(drafts));
  useStoredKeys(storyDraftPrefix(drafts));
  useStoredKeys(noteDraftPrefix(drafts));
  useStoredKeys(bookmarkDraftPrefix(drafts));
  if (!list.data || (before.story.length > 0 && !storyline.data)) return null;
  const { findings } = list.data;
  const ids = writtenDrafts(drafts, findings).filter((id) => before.findings.includes(id));
  const parts = storyline.data?.history[0]?.body.parts ?? [];
  const story = storyDrafts(drafts).flatMap((draft) => {
    if (!before.story.some((one) => isPlace(one, draft))) return [];
    const part = parts[standsAt(parts, draft)] as WrittenPart | undefined;
    return part?.text === draft.text ? [] : [{ draft, isThere: part !== undefined }];
  });
  const notes = noteDrafts(drafts).filter(({ kind, value }) => before.notes.some((one) => one.kind === kind && one.value === value));
  const bookmarks = bookmarkDrafts(drafts).filter(({ target }) => before.bookmarks.some((one) => one.target === target));
  if (ids.length + story.length + notes.length + bookmarks.length === 0) return null;
  const titleOf = (id: string) => findings.find((entry) => entry.id === id)?.current.body.title ?? readDraft(drafts, id)?.body.title ?? id;
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
          <span key={`${draft.kind} ${draft.nth} ${draft.of} ${draft.over}`}>
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
        {notes.map(({ kind, value }) => (
          <span key={`${kind} ${value}`}>
            <Door title="Opens its page, where the note can be saved" onOpen={() => go({ view: 'pivot', pivot: { kind, value } })}>
              the note on {kindWord(kind)} {oneLine(value.slice(0, 120))}
            </Door>{' '}
          </span>
        ))}
        {bookmarks.map((draft) => (
          <span key={draft.target}>
            <BookmarkDoor draft={draft} />{' '}
          </span>
        ))}
      </span>
      <Button
        size="small"
        variant="minimal"
        text="Throw away"
        onClick={() => throwAway(drafts, { findings: ids, story: story.map(({ draft }) => draft), notes, bookmarks })}
        data-testid="unsaved-throw"
      />
      <Button size="small" variant="minimal" text="Close" onClick={close} />
    </Callout>
  );
}
