// Keys as CloudTrail makes them: `[prefix/]AWSLogs/[o-organization/]ACCOUNT/FOLDER/REGION/YYYY/MM/DD/name`; Control Tower's prefix is the
// organization's id. Source: AWS CloudTrail User Guide, "Finding your CloudTrail log files".
import { CATEGORY_FOLDERS, type S3Category } from '../../../shared/s3.ts';

/** One place in which CloudTrail delivers: an account's folder of one kind, in one region. */
export interface Leaf {
  /** Up to and with the region and its slash. */
  prefix: string;
  /** Before `AWSLogs/`. */
  root: string;
  organization: string | null;
  account: string;
  category: S3Category;
  region: string;
  /** Only what begins with this, where the examiner named a prefix within the leaf; else the prefix itself. */
  within: string;
  /** Of digests that lie beside the address: the days of the keys that the address means, as far as it names days. */
  beside?: Span;
}

/** Days, `2026-02-21`, both included; null: from the first, to the last. */
export interface Span {
  from: string | null;
  to: string | null;
}

const CATEGORY = Object.fromEntries(Object.entries(CATEGORY_FOLDERS).map(([category, folder]) => [folder, category])) as Record<
  string,
  S3Category
>;

const PLACE = /^((?:.*?\/)?)AWSLogs\/(?:(o-[a-z0-9]{10,32})\/)?(\d{12})\/(CloudTrail(?:-[A-Za-z]+)?)\/([a-z0-9-]+)\//s;

/** The place that a key or a prefix is in; null where it is in none. */
export function leafOf(key: string): Leaf | null {
  const found = PLACE.exec(key);
  const category = CATEGORY[found?.[4] ?? ''];
  if (!found || category === undefined) return null;
  const [prefix, root = '', organization, account = '', , region = ''] = found;
  return { prefix, root, organization: organization ?? null, account, category, region, within: prefix };
}

/** What a prefix that ends at a slash leads to. */
export type Step = 'leaf' | 'regions' | 'folders' | 'accounts' | 'search';

export function stepOf(prefix: string): Step {
  if (leafOf(prefix)) return 'leaf';
  if (/(?:^|\/)AWSLogs\/(?:o-[a-z0-9]{10,32}\/)?\d{12}\/CloudTrail[^/]*\/$/s.test(prefix)) return 'regions';
  if (/(?:^|\/)AWSLogs\/(?:o-[a-z0-9]{10,32}\/)?\d{12}\/$/s.test(prefix)) return 'folders';
  if (/(?:^|\/)AWSLogs\/(?:o-[a-z0-9]{10,32}\/)?$/s.test(prefix)) return 'accounts';
  return 'search';
}

/** Whether a folder below an account is one of CloudTrail's that are known. */
export function isCategoryFolder(prefix: string): boolean {
  return CATEGORY[prefix.split('/').at(-2) ?? ''] !== undefined;
}

/** Whether a folder below `AWSLogs/` is an account's or an organization's. */
export function isAccountFolder(prefix: string): boolean {
  return /\/(?:\d{12}|o-[a-z0-9]{10,32})\/$/.test(`/${prefix}`);
}

/** The day that a key of a leaf stands under, `2026-02-21`; null where it stands under none. */
export function dayOf(leaf: Leaf, key: string): string | null {
  const found = /^(\d{4})\/(\d\d)\/(\d\d)\//.exec(key.slice(leaf.prefix.length));
  return found ? `${found[1]}-${found[2]}-${found[3]}` : null;
}

/** What the keys of a day of a leaf begin with, without the last slash. */
export function dayPrefix(leaf: Leaf, day: string): string {
  return leaf.prefix + day.replaceAll('-', '/');
}

/** A day so many days later or earlier. */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

export interface DigestName {
  /** Trail and home region: with the leaf, they name the chain. */
  trail: string;
  homeRegion: string;
  backfill: boolean;
  /** `YYYYMMDDTHHMMSSZ`: the end of its span. */
  end: string;
}

/** What the name of a digest says; null where it is no digest's name. */
export function digestName(key: string): DigestName | null {
  const name = key.slice(key.lastIndexOf('/') + 1);
  const found = /^\d{12}_CloudTrail-Digest_[a-z0-9-]+_(.+)_([a-z]{2,4}(?:-[a-z0-9]+)+-\d)_(\d{8}T\d{6}Z)(_backfill)?\.json(?:\.gz)?$/.exec(
    name,
  );
  return found
    ? { trail: found[1] as string, homeRegion: found[2] as string, end: found[3] as string, backfill: found[4] !== undefined }
    : null;
}
