// Ctrl-K: everything that can be gone to or done, by name. What there is comes from palette/sources.ts.
import { Dialog, InputGroup } from '@blueprintjs/core';
import { Search } from '@blueprintjs/icons';
import { useEffect, useRef, useState } from 'react';
import type { PivotKind } from '../../shared/pivots.ts';
import { formatTime } from '../../shared/time.ts';
import { attempt } from '../components/notices.tsx';
import { oneLine } from '../components/visible-text.ts';
import { useZone } from '../data/queries.ts';
import { useView } from '../state/view-context.tsx';
import { searchPatch } from '../state/view-state.ts';
import { handleOf } from '../views/detail/handles.ts';
import { kindWord } from '../views/pivot/words.ts';
import { eventAt, instantIn } from './go-to-time.ts';
import { heldKeys } from './held-keys.ts';
import type { Action } from './palette/action.ts';
import { useActions } from './palette/sources.ts';
import { matching } from './palette-match.ts';

/** More than these nobody reads: another word finds what is meant. */
const LISTED = 100;

/** Acts that come from what is typed, and those that are listed at once. */
const shownAtOnce = (actions: readonly Action[]): Action[] => actions.filter(({ quiet }) => quiet !== true);

export function Palette({ close }: { close: () => void }) {
  const { go, pivot, state } = useView();
  const zone = useZone();
  const actions = useActions();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const [isEntered, setEntered] = useState(false);

  const searched = text.trim();
  // Any text can be searched for: what has a name comes first.
  const search: Action = { label: `Search the raw records for “${oneLine(searched)}”`, run: () => go(searchPatch(state, searched)) };
  const instant = instantIn(searched, zone);
  const goToTime: Action = {
    label: `Go to ${formatTime(instant, zone)} in the list of events`,
    run: () => attempt(eventAt(state, instant ?? 0).then((id) => go({ view: 'events', selectedEventId: id }))),
  };
  const found = [
    ...(instant === null ? [] : [goToTime]),
    ...entityActions(searched, pivot),
    ...matching(searched === '' ? shownAtOnce(actions) : actions, text),
    ...(searched === '' ? [] : [search]),
  ].slice(0, LISTED);
  const chosen = Math.min(at, found.length - 1);
  useEffect(() => {
    list.current?.children[chosen]?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  const run = (action: Action | undefined) => {
    if (!action) return;
    close();
    action.run();
  };
  /** What was typed before the field was there. */
  const takeHeld = () => {
    const typed = heldKeys();
    if (typed.isLeft) return close();
    if (typed.text !== '') setText((now) => now + typed.text);
    setEntered(typed.isEntered);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, for the text that came with it
  useEffect(() => {
    if (isEntered) run(found[chosen]);
  }, [isEntered]);
  // Closed before it had the keyboard, it gives the keys back.
  useEffect(() => () => void heldKeys(), []);
  return (
    <Dialog isOpen onClose={close} className="tc-palette" aria-labelledby="palette-title">
      <h2 id="palette-title" className="tc-unseen">
        Go to anything
      </h2>
      <InputGroup
        size="large"
        leftIcon={<Search />}
        placeholder="Go to, show, do … or a time as 2026-02-21 23:00"
        aria-label="What to do"
        role="combobox"
        aria-expanded
        aria-controls="palette-list"
        aria-activedescendant={found.length > 0 ? `palette-${chosen}` : undefined}
        value={text}
        autoFocus
        data-testid="palette-input"
        onFocus={takeHeld}
        onChange={(event) => {
          setText(event.target.value);
          setAt(0);
        }}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown') setAt(Math.min(chosen + 1, found.length - 1));
          else if (event.key === 'ArrowUp') setAt(Math.max(chosen - 1, 0));
          else if (event.key === 'Enter') run(found[chosen]);
          else return;
          event.preventDefault();
        }}
      />
      <div className="tc-palette-list" ref={list} id="palette-list" role="listbox" aria-label="Actions">
        {found.map((action, i) => (
          <button
            key={action.label}
            type="button"
            id={`palette-${i}`}
            role="option"
            tabIndex={-1}
            aria-selected={i === chosen}
            className={`tc-palette-item${i === chosen ? ' tc-selected' : ''}`}
            onClick={() => run(action)}
          >
            <span className="tc-grow">{action.label}</span>
            {action.keys && <kbd>{action.keys}</kbd>}
          </button>
        ))}
      </div>
    </Dialog>
  );
}

/** A key, an ARN, an address and the like are known by their form; twelve digits are an account. */
function entityActions(text: string, pivot: (kind: PivotKind, value: string) => void): Action[] {
  const kind = handleOf(text, 'accountId')?.kind;
  return kind ? [{ label: `All about the ${kindWord(kind)} ${oneLine(text)}`, run: () => pivot(kind, text) }] : [];
}
