// A window: sandboxed, shows our page only. Every window is made here, so that the same holds for each.
import { BrowserWindow, nativeTheme, screen } from 'electron';
import { APP_PAGE } from './app-address.ts';
import type { Bounds } from './window-set.ts';

const SMALLEST = { width: 900, height: 600 };
const FIRST = { width: 1440, height: 900 };

interface WindowOptions {
  preload: string;
  devTools: boolean;
  /** Where it is to stand; null, or a place that is on no screen: in the middle. */
  bounds: Bounds | null;
  /** Size of text and all else; 1 is as designed. */
  zoom: number;
  /** The person turned the wheel with Ctrl held down. */
  zoomBy(step: -1 | 1): void;
}

export function openWindow({ preload, devTools, bounds: wanted, zoom, zoomBy }: WindowOptions): BrowserWindow {
  const bounds = wanted && isOnScreen(wanted) ? wanted : null;
  const window = new BrowserWindow({
    ...(bounds ? { x: bounds.x, y: bounds.y, width: bounds.width, height: bounds.height } : FIRST),
    minWidth: SMALLEST.width,
    minHeight: SMALLEST.height,
    show: false,
    title: 'Trailcase',
    // Before the page paints: no white flash in a dark room.
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#16191d' : '#f6f7f9',
    webPreferences: {
      preload,
      devTools,
      zoomFactor: zoom,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      // Its dictionaries would be fetched from the network.
      spellcheck: false,
    },
  });
  window.once('ready-to-show', () => {
    if (bounds?.maximized) window.maximize();
    window.show();
  });
  window.webContents.on('zoom-changed', (_event, direction) => zoomBy(direction === 'in' ? 1 : -1));
  keepPageAlive(window);
  void window.loadURL(APP_PAGE);
  return window;
}

/** A crashed page is loaded again, but not for ever. The engine, and so the case, is not touched by it. */
function keepPageAlive(window: BrowserWindow): void {
  let crashes = 0;
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    console.error(`The window's process ended: ${reason}.`);
    if (reason !== 'clean-exit' && ++crashes <= 3) window.webContents.reload();
  });
}

/** Whether at least a corner that can be grabbed is on a screen that is there now. */
function isOnScreen(bounds: Bounds): boolean {
  const { workArea } = screen.getDisplayMatching(bounds);
  const inside = (start: number, length: number, from: number, size: number) => start < from + size - 100 && start + length > from + 100;
  return (
    inside(bounds.x, bounds.width, workArea.x, workArea.width) &&
    bounds.y >= workArea.y - 10 &&
    bounds.y < workArea.y + workArea.height - 50
  );
}
