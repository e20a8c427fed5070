// What was verified, how, and with what result.
import { grouped, plural } from '../../../shared/text.ts';

const it = (n: number): string => (n === 1 ? 'it' : 'them');

export const VERIFICATION = {
  clean: 'Nothing was contradicted.',
  found: 'Contradictions were found. Read them before relying on this report.',
  heads: ['What', 'How', 'Result'],
  evidence: 'Evidence items',
  evidenceHow: 'The stored bytes of every kept item were hashed again (SHA-256) and compared with the hash taken when they were imported.',
  evidenceResult: (checked: number, altered: number, notKept: number) =>
    `${plural(checked, 'item')} checked, ${grouped(altered)} altered; ${grouped(notKept)} not kept, so that nothing can be checked`,
  events: 'Events',
  eventsHow: 'The events were derived again from the evidence and compared with those that the case lists.',
  eventsResult: (checked: number, differing: number) => `${plural(checked, 'event')} checked, ${grouped(differing)} differing`,
  custody: 'Custody log',
  custodyHow: 'The hash of every entry was computed again and compared with the one stored, and with the one that the next entry cites.',
  custodyResult: (entries: number, broken: number) => `${plural(entries, 'entry', 'entries')} checked, ${grouped(broken)} broken`,
  custodyMoved: (then: number, now: number) =>
    `At the verification the log had ${plural(then, 'entry', 'entries')}; this report states it with ${grouped(now)}.`,
  schema: 'Structure of the case file',
  schemaHow: 'Its tables, views and the rules that forbid changing them were compared with those that Trailcase makes.',
  schemaResult: (n: number) => (n === 0 ? 'as Trailcase made it' : `${plural(n, 'difference')}`),
  roots: 'Roots',
  rootsHow:
    'A root is the fingerprint of a list: of the hashes of all items, or of the places of all events. The lists at the verification are compared with those as this report was written. The bytes behind them are checked in the first line of this table, not here.',
  rootsSame: 'the same lists',
  rootsDiffer: 'NOT the same lists: the case changed between the verification and this report',
  seals: 'Seals',
  sealsHow: 'A seal is a signed statement of the case’s state at a moment.',
  sealsResult: (n: number) => (n === 0 ? 'the case has none' : plural(n, 'seal')),
  digests: 'AWS’s signed digests',
  digestsHow:
    'AWS can sign hourly digests that list the hashes of the log files that it delivered. Where a digest’s signature and a public key for it are at hand, the signature was checked; where a log file that such a digest names is in the case, the SHA-256 of its uncompressed content was compared with the one that the digest states. That all of it fits together shows who signed only as far as the public keys are known to be AWS’s: `aws cloudtrail list-public-keys` prints those of a region and period.',
  digestsLeft: (digests: number, logs: number, unattested: number) =>
    [
      ...(digests > 0 ? [`${plural(digests, 'digest')} could not be checked: a signature or a public key is absent.`] : []),
      ...(logs > 0 ? [`${plural(logs, 'log file')} could not be checked: the digest naming ${it(logs)} is not proven.`] : []),
      ...(unattested > 0
        ? [`${plural(unattested, 'log file')} could not be compared with anything: no digest here names ${it(unattested)}.`]
        : []),
    ].join(' '),
  keysFrom: (origins: readonly string[]) => `Public keys from: ${origins.join('; ')}`,
  digestsUnchecked: 'none could be checked',
  verdicts: (v: { valid: number; invalid: number; missing: number; unverifiable: number }) =>
    `digests: ${grouped(v.valid)} valid, ${grouped(v.invalid)} invalid, ${grouped(v.missing)} missing, ${grouped(v.unverifiable)} unverifiable`,
  logVerdicts: (v: { valid: number; invalid: number; missing: number; unverifiable: number; unattested: number }) =>
    `log files: ${grouped(v.valid)} valid, ${grouped(v.invalid)} invalid, ${grouped(v.missing)} missing, ${grouped(v.unverifiable)} unverifiable, ${grouped(v.unattested)} unattested`,
  gaps: (n: number) => `${plural(n, 'gap')} in the digests (${n === 1 ? 'a period' : 'periods'} of which the case has no digest)`,
  uncheckedText:
    'None of AWS’s signed digests could be checked: the case holds none, or no signature or public key for those that it holds. It is therefore not shown that the files are those that AWS delivered, nor that all of them are here. Unverifiable is not invalid: nothing in this speaks against the files either. What is shown is that nothing changed since they were imported into the case.',
  attestation: {
    none: 'No log file of this case is attested by a signed digest.',
    partial: (keys: string) => `A part of the log files is attested by digests whose signatures fit ${keys} For the rest nothing is shown.`,
    full: (keys: string) => `All log files are attested by digests whose signatures fit ${keys}`,
  },
  keyOrigins: {
    evidence:
      'public keys taken from the evidence itself. That AWS issued these keys was not checked: whoever made the evidence could make keys and digests, too.',
    given:
      'public keys from a file that the examiner named. That AWS issued these keys was not checked by Trailcase: it rests on how that file was obtained.',
    both: 'public keys, some taken from the evidence itself and some from a file that the examiner named. That AWS issued these keys was not checked by Trailcase.',
    unknown: 'the public keys at hand. That AWS issued these keys was not checked by Trailcase.',
  },
  findings: 'What was found',
  findingHeads: ['Concerns', 'Verdict', 'Reason'],
  findingsCut: (n: number) => `${grouped(n)} more not listed here; \`trailcase verify CASE --details\` lists them.`,
  findingsLimited: 'The verification itself listed only the worst; there are more.',
  findingsUnlisted:
    'The verification was made without details: what it found is counted above and not listed. `trailcase verify CASE --details` lists it.',
  nothing: 'No contradiction was found.',
  openToo: 'Something is missing, or could not be checked. It contradicts nothing, and proves nothing:',
  openGaps: (n: number) =>
    `${plural(n, 'gap')} in the digests: ${n === 1 ? 'a period' : 'periods'} of delivery of which the case has no digest. ${n === 1 ? 'It is' : 'They are'} listed below, under “Periods that are not proven”.`,
};
