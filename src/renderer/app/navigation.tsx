// The left navigation: views in groups, with counts where they help, and the pivot that is open.
import { grouped } from '../../shared/text.ts';
import { oneLine } from '../components/visible-text.ts';
import { useCall, useCase } from '../data/queries.ts';
import { useView } from '../state/view-context.tsx';
import { shortEntity } from '../views/pivot/words.ts';
import { keyOfView, VIEW_GROUPS, VIEWS, type ViewEntry, viewOf } from '../views/registry.tsx';
import { SavedNav } from '../views/saved/saved-nav.tsx';

export function Navigation({ openSave, openViews }: { openSave: () => void; openViews: () => void }) {
  const { state } = useView();
  const info = useCase();
  const bookmarks = useCall('bookmarks.list', {});
  const counts: Record<string, number | undefined> = {
    events: info.events,
    bookmarks: bookmarks.data?.bookmarks.length,
    evidence: info.evidence.items,
  };
  return (
    <nav className="tc-nav" aria-label="Views">
      {VIEW_GROUPS.map((group) => (
        <section key={group} className="tc-nav-group" aria-label={group}>
          <h2>{group}</h2>
          {VIEWS.filter((view) => view.group === group).map((view) => (
            <Item key={view.id} view={view} count={counts[view.id]} />
          ))}
        </section>
      ))}
      {state.pivot && <Item view={viewOf('pivot')} text={shortEntity(state.pivot)} hint={state.pivot.value} />}
      <SavedNav openSave={openSave} openViews={openViews} />
    </nav>
  );
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
  const isCurrent = state.view === view.id;
  const key = keyOfView(view.id);
  const Icon = view.icon;
  return (
    <button
      type="button"
      className={`tc-nav-item${isCurrent ? ' tc-nav-current' : ''}`}
      aria-current={isCurrent ? 'page' : undefined}
      title={hint === undefined ? (key === null ? view.label : `${view.label} (${key})`) : oneLine(hint)}
      data-testid={`nav-${view.id}`}
      onClick={() => go({ view: view.id })}
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
