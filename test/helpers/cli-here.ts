// Runs the command line in the test's own process: the same function that src/main/cli.ts calls, with what it writes caught. A process of its own,
// with its signals and its end, is cli.ts's; every command is run as one, too (integration/cli/processes.test.ts). A command that leaves something
// at work would keep its process from ending: that is refused here.
import { Readable } from 'node:stream';
import { runCommand } from '../../src/main/commands/run.ts';
import { jsonOf, type Ran } from './cli.ts';

export interface HereOptions {
  env?: Record<string, string>;
  /** What stands in standard input; left out, a command that reads it fails. */
  stdin?: string;
}

type Written = (error?: Error | null) => void;

/** Catches what is written to a stream that is no terminal, until it is given back. */
function caught(stream: NodeJS.WriteStream): { pieces: Buffer[]; giveBack: () => void } {
  const { write, isTTY } = stream;
  const pieces: Buffer[] = [];
  let writes = 0;
  stream.write = ((piece: string | Uint8Array, encoding?: BufferEncoding | Written, written?: Written) => {
    pieces.push(typeof piece === 'string' ? Buffer.from(piece, typeof encoding === 'string' ? encoding : 'utf8') : Buffer.from(piece));
    // As a pipe whose reader is slow: full at the first write, not at the second, and so on.
    const full = writes++ % 2 === 0;
    setImmediate(() => {
      (typeof encoding === 'function' ? encoding : written)?.();
      if (full) stream.emit('drain');
    });
    return !full;
  }) as typeof stream.write;
  stream.isTTY = false;
  const giveBack = (): void => {
    stream.write = write;
    stream.isTTY = isTTY;
  };
  return { pieces, giveBack };
}

function inputOf(text: string | undefined): Readable {
  if (text !== undefined) return Readable.from([Buffer.from(text, 'utf8')], { objectMode: false });
  return new Readable({
    read() {
      this.destroy(new Error('the test gives this command no standard input'));
    },
  });
}

/** What keeps a process alive: of these kinds there are the test runner's, and sockets of servers that the test itself has. */
const NOT_COUNTED = new Set(['TTYWrap', 'PipeWrap', 'TCPSocketWrap', 'TCPServerWrap', 'Immediate']);
/** ms that what a command ended may take to be gone: a thread, a file that is being closed. */
const TO_END = 3000;

function atWork(): Map<string, number> {
  const counts = new Map<string, number>();
  for (const kind of process.getActiveResourcesInfo()) if (!NOT_COUNTED.has(kind)) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return counts;
}

/** Errors: the command left something at work. */
async function settled(args: readonly string[], before: ReadonlyMap<string, number>): Promise<void> {
  const more = (): string[] => [...atWork()].filter(([kind, count]) => count > (before.get(kind) ?? 0)).map(([kind]) => kind);
  const until = performance.now() + TO_END;
  while (more().length > 0) {
    if (performance.now() > until)
      throw new Error(`trailcase ${args.join(' ')} left at work: ${more().join(', ')}; its process would not end`);
    await new Promise((turn) => setImmediate(turn));
  }
}

/** One at a time: the streams are the process's. */
let last: Promise<unknown> = Promise.resolve();

/** Runs `trailcase ARGS` here. */
export function cli(args: readonly string[], { env = {}, stdin }: HereOptions = {}): Promise<Ran> {
  const ran = last.then(async (): Promise<Ran> => {
    const before = { ...process.env };
    const working = atWork();
    Object.assign(process.env, env);
    const ownInput = Object.getOwnPropertyDescriptor(process, 'stdin') as PropertyDescriptor;
    Object.defineProperty(process, 'stdin', { configurable: true, enumerable: true, value: inputOf(stdin) });
    const stdout = caught(process.stdout);
    const stderr = caught(process.stderr);
    let status: number;
    try {
      status = await runCommand([...args], new AbortController().signal);
    } finally {
      stdout.giveBack();
      stderr.giveBack();
      Object.defineProperty(process, 'stdin', ownInput);
      for (const name of Object.keys(env)) delete process.env[name];
      Object.assign(process.env, before);
    }
    await settled(args, working);
    const bytes = Buffer.concat(stdout.pieces);
    return { status, signal: null, bytes, stdout: bytes.toString('utf8'), stderr: Buffer.concat(stderr.pieces).toString('utf8') };
  });
  last = ran.catch(() => {});
  return ran;
}

/** Runs `trailcase ARGS --json` here. */
export async function cliJson(args: readonly string[], options: HereOptions = {}): Promise<ReturnType<typeof jsonOf>> {
  return jsonOf(args, await cli([...args, '--json'], options));
}

/** Rows of `trailcase events --format jsonl`. */
export async function eventRows(casePath: string, ...args: string[]): Promise<Record<string, any>[]> {
  const { status, stdout, stderr } = await cli(['events', casePath, ...args, '--format', 'jsonl']);
  if (status !== 0) throw new Error(`events ${args.join(' ')}: exit ${status}: ${stderr}`);
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}
