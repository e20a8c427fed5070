// AWS's digests as delivered, each with the signature that is known of it, and the public keys: all that their check needs. Files are named by
// item hash and key fingerprint.
import { EvidenceReader } from '../../case/evidence.ts';
import type { ReadConnection } from '../../case/open.ts';
import { gatherDigests } from '../../verify/digests/gather.ts';
import type { DigestItem } from '../../verify/digests/items.ts';
import { fromAwsLogs } from '../../verify/digests/places.ts';
import { type PublicKey, readPublicKeys } from '../../verify/digests/public-keys.ts';
import type { KeyFile } from '../../verify/key-files.ts';
import type { FolderWriter } from '../../whole-folder.ts';
import { plainLine } from '../plain-line.ts';

/** As AWS names the only kind of signature that it makes. */
const RSA = 'SHA256withRSA';

interface Signature {
  bytes: Buffer;
  from: 'sidecar' | 'successor';
}

/** @param wrote called with the bytes of each digest */
export async function writeDigests(
  folder: FolderWriter,
  db: ReadConnection,
  keyFiles: readonly KeyFile[],
  wrote: (bytes: number) => Promise<void>,
): Promise<void> {
  const evidence = new EvidenceReader(db);
  const given = keyFiles.flatMap(({ content, origin }) => readPublicKeys(Buffer.from(content), origin));
  const { items, keys } = gatherDigests(db, evidence, given);
  const named = new Set(items.flatMap(({ document }) => ('problem' in document ? [] : [document.fingerprint])));
  writeKeys(folder, keys, named);
  if (items.length === 0) return;
  const copies = successorsCopies(items);
  const idOf = db.prepare('SELECT id FROM evidence WHERE sha256 = ?').pluck();
  const table = [['item', 'key', 'signature from', 'signature', 'object'].join('\t')];
  for (const item of [...items].sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1))) {
    const id = idOf.get(Buffer.from(item.sha256, 'hex')) as number;
    await folder.stream(`digests/${item.sha256}`, evidence.deliveredChunks(id));
    const signature = signatureOf(item, copies);
    if (signature) folder.add(`digests/${item.sha256}.sig`, signature.bytes);
    table.push([item.sha256, ...row(item, signature)].join('\t'));
    await wrote(evidence.deliveredSize(id));
  }
  folder.add('digests.tsv', `${table.join('\n')}\n`);
}

function row({ document }: DigestItem, signature: Signature | null): string[] {
  const read = 'problem' in document ? null : document;
  const key = read && /^[0-9a-f]{32}$/.test(read.fingerprint) ? read.fingerprint : '-';
  return [key, signature?.from ?? '-', signature?.bytes.toString('hex') || '-', read ? plainLine(read.object) : '-'];
}

/** By the place of the digest before: its signature, as a later digest states it. */
function successorsCopies(items: readonly DigestItem[]): Map<string, string> {
  const copies = new Map<string, string>();
  for (const { document } of items) {
    if ('problem' in document || document.previous === null) continue;
    const place = fromAwsLogs(document.previous.object);
    if (!copies.has(place)) copies.set(place, document.previous.signature);
  }
  return copies;
}

/** As `trailcase verify` chooses it: where a sidecar states one, that is the one to be checked. */
function signatureOf(item: DigestItem, copies: Map<string, string>): Signature | null {
  const { document, signature: stated, signatureAlgorithm: algorithm } = item;
  const own = 'problem' in document ? '' : document.signatureAlgorithm;
  // Of another kind it could be neither right nor wrong.
  if ([own, algorithm ?? ''].some((name) => name !== '' && name !== RSA)) return null;
  if (stated !== null) return { bytes: fromHex(stated), from: 'sidecar' };
  const copy = 'problem' in document ? undefined : copies.get(fromAwsLogs(document.object));
  return copy === undefined ? null : { bytes: fromHex(copy), from: 'successor' };
}

/** What is not hexadecimal stays what it is: a signature that fits nothing. */
function fromHex(text: string): Buffer {
  return /^([0-9a-f]{2})+$/.test(text) ? Buffer.from(text, 'hex') : Buffer.from(text, 'utf8');
}

/** @param named fingerprints by which digests name their keys: they may mean the other form in which a key can be written */
function writeKeys(folder: FolderWriter, keys: readonly PublicKey[], named: ReadonlySet<string>): void {
  const written = new Set<string>();
  const origins = new Set<string>();
  for (const { fingerprint, aliases, key, origin, validFrom, validTo } of keys) {
    const valid = `valid from ${validFrom ?? '(not stated)'} to ${validTo ?? '(not stated)'}`;
    origins.add(`${plainLine(`${fingerprint}  from ${origin}, which gives it as ${valid}`)}\n`);
    for (const name of [fingerprint, ...aliases.filter((alias) => named.has(alias))]) {
      if (written.has(name)) continue;
      written.add(name);
      folder.add(`keys/${name}.pem`, key.export({ type: 'spki', format: 'pem' }));
    }
  }
  if (origins.size > 0) folder.add('keys/origin.txt', [...origins].sort().join(''));
}
