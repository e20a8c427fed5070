// The note of a bookmark, as it reads, or as it is written. What is half-written is kept on this computer until it is saved (bookmark-drafts.ts).
import { Button } from '@blueprintjs/core';
import { useEffect, useRef, useState } from 'react';
import { bookmarkDraft, isBookmarkDraftKept, useBookmarkDraft } from '../../state/bookmark-drafts.ts';
import { useDraftPlace } from '../../state/session.tsx';
import { Markdown } from '../markdown.tsx';
import { draftAfter } from './draft.ts';

interface NoteFieldProps {
  target: string;
  /** Null: not known yet. */
  stored: string | null;
  /** There is a bookmark: an unchanged note need not be saved. */
  isSaved: boolean;
  writing: boolean;
  setWriting: (writing: boolean) => void;
  save: (note: string) => Promise<boolean>;
}

export function NoteField({ target, stored: told, isSaved, writing, setWriting, save }: NoteFieldProps) {
  const place = useDraftPlace();
  const [kept, keep] = useBookmarkDraft(place, target);
  /** Saved, and not told yet: as good as stored. */
  const [sent, setSent] = useState<string | null>(null);
  const stored = sent ?? told;
  const shown = stored ?? '';
  const held = kept ?? { text: shown, base: shown };
  // What is half-written is kept when another window saves a note.
  const draft = stored === null ? held : draftAfter(held, stored);
  const { text } = draft;
  const isOvertaken = stored !== null && draft.base !== stored;
  const isWritten = stored !== null && text.trim() !== stored;
  // Written before this page was, or left by Escape: whoever comes back is told.
  const [wasKept, setKept] = useState(kept !== null);
  const [busy, setBusy] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (writing) field.current?.focus();
  }, [writing]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: not while it is written: once what is stored is known, what says the same is no draft
  useEffect(() => {
    setSent(null);
    if (told !== null && kept !== null && kept.text.trim() === told) keep(null);
  }, [told]);
  const write = (written: string) => keep(written === stored ? null : { text: written, base: draft.base });
  const throwAway = () => {
    keep(null);
    setKept(false);
    field.current?.focus();
  };
  const submit = () => {
    if (busy) return;
    setBusy(true);
    const saved = text.trim();
    void save(saved).then((done) => {
      setBusy(false);
      if (!done) return;
      setSent(saved);
      setKept(false);
      // More was written while it was saved.
      const now = bookmarkDraft(place, target);
      if (now !== null && now.text !== text) return keep({ text: now.text, base: saved });
      keep(null);
      setWriting(false);
    });
  };
  if (shown !== '' && !writing && !isOvertaken) {
    return (
      <div className="tc-note-shown">
        <Markdown text={shown} />
        {isWritten && <Unsaved throwAway={throwAway}>You changed this note and did not save it.</Unsaved>}
        <Button
          size="small"
          variant="minimal"
          text={isWritten ? 'Write on (n)' : 'Edit (n)'}
          data-testid="note-edit"
          onClick={() => setWriting(true)}
        />
      </div>
    );
  }
  return (
    <form
      className="tc-bookmark-line tc-note-form"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <textarea
        ref={field}
        className="bp6-input tc-grow"
        rows={1}
        value={text}
        placeholder="Note, in Markdown (n); Ctrl-Enter saves"
        aria-label="Note"
        data-testid="bookmark-note"
        onChange={(event) => write(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
            event.preventDefault();
            submit();
          } else if (event.key === 'Escape') {
            event.stopPropagation();
            event.currentTarget.blur();
            setKept(kept !== null);
            setWriting(false);
          }
        }}
      />
      <Button
        type="submit"
        size="small"
        intent="primary"
        text={isSaved ? 'Save' : 'Bookmark'}
        disabled={busy || (isSaved && text.trim() === stored)}
        data-testid="bookmark-save"
      />
      {isOvertaken ? (
        <span className="tc-dim tc-small tc-note-hint" role="status" data-testid="note-elsewhere">
          The note was changed meanwhile: saving this one takes its place, and the history keeps both.{' '}
          <button type="button" className="tc-link" onClick={throwAway}>
            Show that one
          </button>
        </span>
      ) : (
        isWritten &&
        (isBookmarkDraftKept(place, target) ? (
          wasKept && <Unsaved throwAway={throwAway}>Not saved; kept on this computer.</Unsaved>
        ) : (
          <Unsaved throwAway={throwAway}>
            Not saved, and there is no room to keep it on this computer: save it before you close this window.
          </Unsaved>
        ))
      )}
    </form>
  );
}

function Unsaved({ children, throwAway }: { children: string; throwAway: () => void }) {
  return (
    <span className="tc-dim tc-small tc-note-hint" role="status" data-testid="note-unsaved">
      {children}{' '}
      <button type="button" className="tc-link" onClick={throwAway} data-testid="note-throw">
        Throw away
      </button>
    </span>
  );
}
