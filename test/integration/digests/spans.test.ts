// What holds for which span of delivery time: every state there is, from archives altered in one way each.
import { createHash, generateKeyPairSync } from 'node:crypto';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { openForReading } from '../../../src/main/case/open.ts';
import { Attestations } from '../../../src/main/verify/attestations.ts';
import { judgedByItem } from '../../../src/main/verify/digests/items.ts';
import { verifyCase } from '../../../src/main/verify/verify-case.ts';
import type { Chain, SpanState } from '../../../src/shared/integrity.ts';
import { caseOf } from '../../helpers/cases.ts';
import { Archive, FIRST, sha256 } from '../awscli/archive.ts';

const HOUR = 3_600_000;

async function chainsOf(archive: Archive): Promise<Chain[]> {
  const { path } = await caseOf([archive.folder]);
  return (await verifyCase(path, {}, { scope: 'digests' })).summary.chains ?? [];
}

/** The one chain, from an archive altered in one way. */
async function chainOf(change: (archive: Archive) => void): Promise<Chain> {
  const archive = new Archive();
  change(archive);
  return (await chainsOf(archive)).find(({ trail }) => trail !== '') as Chain;
}

const spansOf = (chain: Chain, state: SpanState) => chain.spans.filter((span) => span.state === state);

test('an intact chain is attested from end to end, with and without deliveries, and neighbours are one span', async () => {
  const chain = await chainOf(() => {});
  expect(chain).toMatchObject({ account: '444455556666', region: 'eu-central-1', homeRegion: 'ap-south-1', backfill: false });
  expect([...new Set(chain.spans.map(({ state }) => state))].sort()).toEqual(['complete', 'empty']);
  expect(chain.spans.reduce((sum, { digests }) => sum + digests, 0)).toBe(52);
  expect(chain.spans.reduce((sum, { logs }) => sum + logs, 0)).toBe(9);
  chain.spans.slice(1).forEach((span, i) => {
    expect(span.from).toBe(chain.spans[i]?.to);
    expect(span.state).not.toBe(chain.spans[i]?.state);
  });
});

test('digests that are missing leave a span of their hours', async () => {
  const chain = await chainOf((a) => a.remove(a.digest(20), a.digest(21), a.digest(22)));
  const [span, ...more] = spansOf(chain, 'missing');
  expect(more).toEqual([]);
  expect(span).toMatchObject({ digests: 3, digest: null });
  expect((span?.to ?? 0) - (span?.from ?? 0)).toBe(3 * HOUR);
});

test('a log that is missing, and one that is altered, mark the span of their digest', async () => {
  const archive = new Archive();
  archive.remove(archive.log(0));
  archive.edit(archive.log(3), (text) => text.replace('eu-central-1', 'eu-central-2'));
  const [chain] = await chainsOf(archive);
  const of = (state: SpanState) =>
    spansOf(chain as Chain, state).map(({ digests, logsMissing, logsInvalid }) => [digests, logsMissing, logsInvalid]);
  expect(of('incomplete')).toEqual([[1, 1, 0]]);
  expect(of('invalid')).toEqual([[1, 0, 1]]);
});

test('a digest that is altered is a contradicted span; one that nobody can check an unverifiable one', async () => {
  const chain = await chainOf((a) => {
    a.edit(a.digest(10), (text) => text.replace('"logFiles"', ' "logFiles"'));
    a.setMetadata(a.digest(51), null);
  });
  expect(spansOf(chain, 'invalid')).toMatchObject([{ digests: 1, digest: expect.stringMatching(/^[0-9a-f]{64}$/) }]);
  expect(spansOf(chain, 'unverifiable')).toMatchObject([{ digests: 1 }]);
});

test('what lies in the place of a digest and is none is a contradicted span, not a missing digest', async () => {
  const archive = new Archive();
  archive.write(archive.digest(10), gzipSync('no digest'));
  const { path } = await caseOf([archive.folder]);
  const { summary } = await verifyCase(path, {}, { scope: 'digests' });
  expect(summary.digests).toEqual({ valid: 51, invalid: 1, missing: 0, unverifiable: 0 });
  expect(spansOf(summary.chains?.[0] as Chain, 'invalid')).toMatchObject([{ digests: 1 }]);
});

test('logging that was stopped and started again is a span of its own', async () => {
  const chain = await chainOf((a) => {
    a.remove(a.digest(30), a.digest(31));
    a.digests.splice(30, 2);
    a.resign(30, (document, i) => {
      if (i === 30) Object.assign(document, FIRST);
    });
  });
  expect(spansOf(chain, 'stopped')).toMatchObject([{ digests: 0, logs: 0 }]);
  expect(spansOf(chain, 'missing')).toEqual([]);
});

test('a chain that says so only in a digest that is itself invalid is not believed', async () => {
  const chain = await chainOf((a) => {
    a.remove(a.digest(30), a.digest(31));
    a.edit(a.digest(32), (text) => JSON.stringify({ ...JSON.parse(text), ...FIRST }));
  });
  expect(spansOf(chain, 'stopped')).toEqual([]);
  expect(spansOf(chain, 'missing')).toMatchObject([{ digests: 2 }]);
});

test('a trail that was pointed to another bucket goes on in the same chain', async () => {
  const archive = new Archive();
  archive.resign(26, (document) => {
    document.digestS3Bucket = 'another-bucket';
  });
  const chains = await chainsOf(archive);
  expect(chains).toHaveLength(1);
  expect(chains[0]?.buckets).toEqual(['another-bucket', 'telugubites-audit-logs']);
  expect(chains[0]?.spans.every(({ state }) => state === 'complete' || state === 'empty')).toBe(true);
});

test('logs that came outside of all digests are told per account and region', async () => {
  const archive = new Archive();
  const { bucket, key } = archive.log(0);
  const later = (time: string): string =>
    key.replace(/\d{8}T\d{4}Z_\w+/, `${time}_AAAAAAAAAAAAAAAA`).replace(/2026\/\d\d\/\d\d/, '2026/03/01');
  archive.write({ bucket, key: later('20260301T0000Z') }, archive.bytes(archive.log(0)).subarray());
  archive.write({ bucket, key: later('20260301T0500Z') }, gzipSync(JSON.stringify({ Records: [] })));
  archive.write({ bucket, key: later('20260302T0000Z') }, gzipSync(`${JSON.stringify({ Records: [] })} `));
  const open = (await chainsOf(archive)).find(({ trail }) => trail === '');
  expect(open).toMatchObject({ account: '444455556666', region: 'eu-central-1', id: '444455556666 eu-central-1' });
  // The copy of an attested log is the same item, and attested. Between the other two no digest speaks of anything.
  expect(open?.spans).toMatchObject([{ state: 'uncovered', from: Date.UTC(2026, 2, 1, 5), to: Date.UTC(2026, 2, 2, 0, 1), logs: 2 }]);
  archive.write({ bucket, key: later('20250101T0000Z') }, gzipSync(`${JSON.stringify({ Records: [] })}  `));
  const both = (await chainsOf(archive)).find(({ trail }) => trail === '');
  expect(both?.spans.map(({ logs }) => logs)).toEqual([1, 2]);
});

test('a single file is judged by its own path', async () => {
  const archive = new Archive();
  const paths = archive.digests.slice(10, 13).map((at) => archive.path(at));
  const { path } = await caseOf([...paths, ...paths.map((one) => `${one}.head.json`), archive.keyFile()]);
  const { summary } = await verifyCase(path);
  expect(summary.digests).toMatchObject({ valid: 3, invalid: 0, unverifiable: 0 });
});

test('a second member after the first, even an empty one, was added by someone', async () => {
  const archive = new Archive();
  const bytes = archive.bytes(archive.log(0));
  archive.write(archive.log(0), Buffer.concat([bytes, gzipSync('')]));
  const { path } = await caseOf([archive.folder]);
  for (const scope of ['all', 'digests'] as const) {
    const { summary } = await verifyCase(path, {}, { scope });
    expect(summary.logs).toMatchObject({ valid: 8, invalid: 1 });
  }
});

test('text in the place of a log contradicts its digest', async () => {
  const archive = new Archive();
  archive.write(archive.log(0), gzipSync('nothing'));
  const { path } = await caseOf([archive.folder]);
  const { summary } = await verifyCase(path);
  expect(summary.logs).toMatchObject({ valid: 8, invalid: 1, missing: 0 });
});

test('a copy of an attested log in the place of another contradicts the other’s digest', async () => {
  const archive = new Archive();
  archive.write(archive.log(1), archive.bytes(archive.log(0)));
  const { path } = await caseOf([archive.folder]);
  const { summary } = await verifyCase(path);
  expect(summary.logs).toMatchObject({ valid: 8, invalid: 1, missing: 0 });
  expect(summary.items).toContainEqual(expect.objectContaining({ kind: 'log', key: archive.log(1).key, verdict: 'invalid' }));
});

test('a sidecar that holds nothing but the metadata is believed, and its false signature noticed', async () => {
  const archive = new Archive();
  const path = `${archive.path(archive.digest(10))}.head.json`;
  writeFileSync(path, JSON.stringify({ Metadata: { signature: '00'.repeat(256) } }));
  const made = await caseOf([archive.folder]);
  const { summary } = await verifyCase(made.path);
  expect(summary.digests).toMatchObject({ valid: 51, invalid: 1 });
});

test('sidecars that were delivered apart from their digests are found by the object’s place', async () => {
  const archive = new Archive();
  const apart = join(archive.folder, '../apart');
  for (const at of archive.digests) {
    mkdirSync(join(apart, at.key, '..'), { recursive: true });
    renameSync(`${archive.path(at)}.head.json`, `${join(apart, at.key)}.head.json`);
  }
  const { path } = await caseOf([archive.folder, apart]);
  expect((await verifyCase(path)).summary.digests).toEqual({ valid: 52, invalid: 0, missing: 0, unverifiable: 0 });
});

test('the verdicts are the same whether everything is verified or the digests only, and per item and digest as asked', async () => {
  const archive = new Archive();
  archive.remove(archive.log(0), archive.digest(45));
  const { path } = await caseOf([archive.folder]);
  const [whole, only] = [await verifyCase(path), await verifyCase(path, {}, { scope: 'digests' })];
  expect(only.judgement).toEqual(whole.judgement);
  const db = openForReading(path);
  const attestations = new Attestations(db);
  expect(attestations.whole()).toBe(null);
  attestations.take(only.judgement);
  const chain = attestations.whole()?.chains[0] as Chain;
  const all = attestations.digests({ chain: chain.id, from: 0, to: Number.MAX_SAFE_INTEGER, limit: 2000 });
  expect(all.total).toBe(52);
  expect(all.spans.filter(({ digest }) => digest !== null)).toHaveLength(51);
  const [hole] = spansOf(chain, 'missing');
  expect(attestations.digests({ chain: chain.id, from: hole?.from ?? 0, to: hole?.to ?? 0, limit: 10 }).spans).toMatchObject([
    { state: 'missing' },
  ]);
  const listed = attestations.items({ verdicts: [], chain: null, offset: 0, limit: 1000 });
  expect(listed.rows.map(({ verdict }) => verdict)).toEqual(listed.rows.map(({ verdict }) => verdict).toSorted());
  expect(listed.counts).toMatchObject({ missing: 2 });
  const log = archive.files().find(({ at }) => at.key === archive.log(3).key)?.sha256 ?? '';
  expect(attestations.item(log)).toMatchObject({ judged: { verdict: 'valid' }, digest: { verdict: 'valid' } });
  expect(attestations.item('0'.repeat(64))).toEqual({ judged: null, digest: null });
  attestations.forget();
  expect(attestations.whole()).toBe(null);
  db.close();
});

test('a sign file of CloudTrail Lake that someone laid beside an altered log hides nothing', async () => {
  const archive = new Archive();
  const log = archive.log(0);
  archive.edit(log, (text) => text.replace('eu-central-1', 'eu-central-2'));
  const sign = {
    version: '1.0',
    files: [{ fileName: basename(log.key), fileHashValue: sha256(archive.bytes(log)), hashAlgorithm: 'SHA-256' }],
    hashSignature: '00'.repeat(256),
    publicKeyFingerprint: '0'.repeat(32),
    hashSignatureAlgorithm: 'SHA256withRSA',
    queryCompleteTime: '2026-02-22T00:00:00Z',
  };
  archive.write({ bucket: log.bucket, key: join(dirname(log.key), 'result_sign.json') }, JSON.stringify(sign));
  const { path } = await caseOf([archive.folder]);
  const { summary, judgement } = await verifyCase(path);
  expect(summary).toMatchObject({ ok: false, logs: { valid: 8, invalid: 1, missing: 0 } });
  expect(judgedByItem(judgement).get(sha256(archive.bytes(log)))).toMatchObject({ kind: 'log', verdict: 'invalid' });
});

test('a key that is not RSA is none: digests that name it are unverifiable, and everything else is judged', async () => {
  const archive = new Archive();
  const der = generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'der' });
  const fingerprint = createHash('md5').update(der).digest('hex');
  writeFileSync(join(archive.folder, 'keys', 'more.json'), JSON.stringify({ PublicKeyList: [{ Value: der.toString('base64') }] }));
  archive.resign(51, (document) => {
    document.digestPublicKeyFingerprint = fingerprint;
  });
  const { path } = await caseOf([archive.folder]);
  expect((await verifyCase(path)).summary).toMatchObject({ ok: true, digests: { valid: 51, unverifiable: 1 } });
});

test('what was judged while evidence was added is dropped', async () => {
  const { path } = await caseOf([new Archive().folder]);
  const { judgement } = await verifyCase(path, {}, { scope: 'digests' });
  const db = openForReading(path);
  const attestations = new Attestations(db);
  const { state } = attestations;
  attestations.forget();
  attestations.take(judgement, state);
  expect(attestations.whole()).toBe(null);
  attestations.take(judgement, attestations.state);
  expect(attestations.whole()).not.toBe(null);
  db.close();
});
