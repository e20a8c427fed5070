// Adds to package-lock.json what npm leaves out of it when the registry at hand does not hold the packages of other platforms:
// without their entries `npm ci` refuses the whole lockfile. Run after every change of dependencies.
// An entry made here has no integrity, because the package cannot be seen from here; this platform never installs it.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isProgram, root } from './root.mjs';

const PLATFORM = /-(android|darwin|freebsd|linux|win32)-(arm64|arm|x64|ia32)(?:-(musl|gnu|glibc))?$/;

/** Adds an entry for each optional platform package that is asked for and has none; returns their names. */
export function completeLockfile(lock) {
  const present = new Set(Object.keys(lock.packages).map((place) => place.replace(/^.*node_modules\//, '')));
  const added = [];
  for (const asking of Object.values({ ...lock.packages })) {
    for (const [name, version] of Object.entries(asking.optionalDependencies ?? {})) {
      const [, os, cpu, libc] = PLATFORM.exec(name) ?? [];
      if (present.has(name) || !os) continue;
      present.add(name);
      added.push(name);
      lock.packages[`node_modules/${name}`] = {
        version,
        cpu: [cpu],
        ...(asking.dev ? { dev: true } : {}),
        ...(libc ? { libc: [libc === 'musl' ? 'musl' : 'glibc'] } : {}),
        optional: true,
        os: [os],
      };
    }
  }
  lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
  return added;
}

if (isProgram(import.meta.url)) {
  const file = path.join(root, 'package-lock.json');
  const lock = JSON.parse(readFileSync(file, 'utf8'));
  const added = completeLockfile(lock);
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
  process.stdout.write(`${added.length} entries added${added.length > 0 ? `: ${added.join(', ')}` : ''}\n`);
}
