// Of what an import keeps no bytes unless it is asked to: one set, by which it is stored and by which `verify` judges that bytes are missing.
import type { ItemKind } from '../../shared/domain.ts';

const KINDS: readonly ItemKind[] = ['notCloudTrail', 'container'];

/** Kinds that are hashed and listed, as a case states them. */
export const NOT_KEPT: ReadonlySet<string> = new Set(KINDS);
