// Records that are wrapped in another format: the report shows them decoded, and its printed commands give their hash.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CaseFile } from '../../../src/main/case/case-file.ts';
import { EvidenceReader } from '../../../src/main/case/evidence.ts';
import { importPaths } from '../../../src/main/jobs/import-job.ts';
import { recordCommand } from '../../../src/main/report/commands.ts';
import { renderReport } from '../../../src/main/report/document.ts';
import { bookmark, folder, verified } from './fixture.ts';
import { byClass, readHtml, textOf } from './read-html.ts';

const SHAPES = join(import.meta.dirname, '../../fixtures/shapes');

interface Row {
  record: number;
  evidence: number;
  sha256: string;
  encoding: string;
  offset: number;
  length: number;
  steps: string;
}

/** One record for each sequence of steps and encoding that the fixtures have. */
async function wrapped(): Promise<{ file: CaseFile; rows: Row[] }> {
  const file = CaseFile.create(join(folder(), 'case.trailcase'));
  await importPaths(file, [SHAPES]);
  const rows = file.db
    .prepare(
      `SELECT r.id AS record, r.evidence, lower(hex(e.sha256)) AS sha256, e.encoding, r.offset, r.length, s.value AS steps
       FROM records r JOIN evidence e ON e.id = r.evidence JOIN decoding_steps s ON s.id = r.steps ORDER BY e.sha256, r.offset`,
    )
    .all() as Row[];
  const kinds = new Map(rows.map((row) => [`${row.encoding} ${row.steps.replaceAll(/\d+/g, 'N')}`, row]));
  return { file, rows: [...kinds.values()] };
}

test('the printed command gives the hash of every kind of wrapped record', async () => {
  const { file, rows } = await wrapped();
  const evidence = new EvidenceReader(file.db);
  const repeated: string[] = [];
  for (const row of rows) {
    const command = recordCommand(row.sha256, row.encoding, row.offset, row.length, row.steps);
    expect(command.includes('jq -j .')).toBe(row.steps.includes('json-string'));
    // jq is not on every machine.
    if (command.includes('jq')) continue;
    const cwd = folder();
    writeFileSync(join(cwd, row.sha256), evidence.bytes(row.evidence) as Buffer);
    const hash = createHash('sha256').update(evidence.record(row.evidence, row)).digest('hex');
    expect(execFileSync('sh', ['-c', command], { cwd, encoding: 'utf8' }), command).toBe(`${hash}  -\n`);
    repeated.push(row.steps.replaceAll(/\d+/g, 'N'));
  }
  expect(repeated).toEqual(
    expect.arrayContaining(['csv-cell', 'reduced:csv:N+N', 'reduced:cells:N+N', 'reduced:lookup', 'reduced:python', 'reduced:row']),
  );
  file.close();
});

test('the page on checking by hand undoes steps by the same programs', () => {
  const page = readFileSync(join(import.meta.dirname, '../../../docs/verify-by-hand.md'), 'utf8');
  const command = (steps: string): string =>
    recordCommand('0'.repeat(64), 'identity', 196, 1878, steps)
      .replace(/ \|\s+/g, ' | ')
      .replace('0'.repeat(64), 'content')
      .replace(/ \| sha256sum$/, '');
  expect(page).toContain(`\n${command('json-string/base64/at:175+1229/json-string')}\n`);
  for (const step of ['json-string', 'csv-cell', 'base64', 'gzip'])
    expect(page).toContain(`| \`${step}\` | \`${command(step).replace(`${command('')} | `, '')}\` |`);
});

test('a wrapped record is shown decoded, with its address and steps', async () => {
  const { file, rows } = await wrapped();
  const chosen = rows.find(({ steps }) => steps === 'json-string') as Row;
  const id = `${chosen.sha256}@${chosen.offset}+${chosen.length}/json-string`;
  bookmark(file, id);
  const record = new EvidenceReader(file.db).record(chosen.evidence, chosen);
  const page = readHtml((await renderReport(file.db, verified(file))).html);
  const [exhibit] = byClass(page, 'exhibit');
  if (!exhibit) throw new Error('there is no exhibit');
  expect(byClass(exhibit, 'record-hash').map(textOf)).toEqual([createHash('sha256').update(record).digest('hex')]);
  expect(textOf(exhibit)).toContain(id);
  expect(textOf(exhibit)).not.toContain('could not');
  file.close();
});
