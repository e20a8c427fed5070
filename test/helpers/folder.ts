// Temporary folders that disappear when the test file is done, and files in them.
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';

const made: string[] = [];

afterAll(() => {
  for (const path of made.splice(0)) rmSync(path, { recursive: true, force: true });
});

/** A new empty folder; removed after the test file. */
export function temporaryFolder(): string {
  const path = mkdtempSync(join(tmpdir(), 'trailcase-test-'));
  made.push(path);
  return path;
}

/** Writes files, given as path below the folder and content, and returns the folder. */
export function folderOf(files: Record<string, string | Buffer>, folder = temporaryFolder()): string {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

/** Paths below a folder with forward slashes, sorted. */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    )
    .sort();
}

/** Each of the files in a folder of its own, with its path: imported one by one, it is found under the same path. */
export function foldersApart(files: Record<string, string | Buffer>): string[] {
  const whole = folderOf(files);
  const parts = temporaryFolder();
  return filesBelow(whole).map((path, n) => {
    const target = join(parts, String(n), path);
    mkdirSync(dirname(target), { recursive: true });
    renameSync(join(whole, path), target);
    return join(parts, String(n));
  });
}

export function sha256(bytes: Buffer | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

export function sha256OfFile(path: string): string {
  return sha256(readFileSync(path));
}

/** Makes a file and its folder unwritable; root ignores that, so tests compare hashes as well. */
export function writeProtect(file: string): { undo(): void } {
  chmodSync(file, 0o444);
  chmodSync(dirname(file), 0o555);
  return {
    undo() {
      chmodSync(dirname(file), 0o755);
      chmodSync(file, 0o644);
    },
  };
}
