// A place with little room: a small tmpfs; where mounting is refused, a limit on the length of every file that the process writes.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { afterAll } from 'vitest';
import { ended, NODE, programFile, type Ran, ROOT } from '../../helpers/cli.ts';
import { temporaryFolder } from '../../helpers/folder.ts';

export interface SmallDisk {
  folder: string;
  /** Runs `trailcase ARGS` with the room that there is. */
  run(...args: string[]): Promise<Ran>;
  grow(): void;
}

const mounted: string[] = [];

afterAll(() => {
  for (const folder of mounted.splice(0)) spawnSync('umount', ['--lazy', folder]);
});

export function smallDisk(bytes: number): SmallDisk {
  const folder = temporaryFolder();
  const mount = (...options: string[]): boolean => spawnSync('mount', [...options, folder]).status === 0;
  if (!mount('-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs')) return limitedFiles(folder, bytes);
  mounted.push(folder);
  return {
    folder,
    run: (...args) => run(NODE, args),
    grow: () => {
      if (!mount('-o', 'remount,size=300m')) throw new Error(`${folder} cannot grow`);
    },
  };
}

/** Files end at this length, with EFBIG. */
export function limitedFiles(folder: string, bytes: number): SmallDisk {
  let limit = `ulimit -f ${Math.floor(bytes / 512)}; `;
  return {
    folder,
    run: (...args) => run('sh', args, ['-c', `${limit}exec "$@"`, 'sh', NODE]),
    grow: () => {
      limit = '';
    },
  };
}

/** Runs `trailcase ARGS` without root's right to read and write what is forbidden. */
export function runUnprivileged(...args: string[]): Promise<Ran> {
  if (process.getuid?.() !== 0) return run(NODE, args);
  if (!existsSync('/usr/bin/setpriv')) throw new Error('root needs setpriv (of util-linux) to be without its rights');
  return run('setpriv', args, ['--bounding-set', '-dac_override,-dac_read_search', NODE]);
}

function run(program: string, args: readonly string[], before: readonly string[] = []): Promise<Ran> {
  const child = spawn(program, [...before, programFile(), ...args], {
    cwd: ROOT,
    env: { ...process.env, TZ: 'UTC', TRAILCASE_WORKERS: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return ended(child);
}
