// Dark or light: the person's choice, or the system's. Blueprint wants its class on <body>, our palette an attribute.
import { useEffect, useState } from 'react';
import { noticeError } from '../components/notices.tsx';
import { call } from '../data/bridge.ts';

export type Theme = 'system' | 'light' | 'dark';

const query = () => matchMedia('(prefers-color-scheme: dark)');

export function useTheme(stored: Theme | undefined): { dark: boolean; theme: Theme; setTheme: (theme: Theme) => void } {
  const [theme, choose] = useState<Theme>(stored ?? 'system');
  const [systemDark, setSystemDark] = useState(() => query().matches);
  useEffect(() => {
    if (stored) choose(stored);
  }, [stored]);
  useEffect(() => {
    const list = query();
    const onChange = () => setSystemDark(list.matches);
    list.addEventListener('change', onChange);
    return () => list.removeEventListener('change', onChange);
  }, []);
  // Main gives the choice to the system (nativeTheme), from the screen's button and from its menu alike: the media query follows both.
  const dark = systemDark;
  useEffect(() => {
    document.documentElement.dataset.theme = dark ? 'dark' : 'light';
    document.body.classList.toggle('bp6-dark', dark);
  }, [dark]);
  const setTheme = (next: Theme) => {
    choose(next);
    call('app.setTheme', { theme: next }).catch(noticeError);
  };
  return { dark, theme, setTheme };
}
