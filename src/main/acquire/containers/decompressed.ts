// A file's content, whatever layers of compression lie around it, within the limits.
import { closeSync, createReadStream, openSync } from 'node:fs';
import type { ContentProblem } from '../../content.ts';
import { ContentStream } from '../../content-stream.ts';
import { judgeRatio, type Limits } from './limits.ts';
import { ContainerTrouble } from './member.ts';
import { range } from './range.ts';

const READ_BYTES = 256 * 1024;

/**
 * Gives the decompressed bytes in pieces.
 * Errors: LimitReached; ContainerTrouble, after all bytes before a damage, and for bytes behind the compressed data.
 */
export async function* decompressed(path: string, limits: Limits): AsyncGenerator<Buffer> {
  const pieces: Buffer[] = [];
  let given = 0;
  let taken = 0;
  const onPiece = (piece: Buffer): void => {
    given += piece.length;
    // Here, and not after each read: layer upon layer, a few bytes become more than any memory holds.
    judgeRatio(given, taken, limits);
    pieces.push(piece);
  };
  const stream = new ContentStream(onPiece, () => bytesOf(path));
  let problems: ContentProblem[] = [];
  for await (const chunk of chunksOf(path)) {
    try {
      if (chunk === null) problems = stream.end().problems;
      else {
        taken += chunk.length;
        stream.push(chunk);
      }
    } finally {
      // What came before a limit may be read.
      yield* pieces.splice(0);
    }
  }
  const damage = problems.find(({ code }) => !isBehind(code));
  if (damage) throw new ContainerTrouble('CONTAINER_DAMAGED', damage.detail);
  const [behind] = problems;
  if (behind) throw new ContainerTrouble(behind.code, behind.detail);
}

/** Bytes behind compressed data take nothing away from it. */
function isBehind(code: string): boolean {
  return code.endsWith('_TRAILING_BYTES');
}

/** The file's bytes, and null at its end. */
async function* chunksOf(path: string): AsyncGenerator<Buffer | null> {
  for await (const chunk of createReadStream(path, { highWaterMark: READ_BYTES })) yield chunk as Buffer;
  yield null;
}

function* bytesOf(path: string): Generator<Buffer> {
  const descriptor = openSync(path, 'r');
  try {
    yield* range(descriptor, 0, Number.POSITIVE_INFINITY);
  } finally {
    closeSync(descriptor);
  }
}
