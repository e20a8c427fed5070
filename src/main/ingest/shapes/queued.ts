// Messages of queues, topics and streams, as functions and consumers receive them: the payload is a string in each element.
import { applySteps } from '../../decode/steps.ts';
import { isObject } from '../json-scan.ts';
import { EACH, type Path, type ValueShape } from './shape.ts';
import { holdsRecord } from './wrapped.ts';

const PATHS: readonly Path[] = [
  ['Records', EACH, 'body'],
  ['Records', EACH, 'Sns', 'Message'],
  ['Records', EACH, 'kinesis', 'data'],
  ['Messages', EACH, 'Body'],
  ['records', EACH, 'data'],
];

/** Where anything may stand in base64: what is there must be a record, or hold one. The last are those of Google's log collector. */
const CODED: readonly Path[] = [
  ['Records', EACH, 'Data'],
  ['body'],
  ['log'],
  ['entries', EACH, 'data'],
  ['inline_source', 'logs', EACH, 'data'],
  ['inlineSource', 'logs', EACH, 'data'],
];

/** Elements of a list that are asked. */
const ASKED = 5;

export const queued: ValueShape = {
  name: 'queued',
  recognise(value) {
    const path = PATHS.find((candidate) => typeof at(value, candidate)[0] === 'string');
    if (path) return { paths: [path] };
    const found = [...CODED, ...topics(value)].filter((candidate) => at(value, candidate).some(isCoded));
    return found.length > 0 ? { paths: found } : null;
  },
};

/** Kafka's messages, in a list for each part of a topic. */
function topics({ eventSource, records }: Record<string, unknown>): Path[] {
  const isKafka = typeof eventSource === 'string' && /kafka$/i.test(eventSource) && isObject(records);
  return isKafka ? Object.keys(records).map((name) => ['records', name, EACH, 'value']) : [];
}

/** What stands at a path, of the first elements where it says EACH. */
function at(value: unknown, path: Path): unknown[] {
  let now = [value];
  for (const step of path) {
    now = now.flatMap((one) => {
      if (step === EACH) return Array.isArray(one) ? one.slice(0, ASKED) : [];
      return isObject(one) && Object.hasOwn(one, step as string) ? [one[step as string]] : [];
    });
  }
  return now;
}

/** Whether a text is base64 of a record or of something around one, perhaps compressed. */
function isCoded(text: unknown): boolean {
  if (typeof text !== 'string' || !/^[A-Za-z0-9+/]{16}/.test(text)) return false;
  const bytes = Buffer.from(text, 'base64');
  return holdsRecord((text.startsWith('H4sI') ? applySteps(bytes, 'gzip') : bytes).toString('utf8'));
}
