// A line of a handover list: a file, and the hash that it should have.

export interface ListedFile {
  path: string;
  algorithm: 'sha256' | 'sha1' | 'md5';
  /** Lower-case hex. */
  hash: string;
}

const ALGORITHMS: Readonly<Record<number, ListedFile['algorithm']>> = { 64: 'sha256', 40: 'sha1', 32: 'md5' };

/** Null where there is no name, or what is no hash of a known length. */
export function listedFile(path: string | undefined, hash: string | undefined): ListedFile | null {
  const algorithm = ALGORITHMS[hash?.length ?? 0];
  return algorithm && hash && path && /^[0-9a-f]+$/i.test(hash) ? { path, algorithm, hash: hash.toLowerCase() } : null;
}
