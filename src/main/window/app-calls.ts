// The channels that Electron's main process answers: the state of the app, its theme, and dialogs.
import os from 'node:os';
import { app, type BrowserWindow } from 'electron';
import type { MainHandlers } from './answer-call.ts';
import {
  pickAddressData,
  pickCase,
  pickImport,
  pickKeys,
  pickList,
  pickNewCase,
  pickNewKey,
  pickReport,
  pickResult,
  pickSeal,
  pickWatchList,
} from './dialogs.ts';
import type { Launch } from './launch.ts';
import type { Settings, Theme } from './settings.ts';

export interface AppContext {
  window(): BrowserWindow;
  settings: Settings;
  /** What the window has yet to open and import. */
  launch(): Launch;
  setTheme(theme: Theme): void;
}

export function appCalls({ window, settings, launch, setTheme }: AppContext): MainHandlers {
  return {
    'app.state': () => ({
      version: app.getVersion(),
      platform: process.platform,
      recent: settings.recent,
      ...launch(),
      examiner: userName(),
      theme: settings.theme,
      timezone: Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC',
    }),
    'app.setTheme': ({ theme }) => {
      setTheme(theme);
      return {};
    },
    'app.pickCase': async () => ({ paths: await pickCase(window()) }),
    'app.pickNewCase': async ({ suggested }) => ({ paths: await pickNewCase(window(), suggested) }),
    'app.pickList': async () => ({ paths: await pickList(window()) }),
    'app.pickImport': async ({ what }) => ({ paths: await pickImport(window(), what) }),
    'app.pickWatchList': async () => ({ paths: await pickWatchList(window()) }),
    'app.pickAddressData': async () => ({ paths: await pickAddressData(window()) }),
    'app.pickKeys': async ({ what }) => ({ paths: await pickKeys(window(), what) }),
    'app.pickNewKey': async ({ suggested }) => ({ paths: await pickNewKey(window(), suggested) }),
    'app.pickSeal': async ({ suggested }) => ({ paths: await pickSeal(window(), suggested) }),
    'app.pickResult': async ({ suggested }) => ({ paths: await pickResult(window(), suggested) }),
    'app.pickReport': async ({ suggested }) => ({ paths: await pickReport(window(), suggested) }),
  };
}

/** Name of the account that runs the app; some containers have none. */
function userName(): string {
  try {
    return os.userInfo().username;
  } catch {
    return '';
  }
}
