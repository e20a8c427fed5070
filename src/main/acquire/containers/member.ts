// What a container gives: its members, one after the other, in the order in which they stand in it.
import type { Readable } from 'node:stream';

export interface Member {
  /** As the container names it: data, never a path of a file system. */
  name: string;
  /** ms UTC, or null where the container has none. */
  modified: number | null;
  /** Bytes that it takes in the container; null where it shares a compression with others. */
  compressed: number | null;
  /** CRC-32 of its content, where the container states one. */
  crc: number | null;
  /** Set when it is not to be read; a code of shared/problems.ts. */
  refused: { code: string; detail: string } | null;
  /** Its content. To be read to the end, or destroyed, before the next member is asked for. */
  open(): Promise<Readable>;
}

/** True for a name that would lead out of a folder, or to somewhere else altogether, if files were written by it. They are not. */
export function isUnsafeName(name: string): boolean {
  return /^[/\\]|^[A-Za-z]:|(^|[/\\])\.\.([/\\]|$)|\u0000/.test(name);
}
