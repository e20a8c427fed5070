// Members of a tar archive, compressed or not.
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { extract, type Header } from 'tar-stream';
import { ContentStream } from '../../content-stream.ts';
import { HARMLESS, LimitReached, type Limits } from './limits.ts';
import type { Member } from './member.ts';

const READ_BYTES = 256 * 1024;

/** Errors: LimitReached; an Error when the archive is damaged or ends too early. Members before it have been given. */
export async function* tarMembers(path: string, limits: Limits): AsyncGenerator<Member> {
  const archive = extract();
  const source = Readable.from(decompressed(path, limits), { objectMode: false });
  let failure: Error | null = null;
  source.on('error', (error) => {
    failure = error;
    archive.destroy(error);
  });
  archive.on('error', (error: Error) => {
    failure ??= error;
  });
  source.pipe(archive);
  try {
    for await (const entry of archive) {
      const { header } = entry;
      if (header.type === 'directory') {
        entry.resume();
        continue;
      }
      let opened = false;
      yield {
        name: header.name,
        modified: header.mtime ? header.mtime.getTime() : null,
        compressed: null,
        crc: null,
        refused: refusalOf(header),
        open: async () => {
          opened = true;
          return entry as unknown as Readable;
        },
      };
      if (!opened) entry.resume();
    }
    if (failure !== null) throw failure;
  } catch (error) {
    throw failure ?? error;
  } finally {
    source.destroy();
    archive.destroy();
  }
}

function refusalOf({ type, linkname }: Header): Member['refused'] {
  if (type === 'file' || type === 'contiguous-file') return null;
  if (type === 'symlink') return { code: 'SYMLINK_NOT_FOLLOWED', detail: '' };
  return { code: 'FILE_NOT_REGULAR', detail: type === 'link' ? `a link to ${linkname ?? ''}` : `of type ${type ?? 'unknown'}` };
}

/** The archive's own bytes, whatever layers of compression lie around it. */
async function* decompressed(path: string, { ratio }: Limits): AsyncGenerator<Buffer> {
  const pieces: Buffer[] = [];
  let given = 0;
  let taken = 0;
  const stream = new ContentStream((piece) => {
    pieces.push(piece);
    given += piece.length;
  });
  for await (const chunk of createReadStream(path, { highWaterMark: READ_BYTES })) {
    taken += (chunk as Buffer).length;
    stream.push(chunk as Buffer);
    yield* pieces.splice(0);
    if (given > HARMLESS && given / taken > ratio) throw new LimitReached(`ratio ${Math.round(given / taken)} of ${ratio} allowed`);
  }
  const { problems } = stream.end();
  yield* pieces.splice(0);
  const damage = problems.find(({ code }) => !code.endsWith('_TRAILING_BYTES'));
  if (damage) throw new Error(damage.detail);
}
