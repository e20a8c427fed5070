// The saved views of the case, and what can be done with them.
import { parseFilter } from '../../../shared/filter.ts';
import { currentVersion, type SavedView, type ViewVersion } from '../../../shared/saved-views.ts';
import { noticeError } from '../../components/notices.tsx';
import { oneLine } from '../../components/visible-text.ts';
import { CallError, call } from '../../data/bridge.ts';
import { useCall } from '../../data/queries.ts';
import { useFacetSettings } from '../../state/stored-facets.ts';
import { did } from '../../state/undo.ts';
import { ChangedSince } from '../../state/undo-stack.ts';
import { comparedDeed } from '../../state/version-turns.ts';
import { useView } from '../../state/view-context.tsx';
import { useColumns } from '../events/column-chooser.tsx';
import { columnsOf } from '../events/columns.tsx';
import { displayOf, savedPatch } from './display.ts';

interface CurrentView {
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
    save: async (name) => {
      const before = currentOf(all, name);
      const next = { filter: state.filter, display: displayOf(state, chosen, facets.shown) };
      await putView(name, next);
      did(
        await comparedDeed({
          words: `Saved as “${oneLine(name)}”`,
          ...ofView(name),
          undo: () => (before ? putView(name, before) : putView(name, next, true)),
          redo: () => putView(name, next),
        }),
      );
    },
    put: async (name, version, remove) => {
      await putView(name, version, remove);
      const words = remove ? `View “${oneLine(name)}” removed` : `View “${oneLine(name)}” brought back`;
      const [undo, redo] = [() => putView(name, version, !remove), () => putView(name, version, remove)];
      did(await comparedDeed({ words, ...ofView(name), undo, redo }));
    },
    rename: async (from, to) => {
      await call('views.rename', { from, to });
      const words = `View “${oneLine(from)}” is called “${oneLine(to)}” now`;
      did({ words, undo: () => renamed(to, from), redo: () => renamed(from, to) });
    },
  };
}

const currentOf = (all: readonly SavedView[], name: string): ViewVersion | null => {
  const found = all.find((view) => view.name === name);
  return found ? currentVersion(found) : null;
};

const ofView = (name: string) => ({
  what: 'The view',
  now: async () => {
    const { views } = await call('views.list', {});
    const newest = views.find((view) => view.name === name)?.versions[0];
    return JSON.stringify([newest?.removed, newest?.filter, newest?.display]);
  },
});

/** Throws ChangedSince where the view was removed, or another has that name now. */
async function renamed(from: string, to: string): Promise<void> {
  try {
    await call('views.rename', { from, to });
  } catch (error) {
    const isChanged = error instanceof CallError && ['VIEW_MISSING', 'VIEW_EXISTS'].includes(error.value.code);
    throw isChanged ? new ChangedSince('The view') : error;
  }
}

async function putView(name: string, { filter, display }: Pick<ViewVersion, 'filter' | 'display'>, remove = false): Promise<void> {
  await call('views.put', { name, filter, display, ...(remove && { remove }) });
}
