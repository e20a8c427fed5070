// The sample archive: made by the script and by nothing else, small, truly signed.
import { execFileSync } from 'node:child_process';
import { createHash, createPublicKey, verify } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type CloudTrailRecord, DIGESTS, type DigestFile, filesBelow, LOGS, SAMPLE, unzipped } from './read-archive.ts';

const archive = filesBelow(join(SAMPLE, 'archive'));
const sha256 = (data: Buffer): string => createHash('sha256').update(data).digest('hex');

describe('the generator', () => {
  test('writes the committed bytes again, wherever it writes', { timeout: 120_000 }, () => {
    const folder = mkdtempSync(join(tmpdir(), 'trailcase-sample-'));
    try {
      execFileSync(process.execPath, [join(SAMPLE, 'generate.ts'), folder], { stdio: 'pipe' });
      const again = filesBelow(join(folder, 'archive'));
      expect([...again.keys()]).toEqual([...archive.keys()]);
      const different = [...archive].filter(([path, bytes]) => !again.get(path)?.equals(bytes)).map(([path]) => path);
      expect(different).toEqual([]);
      expect(readFileSync(join(folder, 'ANSWERS.md'), 'utf8')).toBe(readFileSync(join(SAMPLE, 'ANSWERS.md'), 'utf8'));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  test('stays under 1 MB, itself included', () => {
    const total = [...filesBelow(SAMPLE).values()].reduce((sum, bytes) => sum + bytes.length, 0);
    expect(total).toBeLessThan(1_000_000);
  });

  test('asks neither the clock nor chance', () => {
    for (const [path, bytes] of filesBelow(join(SAMPLE, 'generator'))) {
      expect(bytes.toString('utf8'), path).not.toMatch(/Math\.random|Date\.now|new Date\(\)|randomBytes|randomUUID|gzipSync/);
    }
  });
});

describe('the digests', () => {
  const digests = unzipped(archive, DIGESTS);
  const logs = unzipped(archive, LOGS);
  const parsed = new Map([...digests].map(([path, content]) => [path, JSON.parse(content.toString('utf8')) as DigestFile]));
  const head = (path: string): { signature: string; 'signature-algorithm': string } =>
    JSON.parse(archive.get(`${path}.head.json`)?.toString('utf8') ?? '{}').Metadata;
  const keys = new Map(
    [...archive]
      .filter(([path]) => path.startsWith('keys/'))
      .flatMap(([, bytes]) => JSON.parse(bytes.toString('utf8')).PublicKeyList as { Value: string; Fingerprint: string }[])
      .map((key) => [key.Fingerprint, Buffer.from(key.Value, 'base64')]),
  );

  test('name keys by the MD5 of their DER, one key a region', () => {
    for (const [fingerprint, der] of keys) expect(createHash('md5').update(der).digest('hex')).toBe(fingerprint);
    const byRegion = new Map(
      [...parsed.values()].map((digest) => [digest.digestS3Object.split('/')[3], digest.digestPublicKeyFingerprint]),
    );
    expect(byRegion.size).toBe(3);
    expect([...byRegion.values()].sort()).toEqual([...keys.keys()].sort());
  });

  test('lie where they say, and every signature is true', () => {
    for (const [path, digest] of parsed) {
      expect(digest.digestS3Object).toBe(path);
      const { signature, 'signature-algorithm': algorithm } = head(path);
      expect(algorithm).toBe('SHA256withRSA');
      const content = digests.get(path) ?? Buffer.alloc(0);
      const signed = [
        digest.digestEndTime,
        `${digest.digestS3Bucket}/${digest.digestS3Object}`,
        sha256(content),
        digest.previousDigestSignature ?? 'null',
      ].join('\n');
      const der = keys.get(digest.digestPublicKeyFingerprint);
      if (der === undefined) throw new Error(`no key for ${path}`);
      const key = createPublicKey({ key: der, format: 'der', type: 'pkcs1' });
      expect(key.asymmetricKeyDetails?.modulusLength).toBe(2048);
      expect(verify('sha256', Buffer.from(signed), key, Buffer.from(signature, 'hex')), path).toBe(true);
    }
  });

  test('form six unbroken hourly chains', () => {
    const chains = new Map<string, DigestFile[]>();
    for (const digest of parsed.values()) {
      const chain = digest.digestS3Object.split('/').slice(0, 4).join('/');
      chains.set(chain, [...(chains.get(chain) ?? []), digest]);
    }
    expect(chains.size).toBe(6);
    for (const chain of chains.values()) {
      chain.sort((a, b) => (a.digestEndTime < b.digestEndTime ? -1 : 1));
      for (const [i, digest] of chain.entries()) {
        const before = chain[i - 1];
        expect(Date.parse(digest.digestEndTime) - Date.parse(digest.digestStartTime)).toBe(3_600_000);
        expect(digest.previousDigestS3Object).toBe(before?.digestS3Object ?? null);
        expect(digest.previousDigestSignature).toBe(before ? head(before.digestS3Object).signature : null);
        expect(digest.previousDigestHashValue).toBe(before ? sha256(digests.get(before.digestS3Object) ?? Buffer.alloc(0)) : null);
        if (before) expect(digest.digestStartTime).toBe(before.digestEndTime);
      }
    }
  });

  test('name every log file once, with its true hash and times', () => {
    const named = [...parsed.values()].flatMap((digest) => digest.logFiles);
    expect(named.map((entry) => entry.s3Object).sort()).toEqual([...logs.keys()]);
    for (const entry of named) {
      const content = logs.get(entry.s3Object) ?? Buffer.alloc(0);
      expect(sha256(content), entry.s3Object).toBe(entry.hashValue);
      const times = (JSON.parse(content.toString('utf8')).Records as CloudTrailRecord[]).map((record) => record.eventTime).sort();
      expect([entry.oldestEventTime, entry.newestEventTime]).toEqual([times[0], times.at(-1)]);
    }
  });

  test('start with no predecessor, and some name no file', () => {
    const empty = [...parsed.values()].filter((digest) => digest.logFiles.length === 0);
    expect(empty.length).toBeGreaterThan(0);
    for (const digest of empty) expect([digest.newestEventTime, digest.oldestEventTime]).toEqual([null, null]);
  });
});
