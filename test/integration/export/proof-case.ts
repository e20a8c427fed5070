// A sealed case with signed digests and hostile names, its proof folder, and the script run as an opposing expert would: with few tools on the PATH.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { CaseFile } from '../../../src/main/case/case-file.ts';
import { sealCase } from '../../../src/main/seal/seal-case.ts';
import { oneTimeKey } from '../../../src/main/seal/signing-key.ts';
import { zipOf } from '../../helpers/archives.ts';
import { importInto, newCasePath } from '../../helpers/cases.ts';
import { folderOf, temporaryFolder } from '../../helpers/folder.ts';
import { eventId, record, trail } from '../../helpers/trail.ts';

const SAMPLE = join(import.meta.dirname, '../../../resources/sample/archive');
const ACCOUNT = '444455556666';
const DIGESTS = `AWSLogs/${ACCOUNT}/CloudTrail-Digest/eu-central-1/2026/02/21`;

/** What verify.sh says that it needs, and what every POSIX system has. */
const NEEDED = ['sqlite3', 'sha256sum', 'gzip', 'openssl'];
const POSIX = 'cat cmp comm cut diff dirname grep head ls mkdir mktemp rm sed sort tail touch tr wc xargs'.split(' ');

function found(tool: string): string | undefined {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, tool))
    .find(existsSync);
}

/** Names of tools that this machine lacks. */
export const lacking = NEEDED.filter((tool) => found(tool) === undefined);

let path: string | undefined;

/** A folder with nothing but these tools. */
function toolFolder(): string {
  if (path) return path;
  path = temporaryFolder();
  for (const tool of [...NEEDED, ...POSIX]) symlinkSync(found(tool) as string, join(path, tool));
  return path;
}

export interface Checked {
  status: number | null;
  /** What it printed, in lines. */
  lines: string[];
  failed: string[];
  notes: string[];
  stderr: string;
  /** What it left in its working and temporary folders. */
  left: string[];
}

/** Runs verify.sh of a proof folder. */
export function check(folder: string, casePath: string, ...options: string[]): Checked {
  const [cwd, tmp] = [temporaryFolder(), temporaryFolder()];
  const script = spawnSync(found('dash') ?? '/bin/sh', [join(folder, 'verify.sh'), casePath, ...options], {
    cwd,
    env: { PATH: toolFolder(), TMPDIR: tmp },
    encoding: 'utf8',
  });
  const lines = script.stdout.split('\n');
  const after = (word: string): string[] => lines.filter((line) => line.startsWith(word)).map((line) => line.slice(8));
  return {
    status: script.status,
    lines,
    failed: after('FAILED'),
    notes: after('note'),
    stderr: script.stderr,
    left: [...readdirSync(cwd), ...readdirSync(tmp)],
  };
}

/** What a shell, a spreadsheet, SQL or a terminal might take for something else than a name. */
const HOSTILE = [
  '$(touch pwned)',
  '`touch pwned`',
  '-rf',
  "'; DROP TABLE evidence; --",
  'two\nlines\tand a tab',
  '=cmd|calc',
  '🦊 \u202egnp.exe',
  '"q" * ?',
];

/** Logs of four hours with their digests; one log is missing, one digest has no sidecar of its own. */
export function signedLogs(): string {
  const folder = temporaryFolder();
  const take = (part: string, wanted: (name: string) => boolean): void => {
    for (const name of readdirSync(join(SAMPLE, part))) {
      if (!wanted(name)) continue;
      mkdirSync(dirname(join(folder, part, name)), { recursive: true });
      cpSync(join(SAMPLE, part, name), join(folder, part, name), { recursive: true });
    }
  };
  take(DIGESTS, (name) => /_20260221T(19|20|21|22)37/.test(name) && !/T2037.*head\.json$/.test(name));
  take(`AWSLogs/${ACCOUNT}/CloudTrail/eu-central-1/2026/02/21`, (name) => /T(1905|2205)Z/.test(name));
  take(`AWSLogs/${ACCOUNT}/CloudTrail-Insight`, () => true);
  take('keys', (name) => name.startsWith('eu-central-1'));
  return folder;
}

const again = record({ eventID: eventId('again'), eventName: 'StopLogging', eventTime: '2026-02-21T18:00:00Z' });

async function otherFiles(): Promise<string> {
  const names = Object.fromEntries(
    HOSTILE.map((name, i) => [
      `odd/${name}/${name}.json`,
      trail()
        .event({ eventID: eventId(name), userAgent: name, eventTime: `2026-02-21T10:0${i}:00Z` })
        .json(),
    ]),
  );
  return folderOf({
    ...names,
    // In more than one chunk, and no gzip around it.
    'long.json': trail()
      .events(2000, (i) => ({ eventID: eventId(`long ${i}`), userAgent: `agent ${'x'.repeat(200)} ${i}` }))
      .pretty(),
    'wrapped.json': JSON.stringify({ Events: [{ EventId: again.eventID, CloudTrailEvent: JSON.stringify(again) }] }),
    'archive.zip': await zipOf({
      'inner.json': trail()
        .event({ eventID: eventId('inner') })
        .json(),
    }),
    'empty.json': '',
    'notes.txt': 'Handed over on Monday.\n',
  });
}

export interface ProofCase {
  path: string;
  /** Seal 1 as it was written beside the case, and the fingerprints of both seals. */
  firstSeal: string;
  fingerprints: string[];
}

/** Two imports, a bookmark, and a seal after each import. */
export async function proofCase(): Promise<ProofCase> {
  const path = newCasePath();
  const signed = signedLogs();
  CaseFile.create(path, { title: 'Proof `touch pwned`', examiner: 'Asha $(touch pwned) "Rao"' }).close();
  await importInto(path, [signed, await otherFiles()], { exists: true });
  const first = await sealed(path, 'after the first import');
  await importInto(path, [folderOf({ '0.json': JSON.stringify({ Records: [again] }) })], { exists: true });
  const file = CaseFile.open(path);
  file.putBookmark({ event: `${'0'.repeat(64)}@0+1`, colour: 'red', note: 'A note\nof two lines, $(touch pwned)', removed: false });
  file.close();
  const second = await sealed(path, 'after the second');
  return { path, firstSeal: first.path, fingerprints: [first.fingerprint, second.fingerprint] };
}

export async function sealed(
  path: string,
  note: string,
  timestampServer: string | null = null,
): Promise<{ path: string; fingerprint: string }> {
  const out = join(temporaryFolder(), 'seal.txt');
  const file = CaseFile.open(path);
  try {
    const { seal } = await sealCase(file, oneTimeKey(), { out, overwrite: false, note, timestampServer, verification: null });
    return { path: out, fingerprint: seal.fingerprint };
  } finally {
    file.close();
  }
}

/** A copy of a proof folder in which one file is another. */
export function changedFolder(folder: string, name: string, change: (text: string) => string | Buffer): string {
  const copy = join(temporaryFolder(), 'proof');
  cpSync(folder, copy, { recursive: true });
  writeFileSync(join(copy, name), change(readFileSync(join(copy, name), 'utf8')));
  return copy;
}
