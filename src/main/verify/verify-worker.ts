// Worker thread of a verification: answers its tasks, one after the other.
import { parentPort, workerData } from 'node:worker_threads';
import { TaskRunner, type VerifyTask } from './verify-tasks.ts';

const port = parentPort;
if (port) {
  const tasks = new TaskRunner((workerData as { path: string }).path);
  port.on('message', async (task: VerifyTask) => port.postMessage(await tasks.run(task)));
}
