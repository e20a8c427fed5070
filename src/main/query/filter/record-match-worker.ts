// Worker thread that matches records with terms. Nothing imports it: in another worker it would take that one's messages.
import { parentPort, workerData } from 'node:worker_threads';
import type { StretchTask } from '../stretch.ts';
import { type MatchData, MatchRunner } from './record-match-runner.ts';

const port = parentPort;
if (port) {
  const runner = new MatchRunner(workerData as MatchData);
  port.on('message', (task: StretchTask) => {
    const result = runner.run(task);
    port.postMessage(
      result,
      result.records.map(({ buffer }) => buffer),
    );
  });
}
