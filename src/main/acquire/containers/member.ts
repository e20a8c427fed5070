// What a container gives: its members, one after the other, in the order in which they stand in it.

export interface Member {
  /** As the container names it: data, never a path of a file system. */
  name: string;
  /** ms UTC, or null where the container has none. */
  modified: number | null;
  /** Bytes that it takes in the container, by which its ratio is judged; null where it shares a compression with others. */
  compressed: number | null;
  /** Bytes of its content, where the container states it. */
  size: number | null;
  /** CRC-32 of its content, where the container states one. */
  crc: number | null;
  /** Set when it is not to be read; a code of shared/problems.ts. */
  refused: { code: string; detail: string } | null;
  /** Its content. To be read to the end, or left, before the next member is asked for. */
  open(): Promise<AsyncIterable<Buffer> | Iterable<Buffer>>;
  /** Asked when its content was read: why that is not all of it, or null. */
  cut?(): string | null;
}

/** Something is wrong with a container, or with how it is compressed; members before that have been given. A code of shared/problems.ts. */
export class ContainerTrouble extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** True for a name that would lead out of a folder, or to somewhere else altogether, if files were written by it. They are not. */
export function isUnsafeName(name: string): boolean {
  return /^[/\\]|^[A-Za-z]:|(^|[/\\])\.\.([/\\]|$)|\u0000/.test(name);
}
