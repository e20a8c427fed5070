// What a record that launches machines says: of which types, how many were asked for, and which came up.
import { member, texts } from '../../decode/record-path.ts';

export interface Launch {
  /** Different types, in order of their text. */
  types: string[];
  /** Machines asked for; null where the record does not say. */
  asked: number | null;
  /** Ids of machines that came up, in order. */
  instances: string[];
}

/** Members that say how many are asked for, in the order in which they are believed. Source: AWS, API references of EC2, EMR and SageMaker. */
const COUNTS = ['maxCount', 'totalTargetCapacity', 'targetCapacity', 'instanceCount', 'desiredCapacity', 'maxSize'];

/** @param record any value. Never throws */
export function launchOf(record: unknown): Launch {
  const types = new Set<string>();
  const instances = new Set<string>();
  const request = member(record, 'requestParameters');
  const response = member(record, 'responseElements');
  for (const part of [request, response])
    texts(part, (text, name) => {
      if (/instancetypes?$/i.test(name)) types.add(text);
      return false;
    });
  texts(response, (text, name) => {
    if (/^instanceids?$/i.test(name) && text.startsWith('i-')) instances.add(text);
    return false;
  });
  return { types: [...types].sort(), asked: askedIn(request), instances: [...instances] };
}

function askedIn(request: unknown): number | null {
  for (const name of COUNTS) {
    const numbers = numbersNamed(request, name);
    if (numbers.length > 0) return numbers.reduce((sum, n) => sum + n, 0);
  }
  return null;
}

/** Numbers that are members of this name, in any letter case of its first letter. */
function numbersNamed(value: unknown, name: string): number[] {
  const found: number[] = [];
  const open: unknown[] = [value];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next !== 'object' || next === null) continue;
    for (const [key, inner] of Object.entries(next)) {
      if (typeof inner === 'number' && key.toLowerCase() === name.toLowerCase()) found.push(inner);
      else open.push(inner);
    }
  }
  return found;
}
