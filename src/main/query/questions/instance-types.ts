// Which instance types cost much: those with accelerators, and the very large ones. By their names; prices change, names do not.

/**
 * Families with GPUs, Trainium, Inferentia, FPGAs or media accelerators, and with the most memory.
 * Source: AWS, "Amazon EC2 instance types", accelerated computing (P, G, Gr, Trn, Inf, DL, F, VT) and memory optimized (U, X).
 */
const ACCELERATED = /^(p|g|gr|trn|inf|dl|f|vt)\d/;
const MEMORY = /^(u-|u\d|x\d)/;

/** Sizes from 12xlarge (48 vCPUs and more) and whole machines. */
const LARGEST = 12;

type Costly = 'accelerated' | 'very large';

/** What makes a type costly; null for an ordinary one, and for what is no type. @param type as `g5.12xlarge`, `ml.p4d.24xlarge` */
export function costlyType(type: string): Costly | null {
  const [, family = '', size = ''] = /^(?:ml\.)?([a-z][a-z0-9-]*)\.([a-z0-9-]+)$/.exec(type) ?? [];
  if (family === '') return null;
  if (ACCELERATED.test(family)) return 'accelerated';
  const times = /^(\d+)xlarge$/.exec(size);
  return MEMORY.test(family) || size.startsWith('metal') || Number(times?.[1] ?? 0) >= LARGEST ? 'very large' : null;
}
