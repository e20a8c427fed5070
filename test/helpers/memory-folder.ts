// Where tests keep what they make: in memory, where there is plenty of it, since thousands of small cases wait for the disk otherwise.
import { accessSync, constants, mkdtempSync, readFileSync, rmSync, statfsSync } from 'node:fs';

const PLACE = '/dev/shm';

/** Bytes that must be free there and in memory: several times what the largest tests hold at a time. */
const ROOM = 4 * 1024 ** 3;

/** Has temporary folders made in memory until this process ends, where that is possible and nobody named another place. */
export function temporaryInMemory(): void {
  if (process.env.TMPDIR || !hasRoom()) return;
  const folder = mkdtempSync(`${PLACE}/trailcase-`);
  process.env.TMPDIR = folder;
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
}

/** Programs that tests write must also be allowed to run there: a container may forbid it. */
function hasRoom(): boolean {
  try {
    accessSync(PLACE, constants.W_OK);
    const { bavail, bsize } = statfsSync(PLACE);
    const mounts = readFileSync('/proc/mounts', 'utf8').split('\n');
    const options = mounts.map((line) => line.split(' ')).findLast(([, at]) => at === PLACE)?.[3];
    const available = Number(/^MemAvailable: +(\d+) kB$/m.exec(readFileSync('/proc/meminfo', 'utf8'))?.[1] ?? 0) * 1024;
    return bavail * bsize >= ROOM && available >= 2 * ROOM && options !== undefined && !options.split(',').includes('noexec');
  } catch {
    return false;
  }
}
