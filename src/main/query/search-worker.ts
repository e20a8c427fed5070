// Worker thread of a search. Nothing imports it: in another worker it would take that one's messages.
import { parentPort, workerData } from 'node:worker_threads';
import { type SearchData, SearchRunner } from './search-runner.ts';
import type { StretchTask } from './stretch.ts';

const port = parentPort;
if (port) {
  const runner = new SearchRunner(workerData as SearchData);
  port.on('message', (task: StretchTask) => port.postMessage(runner.run(task)));
}
