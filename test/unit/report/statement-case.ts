// A case for the parts of a report that people write: findings that cite, name and contradict, reviews, all texts, further hashes of items, a logo.

import type { CaseFile } from '../../../src/main/case/case-file.ts';
import { findingVersions } from '../../../src/main/case/findings.ts';
import { putFinding, putReview, putStoryline } from '../../../src/main/case/findings-writer.ts';
import { storeHashes } from '../../../src/main/case/item-hashes.ts';
import { putReportSettings } from '../../../src/main/case/report-settings.ts';
import { putWork } from '../../../src/main/case/workbench.ts';
import { renderReport } from '../../../src/main/report/document.ts';
import { EMPTY_FINDING, type FindingBody } from '../../../src/shared/findings.ts';
import { printReference } from '../../../src/shared/references.ts';
import { NO_SETTINGS, PLAIN_REPORT, type ReportOptions, type ReportSettings } from '../../../src/shared/report.ts';
import { AT, bookmark, caseOf, idsOf, log, record, verified } from './fixture.ts';
import { type Element, readHtml } from './read-html.ts';

export const MD5 = 'd41d8cd98f00b204e9800998ecf8427e';

export interface StatementCase {
  file: CaseFile;
  /** Public ids of events by their name. */
  events: Record<'run' | 'stop' | 'list' | 'login' | 'note', string>;
  /** Ids of findings. */
  findings: Record<'theft' | 'launch' | 'pipeline' | 'open' | 'draft', string>;
}

export const event = (value: string): string => printReference({ kind: 'event', value });
export const finding = (value: string): string => printReference({ kind: 'finding', value });

/** `run` and `stop` are cited, `list` is named in a narrative only, `login` in the storyline only, `note` in the note on a bookmark only. */
export async function statementCase(): Promise<StatementCase> {
  const at = (minute: number): string => `2026-02-21T18:${String(minute).padStart(2, '0')}:00Z`;
  const file = await caseOf([
    {
      'a.json': log(
        record({ eventName: 'RunInstances', eventTime: at(10) }),
        record({ eventName: 'StopLogging', eventTime: at(20), errorCode: 'AccessDenied', awsRegion: 'us-east-1' }),
        record({ eventName: 'ListUsers', eventTime: at(30) }),
      ),
      'b.json': log(record({ eventName: 'ConsoleLogin', eventTime: at(40) }), record({ eventName: 'GetUser', eventTime: at(50) })),
    },
  ]);
  const id = (name: string): string => idsOf(file, name)[0] as string;
  const events = {
    run: id('RunInstances'),
    stop: id('StopLogging'),
    list: id('ListUsers'),
    login: id('ConsoleLogin'),
    note: id('GetUser'),
  };
  bookmark(file, events.run, `Compare ${event(events.note)}`);
  const put = (title: string, body: Partial<FindingBody>): string =>
    putFinding(file, { id: null, body: { ...EMPTY_FINDING, title, ...body }, seen: null, removed: false }, AT).id;
  const theft = put('The key was stolen', {
    state: 'asserted',
    severity: 'critical',
    confidence: 'high',
    narrative: `It listed users: ${event(events.list)}`,
    supporting: [
      { id: events.run, reason: 'from an unknown address' },
      { id: events.stop, reason: '' },
    ],
  });
  const launch = put('Computers were launched', {
    state: 'asserted',
    severity: 'high',
    supporting: [{ id: events.run, reason: '' }],
    contradicting: [{ id: events.stop, reason: 'It was refused' }],
  });
  const pipeline = put('It was the pipeline', {
    state: 'rejected',
    reason: 'Its address is another',
    narrative: `Instead of ${finding(theft)}`,
  });
  const open = put('A second key was used', { state: 'open' });
  const draft = put('Logging was to be stopped', { severity: 'low', confidence: 'low', supporting: [{ id: events.stop, reason: '' }] });
  putStoryline(
    file,
    {
      version: 1,
      parts: [
        { kind: 'text', text: `First ${event(events.login)}` },
        { kind: 'finding', id: theft },
        { kind: 'finding', id: launch },
      ],
    },
    null,
    AT,
  );
  putReview(file, { finding: launch, origin: '', verdict: 'differ', note: 'mine', removed: false }, AT);
  const of = findingVersions(file.db).get(theft)?.[0]?.sha256 ?? '';
  const review = { version: 1, finding: theft, verdict: 'agree', note: 'Read with the records', of };
  putWork(file, [{ kind: 'review', subject: `${theft} R. Rao`, body: review, removed: false }], AT, [
    { author: 'R. Rao', at: AT, origin: 'R. Rao' },
  ]);
  storeHashes(file.db, 1, { md5: MD5 });
  return { file, events, findings: { theft, launch, pipeline, open, draft } };
}

export function write(file: CaseFile, texts: Partial<ReportSettings>, at = AT): void {
  putReportSettings(file, { ...NO_SETTINGS, ...texts }, at);
}

export async function rendered(file: CaseFile, options: Partial<ReportOptions> = {}): Promise<{ html: string; page: Element }> {
  const { html } = await renderReport(file.db, verified(file), { options: { ...PLAIN_REPORT, ...options } });
  return { html, page: readHtml(html) };
}
