// Finds the command, runs it, and turns every failure into one line and an exit status.
import { toErrorValue } from '../../shared/errors.ts';
import { VERSION } from '../version.ts';
import { COMMON, type Command, type ExitStatus, option, parseCommand, usage } from './command.ts';
import { Output, type ProgressStyle, terminalText } from './output.ts';
import { replaceAdvice } from './replace-advice.ts';
import { meant } from './slips.ts';

/** By name, in the order in which they are listed. Loaded when asked for: each brings what the others need not. */
const COMMANDS: ReadonlyMap<string, () => Promise<Command>> = new Map([
  ['create', async () => (await import('./create.ts')).create],
  ['import', async () => (await import('./import.ts')).importCommand],
  ['s3', async () => (await import('./s3.ts')).s3Command],
  ['scope', async () => (await import('./scope.ts')).scope],
  ['facts', async () => (await import('./facts.ts')).factsCommand],
  ['info', async () => (await import('./info.ts')).info],
  ['problems', async () => (await import('./problems.ts')).problems],
  ['events', async () => (await import('./events.ts')).events],
  ['facets', async () => (await import('./facets.ts')).facetsCommand],
  ['histogram', async () => (await import('./histogram.ts')).histogramCommand],
  ['timeline', async () => (await import('./timeline.ts')).timelineCommand],
  ['pivot', async () => (await import('./pivot.ts')).pivotCommand],
  ['compare', async () => (await import('./compare.ts')).compareCommand],
  ['questions', async () => (await import('./questions.ts')).questionsCommand],
  ['lineage', async () => (await import('./lineage.ts')).lineage],
  ['addresses', async () => (await import('./addresses.ts')).addresses],
  ['watchlist', async () => (await import('./watchlist.ts')).watchlist],
  ['unusual', async () => (await import('./unusual.ts')).unusualCommand],
  ['resources', async () => (await import('./resources.ts')).resources],
  ['search', async () => (await import('./search.ts')).search],
  ['bookmarks', async () => (await import('./bookmarks.ts')).bookmarksCommand],
  ['bookmark', async () => (await import('./bookmark.ts')).bookmarkCommand],
  ['tag', async () => (await import('./tag.ts')).tagCommand],
  ['note', async () => (await import('./note.ts')).noteCommand],
  ['findings', async () => (await import('./findings.ts')).findingsCommand],
  ['finding', async () => (await import('./finding.ts')).findingCommand],
  ['storyline', async () => (await import('./storyline.ts')).storylineCommand],
  ['review', async () => (await import('./review.ts')).reviewCommand],
  ['annotations', async () => (await import('./annotations.ts')).annotationsCommand],
  ['attack', async () => (await import('./attack.ts')).attackCommand],
  ['sql', async () => (await import('./sql.ts')).sql],
  ['verify', async () => (await import('./verify.ts')).verify],
  ['seal', async () => (await import('./seal.ts')).seal],
  ['report', async () => (await import('./report.ts')).report],
  ['report-texts', async () => (await import('./report-texts.ts')).reportTexts],
  ['report-pack', async () => (await import('./report-pack.ts')).reportPack],
  ['redaction', async () => (await import('./redaction.ts')).redactionCommand],
  ['export', async () => (await import('./export.ts')).exportCommand],
  ['upgrade', async () => (await import('./upgrade.ts')).upgrade],
]);

/**
 * @param args after the program's name
 * @param known is told what the command came to before the last of its output is written
 * Never throws.
 */
export async function runCommand(args: string[], signal: AbortSignal, known: (status: ExitStatus) => void = () => {}): Promise<ExitStatus> {
  const debug = args.includes('--debug');
  let output: Output | null = null;
  let withOptions = (advice: string): string => advice;
  try {
    const isHelpOf = args[0] === 'help' && args[1] !== undefined && !args[1].startsWith('-');
    const [name, ...rest] = isHelpOf ? [args[1] as string, '--help'] : args;
    if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
      process.stdout.write(await overview());
      return name === undefined ? 2 : 0;
    }
    if (name === '--version') {
      process.stdout.write(`${VERSION}\n`);
      return 0;
    }
    const load = COMMANDS.get(name);
    if (!load) throw noCommand(name);
    const command = await load();
    const { values, positionals } = parseCommand(command, rest);
    if (values.help === true) {
      process.stdout.write(helpText(command));
      return 0;
    }
    withOptions = (advice) => replaceAdvice(advice, command, values);
    output = new Output(
      values.json === true,
      progressStyle(command, option(values, 'progress'), values.quiet === true),
      values.quiet === true,
    );
    const status = await command.run({ values, positionals, output, signal });
    known(status);
    await output.flush();
    return status;
  } catch (error) {
    output?.endProgress();
    const { code, message, advice: told } = toErrorValue(error);
    const advice = code === 'OUTPUT_EXISTS' ? withOptions(told) : told;
    process.stderr.write(
      `${terminalText(`trailcase: ${code}: ${oneLine(message).replace(/\.$/, '')}.${advice ? ` ${oneLine(advice)}` : ''}`)}\n`,
    );
    if (debug && error instanceof Error) process.stderr.write(`${error.stack}\n`);
    return code === 'CANCELLED' ? 130 : 2;
  }
}

function noCommand(name: string): Error {
  if (!name.startsWith('-')) return usage(`There is no command ${name}`, undefined, meant(name, [...COMMANDS.keys()]));
  return usage(`The command comes first, and ${name} after it`, undefined, meant(name.replace(/^-+/, ''), ['help', 'version'], '--'));
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

async function overview(): Promise<string> {
  const commands = await Promise.all([...COMMANDS.values()].map((load) => load()));
  const width = Math.max(...commands.map(({ name }) => name.length));
  const lines = commands.map((command) => `  ${command.name.padEnd(width)} ${command.summary}`);
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
