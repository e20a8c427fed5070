// The left navigation: views, with counts where they help, and the pivot that is open.
import { grouped } from '../../shared/text.ts';
import { oneLine } from '../components/visible-text.ts';
import { useCall, useCase } from '../data/queries.ts';
import { useView } from '../state/view-context.tsx';
import { VIEWS } from '../views/registry.tsx';
import { SavedNav } from '../views/saved/saved-nav.tsx';

export function Navigation({ openSave, openViews }: { openSave: () => void; openViews: () => void }) {
  const { state, go } = useView();
  const info = useCase();
  const bookmarks = useCall('bookmarks.list', {});
  const counts: Record<string, number | undefined> = {
    events: info.events,
    bookmarks: bookmarks.data?.bookmarks.length,
    evidence: info.evidence.items,
  };
  return (
    <nav className="tc-nav" aria-label="Views">
      {VIEWS.map((view) => {
        const isPivot = view.id === 'pivot';
        if (isPivot && !state.pivot) return null;
        const Icon = view.icon;
        const count = counts[view.id];
        return (
          <button
            key={view.id}
            type="button"
            className={`tc-nav-item${state.view === view.id ? ' tc-nav-current' : ''}${isPivot ? ' tc-nav-pivot' : ''}`}
            aria-current={state.view === view.id ? 'page' : undefined}
            title={isPivot && state.pivot ? oneLine(state.pivot.value) : view.key ? `${view.label} (${view.key})` : view.label}
            data-testid={`nav-${view.id}`}
            onClick={() => go({ view: view.id })}
          >
            <Icon size={14} />
            <span className="tc-nav-label">{isPivot && state.pivot ? oneLine(state.pivot.value) : view.label}</span>
            {count !== undefined && count > 0 && <span className="tc-nav-count">{short(count)}</span>}
          </button>
        );
      })}
      <SavedNav openSave={openSave} openViews={openViews} />
    </nav>
  );
}

/** `1.2M`: the whole number is in the status bar. */
function short(n: number): string {
  if (n < 10_000) return grouped(n);
  if (n < 1_000_000) return `${Math.floor(n / 1000)}k`;
  return `${(Math.floor(n / 100_000) / 10).toFixed(1)}M`;
}
