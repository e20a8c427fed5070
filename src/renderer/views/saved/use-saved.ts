// The saved views of the case, and what can be done with them.
import { parseFilter } from '../../../shared/filter.ts';
import { currentVersion, type SavedView, type ViewVersion } from '../../../shared/saved-views.ts';
import { noticeError } from '../../components/notices.tsx';
import { call } from '../../data/bridge.ts';
import { useCall } from '../../data/queries.ts';
import { useFacetSettings } from '../../state/stored-facets.ts';
import { useView } from '../../state/view-context.tsx';
import { useColumns } from '../events/column-chooser.tsx';
import { columnsOf } from '../events/columns.tsx';
import { displayOf, savedPatch } from './display.ts';

export interface CurrentView {
  name: string;
  version: ViewVersion;
}

export interface SavedViews {
  /** All, also removed ones, by name. */
  all: readonly SavedView[];
  /** Those that were not removed. */
  current: readonly CurrentView[];
  open(version: ViewVersion): void;
  /** Saves what the window shows as a version of the name. Throws CallError. */
  save(name: string): Promise<void>;
  /** Adds a version that takes the view away, or the same version once more, which brings it back. Throws CallError. */
  put(name: string, version: ViewVersion, remove: boolean): Promise<void>;
  /** Throws CallError. */
  rename(from: string, to: string): Promise<void>;
}

export function useSavedViews(): SavedViews {
  const { state, go } = useView();
  const { chosen, choose } = useColumns();
  const [facets, changeFacets] = useFacetSettings();
  const all = useCall('views.list', {}).data?.views ?? [];
  return {
    all,
    current: all.flatMap((view) => {
      const version = currentVersion(view);
      return version ? [{ name: view.name, version }] : [];
    }),
    open: (version) => {
      const parsed = parseFilter(version.filter);
      if ('problem' in parsed) {
        noticeError(new Error(`The filter of this view cannot be read: ${parsed.problem.message}`));
        return;
      }
      // Columns and facets of another version of Trailcase are left out; with none left, those of the window stay.
      const columns = columnsOf(version.display.columns).map(({ id }) => id);
      if (columns.length > 0) choose(columns);
      if (version.display.facets.length > 0) changeFacets({ shown: version.display.facets });
      go(savedPatch(version));
    },
    save: async (name) => void (await call('views.put', { name, filter: state.filter, display: displayOf(state, chosen, facets.shown) })),
    put: async (name, { filter, display }, remove) => void (await call('views.put', { name, filter, display, remove })),
    rename: async (from, to) => void (await call('views.rename', { from, to })),
  };
}
