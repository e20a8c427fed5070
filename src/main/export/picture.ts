// Writes a picture that the window has drawn of a case to a file.
import { writeWholeFile } from '../whole-file.ts';

interface WrittenPicture {
  /** Absolute. */
  path: string;
  /** SHA-256 of the file, lower-case hex. */
  sha256: string;
  /** Bytes. */
  size: number;
}

/**
 * @param notOver path of the case file, which is never replaced
 * Errors: OUTPUT_EXISTS, OUTPUT_UNWRITABLE.
 */
export function writePicture(
  path: string,
  bytes: Uint8Array,
  { overwrite, notOver }: { overwrite: boolean; notOver: string },
): WrittenPicture {
  const { path: written, sha256 } = writeWholeFile(path, { overwrite, notOver }, (append) => append(Buffer.from(bytes)));
  return { path: written, sha256, size: bytes.length };
}
