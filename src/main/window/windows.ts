// The windows that are open, all on the one case of the one engine: how they open, where they stood, and what happens when one closes.
import { app, type BrowserWindow, type WebContents } from 'electron';
import { confirm } from './dialogs.ts';
import { openWindow } from './main-window.ts';
import type { RunningJobs } from './running-jobs.ts';
import type { Settings } from './settings.ts';
import { type Bounds, beside, freeNumber, MOST_WINDOWS, type WindowPlace } from './window-set.ts';
import { zoomed } from './zoom.ts';

export interface OpenWindow {
  readonly window: BrowserWindow;
  /** Its number among the windows of the open case; null on the start screen. */
  number: number | null;
  /** The view that it is to begin with; null: what it showed last. */
  view: string | null;
}

interface Options {
  preload: string;
  devTools: boolean;
  settings: Settings;
  jobs: RunningJobs;
  /** Path of the case that is open in the engine. */
  openCase(): string | null;
  /** Whether a window is leaving that case, or has just entered another one in its place. */
  leaving(): boolean;
}

export class Windows {
  readonly #options: Options;
  #all: OpenWindow[] = [];
  #quitting = false;
  #asking = false;
  /**
   * What it was agreed to close, though work that runs is cut short: a window, or all of them. Until it is, work goes on telling how far it has come.
   * Agreed for this once: where it does not close after all, the next time is asked about anew.
   */
  #agreed: OpenWindow | 'all' | null = null;
  #lapses: NodeJS.Timeout | undefined;

  constructor(options: Options) {
    this.#options = options;
    app.on('before-quit', () => {
      // One by one they close now: what is remembered is how they stand together.
      if (!this.#quitting) this.remember();
      this.#quitting = true;
    });
  }

  get all(): readonly OpenWindow[] {
    return this.#all;
  }

  /** The window in front, or else the first. */
  get front(): OpenWindow | undefined {
    return this.#all.find(({ window }) => window.isFocused()) ?? this.#all[0];
  }

  /** The window whose page this is; undefined for any other contents. */
  of(contents: WebContents): OpenWindow | undefined {
    return this.#all.find(({ window }) => !window.isDestroyed() && window.webContents === contents);
  }

  send(push: string, value: unknown): void {
    for (const { window } of this.#all) if (!window.isDestroyed()) window.webContents.send('trailcase:push', { push, value });
  }

  /** Opens a window: the first where the last one stood. */
  open(bounds: Bounds | null = this.#options.settings.bounds, place: Partial<OpenWindow> = {}): OpenWindow {
    const { preload, devTools, settings } = this.#options;
    const window = openWindow({ preload, devTools, bounds, zoom: settings.zoom, zoomBy: (step) => this.zoomBy(step) });
    const opened: OpenWindow = { window, number: null, view: null, ...place };
    this.#all.push(opened);
    window.on('close', (event) => this.#closing(opened, event));
    window.on('closed', () => {
      this.#all = this.#all.filter((one) => one !== opened);
    });
    return opened;
  }

  /** One more window on the open case, beside another. @returns whether it was opened */
  openBeside(other: OpenWindow, view: string): boolean {
    const { openCase, leaving } = this.#options;
    // While the case is being left, a further window would open it again, and so take the next one away.
    if (openCase() === null || leaving() || this.#all.length >= MOST_WINDOWS) return false;
    this.open(beside(boundsOf(other.window)), { number: freeNumber(this.#numbers()), view });
    this.remember();
    return true;
  }

  /** A window has opened the case: it takes its number, and the others that stood on the case when it was last left come back. */
  entered(path: string, opener: OpenWindow): void {
    // It may have been closed while the case was opened.
    if (opener.number !== null || opener.window.isDestroyed()) return;
    const [own, ...others] = this.#options.settings.windowsOf(path).filter(({ number }) => !this.#numbers().includes(number));
    opener.number = own?.number ?? freeNumber(this.#numbers());
    if (this.#all.length > 1) return;
    if (own && others.length > 0 && !own.bounds.maximized) opener.window.setBounds(own.bounds);
    for (const { number, bounds } of others) this.open(bounds, { number });
    this.remember();
  }

  /**
   * The case is about to be left by one window: the others are closed with it, and come back with it. Resolves when they are gone.
   * @param path of the case, where it is not open any more
   * @returns brings them back at once, where the case is not left after all
   */
  async leave(keep: OpenWindow, path = this.#options.openCase()): Promise<() => void> {
    this.#note(path);
    const others = this.#all.filter((one) => one !== keep);
    const { number } = keep;
    const places = others.map((one) => ({ number: one.number, bounds: boundsOf(one.window) }));
    for (const one of this.#all) one.number = null;
    await Promise.all(others.map(({ window }) => closed(window)));
    return () => {
      // Trailcase ends: no window is to open then.
      if (this.#quitting || keep.window.isDestroyed()) return;
      if (keep.number === null) keep.number = number;
      for (const place of places) this.open(place.bounds, { number: place.number });
    };
  }

  /** Notes which windows stand on the open case, and where. */
  remember(without?: OpenWindow): void {
    this.#note(this.#options.openCase(), without);
  }

  #note(path: string | null, without?: OpenWindow): void {
    if (path === null) return;
    const places: WindowPlace[] = this.#all.flatMap((one) =>
      one.number === null || one === without || one.window.isDestroyed() ? [] : [{ number: one.number, bounds: boundsOf(one.window) }],
    );
    // The last one has closed, and was noted when it did.
    if (places.length > 0) this.#options.settings.rememberWindows(path, places);
  }

  zoomBy(step: -1 | 0 | 1): number {
    const { settings } = this.#options;
    settings.zoom = zoomed(settings.zoom, step);
    for (const { window } of this.#all) window.webContents.setZoomFactor(settings.zoom);
    return settings.zoom;
  }

  /** Asks before running work is cut short; true means go on. */
  async mayEnd({ window }: OpenWindow): Promise<boolean> {
    const { jobs } = this.#options;
    if (jobs.kinds.length === 0) return true;
    const message = `Still running: ${jobs.kinds.join(', ')}.`;
    return confirm(window, message, 'Closing cancels it. What was stored until now stays in the case.', 'Close anyway');
  }

  #numbers(): number[] {
    return this.#all.flatMap(({ number }) => number ?? []);
  }

  #closing(closing: OpenWindow, event: { preventDefault(): void }): void {
    const { settings, jobs } = this.#options;
    const isLast = this.#all.length === 1;
    // Work goes on while a window is left that shows it.
    const isAgreed = this.#agreed === 'all' || this.#agreed === closing;
    if (!isAgreed && (isLast || this.#quitting) && jobs.kinds.length > 0) {
      event.preventDefault();
      void this.#askFor(closing);
      return;
    }
    settings.bounds = boundsOf(closing.window);
    if (!this.#quitting && closing.number !== null) this.remember(isLast ? undefined : closing);
  }

  async #askFor(closing: OpenWindow): Promise<void> {
    if (this.#asking) return;
    const quitting = this.#quitting;
    this.#quitting = false;
    this.#asking = true;
    const goOn = await this.mayEnd(closing).finally(() => {
      this.#asking = false;
    });
    if (!goOn) return;
    this.#agreed = quitting ? 'all' : closing;
    clearTimeout(this.#lapses);
    this.#lapses = setTimeout(() => this.#lapse(), PATIENCE_MS).unref();
    if (quitting) app.quit();
    else closing.window.close();
  }

  /** Whoever has a say may have kept it from closing: a page, or the system that was to be shut down. */
  #lapse(): void {
    this.#agreed = null;
    if (this.#all.some(({ window }) => !window.isDestroyed())) this.#quitting = false;
  }
}

/** How long a page may take to end before its window goes without it, and an agreement to close lasts, ms: one that hangs keeps nobody in a case. */
const PATIENCE_MS = 5000;

function closed(window: BrowserWindow): Promise<void> {
  return new Promise((resolve) => {
    const hangs = setTimeout(() => window.destroy(), PATIENCE_MS);
    window.once('closed', () => {
      clearTimeout(hangs);
      resolve();
    });
    window.close();
  });
}

function boundsOf(window: BrowserWindow): Bounds {
  return { ...window.getNormalBounds(), maximized: window.isMaximized() };
}
