// Worker thread that verifies a case and writes its report or pack: rendering ten thousand exhibits is one long piece of work, and the engine goes on meanwhile.
import { type MessagePort, workerData } from 'node:worker_threads';
import { toErrorValue } from '../../shared/errors.ts';
import type { ThreadReply } from '../thread-job.ts';
import type { JobControl, Progress } from './progress.ts';
import type { ReportRequest, WrittenReportFile } from './report-job.ts';
import type { PackedReport, PackJobRequest } from './report-pack-job.ts';

export type WritingOrder = { kind: 'report'; request: ReportRequest } | { kind: 'pack'; request: PackJobRequest };

type WritingReply = ThreadReply<WrittenReportFile | PackedReport>;

/** Progress is posted at most this often, ms: nobody sees more. */
const INTERVAL = 50;

async function write(order: WritingOrder, control: JobControl): Promise<WrittenReportFile | PackedReport> {
  // Loaded when it is needed: a pack is a program of its own.
  if (order.kind === 'pack') return await (await import('./report-pack-job.ts')).makePack(order.request, control);
  return await (await import('./report-job.ts')).makeReport(order.request, control);
}

const { order, flag, port } = (workerData ?? {}) as { order: WritingOrder; flag: Int32Array; port?: MessagePort };
if (port) {
  const controller = new AbortController();
  const send = (reply: WritingReply): void => port.postMessage(reply);
  let told = 0;
  let phase = '';
  const onProgress = (progress: Progress): void => {
    if (Atomics.load(flag, 0) !== 0) controller.abort();
    const now = performance.now();
    if (now - told < INTERVAL && progress.phase === phase) return;
    told = now;
    phase = progress.phase;
    send({ type: 'progress', progress });
  };
  port.on('message', () => controller.abort());
  write(order, { signal: controller.signal, onProgress }).then(
    (made) => send({ type: 'done', made }),
    (error) => send({ type: 'failed', error: toErrorValue(error) }),
  );
}
