// Pictures of what the window shows, saved as files: part of the channel map.
import { z } from 'zod';
import { Path, Picked, Suggested } from './parts.ts';

export const PICTURE_FORMATS = ['svg', 'png'] as const;
export type PictureFormat = (typeof PICTURE_FORMATS)[number];

/** Larger ones are no picture of a window, bytes. */
const LARGEST = 64 * 1024 * 1024;

/** Answered by the engine. */
export const pictureChannels = {
  /** Writes a picture to a file, which enters the custody log with its SHA-256 and what it shows. Errors: OUTPUT_EXISTS, OUTPUT_UNWRITABLE. */
  'picture.save': {
    args: z.object({
      path: Path,
      overwrite: z.boolean(),
      format: z.enum(PICTURE_FORMATS),
      bytes: z.instanceof(Uint8Array).refine(({ length }) => length > 0 && length <= LARGEST, 'no picture, or too large a one'),
      /** In words, for the custody log: view, filter, span. */
      shows: z.string().max(20_000),
    }),
    /** SHA-256 of the file, lower-case hex; `size` in bytes. */
    result: z.object({ path: z.string(), sha256: z.string(), size: z.number() }),
  },
} as const;

/** Answered by Electron's main process: an empty list when the person cancels. The ending of the suggested name says the format. */
export const pictureDialogs = {
  'app.pickPicture': { args: Suggested, result: Picked },
} as const;
