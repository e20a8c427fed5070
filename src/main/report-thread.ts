// The engine's side of writing a report or a pack: a thread of its own, so that the window's questions are answered meanwhile and its Cancel is heard.
import { MessageChannel, Worker } from 'node:worker_threads';
import type { JobControl } from './jobs/progress.ts';
import type { WrittenReportFile } from './jobs/report-job.ts';
import type { PackedReport } from './jobs/report-pack-job.ts';
import type { WritingOrder } from './jobs/report-worker.ts';
import { madeByThread } from './thread-job.ts';
import { workerFile } from './worker-file.ts';

type Made<O extends WritingOrder> = O extends { kind: 'pack' } ? PackedReport : WrittenReportFile;

/** Writes to the end. Errors: those of makeReport and makePack, CANCELLED, ENGINE_STOPPED; when it settles nothing is written any more. */
export async function writeInThread<O extends WritingOrder>(order: O, control: JobControl): Promise<Made<O>> {
  // Read by the thread in the middle of its work, when it takes no messages.
  const flag = new Int32Array(new SharedArrayBuffer(4));
  // A line of its own: programs of other threads, parts of which this one uses, listen to the usual one.
  const { port1: line, port2: port } = new MessageChannel();
  const worker = new Worker(workerFile('jobs/report-worker'), { workerData: { order, flag, port }, transferList: [port] });
  const cancel = (): void => {
    Atomics.store(flag, 0, 1);
    line.postMessage('cancel');
  };
  try {
    return await madeByThread({ worker, line, cancel, what: 'Writing' }, control);
  } finally {
    line.close();
  }
}
