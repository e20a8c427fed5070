// `trailcase verify`: every proof there is. Reads only; exit status 1 when anything is contradicted.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { VerifySummary } from '../../shared/domain.ts';
import { TrailcaseError } from '../../shared/errors.ts';
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
    "--keys FILE  AWS's public keys as `aws cloudtrail list-public-keys` prints them, beside those in the evidence",
  ],
  options: { keys: { type: 'string' }, details: { type: 'boolean' } },
  async run(invocation) {
    const path = casePath(invocation, verify);
    const { values, output, signal } = invocation;
    const keys = option(values, 'keys');
    const { summary, cancelled } = await verifyCase(
      path,
      { signal, onProgress: output.progress.bind(output) },
      keys === undefined ? [] : [readKeys(keys)],
    );
    output.endProgress();
    // Counts of half a verification would be taken for a result.
    if (cancelled) return 130;
    const { items, itemsCut, unproven, ...counts } = summary;
    if (output.json)
      await output.object(values.details === true ? { ...counts, items: [...(items ?? []), ...(unproven ?? [])], itemsCut } : counts);
    else await output.write(describe(summary, values.details === true));
    return summary.ok ? 0 : 1;
  },
};

/** Errors: EVIDENCE_UNREADABLE. */
function readKeys(path: string): { origin: string; content: Uint8Array } {
  try {
    return {
      origin: `the file ${basename(path)}, SHA-256 ${createHash('sha256').update(readFileSync(path)).digest('hex')}`,
      content: readFileSync(path),
    };
  } catch (cause) {
    throw new TrailcaseError('EVIDENCE_UNREADABLE', `The keys at ${path} cannot be read: ${(cause as Error).message}`, 'Check the path.', {
      cause,
    });
  }
}

function describe(s: VerifySummary, details: boolean): string {
  const findings = s.items ?? [];
  const lines = [
    s.ok ? 'Nothing is contradicted.' : `${grouped(findings.length)}${s.itemsCut ? ' or more' : ''} contradictions were found.`,
    `evidence  ${grouped(s.evidence.checked)} items checked, ${grouped(s.evidence.altered)} altered, ${grouped(s.evidence.notKept)} listed without their bytes`,
    `events    ${grouped(s.events.checked)} derived anew from their bytes, ${grouped(s.events.differing)} differ`,
    `custody   ${grouped(s.custody.entries)} entries, ${grouped(s.custody.broken)} broken`,
    `digests   ${verdicts(s.digests)}${s.keysFrom && s.keysFrom.length > 0 ? `; keys from ${s.keysFrom.map(terminalText).join(', ')}` : '; no public keys'}`,
    `logs      ${verdicts(s.logs)}, ${grouped(s.logs.unattested)} unattested: attestation ${s.attestation}`,
    ...s.gaps.map((gap) => `gap       ${terminalText(gap.chain)}: ${gap.from} to ${gap.to}: ${gap.reason}`),
    `roots     evidence ${s.roots.evidence}`,
    `          events   ${s.roots.events}`,
    `time      ${durationText(s.seconds)}`,
  ];
  const listed = details ? [...findings, ...(s.unproven ?? [])] : findings.slice(0, 20);
  for (const finding of listed)
    lines.push(`${finding.verdict.padEnd(10)}${finding.kind.padEnd(9)} ${terminalText(finding.key)}: ${terminalText(finding.reason)}`);
  if (findings.length > listed.length) lines.push(`… and ${grouped(findings.length - listed.length)} more: --details`);
  return `${lines.join('\n')}\n`;
}

function verdicts(v: VerifySummary['digests']): string {
  return `${grouped(v.valid)} valid, ${grouped(v.invalid)} invalid, ${grouped(v.missing)} missing, ${grouped(v.unverifiable)} unverifiable`;
}
