// The engine's side of an export of events: a thread of its own that lasts as long as the export.
import { Worker } from 'node:worker_threads';
import type { ExportOrder } from './export/export-worker.ts';
import type { ExportResult } from './export/format.ts';
import type { JobControl } from './jobs/progress.ts';
import { madeByThread } from './thread-job.ts';
import { workerFile } from './worker-file.ts';

/** Writes an export to its end. Errors: those of the format, CANCELLED, ENGINE_STOPPED. */
export async function exportInThread(order: ExportOrder, control: JobControl): Promise<ExportResult> {
  const worker = new Worker(workerFile('export/export-worker'), { workerData: order });
  const cancel = (): void => worker.postMessage('cancel');
  return await madeByThread({ worker, line: worker, cancel, what: 'The export' }, control);
}
