// Limits of what a container may expand to: archives made to exhaust a machine are said to be so, and the rest is imported.
import { z } from 'zod';

/** Content of this length is never judged by its ratio, in bytes: small files of zeros are harmless. */
export const HARMLESS = 64_000_000;

export const Limits = z.object({
  /** Decompressed ÷ compressed bytes of a member or a compressed archive, once more than HARMLESS bytes came out. */
  ratio: z.number().positive(),
  /** Containers within one another. */
  depth: z.number().int().min(0),
  /** Bytes to which one delivered container may expand in all, with those inside it. */
  size: z.number().positive(),
  /** Members of one delivered container in all. */
  members: z.number().int().positive(),
});
export type Limits = z.infer<typeof Limits>;

export const DEFAULT_LIMITS: Limits = { ratio: 250, depth: 8, size: 64_000_000_000, members: 5_000_000 };

/** A limit was reached. `message` says which. */
export class LimitReached extends Error {
  /** Whether what it limits is the whole container, and not one member of it. */
  readonly all: boolean;

  constructor(message: string, { all = false } = {}) {
    super(message);
    this.all = all;
  }
}

/** What one delivered container may still give: to be counted down by whoever reads it. */
export interface Left {
  bytes: number;
  members: number;
}

/** Counts bytes that came out of a container. Errors: LimitReached. */
export function count(left: Left, bytes: number, limits: Limits): void {
  left.bytes -= bytes;
  if (left.bytes < 0) throw new LimitReached(`size ${limits.size} bytes allowed in all`, { all: true });
}

/** Errors: LimitReached. */
export function judgeRatio(given: number, taken: number, { ratio }: Limits): void {
  const found = given / Math.max(1, taken);
  if (given > HARMLESS && found > ratio) throw new LimitReached(`ratio ${Math.round(found)} of ${ratio} allowed`);
}
