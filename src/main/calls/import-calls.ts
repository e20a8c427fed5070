// What the window asks of imports: part of a session's channels.
import type { Args } from '../../shared/channels.ts';
import { importPaths } from '../jobs/import-job.ts';
import { previewImport } from '../jobs/import-preview.ts';
import type { Looks } from '../jobs/s3-looks.ts';
import type { SessionHost } from './session-host.ts';

/** @param looks what was seen of buckets before they are imported */
export function importCalls({ current, refuseSecond, startImport }: SessionHost, looks: Looks) {
  let previews = 0;
  return {
    'import.start': ({ paths, ...options }: Args<'import.start'>) => {
      current();
      refuseSecond('import', 'seal');
      return startImport((file, control) =>
        looks.counted(file, paths, (counted) => importPaths(file, paths, { ...options, looks: counted }, control)),
      );
    },
    'import.preview': async ({ paths }: Args<'import.preview'>) => {
      // Only the newest question is worth an answer.
      const number = ++previews;
      return await previewImport(paths, () => number !== previews);
    },
  };
}
