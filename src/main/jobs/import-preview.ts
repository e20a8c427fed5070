// What is there to import, before anything is: recognised from the beginning of files, by the same readers that the import uses.
import { closeSync, openSync, readSync } from 'node:fs';
import type { Result } from '../../shared/channels.ts';
import type { ItemKind } from '../../shared/domain.ts';
import { type FoundFile, listLocalSource } from '../acquire/folder.ts';
import { ContentStream } from '../content-stream.ts';
import { containerType } from '../decode/container-marks.ts';
import { unopenedType } from '../decode/unopened-marks.ts';
import { ContentReader } from '../ingest/content-reader.ts';
import { Dictionaries } from '../ingest/dictionaries.ts';
import { EventCollector } from '../ingest/event-collector.ts';
import { ItemText } from '../ingest/item-text.ts';
import { mayBeText } from '../ingest/read-content.ts';
import { breathe } from './progress.ts';

/** Bytes of a file that are looked at. */
const HEAD = 96 * 1024;

/** Files that are looked at, and for how long, in ms: the rest is counted. */
const LOOKED_AT = 2000;
const PATIENCE_MS = 2500;

const EXAMPLES = 3;

type Preview = Result<'import.preview'>;

/** Errors: IMPORT_PATH_MISSING. Reads only; opens no case. */
export async function previewImport(paths: readonly string[], isStale: () => boolean = () => false): Promise<Preview> {
  const files = paths.flatMap((path) => listLocalSource(path).files);
  const groups = new Map<string, Preview['groups'][number]>();
  const dictionaries = new Dictionaries(true);
  const started = performance.now();
  // Evenly over all of them: neighbours in a folder are alike.
  const step = Math.max(1, files.length / LOOKED_AT);
  let looked = 0;
  for (let at = 0; at < files.length; at += step) {
    const file = files[Math.floor(at)] as FoundFile;
    const { kind, shape, note = '' } = file.refused ? UNREADABLE : recognise(file, dictionaries);
    const name = `${kind} ${shape} ${note}`;
    const group = groups.get(name) ?? { kind, shape, note, files: 0, bytes: 0, examples: [] };
    group.files++;
    group.bytes += file.size;
    if (group.examples.length < EXAMPLES) group.examples.push(file.path);
    groups.set(name, group);
    looked++;
    if (looked % 20 === 0) {
      await breathe();
      if (isStale() || performance.now() - started > PATIENCE_MS) break;
    }
  }
  return {
    files: files.length,
    bytes: files.reduce((sum, { size }) => sum + size, 0),
    looked,
    groups: [...groups.values()].sort((a, b) => b.files - a.files || (a.kind < b.kind ? -1 : 1)),
  };
}

interface Recognition {
  kind: ItemKind;
  shape: string;
  /** Why it is not read, where it can be told. */
  note?: string;
}

const UNREADABLE: Recognition = { kind: 'unreadable', shape: '' };

/** What a file is by its beginning. What does not show there is said to be so by the kind that the import would fall back to. */
function recognise(file: FoundFile, dictionaries: Dictionaries): Recognition {
  const head = headOf(file);
  if (head === null) return UNREADABLE;
  const pieces: Buffer[] = [];
  const stream = new ContentStream((piece) => pieces.push(piece));
  stream.push(head);
  stream.end();
  const content = Buffer.concat(pieces).subarray(0, HEAD * 4);
  if (containerType(content) !== null) return { kind: 'container', shape: '' };
  const note = unopenedType(content);
  if (note !== null) return { ...UNREADABLE, note };
  if (!mayBeText(content)) return { kind: 'notCloudTrail', shape: '' };
  const start = content[0] === 0xef && content[1] === 0xbb && content[2] === 0xbf ? 3 : 0;
  const into = new EventCollector(dictionaries, 64);
  const reader = new ContentReader(into);
  reader.read(new ItemText(content), start, head.length === file.size);
  dictionaries.takeNew();
  return { kind: reader.kind, shape: reader.shape, note: into.problems.some(({ code }) => code === 'CONTENT_IN_YAML') ? YAML : '' };
}

const YAML = 'events as YAML: have them written as JSON and import that';

function headOf({ absolute }: FoundFile): Buffer | null {
  let descriptor: number | null = null;
  try {
    descriptor = openSync(absolute, 'r');
    const head = Buffer.alloc(HEAD);
    return head.subarray(0, readSync(descriptor, head));
  } catch {
    return null;
  } finally {
    if (descriptor !== null) closeSync(descriptor);
  }
}
