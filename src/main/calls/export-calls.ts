// What the window writes to files, and takes from other examiners' files: events, pictures, annotations. Part of a session's channels.
import type { Args } from '../../shared/channels.ts';
import type { CaseFile } from '../case/case-file.ts';
import { openForReading } from '../case/open.ts';
import { lookAtExchange, takeOver } from '../exchange/take-over.ts';
import { annotations } from '../export/annotations.ts';
import { writePicture } from '../export/picture.ts';
import { exportInThread } from '../export-thread.ts';
import { unlessCancelled } from '../jobs/progress.ts';
import { checkTarget } from '../whole-file.ts';
import type { SessionHost } from './session-host.ts';

export function exportCalls({ current, jobs, refuseSecond, idle, whole, changed, write }: SessionHost) {
  /** What was written enters the custody log. */
  const noted = (file: CaseFile, detail: Record<string, unknown>): Promise<string> =>
    write('case', () => file.record({ action: 'export', outcome: 'done', detail }), file);
  return {
    'export.start': ({ ids, filter, format, out, overwrite }: Args<'export.start'>) => {
      const { file } = current();
      refuseSecond('import');
      checkTarget(out, { overwrite, notOver: file.path });
      const jobId = jobs.start('export', async (control) => {
        const order = { path: file.path, format, ids, filter, out, overwrite };
        const done = await exportInThread(order, control).catch(unlessCancelled);
        if (done === null) return { summary: null, cancelled: true };
        const { leftOut = 0, unreadable = [], ...written } = done;
        const summary = { ...written, format, leftOut, unreadable: unreadable.length };
        await noted(file, { ...summary, ...(ids === null && { filter }) });
        return { summary, cancelled: false };
      });
      return { jobId };
    },
    'picture.save': async ({ path, overwrite, format, bytes, shows }: Args<'picture.save'>) => {
      const { file } = current();
      const written = writePicture(path, bytes, { overwrite, notOver: file.path });
      await noted(file, { ...written, format, shows });
      return written;
    },
    'exchange.export': ({ path, overwrite, filter }: Args<'exchange.export'>) =>
      whole(async () => {
        const { file } = current();
        await idle(file);
        const db = openForReading(file.path);
        try {
          db.prepare('BEGIN').run();
          const { unreadable: _, ...written } = await annotations.write({ db, out: path, overwrite, filter, keys: [], control: {} });
          file.record({ action: 'export', outcome: 'done', detail: { ...written, format: 'annotations', filter } });
          await changed('case');
          return written;
        } finally {
          db.close();
        }
      }),
    'exchange.look': ({ path }: Args<'exchange.look'>) => lookAtExchange(current().file.db, path),
    'exchange.import': async ({ path }: Args<'exchange.import'>) => {
      const summary = await write('findings', (file) => takeOver(file, path));
      for (const what of ['bookmarks', 'views'] as const) await changed(what);
      return summary;
    },
  };
}
