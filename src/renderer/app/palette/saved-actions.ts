// Acts of the palette: the saved views of the case.
import { oneLine } from '../../components/visible-text.ts';
import { useSavedViews } from '../../views/saved/use-saved.ts';
import { useShell } from '../shell.tsx';
import type { Action } from './action.ts';

export function useSavedActions(): Action[] {
  const { current, open } = useSavedViews();
  const shell = useShell();
  return [
    ...current.map(({ name, version }) => ({ label: `View: ${oneLine(name)}`, run: () => open(version) })),
    { label: 'Save this view …', keys: 'Ctrl-S', run: () => shell.open('save') },
    { label: 'Saved views: all, with their versions', run: () => shell.open('views') },
  ];
}
