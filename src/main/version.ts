// Name and version of this tool as evidence records them.

/** Kept equal to package.json by a test. */
export const VERSION = '0.1.0';

/** As it stands in sources and custody entries. */
export const TOOL = `Trailcase ${VERSION}`;
