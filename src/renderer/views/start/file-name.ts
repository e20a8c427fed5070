// File names for cases and reports.

/** A file name out of a title: what file systems refuse is left out. */
export function fileNameOf(title: string): string {
  return `${fileStem(title)}.trailcase`;
}

/** The same without an ending, for other files of the case. */
export function fileStem(title: string): string {
  const safe = title
    .replace(/[^\p{L}\p{N} ._-]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[ .]+|[ .]+$/g, '')
    .slice(0, 80);
  return safe || 'case';
}
