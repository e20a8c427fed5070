// What the window remembers between runs, in one JSON file in the user's data folder: theme, bounds, recent cases.
// Reading is tolerant: what cannot be read is forgotten, never an error. Nothing about a case's content is kept here.
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

const Bounds = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().min(1),
  height: z.number().int().min(1),
  maximized: z.boolean(),
});
export type Bounds = z.infer<typeof Bounds>;

const Recent = z.object({ path: z.string(), title: z.string(), at: z.number() });
export type Recent = z.infer<typeof Recent>;

const Theme = z.enum(['system', 'light', 'dark']);
export type Theme = z.infer<typeof Theme>;

const Stored = z.object({
  theme: Theme.catch('system'),
  bounds: Bounds.nullable().catch(null),
  recent: z.array(z.unknown()).catch([]),
});

const RECENT_LIMIT = 12;

export class Settings {
  readonly #file: string;
  #theme: Theme;
  #bounds: Bounds | null;
  #recent: Recent[];

  constructor(folder: string) {
    this.#file = path.join(folder, 'settings.json');
    const read = Stored.safeParse(readJson(this.#file)).data ?? Stored.parse({});
    this.#theme = read.theme;
    this.#bounds = read.bounds;
    this.#recent = read.recent.flatMap((one) => Recent.safeParse(one).data ?? []).slice(0, RECENT_LIMIT);
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
    const text = JSON.stringify({ theme: this.#theme, bounds: this.#bounds, recent: this.#recent }, null, 2);
    try {
      mkdirSync(path.dirname(this.#file), { recursive: true });
      writeFileSync(`${this.#file}.new`, `${text}\n`);
      renameSync(`${this.#file}.new`, this.#file);
    } catch (error) {
      console.error(`Settings could not be written: ${error instanceof Error ? error.message : error}`);
    }
  }
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
