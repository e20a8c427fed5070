// What every command is: a name, its options, its help, and a run that answers an exit status.
import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { TrailcaseError } from '../../shared/errors.ts';
import type { Output } from './output.ts';
import { meant } from './slips.ts';

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
  const options = { ...COMMON, ...command.options };
  try {
    const { values, positionals } = parseArgs({ args: safe, options, allowPositionals: true, strict: true });
    const given = Object.entries(values as Values).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.map(asTyped) : asTyped(value),
    ]);
    return { values: Object.fromEntries(given), positionals: positionals.map(asTyped) };
  } catch (error) {
    throw optionFault((error as Error).message.split('\n')[0] ?? '', args, Object.keys(options), command);
  }
}

/** Without the blank that hid a minus. */
function asTyped<T>(value: T): T | string {
  return typeof value === 'string' && value.startsWith(' ') && NEGATED.test(value.slice(1)) ? value.slice(1) : value;
}

/** What Node says of options, and what may have been meant. */
function optionFault(said: string, args: readonly string[], names: readonly string[], command: Command): TrailcaseError {
  const [, option] = /^Unknown option '(--?[^']+)'/.exec(said) ?? [];
  if (option === undefined) return usage(optionProblem(said), command);
  // Of several letters behind one minus Node names one.
  const typed = option.startsWith('--') ? option : (args.find((arg) => /^-[^-]/.test(arg) && arg.includes(option.slice(1))) ?? option);
  const word = typed.replace(/^-+/, '');
  return usage(`Unknown option '${typed}'`, command, word.length > 1 ? meant(word, names, '--') : '');
}

/** What Node says of options, where a person would not know what to do. */
function optionProblem(said: string): string {
  const [, flag] = /^Option '(?:-\w, )?(--[\w-]+)' does not take an argument/.exec(said) ?? [];
  if (flag !== undefined) return `${flag} takes no value`;
  const [, name, what] = /^Option '(?:-\w, )?(--[\w-]+)(?: <value>)?' argument (?:is )?(ambiguous|missing)/.exec(said) ?? [];
  if (name === undefined) return said;
  return `${name} lacks its value${what === 'ambiguous' ? `; one that begins with - is written ${name}=-1` : ''}`;
}

/** @param suggestion stands before the way to write it; see meant */
export function usage(problem: string, command?: Command, suggestion = ''): TrailcaseError {
  const sentence = problem.replace(/\.\s.*$/, '').replace(/\.$/, '');
  const form = command ? `Usage: trailcase ${command.name} ${command.usage}` : 'See trailcase --help.';
  return new TrailcaseError('USAGE', sentence, `${suggestion}${form}`);
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
  if (!word) throw usage(`--${name} takes one of ${words.join(', ')}, not "${text}"`, command, meant(text, words));
  return word;
}
