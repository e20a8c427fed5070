// Reads what a listing says of its versions, quickly: a thousand of them come in one answer of XML, and the SDK's reader takes longer for it than all else
// that is done with their names. The rest of the answer, and every answer that is not of the plain form which S3 writes, is left to the SDK.
import type { Readable } from 'node:stream';

/** As the SDK names the fields of ObjectVersion, Object and DeleteMarkerEntry, as far as they are used. */
export interface QuickVersion {
  Key: string;
  VersionId?: string | undefined;
  IsLatest?: boolean | undefined;
  LastModified?: Date | undefined;
  ETag?: string | undefined;
  Size?: number | undefined;
  StorageClass?: string | undefined;
  ChecksumAlgorithm?: string[] | undefined;
  RestoreStatus?: { IsRestoreInProgress?: boolean | undefined; RestoreExpiryDate?: Date | undefined } | undefined;
}

export interface QuickListing {
  versions: QuickVersion[];
  markers: QuickVersion[];
}

const OPERATIONS: ReadonlySet<string> = new Set(['ListObjectVersions', 'ListObjectsV2']);

/** By the input with which a list was asked for. */
const read = new WeakMap<object, QuickListing>();

/** What was read of the answer to a list; nothing where the SDK has read it. */
export function listedBy(input: object): QuickListing {
  return read.get(input) ?? { versions: [], markers: [] };
}

/** Takes versions out of an answer before the SDK reads it. */
export async function takeVersions(
  operation: string,
  input: object,
  response: { statusCode: number; body: Readable | Uint8Array } | undefined,
): Promise<void> {
  if (response?.statusCode !== 200 || !OPERATIONS.has(operation)) return;
  const pieces: Uint8Array[] = [];
  if (response.body instanceof Uint8Array) pieces.push(response.body);
  else for await (const piece of response.body) pieces.push(piece as Uint8Array);
  const body = Buffer.concat(pieces);
  const quick = versionsOf(body.toString('utf8'));
  if (quick !== null) read.set(input, quick.listing);
  else read.delete(input);
  response.body = quick === null ? body : Buffer.from(quick.rest);
}

/** Null where the SDK is to read all of it. */
export function versionsOf(xml: string): { listing: QuickListing; rest: string } | null {
  // Comments and CDATA, which S3 does not write.
  if (xml.includes('<!')) return null;
  const listing: QuickListing = { versions: [], markers: [] };
  // A value has no `<`: it is written as an entity.
  const rest = xml.replace(/<(Version|Contents|DeleteMarker)>([\s\S]*?)<\/\1>/g, (_, kind: string, inner: string) => {
    (kind === 'DeleteMarker' ? listing.markers : listing.versions).push(versionOf(inner));
    return '';
  });
  return /<(?:Version|Contents|DeleteMarker)\b/.test(rest) ? null : { listing, rest };
}

function versionOf(xml: string): QuickVersion {
  const size = field(xml, 'Size');
  const latest = field(xml, 'IsLatest');
  const restore = field(xml, 'RestoreStatus');
  return {
    Key: field(xml, 'Key') ?? '',
    VersionId: field(xml, 'VersionId'),
    IsLatest: latest === undefined ? undefined : latest === 'true',
    LastModified: timeOf(field(xml, 'LastModified')),
    ETag: field(xml, 'ETag'),
    Size: size === undefined ? undefined : Number(size),
    StorageClass: field(xml, 'StorageClass'),
    ChecksumAlgorithm: [...xml.matchAll(/<ChecksumAlgorithm>([^<]*)</g)].map(([, name = '']) => name),
    RestoreStatus:
      restore === undefined
        ? undefined
        : {
            IsRestoreInProgress: field(xml, 'IsRestoreInProgress') === 'true',
            RestoreExpiryDate: timeOf(field(xml, 'RestoreExpiryDate')),
          },
  };
}

function field(xml: string, name: string): string | undefined {
  const begin = xml.indexOf(`<${name}>`);
  if (begin < 0) return undefined;
  const from = begin + name.length + 2;
  const text = xml.slice(from, xml.indexOf('<', from));
  return text.includes('&') ? text.replace(/&(?:#(\d+)|#x([0-9a-fA-F]+)|(amp|lt|gt|quot|apos));/g, entity) : text;
}

const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function entity(text: string, decimal?: string, hex?: string, name?: string): string {
  if (name !== undefined) return NAMED[name] ?? text;
  const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
  return code <= 0x10ffff ? String.fromCodePoint(code) : text;
}

function timeOf(text: string | undefined): Date | undefined {
  return text === undefined ? undefined : new Date(text);
}
