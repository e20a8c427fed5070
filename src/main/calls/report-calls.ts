// What the window asks of reports: part of a session's channels.
import type { Args } from '../../shared/channels.ts';
import { TrailcaseError } from '../../shared/errors.ts';
import { PLAIN_REPORT, type ReportOptions } from '../../shared/report.ts';
import type { CaseFile } from '../case/case-file.ts';
import { readFacts } from '../case/facts.ts';
import { makeRedactionSalt } from '../case/redaction-salt.ts';
import { addReportLogo, putReportSettings, reportLogo, reportSettings } from '../case/report-settings.ts';
import { canonicalJson } from '../exchange/content.ts';
import type { JobList } from '../jobs/job-list.ts';
import { unlessCancelled } from '../jobs/progress.ts';
import { checkReportFile } from '../jobs/report-check-job.ts';
import { mayReplace, refuseUnasked, replaceable } from '../jobs/report-files.ts';
import { signFiles } from '../jobs/sign-report.ts';
import { chosenSubject } from '../report/dossier-subject.ts';
import { reportCatalogue } from '../report/templates.ts';
import { checkPackTarget } from '../report-pack/pack.ts';
import type { ReportPreviews } from '../report-previews.ts';
import { writeInThread } from '../report-thread.ts';
import { signaturePath } from '../seal/report-signature.ts';
import { readKey } from '../seal/signing-key.ts';
import type { Attestations } from '../verify/attestations.ts';
import type { KeyFile } from '../verify/key-files.ts';
import { checkTarget } from '../whole-file.ts';

interface ReportHost {
  current(): { file: CaseFile; attestations: Attestations; keys: ReadonlyMap<string, KeyFile>; previews: ReportPreviews };
  jobs: Pick<JobList, 'start'>;
  refuseSecond(...kinds: string[]): void;
  changed(): Promise<void>;
}

export function reportCalls({ current, jobs, refuseSecond, changed }: ReportHost) {
  /** What was written enters the log, and its choices are remembered. */
  const noted = async (file: CaseFile, detail: Record<string, unknown>, asked: ReportOptions): Promise<void> => {
    await file.idle();
    file.record({ action: 'report', outcome: 'done', detail });
    remember(file, asked);
    await changed();
  };
  return {
    'report.catalogue': () => reportCatalogue(),
    'report.settings': () => ({ settings: reportSettings(current().file.db) }),
    'report.putSettings': async ({ settings, caseId }: Args<'report.putSettings'>) => {
      const { file } = current();
      ofThisCase(file, caseId);
      await file.idle();
      // What is left out stays as it is by now, whoever wrote it.
      putReportSettings(file, { ...reportSettings(file.db), ...settings });
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
    'report.standing': ({ path, signed }: Args<'report.standing'>) => ({ files: replaceable(path, signed) }),
    'report.start': ({ path, overwrite, replaces = [], options: asked, key = null }: Args<'report.start'>) => {
      const { file, keys, attestations } = current();
      refuseSecond('import', 'seal');
      chosenSubject(asked);
      const signing = key === null ? null : readKey(key.path, key.passphrase);
      const signed = signing !== null;
      const replacing = { path, overwrite, replaces };
      refuseUnasked(replacing, signed);
      for (const one of signed ? [path, signaturePath(path)] : [path]) checkTarget(one, { overwrite: true, notOver: file.path });
      const jobId = jobs.start('report', async (control) => {
        const { state } = attestations;
        await saltFor(file, asked);
        const request = { path: file.path, out: path, overwrite, replaces, signed, options: asked, keys: [...keys.values()] };
        const made = await writeInThread({ kind: 'report', request }, control).catch(unlessCancelled);
        if (made === null) return { summary: null, cancelled: true };
        const { judgement, options } = made;
        const summary = signing
          ? { ...made.summary, signature: signFiles(file.path, made.summary, options, signing, mayReplace(replacing)) }
          : made.summary;
        attestations.take(judgement, state);
        const { beside: _, ...told } = summary;
        await noted(file, { ...told, options }, asked);
        return { summary, cancelled: false };
      });
      return { jobId };
    },
    'report.pack': ({ path, overwrite, options: asked, pdf, allEvidence, key }: Args<'report.pack'>) => {
      const { file, keys, attestations } = current();
      refuseSecond('import', 'seal');
      chosenSubject(asked);
      checkPackTarget(path, overwrite, file.path);
      const signing = key === null ? null : readKey(key.path, key.passphrase);
      const jobId = jobs.start('pack', async (control) => {
        const { state } = attestations;
        await saltFor(file, asked);
        const target = { path: file.path, out: path, overwrite, pdf, allEvidence, key: signing };
        const request = { ...target, options: asked, keys: [...keys.values()] };
        const made = await writeInThread({ kind: 'pack', request }, control).catch(unlessCancelled);
        if (made === null) return { summary: null, cancelled: true };
        const { summary, judgement, options } = made;
        attestations.take(judgement, state);
        await noted(file, { ...summary, options }, asked);
        return { summary, cancelled: false };
      });
      return { jobId };
    },
    'report.check': ({ path, signature, options: asked }: Args<'report.check'>) => {
      const { file, keys, attestations } = current();
      refuseSecond('import');
      const jobId = jobs.start('check', async (control) => {
        const { state } = attestations;
        const request = { path: file.path, file: path, signature, fingerprint: null, options: asked, keys: [...keys.values()] };
        const made = await checkReportFile(request, control).catch(unlessCancelled);
        if (made === null) return { summary: null, cancelled: true };
        attestations.take(made.judgement, state);
        return { summary: made.check, cancelled: false };
      });
      return { jobId };
    },
    'report.logo': ({ sha256 }: Args<'report.logo'>) => ({ bytes: reportLogo(current().file.db, sha256)?.bytes ?? null }),
    'report.preview': ({ ticket, caseId, ...request }: Args<'report.preview'>) => {
      const { file, previews, attestations } = current();
      ofThisCase(file, caseId);
      return previews.ask(ticket, request, attestations.judgement);
    },
  };
}

/** What was asked of a case that was left meanwhile is no question, and no text, of the next one. Errors: CANCELLED. */
function ofThisCase(file: CaseFile, caseId: string | undefined): void {
  if (caseId !== undefined && caseId !== readFacts(file.db).caseId)
    throw new TrailcaseError('CANCELLED', 'That was asked of another case, which is no longer open');
}

/** A redacted report needs a salt, which the case keeps. */
async function saltFor(file: CaseFile, { redaction }: ReportOptions): Promise<void> {
  if (redaction === null) return;
  await file.idle();
  makeRedactionSalt(file);
}

/** The next report begins with the choices of this one; an earlier state that is told again is no choice for the next. */
function remember(file: CaseFile, chosen: ReportOptions): void {
  if (chosen.asOf !== null) return;
  const settings = reportSettings(file.db);
  const options = { ...chosen, statedTime: null };
  // What a report begins with anyway needs no entry in the log.
  if (canonicalJson(options) !== canonicalJson(settings.options ?? PLAIN_REPORT)) putReportSettings(file, { ...settings, options });
}
