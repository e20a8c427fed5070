// How what was chosen is taken: as the dialog knows it, as an import is told it, again for one that is continued; and by which tiers archives are restored. Pure.
import { RESTORE_TIERS, type S3Access, type S3Import, type S3Scope, tierRefusal, tiersOf } from '../../../shared/s3.ts';
import { plural } from '../../../shared/text.ts';

export interface Taking {
  configuration: boolean;
  versions: boolean;
  keepCopy: string | null;
  requestLog: string | null;
  restore: boolean;
  restoreDays: number;
  restoreTier: (typeof RESTORE_TIERS)[number];
  /** That the owner agreed; without it nothing is restored. */
  agreed: boolean;
}

export const AS_USUAL: Taking = {
  configuration: true,
  versions: false,
  keepCopy: null,
  requestLog: null,
  restore: false,
  restoreDays: 7,
  restoreTier: 'Bulk',
  agreed: false,
};

export function importOf({ configuration, versions, keepCopy, requestLog, restore, restoreDays, restoreTier, agreed }: Taking): S3Import {
  return {
    ...(!configuration && { configuration }),
    ...(versions && { versions }),
    ...(keepCopy !== null && { keepCopy }),
    ...(requestLog !== null && { requestLog }),
    ...(restore && agreed && { restore: { days: restoreDays, tier: restoreTier } }),
  };
}

/** How an earlier import was taken. Its log of requests is not written twice, and no restore is asked for again by itself. */
export function takingOf({ configuration = true, versions = false, keepCopy }: S3Import): Taking {
  return { ...AS_USUAL, configuration, versions, keepCopy: keepCopy ?? null };
}

/** An earlier import again, taken as is now said. */
export function continued(s3: S3Import, taking: Taking, access: S3Access): S3Import {
  const { keepCopy: _, requestLog: __, configuration: ___, versions: ____, restore: _____, ...same } = s3;
  return { ...same, ...importOf(taking), access };
}

export type Archive = S3Scope['storageClasses'][number];

/** The tiers by which some of it is restored, the cheapest first. */
export function tiersFor(archives: readonly Archive[]): Taking['restoreTier'][] {
  const all = new Set(archives.flatMap(({ name }) => tiersOf(name)));
  return RESTORE_TIERS.filter((tier) => all.has(tier));
}

/** What of it a tier does not restore, in words. */
export function notRestored(archives: readonly Archive[], tier: Taking['restoreTier']): string[] {
  return archives.flatMap(({ name, objects }) => {
    const refusal = tierRefusal(name, tier);
    return refusal === '' ? [] : [`${refusal}: ${plural(objects, 'object')} would not be asked for.`];
  });
}
