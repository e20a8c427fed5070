// Worker thread that takes containers apart: a batch of members per request, so that whoever parses them sets the pace.
import { closeSync, createWriteStream, mkdirSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { parentPort } from 'node:worker_threads';
import { crc32 } from 'node:zlib';
import { CONTENT_LIMIT } from '../../content.ts';
import { containerType, MARKED } from '../../decode/container-marks.ts';
import { HARMLESS, LimitReached, type Limits } from './limits.ts';
import { isUnsafeName, type Member } from './member.ts';
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
      left: { bytes: number; members: number };
      /** Folder for members that are too large to be handed over in memory. */
      spool: string;
    }
  | { type: 'next' };

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
let left = { bytes: 0, members: 0 };
let spool = '';
let spooled = 0;

function begin(request: ContainerRequest & { type: 'open' }): void {
  // The libraries take paths as text; Linux names that are no UTF-8 reach them byte for byte as latin1 would not: they are opened by descriptor's name.
  const path = typeof request.path === 'string' ? request.path : descriptorPath(request.path);
  limits = request.limits;
  left = { ...request.left };
  spool = request.spool;
  members = typeOf(path) === 'zip' ? zipMembers(path) : tarMembers(path, limits);
}

function descriptorPath(path: Uint8Array): string {
  return `/proc/self/fd/${openSync(Buffer.from(path), 'r')}`;
}

function typeOf(path: string): 'zip' | 'tar' {
  const head = Buffer.alloc(MARKED);
  const descriptor = openSync(path, 'r');
  readSync(descriptor, head, 0, MARKED, 0);
  closeSync(descriptor);
  return containerType(head) === 'zip' ? 'zip' : 'tar';
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
      if (--left.members < 0) throw new LimitReached(`${limits.members} members allowed`);
      const read = await take(next.value);
      given.members.push(read);
      given.bytes += read.size;
    }
  } catch (error) {
    given.done = true;
    const code = error instanceof LimitReached ? 'CONTAINER_LIMIT' : isFull(error) ? 'STORAGE_FULL' : 'CONTAINER_DAMAGED';
    given.failure = { code, detail: (error as Error).message };
  }
  return given;
}

async function take(member: Member): Promise<ContainerMember> {
  const { name, modified, refused } = member;
  const notes = isUnsafeName(name) ? [{ code: 'CONTAINER_NAME_UNSAFE', detail: '' }] : [];
  const read: ContainerMember = { name, modified, size: 0, bytes: null, file: null, refused, notes };
  if (refused) return read;
  try {
    return { ...read, ...(await content(member, notes)) };
  } catch (error) {
    if (isFull(error) || (error instanceof LimitReached && error.message.startsWith('size'))) throw error;
    const code = error instanceof LimitReached ? 'CONTAINER_LIMIT' : 'CONTAINER_MEMBER_UNREADABLE';
    // In a tar archive what breaks a member breaks all behind it: the archive's own failure says that.
    if (member.compressed === null && !(error instanceof LimitReached)) throw error;
    return { ...read, refused: { code, detail: (error as Error).message } };
  }
}

/** Reads a member's content: into memory, or into a file of the spool once it is large. */
async function content(member: Member, notes: ContainerMember['notes']): Promise<Pick<ContainerMember, 'size' | 'bytes' | 'file'>> {
  const chunks: Buffer[] = [];
  let size = 0;
  let crc = 0;
  const counted = async function* (): AsyncGenerator<Buffer> {
    for await (const chunk of await member.open()) {
      const bytes = chunk as Buffer;
      size += bytes.length;
      left.bytes -= bytes.length;
      if (left.bytes < 0) throw new LimitReached(`size ${limits.size} bytes allowed in all`);
      if (member.compressed !== null && size > HARMLESS && size / Math.max(1, member.compressed) > limits.ratio) {
        throw new LimitReached(`ratio ${Math.round(size / Math.max(1, member.compressed))} of ${limits.ratio} allowed`);
      }
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
    mkdirSync(spool, { recursive: true });
    file = join(spool, `member-${process.pid}-${++spooled}`);
    await pipeline(joined(chunks, source), createWriteStream(file));
    break;
  }
  if (member.crc !== null && crc !== member.crc) notes.push({ code: 'CONTAINER_MEMBER_CHECKSUM', detail: '' });
  if (file !== null) return { size, bytes: null, file };
  // A buffer of its own: its memory is handed over.
  const bytes = Buffer.allocUnsafeSlow(size);
  let at = 0;
  for (const chunk of chunks) at += chunk.copy(bytes, at);
  return { size, bytes, file };
}

/** The spool has no room: that is no fault of the container. */
function isFull(error: unknown): boolean {
  return ['ENOSPC', 'EDQUOT', 'EFBIG', 'EROFS', 'EACCES'].includes((error as NodeJS.ErrnoException).code ?? '');
}

async function* joined(chunks: Buffer[], rest: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  for (let chunk = chunks.shift(); chunk; chunk = chunks.shift()) yield chunk;
  yield* rest;
}

parentPort?.on('message', async (request: ContainerRequest) => {
  if (request.type === 'open') {
    try {
      begin(request);
    } catch (error) {
      const failure = { code: 'CONTAINER_DAMAGED', detail: (error as Error).message };
      members = null;
      parentPort?.postMessage({ members: [], bytes: 0, done: true, failure } satisfies ContainerBatch);
      return;
    }
  }
  const given = await batch();
  const transfer = given.members.flatMap(({ bytes }) => (bytes && bytes.length > 0 ? [bytes.buffer as ArrayBuffer] : []));
  parentPort?.postMessage(given, transfer);
});
