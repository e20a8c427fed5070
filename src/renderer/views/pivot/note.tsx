// The examiner's note on an entity. Every save adds a version; none is lost.
import { Button } from '@blueprintjs/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { targetText } from '../../../shared/annotations.ts';
import type { EntityNote } from '../../../shared/domain.ts';
import type { PivotKind } from '../../../shared/pivots.ts';
import { AnnotationEditor } from '../../components/annotations/annotation-editor.tsx';
import { hasMarkup, Markdown } from '../../components/markdown.tsx';
import { noticeError } from '../../components/notices.tsx';
import { Answered } from '../../components/states.tsx';
import { plural, Time } from '../../components/texts.tsx';
import { visibleText } from '../../components/visible-text.ts';
import { call } from '../../data/bridge.ts';
import { invalidate, useCall } from '../../data/queries.ts';
import { useNoteDraft } from '../../state/note-drafts.ts';
import { useDraftPlace } from '../../state/session.tsx';
import { did } from '../../state/undo.ts';
import { comparedDeed } from '../../state/version-turns.ts';
import { useView } from '../../state/view-context.tsx';

interface NoteProps {
  kind: PivotKind;
  value: string;
}

/** `key` it by entity, so that a half-written note never lands on another one. */
export function Note({ kind, value }: NoteProps) {
  const asked = useCall('notes.get', { kind, value });
  const { state } = useView();
  const root = useRef<HTMLElement>(null);
  return (
    <section ref={root} className="tc-block" aria-label="Note" data-testid="pivot-note">
      <h3>Marks and note</h3>
      <AnnotationEditor
        target={targetText({ kind: 'entity', of: kind, value })}
        keys={state.selectedEventId === null}
        toNote={() => root.current?.querySelector('textarea')?.focus()}
        what="the entity"
      />
      <Answered asked={asked}>{({ versions }) => <Editor kind={kind} value={value} versions={versions} />}</Answered>
    </section>
  );
}

function Editor({ kind, value, versions }: NoteProps & { versions: readonly EntityNote[] }) {
  const client = useQueryClient();
  const newest = versions[0];
  const stored = newest?.note ?? '';
  const [draft, keep] = useNoteDraft(useDraftPlace(), { kind, value });
  const text = draft ?? stored;
  const write = (written: string) => keep(written === stored ? null : written);
  const [busy, setBusy] = useState(false);
  const [history, setHistory] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: not while it is written: once what is stored is known, what says the same is no draft
  useEffect(() => {
    if (draft !== null && draft.trim() === stored) keep(null);
  }, [stored]);
  const save = () => {
    setBusy(true);
    const put = (note: string) => call('notes.put', { kind, value, note }).then(() => invalidate(client, 'bookmarks'));
    const next = text.trim();
    put(next)
      .then(() => {
        return comparedDeed({
          words: next === '' ? 'Note taken away' : 'Note saved',
          what: 'The note',
          now: () => call('notes.get', { kind, value }).then(({ versions: [now] }) => now?.note ?? ''),
          undo: () => put(stored),
          redo: () => put(next),
        }).then(did);
      })
      .catch(noticeError)
      .finally(() => setBusy(false));
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <textarea
        className="bp6-input tc-note-text"
        rows={2}
        value={text}
        placeholder="What you know of it, and from where (Markdown)"
        aria-label="Note"
        data-testid="note-text"
        onChange={(event) => write(event.target.value)}
      />
      <div className="tc-bookmark-line">
        <span className="tc-dim tc-grow tc-small">
          {newest ? (
            <>
              {newest.removed && 'taken away · '}
              {newest.author || 'unnamed'} · <Time ms={newest.at} />
            </>
          ) : (
            'no note yet'
          )}
        </span>
        {versions.length > 1 && (
          <Button
            size="small"
            variant="minimal"
            text={plural(versions.length, 'version')}
            aria-expanded={history}
            onClick={() => setHistory(!history)}
          />
        )}
        <Button type="submit" size="small" text="Save" disabled={busy || text.trim() === stored} data-testid="note-save" />
      </div>
      {stored !== '' && text === stored && hasMarkup(stored) && <Markdown text={stored} />}
      {history && (
        <ol className="tc-list">
          {versions.map(({ note, author, at, removed }) => (
            <li key={`${at} ${note}`}>
              <span className="tc-dim tc-small">
                {author || 'unnamed'} · <Time ms={at} />
              </span>{' '}
              {removed ? <span className="tc-dim">taken away</span> : visibleText(note)}
            </li>
          ))}
        </ol>
      )}
    </form>
  );
}
