// Proves that the lint rules which hold the layout of the design in place bite: a wrong import must fail `npm test`.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';

const root = path.join(import.meta.dirname, '../..');

/** File, import, and whether the layout allows it. */
const imports: [file: string, specifier: string, allowed: boolean][] = [
  ['src/shared/a.ts', './errors.ts', true],
  ['src/shared/a.ts', 'zod', true],
  ['src/shared/a.ts', 'node:fs', false],
  ['src/shared/a.ts', '../main/content.ts', false],
  ['src/shared/channels/a.ts', '../domain.ts', true],
  ['src/shared/channels/a.ts', './lineage.ts', true],
  ['src/shared/channels/a.ts', '../../main/content.ts', false],
  ['src/shared/channels/a.ts', '../../renderer.ts', false],
  ['src/renderer/views/a.tsx', '../../shared/text.ts', true],
  ['src/renderer/views/a.tsx', '../components/value.tsx', true],
  ['src/renderer/views/a.tsx', 'react', true],
  ['src/renderer/views/a.tsx', 'react-dom/client', true],
  ['src/renderer/views/a.tsx', '@blueprintjs/core', true],
  ['src/renderer/views/a.tsx', '@tanstack/react-query', true],
  ['src/renderer/views/a.tsx', 'vis-timeline/peer', true],
  ['src/renderer/views/a.tsx', '@xyflow/react', true],
  ['src/renderer/views/a.tsx', '@dagrejs/dagre', true],
  ['src/renderer/views/a.tsx', '@codemirror/view', true],
  ['src/renderer/views/a.tsx', 'electron', false],
  ['src/renderer/views/a.tsx', 'node:fs', false],
  ['src/renderer/views/a.tsx', 'fs', false],
  ['src/renderer/views/a.tsx', '../../main/cli.ts', false],
  ['src/renderer/views/a.tsx', '../../preload/index.ts', false],
  ['src/preload/a.ts', 'electron', true],
  ['src/preload/a.ts', '../shared/channels.ts', true],
  ['src/preload/a.ts', 'node:fs', false],
  ['src/preload/a.ts', '../main/cli.ts', false],
  ['src/main/index.ts', './window/menu.ts', true],
  ['src/main/index.ts', './case/open.ts', false],
  ['src/main/window/a.ts', 'electron', true],
  ['src/main/window/a.ts', '../engine.ts', false],
  ['src/main/window/a.ts', '../query/case-queries.ts', false],
  ['src/main/window/a.ts', '../sql/sql-runs.ts', false],
  ['src/main/window/a.ts', '../jobs/job-list.ts', false],
  ['src/main/window/a.ts', '../case-session.ts', false],
  ['src/main/jobs/a.ts', '../ingest/records.ts', true],
  ['src/main/jobs/a.ts', 'electron', false],
  ['src/main/engine.ts', './case/open.ts', true],
  ['src/main/engine.ts', 'electron', false],
  ['src/main/cli.ts', './window/menu.ts', false],
  ['src/main/ingest/a.ts', 'node:zlib', true],
  ['src/main/ingest/a.ts', '../../shared/text.ts', true],
  ['src/main/ingest/a.ts', '../case/open.ts', false],
  ['src/main/ingest/a.ts', '../report/html.ts', false],
  ['src/main/ingest/a.ts', 'better-sqlite3', false],
  ['src/main/query/a.ts', '../case/open.ts', true],
  ['src/main/query/a.ts', '../case/writer.ts', false],
  ['src/main/query/a.ts', 'electron', false],
  ['src/main/case/a.ts', 'better-sqlite3', true],
  ['src/main/case/a.ts', '../ingest/shapes.ts', false],
  ['src/main/case/a.ts', '../query/sql.ts', false],
  ['src/main/report/a.ts', '../case/open.ts', true],
  ['src/main/report/a.ts', '../window/pdf.ts', false],
  ['src/main/print/electron/a.ts', 'electron', true],
  ['src/main/print/electron/a.ts', '../../report/html.ts', false],
  ['src/main/print/a.ts', 'electron', false],
  ['src/main/print/a.ts', '../report/html.ts', true],
  ['src/main/verify/a.ts', 'electron', false],
];

test('a wrong import fails the lint, a right one passes', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'trailcase-layout-'));
  try {
    cpSync(path.join(root, 'biome.json'), path.join(folder, 'biome.json'));
    cpSync(path.join(root, '.gitignore'), path.join(folder, '.gitignore'));
    // One file per case, named apart where a rule is about a folder; programs keep their name and get a folder tree of their own.
    const cases = imports.map(([file, specifier, allowed], i) => {
      const name = /\/(index|engine|cli)\.ts$/.test(file) ? file : file.replace(/\/a\./, `/a${i}.`);
      return { name, specifier, allowed };
    });
    const byFile = new Map<string, typeof cases>();
    for (const one of cases) byFile.set(one.name, [...(byFile.get(one.name) ?? []), one]);
    for (const [name, list] of byFile) {
      mkdirSync(path.join(folder, path.dirname(name)), { recursive: true });
      writeFileSync(path.join(folder, name), list.map((one) => `import '${one.specifier}';\n`).join(''));
    }

    const ran = spawnSync(
      process.execPath,
      [
        path.join(root, 'node_modules/@biomejs/biome/bin/biome'),
        'lint',
        '--only=style/noRestrictedImports',
        '--reporter=json',
        '--max-diagnostics=none',
        '.',
      ],
      { cwd: folder, encoding: 'utf8' },
    );
    const { diagnostics } = JSON.parse(ran.stdout) as {
      diagnostics: { category: string; location: { path: string; start: { line: number } } }[];
    };
    const bitten = new Set(diagnostics.map((d) => `${d.location.path}:${d.location.start.line}`));

    const answered = [...byFile].flatMap(([name, list]) =>
      list.map((one, i) => `${name} imports ${one.specifier}: ${bitten.has(`${name}:${i + 1}`) ? 'refused' : 'allowed'}`),
    );
    const expected = [...byFile].flatMap(([name, list]) =>
      list.map((one) => `${name} imports ${one.specifier}: ${one.allowed ? 'allowed' : 'refused'}`),
    );
    expect(answered).toEqual(expected);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
