// Saved views in the navigation: open one, save what is shown, go to the list of all.
import { Add, EyeOpen } from '@blueprintjs/icons';
import { oneLine } from '../../components/visible-text.ts';
import { goAs, useView } from '../../state/view-context.tsx';
import { useSavedViews } from './use-saved.ts';

/** More stand in the dialog. */
const LISTED = 12;

export function SavedNav({ openSave, openViews }: { openSave: () => void; openViews: () => void }) {
  const { state } = useView();
  const { current, open } = useSavedViews();
  return (
    <section className="tc-nav-saved" aria-label="Saved views">
      <div className="tc-nav-heading">
        <button type="button" className="tc-link" title="All saved views and their versions" data-testid="views-open" onClick={openViews}>
          Saved views
        </button>
        <button
          type="button"
          className="tc-nav-add"
          title="Save this view (Ctrl-S)"
          aria-label="Save this view"
          data-testid="view-save-open"
          onClick={openSave}
        >
          <Add size={14} />
        </button>
      </div>
      {current.slice(0, LISTED).map(({ name, version }) => {
        const isHere = state.view === version.display.view && state.filter === version.filter;
        return (
          <button
            key={name}
            type="button"
            className={`tc-nav-item${isHere ? ' tc-nav-here' : ''}`}
            title={`${oneLine(name)}\n${oneLine(version.filter) || 'all events'}`}
            data-testid="saved-view"
            onClick={(event) => goAs(event, () => open(version))}
            onAuxClick={(event) => event.button === 1 && goAs(event, () => open(version))}
          >
            <EyeOpen size={14} />
            <span className="tc-nav-label">{oneLine(name)}</span>
          </button>
        );
      })}
      {current.length > LISTED && (
        <button type="button" className="tc-link tc-nav-more" onClick={openViews}>
          {current.length - LISTED} more …
        </button>
      )}
    </section>
  );
}
