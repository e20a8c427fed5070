// `trailcase verify`: every proof there is. Reads only; exit status 1 when anything is contradicted.
import type { VerifySummary } from '../../shared/domain.ts';
import { durationText, grouped } from '../../shared/text.ts';
import { verifyCase } from '../verify/verify-case.ts';
import { type Command, casePath, option } from './command.ts';
import { terminalText } from './output.ts';

export const verify: Command = {
  name: 'verify',
  usage: 'CASE [--keys FILE] [--details]',
  summary: 'check every proof that the case holds',
  help: [
    '--details    list every finding, with --json under items[]',
    "--keys FILE  AWS's public keys; accepted, not used yet: this version does not check AWS's signed digests and says so",
  ],
  options: { keys: { type: 'string' }, details: { type: 'boolean' } },
  async run(invocation) {
    const path = casePath(invocation, verify);
    const { values, output, signal } = invocation;
    const { summary, cancelled } = await verifyCase(path, { signal, onProgress: output.progress.bind(output) });
    output.endProgress();
    if (option(values, 'keys') !== undefined) output.note("Note: signed digests are not checked by this version; --keys has no effect.");
    const { items, itemsCut, ...counts } = summary;
    if (output.json) await output.object(values.details === true ? summary : counts);
    else await output.write(describe(summary, values.details === true));
    if (cancelled) return 130;
    return summary.ok ? 0 : 1;
  },
};

function describe(s: VerifySummary, details: boolean): string {
  const findings = s.items ?? [];
  const lines = [
    s.ok ? 'Nothing is contradicted.' : `${grouped(findings.length)}${s.itemsCut ? ' or more' : ''} findings: this case is not as Trailcase left it.`,
    `evidence  ${grouped(s.evidence.checked)} items checked, ${grouped(s.evidence.altered)} altered, ${grouped(s.evidence.notKept)} listed without their bytes`,
    `events    ${grouped(s.events.checked)} derived anew from their bytes, ${grouped(s.events.differing)} differ`,
    `custody   ${grouped(s.custody.entries)} entries, ${grouped(s.custody.broken)} broken`,
    `digests   ${grouped(s.digests.unverifiable)} not checked by this version: whether AWS delivered these files so is neither shown nor contradicted`,
    `roots     evidence ${s.roots.evidence}`,
    `          events   ${s.roots.events}`,
    `time      ${durationText(s.seconds)}`,
  ];
  const listed = details ? findings : findings.slice(0, 20);
  for (const finding of listed) lines.push(`${finding.verdict.padEnd(10)}${finding.kind.padEnd(9)} ${terminalText(finding.key)}: ${terminalText(finding.reason)}`);
  if (findings.length > listed.length) lines.push(`… and ${grouped(findings.length - listed.length)} more: --details`);
  return `${lines.join('\n')}\n`;
}
