// Compiles the scanner of src/main/ingest/fast from AssemblyScript into a module of text, which is committed: nothing but tests compiles it again.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import asc from 'assemblyscript/asc';
import { isProgram, root } from './root.mjs';

const folder = path.join(root, 'src/main/ingest/fast');
export const generated = path.join(folder, 'scanner.generated.ts');

/** The text of the generated module. */
export async function compiled() {
  let wasm = null;
  const { error, stderr } = await asc.main(
    // 48 MiB: see the layout of memory in the source.
    [
      'scanner.ts',
      '--outFile',
      'scanner.wasm',
      '-O3',
      '--runtime',
      'stub',
      '--enable',
      'simd',
      '--noAssert',
      '--initialMemory',
      '768',
      '--maximumMemory',
      '768',
    ],
    {
      readFile: (name, base) => {
        try {
          return readFileSync(path.resolve(folder, 'wasm', base, name), 'utf8');
        } catch {
          return null;
        }
      },
      writeFile: (_, contents) => {
        wasm = contents;
      },
      listFiles: () => [],
    },
  );
  if (error) throw new Error(`${error.message}\n${stderr.toString()}`);
  const lines =
    Buffer.from(wasm)
      .toString('base64')
      .match(/.{1,120}/g) ?? [];
  return [
    '// Made by scripts/build-fast.mjs from wasm/scanner.ts; a test compares them.',
    'export const SCANNER =',
    `${lines.map((line) => `  '${line}'`).join(' +\n')};`,
    '',
  ].join('\n');
}

if (isProgram(import.meta.url)) writeFileSync(generated, await compiled());
