// A folder as a zip: the same files give the same bytes on every machine. So nothing is compressed, the order is that of the names, and every time is the
// one that is given.
import { createReadStream, type ReadStream, readdirSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import { streamWholeFile, type WholeFile } from '../whole-file.ts';

/** The old form of a zip's times knows no zone; yazl takes the machine's. */
class UtcDate extends Date {
  override getDate = (): number => this.getUTCDate();
  override getMonth = (): number => this.getUTCMonth();
  override getFullYear = (): number => this.getUTCFullYear();
  override getHours = (): number => this.getUTCHours();
  override getMinutes = (): number => this.getUTCMinutes();
  override getSeconds = (): number => this.getUTCSeconds();
}

interface ZipTarget {
  path: string;
  overwrite: boolean;
  /** Path of a file that is never replaced: the case. */
  notOver: string;
  /** Stands before every name in the zip, without `/`. */
  root: string;
  /** ms UTC, of every file. */
  at: number;
}

/**
 * Packs the files below a folder.
 * @param onFile called before each; what it throws ends the work
 * Errors: OUTPUT_EXISTS, OUTPUT_UNWRITABLE; then nothing is left behind.
 */
export async function zipFolder(
  folder: string,
  { root, at, ...target }: ZipTarget,
  onFile: (done: number, all: number) => void,
): Promise<WholeFile<void>> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll(sep, '/'))
    .sort();
  return await streamWholeFile(target.path, target, async (append) => {
    const zip = new ZipFile();
    const output = zip.outputStream as Readable;
    const fail = (error: Error): void => {
      output.destroy(error);
    };
    let open: ReadStream | null = null;
    output.on('close', () => open?.destroy());
    zip.on('error', fail);
    for (const [i, name] of names.entries()) {
      const path = join(folder, name);
      const mode = name.endsWith('.sh') ? 0o100755 : 0o100644;
      const options = { mtime: new UtcDate(at), mode, compress: false, size: statSync(path).size };
      zip.addReadStreamLazy(`${root}/${name}`, options, (give) => {
        const file = createReadStream(path);
        open = file;
        file.on('error', fail);
        try {
          onFile(i, names.length);
        } catch (error) {
          fail(error as Error);
        }
        give(null, file);
      });
    }
    zip.end();
    for await (const bytes of output) append(bytes as Buffer);
  });
}
