// All that an examiner puts on one thing: colour, label, tags, note; with who wrote it, every version, and what other examiners wrote.
import { Button } from '@blueprintjs/core';
import { type ReactNode, useRef, useState } from 'react';
import { type Annotated, type AnnotationAct, LONGEST_LABEL, targetKindOf } from '../../../shared/annotations.ts';
import type { BookmarkColour } from '../../../shared/domain.ts';
import { annotate } from '../../data/annotate.ts';
import { useCall } from '../../data/queries.ts';
import { useKeys } from '../keys.ts';
import { markdownLine } from '../markdown.tsx';
import { BookmarkMark } from '../outcome-marks.tsx';
import { plural, Time } from '../texts.tsx';
import { oneLine } from '../visible-text.ts';
import { Colours, colourKeys, nextColour } from './colours.tsx';
import { type Draft, draftAfter } from './draft.ts';
import { NoteField } from './note-field.tsx';
import { TagField, TagList } from './tags.tsx';
import { TargetHistory } from './target-history.tsx';

interface EditorProps {
  /** Text form. `key` the editor by it, so that a half-written note never lands on another one. */
  target: string;
  /** Keys b, B, t, n, and 1 to 6; off where another editor has them. */
  keys?: boolean;
  /** Where the note stands elsewhere, as that of an entity: goes to it. */
  toNote?: () => void;
  /** What the bookmark is called on screen: "the event". */
  what: string;
}

const NOTHING: Omit<Annotated, 'target'> = { origin: '', bookmark: null, tags: [], note: null, at: 0, versions: 0 };

export function AnnotationEditor({ target, keys = true, toNote, what }: EditorProps) {
  const asked = useCall('annotations.get', { targets: [target] });
  const [own = { target, ...NOTHING }, ...others] = asked.data?.annotated ?? [];
  const [history, setHistory] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const tagField = useRef<HTMLInputElement>(null);
  const labelField = useRef<HTMLInputElement>(null);
  const [writing, setWriting] = useState(false);
  const { bookmark } = own;
  const act = (words: string, one: AnnotationAct) => annotate(words, [{ target, act: one }]);
  const paint = (colour: BookmarkColour) =>
    void act(bookmark ? `Bookmark is ${colour} now` : `Bookmarked ${what}`, { kind: 'bookmark', colour });
  const repaint = () => paint(nextColour(bookmark?.colour ?? null));
  const tags = own.tags.map(({ name }) => name);
  useKeys(
    {
      b: () => {
        if (!bookmark) void act(`Bookmarked ${what}`, { kind: 'bookmark' });
        root.current?.querySelector<HTMLElement>('.tc-colour[aria-pressed="true"], .tc-colour')?.focus();
      },
      B: repaint,
      ...colourKeys(paint),
      t: () => tagField.current?.focus(),
      n: () => {
        if (toNote) return toNote();
        setWriting(true);
        root.current?.querySelector<HTMLElement>('textarea')?.focus();
      },
    },
    { enabled: keys },
  );
  return (
    <div ref={root} className="tc-bookmark-editor" data-testid="annotation-editor" data-target={target}>
      <div className="tc-bookmark-line">
        <Colours value={bookmark?.colour ?? null} pick={paint} label={`Colour of the bookmark: ${what}`} />
        <LabelField
          field={labelField}
          stored={bookmark?.label ?? ''}
          save={(label) => void act('Label changed', { kind: 'bookmark', label })}
        />
        {bookmark && (
          <Button
            size="small"
            variant="minimal"
            text="Remove"
            title="Takes the bookmark away; its versions stay in the case"
            data-testid="bookmark-remove"
            onClick={() => void act('Bookmark removed', { kind: 'bookmark', remove: true })}
          />
        )}
      </div>
      <div className="tc-bookmark-line tc-tag-line">
        <TagList tags={tags} remove={(name) => void act(`Tag ${name} taken away`, { kind: 'tag', name, remove: true })} />
        <TagField field={tagField} held={tags} add={(name) => void act(`Tagged ${name}`, { kind: 'tag', name })} />
        <span className="tc-dim tc-grow tc-small tc-ellipsis">{written(own)}</span>
        {own.versions > 0 && (
          <Button
            size="small"
            variant="minimal"
            text={plural(own.versions, 'version')}
            aria-expanded={history}
            data-testid="annotation-history"
            onClick={() => setHistory(!history)}
          />
        )}
      </div>
      {!toNote && (
        <NoteField
          target={target}
          stored={asked.data ? (bookmark?.note ?? '') : null}
          isSaved={bookmark !== null}
          writing={writing}
          setWriting={setWriting}
          save={(note) =>
            bookmark
              ? act('Note saved', { kind: 'bookmark', note })
              : act(`Bookmarked ${what}`, { kind: 'bookmark', ...(note !== '' && { note }) })
          }
        />
      )}
      {others.map((one) => (
        <OtherExaminer key={one.origin} annotated={one} />
      ))}
      {history && <TargetHistory target={target} />}
    </div>
  );
}

function written({ bookmark, tags }: Annotated): ReactNode {
  const newest = [bookmark, ...tags].filter((part) => part !== null).sort((a, b) => b.at - a.at)[0];
  if (!newest) return 'not bookmarked';
  return (
    <>
      {oneLine(newest.author || 'unnamed')} · <Time ms={newest.at} />
    </>
  );
}

function LabelField({ stored, save, field }: { stored: string; save: (label: string) => void; field: React.Ref<HTMLInputElement> }) {
  const [held, setHeld] = useState<Draft>({ text: stored, base: stored });
  const draft = draftAfter(held, stored);
  if (draft !== held) setHeld(draft);
  const { text } = draft;
  const done = () => text.trim() !== stored && save(text.trim());
  return (
    <input
      ref={field}
      className="bp6-input bp6-small tc-grow tc-label-field"
      value={text}
      maxLength={LONGEST_LABEL}
      placeholder="Label: a few words"
      aria-label="Label"
      data-testid="bookmark-label"
      onChange={(event) => setHeld({ ...draft, text: event.target.value })}
      onBlur={done}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur();
        else if (event.key === 'Escape') {
          event.stopPropagation();
          setHeld({ text: stored, base: stored });
        }
      }}
    />
  );
}

/** What another examiner put on it, taken over from an export: shown, and never counted as this case's. */
function OtherExaminer({ annotated: { origin, bookmark, tags, note } }: { annotated: Annotated }) {
  const text = bookmark?.note || note?.note || '';
  return (
    <div className="tc-other-examiner" data-testid="other-examiner">
      <span className="tc-dim">{oneLine(bookmark?.author ?? note?.author ?? tags[0]?.author ?? origin)}:</span>{' '}
      <BookmarkMark colour={bookmark?.colour ?? null} /> {bookmark && bookmark.label !== '' && <b>{oneLine(bookmark.label)} </b>}
      {tags.map(({ name }) => (
        <span key={name} className="tc-tag">
          #{oneLine(name)}
        </span>
      ))}{' '}
      {markdownLine(text, 200)}
    </div>
  );
}

/** What a target is called in a sentence. */
export function targetWord(target: string): string {
  return { event: 'the event', entity: 'the entity', span: 'the span of time', view: 'the view' }[targetKindOf(target)];
}
