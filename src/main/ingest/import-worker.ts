// Worker thread of an import: set up once, it reads the files that it is told to.
import { parentPort } from 'node:worker_threads';
import { FileReader, type WorkerRequest, type WorkerSetup } from './file-reader.ts';

parentPort?.once('message', (setup: WorkerSetup) => {
  const reader = new FileReader(setup);
  parentPort?.on('message', (request: WorkerRequest) => {
    const { result, memory } = reader.read(request);
    parentPort?.postMessage(result, memory);
  });
});
