// Cases for the report's tests, made the way a user makes them: log files in a folder, imported, bookmarked.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { onTestFinished } from 'vitest';
import { CaseFile } from '../../../src/main/case/case-file.ts';
import { custodyHead } from '../../../src/main/case/custody.ts';
import { eventsRoot, evidenceRoot } from '../../../src/main/case/roots.ts';
import { importPaths } from '../../../src/main/jobs/import-job.ts';
import type { CaseFacts, VerifySummary } from '../../../src/shared/domain.ts';

export const AT = Date.parse('2026-03-01T09:00:00.250Z');

let ids = 0;

/** A CloudTrail record; each has its own eventID unless given. */
export function record(fields: Record<string, unknown> = {}): Record<string, unknown> {
  ids++;
  return {
    eventVersion: '1.10',
    userIdentity: {
      type: 'IAMUser',
      principalId: 'AIDAEXAMPLE',
      arn: 'arn:aws:iam::111122223333:user/dev',
      accountId: '111122223333',
      accessKeyId: 'AKIAEXAMPLE0000000KE',
      userName: 'dev',
    },
    eventTime: '2026-02-21T18:17:12Z',
    eventSource: 'ec2.amazonaws.com',
    eventName: 'RunInstances',
    awsRegion: 'ap-south-1',
    sourceIPAddress: '198.51.100.7',
    userAgent: 'aws-cli/2.15',
    requestParameters: { instanceType: 'g5.12xlarge', minCount: 8 },
    responseElements: null,
    eventID: `00000000-0000-4000-8000-${String(ids).padStart(12, '0')}`,
    readOnly: false,
    eventType: 'AwsApiCall',
    recipientAccountId: '111122223333',
    eventCategory: 'Management',
    ...fields,
  };
}

/** A log file's text: the records as given, or their JSON text when they are strings. */
export function log(...records: (Record<string, unknown> | string)[]): string {
  return `{"Records":[${records.map((one) => (typeof one === 'string' ? one : JSON.stringify(one))).join(',')}]}`;
}

/** A folder that goes when the test ends. */
export function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'trailcase-report-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** Writes files into a folder; those named `.gz` are compressed. */
export function files(root: string, contents: Record<string, string | Buffer>): void {
  for (const [name, content] of Object.entries(contents)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), name.endsWith('.gz') ? gzipSync(content) : content);
  }
}

export const FACTS: CaseFacts = {
  title: 'Leaked key',
  number: '2026/17',
  examiner: 'A. Examiner',
  organisation: 'Example Forensics',
  timezone: 'Asia/Kolkata',
};

/** A case from log files, imported in the order of `orders` (folders of their own). */
export async function caseOf(orders: Record<string, string | Buffer>[], facts: Partial<CaseFacts> = FACTS): Promise<CaseFile> {
  const root = folder();
  const file = CaseFile.create(join(root, 'case.trailcase'), facts, AT);
  onTestFinished(() => file.close());
  for (const [i, contents] of orders.entries()) {
    files(join(root, `delivery-${i}`), contents);
    await importPaths(file, [join(root, `delivery-${i}`)]);
  }
  return file;
}

/** Public ids of the case's records whose listed event name is given, in order of address. */
export function idsOf(file: CaseFile, eventName: string): string[] {
  return file.db
    .prepare(
      `SELECT lower(hex(e.sha256)) || '@' || r.offset || '+' || r.length FROM records r JOIN evidence e ON e.id = r.evidence
       JOIN calls c ON c.id = r.call JOIN terms t ON t.id = c.event_name WHERE t.value = ? ORDER BY e.sha256, r.offset`,
    )
    .pluck()
    .all(eventName) as string[];
}

export function bookmark(file: CaseFile, event: string, note = '', at = AT + 60_000): void {
  file.putBookmark({ event, colour: 'red', note, removed: false }, at);
}

/** What `verify` says of a sound case without signed digests. */
export function verified(file: CaseFile, changed: Partial<VerifySummary> = {}): VerifySummary {
  const items = file.db.prepare('SELECT count(*) FROM evidence').pluck().get() as number;
  const events = file.db.prepare('SELECT count(*) FROM records').pluck().get() as number;
  return {
    ok: true,
    scope: 'all',
    evidence: { checked: items, altered: 0, notKept: 0 },
    events: { checked: events, differing: 0 },
    custody: { entries: custodyHead(file.db).entries, broken: 0 },
    seals: [],
    digests: { valid: 0, invalid: 0, missing: 0, unverifiable: 0 },
    logs: { valid: 0, invalid: 0, missing: 0, unverifiable: 0, unattested: items },
    attestation: 'none',
    gaps: [],
    roots: { evidence: evidenceRoot(file.db), events: eventsRoot(file.db) },
    seconds: 1.25,
    items: [],
    itemsCut: false,
    ...changed,
  };
}
