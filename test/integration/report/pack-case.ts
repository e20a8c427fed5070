// A case whose exhibits lie in every kind of item: gzip, plain, wrapped in JSON strings, in cells of tables, in base64; and the shell of whoever checks a pack.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { CaseFile } from '../../../src/main/case/case-file.ts';
import { importInto, newCasePath, sqlite } from '../../helpers/cases.ts';
import { cli } from '../../helpers/cli-here.ts';
import { folderOf, temporaryFolder } from '../../helpers/folder.ts';
import { record, trail } from '../../helpers/trail.ts';

const SHAPES = resolve(import.meta.dirname, '../../fixtures/shapes');

/** Of which there is one exhibit each, at least. */
export const KINDS = [
  'gzip ',
  'identity ',
  'utf-16le ',
  'identity json-string',
  'identity csv-cell',
  'identity json-string/base64/gzip/at:N+N/json-string',
  'identity json-string/base64',
  'identity json-string/base64/at:N+N/json-string',
  'identity reduced:csv:N+N',
  'identity reduced:cells:N+N',
  'identity reduced:lookup',
  'identity reduced:lake',
  'identity reduced:row',
  'identity reduced:python',
];

export interface PackCase {
  path: string;
  /** Number of exhibits. */
  exhibits: number;
  /** Kinds of exhibits, as in KINDS. */
  kinds: string[];
}

/** Text that JSON may write in several ways, within a record that is itself the text of a JSON string. */
const odd = JSON.stringify(record({ eventName: 'OddText', userAgent: 'é € 😀 "quoted" \\ /\t\n', errorMessage: '=cmd|<b>' }));
/** Escaped where JSON need not. */
const escaped = JSON.stringify(odd).replace(/[^ -~]|\//g, (c) =>
  c === '/' ? '\\/' : `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
);

export async function packCase(): Promise<PackCase> {
  const path = newCasePath();
  CaseFile.create(path, { title: 'Key <leak> & more', number: '2026/17', examiner: 'Asha Rao', timezone: 'Asia/Kolkata' }).close();
  const log = trail().events(5, (i) => ({ eventName: 'RunInstances', eventTime: `2026-02-21T18:2${i}:00Z`, readOnly: false }));
  const wide = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(trail().event({ eventName: 'Wide' }).json(), 'utf16le')]);
  const files = {
    'AWSLogs/a.json.gz': log.gz(),
    'AWSLogs/b.json': trail()
      .events(2, () => ({ eventName: 'DeleteBucket', readOnly: false }))
      .pretty(),
    'wide.json': wide,
    'lookup.json': `{"Events":[{"EventId":"x","EventName":"OddText","CloudTrailEvent":${escaped}}]}`,
  };
  // A digest in another place than it names contradicts a case.
  const shapes = readdirSync(SHAPES).filter((name) => !name.startsWith('digest'));
  await importInto(path, [folderOf(files), ...shapes.map((name) => join(SHAPES, name))], { exists: true });
  const db = sqlite(path, { readonly: true });
  const rows = db
    .prepare(
      `SELECT lower(hex(e.sha256)) || '@' || r.offset || '+' || r.length || coalesce('/' || s.value, '') AS id, e.encoding || ' ' || coalesce(s.value, '') AS kind
       FROM records r JOIN evidence e ON e.id = r.evidence LEFT JOIN decoding_steps s ON s.id = r.steps
       ORDER BY e.sha256, r.offset`,
    )
    .all() as { id: string; kind: string }[];
  const wanted = db
    .prepare("SELECT id FROM events WHERE eventName IN ('OddText', 'RunInstances', 'DeleteBucket')")
    .pluck()
    .all() as string[];
  db.close();
  const byKind = new Map(rows.map(({ id, kind }) => [kind.replace(/\d+(?=\+)|(?<=\+)\d+/g, 'N'), id]));
  const chosen = new Set([...byKind.values(), ...wanted]);
  const file = CaseFile.open(path);
  for (const event of chosen) file.putBookmark({ event, colour: 'red', note: 'Why *this* one: <i>', removed: false }, 1_772_000_000_000);
  file.close();
  const finding = { title: 'The key was used', severity: 'high', supporting: [{ id: wanted[0], reason: 'the launch' }] };
  const { status, stderr } = await cli(['finding', path, 'add'], { stdin: JSON.stringify(finding) });
  if (status !== 0) throw new Error(stderr);
  return { path, exhibits: chosen.size, kinds: [...byKind.keys()] };
}

/** What README.txt and check.sh say that they need, and what every POSIX system has: no jq, no sqlite3, no zstd. */
const TOOLS =
  'sh sha256sum gzip openssl tail head awk base64 iconv cat comm cp cut dirname find grep mktemp mv rm sed sort touch tr wc xargs'.split(
    ' ',
  );

function found(tool: string): string | undefined {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, tool))
    .find(existsSync);
}

/** Names of tools that this machine lacks. */
export const lacking = TOOLS.filter((tool) => found(tool) === undefined);

let tools: string | undefined;

function toolFolder(): string {
  if (tools) return tools;
  tools = temporaryFolder();
  for (const tool of TOOLS) symlinkSync(found(tool) as string, join(tools, tool));
  return tools;
}

export interface Ran {
  status: number | null;
  lines: string[];
  failed: string[];
  notes: string[];
  stderr: string;
  /** What it left in its temporary folder. */
  left: string[];
}

/** Runs a script with sh, in a folder, with nothing but those tools. */
export function inShell(folder: string, script: string): Ran {
  const temporary = temporaryFolder();
  const file = join(temporaryFolder(), 'script.sh');
  writeFileSync(file, script);
  mkdirSync(join(temporary, 'tmp'));
  const env = { PATH: toolFolder(), TMPDIR: join(temporary, 'tmp'), LANG: 'C.UTF-8' };
  const { status, stdout, stderr } = spawnSync(found('sh') as string, [file], { cwd: folder, env, encoding: 'utf8' });
  const lines = stdout.split('\n');
  const marked = (mark: string): string[] => lines.filter((line) => line.startsWith(mark)).map((line) => line.slice(8));
  return { status, lines, failed: marked('FAILED'), notes: marked('note'), stderr, left: readdirSync(join(temporary, 'tmp')) };
}

/** `check.sh` of a pack. */
export function checked(pack: string): Ran {
  return inShell(pack, 'exec sh check.sh\n');
}
