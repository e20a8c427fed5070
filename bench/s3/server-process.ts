// The server of the benchmark in a process of its own, and imports in theirs.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { childEnvironment } from '../common.ts';

export const ADDRESS = 's3://bench/';

export interface Run {
  seconds: number;
  cpuSeconds: number;
  peakBytes: number;
  events: number;
  acquired?: { fetched: number; known: number; notFetched: number; requests: number };
  /** Objects that were another one when fetched, and places without bytes, of all that the case has. */
  changed: number;
  unreadable: number;
  roots: { evidence: string; events: string };
}

/** What the server counted, since it was started. */
export interface Served {
  requests: number;
  throttled: number;
  changed: number;
  writing: number;
  cpuSeconds: number;
}

/** @returns null when it killed itself. Throws when the import failed. */
export function runOnce(target: string, from: string, endpoint: string, options: { kill?: number; keepCopy?: string } = {}): Run | null {
  const { kill, keepCopy } = options;
  const args = [
    path.join(import.meta.dirname, 'import-and-die.ts'),
    ...[target, from, endpoint],
    ...(kill === undefined ? [] : ['--kill', String(kill)]),
    ...(keepCopy === undefined ? [] : ['--keep-copy', keepCopy]),
  ];
  const child = spawnSync(process.execPath, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], env: childEnvironment() });
  if (child.signal === 'SIGKILL') return null;
  if (child.status !== 0) throw new Error(`the import failed (exit ${child.status})`);
  return JSON.parse(child.stdout.trim().split('\n').at(-1) ?? '') as Run;
}

export class BenchServer {
  readonly endpoint: string;
  readonly objects: number;
  private readonly child: ChildProcess;
  private readonly lines: Interface;

  private constructor(child: ChildProcess, lines: Interface, { endpoint, objects }: { endpoint: string; objects: number }) {
    this.child = child;
    this.lines = lines;
    this.endpoint = endpoint;
    this.objects = objects;
  }

  static async start(folder: string): Promise<BenchServer> {
    const child = spawn(process.execPath, [path.join(import.meta.dirname, 'server.ts'), folder], { stdio: ['pipe', 'pipe', 'inherit'] });
    const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream });
    const [line] = (await once(lines, 'line')) as [string];
    return new BenchServer(child, lines, JSON.parse(line));
  }

  /** Has it behave otherwise from now on, and says what it counted until now. */
  async order(orders: { throttleEvery?: number; change?: Record<string, string> } = {}): Promise<Served> {
    const line = once(this.lines, 'line') as Promise<[string]>;
    this.child.stdin?.write(`${JSON.stringify(orders)}\n`);
    return JSON.parse((await line)[0]) as Served;
  }

  close(): void {
    this.child.stdin?.end();
  }
}
