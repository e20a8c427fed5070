// Paths that a query named: each once, as objects of buckets, in order of their bytes. By the hash of that list a scoping is compared with its repetition.
import { createHash } from 'node:crypto';
import type { NamedObject } from '../../../shared/athena.ts';
import { TrailcaseError } from '../../../shared/errors.ts';

/** Of one scoping: more is no scoping, and its list would fit neither into memory nor into one text of JSON. */
const MOST = { objects: 1_000_000, characters: 200_000_000 };

/** What is no address is told: so many of them, and how many there are. */
const TOLD = 20;

export class NamedPaths {
  private readonly counts = new Map<string, number | null>();
  private readonly odd = new Set<string>();
  private readonly most: typeof MOST;
  private characters = 0;

  constructor(most = MOST) {
    this.most = most;
  }

  /** @param records as Athena writes it; undefined where the query does not count. Errors: ATHENA_LIMIT. */
  add(path: string, records: string | undefined): void {
    const address = path.replace(/^s3[an]:/i, 's3:');
    if (!/^s3:\/\/[^/]+\/./s.test(address)) {
      if (!this.odd.has(path)) this.count(path);
      this.odd.add(path);
      return;
    }
    const number = records !== undefined && /^\d+$/.test(records) ? Number(records) : null;
    if (!this.counts.has(address)) this.count(address);
    const before = this.counts.get(address);
    this.counts.set(address, before === undefined || before === null || number === null ? (number ?? before ?? null) : before + number);
  }

  /** Errors: ATHENA_LIMIT. */
  private count(path: string): void {
    // As they are written out: a control character takes six.
    this.characters += JSON.stringify(path).length;
    const beyond =
      this.counts.size + this.odd.size >= this.most.objects
        ? `${this.most.objects} objects`
        : this.characters > this.most.characters && `${this.most.characters} characters of addresses`;
    if (beyond !== false)
      throw new TrailcaseError('ATHENA_LIMIT', `The query names more than ${beyond}`, 'Ask for less at a time: one region, or fewer days.');
  }

  /** In order of their bytes. */
  objects(): NamedObject[] {
    return this.addresses().map((address) => {
      const [, bucket = '', key = ''] = /^s3:\/\/([^/]+)\/(.+)$/s.exec(address) ?? [];
      return { bucket, key, records: this.counts.get(address) ?? null };
    });
  }

  unusable(): string[] {
    const some = [...this.odd].sort();
    return some.length > TOLD ? [...some.slice(0, TOLD), `and ${some.length - TOLD} more`] : some;
  }

  private addresses(): string[] {
    return inOrderOfBytes([...this.counts.keys()]);
  }
}

/** Texts in order of their bytes in UTF-8. That of UTF-16 is the same, but for what is beyond the first plane, and much faster. */
export function inOrderOfBytes(texts: string[]): string[] {
  if (!texts.some((text) => /[\ud800-\udfff]/.test(text))) return texts.sort();
  return texts.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
}

export function addressOf({ bucket, key }: Pick<NamedObject, 'bucket' | 'key'>): string {
  return `s3://${bucket}/${key}`;
}

/** Addresses, a line each: what `--paths-out` writes, and what the hash of a result is of. A key with a line break would be two: it is escaped by %. */
export function linesOf(objects: Iterable<NamedObject>): string {
  let text = '';
  for (const object of objects)
    text += `${addressOf(object).replace(/[%\r\n]/g, (c) => `%${c.charCodeAt(0).toString(16).padStart(2, '0').toUpperCase()}`)}\n`;
  return text;
}

/** The reverse of a line. Any other % stays: lists by other tools escape nothing. */
export function addressInLine(line: string): string {
  return line.replace(/%(25|0D|0A)/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

export function hashOf(objects: Iterable<NamedObject>): string {
  return createHash('sha256').update(linesOf(objects)).digest('hex');
}
