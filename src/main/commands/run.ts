// Finds the command, runs it, and turns every failure into one line and an exit status.
import { toErrorValue } from '../../shared/errors.ts';
import { VERSION } from '../version.ts';
import { COMMON, type Command, type ExitStatus, option, parseCommand, usage } from './command.ts';
import { create } from './create.ts';
import { events } from './events.ts';
import { exportCommand } from './export.ts';
import { facetsCommand } from './facets.ts';
import { histogramCommand } from './histogram.ts';
import { importCommand } from './import.ts';
import { info } from './info.ts';
import { Output, type ProgressStyle, terminalText } from './output.ts';
import { pivotCommand } from './pivot.ts';
import { report } from './report.ts';
import { seal } from './seal.ts';
import { search } from './search.ts';
import { sql } from './sql.ts';
import { upgrade } from './upgrade.ts';
import { verify } from './verify.ts';

const COMMANDS: readonly Command[] = [
  create,
  importCommand,
  info,
  events,
  facetsCommand,
  histogramCommand,
  pivotCommand,
  search,
  sql,
  verify,
  seal,
  report,
  exportCommand,
  upgrade,
];

/** @param args after the program's name. Never throws. */
export async function runCommand(args: string[], signal: AbortSignal): Promise<ExitStatus> {
  const debug = args.includes('--debug');
  try {
    const [name, ...rest] = args;
    if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
      process.stdout.write(overview());
      return name === undefined ? 2 : 0;
    }
    if (name === '--version') {
      process.stdout.write(`${VERSION}\n`);
      return 0;
    }
    const command = COMMANDS.find((c) => c.name === name);
    if (!command) throw usage(`There is no command ${name}`);
    const { values, positionals } = parseCommand(command, rest);
    if (values.help === true) {
      process.stdout.write(helpText(command));
      return 0;
    }
    const output = new Output(
      values.json === true,
      progressStyle(command, option(values, 'progress'), values.quiet === true),
      values.quiet === true,
    );
    const status = await command.run({ values, positionals, output, signal });
    await output.flush();
    return status;
  } catch (error) {
    const { code, message, advice } = toErrorValue(error);
    if (code === 'CANCELLED') return 130;
    process.stderr.write(
      `${terminalText(`trailcase: ${code}: ${oneLine(message).replace(/\.$/, '')}.${advice ? ` ${oneLine(advice)}` : ''}`)}\n`,
    );
    if (debug && error instanceof Error) process.stderr.write(`${error.stack}\n`);
    return 2;
  }
}

function oneLine(text: string): string {
  return text.replace(/\s*[\r\n]+\s*/g, ' ').trim();
}

function progressStyle(command: Command, asked: string | undefined, quiet: boolean): ProgressStyle {
  if (asked !== undefined && asked !== 'plain' && asked !== 'bar') throw usage('--progress takes plain or bar', command);
  if (quiet) return 'none';
  if (asked !== undefined) return asked;
  return process.stderr.isTTY ? 'bar' : 'none';
}

function overview(): string {
  const lines = COMMANDS.map((command) => `  ${command.name.padEnd(9)} ${command.summary}`);
  return `trailcase ${VERSION}: CloudTrail archives as hash-verified case files

${lines.join('\n')}

trailcase COMMAND --help tells more. Every command takes --json, --quiet, --progress plain, --debug.
Exit status: 0 done and clean, 1 done and found something wrong, 2 could not run, 130 cancelled.
`;
}

function helpText(command: Command): string {
  const common = Object.keys(COMMON)
    .map((name) => `--${name}`)
    .join(' ');
  const help = command.help.map((line) => `  ${line}\n`).join('');
  return `trailcase ${command.name} ${command.usage}\n${command.summary}\n\n${help}  always: ${common}\n`;
}
