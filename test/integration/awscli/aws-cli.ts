// Debian's package awscli: where it is, and what its `cloudtrail validate-logs` says of archives in local folders.
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const { isInstallable } = (await import(new URL('../../../scripts/system-libraries.mjs', import.meta.url).href)) as {
  isInstallable(name: string): boolean;
};

const PACKAGE = 'awscli';
const HARNESS = join(import.meta.dirname, 'validate.py');

export interface Package {
  /** The Python that the package's own program runs under: another on the PATH may have another AWS CLI, or none. */
  python: string;
  files: ReadonlySet<string>;
  /** As Debian numbers it: `2.9.19-1`. */
  version: string;
}

/** The package as dpkg knows it, or null where it is not installed. */
export function installed(): Package | null {
  const listed = spawnSync('dpkg-query', ['--listfiles', PACKAGE], { encoding: 'utf8' });
  if (listed.status !== 0) return null;
  const files = listed.stdout.split('\n').filter((line) => line !== '');
  const program = files.find((path) => path.endsWith('/bin/aws')) ?? '';
  const python = /^#!(\S+)/.exec(readFileSync(program, 'utf8'))?.[1];
  if (python === undefined) throw new Error(`${program} does not say which Python it runs under`);
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the format is dpkg's
  const version = spawnSync('dpkg-query', ['--show', '--showformat=${Version}', PACKAGE], { encoding: 'utf8' }).stdout;
  return { python, files: new Set(files), version };
}

/** Where `npm test` installs it: there it has to be. */
export const isExpected = (): boolean => isInstallable(PACKAGE);

/** A line of the command, taken apart. */
export interface Said {
  bucket: string;
  key: string;
  verdict: 'valid' | 'INVALID';
  /** After `INVALID: `. */
  message: string | null;
}

/** The command, run for one trail, account and region. */
export interface Run {
  trail: string;
  account: string;
  region: string;
  status: number | null;
  /** With which the command ended early. */
  error: string | null;
  digests: Said[];
  logs: Said[];
  /** ISO 8601. */
  gaps: { from: string; to: string }[];
}

export interface Validated {
  version: string;
  /** File of the validation code that ran. */
  module: string;
  archives: Record<string, Run[]>;
}

/** An archive in local folders. */
export interface Buckets {
  /** Folder of each bucket. */
  buckets: Record<string, string>;
  /** Folder with the public keys of each region. */
  keys: string;
}

/** All archives in one process, for each trail, account and region that they hold digests of. */
export async function validateLogs(python: string, archives: Record<string, Buckets>): Promise<Validated> {
  // Isolated: neither the environment nor a user's own packages may put another AWS CLI in its place.
  const child = spawn(python, ['-I', '-B', HARNESS], { stdio: ['pipe', 'pipe', 'pipe'] });
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (piece: string) => {
    output.stdout += piece;
  });
  child.stderr.setEncoding('utf8').on('data', (piece: string) => {
    output.stderr += piece;
  });
  child.stdin.end(JSON.stringify({ archives }));
  const status = await new Promise<number | null>((done, failed) => child.on('error', failed).on('close', done));
  if (status !== 0) throw new Error(`${HARNESS}: exit ${status}: ${output.stderr}`);
  return JSON.parse(output.stdout);
}
