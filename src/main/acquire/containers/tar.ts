// Members of a tar archive, compressed or not.
import { type Extract, extract, type Header as LibraryHeader } from 'tar-stream';
import { shown } from '../names.ts';
import { decompressed } from './decompressed.ts';
import { LimitReached, type Limits } from './limits.ts';
import { ContainerTrouble, type Member } from './member.ts';

const BLOCK = 512;

/** What the library knows of a member; its types say less. */
interface Header extends LibraryHeader {
  /** Where its content begins in the archive. */
  byteOffset: number;
  pax?: Record<string, string> | null;
}

type Entry = Extract extends AsyncIterable<infer E> ? E : never;

/** Errors: LimitReached and ContainerTrouble, after all members before it, the last of them cut off where the archive is. */
export async function* tarMembers(path: string, limits: Limits): AsyncGenerator<Member> {
  const archive = new TarReader(path, limits);
  try {
    for (let entry = await archive.next(); entry !== null; entry = await archive.next()) {
      const header = entry.header as Header;
      const name = nameOf(header);
      const reading = archive.reading(entry);
      if (header.type === 'directory' || (name.endsWith('/') && header.size === 0)) {
        entry.resume();
        continue;
      }
      yield {
        name,
        modified: header.mtime ? header.mtime.getTime() : null,
        compressed: null,
        size: header.size,
        crc: null,
        refused: refusalOf(header),
        open: async () => reading.bytes(),
        cut: () => (reading.taken < header.size ? `cut off after ${reading.taken} of ${header.size} bytes; what is there was read` : null),
      };
      if (!reading.begun) entry.resume();
    }
    if (archive.trouble !== null) throw archive.trouble;
  } finally {
    archive.close();
  }
}

/**
 * Feeds the archive to the library. Where it ends too early the library would throw away what it has of the last member: it is told of
 * no end then, and the members know how many bytes there are.
 */
class TarReader {
  /** Why there is no more than what was given. */
  trouble: Error | null = null;
  private readonly archive: Extract;
  private readonly entries: AsyncIterator<Entry>;
  private readonly closed: Promise<void>;
  /** Bytes given to the library, all of which it has passed on once it is over. */
  private given = 0;
  /** Where the last member ends. */
  private end = 0;
  private over = false;
  private wake: (() => void) | null = null;

  constructor(path: string, limits: Limits) {
    // Names are bytes. With no room for more than a byte, every piece is waited for until the library has passed it on.
    const options = { allowUnknownFormat: true, filenameEncoding: 'latin1', highWaterMark: 1 };
    this.archive = extract(options);
    this.entries = this.archive[Symbol.asyncIterator]();
    this.closed = new Promise((resolve) => this.archive.once('close', () => resolve()));
    this.archive.on('entry', (header) => {
      const { byteOffset, size, type } = header as Header;
      this.end = byteOffset + (type === 'directory' ? 0 : Math.ceil(size / BLOCK) * BLOCK);
    });
    this.feed(path, limits).catch((error) => this.stop(error));
  }

  private async feed(path: string, limits: Limits): Promise<void> {
    let last: Buffer = Buffer.alloc(0);
    for await (const piece of decompressed(path, limits)) {
      this.given += piece.length;
      if (!this.archive.write(piece))
        await Promise.race([new Promise<void>((resolve) => this.archive.once('drain', () => resolve())), this.closed]);
      if (this.archive.destroyed) return;
      last = piece;
    }
    // Zeros end an archive. One that was cut between two members would else look like a whole one.
    const zeros = last.subarray(-BLOCK).every((byte) => byte === 0);
    if (zeros && this.given - this.end >= BLOCK) this.archive.end(null);
    else this.stop(new ContainerTrouble('CONTAINER_DAMAGED', 'it ends without the mark that ends an archive'));
  }

  private stop(error: Error): void {
    this.trouble = error;
    this.over = true;
    this.wake?.();
  }

  /** The next member, or null when there is none. */
  async next(): Promise<Entry | null> {
    try {
      const next = await this.orEnd(this.entries.next());
      return next === null || next.done ? null : next.value;
    } catch (error) {
      this.trouble ??= new ContainerTrouble('CONTAINER_DAMAGED', (error as Error).message);
      return null;
    }
  }

  /** What comes, or null when nothing more does. */
  private orEnd<T>(coming: Promise<T>): Promise<T | null> {
    // What is there already comes first.
    if (this.over) return Promise.race([coming, Promise.resolve(null)]);
    return new Promise((resolve, reject) => {
      this.wake = () => resolve(null);
      coming.then(resolve, reject);
    });
  }

  /** Reads a member as far as it is there. */
  reading(entry: Entry): { bytes(): AsyncGenerator<Buffer>; begun: boolean; taken: number } {
    const { byteOffset, size } = entry.header as Header;
    const archive = this;
    return {
      begun: false,
      taken: 0,
      async *bytes() {
        this.begun = true;
        const chunks = entry[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
        try {
          while (!archive.over || this.taken < Math.min(size, archive.given - byteOffset)) {
            const coming = chunks.next();
            coming.catch(() => {});
            // It is over, but this much has still to come.
            const next = (await archive.orEnd(coming)) ?? (this.taken < archive.given - byteOffset ? await coming : null);
            if (next === null || next.done) break;
            this.taken += next.value.length;
            yield next.value;
          }
          if (archive.trouble instanceof LimitReached) throw archive.trouble;
        } finally {
          entry.resume();
        }
      },
    };
  }

  close(): void {
    this.archive.destroy();
  }
}

function nameOf({ name, pax }: Header): string {
  return pax?.path ?? shown(Buffer.from(name, 'latin1'));
}

function refusalOf({ type, linkname, size }: Header): Member['refused'] {
  if (type === 'file' || type === 'contiguous-file' || (type === 'link' && size > 0)) return null;
  if (type === 'symlink') return { code: 'SYMLINK_NOT_FOLLOWED', detail: '' };
  return { code: 'FILE_NOT_REGULAR', detail: type === 'link' ? `a link to ${linkname ?? ''}` : `of type ${type ?? 'unknown'}` };
}
