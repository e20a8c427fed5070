// Whether the file of an open case is still where it was opened. SQLite goes on in a file that was deleted or moved: what is written then would go with it,
// or stay behind in a write-ahead log that nobody finds.
import { statSync } from 'node:fs';

/** By which the system tells a file apart, whatever it is called; null: nothing is there. */
function fileAt(path: string): string | null {
  try {
    const { dev, ino } = statSync(path, { bigint: true });
    // Some network shares number no files: then whatever is there is taken for it.
    return ino === 0n ? '' : `${dev}:${ino}`;
  } catch {
    return null;
  }
}

export class FilePlace {
  readonly #path: string;
  readonly #file: string | null;

  constructor(path: string) {
    this.#path = path;
    this.#file = fileAt(path);
  }

  isHere(): boolean {
    return fileAt(this.#path) === this.#file;
  }

  /** Whether this very file is at a path, moved or linked. */
  isAt(path: string): boolean {
    return this.#file !== null && this.#file !== '' && fileAt(path) === this.#file;
  }
}
