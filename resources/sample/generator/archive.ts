// The whole archive in memory: every file by path, and the model it was made from.
import { gzip } from './base/gzip.ts';
import { signingKey } from './base/rsa.ts';
import { utc } from './base/time.ts';
import { type Digest, digestChain } from './delivery/digests.ts';
import { custodianNote, publicKeys, trailConfiguration } from './delivery/handover.ts';
import { type Delivered, deliver, deliveredTwice, pack } from './delivery/logs.ts';
import { type Story, story } from './story.ts';
import { ACCOUNTS, DEV, FRANKFURT, REGIONS } from './world/places.ts';

/** How many ordinary events arrive in two log files. */
const TWICE = 12;

export interface Archive {
  story: Story;
  delivered: Delivered[];
  digests: Digest[];
  /** Event ids delivered twice. */
  twice: string[];
  fingerprints: Record<string, string>;
  /** Path below archive/ and bytes, sorted by path. */
  files: [path: string, bytes: Buffer][];
}

export function archive(): Archive {
  const told = story();
  const events = [...told.ordinary, ...told.attack, ...told.intern, ...told.response];
  const twice = deliveredTwice(told.ordinary, TWICE);
  const keys = Object.fromEntries(REGIONS.map((region) => [region, signingKey(region)]));
  const delivered: Delivered[] = [];
  const digests: Digest[] = [];
  const lastDigest: Record<string, number> = {};
  for (const account of ACCOUNTS) {
    for (const region of REGIONS) {
      const key = keys[region];
      if (key === undefined) throw new Error(`no key for ${region}`);
      const here = events.filter((event) => event.account === account && event.region === region);
      const files = deliver(account, region, here, twice);
      if (account === DEV && region === FRANKFURT) {
        files.push(pack(account, region, 'CloudTrail-Insight', utc('2026-02-21T18:55:00Z'), told.insights));
      }
      files.sort((a, b) => a.at - b.at);
      const chain = digestChain(account, region, files, key);
      delivered.push(...files);
      digests.push(...chain);
      lastDigest[account] = Math.max(lastDigest[account] ?? 0, chain.at(-1)?.end ?? 0);
    }
  }
  const files: [string, Buffer][] = [
    ...delivered.map((file): [string, Buffer] => [file.key, gzip(file.content)]),
    ...digests.flatMap((digest): [string, Buffer][] => [
      [digest.key, digest.bytes],
      [`${digest.key}.head.json`, Buffer.from(digest.head, 'utf8')],
    ]),
    ...Object.entries(keys).map(([region, key]) => publicKeys(region, key)),
    ...trailConfiguration(lastDigest),
    custodianNote(Math.min(...digests.map((digest) => digest.start)), Math.max(...digests.map((digest) => digest.end))),
  ];
  return {
    story: told,
    delivered,
    digests,
    twice: [...twice].sort(),
    fingerprints: Object.fromEntries(Object.entries(keys).map(([region, key]) => [region, key.fingerprint])),
    files: files.sort(([a], [b]) => (a < b ? -1 : 1)),
  };
}
