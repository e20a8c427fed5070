// What can be done with the marked events: bookmark, tag, note, cite, copy. Each act is one step that can be taken back.
import { Button } from '@blueprintjs/core';
import { Cross } from '@blueprintjs/icons';
import { useRef, useState } from 'react';
import { type AnnotationAct, MOST_AT_ONCE } from '../../../shared/annotations.ts';
import type { BookmarkColour } from '../../../shared/domain.ts';
import type { EventFormat } from '../../../shared/exports.ts';
import { grouped, plural } from '../../../shared/text.ts';
import { Colours, colourKeys, nextColour } from '../../components/annotations/colours.tsx';
import { TagField } from '../../components/annotations/tags.tsx';
import { copyText } from '../../components/copy.tsx';
import { ExportItems } from '../../components/export-items.tsx';
import { useKeys } from '../../components/keys.ts';
import { useMenu } from '../../components/menu.tsx';
import { noticeDone, noticeError } from '../../components/notices.tsx';
import { annotateAll, annotateEach } from '../../data/annotate.ts';
import { exportEvents } from '../../data/export-events.ts';
import { useCase } from '../../data/queries.ts';
import { chooseFinding } from '../../state/finding-chooser.ts';
import { fileStem } from '../start/file-name.ts';
import { tableText } from './selection-model.ts';
import type { Selecting } from './use-selection.ts';

/** Events that one act puts into a finding. */
const MOST_CITED = 2000;

interface SelectionBarProps {
  selecting: Selecting;
  /** Null: the list is not that of a filter. */
  filter: string | null;
  /** Events of the list. */
  total: number;
}

export function SelectionBar({ selecting, filter, total }: SelectionBarProps) {
  const { selection, all, clear, rows } = selecting;
  const { everything, marked } = selection;
  const [last, setLast] = useState<BookmarkColour | null>(null);
  const tagField = useRef<HTMLInputElement>(null);
  const [noting, setNoting] = useState(false);
  const openMenu = useMenu();
  const { title } = useCase().case;
  const count = everything ? total : marked.size;
  const put = async (words: (events: string) => string, act: AnnotationAct): Promise<boolean> => {
    if (everything && filter !== null) return annotateAll(words, filter, act);
    try {
      const ids = everything ? (await rows()).map(({ id }) => id) : [...marked.keys()];
      return await annotateEach(words(plural(ids.length, 'event')), ids, act);
    } catch (error) {
      noticeError(error);
      return false;
    }
  };
  const paint = (colour: BookmarkColour) => {
    setLast(colour);
    void put((events) => `Bookmarked ${events} ${colour}`, { kind: 'bookmark', colour });
  };
  const bookmark = () => void put((events) => `Bookmarked ${events}`, { kind: 'bookmark' });
  const repaint = () => paint(nextColour(last));
  const cite = () =>
    count > MOST_CITED
      ? noticeError(new Error(`A finding cites at most ${grouped(MOST_CITED)} events: mark fewer of them.`))
      : void rows().then((found) => chooseFinding(found.map(({ id }) => id)), noticeError);
  const copy = () =>
    rows().then(
      (found) => copyText(tableText(found)).then(() => noticeDone(`Copied ${plural(found.length, 'event')} as a table`)),
      noticeError,
    );
  const isWhole = everything && filter !== null;
  const exportAs = (format: EventFormat) =>
    void exportEvents(format, fileStem(title), async () => ({
      ids: isWhole ? null : (await rows()).map(({ id }) => id),
      filter: filter ?? '',
    }));
  const exportButton = (
    <Button
      size="small"
      variant="minimal"
      text="Export…"
      aria-haspopup="menu"
      title="As a file for other programs, which enters the custody log"
      data-testid="selection-export"
      onClick={({ currentTarget }) => {
        const { left, bottom } = currentTarget.getBoundingClientRect();
        openMenu(left, bottom, <ExportItems pick={exportAs} />);
      }}
    />
  );
  // Before the keys of the event panel and of the frame: with events marked, they are meant.
  useKeys(
    {
      ...colourKeys(paint),
      b: bookmark,
      B: repaint,
      t: () => tagField.current?.focus(),
      f: cite,
      n: () => setNoting(true),
      escape: clear,
    },
    { first: true },
  );
  const isTooMany = count > MOST_AT_ONCE;
  return (
    <section className="tc-selection-bar" aria-label="Marked events" data-testid="selection-bar">
      <strong className="tc-number" role="status">
        {everything ? `All ${grouped(total)} of the list` : `${grouped(count)} marked`}
      </strong>
      {isTooMany ? (
        <>
          <span>
            More than {grouped(MOST_AT_ONCE)} are not annotated one by one: save the filter as a view (Ctrl-S) and annotate that, or mark
            the span of time on the timeline.
          </span>
          {isWhole && exportButton}
        </>
      ) : (
        <>
          <Button size="small" text="Bookmark (b)" data-testid="selection-bookmark" onClick={bookmark} />
          <Colours value={null} pick={paint} label="Bookmark them in a colour" />
          <TagField field={tagField} add={(name) => void put((events) => `Tagged ${events} ${name}`, { kind: 'tag', name })} />
          {noting ? (
            <NoteLine
              save={(note) => {
                setNoting(false);
                void put((events) => `Note on ${events}`, { kind: 'bookmark', note });
              }}
              leave={() => setNoting(false)}
            />
          ) : (
            <Button size="small" variant="minimal" text="Note (n)" onClick={() => setNoting(true)} />
          )}
          <Button size="small" variant="minimal" text="To finding (f)" data-testid="selection-finding" onClick={cite} />
          <Button
            size="small"
            variant="minimal"
            text="Copy"
            title="As a table, for other programs"
            data-testid="selection-copy"
            onClick={() => void copy()}
          />
          {exportButton}
          <Button
            size="small"
            variant="minimal"
            text="Remove bookmarks"
            data-testid="selection-remove"
            onClick={() => void put((events) => `Bookmarks of ${events} removed`, { kind: 'bookmark', remove: true })}
          />
        </>
      )}
      <span className="tc-grow" />
      {!everything && count < total && (
        <Button
          size="small"
          variant="minimal"
          text={`All ${grouped(total)} of the list`}
          title="Ctrl-A"
          data-testid="selection-all"
          onClick={all}
        />
      )}
      <Button
        size="small"
        variant="minimal"
        icon={<Cross size={14} />}
        aria-label="Mark none (Escape)"
        title="Mark none (Escape)"
        data-testid="selection-clear"
        onClick={clear}
      />
    </section>
  );
}

function NoteLine({ save, leave }: { save: (note: string) => void; leave: () => void }) {
  const [text, setText] = useState('');
  return (
    <input
      className="bp6-input bp6-small tc-label-field"
      value={text}
      placeholder="Note for all of them; Enter saves"
      aria-label="Note for all of them"
      // biome-ignore lint/a11y/noAutofocus: it stands where a person has just asked for it
      autoFocus
      data-testid="selection-note"
      onChange={(event) => setText(event.target.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && text.trim() !== '') save(text.trim());
        else if (event.key === 'Escape') {
          event.stopPropagation();
          leave();
        }
      }}
    />
  );
}
