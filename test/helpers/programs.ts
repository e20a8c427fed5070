// Which of our programs ran: every process that is started with this environment tells its file, and that of each thread that it started.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { temporaryFolder } from './folder.ts';

export interface Traced {
  /** Of the processes to be traced. */
  env: Record<string, string>;
  /** Names without an extension, each once and in order: `cli`, `import-worker`. */
  names(): string[];
}

/** Loaded before a program: in processes, and in threads, which may start threads. */
const TELLS = `
const { appendFileSync } = require('node:fs');
const { syncBuiltinESMExports } = require('node:module');
const threads = require('node:worker_threads');
const tell = (file) => appendFileSync(process.env.TRACED_TO, file + '\\n');
if (threads.isMainThread) tell(process.argv[1]);
threads.Worker = class extends threads.Worker {
  constructor(file, options) {
    super(file, options);
    if (!options?.eval) this.once('online', () => tell(String(file)));
  }
};
syncBuiltinESMExports();
`;

export function traced(): Traced {
  const folder = temporaryFolder();
  const log = join(folder, 'programs');
  const program = join(folder, 'tells.cjs');
  writeFileSync(program, TELLS);
  const name = (path: string): string => basename(path).replace(/\.[^.]*$/, '');
  return {
    env: { NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} --require "${program}"`.trim(), TRACED_TO: log },
    names: () => {
      const files = (existsSync(log) ? readFileSync(log, 'utf8') : '').split('\n').filter((file) => file !== '');
      return [...new Set(files.map(name))].sort();
    },
  };
}
