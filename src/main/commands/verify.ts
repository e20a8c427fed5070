// `trailcase verify`: every proof there is. Reads only; exit status 1 when anything is contradicted.
import type { VerifySummary } from '../../shared/domain.ts';
import type { SealVerdict } from '../../shared/integrity.ts';
import { durationText, grouped } from '../../shared/text.ts';
import { readSealFile } from '../seal/check-detached.ts';
import { readKeyFile } from '../verify/key-files.ts';
import { verifyCase } from '../verify/verify-case.ts';
import { type Command, casePath, option, options, usage } from './command.ts';
import { terminalText } from './output.ts';

export const verify: Command = {
  name: 'verify',
  usage: 'CASE [--keys FILE] [--seal FILE] [--fingerprint HEX] [--hash-only] [--details]',
  summary: 'check every proof that the case holds',
  help: [
    '--details          list every finding, and what is not proven; with --json under items[]',
    "--keys FILE        AWS's public keys as `aws cloudtrail list-public-keys` prints them, beside those in the evidence; may be repeated",
    '--seal FILE        a seal that was kept apart from the case: only that shows that seals were removed or made anew',
    '--fingerprint HEX  of the key by which the case was sealed, as it was noted elsewhere; alone, it says nothing of what came after that seal',
    '--hash-only        only the bytes of the evidence against their hashes, the custody log and the seals: near the speed of the disk',
  ],
  options: {
    keys: { type: 'string', multiple: true },
    seal: { type: 'string' },
    fingerprint: { type: 'string' },
    'hash-only': { type: 'boolean' },
    details: { type: 'boolean' },
  },
  async run(invocation) {
    const path = casePath(invocation, verify);
    const { values, output, signal } = invocation;
    if (invocation.positionals.length > 1) throw usage('verify takes one case file', verify);
    const sealFile = option(values, 'seal');
    const fingerprint = fingerprintOption(option(values, 'fingerprint'));
    const details = values.details === true;
    const { summary, cancelled } = await verifyCase(
      path,
      { signal, onProgress: output.progress.bind(output) },
      {
        scope: values['hash-only'] === true ? 'hashes' : 'all',
        keys: options(values, 'keys').map(readKeyFile),
        seal:
          sealFile === undefined && fingerprint === null
            ? null
            : { text: sealFile === undefined ? null : readSealFile(sealFile), fingerprint },
        ...(details && { listed: Number.POSITIVE_INFINITY }),
      },
    );
    output.endProgress();
    // Counts of half a verification would be taken for a result.
    if (cancelled) return 130;
    const { items, itemsCut, unproven, chains, keys, keysAbsent, ...counts } = summary;
    if (output.json)
      await output.object(
        details ? { ...counts, chains, keys, keysAbsent, items: [...(items ?? []), ...(unproven ?? [])], itemsCut } : counts,
      );
    else await output.write(describe(summary, details));
    return summary.ok ? 0 : 1;
  },
};

/** Errors: USAGE. */
function fingerprintOption(text: string | undefined): string | null {
  if (text === undefined) return null;
  const hex = text.replace(/[\s:]/g, '').toLowerCase();
  if (!/^[0-9a-f]{64}$/.test(hex)) throw usage('--fingerprint takes the 64 hexadecimal digits that `trailcase seal` printed', verify);
  return hex;
}

function describe(s: VerifySummary, details: boolean): string {
  const findings = s.items ?? [];
  const lines = [
    s.ok ? 'Nothing is contradicted.' : contradictions(findings.length, s.itemsCut === true),
    `evidence  ${grouped(s.evidence.checked)} items checked, ${grouped(s.evidence.altered)} altered, ${grouped(s.evidence.notKept)} listed without their bytes`,
    ...(s.scope === 'all'
      ? [`events    ${grouped(s.events.checked)} derived anew from their bytes, ${grouped(s.events.differing)} differ`]
      : ['events    not derived anew, and no digest judged: only hashes were checked']),
    `custody   ${grouped(s.custody.entries)} entries, ${grouped(s.custody.broken)} broken`,
    ...(s.seals.length === 0 ? ['seals     none'] : s.seals.map(sealLine)),
    ...(s.scope === 'all' ? digestLines(s) : []),
    `roots     evidence ${s.roots.evidence}`,
    ...(s.scope === 'all' ? [`          events   ${s.roots.events}`] : []),
    `time      ${durationText(s.seconds)}`,
  ];
  const listed = details ? [...findings, ...(s.unproven ?? [])] : findings.slice(0, 20);
  for (const finding of listed)
    lines.push(`${finding.verdict.padEnd(12)} ${finding.kind.padEnd(9)} ${terminalText(finding.key)}: ${terminalText(finding.reason)}`);
  if (findings.length > listed.length) lines.push(`… and ${grouped(findings.length - listed.length)} more: --details`);
  return `${lines.join('\n')}\n`;
}

function contradictions(count: number, cut: boolean): string {
  if (cut) return `${grouped(count)} or more contradictions were found.`;
  return count === 1 ? '1 contradiction was found.' : `${grouped(count)} contradictions were found.`;
}

/** Gaps told one by one. */
const GAPS = 20;

function digestLines(s: VerifySummary): string[] {
  const from = s.keysFrom && s.keysFrom.length > 0 ? `; keys from ${s.keysFrom.map(terminalText).join(', ')}` : '; no public keys';
  return [
    `digests   ${verdicts(s.digests)}${from}`,
    `logs      ${verdicts(s.logs)}, ${grouped(s.logs.unattested)} unattested: attestation ${s.attestation}`,
    ...(s.lake
      ? [`lake      ${verdicts(s.lake)}, ${grouped(s.lake.unattested)} unattested: sign files and results of CloudTrail Lake`]
      : []),
    ...s.gaps.slice(0, GAPS).map((gap) => `gap       ${terminalText(gap.chain)}: ${gap.from} to ${gap.to}: ${terminalText(gap.reason)}`),
    ...(s.gaps.length > GAPS ? [`gap       … and ${grouped(s.gaps.length - GAPS)} more: --json`] : []),
  ];
}

function sealLine({ number, at, ok, since, fingerprint, oneTimeKey, timestamp }: SealVerdict): string {
  const added = since.items + since.records + since.custodyEntries;
  const later =
    added === 0
      ? 'nothing was added since'
      : `since then ${grouped(since.items)} items, ${grouped(since.records)} records, ${grouped(since.custodyEntries)} custody entries were added`;
  const stamp = timestamp?.at ? `; time stamp ${new Date(timestamp.at).toISOString()} of ${terminalText(timestamp.authority)}` : '';
  return `seal ${String(number).padEnd(4)} ${ok ? 'holds' : 'DOES NOT HOLD'}, made ${new Date(at).toISOString()}: ${later}${stamp}; key ${fingerprint}${oneTimeKey ? ' (made for this seal only)' : ''}`;
}

function verdicts(v: VerifySummary['digests']): string {
  return `${grouped(v.valid)} valid, ${grouped(v.invalid)} invalid, ${grouped(v.missing)} missing, ${grouped(v.unverifiable)} unverifiable`;
}
