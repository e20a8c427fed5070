// One delivery imported into a case of its own, what must hold after every import, and what the case says of it.
import { readdirSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { expect } from 'vitest';
import { CaseFile } from '../../../src/main/case/case-file.ts';
import { type ImportOptions, type ImportOutcome, importPaths } from '../../../src/main/jobs/import-job.ts';
import type { JobControl } from '../../../src/main/jobs/progress.ts';
import { newCasePath, sqlite, verified } from '../../helpers/cases.ts';

export interface Delivery extends ImportOutcome {
  /** The case. */
  path: string;
}

/** Imports, and holds what every import must hold: sums that add up, one file left, a case that verifies. */
export async function delivery(
  paths: readonly string[],
  options: ImportOptions & { into?: string; control?: JobControl } = {},
): Promise<Delivery> {
  const { into, control, ...rest } = options;
  const path = into ?? newCasePath();
  const file = into === undefined ? CaseFile.create(path) : CaseFile.open(path);
  let outcome: ImportOutcome;
  try {
    outcome = await importPaths(file, paths, rest, control);
  } finally {
    file.close();
  }
  await whole(path);
  const { files, records, events, sightings, conflicts, recordProblems } = outcome.summary;
  const { total, ...kinds } = files;
  expect(records).toBe(events + sightings + conflicts + recordProblems);
  expect(total).toBe(Object.values(kinds).reduce((sum, n) => sum + n, 0));
  return { path, ...outcome };
}

/** The case is one file with nothing beside it, verifies, and every record belongs to an item that states it. */
export async function whole(path: string): Promise<void> {
  expect(readdirSync(dirname(path)).filter((name) => name.startsWith(basename(path)))).toEqual([basename(path)]);
  const { ok, items } = await verified(path);
  expect({ ok, items }).toEqual({ ok: true, items: [] });
  const [sums] = rows(
    path,
    'SELECT (SELECT count(*) FROM records) AS stored, (SELECT coalesce(sum(records), 0) FROM evidence) AS stated FROM case_facts LIMIT 1',
  );
  expect(sums?.stored).toBe(sums?.stated);
}

export function rows(path: string, sql: string, ...parameters: unknown[]): Record<string, any>[] {
  const db = sqlite(path, { readonly: true });
  try {
    return db.prepare(sql).all(...parameters) as Record<string, any>[];
  } finally {
    db.close();
  }
}

export interface Met {
  path: string;
  /** Null where it could not be read. */
  sha256: string | null;
  kind: string | null;
  kept: number | null;
  records: number | null;
}

/** Everything that was met, by path. */
export function met(path: string): Met[] {
  return rows(
    path,
    'SELECT f.path, lower(hex(e.sha256)) AS sha256, e.kind, e.kept, e.records FROM found_at f LEFT JOIN evidence e ON e.id = f.evidence ORDER BY f.path',
  ).map((row) => ({ ...row, sha256: row.sha256 === '' ? null : row.sha256 })) as Met[];
}

/** Paths of all that was met below a path, or within it, in order. */
export function pathsIn(path: string, container: string): string[] {
  return met(path)
    .map((place) => place.path)
    .filter((place) => place.startsWith(`${container}!`))
    .map((place) => place.slice(container.length + 1));
}

/** Problems as `path: CODE`, in order; those of an item's bytes at every place where it was met. */
export function problems(path: string): string[] {
  return troubles(path).map(({ at, code }) => `${at}: ${code}`);
}

export function troubles(path: string): { at: string; code: string; detail: string }[] {
  return rows(
    path,
    `SELECT coalesce(p.path, f.path) AS at, p.code, p.detail FROM problems p LEFT JOIN found_at f ON p.path IS NULL AND f.evidence = p.evidence
     ORDER BY 1, 2, 3`,
  ) as { at: string; code: string; detail: string }[];
}

/** Names of the calls in the case, in order: which events were found. */
export function calls(path: string): string[] {
  return rows(path, 'SELECT eventName FROM events ORDER BY eventName').map(({ eventName }) => eventName);
}
