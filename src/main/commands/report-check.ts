// `trailcase report --verify FILE CASE`: whether a report is the one that the case gives, a line for each question.

import type { ReportCheck, ReportOptions } from '../../shared/report.ts';
import { plural } from '../../shared/text.ts';
import { checkReportFile } from '../jobs/report-check-job.ts';
import { readKeyFile } from '../verify/key-files.ts';
import { type Command, type ExitStatus, type Invocation, option, options, usage } from './command.ts';
import { terminalText } from './output.ts';

const SIGNS = { holds: 'ok', differs: 'DIFFERS', unknown: '?' } as const;

/**
 * @param asked the options of a redacted report that the case did not note; null otherwise
 * @returns 0: it holds · 1: it differs · 2: it cannot be told. Errors: REPORT_UNREADABLE, USAGE.
 */
export async function checkReport(
  invocation: Invocation,
  path: string,
  asked: ReportOptions | null,
  command: Command,
): Promise<ExitStatus> {
  const { values, output, signal } = invocation;
  const none = ['out', 'record', 'overwrite', 'sign', 'key'].find((name) => values[name] !== undefined);
  if (none !== undefined) throw usage(`--verify writes nothing: it takes no --${none}`, command);
  const request = {
    path,
    file: option(values, 'verify') as string,
    signature: option(values, 'signature') ?? null,
    fingerprint: fingerprintIn(option(values, 'fingerprint'), command),
    options: asked,
    keys: options(values, 'keys').map(readKeyFile),
  };
  const { check } = await checkReportFile(request, { signal, onProgress: output.progress.bind(output) });
  output.endProgress();
  if (output.json) await output.object(check);
  else await output.write(describe(check));
  return statusOf(check);
}

function statusOf({ ok, lines }: ReportCheck): ExitStatus {
  if (lines.some(({ verdict }) => verdict === 'differs')) return 1;
  return ok ? 0 : 2;
}

function describe(check: ReportCheck): string {
  const status = statusOf(check);
  const holds = 'It holds: this file is the report that the case gives, or noted when it was written';
  const verdict =
    status === 2
      ? 'It cannot be told: nothing shows that the file is the one that was written. What was found stands above.'
      : check.ok
        ? `${holds}${status === 0 ? '.' : '. BUT THE CASE ITSELF IS CONTRADICTED.'}`
        : 'IT DIFFERS: see the lines above.';
  return [
    `${terminalText(check.path)}`,
    `SHA-256 ${check.sha256}, ${plural(check.exhibits, 'exhibit')}, as of custody entry ${check.entry}`,
    ...check.lines.map(({ what, verdict: one, reason }) => `${SIGNS[one].padEnd(8)} ${what} ${terminalText(reason)}`),
    verdict,
    '',
  ].join('\n');
}

function fingerprintIn(text: string | undefined, command: Command): string | null {
  if (text === undefined) return null;
  const hex = text.replace(/[\s:]/g, '').toLowerCase();
  if (!/^[0-9a-f]{64}$/.test(hex)) throw usage('--fingerprint takes 64 hexadecimal digits', command);
  return hex;
}
