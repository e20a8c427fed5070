// `export --format proof`: a folder with all that an expert needs to repeat the proofs of a case without Trailcase: manifests, hashes,
// digests, keys, custody log, seals, and a script that compares them with the case. The same case gives the same folder, byte for byte.

import { TrailcaseError } from '../../../shared/errors.ts';
import { custodyHead } from '../../case/custody.ts';
import { readFacts } from '../../case/facts.ts';
import { MOMENT_PARTS, momentNow } from '../../case/moment.ts';
import { eventsManifest, evidenceManifest, inventory } from '../../case/roots.ts';
import { breathe, type Progress } from '../../jobs/progress.ts';
import { type FolderWriter, writeWholeFolder } from '../../whole-folder.ts';
import type { ExportFormat, ExportRequest, ExportResult } from '../format.ts';
import { plainLine } from '../plain-line.ts';
import { writeCustody } from './custody.ts';
import { writeDigests } from './digests.ts';
import { places } from './places.ts';
import { programFiles } from './program.ts';
import { readMe } from './read-me.ts';
import { writeSeals } from './seals.ts';

export const proof: ExportFormat = {
  name: 'proof',
  summary: 'a folder with manifests, hashes, digests, keys, custody log, seals and a script that repeats the proofs without Trailcase',
  rows: 'evidence items',
  takesFilter: false,
  write: writeProof,
};

/** A list of a case of 10 million events takes a while: between pieces of this size other work is let in. */
const PIECE_CHARACTERS = 100_000;

/** Bytes of a line of the events manifest, for the progress. */
const LINE_BYTES = 90;

async function writeProof({ out, overwrite, ...source }: ExportRequest): Promise<ExportResult> {
  const items = source.db.prepare('SELECT count(*) FROM evidence').pluck().get() as number;
  const options = { overwrite, own: ['verify.sh', 'manifest.sha256', 'custody.txt'] };
  return { ...(await writeWholeFolder(out, options, (folder) => fillProof(folder, source))), rows: items };
}

/** The files of a proof, into a folder that has other files or not. Errors: CANCELLED. */
export async function fillProof(
  folder: FolderWriter,
  { db, keys, control }: Pick<ExportRequest, 'db' | 'keys' | 'control'>,
): Promise<void> {
  const count = (sql: string): number => db.prepare(sql).pluck().get() as number;
  const records = count('SELECT count(*) FROM records');
  const digests = count("SELECT count(*) FROM evidence WHERE kind = 'digest'");
  const digestBytes = count("SELECT coalesce(sum(size), 0) FROM evidence WHERE kind = 'digest'");
  const progress: Progress = {
    phase: 'Writing the proof',
    bytes: 0,
    totalBytes: digestBytes + records * LINE_BYTES,
    files: 0,
    totalFiles: digests,
    events: 0,
  };
  const step = async (): Promise<void> => {
    control.onProgress?.(progress);
    await breathe();
    if (control.signal?.aborted) throw new TrailcaseError('CANCELLED', 'The export was cancelled');
  };
  await step();
  folder.add('state.txt', stateOf(db));
  const evidenceRoot = await folder.stream('manifest.sha256', gathered(evidenceManifest(db), step));
  const eventsRoot = await folder.stream(
    'events-manifest.txt',
    gathered(eventsManifest(db), step, (piece) => {
      progress.bytes += piece.length;
      progress.events += piece.split('\n').length - 1;
    }),
  );
  const inventoryRoot = await folder.stream('inventory.jsonl', gathered(inventory(db), step));
  await folder.stream('places.csv', gathered(places(db), step));
  await writeCustody(folder, db, step);
  await writeDigests(folder, db, keys, async (bytes) => {
    progress.files++;
    progress.bytes += bytes;
    await step();
  });
  writeSeals(folder, db);
  for (const [name, content] of programFiles()) folder.add(name, content, { executable: name.endsWith('.sh') });
  folder.add('README.txt', readMe(db, { evidence: evidenceRoot, events: eventsRoot, inventory: inventoryRoot }));
}

/** Which state of which case the folder tells: by the newest rows, since tables only grow, a later case is told from an altered one. */
function stateOf(db: ExportRequest['db']): string {
  const { entries, head } = custodyHead(db);
  const moment = momentNow(db);
  return [
    `case: ${plainLine(readFacts(db).caseId)}`,
    `custody-entry: ${entries}`,
    `custody-head: ${plainLine(head)}`,
    `last-rows: ${MOMENT_PARTS.map((part) => `${part}=${moment[part]}`).join(' ')}`,
    '',
  ].join('\n');
}

/** Lines in larger pieces, with a breath after each. */
async function* gathered(
  lines: Iterable<string>,
  step: () => Promise<void>,
  wrote: (piece: string) => void = () => {},
): AsyncGenerator<string> {
  let piece = '';
  for (const line of lines) {
    piece += line;
    if (piece.length < PIECE_CHARACTERS) continue;
    yield piece;
    wrote(piece);
    piece = '';
    await step();
  }
  yield piece;
  wrote(piece);
}
