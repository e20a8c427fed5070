// The sample case, its records as JSON.parse reads them, and queries over it.
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Cell, Cut } from '../../../src/main/sql/messages.ts';
import { runQuery } from '../../../src/main/sql/run-query.ts';
import { importInto, newCasePath } from '../../helpers/cases.ts';
import { ROOT } from '../../helpers/cli.ts';

const SAMPLE = resolve(ROOT, 'resources/sample');

export type Raw = Record<string, any>;

/** What the generator of the sample says is in it. */
export const facts: Raw = JSON.parse(/```json\n([\s\S]*?)\n```/.exec(readFileSync(resolve(SAMPLE, 'ANSWERS.md'), 'utf8'))?.[1] ?? '');

/** Every event of the sample, once. */
export function sampleRecords(): Raw[] {
  const archive = resolve(SAMPLE, 'archive');
  const byId = new Map<string, Raw>();
  for (const name of readdirSync(archive, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.json.gz') || name.includes('Digest')) continue;
    const { Records } = JSON.parse(gunzipSync(readFileSync(resolve(archive, name))).toString('utf8'));
    for (const record of Records ?? []) byId.set(record.eventID, record);
  }
  return [...byId.values()];
}

export async function sampleCase(): Promise<string> {
  const path = newCasePath('sample');
  await importInto(path, [resolve(SAMPLE, 'archive')]);
  return path;
}

export interface Answer {
  columns: string[];
  rows: Cell[][];
  cut: Cut;
  hints: string[];
}

/** A query's whole result. */
export async function ask(path: string, query: string, limits: { timeout?: number; maxRows?: number } = {}): Promise<Answer> {
  const answer: Answer = { columns: [], rows: [], cut: null, hints: [] };
  answer.cut = await runQuery(
    path,
    query,
    { timeout: limits.timeout ?? 60_000, maxRows: limits.maxRows ?? null },
    new AbortController().signal,
    {
      begun: async ({ columns, hints }) => void Object.assign(answer, { columns, hints }),
      rows: async (rows) => void answer.rows.push(...rows),
    },
  );
  return answer;
}
