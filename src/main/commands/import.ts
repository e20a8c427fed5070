// `trailcase import`: files and folders into a case, which is made when there is none.
import { existsSync } from 'node:fs';
import type { ImportSummary } from '../../shared/domain.ts';
import { TrailcaseError } from '../../shared/errors.ts';
import { bytesText, durationText, grouped } from '../../shared/text.ts';
import { CaseFile } from '../case/case-file.ts';
import { importPaths } from '../jobs/import-job.ts';
import { type Command, casePath, usage } from './command.ts';

export const importCommand: Command = {
  name: 'import',
  usage: 'CASE PATH… [--keep-all]',
  summary: 'take files and folders of logs into a case; makes the case if there is none',
  help: ['--keep-all  keep the bytes of files that are not CloudTrail, too (they are always hashed and listed)'],
  options: { 'keep-all': { type: 'boolean' } },
  async run(invocation) {
    const path = casePath(invocation, importCommand);
    const { values, positionals, output, signal } = invocation;
    const paths = positionals.slice(1);
    if (paths.length === 0) throw usage('Nothing to import was named', importCommand);
    for (const p of paths) {
      if (!existsSync(p)) throw new TrailcaseError('IMPORT_PATH_MISSING', `There is nothing to import at ${p}`, 'Check the path.');
    }
    const file = existsSync(path) ? CaseFile.open(path) : CaseFile.create(path);
    try {
      const onProgress = output.progress.bind(output);
      const { summary, cancelled, damaged, nothingNew } = await importPaths(
        file,
        paths,
        { keepAll: values['keep-all'] === true },
        { signal, onProgress },
      );
      output.endProgress();
      if (output.json) await output.object(summary);
      else await output.write(describe(summary, nothingNew && !cancelled && summary.files.total > 0));
      if (cancelled) return 130;
      return summary.files.unreadable > 0 || summary.recordProblems > 0 || damaged > 0 ? 1 : 0;
    } finally {
      output.endProgress();
      file.close();
    }
  },
};

/** The sums stand as sums, so that a reader sees them add up. */
function describe(s: ImportSummary, nothingNew: boolean): string {
  const { total, ...kinds } = s.files;
  const names: Record<keyof typeof kinds, string> = {
    log: 'logs',
    digest: 'digests',
    insight: 'Insights',
    other: 'other CloudTrail files',
    notCloudTrail: 'not CloudTrail',
    unreadable: 'unreadable',
    alreadyPresent: 'already in the case',
  };
  const parts = Object.entries(kinds)
    .filter(([, n]) => n > 0)
    .map(([kind, n]) => `${grouped(n)} ${names[kind as keyof typeof kinds]}`);
  return [
    nothingNew ? 'Nothing new: every file is in the case already.\n' : '',
    `files    ${grouped(total)} = ${parts.join(' + ') || '0'}\n`,
    `records  ${grouped(s.records)} = ${grouped(s.events)} events + ${grouped(s.sightings)} sightings + ${grouped(s.conflicts)} conflicts + ${grouped(s.recordProblems)} that could not become an event\n`,
    `problems ${grouped(s.problems)}\n`,
    `read     ${bytesText(s.bytes)} in ${durationText(s.seconds)}, ${grouped(s.eventsPerSecond)} records/s\n`,
  ].join('');
}
