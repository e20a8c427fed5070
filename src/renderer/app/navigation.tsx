// The left navigation: views in groups, with counts where they help, and the pivot that is open.
import { MenuItem } from '@blueprintjs/core';
import { Applications, Menu as MenuIcon } from '@blueprintjs/icons';
import { useEffect, useState } from 'react';
import { grouped } from '../../shared/text.ts';
import { useEventDrop } from '../components/drag-events.ts';
import { useKeys } from '../components/keys.ts';
import { useMenu } from '../components/menu.tsx';
import { oneLine } from '../components/visible-text.ts';
import { useCall, useCase } from '../data/queries.ts';
import { chooseFinding } from '../state/finding-chooser.ts';
import { goAs, inNewWindow, useView } from '../state/view-context.tsx';
import { shortEntity } from '../views/pivot/words.ts';
import { keyOfView, VIEW_GROUPS, VIEWS, type ViewEntry, viewOf } from '../views/registry.tsx';
import { SavedNav } from '../views/saved/saved-nav.tsx';
import { useShell } from './shell.tsx';

/** Only the number of all that is marked is asked for. */
const ANY_MARK = { kinds: [], colours: [], tags: [], authors: [], search: '', filter: '', order: 'changed' as const, offset: 0, limit: 1 };

export function Navigation() {
  const { state } = useView();
  const { open } = useShell();
  // Where the window is narrow, names are shown only when they are asked for.
  const [isOpen, setOpen] = useState(false);
  const at = `${state.view} ${state.filter}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: gone where one wanted to go, it gives the room back
  useEffect(() => setOpen(false), [at]);
  useKeys({ escape: () => setOpen(false) }, { enabled: isOpen, first: true });
  const info = useCase();
  const marked = useCall('annotations.list', ANY_MARK, { keep: true });
  const findings = useCall('findings.list', {});
  const counts: Record<string, number | undefined> = {
    events: info.events,
    bookmarks: marked.data?.counts.all,
    findings: findings.data?.findings.filter(({ current }) => !current.removed).length,
    evidence: info.evidence.items,
  };
  return (
    <nav className={`tc-nav${isOpen ? ' tc-nav-open' : ''}`} aria-label="Views">
      <button
        type="button"
        className="tc-nav-item tc-nav-toggle"
        aria-expanded={isOpen}
        title="Names of the views"
        data-testid="views-toggle"
        onClick={() => setOpen(!isOpen)}
      >
        <MenuIcon size={14} />
        <span className="tc-nav-label">Views</span>
      </button>
      {VIEW_GROUPS.map((group) => (
        <section key={group} className="tc-nav-group" aria-label={group}>
          <h2>{group}</h2>
          {VIEWS.filter((view) => view.group === group).map((view) => (
            <Item key={view.id} view={view} count={counts[view.id]} />
          ))}
        </section>
      ))}
      {state.pivot && <Item view={viewOf('pivot')} text={shortEntity(state.pivot)} hint={state.pivot.value} />}
      <SavedNav openSave={() => open('save')} openViews={() => open('views')} />
    </nav>
  );
}

/** Menu entry: goes a step in a new window. */
function NewWindowItem({ act }: { act: () => void }) {
  return <MenuItem icon={<Applications />} text="Open in a new window" label="Ctrl-click" onClick={() => inNewWindow(act)} />;
}

interface ItemProps {
  view: ViewEntry;
  /** Stands in place of the view's name. */
  text?: string;
  hint?: string;
  count?: number | undefined;
}

function Item({ view, text, hint, count = 0 }: ItemProps) {
  const { state, go } = useView();
  const openMenu = useMenu();
  const isCurrent = state.view === view.id;
  const key = keyOfView(view.id);
  const Icon = view.icon;
  const drop = useEventDrop(chooseFinding);
  const takesEvents = view.id === 'findings';
  return (
    <button
      type="button"
      {...(takesEvents && drop.props)}
      className={`tc-nav-item${isCurrent ? ' tc-nav-current' : ''}${takesEvents && drop.isOver ? ' tc-drop-over' : ''}`}
      aria-current={isCurrent ? 'page' : undefined}
      title={hint === undefined ? (key === null ? view.label : `${view.label} (${key})`) : oneLine(hint)}
      data-testid={`nav-${view.id}`}
      onClick={(event) => goAs(event, () => go({ view: view.id }))}
      onAuxClick={(event) => event.button === 1 && goAs(event, () => go({ view: view.id }))}
      onContextMenu={(event) => {
        event.preventDefault();
        openMenu(event.clientX, event.clientY, <NewWindowItem act={() => go({ view: view.id })} />);
      }}
    >
      <Icon size={14} />
      <span className="tc-nav-label">{text === undefined ? view.label : oneLine(text)}</span>
      {count > 0 && <span className="tc-nav-count">{short(count)}</span>}
    </button>
  );
}

/** `1.2M`: the whole number is in the status bar. */
function short(n: number): string {
  if (n < 10_000) return grouped(n);
  if (n < 1_000_000) return `${Math.floor(n / 1000)}k`;
  return `${(Math.floor(n / 100_000) / 10).toFixed(1)}M`;
}
