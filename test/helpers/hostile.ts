// The corpus of hostile texts (hostile-strings.ts) in every field that its author controls: of log records, of files' names, and of what examiners write.
import { annotate } from '../../src/main/case/annotate.ts';
import { CaseFile } from '../../src/main/case/case-file.ts';
import { putStoryline } from '../../src/main/case/findings-writer.ts';
import { saveView } from '../../src/main/case/saved-views.ts';
import { storable } from '../../src/main/case/term-hash.ts';
import { putWork } from '../../src/main/case/workbench.ts';
import { importPaths } from '../../src/main/jobs/import-job.ts';
import { type AnnotationChange, Label, LONGEST_TARGET, TagName } from '../../src/shared/annotations.ts';
import type { CaseFacts } from '../../src/shared/domain.ts';
import { EMPTY_FINDING, FindingBody, type StoryPart } from '../../src/shared/findings.ts';
import { ViewName } from '../../src/shared/saved-views.ts';
import { newCasePath, sqlite } from './cases.ts';
import { folderOf } from './folder.ts';
import { HOSTILE } from './hostile-strings.ts';
import { type Fields, record } from './trail.ts';

export { HOSTILE } from './hostile-strings.ts';
/** A text as a case gives it back: U+0000 and lone surrogates are stored as `\u0000`-style escapes. */
export { storable };

const TYPES = ['IAMUser', 'AssumedRole', 'AWSService', 'FederatedUser', 'IdentityCenterUser', 'AWSAccount'];
/** One record in so many has a hostile time: its event is undated. */
const UNDATED_EVERY = 10;

/** Whether the record of the n-th text has no time that can be read. */
export function isUndated(n: number): boolean {
  return n % UNDATED_EVERY === UNDATED_EVERY - 1;
}

/** The record of one text: it stands in every field that whoever makes a call, or whoever forges a log, controls. */
export function hostileRecord(text: string, n: number): Fields {
  const where = {
    [text]: text,
    nested: { [text]: [text, { [text]: text }] },
    bucketName: text,
    userName: text,
    roleArn: `arn:aws:iam::1:role/${text}`,
  };
  return record({
    userIdentity: {
      type: n % 7 === 6 ? text : TYPES[n % TYPES.length],
      principalId: n % 2 ? `AROAEXAMPLE:${text}` : text,
      arn: n % 3 === 1 ? `arn:aws:sts::111122223333:assumed-role/${text}/${text}` : text,
      accountId: text,
      accessKeyId: text,
      userName: text,
      invokedBy: text,
      identityProvider: text,
      sessionContext: {
        sessionIssuer: { type: 'Role', principalId: text, arn: text, accountId: text, userName: text },
        webIdFederationData: { federatedProvider: text, attributes: { [text]: text } },
        attributes: { creationDate: text, mfaAuthenticated: text },
        sourceIdentity: text,
      },
      onBehalfOf: { userId: text, identityStoreArn: text },
    },
    eventTime: isUndated(n) ? text : new Date(Date.UTC(2026, 1, 21, 10, 0, n)).toISOString().replace('.000', ''),
    eventSource: text,
    eventName: text,
    awsRegion: text,
    sourceIPAddress: text,
    userAgent: text,
    errorCode: text,
    errorMessage: text,
    requestParameters: where,
    responseElements: { ...where, credentials: { accessKeyId: text, sessionToken: text }, tags: [{ key: text, value: text }] },
    additionalEventData: { [text]: text, LoginTo: text, MobileVersion: text },
    requestID: text,
    eventID: text,
    readOnly: false,
    resources: [{ ARN: text, accountId: text, type: text }],
    eventType: text,
    recipientAccountId: text,
    sharedEventID: text,
    vpcEndpointId: text,
    serviceEventDetails: { [text]: text },
    eventCategory: text,
    tlsDetails: { tlsVersion: text, cipherSuite: text, clientProvidedHostHeader: text },
    edgeDeviceDetails: { [text]: text },
    // A field that CloudTrail does not have.
    [text]: text,
  });
}

/** Whether a file can be called so where the tests run. */
function isFileName(text: string): boolean {
  return !/[/\0\p{Cs}]/u.test(text) && text !== '.' && text !== '..' && Buffer.byteLength(text) <= 255;
}

/** The records of the texts as log files, each of them called as its text where a file can be; those of the other texts are in `others.json`. */
export function hostileFiles(texts: readonly string[] = HOSTILE): Record<string, string> {
  const log = (records: readonly Fields[]): string => JSON.stringify({ Records: records });
  const named = texts.flatMap((text, n) => (isFileName(text) ? [[text, log([hostileRecord(text, n)])] as const] : []));
  const others = texts.flatMap((text, n) => (isFileName(text) ? [] : [hostileRecord(text, n)]));
  return Object.fromEntries(others.length === 0 ? named : [...named, ['others.json', log(others)]]);
}

/** Facts of a case that hold the texts; by default the worst of each kind. */
export function hostileFacts(
  texts: readonly string[] = HOSTILE.filter((text) => text.length < 120 && /^=cmd|<script|onerror|\u202e|\]\]>/.test(text)).slice(0, 12),
): CaseFacts {
  const text = texts.join(' ');
  return { title: text, number: text, examiner: text, organisation: text, timezone: 'Asia/Kolkata' };
}

/** The text as a field of one line takes it; empty where nothing is left. */
function oneLine(text: string, longest: number): string {
  return text
    .replace(/[\p{Cc}\u2028\u2029]/gu, ' ')
    .slice(0, longest)
    .trim();
}

/**
 * Puts the texts into all that an examiner writes: bookmarks with label and note, tags, notes on entities and spans of time, views, a finding of each with
 * its title, narrative, answers and reasons, and the storyline.
 * @param ids public ids of events, of which the n-th text's annotations are on the n-th, from the first again where they are fewer
 */
export function annotateHostile(
  file: CaseFile,
  ids: readonly string[],
  texts: readonly string[] = HOSTILE,
  at = Date.UTC(2026, 1, 23),
): void {
  const event = (n: number): string => ids[n % ids.length] as string;
  const changes = texts.flatMap((text, n): AnnotationChange[] => {
    const label = oneLine(text, 120);
    const entity = `entity:userAgent:${text}`;
    return [
      { target: event(n), act: { kind: 'bookmark', colour: 'red', note: text, label: Label.safeParse(label).success ? label : '' } },
      ...(TagName.safeParse(text).success ? [{ target: event(n), act: { kind: 'tag' as const, name: text } }] : []),
      ...(entity.length < LONGEST_TARGET && text.length < 4000 ? [{ target: entity, act: { kind: 'note' as const, note: text } }] : []),
      {
        target: `span:2026-02-21T10:${String(n % 60).padStart(2, '0')}:00Z/2026-02-21T11:${String(Math.floor(n / 60)).padStart(2, '0')}:00Z`,
        act: { kind: 'bookmark', colour: 'green', note: text, label: '' },
      },
    ];
  });
  annotate(file, changes, at);
  const work = texts.map((text, n) => {
    const answer = text.slice(0, 2000);
    const body: FindingBody = {
      ...EMPTY_FINDING,
      title: oneLine(text, 200) || 'Untitled finding',
      severity: 'high',
      state: n % 5 === 4 ? 'rejected' : 'asserted',
      reason: answer.trim() === '' ? 'blank' : answer,
      narrative: `${text}\n\n> ${text}\n\n[[event:${event(n)}]]`,
      questions: { who: answer, what: answer, when: answer, where: answer, how: answer },
      techniques: [{ id: 'T1078', name: oneLine(text, 200), tactics: [oneLine(text, 100)], data: oneLine(text, 100) }],
      supporting: [{ id: event(n), reason: answer }],
      contradicting: ids.length > 1 ? [{ id: event(n + 1), reason: answer }] : [],
      entities: text.length <= 4000 ? [{ kind: 'userAgent', value: text }] : [],
    };
    return { kind: 'finding' as const, subject: `f${n.toString(16).padStart(12, '0')}`, body: FindingBody.parse(body), removed: false };
  });
  putWork(file, work, at);
  const parts = texts.flatMap((text, n): StoryPart[] => [
    { kind: 'heading', text: oneLine(text, 200) },
    { kind: 'text', text: text.slice(0, 20_000) },
    { kind: 'finding', id: work[n]?.subject as string },
  ]);
  putStoryline(file, { version: 1, parts: parts.slice(0, 1000) }, null, at);
  for (const text of texts
    .map((one) => oneLine(one, 120))
    .filter((one) => ViewName.safeParse(one).success)
    .slice(0, 50)) {
    const display = { version: 1 as const, view: 'events' as const, order: 'asc' as const, columns: [], split: null, facets: [] };
    saveView(file, { name: text, filter: 'is:denied', display }, at);
  }
}

/** A closed case of the texts: in its records, in the names of its files, in its facts and, where wished, in the examiner's work. */
export async function hostileCase({
  texts = HOSTILE,
  annotated = true,
  path = newCasePath('hostile'),
}: {
  texts?: readonly string[];
  annotated?: boolean;
  path?: string;
} = {}): Promise<{ path: string }> {
  const file = CaseFile.create(path, hostileFacts());
  try {
    await importPaths(file, [folderOf(hostileFiles(texts))], {});
    if (annotated) annotateHostile(file, eventIds(path), texts);
  } finally {
    file.close();
  }
  return { path };
}

/** Public ids of all events of a case, in public order. */
export function eventIds(path: string): string[] {
  const db = sqlite(path, { readonly: true });
  try {
    return db.prepare('SELECT id FROM events ORDER BY timeMs IS NULL, timeMs, evidence, offset').pluck().all() as string[];
  } finally {
    db.close();
  }
}
