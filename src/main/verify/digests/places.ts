// Places of objects: what an S3 key says of a digest or a log, and what of it survives a copy into a folder.

/**
 * A key or path from `AWSLogs/` on: what of an object's place survives a copy into a folder. A place without that folder keeps its
 * file name only.
 */
export function fromAwsLogs(path: string): string {
  const at = path.lastIndexOf('AWSLogs/');
  return at >= 0 ? path.slice(at) : fileName(path);
}

/** Whether an item found at a place can be the object that a digest names; a copy that lost its gzip wrapper lost its ending too. */
export function samePlace(place: string, object: string): boolean {
  const found = withoutGz(fromAwsLogs(place));
  const named = withoutGz(object);
  return found.startsWith('AWSLogs/') ? found === fromAwsLogs(named) : found === fileName(named);
}

/** A name without `.gz`. */
export function withoutGz(name: string): string {
  return name.endsWith('.gz') ? name.slice(0, -3) : name;
}

export function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Which chain a digest belongs to, from its object's name. */
export interface ChainName {
  bucket: string;
  account: string;
  region: string;
  trail: string;
  homeRegion: string;
  backfill: boolean;
}

/**
 * What keeps chains apart: bucket, account, region, trail and home region, and whether it is a backfill; from
 * `ACCOUNT_CloudTrail-Digest_REGION_TRAIL_HOMEREGION_YYYYMMDDTHHMMSSZ[_backfill].json.gz`. A trail's name may have underscores, a region's has none.
 */
export function chainName(bucket: string, object: string): ChainName {
  const name = fileName(object);
  const parts = /^(.*?)_CloudTrail-Digest_([^_]*)_(?:(.*)_)?([^_]*)_\d{8}T\d{6}Z(_backfill)?\.json(?:\.gz)?$/.exec(name);
  if (!parts) return { bucket, account: '', region: '', trail: name, homeRegion: '', backfill: name.includes('_backfill.') };
  const [, account = '', region = '', trail = '', homeRegion = '', backfill] = parts;
  return { bucket, account, region, trail, homeRegion, backfill: backfill !== undefined };
}

/** A chain's name in one word, its bucket apart. */
export function chainId({ bucket, account, region, trail, homeRegion, backfill }: ChainName): string {
  return [bucket, account, region, trail, homeRegion, backfill ? 'backfill' : ''].filter((word) => word !== '').join(' ');
}

/** Where and when a log file was delivered, as its name says: `ACCOUNT_CloudTrail_REGION_YYYYMMDDTHHmmZ_UNIQUE.json.gz` (also CloudTrail-Insight and others). */
export function deliveryOf(place: string): { account: string; region: string; at: number } | null {
  const parts = /^(\d{12})_CloudTrail(?:-[A-Za-z]+)?_([a-z0-9-]+)_(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)Z_/.exec(fileName(place));
  if (!parts) return null;
  const [, account = '', region = '', year, month, day, hour, minute] = parts;
  const at = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute));
  return { account, region, at };
}

/** The folder of an object's day, from `AWSLogs/` on. */
export function dayOf(object: string): string {
  const path = fromAwsLogs(object);
  return path.slice(0, path.lastIndexOf('/') + 1);
}
