// Where the acts of the palette come from, in the order in which they are listed. To add a room's acts: add its hook here.
import { useFindingActions } from '../../views/findings/finding-actions.ts';
import type { Action, ActionSource } from './action.ts';
import { useBookmarkActions } from './bookmark-actions.ts';
import { useCaseActions } from './case-actions.ts';
import { useExportActions } from './export-actions.ts';
import { useSavedActions } from './saved-actions.ts';
import { useShellActions } from './shell-actions.ts';
import { useViewActions } from './view-actions.ts';

const SOURCES: readonly ActionSource[] = [
  useViewActions,
  useSavedActions,
  useCaseActions,
  useShellActions,
  useExportActions,
  useBookmarkActions,
  useFindingActions,
];

/** All acts. */
export function useActions(): Action[] {
  // The list is constant, so that the hooks run in the same order each time.
  return SOURCES.flatMap((source) => source());
}
