// A part of an evidence item as bytes, for a screen that shows them: as delivered, or decoded.
import { createHash } from 'node:crypto';
import type { Args, Result } from '../../shared/channels.ts';
import { TrailcaseError } from '../../shared/errors.ts';
import type { EvidenceReader } from '../case/evidence.ts';
import type { ReadConnection } from '../case/open.ts';

/** Bytes of a marked range that are hashed for the screen; a longer one is for `verify`. */
const HASHED = 64_000_000;

/** Errors: EVIDENCE_MISSING for an item that the case does not have, or of which the bytes were not kept. */
export function evidenceBytes(db: ReadConnection, evidence: EvidenceReader, args: Args<'evidence.bytes'>): Result<'evidence.bytes'> {
  const item = db.prepare('SELECT id, kept, encoding FROM evidence WHERE sha256 = ?').get(Buffer.from(args.sha256, 'hex')) as
    | { id: number; kept: number; encoding: string }
    | undefined;
  if (!item) throw new TrailcaseError('EVIDENCE_MISSING', `The case has no item ${args.sha256}`, 'It may belong to another case.');
  if (!item.kept) {
    throw new TrailcaseError(
      'EVIDENCE_MISSING',
      'The bytes of this item were not kept',
      'Import it again and choose to keep the bytes of all files.',
    );
  }
  const delivered = args.of === 'delivered';
  const range = (offset: number, length: number): Buffer =>
    delivered ? evidence.deliveredRange(item.id, offset, length) : evidence.contentRange(item.id, offset, length);
  const { mark } = args;
  return {
    size: delivered ? evidence.deliveredSize(item.id) : evidence.contentSize(item.id),
    encoding: item.encoding,
    hex: range(args.offset, args.length).toString('hex'),
    markSha256: mark && mark.length <= HASHED ? createHash('sha256').update(range(mark.offset, mark.length)).digest('hex') : null,
  };
}
