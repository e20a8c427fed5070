// Compares what was delivered with its handover list: by name, then by hash.
import { basename, dirname, join, resolve } from 'node:path';
import type { HandoverResult } from '../../shared/domain.ts';
import type { LocalSource } from '../acquire/folder.ts';
import type { HandoverList } from '../acquire/handover-list.ts';
import type { ListedFile } from '../acquire/listed-file.ts';
import type { HandoverLine } from '../case/handovers.ts';

/** Paths in a result; the counts count all. */
const LISTED = 1000;

export interface DeliveredFile {
  source: Pick<LocalSource, 'kind' | 'path'>;
  /** Relative to the source; members of containers as `container!member`. */
  path: string;
  /** By algorithm, lower-case hex; null when it could not be read. */
  hashes: Record<string, string> | null;
}

/** Algorithms that a list needs besides SHA-256. */
export function furtherAlgorithms(list: HandoverList): string[] {
  return [...new Set(list.files.map(({ algorithm }) => algorithm))].filter((algorithm) => algorithm !== 'sha256');
}

export function compareHandover(
  list: HandoverList,
  delivered: readonly DeliveredFile[],
): { result: HandoverResult; lines: HandoverLine[] } {
  const names = new Names(delivered, list);
  const judged = list.files.map((listed) => judge(listed, names.filesOf(listed.path)));
  const met = new Set(judged.flatMap(({ file }) => (file ? [file] : [])));
  const opened = new Set([...met].flatMap(({ containers }) => containers));
  for (const file of names.places.values()) {
    // The list may lie beside what it lists.
    if (met.has(file) || opened.has(file) || file.hashes?.sha256 === list.sha256) continue;
    // A member belongs to a container that is listed, or extra, itself: unless the list names others of its members.
    const [around] = file.containers.slice(-1);
    if (around && (!opened.has(around) || file.containers.some((container) => met.has(container)))) continue;
    const line = { path: file.path, algorithm: 'sha256', hash: file.hashes?.sha256 ?? '', verdict: 'extra', item: itemOf(file) } as const;
    judged.push({ line, file });
  }
  return { result: summary(list, judged), lines: judged.map(({ line }) => line) };
}

interface Place extends DeliveredFile {
  /** The containers in which it is, the innermost last. */
  containers: Place[];
}

interface Judged {
  line: HandoverLine;
  file: Place | undefined;
}

/** Which delivered files a list may mean by a name. */
class Names {
  /** Everything delivered, by absolute path: what was met twice, as a file named twice, counts once. */
  readonly places = new Map<string, Place>();
  private readonly byName = new Map<string, Place[]>();
  private readonly folder: string;
  /** Leading folders of the list's paths that lead to where it was made, and not into the delivery. */
  private readonly foreign: number;

  constructor(delivered: readonly DeliveredFile[], list: HandoverList) {
    for (const file of delivered) {
      const path = pathOf(file);
      if (!this.places.has(path)) this.places.set(path, { ...file, containers: [] });
    }
    for (const file of this.places.values()) file.containers = this.containersOf(file);
    // Files before members: where a name may mean both, it means the file.
    const order = [...this.places.values()].sort((a, b) => a.containers.length - b.containers.length);
    for (const file of order) for (const name of new Set(namesOf(file).map(normal))) this.enter(name, file);
    this.folder = dirname(resolve(list.path));
    this.foreign = this.foreignFolders(list.files.map(({ path }) => normal(path)));
  }

  /** The files that may be meant, the likeliest first. */
  filesOf(path: string): readonly Place[] {
    const name = normal(path);
    return [
      ...(this.byName.get(name) ?? []),
      // A list in the delivery may name files as seen from its own folder.
      ...(this.byName.get(normal(resolve(this.folder, path))) ?? []),
      ...(this.foreign > 0 ? (this.byName.get(without(name, this.foreign)) ?? []) : []),
    ];
  }

  private enter(name: string, file: Place): void {
    const files = this.byName.get(name);
    if (files) files.push(file);
    else this.byName.set(name, [file]);
  }

  private containersOf(file: Place): Place[] {
    const containers: Place[] = [];
    for (let at = file.path.indexOf('!'); at >= 0; at = file.path.indexOf('!', at + 1)) {
      const container = this.places.get(pathOf({ ...file, path: file.path.slice(0, at) }));
      if (container) containers.push(container);
    }
    return containers;
  }

  /** All paths of a list made elsewhere begin with the same folders: as many are passed over as make most of its names known. */
  private foreignFolders(paths: readonly string[]): number {
    const [first = '', ...others] = paths;
    const folders = first.split('/').slice(0, -1);
    const common = others.reduce((count, path) => sharedWith(folders, path, count), folders.length);
    let best = 0;
    let most = 0;
    for (let count = 0; count <= common; count++) {
      const known = paths.filter((path) => this.byName.has(without(path, count))).length;
      if (known > most) [best, most] = [count, known];
    }
    return best;
  }
}

function sharedWith(folders: readonly string[], path: string, most: number): number {
  const own = path.split('/').slice(0, -1);
  let count = 0;
  while (count < most && own[count] === folders[count]) count++;
  return count;
}

function without(path: string, folders: number): string {
  return path.split('/').slice(folders).join('/');
}

function pathOf({ source, path }: Pick<DeliveredFile, 'source' | 'path'>): string {
  return source.kind === 'file' ? join(dirname(source.path), path) : `${source.path}/${path}`;
}

/** Names under which a list may know a file. */
function namesOf(file: Place): string[] {
  const { source, path, containers } = file;
  const names = [path, pathOf(file)];
  if (source.kind === 'folder') names.push(`${basename(source.path)}/${path}`);
  // A list may be older than the archive: it names what is in it, perhaps below a folder of the archive's name.
  for (const container of containers) {
    const within = path.slice(container.path.length + 1);
    const folder = basename(container.path.slice(container.path.lastIndexOf('!') + 1)).replace(ARCHIVE, '');
    names.push(within, `${folder}/${within}`);
  }
  return names;
}

const ARCHIVE = /\.(zip|tar|tgz|tar\.gz|tar\.zst)$/i;

/** Paths as anyone writes them: from Windows, or with a composed or decomposed letter as file systems have it. */
function normal(path: string): string {
  return path
    .normalize('NFC')
    .replaceAll('\\', '/')
    .replace(/\/(\.?\/)+/g, '/')
    .replace(/^(\.\/)+/, '');
}

function judge({ path, algorithm, hash }: ListedFile, files: readonly Place[]): Judged {
  const file = files.find(({ hashes }) => hashes?.[algorithm] === hash) ?? files[0];
  const found = file?.hashes?.[algorithm];
  const verdict = found === undefined ? 'missing' : found === hash ? 'matched' : 'different';
  return { line: { path, algorithm, hash, verdict, item: file && found !== undefined ? itemOf(file) : null }, file };
}

function itemOf({ hashes }: DeliveredFile): Buffer | null {
  return hashes?.sha256 ? Buffer.from(hashes.sha256, 'hex') : null;
}

function summary(list: HandoverList, judged: readonly Judged[]): HandoverResult {
  const of = (verdict: HandoverLine['verdict']): Judged[] =>
    judged
      .filter(({ line }) => line.verdict === verdict)
      .sort((a, b) => (a.line.path < b.line.path ? -1 : a.line.path > b.line.path ? 1 : 0));
  const paths = (some: readonly Judged[]): string[] => some.slice(0, LISTED).map(({ line }) => line.path);
  const [missing, different, extra] = [of('missing'), of('different'), of('extra')];
  return {
    manifest: list.path,
    sha256: list.sha256,
    listed: list.files.length,
    matched: of('matched').length,
    counts: { missing: missing.length, different: different.length, extra: extra.length },
    missing: paths(missing),
    different: different.slice(0, LISTED).map(({ line, file }) => ({
      path: line.path,
      expected: line.hash,
      found: file?.hashes?.[line.algorithm] ?? '',
    })),
    extra: paths(extra),
  };
}
