// Worker thread that reads which resources records name. Nothing imports it: in another worker it would take that one's messages.
import { parentPort, workerData } from 'node:worker_threads';
import type { StretchTask } from '../stretch.ts';
import { type ResourceData, ResourceRunner } from './resource-runner.ts';

const port = parentPort;
if (port) {
  const runner = new ResourceRunner(workerData as ResourceData);
  port.on('message', (task: StretchTask) => {
    const result = runner.run(task);
    port.postMessage(result, [result.records.buffer, result.ends.buffer, result.names.buffer]);
  });
}
