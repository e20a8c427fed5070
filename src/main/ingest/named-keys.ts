// Access keys that a record names beside its caller's own: those that its response hands out, and those that its request is about.
import { isObject } from './json-scan.ts';

/** Longest record that is looked through, in bytes: CloudTrail's own are at most 256 KB. Source: AWS, "Quotas in AWS CloudTrail", event size. */
export const LONGEST_LOOKED_THROUGH = 1024 * 1024;

/** Source: AWS, IAM "AccessKey" (16 to 128 characters), and "IAM identifiers", unique ID prefixes: AKIA long-term, ASIA temporary. */
const ACCESS_KEY = /^A[KS]IA[A-Z0-9]{12,124}$/;

interface NamedKey {
  accessKeyId: string;
  /** Whether the response hands it out; otherwise the request is about it. */
  issued: boolean;
}

/** Every member `accessKeyId`, however deep, whose value looks like one; each once, in order of its text, those of the request first. */
export function namedKeys(record: Record<string, unknown>): NamedKey[] {
  return [
    ...keysIn(record.requestParameters).map((accessKeyId) => ({ accessKeyId, issued: false })),
    ...keysIn(record.responseElements).map((accessKeyId) => ({ accessKeyId, issued: true })),
  ];
}

const NONE: readonly string[] = [];

function keysIn(part: unknown): readonly string[] {
  if (!isObject(part)) return NONE;
  let found: Set<string> | null = null;
  const waiting: object[] = [part];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const [name, value] of Object.entries(next)) {
      if (typeof value === 'object' && value !== null) waiting.push(value);
      else if (name === 'accessKeyId' && typeof value === 'string' && ACCESS_KEY.test(value)) {
        found ??= new Set();
        found.add(value);
      }
    }
  }
  return found === null ? NONE : [...found].sort();
}
