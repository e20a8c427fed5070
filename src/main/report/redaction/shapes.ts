// What can be told by its form, in any text: accounts, ARNs, ids that AWS gives, addresses, e-mail addresses, hashes.
import { addressesIn, hostsIn, labelsIn } from './addresses.ts';
import { arnsIn } from './arns.ts';
import { type Kind, resourceKind } from './kinds.ts';
import type { Span } from './spans.ts';
import { urlsIn, withMore } from './urls.ts';

/** A public id of an event, with the decoding steps; or a hash as such. */
const HASH =
  /(?<![0-9a-z])[0-9a-f]{64}(?:@\d+\+\d+(?:\/[a-z0-9:+/@-]+)?)?(?![0-9a-z])|(?<![0-9a-z])(?:[0-9a-f]{128}|[0-9a-f]{96}|[0-9a-f]{56}|[0-9a-f]{40}|[0-9a-f]{32})(?![0-9a-z])/gi;
/** As shells and keys write them. */
const FINGERPRINT = /\b(?:SHA256:|sha256-)[A-Za-z0-9+/]{43}=?|\b(?:[0-9a-f]{2}:){15,31}[0-9a-f]{2}\b/gi;
/** 32 bytes in base64: as codeSha256 and checksums of S3 are written. */
const BASE64_HASH = /(?<![A-Za-z0-9+/=])[A-Za-z0-9+/]{43}=(?![A-Za-z0-9+/=])/g;
const UUID = /(?<![0-9a-z])[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?![0-9a-z])/gi;
/** In groups of four as the console writes them, or with other dividers. */
const ACCOUNT = /(?<![0-9])(?:\d{12}|\d{4}(?<divider>\s?[-._–—‑/\u2212]\s?|\s)\d{4}\k<divider>\d{4})(?![0-9])/g;
/** Source: AWS, IAM identifiers, "Understanding unique ID prefixes". */
const UNIQUE_ID = /(?<![A-Za-z0-9])(A(?:KIA|SIA|BIA|CCA)|A(?:IDA|ROA|GPA|IPA|NPA|NVA|PKA|SCA))[A-Z0-9]{8,124}(?![A-Za-z0-9])/gi;
const KEY_PREFIX = /^A(?:KIA|SIA|BIA|CCA)/i;
/** `i-0f2c96d83be714a05`: the id of a thing in EC2 and the like. */
const ID = /(?<![A-Za-z0-9])([a-z][a-z0-9]{0,15})-(?:[0-9a-f]{17}|[0-9a-f]{8}|[0-9a-z]{10})(?![A-Za-z0-9-])/g;
const EMAIL = /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+'-]{1,64}@(?:[\p{L}\p{N}-]+\.)*[\p{L}\p{N}-]+\.[\p{L}-]{2,24}(?![\p{L}\p{N}-])/giu;
/** `root@vm`: who is logged in where, by a name without an ending. */
const LOGIN =
  /(?<=\()[\w.$-]{1,64}@[\w.-]{1,253}(?=\))|(?<![\p{L}\p{N}._%+@/-])[\p{L}_][\p{L}\p{N}._%+-]{1,63}@[\p{L}][\p{L}\p{N}-]{1,62}(?![\p{L}\p{N}@/-]|\.[\p{L}\p{N}])/gu;
const HOME = /(?:\/home\/|\/Users\/|\\Users\\|\/export\/home\/)([^/\\:\s"'<>|]+)/gi;
const S3 = /\bs3[an]?:\/\/([^/\s"'<>]+)(?:\/([^\s"'<>]+))?/gi;

const EC2: Readonly<Record<string, string>> = {
  i: 'instance',
  ami: 'image',
  vol: 'volume',
  snap: 'snapshot',
  vpc: 'vpc',
  subnet: 'subnet',
  sg: 'security-group',
  sgr: 'security-group-rule',
  eni: 'interface',
  r: 'reservation',
};

/** @param isOwn what is not hidden although it looks so: the identifier of the case */
export function shapesIn(text: string, isOwn: (text: string) => boolean, whole = false): Span[] {
  if (text.length < 4) return [];
  const own: { from: number; to: number }[] = [];
  const found: Span[] = [...arnsIn(text, whole), ...urlsIn(text), ...addressesIn(text), ...hostsIn(text), ...labelsIn(text)];
  const add = (from: number, part: string, kind: Kind, value = part): void => {
    if (!isOwn(part)) found.push({ from, to: from + part.length, kind, value });
  };
  const all = (pattern: RegExp, kind: Kind, value = (part: string) => part): void => {
    for (const match of text.matchAll(pattern)) add(match.index, match[0], kind, value(match[0]));
  };
  const lower = (part: string): string => part.toLowerCase();
  if (/[0-9a-f]{32}/i.test(text)) all(HASH, 'commitment', lower);
  if (text.length >= 12) {
    if (/:[0-9a-zA-Z]|sha256-/.test(text)) all(FINGERPRINT, 'commitment');
    if (text.includes('=')) all(BASE64_HASH, 'commitment');
    if (text.length >= 36) {
      all(UUID, 'id', lower);
      for (const { 0: id, index } of text.matchAll(UUID)) if (isOwn(id)) own.push({ from: index, to: index + id.length });
    }
    if (/\d{4}/.test(text)) all(ACCOUNT, 'account', (part) => part.replace(/\D/g, ''));
  }
  if (/[0-9a-z]{8}/i.test(text)) {
    if (/A[A-Z]{3}|a[a-z]{3}/.test(text))
      for (const { 0: id, index } of text.matchAll(UNIQUE_ID))
        if (/\d/.test(id) || id === id.toUpperCase()) add(index, id, KEY_PREFIX.test(id) ? 'key' : 'principal', id.toUpperCase());
    if (/[a-z]-[0-9a-z]{8}/.test(text))
      for (const { 0: id, 1: prefix = '', index } of text.matchAll(ID))
        if (/\d/.test(id.slice(prefix.length)) && (/-[0-9a-f]+$/.test(id) || prefix.length <= 3))
          add(index, id, resourceKind(EC2[prefix] ?? prefix));
  }
  if (text.includes('@')) {
    all(EMAIL, 'email', lower);
    all(LOGIN, 'person', lower);
  }
  if (/home|Users/i.test(text))
    for (const { 0: path, 1: name = '', index } of text.matchAll(HOME)) add(index + path.length - name.length, name, 'person', lower(name));
  if (text.includes('://'))
    for (const { 0: uri, 1: bucket = '', 2: key = '', index } of text.matchAll(S3)) {
      const from = index + uri.indexOf('://') + 3;
      add(from, bucket, 'bucket', lower(bucket));
      if (key !== '') add(from + bucket.length + 1, withMore(key, text, from + bucket.length + 1, index), 'object');
    }
  return own.length === 0 ? found : found.filter((span) => !own.some(({ from, to }) => span.from < to && from < span.to));
}
