// Every command as a process: it says the same, byte for byte, writes the same, and ends with the same status as when it runs in the test's own
// process, as most tests have it run (test/helpers/cli-here.ts). Every program that is built for the command line runs here or in a test that is named.
import { copyFileSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { tarOf, zipOf } from '../../helpers/archives.ts';
import { content, copyOf, importInto, newCasePath, verified } from '../../helpers/cases.ts';
import { cli, ended, ROOT, startCli } from '../../helpers/cli.ts';
import { cli as cliHere, cliJson } from '../../helpers/cli-here.ts';
import { filesBelow, folderOf, sha256, temporaryFolder } from '../../helpers/folder.ts';
import { traced } from '../../helpers/programs.ts';
import { MemoryBucket, type S3Double, startS3Double } from '../../helpers/s3-server.ts';
import { keptKey, type Sealed, sealed } from '../../helpers/seals.ts';
import { situation } from '../../helpers/situation.ts';
import { startTimestampServer, type TimestampServer } from '../../helpers/timestamp-server.ts';
import { trail } from '../../helpers/trail.ts';

/** The case that is read, with a finding and a seal; before these; the sample; one that is worth threads. */
let path = '';
let bare = '';
let sample = '';
let long = '';
let first = '';
let archives = '';
let finding = '';
let event = '';
let seal: Sealed;
let report = '';
let server: TimestampServer | undefined;
let s3: S3Double | undefined;

/** Lines of a handover list. */
const sums = (files: Record<string, Buffer>): string =>
  Object.entries(files)
    .map(([name, bytes]) => `${sha256(bytes)}  ${name}\n`)
    .join('');

beforeAll(async () => {
  ({ path: bare, first } = await situation());
  path = copyOf(bare);
  const added = await cliJson(['finding', path, 'add'], { stdin: '{"title":"The key was used","severity":"high"}' });
  finding = added.value.id;
  event = (await cliJson(['events', path, 'eventName:RunInstances'])).value.rows[0].id;
  seal = await sealed(path, keptKey());
  report = join(temporaryFolder(), 'report.html');
  await cliJson(['report', path, '--out', report]);
  sample = newCasePath('sample');
  await importInto(sample, [resolve(ROOT, 'resources/sample/archive')]);
  const log = trail().events(7000, (i) => ({ requestParameters: { bucketName: `b${i % 1000}` }, userAgent: 'x'.repeat(200) }));
  long = newCasePath('long');
  await importInto(long, [folderOf({ 'long.json': log.json() })]);
  const member = (name: string): Record<string, string> => ({ [`${name}.json`]: trail().event({ eventName: name }).json() });
  const packed = {
    'a.zip': await zipOf({ ...member('Zip'), 'nested.tar': await tarOf(member('Nested')) }),
    'b.tar.gz': gzipSync(await tarOf(member('Tar'))),
    'c.json.zst': zstdCompressSync(Object.values(member('Zstandard')).join('')),
  };
  archives = folderOf(packed);
  writeFileSync(`${archives}.sha256`, sums(packed));
  server = await startTimestampServer();
  s3 = await startS3Double();
  const day = 'AWSLogs/111122223333/CloudTrail/eu-west-1/2026/02/21';
  s3.buckets.set('evidence', new MemoryBucket().put(`${day}/log.json`, trail().event({ eventName: 'FromS3' }).json()));
});
afterAll(() => Promise.all([server?.close(), s3?.close()]));

/** Times, and what is derived from them, of two runs of one command. */
const made = (text: string): string =>
  timed(text)
    .replace(/\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?Z?/g, 'TIME')
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'ID')
    .replace(/[0-9a-f]{32,}/g, 'HASH')
    .replace(/\bf[0-9a-f]{12}\b/g, 'FINDING')
    .replace(/, [\d,]+ records\/s/g, ', RATE');
/** How long it took. */
const timed = (text: string): string =>
  text.replace(/("(?:seconds|eventsPerSecond|readSeconds)": )[\d.]+/g, '$1N').replace(/\b[\d.]+ ?(?:ms|s)\b/g, 'DURATION');

interface Here {
  folder: string;
  /** A copy of the case, in the folder. */
  own: string;
}

interface Command {
  args(here: Here): string[];
  /** What else it is, for the name of the test. */
  how?: string;
  /** What its output is compared without; left out: nothing, it is the same bytes. */
  but?: (text: string) => string;
  stdin?: string;
  /** Programs that it starts. */
  runs?: string[];
  /** What it left, to be compared as well. */
  left?(here: Here): unknown;
}

const bytesOf =
  (name: string) =>
  ({ folder }: Here) =>
    readFileSync(join(folder, name), 'utf8');
const out =
  (name: string) =>
  ({ folder }: Here) => [path, '--format', name, '--out', join(folder, 'out')];
const evidenceOf = ({ own }: Here) => content(own);
const sealsOf = async ({ own }: Here) => (await verified(own)).seals.map(({ ok, timestamp }) => [ok, timestamp?.ok]);
/** All but what tells when it was made. */
const proofOf = ({ folder }: Here) =>
  filesBelow(join(folder, 'out')).map((name) => [
    name,
    /README|SHA256SUMS/.test(name)
      ? made(readFileSync(join(folder, 'out', name), 'utf8'))
      : sha256(readFileSync(join(folder, 'out', name))),
    statSync(join(folder, 'out', name)).mode,
  ]);

/** Its script and its list of hashes: of the same case it is the same folder. */
const packOf = ({ folder }: Here) =>
  ['check.sh', 'SHA256SUMS', 'exhibits/0001.json'].map((name) => [
    name,
    sha256(readFileSync(join(folder, 'out', name))),
    statSync(join(folder, 'out', name)).mode,
  ]);

const COMMANDS: Record<string, Command | Command[]> = {
  create: { args: ({ folder }) => [join(folder, 'new.trailcase'), '--title', 'Made'], but: made },
  import: [
    { args: ({ own }) => [own, first], but: made, left: evidenceOf, runs: ['import-worker'] },
    {
      how: 'archives with a handover list and limits',
      args: ({ own }) => [own, archives, '--expect', `${archives}.sha256`, '--max-ratio', '900', '--max-depth', '3', '--md5', '--keep-all'],
      but: made,
      left: evidenceOf,
      runs: ['import-worker', 'container-worker'],
    },
    {
      how: 'archives within archives, refused',
      args: ({ own }) => [own, archives, '--max-depth', '1', '--max-members', '10', '--max-size', '1000000'],
      but: made,
      left: evidenceOf,
      runs: ['import-worker', 'container-worker'],
    },
    {
      how: 'a bucket',
      args: ({ own }) => [own, 's3://evidence/', '--no-sign-request', '--path-style', '--endpoint', s3?.endpoint ?? ''],
      but: made,
      left: evidenceOf,
      runs: ['import-worker'],
    },
  ],
  s3: { args: () => ['scope', 's3://evidence/', '--no-sign-request', '--path-style', '--endpoint', s3?.endpoint ?? ''] },
  scope: { args: () => ['--athena', '--create-table', 's3://evidence/', '--from', '2026-01-01', '--account', '111122223333'] },
  facts: {
    args: ({ own }) => [own, '--number', 'IR-8'],
    but: made,
    left: async ({ own }) => made((await cliHere(['facts', own, '--json'])).stdout),
  },
  info: { args: () => [path] },
  problems: [{ args: () => [path] }, { how: 'one by one', args: () => [path, '--code', 'all', '--format', 'jsonl'] }],
  events: [
    { args: () => [sample, 'eventName:DeleteBucket'] },
    { how: 'by what records say', args: () => [long, 'requestParameters.bucketName:b7'], runs: ['record-match-worker'] },
    { how: 'raw', args: () => [path, '--raw'] },
  ],
  facets: { args: () => [sample, '--by', 'service,ip'] },
  histogram: { args: () => [sample, '--every', '1h'] },
  timeline: { args: () => [sample, '--lanes', '3', '--markers'] },
  pivot: { args: () => [sample, 'service', 's3.amazonaws.com'] },
  compare: { args: () => [sample, 'is:error', 'service:s3.amazonaws.com'] },
  questions: { args: () => [sample] },
  lineage: { args: () => [sample, 'ASIAALX7KVECLEXAMPLE'] },
  addresses: { args: () => [sample] },
  watchlist: {
    args: ({ own, folder }) => [own, 'add', join(folder, 'list.txt'), '--name', 'List', '--date', '2026-02-20'],
    but: made,
    left: async ({ own }) => made((await cliHere(['watchlist', own, 'list', '--json'])).stdout),
  },
  unusual: { args: () => [sample] },
  resources: { args: () => [long, '--top', '3'], runs: ['resource-worker'] },
  search: { args: () => [long, 'b77"', '--limit', '2'], runs: ['search-worker'] },
  bookmarks: { args: () => [path, '--history'] },
  bookmark: { args: ({ own }) => [own, '--filter', 'eventName:GetUser', '--label', 'read', '--note', '*why*'], but: made, left: marksOf },
  tag: { args: ({ own }) => [own, 'exfil', '-'], stdin: 'entity:ip:198.51.100.7\n', but: made, left: marksOf },
  note: { args: ({ own }) => [own, 'entity:ip:198.51.100.7', '-'], stdin: 'the guest network\n', but: made, left: marksOf },
  findings: { args: () => [path] },
  finding: [
    { how: 'add', args: ({ own }) => [own, 'add'], stdin: '{"title":"Another"}', but: made, left: findingsOf },
    { how: 'cite', args: ({ own }) => [own, 'cite', finding, event, '--reason', 'the launch'], but: made, left: findingsOf },
  ],
  storyline: { args: ({ own }) => [own, 'add', finding], but: made, left: findingsOf },
  review: { args: ({ own }) => [own, finding, 'agree'], but: made, left: findingsOf },
  annotations: { args: ({ folder }) => [join(folder, 'bare.trailcase'), 'import', join(folder, 'theirs.json')], but: made },
  attack: { args: () => [path, 'list'] },
  sql: {
    args: () => [sample, 'SELECT eventName, count(*) AS n FROM cloudtrail_logs GROUP BY 1 ORDER BY 2 DESC, 1'],
    runs: ['sql-worker'],
  },
  verify: [
    { args: () => [sample, '--details'], but: timed, runs: ['verify-worker'] },
    {
      how: 'with what was kept elsewhere',
      args: ({ folder }) => {
        const keys = resolve(ROOT, 'resources/sample/archive/keys/eu-central-1.public-keys.json');
        return [path, '--keys', keys, '--seal', join(folder, 'seal.txt'), '--fingerprint', seal.seal.fingerprint];
      },
      but: timed,
      runs: ['verify-worker'],
    },
  ],
  seal: [
    { args: ({ own, folder }) => [own, '--key', join(folder, 'key.pem'), '--make-key'], but: made, left: sealsOf, runs: ['verify-worker'] },
    { how: 'with a time stamp', args: ({ own }) => [own, '--no-verify', '--timestamp', server?.url ?? ''], but: made, left: sealsOf },
  ],
  report: [
    {
      args: ({ folder }) => [path, '--out', join(folder, 'out.html')],
      but: made,
      left: (here) => made(bytesOf('out.html')(here)),
      runs: ['verify-worker'],
    },
    { how: 'checked', args: () => [path, '--verify', report], runs: ['verify-worker'] },
  ],
  'report-pack': { args: ({ folder }) => [path, '--out', join(folder, 'out')], but: made, left: packOf, runs: ['verify-worker'] },
  'report-texts': {
    args: ({ own }) => [own, 'set'],
    stdin: '{"opinion":"The key was taken."}',
    but: made,
    left: async ({ own }) => made((await cliHere(['report-texts', own, '--json'])).stdout),
  },
  redaction: { args: ({ own }) => [own, 'open', 'user-00000000'], runs: ['verify-worker'] },
  export: [
    { how: 'csv', args: out('csv'), left: bytesOf('out') },
    { how: 'jsonl', args: out('jsonl'), left: bytesOf('out') },
    { how: 'xlsx', args: out('xlsx'), left: ({ folder }) => sha256(readFileSync(join(folder, 'out'))) },
    { how: 'timesketch', args: out('timesketch'), left: bytesOf('out') },
    { how: 'annotations', args: out('annotations'), but: made, left: (here) => made(bytesOf('out')(here)) },
    { how: 'proof', args: out('proof'), but: made, left: proofOf },
  ],
  upgrade: {
    args: ({ folder }) => [join(folder, 'old.trailcase')],
    but: made,
    left: ({ folder }) => content(join(folder, 'old.trailcase')),
  },
};

async function marksOf({ own }: Here): Promise<unknown> {
  return made((await cliHere(['bookmarks', own, '--json'])).stdout);
}

async function findingsOf({ own }: Here): Promise<unknown> {
  return made((await cliHere(['findings', own, '--json'])).stdout + (await cliHere(['storyline', own, '--json'])).stdout);
}

/** As run.ts lists them. */
const NAMES = [...readFileSync(resolve(ROOT, 'src/main/commands/run.ts'), 'utf8').matchAll(/^ {2}\['([a-z0-9-]+)', async \(\) =>/gm)].map(
  ([, name]) => name as string,
);

const RUNS = Object.entries(COMMANDS).flatMap(([name, ways]) =>
  [ways].flat().map((command) => ({ title: command.how ? `${name}: ${command.how}` : name, name, ...command })),
);

/** Programs that no command above starts, and where they run as they are built. */
const ELSEWHERE: Record<string, string> = {
  index: 'test/e2e',
  engine: 'test/e2e',
  'query-worker': 'test/e2e',
  'preview-worker': 'test/e2e',
  'report-worker': 'test/e2e',
  'export-worker': 'test/e2e',
  'searches-worker': 'test/e2e',
  'large-worker': 'test/integration/crash-large.test.ts',
  'hash-worker': 'test/integration/crash-large.test.ts',
  'fetch-worker': 'test/integration/s3/obstacles.test.ts',
};

test('these are all commands', () => {
  expect(Object.keys(COMMANDS).sort()).toEqual([...NAMES].sort());
});

test('these are all programs that are built', () => {
  const [, list = ''] = /const programs = \{\n(.*?)\n\};/s.exec(readFileSync(resolve(ROOT, 'electron.vite.config.ts'), 'utf8')) ?? [];
  const programs = [...list.matchAll(/^ {2}'?([a-z0-9-]+)'?: '.*',$/gm)].map(([, name]) => name as string);
  expect(list.split('\n')).toHaveLength(programs.length);
  const run = new Set(['cli', ...RUNS.flatMap(({ runs = [] }) => runs), ...Object.keys(ELSEWHERE)]);
  expect([...run].sort()).toEqual(programs.sort());
  expect(Object.values(ELSEWHERE).filter((place) => !existsSync(resolve(ROOT, place)))).toEqual([]);
});

test.each(RUNS)('$title', async ({ name, args, but = (text) => text, stdin, runs = [], left }) => {
  const trace = traced();
  const asProcess = (words: string[], env: Record<string, string>) => {
    const child = startCli(words, { env: { ...env, ...trace.env }, stdio: 'pipe' });
    child.stdin?.end(stdin ?? '');
    return ended(child);
  };
  const answers = [];
  for (const run of [asProcess, (words: string[], env: Record<string, string>) => cliHere(words, { env, stdin: stdin ?? '' })]) {
    const folder = folderOf({ 'list.txt': '203.0.113.0/24\n', 'seal.txt': seal.text }, temporaryFolder());
    const here = { folder, own: join(folder, 'own.trailcase') };
    copyFileSync(path, here.own);
    copyFileSync(bare, join(folder, 'bare.trailcase'));
    const old = readFileSync(resolve(ROOT, 'test/fixtures/case-files/version-3.trailcase.gz'));
    writeFileSync(join(folder, 'old.trailcase'), gunzipSync(old));
    if (name === 'annotations') await cliHere(['export', path, '--format', 'annotations', '--out', join(folder, 'theirs.json')]);
    const salted = ['report', here.own, '--template', 'brief', '--redact', '--record', '--out', join(folder, 'redacted.html')];
    if (name === 'redaction') await cliHere(salted);
    const before = readdirSync(folder);
    const { status, signal, stdout, stderr } = await run([name, ...args(here)], { TRAILCASE_PASSPHRASE: 'a passphrase' });
    const said = (text: string): string => but(text.replaceAll(folder, 'FOLDER'));
    const made = readdirSync(folder).filter((file) => !before.includes(file));
    answers.push({ status, signal, stdout: said(stdout), stderr: said(stderr), made, left: await left?.(here) });
  }
  const [process, here] = answers;
  expect(process).toEqual(here);
  expect(process?.status).toBeLessThan(2);
  expect(process?.stdout).not.toBe('');
  expect(trace.names()).toEqual(['cli', ...runs].sort());
});

test('a command that runs in the test and is given no standard input does not read an empty one', async () => {
  expect(await cliHere(['tag', copyOf(path), 'exfil', '-'])).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('no standard input'),
  });
});

test('a refusal, and the help', async () => {
  for (const args of [['info', join(temporaryFolder(), 'none.trailcase')], ['frobnicate'], ['--help'], ['search', '--help'], []]) {
    const { bytes: _, ...process } = await cli(args);
    const { bytes: __, ...here } = await cliHere(args);
    expect(process).toEqual(here);
  }
});
