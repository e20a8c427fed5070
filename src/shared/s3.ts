// A bucket as a source: how it is reached, what of it is chosen, and what a look at it before fetching says. Shared by window, command line and engine.
import { z } from 'zod';

/** Folders below an account in which CloudTrail delivers, and what is in them. */
export const CATEGORY_FOLDERS = {
  events: 'CloudTrail',
  digests: 'CloudTrail-Digest',
  insights: 'CloudTrail-Insight',
  network: 'CloudTrail-NetworkActivity',
  aggregated: 'CloudTrail-Aggregated',
} as const;
export type S3Category = keyof typeof CATEGORY_FOLDERS;
export const S3_CATEGORIES = Object.keys(CATEGORY_FOLDERS) as [S3Category, ...S3Category[]];

const Text = z.string().min(1).max(2048);

/** How a bucket is reached. Only `profile` and names: credentials are found by the SDK's usual chain, and nothing of them is stored. */
export const S3Access = z.object({
  profile: Text.optional(),
  roleArn: Text.optional(),
  externalId: Text.optional(),
  mfaSerial: Text.optional(),
  /** Used once, never stored. */
  mfaCode: Text.optional(),
  /** No credentials at all: a public bucket. */
  anonymous: z.boolean().optional(),
  endpoint: Text.optional(),
  region: Text.optional(),
  pathStyle: z.boolean().optional(),
  /** Address of an HTTP proxy. */
  proxy: Text.optional(),
  requesterPays: z.boolean().optional(),
});
export type S3Access = z.infer<typeof S3Access>;

const Day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/** What of a bucket is taken; what is left out chooses everything. */
export const S3Choice = z.object({
  accounts: z.array(Text).optional(),
  /** Regions of the logs, not of the bucket. */
  regions: z.array(Text).optional(),
  /** Days as the keys name them (UTC), both included. */
  from: Day.optional(),
  to: Day.optional(),
  categories: z.array(z.enum(S3_CATEGORIES)).optional(),
  /** Prefixes of places as a look names them; no other place is taken. For what accounts and regions cannot say. */
  places: z.array(Text).optional(),
  /** Prefixes of places that are left out; where most are taken, the shorter statement. */
  notPlaces: z.array(Text).optional(),
  /** Keys of objects, one by one, as Athena names them: then nothing else is taken but the digests of their days. */
  keys: z.array(z.string().min(1).max(1024)).optional(),
  /** Digests of the chosen span come along unless this is false. */
  digests: z.boolean().optional(),
  /** Every object below the prefix, whatever it is. */
  everything: z.boolean().optional(),
});
export type S3Choice = z.infer<typeof S3Choice>;

export const RESTORE_TIERS = ['Bulk', 'Standard', 'Expedited'] as const;
export type RestoreTier = (typeof RESTORE_TIERS)[number];

/**
 * Tiers by which AWS restores from an archive. Source: S3 User Guide, "Understanding archive retrieval options".
 * @param archive a storage class, or a tier of Intelligent-Tiering as HEAD names it
 */
export function tiersOf(archive: string): RestoreTier[] {
  const isDeep = archive === 'DEEP_ARCHIVE' || archive === 'DEEP_ARCHIVE_ACCESS';
  return RESTORE_TIERS.filter((tier) => !(isDeep && tier === 'Expedited'));
}

/** Why a tier is not asked for; empty where it may be. */
export function tierRefusal(archive: string, tier: RestoreTier): string {
  const tiers = tiersOf(archive);
  return tiers.includes(tier) ? '' : `AWS restores nothing from ${archive} by ${tier}, only by ${tiers.join(' or ')}`;
}

/** What an import from a bucket is told beside its address. */
export const S3Import = z.object({
  access: S3Access.optional(),
  choice: S3Choice.optional(),
  /** Non-current versions are fetched, too. They are listed always. */
  versions: z.boolean().optional(),
  /** Folder that gets a copy of everything that is taken. */
  keepCopy: z.string().min(1).max(4096).optional(),
  /** File that gets a line for every request made. */
  requestLog: z.string().min(1).max(4096).optional(),
  /** Public keys and trail configuration are asked of CloudTrail, and the configuration of the bucket, unless this is false. */
  configuration: z.boolean().optional(),
  /** Archived objects are asked to be restored: the only call that changes anything, and it costs. */
  restore: z.object({ days: z.number().int().min(1).max(365), tier: z.enum(RESTORE_TIERS) }).optional(),
  /** Text of a document about how the keys were found, which is kept beside the record of the bucket: docs/athena.md. */
  scoping: z.string().optional(),
  /** Seconds that are waited for the renewal of credentials which expired in mid-job; 900 where it is left out. */
  renewalPatience: z.number().min(0).max(86_400).optional(),
});
export type S3Import = z.infer<typeof S3Import>;

/** Of an import, what its custody entry tells of how it was taken beside versions: for whoever continues it. */
export const S3Taking = S3Import.pick({ keepCopy: true, requestLog: true, configuration: true, restore: true });
export type S3Taking = z.infer<typeof S3Taking>;

/** Objects and bytes; `exact` where every one of them was listed, else they are estimated from what was. */
const Amount = { objects: z.number(), bytes: z.number(), exact: z.boolean() };

export const S3Scope = z.object({
  bucket: z.string(),
  prefix: z.string(),
  /** Region of the bucket, where it is known. */
  region: z.string().nullable(),
  /** ARN of who asked, where STS answered. */
  identity: z.string().nullable(),
  /** What CloudTrail delivered, one entry per place (root, organization), account, folder and region. */
  places: z.array(
    z.object({
      prefix: z.string(),
      /** Before `AWSLogs/`. */
      root: z.string(),
      organization: z.string().nullable(),
      account: z.string(),
      category: z.enum(S3_CATEGORIES),
      region: z.string(),
      /** Digests that are not below the address, but vouch for what is: docs/s3.md. */
      beside: z.boolean().optional(),
      ...Amount,
      /** First and last day with objects, as the keys name them. */
      first: z.string().nullable(),
      last: z.string().nullable(),
      /** Days (`2026-02-21`), or months (`2026-02`) where days were not told apart. */
      days: z.array(z.object({ day: z.string(), ...Amount })),
      /** Of the days that were asked for, those without an object; only where days were asked for, and all were counted. */
      empty: z.array(z.object({ from: z.string(), to: z.string() })).optional(),
      /** Names of trails, of digests: as far as keys were listed. */
      trails: z.array(z.string()),
    }),
  ),
  totals: z.object(Amount),
  /** Objects and bytes by storage class, of those that were listed. */
  storageClasses: z.array(z.object({ name: z.string(), objects: z.number(), bytes: z.number() })),
  /** Non-current versions and delete markers among those that were listed; null where listing them is not allowed or not known there. */
  versions: z.object({ noncurrent: z.number(), deleteMarkers: z.number() }).nullable(),
  /** Why versions are not known; empty where they are. */
  versionsRefused: z.string(),
  /** Prefixes that hold something else, which an import leaves out unless everything is asked for; the first of them. */
  others: z.array(z.string()),
  othersCut: z.number(),
  /** False where the budget of requests ended the look before all places were found. */
  complete: z.boolean(),
  /** What else is to be told, in words. */
  notes: z.array(z.string()),
  requests: z.object({
    /** List requests that this look took. */
    made: z.number(),
    /** Requests of all kinds that were answered to it, and the SHA-256 of the list of all that were sent; what `--request-log` writes has this hash. */
    answered: z.number(),
    sha256: z.string(),
    /** List requests that an import of this choice takes, and objects that it gets. */
    lists: z.number(),
    gets: z.number(),
    exact: z.boolean(),
  }),
});
export type S3Scope = z.infer<typeof S3Scope>;

/** How far a look has come. */
export const S3Looking = z.object({
  /** Answers that came so far. */
  requests: z.number(),
  /** Places that were counted of those found; null while they are looked for. */
  counted: z.number().nullable(),
  places: z.number().nullable(),
});
export type S3Looking = z.infer<typeof S3Looking>;

/** A profile of the AWS configuration of this machine: its name, and what it asks of a person. */
export const S3Profile = z.object({
  name: z.string(),
  /** Signs in by `aws sso login`. */
  sso: z.boolean(),
  /** Names a device of MFA. */
  mfa: z.boolean(),
});
export type S3Profile = z.infer<typeof S3Profile>;

/** An import from addresses that did not come to its end, as far as the case tells. */
export const S3Unfinished = z.object({
  paths: z.array(z.string()),
  access: S3Access,
  choice: S3Choice,
  versions: z.boolean(),
  /** How it was taken. A restore that it asked for is told, and not to be asked for again by itself; nor is a log of requests written twice. */
  taking: S3Taking,
  /** When it began, ms UTC, and what is known of its end: `cancelled`, `failed: …`; empty where it was cut off. */
  at: z.number(),
  outcome: z.string(),
  /** Of an import of what Athena named: the id of the execution, by which it can be taken up; the log holds no list of keys. */
  execution: z.string().nullable(),
});
export type S3Unfinished = z.infer<typeof S3Unfinished>;
