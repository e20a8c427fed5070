// Builds the three parts: main and preload as CommonJS for Node 20 (the oldest Electron we run on), the window for Chrome 130.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import type { Plugin } from 'vite';

const root = import.meta.dirname;
/** scripts/build.mjs builds beside `out` and swaps, so that a failed build leaves the last good one. */
const out = process.env.TRAILCASE_OUT ?? path.join(root, 'out');

/** Programs in out/main. Workers are found there by name, see src/main/worker-file.ts. */
const programs = {
  index: 'src/main/index.ts',
  engine: 'src/main/engine.ts',
  cli: 'src/main/cli.ts',
  'import-worker': 'src/main/ingest/import-worker.ts',
  'fetch-worker': 'src/main/acquire/s3/fetch-worker.ts',
  'container-worker': 'src/main/acquire/containers/container-worker.ts',
  'large-worker': 'src/main/ingest/large-worker.ts',
  'hash-worker': 'src/main/ingest/hash-worker.ts',
  'export-worker': 'src/main/export/export-worker.ts',
  'preview-worker': 'src/main/report/preview-worker.ts',
  'query-worker': 'src/main/query/query-worker.ts',
  'report-worker': 'src/main/jobs/report-worker.ts',
  'record-match-worker': 'src/main/query/filter/record-match-worker.ts',
  'resource-worker': 'src/main/query/resources/resource-worker.ts',
  'search-worker': 'src/main/query/search-worker.ts',
  'searches-worker': 'src/main/query/searches-worker.ts',
  'sql-worker': 'src/main/sql/sql-worker.ts',
  'verify-worker': 'src/main/verify/verify-worker.ts',
};
const present = Object.fromEntries(
  Object.entries(programs)
    .map(([name, file]) => [name, path.join(root, file)] as const)
    .filter(([, file]) => existsSync(file)),
);

/** Files that the programs read when they run, copied to folders of out/main: program.ts of each finds them there. */
const programFiles: Plugin = {
  name: 'program-files',
  generateBundle() {
    for (const [from, to] of [
      ['export/proof', 'proof'],
      ['report-pack', 'report-pack'],
    ] as const) {
      const folder = path.join(root, 'src/main', from);
      const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(sh|sql)$/.test(name));
      for (const name of names)
        this.emitFile({ type: 'asset', fileName: `${to}/${name.replaceAll('\\', '/')}`, source: readFileSync(path.join(folder, name)) });
    }
  },
};

const commonjs = {
  format: 'cjs',
  entryFileNames: '[name].cjs',
  // Flat: `import.meta.url` of a shared chunk must still name a file beside the programs.
  chunkFileNames: '[name]-[hash].cjs',
} as const;

export default defineConfig({
  main: {
    plugins: [programFiles],
    // Only what holds a native binary stays outside; the rest is bundled, so that a program starts from one or two files.
    build: {
      externalizeDeps: false,
      outDir: path.join(out, 'main'),
      target: 'node20',
      rolldownOptions: { input: present, external: ['better-sqlite3'], output: commonjs },
    },
  },
  preload: {
    build: {
      // A sandboxed preload may load nothing but `electron`: everything else goes into its one file.
      externalizeDeps: false,
      outDir: path.join(out, 'preload'),
      target: 'node20',
      rolldownOptions: { input: { index: path.join(root, 'src/preload/index.ts') }, output: commonjs },
    },
  },
  renderer: {
    root: path.join(root, 'src/renderer'),
    plugins: [react()],
    build: {
      outDir: path.join(out, 'renderer'),
      emptyOutDir: true,
      target: 'chrome130',
      // The content security policy allows no `data:` addresses: fonts and images stay files.
      assetsInlineLimit: 0,
      minify: 'oxc',
      // Loaded from this disk, not over a network.
      chunkSizeWarningLimit: 4000,
      rolldownOptions: { input: path.join(root, 'src/renderer/index.html') },
    },
  },
});
