// What every command is: a name, its options, its help, and a run that answers an exit status.
import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { TrailcaseError } from '../../shared/errors.ts';
import type { Output } from './output.ts';

/** 0 done and clean · 1 done, and it found something wrong · 2 could not run · 130 cancelled. */
export type ExitStatus = 0 | 1 | 2 | 130;

export type Values = Record<string, string | boolean | (string | boolean)[] | undefined>;

export interface Invocation {
  values: Values;
  /** Positional arguments after the command's name. */
  positionals: string[];
  output: Output;
  signal: AbortSignal;
}

export interface Command {
  name: string;
  /** After the name, as in `CASE PATH…`. */
  usage: string;
  summary: string;
  /** A line per option. */
  help: readonly string[];
  options: ParseArgsOptionsConfig;
  run(invocation: Invocation): Promise<ExitStatus> | ExitStatus;
}

/** Options that every command has. */
export const COMMON: ParseArgsOptionsConfig = {
  help: { type: 'boolean', short: 'h' },
  json: { type: 'boolean' },
  quiet: { type: 'boolean', short: 'q' },
  progress: { type: 'string' },
  debug: { type: 'boolean' },
};

/** A negated filter term, `-errorCode:AccessDenied`: it begins like an option and is none. */
const NEGATED = /^-(?:[A-Za-z][\w.$@*-]+:|\()/;

/** Errors: USAGE. */
export function parseCommand(command: Command, args: string[]): { values: Values; positionals: string[] } {
  // A blank before it hides the minus from the parser; it means nothing in a filter.
  const safe = args.map((arg) => (NEGATED.test(arg) ? ` ${arg}` : arg));
  try {
    const parsed = parseArgs({ args: safe, options: { ...COMMON, ...command.options }, allowPositionals: true, strict: true });
    return {
      values: parsed.values as Values,
      positionals: parsed.positionals.map((text) => (NEGATED.test(text.slice(1)) ? text.slice(1) : text)),
    };
  } catch (error) {
    throw usage(optionProblem((error as Error).message.split('\n')[0] ?? ''), command);
  }
}

/** What Node says of options, where a person would not know what to do. */
function optionProblem(said: string): string {
  const [, name, what] = /^Option '(?:-\w, )?(--[\w-]+)(?: <value>)?' argument (?:is )?(ambiguous|missing)/.exec(said) ?? [];
  if (name === undefined) return said;
  return `${name} lacks its value${what === 'ambiguous' ? `; one that begins with - is written ${name}=-1` : ''}`;
}

export function usage(problem: string, command?: Command): TrailcaseError {
  const sentence = problem.replace(/\.\s.*$/, '').replace(/\.$/, '');
  return new TrailcaseError('USAGE', sentence, command ? `Usage: trailcase ${command.name} ${command.usage}` : 'See trailcase --help.');
}

/** The first positional argument, which every command needs. */
export function casePath(invocation: Invocation, command: Command): string {
  const [path] = invocation.positionals;
  if (!path) throw usage('The case file is missing', command);
  return path;
}

/** The text of an option, or undefined. */
export function option(values: Values, name: string): string | undefined {
  const value = values[name];
  return typeof value === 'string' ? value : undefined;
}

/** The name that --out gives, or undefined. `-` is none: what is written under a name is there whole or not at all. Errors: USAGE. */
export function outPath(values: Values, command: Command): string | undefined {
  const out = option(values, 'out');
  if (out === '-')
    throw usage(
      '--out - is not taken: a file is written whole or not at all, which standard output cannot be; ./- is a file of that name',
      command,
    );
  return out;
}

/** The texts of an option that may be repeated. */
export function options(values: Values, name: string): string[] {
  const value = values[name];
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

/** A whole number given as an option. Errors: USAGE. */
export function numberOption(values: Values, name: string, command: Command): number | undefined {
  const text = option(values, name);
  if (text === undefined) return undefined;
  if (!/^\d+$/.test(text)) throw usage(`--${name} takes a whole number, not "${text}"`, command);
  return Number(text);
}

/** One of several words given as an option. Errors: USAGE. */
export function choice<T extends string>(values: Values, name: string, words: readonly T[], otherwise: T, command: Command): T {
  const text = option(values, name);
  if (text === undefined) return otherwise;
  const word = words.find((w) => w === text);
  if (!word) throw usage(`--${name} takes one of ${words.join(', ')}, not "${text}"`, command);
  return word;
}
