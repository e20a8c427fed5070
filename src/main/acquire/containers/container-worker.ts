// Worker thread that takes containers apart: a batch of members per request, so that whoever parses them sets the pace.
import { closeSync, openSync, readSync, rmSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';
import { crc32 } from 'node:zlib';
import { CONTENT_LIMIT } from '../../content.ts';
import { containerType, MARKED } from '../../decode/container-marks.ts';
import { decompressed } from './decompressed.ts';
import { count, judgeRatio, type Left, LimitReached, type Limits } from './limits.ts';
import { ContainerTrouble, isUnsafeName, type Member } from './member.ts';
import { Spool, SpoolFailed } from './spool.ts';
import { tarMembers } from './tar.ts';
import { zipMembers } from './zip.ts';

/** Bytes and members of one batch. */
const BATCH_BYTES = 4_500_000;
const BATCH_MEMBERS = 256;

export type ContainerRequest =
  | {
      type: 'open';
      /** Bytes where the name is not UTF-8. */
      path: string | Uint8Array;
      limits: Limits;
      /** Bytes and members that may still come out of the delivered container. */
      left: Left;
      /** Folder for members that are too large to be handed over in memory. */
      spool: string;
    }
  | { type: 'next' };
/** Whether the content of a file keeps to the ratio: answered by a batch of nothing. */

export interface ContainerMember {
  name: string;
  modified: number | null;
  size: number;
  /** Its content, or where that was written to; both null when it was not read. */
  bytes: Uint8Array | null;
  file: string | null;
  refused: { code: string; detail: string } | null;
  /** What else is to be said of its place. */
  notes: { code: string; detail: string }[];
}

export interface ContainerBatch {
  members: ContainerMember[];
  /** Bytes that came out with this batch. */
  bytes: number;
  done: boolean;
  /** Why the rest of the container could not be read; null when it was read to the end. */
  failure: { code: string; detail: string } | null;
}

let members: AsyncGenerator<Member> | null = null;
let limits: Limits;
let left: Left = { bytes: 0, members: 0 };
let spool: Spool;

async function begin(request: ContainerRequest & { type: 'open' }): Promise<void> {
  await members?.return(undefined);
  limits = request.limits;
  left = { ...request.left };
  spool = new Spool(request.spool);
  members = membersOf(request.path);
}

async function* membersOf(named: string | Uint8Array): AsyncGenerator<Member> {
  const { path, close } = textPath(named);
  try {
    if (isZip(path)) yield* zipMembers(path);
    else if (await isCompressedZip(path)) yield* compressedZipMembers(path);
    else yield* tarMembers(path, limits);
  } finally {
    close();
  }
}

/** The libraries take paths as text; a name that is no UTF-8 does not reach them unchanged: such a file is opened, and named by its descriptor. */
function textPath(named: string | Uint8Array): { path: string; close(): void } {
  if (typeof named === 'string') return { path: named, close: () => {} };
  const descriptor = openSync(Buffer.from(named), 'r');
  return { path: `/proc/self/fd/${descriptor}`, close: () => closeSync(descriptor) };
}

function isZip(path: string): boolean {
  const head = Buffer.alloc(MARKED);
  const descriptor = openSync(path, 'r');
  readSync(descriptor, head, 0, MARKED, 0);
  closeSync(descriptor);
  return containerType(head) === 'zip';
}

async function isCompressedZip(path: string): Promise<boolean> {
  try {
    for await (const piece of decompressed(path, limits)) return containerType(piece.subarray(0, MARKED)) === 'zip';
  } catch {
    // Whoever reads it says so.
  }
  return false;
}

/** A zip archive is read from its end: it needs a file of its own. */
async function* compressedZipMembers(path: string): AsyncGenerator<Member> {
  let trouble: Error | null = null;
  const counted = async function* (): AsyncGenerator<Buffer> {
    try {
      for await (const piece of decompressed(path, limits)) {
        count(left, piece.length, limits);
        yield piece;
      }
    } catch (error) {
      if (error instanceof LimitReached) throw error;
      trouble = error as Error;
    }
  };
  const file = await spool.write(counted());
  try {
    yield* zipMembers(file);
  } catch (error) {
    // A zip archive cut off by its compression is cut off itself.
    throw trouble ?? error;
  } finally {
    rmSync(file, { force: true });
  }
  if (trouble !== null) throw trouble;
}

async function batch(): Promise<ContainerBatch> {
  const given: ContainerBatch = { members: [], bytes: 0, done: false, failure: null };
  try {
    while (given.bytes < BATCH_BYTES && given.members.length < BATCH_MEMBERS) {
      const next = await (members as AsyncGenerator<Member>).next();
      if (next.done) {
        given.done = true;
        break;
      }
      if (--left.members < 0) throw new LimitReached(`${limits.members} members allowed`, { all: true });
      const read = await take(next.value);
      given.members.push(read);
      given.bytes += read.size;
    }
  } catch (error) {
    given.done = true;
    given.failure = { code: codeOf(error), detail: (error as Error).message };
  }
  return given;
}

function codeOf(error: unknown): string {
  if (error instanceof LimitReached) return 'CONTAINER_LIMIT';
  if (error instanceof SpoolFailed) return 'STORAGE_FULL';
  return error instanceof ContainerTrouble ? error.code : 'CONTAINER_DAMAGED';
}

async function take(member: Member): Promise<ContainerMember> {
  const { name, modified, refused } = member;
  const notes = isUnsafeName(name) ? [{ code: 'CONTAINER_NAME_UNSAFE', detail: '' }] : [];
  const read: ContainerMember = { name, modified, size: 0, bytes: null, file: null, refused, notes };
  if (refused) return read;
  try {
    return { ...read, ...(await content(member, notes)) };
  } catch (error) {
    if (error instanceof SpoolFailed || (error instanceof LimitReached && error.all)) throw error;
    const code = error instanceof LimitReached ? 'CONTAINER_LIMIT' : 'CONTAINER_MEMBER_UNREADABLE';
    return { ...read, refused: { code, detail: (error as Error).message } };
  }
}

/** Reads a member's content: into memory, or into a file of the spool once it is large. */
async function content(member: Member, notes: ContainerMember['notes']): Promise<Pick<ContainerMember, 'size' | 'bytes' | 'file'>> {
  const chunks: Buffer[] = [];
  let size = 0;
  let crc = 0;
  const counted = async function* (): AsyncGenerator<Buffer> {
    for await (const bytes of await member.open()) {
      size += bytes.length;
      count(left, bytes.length, limits);
      if (member.compressed !== null) judgeRatio(size, member.compressed, limits);
      if (member.crc !== null) crc = crc32(bytes, crc);
      yield bytes;
    }
  };
  const source = counted();
  let file: string | null = null;
  for (;;) {
    const next = await source.next();
    if (next.done) break;
    chunks.push(next.value);
    if (size <= CONTENT_LIMIT) continue;
    file = await spool.write(joined(chunks, source));
    break;
  }
  const cut = member.cut?.() ?? null;
  const differs = [
    ...(member.size !== null && size !== member.size ? [`${size} bytes instead of ${member.size}`] : []),
    ...(member.crc !== null && crc !== member.crc ? [`${hex(crc)} instead of ${hex(member.crc)}`] : []),
  ];
  if (cut !== null) notes.push({ code: 'CONTAINER_MEMBER_UNREADABLE', detail: cut });
  else if (differs.length > 0) notes.push({ code: 'CONTAINER_MEMBER_CHECKSUM', detail: differs.join(', ') });
  if (file !== null) return { size, bytes: null, file };
  // A buffer of its own: its memory is handed over.
  const bytes = Buffer.allocUnsafeSlow(size);
  let at = 0;
  for (const chunk of chunks) at += chunk.copy(bytes, at);
  return { size, bytes, file };
}

function hex(crc: number): string {
  return crc.toString(16).padStart(8, '0');
}

async function* joined(chunks: Buffer[], rest: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  for (let chunk = chunks.shift(); chunk; chunk = chunks.shift()) yield chunk;
  yield* rest;
}

parentPort?.on('message', async (request: ContainerRequest) => {
  if (request.type === 'open') await begin(request);
  const given = await batch();
  const transfer = given.members.flatMap(({ bytes }) => (bytes && bytes.length > 0 ? [bytes.buffer as ArrayBuffer] : []));
  parentPort?.postMessage(given, transfer);
});
