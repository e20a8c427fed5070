// Worker thread that writes one export of events: the engine and the questions of the window go on meanwhile.
import { parentPort, workerData } from 'node:worker_threads';
import { TrailcaseError, toErrorValue } from '../../shared/errors.ts';
import { openForReading } from '../case/open.ts';
import type { Progress } from '../jobs/progress.ts';
import type { ThreadReply } from '../thread-job.ts';
import type { ExportRequest, ExportResult } from './format.ts';
import { FORMATS } from './formats.ts';

export interface ExportOrder extends Pick<ExportRequest, 'out' | 'overwrite' | 'filter' | 'ids'> {
  /** Path of the case. */
  path: string;
  /** Name of the format. */
  format: string;
}

type ExportReply = ThreadReply<ExportResult>;

async function run({ path, format: name, ...request }: ExportOrder, signal: AbortSignal, onProgress: (progress: Progress) => void) {
  const format = FORMATS.find((one) => one.name === name);
  if (!format) throw new TrailcaseError('BAD_REQUEST', `There is no format "${name}"`);
  const db = openForReading(path);
  try {
    // One state of the case, whoever writes to it meanwhile.
    db.prepare('BEGIN').run();
    return await format.write({ db, ...request, keys: [], control: { signal, onProgress } });
  } finally {
    db.close();
  }
}

const port = parentPort;
if (port) {
  const controller = new AbortController();
  const send = (reply: ExportReply): void => port.postMessage(reply);
  port.on('message', () => controller.abort());
  run(workerData as ExportOrder, controller.signal, (progress) => send({ type: 'progress', progress })).then(
    (made) => send({ type: 'done', made }),
    (error) => send({ type: 'failed', error: toErrorValue(error) }),
  );
}
