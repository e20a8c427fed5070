// What is wrong with something that a person gave, as a sentence: the words of the schemas that find it name types, not things.
import type { z } from 'zod';
import { grouped } from './text.ts';

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/** What one of a list is called. */
const ONE_OF: Record<string, string> = {
  supporting: 'supporting event',
  contradicting: 'contradicting event',
  entities: 'entity',
};

/** Around what a person gave. */
const WRAPPERS = new Set<PropertyKey>(['body', 'settings', 'facts', 'act', 'redaction']);

/** Whether all that is wrong is that something is too long, or that there is too much of it. */
export function isTooLong({ issues }: z.ZodError): boolean {
  return issues.every(({ code }) => code === 'too_big');
}

/**
 * The first thing that is wrong, as "The narrative is longer than 100,000 characters (it has 100,001)".
 * @param given what was parsed
 * @param what what the whole is called: "finding"
 */
export function faultOf({ issues: [issue] }: z.ZodError, given: unknown, what: string): string {
  if (!issue) return `The ${what} has not the form that it needs`;
  const path = issue.path.filter((step, at) => !(at === 0 && WRAPPERS.has(step)));
  return fault(issue, path, valueAt(given, issue.path), what);
}

function fault(issue: Issue, path: Path, value: unknown, what: string): string {
  const subject = capital(path.length === 0 ? `the ${what}` : nameOf(path));
  switch (issue.code) {
    case 'too_big':
      return tooBig(issue, subject, path, value);
    case 'too_small':
      if (issue.origin === 'string') return `${subject} is ${issue.minimum === 1 ? 'empty' : `shorter than ${issue.minimum} characters`}`;
      if (issue.origin === 'array') return `There are fewer ${manyOf(path)} than ${grouped(Number(issue.minimum))}`;
      return `${subject} is less than ${issue.minimum}`;
    case 'invalid_type':
      return value === undefined ? `${subject} is missing` : `${subject} ${NONE[issue.expected] ?? `is no ${issue.expected}`}`;
    case 'invalid_value':
      return `${subject} is none of ${issue.values.map(String).join(', ')}`;
    case 'custom':
      return capital(issue.message);
    default:
      if (typeof value === 'string' && /[\p{Cc}\u2028\u2029]/u.test(value))
        return `${subject} has a line break or another control character`;
      return `${subject} has not the form that it needs`;
  }
}

const NONE: Record<string, string> = { string: 'is no text', array: 'are no list', boolean: 'is neither true nor false' };

function tooBig(issue: z.core.$ZodIssueTooBig, subject: string, path: Path, value: unknown): string {
  const most = grouped(Number(issue.maximum));
  if (issue.origin === 'array') {
    const given = Array.isArray(value) ? ` (${grouped(value.length)} are given)` : '';
    return `There are more than ${most} ${manyOf(path)}${given}`;
  }
  if (issue.origin !== 'string') return `${subject} is more than ${most}`;
  return `${subject} is longer than ${most} characters${typeof value === 'string' ? ` (it has ${grouped(value.length)})` : ''}`;
}

/** `the reason of supporting event 4`, `the text of part 3`, `the answer to “who”`, `the executive summary`, `tag 2`. */
function nameOf(path: Path): string {
  const last = path.at(-1);
  const before = path.at(-2);
  if (typeof last === 'number') return `${oneOf(before)} ${last + 1}`;
  if (before === 'questions') return `the answer to “${String(last)}”`;
  if (last === 'from' || last === 'to') return `“${last}”`;
  return `the ${words(last)}${typeof before === 'number' ? ` of ${nameOf(path.slice(0, -1))}` : ''}`;
}

function oneOf(list: PropertyKey | undefined): string {
  return ONE_OF[String(list)] ?? words(list).replace(/s$/, '');
}

function manyOf(path: Path): string {
  const name = words(path.at(-1));
  const one = ONE_OF[String(path.at(-1))];
  return one === undefined || one === 'entity' ? name : `${one}s`;
}

/** A name in the contract, as words. */
function words(name: PropertyKey | undefined): string {
  return String(name ?? 'things').replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

function valueAt(given: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, step) => (typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[step] : undefined),
    given,
  );
}

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);
