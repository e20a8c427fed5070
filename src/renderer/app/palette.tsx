// Ctrl-K: views and actions by name.
import { Dialog, InputGroup } from '@blueprintjs/core';
import { Search } from '@blueprintjs/icons';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { PivotKind } from '../../shared/pivots.ts';
import { formatTime } from '../../shared/time.ts';
import { attempt } from '../components/notices.tsx';
import { oneLine } from '../components/visible-text.ts';
import { useZone } from '../data/queries.ts';
import { useSession } from '../state/session.tsx';
import type { useTheme } from '../state/theme.ts';
import { startVerify, startWithKeys } from '../state/verify.ts';
import { useView } from '../state/view-context.tsx';
import { findingsPatch, integrityPatch, searchPatch } from '../state/view-state.ts';
import { handleOf } from '../views/detail/handles.ts';
import { pickEvidence } from '../views/import/pick.ts';
import { kindWord } from '../views/pivot/words.ts';
import { VIEWS } from '../views/registry.tsx';
import { useSavedViews } from '../views/saved/use-saved.ts';
import { eventAt, instantIn } from './go-to-time.ts';
import { matching } from './palette-match.ts';

interface Action {
  label: string;
  run: () => void;
}

interface PaletteProps {
  isOpen: boolean;
  close: () => void;
  theme: ReturnType<typeof useTheme>;
  openDialog: (dialog: 'save' | 'views') => void;
}

export function Palette({ isOpen, close, theme, openDialog }: PaletteProps) {
  const { go, openEvents, pivot, state } = useView();
  const session = useSession();
  const saved = useSavedViews();
  const zone = useZone();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!isOpen) return;
    setText('');
    setAt(0);
  }, [isOpen]);

  const actions = useMemo<Action[]>(
    () => [
      ...VIEWS.filter((view) => view.id !== 'pivot' || state.pivot).map((view) => ({
        label: `Go to ${view.label}`,
        run: () => go({ view: view.id }),
      })),
      { label: 'Events: denied', run: () => openEvents('is:denied') },
      { label: 'Events: errors', run: () => openEvents('is:error') },
      { label: 'Events: writes', run: () => openEvents('is:write') },
      { label: 'Events: by root', run: () => openEvents('is:root') },
      { label: 'Events: bookmarked', run: () => openEvents('is:bookmarked') },
      { label: 'Events: undated', run: () => openEvents('is:undated') },
      ...saved.current.map(({ name, version }) => ({ label: `View: ${oneLine(name)}`, run: () => saved.open(version) })),
      { label: 'Save this view …', run: () => openDialog('save') },
      { label: 'Saved views: all, with their versions', run: () => openDialog('views') },
      { label: 'Clear the filter', run: () => go({ filter: '' }) },
      { label: 'Add evidence: files', run: () => attempt(pickEvidence('files', session.choose)) },
      { label: 'Add evidence: folder', run: () => attempt(pickEvidence('folder', session.choose)) },
      {
        label: 'Verify the case',
        run: () => attempt(startVerify('all').then(() => go(integrityPatch('proof')))),
      },
      { label: "Check what AWS's digests say", run: () => attempt(startVerify('digests').then(() => go(integrityPatch('chains')))) },
      { label: "Choose AWS's public keys …", run: () => attempt(startWithKeys().then(() => go(integrityPatch('keys')))) },
      { label: 'Integrity: proof and its findings', run: () => go(integrityPatch('proof')) },
      { label: 'Integrity: chains of digests over time', run: () => go(integrityPatch('chains')) },
      { label: 'Integrity: everything that is not valid', run: () => go(findingsPatch(null)) },
      { label: 'Integrity: public keys', run: () => go(integrityPatch('keys')) },
      { label: 'Integrity: seals, seal the case', run: () => go(integrityPatch('seals')) },
      { label: 'Integrity: custody log', run: () => go(integrityPatch('custody')) },
      { label: 'Evidence: problems', run: () => go({ view: 'evidence', evidenceTab: 'problems', problemCode: null }) },
      { label: 'Use the dark theme', run: () => theme.setTheme('dark') },
      { label: 'Use the light theme', run: () => theme.setTheme('light') },
      { label: "Use the system's theme", run: () => theme.setTheme('system') },
      { label: 'Close this case', run: () => attempt(session.close()) },
    ],
    [go, openEvents, session, saved, openDialog, theme, state.pivot],
  );
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
    ...matching(actions, text),
    ...(searched === '' ? [] : [search]),
  ];
  const chosen = Math.min(at, found.length - 1);
  useEffect(() => {
    list.current?.children[chosen]?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  const run = (action: Action | undefined) => {
    if (!action) return;
    close();
    action.run();
  };
  return (
    <Dialog isOpen={isOpen} onClose={close} className="tc-palette" aria-label="Go to anything">
      <InputGroup
        size="large"
        leftIcon={<Search />}
        placeholder="Go to, show, do … or a time as 2026-02-21 23:00"
        aria-label="What to do"
        value={text}
        autoFocus
        data-testid="palette-input"
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
      <div className="tc-palette-list" ref={list} role="listbox" aria-label="Actions">
        {found.map((action, i) => (
          <button
            key={action.label}
            type="button"
            role="option"
            aria-selected={i === chosen}
            className={`tc-palette-item${i === chosen ? ' tc-selected' : ''}`}
            onClick={() => run(action)}
          >
            {action.label}
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
