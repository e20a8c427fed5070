// Messages of queues, topics and streams, as functions and consumers receive them: the payload is a string in each element.
import { isObject } from '../json-scan.ts';
import { EACH, type Path, type ValueShape } from './shape.ts';

const PATHS: readonly Path[] = [
  ['Records', EACH, 'body'],
  ['Records', EACH, 'Sns', 'Message'],
  ['Records', EACH, 'kinesis', 'data'],
  ['Messages', EACH, 'Body'],
  ['records', EACH, 'data'],
];

export const queued: ValueShape = {
  name: 'queued',
  recognise(value) {
    const path = PATHS.find((candidate) => typeof at(value, candidate) === 'string');
    return path ? { paths: [path] } : null;
  },
};

/** What stands at a path, with the first element for EACH. */
function at(value: unknown, path: Path): unknown {
  let now = value;
  for (const step of path) {
    if (step === EACH) now = Array.isArray(now) ? now[0] : undefined;
    else now = isObject(now) ? now[step as string] : undefined;
  }
  return now;
}
