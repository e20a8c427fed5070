// Compares what was delivered with its handover list: by path below the source (or with the source's own name before it), then by hash.
import { basename } from 'node:path';
import type { HandoverResult } from '../../shared/domain.ts';
import type { HandoverList, ListedFile } from '../acquire/handover-list.ts';
import type { HandoverLine } from '../case/handovers.ts';

/** Paths in a result; the counts count all. */
const LISTED = 1000;

export interface DeliveredFile {
  source: { kind: 'folder' | 'file'; path: string };
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
  const byName = new Map<string, DeliveredFile>();
  for (const file of delivered) for (const name of namesOf(file)) if (!byName.has(name)) byName.set(name, file);
  const met = new Set<DeliveredFile>();
  const lines = list.files.map((listed) => judge(listed, byName.get(normal(listed.path)), met));
  for (const file of delivered) {
    // Members belong to a container that is listed or extra itself; the list may lie beside what it lists.
    if (met.has(file) || file.path.includes('!') || file.hashes?.sha256 === list.sha256) continue;
    lines.push({ path: file.path, algorithm: 'sha256', hash: file.hashes?.sha256 ?? '', verdict: 'extra', item: itemOf(file) });
  }
  return { result: summary(list, lines, byName), lines };
}

function judge({ path, algorithm, hash }: ListedFile, file: DeliveredFile | undefined, met: Set<DeliveredFile>): HandoverLine {
  if (file) met.add(file);
  const found = file?.hashes?.[algorithm];
  const verdict = found === undefined ? 'missing' : found === hash ? 'matched' : 'different';
  return { path, algorithm, hash, verdict, item: file && found !== undefined ? itemOf(file) : null };
}

function itemOf({ hashes }: DeliveredFile): Buffer | null {
  return hashes?.sha256 ? Buffer.from(hashes.sha256, 'hex') : null;
}

function summary(list: HandoverList, lines: readonly HandoverLine[], byName: ReadonlyMap<string, DeliveredFile>): HandoverResult {
  const of = (verdict: HandoverLine['verdict']): HandoverLine[] => lines.filter((line) => line.verdict === verdict);
  const paths = (some: readonly HandoverLine[]): string[] =>
    some
      .map(({ path }) => path)
      .sort()
      .slice(0, LISTED);
  const [missing, different, extra] = [of('missing'), of('different'), of('extra')];
  return {
    manifest: list.path,
    sha256: list.sha256,
    listed: list.files.length,
    matched: of('matched').length,
    counts: { missing: missing.length, different: different.length, extra: extra.length },
    missing: paths(missing),
    different: [...different]
      .sort((a, b) => (a.path < b.path ? -1 : 1))
      .slice(0, LISTED)
      .map(({ path, algorithm, hash }) => ({ path, expected: hash, found: byName.get(normal(path))?.hashes?.[algorithm] ?? '' })),
    extra: paths(extra),
  };
}

/** Names under which a list may know a file. */
function namesOf({ source, path }: DeliveredFile): string[] {
  const own = basename(source.path);
  if (source.kind === 'file') return [normal(path), normal(`${source.path.slice(0, -own.length)}${path}`)];
  return [normal(path), normal(`${own}/${path}`), normal(`${source.path}/${path}`)];
}

function normal(path: string): string {
  return path
    .replaceAll('\\', '/')
    .replace(/^(\.\/)+/, '')
    .replace(/\/+/g, '/');
}
