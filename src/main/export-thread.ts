// The engine's side of an export of events: a thread of its own that lasts as long as the export.
import { Worker } from 'node:worker_threads';
import { fromErrorValue, TrailcaseError } from '../shared/errors.ts';
import type { ExportOrder, ExportReply } from './export/export-worker.ts';
import type { ExportResult } from './export/format.ts';
import type { JobControl } from './jobs/progress.ts';
import { workerFile } from './worker-file.ts';

/** Writes an export to its end. Errors: those of the format, CANCELLED, ENGINE_STOPPED. */
export async function exportInThread(order: ExportOrder, { signal, onProgress = () => {} }: JobControl): Promise<ExportResult> {
  const worker = new Worker(workerFile('export/export-worker'), { workerData: order });
  const cancel = (): void => worker.postMessage('cancel');
  try {
    return await new Promise((resolve, reject) => {
      worker.on('message', (reply: ExportReply) => {
        if (reply.type === 'progress') onProgress(reply.progress);
        else if (reply.type === 'done') resolve(reply.result);
        else reject(fromErrorValue(reply.error));
      });
      const fail = (why: string): void => reject(new TrailcaseError('ENGINE_STOPPED', `The export stopped: ${why}`, 'Start it again.'));
      worker.on('error', (error) => fail(error.message));
      worker.on('exit', () => fail('its thread ended'));
      if (signal?.aborted) cancel();
      else signal?.addEventListener('abort', cancel, { once: true });
    });
  } finally {
    signal?.removeEventListener('abort', cancel);
    await worker.terminate();
  }
}
