// The channels that Electron's main process answers: the state of the app, its theme, and dialogs.
import os from 'node:os';
import { app } from 'electron';
import { TrailcaseError } from '../../shared/errors.ts';
import type { MainHandlers } from './answer-call.ts';
import {
  pickAddressData,
  pickAnnotations,
  pickAttack,
  pickCase,
  pickImport,
  pickKeys,
  pickList,
  pickNewAnnotations,
  pickNewCase,
  pickNewKey,
  pickPicture,
  pickReport,
  pickResult,
  pickSeal,
  pickWatchList,
  pickWritten,
} from './dialogs.ts';
import type { Launch } from './launch.ts';
import type { PreviewPages } from './preview-pages.ts';
import type { Settings, Theme } from './settings.ts';
import type { OpenWindow, Windows } from './windows.ts';

interface AppContext {
  /** The window that asks: its dialogs belong to it. */
  own: OpenWindow;
  windows: Windows;
  settings: Settings;
  previews: PreviewPages;
  /** Path of the case that is open; null for none. */
  openCase(): string | null;
  /** Resolves when it is certain which case is open, if any. */
  settled(): Promise<void>;
  /** What the window has yet to open and import. */
  launch(): Launch;
  /** What a start asked for that is not opened at once; told once. */
  wanted(): Launch | null;
  /** Under what name drafts of the open case lie. */
  drafts(): string;
  setTheme(theme: Theme): void;
}

/** The answers to one window. */
export function appCalls({
  own,
  windows,
  settings,
  previews,
  openCase,
  settled,
  launch,
  wanted,
  drafts,
  setTheme,
}: AppContext): MainHandlers {
  const window = () => own.window;
  return {
    'app.newWindow': ({ view }) => ({ opened: windows.openBeside(own, view) }),
    'app.window': () => {
      const { view } = own;
      own.view = null;
      return { number: own.number ?? 1, view, drafts: drafts() };
    },
    'app.wanted': () => ({ wanted: wanted() }),
    'app.zoom': ({ step }) => ({ zoom: windows.zoomBy(step) }),
    'app.state': async () => {
      await settled();
      return {
        version: app.getVersion(),
        platform: process.platform,
        recent: settings.recent,
        ...launch(),
        examiner: userName(),
        theme: settings.theme,
        timezone: Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC',
      };
    },
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
    'app.pickPicture': async ({ suggested }) => ({ paths: await pickPicture(window(), suggested) }),
    'app.pickResult': async ({ suggested }) => ({ paths: await pickResult(window(), suggested) }),
    'app.pickAttack': async () => ({ paths: await pickAttack(window()) }),
    'app.pickAnnotations': async () => ({ paths: await pickAnnotations(window()) }),
    'app.pickNewAnnotations': async ({ suggested }) => ({ paths: await pickNewAnnotations(window(), suggested) }),
    'app.showPreview': ({ html, path }) => {
      if (path !== openCase()) throw new TrailcaseError('CANCELLED', 'That preview is of another case, which is no longer open');
      return { address: previews.show(window().webContents, html) };
    },
    'app.previewHolds': () => ({ holds: previews.holds(window().webContents) }),
    'app.pickWritten': async () => ({ paths: await pickWritten(window()) }),
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
