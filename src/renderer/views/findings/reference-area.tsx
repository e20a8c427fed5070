// A field for Markdown with references: `[[` offers what can be referred to, and events can be dropped on it.
import { useId, useLayoutEffect, useRef, useState } from 'react';
import type { Result } from '../../../shared/channels.ts';
import { printReference } from '../../../shared/references.ts';
import { useEventDrop } from '../../components/drag-events.ts';
import { ShortTime } from '../../components/short-time.tsx';
import { oneLine } from '../../components/visible-text.ts';
import { useCall } from '../../data/queries.ts';
import { useView } from '../../state/view-context.tsx';

type Item = Result<'findings.complete'>['items'][number];

/** What is being typed after `[[`, before the caret. */
const OPEN = /\[\[([^[\]\n]{0,300})$/;

interface AreaProps {
  value: string;
  onChange: (value: string) => void;
  label: string;
  rows?: number;
  placeholder?: string;
  testid?: string;
  onEnter?: () => void;
  onLeave?: () => void;
  /** Events at hand, offered first. */
  ids?: readonly string[];
}

export function ReferenceArea({ value, onChange, label, rows = 3, placeholder, testid, onEnter, onLeave, ids = [] }: AreaProps) {
  const { state } = useView();
  const field = useRef<HTMLTextAreaElement>(null);
  const listId = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const [at, setAt] = useState(0);
  const near = [...(state.selectedEventId === null ? [] : [state.selectedEventId]), ...ids].slice(0, 200);
  const asked = useCall('findings.complete', { text: typed ?? '', ids: near }, { enabled: typed !== null, keep: true });
  const items = typed === null ? [] : (asked.data?.items ?? []);
  const chosen = Math.min(at, items.length - 1);

  // Where the caret belongs once the field shows a text that was put in: before anything more can be typed.
  const moveTo = useRef<{ shown: string; caret: number } | null>(null);
  useLayoutEffect(() => {
    if (moveTo.current?.shown !== value) return;
    field.current?.setSelectionRange(moveTo.current.caret, moveTo.current.caret);
    moveTo.current = null;
  }, [value]);

  const look = () => {
    const { selectionStart, value: text } = field.current as HTMLTextAreaElement;
    const found = OPEN.exec(text.slice(0, selectionStart))?.[1] ?? null;
    if (found !== typed) setAt(0);
    setTyped(found);
  };
  /** Puts text in place of [from, to) and the caret behind it. */
  const replace = (from: number, to: number, text: string) => {
    const shown = `${value.slice(0, from)}${text}${value.slice(to)}`;
    moveTo.current = { shown, caret: from + text.length };
    onChange(shown);
  };
  const take = (item: Item) => {
    const caret = field.current?.selectionStart ?? value.length;
    const from = caret - (typed?.length ?? 0) - 2;
    // What the person closed already is not closed twice.
    const to = value.startsWith(']]', caret) ? caret + 2 : caret;
    replace(Math.max(0, from), to, printReference(item));
    setTyped(null);
    field.current?.focus();
  };
  const drop = useEventDrop((dropped) => {
    const caret = field.current?.selectionStart ?? value.length;
    const written = dropped.map((id) => printReference({ kind: 'event', value: id })).join('\n');
    const before = caret > 0 && !/\s$/.test(value.slice(0, caret)) ? ' ' : '';
    replace(caret, caret, `${before}${written}`);
  });
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (items.length === 0) return;
    if (event.key === 'ArrowDown') setAt((chosen + 1) % items.length);
    else if (event.key === 'ArrowUp') setAt((chosen - 1 + items.length) % items.length);
    else if (event.key === 'Enter' || event.key === 'Tab') take(items[chosen] as Item);
    else if (event.key === 'Escape') setTyped(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className={`tc-ref-area${drop.isOver ? ' tc-drop-over' : ''}`} {...drop.props}>
      <textarea
        ref={field}
        className="bp6-input tc-note-text"
        rows={rows}
        value={value}
        placeholder={placeholder}
        aria-label={label}
        aria-autocomplete="list"
        aria-controls={items.length > 0 ? listId : undefined}
        aria-activedescendant={items.length > 0 ? `${listId}-${chosen}` : undefined}
        data-testid={testid}
        onChange={(event) => {
          onChange(event.target.value);
          look();
        }}
        onSelect={look}
        onFocus={onEnter}
        onBlur={() => {
          setTyped(null);
          onLeave?.();
        }}
        onKeyDown={onKeyDown}
      />
      {items.length > 0 && (
        <div className="tc-ref-list" id={listId} role="listbox" aria-label="What can be referred to" data-testid="reference-list">
          {items.map((item, i) => (
            // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the field, which names the active option
            // biome-ignore lint/a11y/useKeyWithClickEvents: as above
            <div
              key={`${item.kind} ${item.value}`}
              id={`${listId}-${i}`}
              role="option"
              aria-selected={i === chosen}
              className={`tc-ref-option${i === chosen ? ' tc-selected' : ''}`}
              // The field keeps the focus.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => take(item)}
            >
              <span className="tc-ellipsis">{oneLine(item.label)}</span>
              {item.kind === 'event' && <ShortTime ms={item.timeMs} />}
              <span className="tc-dim tc-ellipsis">{oneLine(item.detail)}</span>
            </div>
          ))}
        </div>
      )}
    </div>
  );
}
