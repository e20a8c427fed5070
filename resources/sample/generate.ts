// Writes the sample archive and its ANSWERS.md: node resources/sample/generate.ts [FOLDER]. Same bytes on every run.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { answers } from './generator/answers/answers.ts';
import { archive } from './generator/archive.ts';

const folder = resolve(process.argv[2] ?? import.meta.dirname);
const made = archive();

// Files of an earlier generator must not survive beside the new ones.
rmSync(join(folder, 'archive'), { recursive: true, force: true });
for (const [path, bytes] of made.files) {
  const target = join(folder, 'archive', path);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, bytes);
}
writeFileSync(join(folder, 'ANSWERS.md'), answers(made));
console.log(`${made.files.length} files written to ${join(folder, 'archive')}`);
