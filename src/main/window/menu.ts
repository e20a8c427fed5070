// The application menu: standard roles, theme and size of text, and what the page of the window in front does itself.
import { app, Menu, type MenuItemConstructorOptions } from 'electron';
import type { MenuAct } from '../../shared/channels/windows.ts';
import type { Theme } from './settings.ts';

const THEMES: { theme: Theme; label: string }[] = [
  { theme: 'system', label: 'As the system' },
  { theme: 'light', label: 'Light' },
  { theme: 'dark', label: 'Dark' },
];

interface MenuOptions {
  theme: Theme;
  setTheme(theme: Theme): void;
  zoom(step: -1 | 0 | 1): void;
  act(act: MenuAct): void;
}

export function setMenu({ theme: current, setTheme, zoom, act }: MenuOptions): void {
  const mac = process.platform === 'darwin';
  const separator: MenuItemConstructorOptions = { type: 'separator' };
  // The page has these keys itself, and knows when they belong to a field: the menu only shows them.
  const item = (label: string, accelerator: string, click: () => void): MenuItemConstructorOptions => ({
    label,
    accelerator,
    registerAccelerator: false,
    click,
  });
  const view: MenuItemConstructorOptions[] = [
    {
      label: 'Theme',
      submenu: THEMES.map(({ theme, label }) => ({
        id: `theme-${theme}`,
        label,
        type: 'radio',
        checked: theme === current,
        click: () => setTheme(theme),
      })),
    },
    separator,
    item('Larger', 'CmdOrCtrl+Plus', () => zoom(1)),
    item('Smaller', 'CmdOrCtrl+-', () => zoom(-1)),
    item('Normal size', 'CmdOrCtrl+0', () => zoom(0)),
    separator,
    { role: 'togglefullscreen' },
  ];
  if (!app.isPackaged) view.push(separator, { role: 'reload' }, { role: 'toggleDevTools' });
  const template: MenuItemConstructorOptions[] = [
    ...(mac ? [{ role: 'appMenu' } as const] : []),
    {
      label: 'File',
      submenu: [
        item('New window', 'CmdOrCtrl+Shift+N', () => act('newWindow')),
        separator,
        { role: 'close', label: 'Close window' },
        ...(mac ? [] : [{ role: 'quit' } as const]),
      ],
    },
    {
      label: 'Edit',
      submenu: [
        item('Undo', 'CmdOrCtrl+Z', () => act('undo')),
        item('Redo', 'CmdOrCtrl+Shift+Z', () => act('redo')),
        separator,
        { role: 'cut' },
        { role: 'copy' },
        { role: 'paste' },
        { role: 'selectAll' },
      ],
    },
    { label: 'View', submenu: view },
    { role: 'windowMenu' },
    {
      role: 'help',
      submenu: [
        { label: 'Tour in four steps', click: () => act('tour') },
        item('Keys', '?', () => act('keys')),
        item('Go to anything', 'CmdOrCtrl+K', () => act('palette')),
        separator,
        { role: 'about' },
      ],
    },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
