// One bucket, listed: folders by delimiter, and ranges of keys with their versions. Only list requests are made here.
import { ListObjectsV2Command, type ListObjectsV2CommandOutput, ListObjectVersionsCommand } from '@aws-sdk/client-s3';
import { TrailcaseError } from '../../../shared/errors.ts';
import type { Connection } from './connection.ts';
import { Course, compareKeys } from './course.ts';
import { type Asked, asFailure, isDenied, isUnknownThere, nameOf } from './failures.ts';
import { listedBy, type QuickListing } from './quick-list.ts';

/** One version of an object, as a listing states it. */
export interface ListedVersion {
  key: string;
  /** Null where versions are not known. */
  versionId: string | null;
  current: boolean;
  /** A delete marker has neither size nor ETag. */
  deleteMarker: boolean;
  etag: string;
  size: number;
  /** ms UTC. */
  modified: number;
  storageClass: string;
  /** Names of checksums that S3 holds. */
  checksums: string[];
  /** Of an archived object: asked to be restored, or restored until then. */
  restore: { inProgress: boolean; until: number | null } | null;
}

export interface Folder {
  /** Prefixes one level below, each up to its slash. */
  folders: string[];
  /** Objects that stand in it themselves: of the first page. */
  objects: number;
}

/** Whether versions can be listed, and if not, why. */
type Versioning = { known: true } | { known: false; why: string; denied: boolean };

/** A page of a listing, with what follows it. */
interface Page {
  versions: ListedVersion[];
  more: boolean;
}

/** Keys of a page. */
const PAGE = 1000;

/** Storage classes whose objects cannot be read before they are restored. */
export const ARCHIVED: ReadonlySet<string> = new Set(['GLACIER', 'DEEP_ARCHIVE']);

export class Bucket {
  readonly name: string;
  readonly connection: Connection;
  /** Until the first listing it is not known. */
  versioning: Versioning | null = null;
  /** List requests made for folders and ranges, without repeats. */
  lists = 0;

  constructor(name: string, connection: Connection) {
    this.name = name;
    this.connection = connection;
  }

  /** ARN of the bucket, or of a key in it. */
  arn(key?: string): string {
    if (this.name.startsWith('arn:')) return key === undefined ? this.name : `${this.name}/object/${key}`;
    return `arn:aws:s3:::${this.name}${key === undefined ? '' : `/${key}`}`;
  }

  /** Directory buckets (S3 Express) are known by their names. */
  get isDirectory(): boolean {
    return this.name.endsWith('--x-s3');
  }

  /** What is directly below a prefix. Errors: S3_*. */
  async folder(prefix: string): Promise<Folder> {
    const folders: string[] = [];
    let objects = 0;
    const course = new Course(!this.isDirectory);
    let token: string | undefined;
    do {
      const input = {
        Bucket: this.name,
        Prefix: prefix,
        Delimiter: '/',
        EncodingType: 'url' as const,
        ...(token && { ContinuationToken: token }),
      };
      this.lists++;
      const page = await this.asked('s3:ListBucket', () => this.connection.s3((client) => client.send(new ListObjectsV2Command(input))));
      mustBeListing(page, listedBy(input));
      const decode = decoder(page.EncodingType);
      for (const { Prefix = '' } of page.CommonPrefixes ?? []) folders.push(decode(Prefix));
      // S3's console marks a folder by an object of its name.
      objects += [...listedBy(input).versions, ...(page.Contents ?? [])].filter(({ Key = '' }) => decode(Key) !== prefix).length;
      token = course.next(page, page.NextContinuationToken);
    } while (token !== undefined);
    return { folders: folders.sort(), objects };
  }

  /**
   * All versions of the keys of a range, in order of keys, newest version first; whole keys only in each list.
   * @param after keys up to this are left out; `''`: none
   * @param before so is the first key that is not less, and what follows; null: none
   */
  async *range(prefix: string, after = '', before: string | null = null): AsyncGenerator<ListedVersion[]> {
    if (this.isDirectory) {
      yield await this.unordered(prefix, after, before);
      return;
    }
    let rest: ListedVersion[] = [];
    for await (const { versions, more } of this.pages(prefix, after)) {
      const all = [...rest, ...versions];
      const end = before === null ? -1 : all.findIndex(({ key }) => key >= before);
      if (end >= 0) {
        yield inOrder(all.slice(0, end));
        return;
      }
      // Versions of the last key may go on in the next page.
      const last = all.at(-1)?.key;
      const whole = more ? all.findIndex(({ key }) => key === last) : all.length;
      rest = all.slice(whole);
      if (whole > 0) yield inOrder(all.slice(0, whole));
    }
  }

  /** A directory bucket lists in no order, and from no key on: its range is known when all of it is. Source: S3 API Reference, ListObjectsV2. */
  private async unordered(prefix: string, after: string, before: string | null): Promise<ListedVersion[]> {
    const all: ListedVersion[] = [];
    for await (const { versions } of this.pages(prefix, ''))
      for (const version of versions) if (version.key > after && (before === null || version.key < before)) all.push(version);
    return inOrder(all);
  }

  /** The first page of a range, and whether more follow: to estimate by. Versions of one key may be cut. */
  async firstPage(prefix: string, after = ''): Promise<Page> {
    if (this.isDirectory) return { versions: await this.unordered(prefix, after, null), more: false };
    for await (const page of this.pages(prefix, after)) return { ...page, versions: inOrder(page.versions) };
    return { versions: [], more: false };
  }

  private async *pages(prefix: string, after: string): AsyncGenerator<Page> {
    if (this.versioning?.known !== false) {
      let begun = false;
      try {
        for await (const page of this.versionPages(prefix, after)) {
          begun = true;
          yield page;
        }
        return;
      } catch (error) {
        if (begun || this.versioning !== null || !(isDenied(error) || isUnknownThere(error)))
          throw this.failure(error, 's3:ListBucketVersions');
        const denied = !isUnknownThere(error);
        const why = denied ? `s3:ListBucketVersions on ${this.arn()} is denied` : `the server does not list versions (${nameOf(error)})`;
        this.versioning = { known: false, why, denied };
      }
    }
    yield* this.objectPages(prefix, after);
  }

  /** What every listing of keys asks for. */
  private listing(prefix: string) {
    return {
      Bucket: this.name,
      Prefix: prefix,
      MaxKeys: PAGE,
      EncodingType: 'url' as const,
      OptionalObjectAttributes: ['RestoreStatus' as const],
    };
  }

  private async *versionPages(prefix: string, after: string): AsyncGenerator<Page> {
    const course = new Course(true);
    let marker: { KeyMarker: string; VersionIdMarker?: string } | null = after === '' ? null : { KeyMarker: after };
    for (;;) {
      const input = {
        ...this.listing(prefix),
        ...marker,
      };
      this.lists++;
      const page = await this.connection.s3((client) => client.send(new ListObjectVersionsCommand(input)));
      // A server that knows no versions may answer with a plain listing.
      const quick = listedBy(input);
      if (page.Versions === undefined && page.DeleteMarkers === undefined && page.Name === undefined && quick.versions.length === 0)
        throw Object.assign(new Error('no list of versions'), { name: 'NotImplemented' });
      this.versioning ??= { known: true };
      const decode = decoder(page.EncodingType);
      const versions = [...quick.versions, ...(page.Versions ?? [])].map((one) => ({
        ...listed(one, decode),
        versionId: one.VersionId ?? null,
        current: one.IsLatest !== false,
      }));
      const markers = [...quick.markers, ...(page.DeleteMarkers ?? [])].map((one) => ({
        ...listed(one, decode),
        versionId: one.VersionId ?? null,
        current: one.IsLatest === true,
        deleteMarker: true,
      }));
      const all = [...versions, ...markers].sort((a, b) => compareKeys(a.key, b.key));
      const more = page.IsTruncated === true;
      course.take(all);
      yield { versions: all, more };
      const { NextVersionIdMarker: id } = page;
      const next = course.next(page, page.NextKeyMarker, id);
      if (next === undefined) return;
      marker = { KeyMarker: decode(next), ...(id !== undefined && { VersionIdMarker: id }) };
    }
  }

  private async *objectPages(prefix: string, after: string): AsyncGenerator<Page> {
    const course = new Course(!this.isDirectory);
    let token: string | undefined;
    do {
      const input = {
        ...this.listing(prefix),
        ...(token ? { ContinuationToken: token } : after === '' ? {} : { StartAfter: after }),
      };
      this.lists++;
      const page = await this.asked('s3:ListBucket', () => this.connection.s3((client) => client.send(new ListObjectsV2Command(input))));
      mustBeListing(page, listedBy(input));
      const decode = decoder(page.EncodingType);
      const contents = [...listedBy(input).versions, ...(page.Contents ?? [])];
      const versions = contents.map((one) => ({ ...listed(one, decode), versionId: null, current: true }));
      course.take(versions);
      token = course.next(page, page.NextContinuationToken);
      yield { versions, more: token !== undefined };
    } while (token !== undefined);
  }

  private failure(error: unknown, action: string): Error {
    return asFailure(error, this.toAsk(action));
  }

  /** What is asked for, of the bucket or of a key in it. */
  toAsk(action: string, key?: string): Asked {
    return { action, resource: this.arn(key), access: this.connection.access };
  }

  private async asked<T>(action: string, send: () => Promise<T>): Promise<T> {
    try {
      return await send();
    } catch (error) {
      throw this.failure(error, action);
    }
  }
}

interface Stated {
  Key?: string | undefined;
  ETag?: string | undefined;
  Size?: number | undefined;
  LastModified?: Date | undefined;
  StorageClass?: string | undefined;
  ChecksumAlgorithm?: string[] | undefined;
  RestoreStatus?: { IsRestoreInProgress?: boolean | undefined; RestoreExpiryDate?: Date | undefined } | undefined;
}

function listed(one: Stated, decode: (text: string) => string): Omit<ListedVersion, 'versionId' | 'current'> {
  const { Key = '', ETag = '', Size = 0, LastModified, StorageClass = '', ChecksumAlgorithm = [], RestoreStatus } = one;
  return {
    key: decode(Key),
    deleteMarker: false,
    etag: ETag,
    size: Size,
    modified: LastModified?.getTime() ?? 0,
    storageClass: StorageClass,
    checksums: [...ChecksumAlgorithm].sort(),
    restore: RestoreStatus
      ? { inProgress: RestoreStatus.IsRestoreInProgress === true, until: RestoreStatus.RestoreExpiryDate?.getTime() ?? null }
      : null,
  };
}

/** The page of a proxy, or of a server that is no S3, would be taken for a bucket that has nothing. Errors: S3_FAILED. */
function mustBeListing(page: ListObjectsV2CommandOutput, { versions }: QuickListing): void {
  const { Name, IsTruncated, KeyCount, Contents, CommonPrefixes } = page;
  if (versions.length > 0 || [Name, IsTruncated, KeyCount, Contents, CommonPrefixes].some((one) => one !== undefined)) return;
  throw new TrailcaseError(
    'S3_FAILED',
    'What answered is no S3: the answer to a list request is no listing',
    'Check the network, --endpoint and --proxy.',
  );
}

/** Keys may hold what XML cannot: they are asked for in the form of URLs. */
function decoder(encoding: string | undefined): (text: string) => string {
  if (encoding !== 'url') return (text) => text;
  return (text) => {
    try {
      return decodeURIComponent(text.replaceAll('+', ' '));
    } catch {
      return text;
    }
  };
}

/** Of each key the newest version first. */
function inOrder(versions: ListedVersion[]): ListedVersion[] {
  return versions.sort((a, b) => compareKeys(a.key, b.key) || Number(b.current) - Number(a.current) || b.modified - a.modified);
}

/** Versions of one key after the other. */
export function byKey(versions: readonly ListedVersion[]): ListedVersion[][] {
  const keys: ListedVersion[][] = [];
  for (const version of versions) {
    const last = keys.at(-1);
    if (last?.[0]?.key === version.key) last.push(version);
    else keys.push([version]);
  }
  return keys;
}
