// Files beside the case for what does not fit into memory. Their names are numbers: never a name out of an archive.
import { createWriteStream, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { threadId } from 'node:worker_threads';

/** The spool cannot be written, for want of room or of the right to: that is no fault of the container. */
export class SpoolFailed extends Error {}

/** Files written by this thread. */
let written = 0;

export class Spool {
  private readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  /**
   * Writes a new file and gives its path.
   * Errors: SpoolFailed, and whatever the source throws; nothing is left then.
   */
  async write(source: AsyncIterable<Buffer>): Promise<string> {
    // Never a name that was given before: while a container within a container is read, files of the outer one are still needed.
    const file = join(this.folder, `member-${process.pid}-${threadId}-${++written}`);
    let broken: unknown = null;
    const watched = async function* (): AsyncGenerator<Buffer> {
      try {
        yield* source;
      } catch (error) {
        broken = error;
        throw error;
      }
    };
    try {
      mkdirSync(this.folder, { recursive: true });
      await pipeline(watched(), createWriteStream(file));
      return file;
    } catch (error) {
      rmSync(file, { force: true });
      throw broken ?? new SpoolFailed((error as Error).message, { cause: error });
    }
  }
}
