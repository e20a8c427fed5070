// Acts of the palette: undo, windows, size of text, theme, help.
import { attempt } from '../../components/notices.tsx';
import { call } from '../../data/bridge.ts';
import { redo, undo, useUndo } from '../../state/undo.ts';
import { useView } from '../../state/view-context.tsx';
import { useShell } from '../shell.tsx';
import type { Action } from './action.ts';

export const zoomBy = (step: -1 | 0 | 1): void => attempt(call('app.zoom', { step }));

export function useShellActions(): Action[] {
  const { openWindow } = useView();
  const { theme, open, startTour } = useShell();
  const { undo: last, redo: next } = useUndo();
  return [
    ...(last === null ? [] : [{ label: `Undo: ${last}`, keys: 'Ctrl-Z', run: undo }]),
    ...(next === null ? [] : [{ label: `Redo: ${next}`, keys: 'Ctrl-Shift-Z', run: redo }]),
    { label: 'New window on this case', keys: 'Ctrl-Shift-N', run: () => openWindow() },
    { label: 'Larger text', keys: 'Ctrl-+', run: () => zoomBy(1) },
    { label: 'Smaller text', keys: 'Ctrl-−', run: () => zoomBy(-1) },
    { label: 'Text of normal size', keys: 'Ctrl-0', run: () => zoomBy(0) },
    { label: 'Use the dark theme', run: () => theme.setTheme('dark') },
    { label: 'Use the light theme', run: () => theme.setTheme('light') },
    { label: "Use the system's theme", run: () => theme.setTheme('system') },
    { label: 'Help: tour in four steps', run: startTour },
    { label: 'Help: all keys', keys: '?', run: () => open('keys') },
  ];
}
