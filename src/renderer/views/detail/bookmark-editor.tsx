// Marks an event with a colour and a note. Every save adds a version; none is lost.
import { Button } from '@blueprintjs/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { BOOKMARK_COLOURS, type Bookmark } from '../../../shared/domain.ts';
import { useKeys } from '../../components/keys.ts';
import { noticeError } from '../../components/notices.tsx';
import { plural, Time } from '../../components/texts.tsx';
import { call } from '../../data/bridge.ts';
import { invalidate } from '../../data/queries.ts';

type Colour = Bookmark['colour'];

/** `key` it by event, so that a half-written note never lands on another event. */
export function BookmarkEditor({ eventId, bookmark }: { eventId: string; bookmark: Bookmark | null }) {
  const client = useQueryClient();
  const [colour, setColour] = useState<Colour>(bookmark?.colour ?? 'yellow');
  const [note, setNote] = useState(bookmark?.note ?? '');
  const [busy, setBusy] = useState(false);
  const noteField = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    // Saved elsewhere, or saved just now: show what is stored.
    setColour(bookmark?.colour ?? 'yellow');
    setNote(bookmark?.note ?? '');
  }, [bookmark?.colour, bookmark?.note]);
  useKeys({ b: () => noteField.current?.focus() });

  const changed = !bookmark || bookmark.colour !== colour || bookmark.note !== note;
  const put = (remove: boolean, as: Colour = colour) => {
    setBusy(true);
    call('bookmarks.put', { eventId, colour: as, note, ...(remove ? { remove: true } : {}) })
      .then(() => {
        if (remove) setNote('');
        invalidate(client, 'bookmarks');
      })
      .catch(noticeError)
      .finally(() => setBusy(false));
  };
  return (
    <form
      className="tc-bookmark-editor"
      aria-label="Bookmark"
      onSubmit={(event) => {
        event.preventDefault();
        put(false);
      }}
    >
      <div className="tc-bookmark-line">
        <fieldset className="tc-colours" aria-label="Colour">
          {BOOKMARK_COLOURS.map((name) => (
            <button
              key={name}
              type="button"
              className={`tc-colour tc-bm-bg-${name}`}
              aria-pressed={colour === name}
              aria-label={name}
              title={name}
              data-testid={`bookmark-colour-${name}`}
              onClick={() => setColour(name)}
            >
              {colour === name ? '✓' : ''}
            </button>
          ))}
        </fieldset>
        <span className="tc-dim tc-grow">
          {bookmark ? (
            <>
              {bookmark.author || 'unnamed'} · <Time ms={bookmark.at} />
              {bookmark.versions > 1 && ` · ${plural(bookmark.versions, 'version')}`}
            </>
          ) : (
            'not bookmarked'
          )}
        </span>
      </div>
      <div className="tc-bookmark-line">
        <textarea
          ref={noteField}
          className="bp6-input tc-grow"
          rows={1}
          value={note}
          placeholder="Note (b)"
          aria-label="Note"
          data-testid="bookmark-note"
          onChange={(event) => setNote(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && !event.shiftKey) {
              event.preventDefault();
              put(false);
            } else if (event.key === 'Escape') {
              event.stopPropagation();
              event.currentTarget.blur();
            }
          }}
        />
        <Button
          type="submit"
          size="small"
          intent="primary"
          text={bookmark ? 'Save' : 'Bookmark'}
          disabled={busy || !changed}
          data-testid="bookmark-save"
        />
        {bookmark && (
          <Button size="small" variant="minimal" text="Remove" disabled={busy} onClick={() => put(true)} data-testid="bookmark-remove" />
        )}
      </div>
    </form>
  );
}
