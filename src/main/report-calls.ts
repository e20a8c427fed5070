// What the window asks of reports: part of a session's channels.
import type { Args } from '../shared/channels.ts';
import type { VerifySummary } from '../shared/domain.ts';
import type { CaseFile } from './case/case-file.ts';
import { openForReading } from './case/open.ts';
import { makeRedactionSalt } from './case/redaction-salt.ts';
import { addReportLogo, putReportSettings, reportSettings } from './case/report-settings.ts';
import type { JobList } from './jobs/job-list.ts';
import { makeReport } from './jobs/report-job.ts';
import { renderReport } from './report/document.ts';
import { reportCatalogue } from './report/templates.ts';
import type { Attestations } from './verify/attestations.ts';
import type { KeyFile } from './verify/verify-worker.ts';

export interface ReportHost {
  current(): { file: CaseFile; attestations: Attestations; keys: ReadonlyMap<string, KeyFile> };
  jobs: Pick<JobList, 'start'>;
  refuseSecond(...kinds: string[]): void;
  changed(): Promise<void>;
}

export function reportCalls({ current, jobs, refuseSecond, changed }: ReportHost) {
  return {
    'report.catalogue': () => reportCatalogue(),
    'report.settings': () => ({ settings: reportSettings(current().file.db) }),
    'report.putSettings': async ({ settings }: Args<'report.putSettings'>) => {
      const { file } = current();
      await file.idle();
      putReportSettings(file, settings);
      await changed();
      return {};
    },
    'report.addLogo': async ({ bytes }: Args<'report.addLogo'>) => {
      const { file } = current();
      await file.idle();
      const sha256 = addReportLogo(file, bytes);
      await changed();
      return { sha256 };
    },
    'report.start': ({ path, overwrite, options: asked }: Args<'report.start'>) => {
      const { file, keys, attestations } = current();
      refuseSecond('import', 'seal');
      const jobId = jobs.start('report', async (control) => {
        const { state } = attestations;
        if (asked.redaction !== null) {
          await file.idle();
          makeRedactionSalt(file);
        }
        const request = { path: file.path, out: path, overwrite, options: asked, keys: [...keys.values()] };
        const { summary, judgement, options } = await makeReport(request, control);
        attestations.take(judgement, state);
        await file.idle();
        file.record({ action: 'report', outcome: 'done', detail: { ...summary, options } });
        await changed();
        return { summary, cancelled: false };
      });
      return { jobId };
    },
    'report.preview': async ({ options }: Args<'report.preview'>) => {
      const db = openForReading(current().file.path);
      try {
        const { html, exhibits } = await renderReport(db, NOT_VERIFIED, { options: { ...options, redaction: null }, preview: true });
        return { html, exhibits };
      } finally {
        db.close();
      }
    },
  };
}

/** Stands in a preview in place of what a verification says. */
const NOT_VERIFIED: VerifySummary = {
  ok: true,
  scope: 'all',
  evidence: { checked: 0, altered: 0, notKept: 0 },
  events: { checked: 0, differing: 0 },
  custody: { entries: 0, broken: 0 },
  seals: [],
  digests: { valid: 0, invalid: 0, missing: 0, unverifiable: 0 },
  logs: { valid: 0, invalid: 0, missing: 0, unverifiable: 0, unattested: 0 },
  attestation: 'none',
  gaps: [],
  roots: { evidence: '', events: '' },
  seconds: 0,
  items: [],
  itemsCut: false,
};
