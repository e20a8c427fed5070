// Fifty thousand objects in a bucket on loopback: looked at; imported while it is killed in the middle, again and again, and throttled; imported while
// objects change under it. Each must end in the same roots as importing the files of a folder. Options: --objects (50,000), --events of each (10).
import { copyFileSync, linkSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { scopeAt } from '../../src/main/jobs/s3-scope.ts';
import { CACHE, machine, megabytes, note, removeFile, wholeNumber } from '../common.ts';
import { archive } from '../import/generate.ts';
import { ADDRESS, BenchServer, type Run, runOnce } from './server-process.ts';

const text = { type: 'string' } as const;
const { values } = parseArgs({ options: { objects: text, events: text } });
const wanted = wholeNumber('objects', values.objects, 50_000);
const each = wholeNumber('events', values.events, 10);

/** Of so many GETs of objects one is refused with 503; shares of the objects after which the import is killed; objects that change. */
const THROTTLED = 500;
const KILLS = [0.1, 0.4, 0.7];
const CHANGED = 50;

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const told = ({ seconds, cpuSeconds, peakBytes }: Run): string =>
  `${seconds.toFixed(1)} s wall, ${cpuSeconds.toFixed(1)} s CPU, peak ${megabytes(peakBytes)}`;

function target(name: string): string {
  const file = path.join(CACHE, `s3-${name}.trailcase`);
  removeFile(file);
  return file;
}

function expectSame(what: string, one: unknown, other: unknown): void {
  const same = JSON.stringify(one) === JSON.stringify(other);
  say(`  ${what}: ${same ? 'the same' : 'DIFFERENT'}`);
  if (!same) process.exitCode = 1;
}

/** Killed at each of these numbers of files, then let go on to the end. */
async function killed(file: string, endpoint: string, objects: number, afterFirst?: () => Promise<unknown>): Promise<Run> {
  let kills = 0;
  for (const share of KILLS) {
    if (runOnce(file, ADDRESS, endpoint, { kill: Math.floor(objects * share) }) === null) kills++;
    if (kills === 1) await afterFirst?.();
  }
  const last = runOnce(file, ADDRESS, endpoint) as Run;
  say(`killed ${kills} times: ${last.acquired?.known} known, ${last.acquired?.fetched} fetched at last; the last import ${told(last)}`);
  return last;
}

mkdirSync(CACHE, { recursive: true });
const from = await archive(CACHE, { events: wanted * each, files: Math.ceil(wanted / 200), layout: 'small', growing: false });
say(`${from.parts} objects, ${megabytes(from.storedBytes)}, ${wanted * each} events; ${machine()}, Node ${process.version}`);

const copy = path.join(CACHE, 's3-copy');
const changedFolder = path.join(CACHE, 's3-changed');
const server = await BenchServer.start(from.folder);
try {
  const looked = performance.now();
  const scope = await scopeAt(ADDRESS, { access: { endpoint: server.endpoint, pathStyle: true, anonymous: true } });
  const { totals, requests } = scope;
  say(
    `scope: ${requests.made} lists in ${((performance.now() - looked) / 1000).toFixed(1)} s, ${totals.exact ? '' : 'about '}${totals.objects} objects`,
  );

  const folder = runOnce(target('folder'), from.folder, server.endpoint) as Run;
  say(`folder: ${told(folder)}`);
  const whole = runOnce(target('whole'), ADDRESS, server.endpoint) as Run;
  say(`bucket: ${told(whole)}, ${whole.acquired?.requests} requests`);
  expectSame('events root of folder and bucket', folder.roots.events, whole.roots.events);

  await server.order({ throttleEvery: THROTTLED });
  const file = target('killed');
  // Only until it is killed for the first time: the SDK's rate recovers by the minute.
  const continued = await killed(file, server.endpoint, from.parts, () => server.order({ throttleEvery: 0 }));
  const { throttled } = await server.order();
  say(`  ${throttled} requests were throttled; ${continued.unreadable} objects missing`);
  expectSame('roots of the killed and the uninterrupted import', continued.roots, whole.roots);

  rmSync(copy, { recursive: true, force: true });
  const copied = runOnce(file, ADDRESS, server.endpoint, { keepCopy: copy }) as Run;
  say(`the same again, with a copy: ${copied.acquired?.fetched} fetched, ${told(copied)}`);
  const ofCopy = runOnce(target('copy'), copy, server.endpoint) as Run;
  expectSame('roots of the copy, imported as a folder', ofCopy.roots, whole.roots);

  // The same files, of which some are others, for the folder; in the bucket they change just before they are fetched.
  rmSync(changedFolder, { recursive: true, force: true });
  const change: Record<string, string> = {};
  let n = 0;
  for (const entry of readdirSync(from.folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const name = path.join(entry.parentPath, entry.name);
    const key = path.relative(path.dirname(from.folder), name);
    const at = path.join(changedFolder, key);
    mkdirSync(path.dirname(at), { recursive: true });
    if (n++ % Math.floor(from.parts / CHANGED) === 0 && Object.keys(change).length < CHANGED) {
      const record = { eventVersion: '1.08', eventID: `changed-${n}`, eventTime: '2026-02-21T00:00:00Z', eventName: 'ChangedMeanwhile' };
      const bytes = gzipSync(JSON.stringify({ Records: [record] }));
      change[key] = bytes.toString('base64');
      writeFileSync(at, bytes);
    } else {
      try {
        linkSync(name, at);
      } catch {
        copyFileSync(name, at);
      }
    }
  }
  await server.order({ change });
  const changing = await killed(target('changing'), server.endpoint, from.parts);
  const served = await server.order();
  // What a killed import fetched and did not store is listed as it is now by the next one: then it did not change in between.
  say(`  ${served.changed} objects changed between listing and fetching, ${changing.changed} told so; ${changing.unreadable} missing`);
  const ofChanged = runOnce(target('changed-folder'), path.join(changedFolder, 'AWSLogs'), server.endpoint) as Run;
  expectSame('events root of the folder with the changed files', ofChanged.roots.events, changing.roots.events);
  say(`the server: ${served.requests} requests, ${served.writing} of them no reading, ${served.cpuSeconds.toFixed(1)} s CPU`);
  if (served.writing > 0 || changing.changed === 0 || changing.changed > served.changed) process.exitCode = 1;
} finally {
  server.close();
  for (const folder of [copy, changedFolder]) rmSync(folder, { recursive: true, force: true });
}
note(process.exitCode ? 'something differs' : 'all the same');
