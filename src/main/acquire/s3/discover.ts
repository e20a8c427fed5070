// Finds where in a bucket CloudTrail delivers, by folders only: one list request per folder, none of them a walk over keys.
import { digestsBeside } from './beside.ts';
import type { Bucket } from './bucket.ts';
import { isAccountFolder, isCategoryFolder, type Leaf, leafOf, stepOf } from './layout.ts';

/** Folders above `AWSLogs/` that are looked into, and how deep. */
const SEARCHED = 300;
const DEEPEST = 5;

/** Other prefixes that are named. */
const NAMED = 100;

export interface Discovery {
  leaves: Leaf[];
  /** Prefixes that hold something else; the first of them. */
  others: string[];
  othersCut: number;
  /** False where not every folder was looked into. */
  complete: boolean;
}

/**
 * @param budget list requests at most
 * Digests that lie beside the prefix, since it leads into what they vouch for, are found with it.
 * @param wanted whether a leaf is worth its further requests; asked of prefixes of accounts, too
 * Errors: S3_*.
 */
export async function discover(
  bucket: Bucket,
  prefix: string,
  budget: number,
  wanted: { account(id: string): boolean; leaf(leaf: Leaf): boolean },
): Promise<Discovery> {
  const found: Discovery = { leaves: [], others: [], othersCut: 0, complete: true };
  const other = (name: string): void => {
    if (found.others.length < NAMED) found.others.push(name);
    else found.othersCut++;
  };
  const begun = bucket.lists;
  const left = (): boolean => {
    if (bucket.lists - begun < budget) return true;
    found.complete = false;
    return false;
  };
  const start = await startOf(bucket, prefix);
  const within = leafOf(start);
  if (within !== null) {
    const leaf = { ...within, within: start };
    found.leaves.push(leaf, ...digestsBeside([leaf], start).filter((one) => wanted.leaf(one)));
    return found;
  }
  let searched = 0;
  const waiting: { prefix: string; depth: number }[] = [{ prefix: start, depth: 0 }];
  for (let at = waiting.shift(); at; at = waiting.shift()) {
    const step = at.prefix.endsWith('/') || at.prefix === '' ? stepOf(at.prefix) : 'search';
    if (step === 'leaf') {
      const leaf = leafOf(at.prefix) as Leaf;
      if (wanted.leaf(leaf)) found.leaves.push(leaf);
      continue;
    }
    if (!left()) break;
    if (step === 'search') {
      if (at.depth > DEEPEST || searched >= SEARCHED) {
        found.complete = false;
        other(at.prefix);
        continue;
      }
      searched++;
    }
    const { folders, objects } = await bucket.folder(at.prefix);
    const logs = step === 'search' ? folders.filter((folder) => /(?:^|\/)AWSLogs\/$/.test(folder)) : [];
    if (objects > 0) other(at.prefix);
    for (const folder of folders) {
      if (step === 'accounts' && isAccountFolder(folder)) {
        const account = /(\d{12})\/$/.exec(folder)?.[1];
        if (account === undefined || wanted.account(account)) waiting.push({ prefix: folder, depth: 0 });
      } else if (step === 'folders' ? isCategoryFolder(folder) : step === 'regions') waiting.push({ prefix: folder, depth: 0 });
      else if (step === 'search') {
        // Prefixes beside AWSLogs/ are looked into, too: several trails may share a bucket.
        if (logs.includes(folder)) waiting.unshift({ prefix: folder, depth: 0 });
        else waiting.push({ prefix: folder, depth: at.depth + 1 });
      } else other(folder);
    }
    // Nothing below it: what was met on the way is no place of CloudTrail's.
    if (step === 'search' && folders.length === 0 && objects === 0 && at.prefix !== start) other(at.prefix);
  }
  found.leaves.sort((a, b) => (a.prefix < b.prefix ? -1 : 1));
  // Behind all that is below the address: what may be refused there says nothing of what may be listed here.
  found.leaves.push(...digestsBeside(found.leaves, start).filter((one) => wanted.leaf(one)));
  found.others.sort();
  return found;
}

/** `s3://bucket/logs` means the folder `logs/` where there is one. */
async function startOf(bucket: Bucket, prefix: string): Promise<string> {
  if (prefix === '' || prefix.endsWith('/')) return prefix;
  const { folders } = await bucket.folder(prefix);
  return folders.includes(`${prefix}/`) ? `${prefix}/` : prefix;
}
