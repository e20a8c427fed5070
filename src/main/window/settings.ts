// What the windows remember between runs, in one JSON file in the user's data folder: theme, size of text, recent cases with their windows, and under what
// name drafts of a case lie.
// Reading is tolerant: what cannot be read is forgotten, never an error. Nothing about a case's content is kept here.
import { existsSync, mkdirSync, readFileSync, realpathSync, renameSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { type DraftPlace, readDraftPlaces, withPlaceOf } from './draft-places.ts';
import { Bounds, readPlaces, type WindowPlace } from './window-set.ts';
import { isZoom } from './zoom.ts';

const Recent = z.object({ path: z.string(), title: z.string(), at: z.number() });
export type Recent = z.infer<typeof Recent>;

const Theme = z.enum(['system', 'light', 'dark']);
export type Theme = z.infer<typeof Theme>;

const Stored = z.object({
  theme: Theme.catch('system'),
  bounds: Bounds.nullable().catch(null),
  recent: z.array(z.unknown()).catch([]),
  zoom: z.number().refine(isZoom).catch(1),
  openCase: z.string().nullable().catch(null),
  windows: z.record(z.string(), z.unknown()).catch({}),
  drafts: z.record(z.string(), z.unknown()).catch({}),
});

const RECENT_LIMIT = 12;

export class Settings {
  readonly #file: string;
  #theme: Theme;
  #bounds: Bounds | null;
  #recent: Recent[];
  #zoom: number;
  #openCase: string | null;
  /** By path of the case. */
  #windows: Map<string, WindowPlace[]>;
  /** By id of the case. Never forgotten with it: what was written lies there. */
  readonly #drafts: Map<string, readonly DraftPlace[]>;

  constructor(folder: string) {
    this.#file = path.join(folder, 'settings.json');
    const read = Stored.safeParse(readJson(this.#file)).data ?? Stored.parse({});
    this.#theme = read.theme;
    this.#bounds = read.bounds;
    this.#recent = read.recent.flatMap((one) => Recent.safeParse(one).data ?? []).slice(0, RECENT_LIMIT);
    this.#zoom = read.zoom;
    this.#openCase = read.openCase;
    this.#windows = new Map(Object.entries(read.windows).map(([path, places]) => [path, readPlaces(places)]));
    this.#drafts = readDraftPlaces(read.drafts);
  }

  get theme(): Theme {
    return this.#theme;
  }

  set theme(theme: Theme) {
    this.#theme = theme;
    this.#write();
  }

  get bounds(): Bounds | null {
    return this.#bounds;
  }

  set bounds(bounds: Bounds | null) {
    this.#bounds = bounds;
    this.#write();
  }

  /** Size of text and all else: 1 is as designed. */
  get zoom(): number {
    return this.#zoom;
  }

  set zoom(zoom: number) {
    this.#zoom = zoom;
    this.#write();
  }

  /** The case that was open when Trailcase was last left; null after it was closed. */
  get openCase(): string | null {
    return this.#openCase;
  }

  set openCase(path: string | null) {
    if (path === this.#openCase) return;
    this.#openCase = path;
    this.#write();
  }

  /** The windows that stood on a case when it was last left; none for a case that is not among the recent ones. */
  windowsOf(path: string): readonly WindowPlace[] {
    return this.#windows.get(path) ?? [];
  }

  rememberWindows(path: string, places: readonly WindowPlace[]): void {
    this.#windows.set(path, [...places]);
    this.#write();
  }

  /** Under what name the drafts of a case lie: those of a copy under another one. */
  draftsOf(caseId: string, path: string): string {
    const known = this.#drafts.get(caseId) ?? [];
    const places = withPlaceOf(known, caseId, fileAt(path), existsSync);
    if (JSON.stringify(places) !== JSON.stringify(known)) {
      this.#drafts.set(caseId, places);
      this.#write();
    }
    return places[0].name;
  }

  /** Newest first. A case on a drive that is away is left out, but comes back with the drive. */
  get recent(): Recent[] {
    return this.#recent.filter((one) => existsSync(one.path));
  }

  remember(one: Recent): void {
    this.#recent = [one, ...this.#recent.filter((other) => other.path !== one.path)].slice(0, RECENT_LIMIT);
    this.#write();
  }

  /** Atomic: a crash leaves the old file or the new one. A full or read-only disk costs the memory, not the session. */
  #write(): void {
    const isRecent = (path: string) => this.#recent.some((one) => one.path === path);
    const windows = Object.fromEntries([...this.#windows].filter(([path]) => isRecent(path)));
    const all = {
      theme: this.#theme,
      zoom: this.#zoom,
      bounds: this.#bounds,
      recent: this.#recent,
      openCase: this.#openCase,
      windows,
      drafts: Object.fromEntries(this.#drafts),
    };
    const text = JSON.stringify(all, null, 2);
    try {
      mkdirSync(path.dirname(this.#file), { recursive: true });
      writeFileSync(`${this.#file}.new`, `${text}\n`);
      renameSync(`${this.#file}.new`, this.#file);
    } catch (error) {
      console.error(`Settings could not be written: ${error instanceof Error ? error.message : error}`);
    }
  }
}

/** A file by its own path, whatever link led to it, and by what the system tells it apart with. */
function fileAt(path: string): Omit<DraftPlace, 'name'> {
  try {
    const { dev, ino } = statSync(path, { bigint: true });
    return { path: realpathSync(path), file: ino === 0n ? '' : `${dev}:${ino}` };
  } catch {
    return { path, file: '' };
  }
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
