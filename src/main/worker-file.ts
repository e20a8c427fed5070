// Where a worker thread's program is: beside the built bundle, or in the source tree when Node runs the TypeScript itself.

/** Path of a worker program, given as its source path below src/main without ending, e.g. `ingest/import-worker`. */
export function workerFile(name: string): URL {
  if (import.meta.url.endsWith('.ts')) return new URL(`./${name}.ts`, import.meta.url);
  return new URL(`./${name.slice(name.lastIndexOf('/') + 1)}.cjs`, import.meta.url);
}
