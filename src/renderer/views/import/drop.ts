// What a drop on the window means.

/** What a drop means: one case file is opened, anything else is evidence. */
export function readDrop(paths: readonly string[]): { open: string } | { evidence: readonly string[] } {
  const only = paths[0];
  if (paths.length === 1 && only !== undefined && /\.trailcase$/i.test(only)) return { open: only };
  return { evidence: paths };
}
