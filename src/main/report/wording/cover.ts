// The first page: the case, and which state of it is told.
import { grouped, plural } from '../../../shared/text.ts';

export const COVER = {
  number: 'Case number',
  examiner: 'Examiner',
  organisation: 'Organisation',
  zone: 'Time zone of this report',
  zoneNamed: 'The case names the zone',
  zoneUnknown: ', which the computer that wrote this report does not know: times are shown in UTC.',
  created: 'Case created',
  caseId: 'Case identifier',
  tool: 'Written by',
  state: 'State of the case',
  stateAt: (entry: number) => `As of custody entry ${grouped(entry)}`,
  stateEmpty: 'The custody log is empty',
  head: 'Head of the custody log (SHA-256)',
  headHidden: 'Head of the custody log (commitment to its SHA-256)',
  verification: 'Verification',
  clean: 'Nothing was contradicted.',
  found: 'Contradictions were found.',
  readMore: 'What was verified, and how',
  exhibits: 'Exhibits',
  template: 'Kind of report',
  classification: 'Classification',
  privilege: 'Privilege',
  noMark: 'none set by the examiner',
  redacted: 'Redaction',
  redactedYes: 'This is a redacted copy: parts are hidden, and hashes of the evidence are replaced by commitments.',
  stated: 'Time that this report states',
  findings: 'Findings',
  findingCounts: (n: { asserted: number; drafts: number; open: number; rejected: number; takenAway: number }) =>
    `${grouped(n.asserted)} asserted, ${plural(n.drafts, 'draft')} that nobody asserts, ${plural(n.open, 'open hypothesis', 'open hypotheses')}, ${grouped(n.rejected)} rejected, ${grouped(n.takenAway)} taken away by the examiner`,
  notHere: 'not in this report',
  leftOut: (n: number) =>
    `Only those that these credentials made, or that tell of how they were issued and used. ${plural(n, 'other exhibit')} ${n === 1 ? 'is' : 'are'} left out; numbers are those of the full report.`,
  fullReport: 'Full report',
  fullReportText: (entry: number) =>
    `This is a selection. The full report of the same state of the case, custody entry ${grouped(entry)} with the head above, holds findings with their reasons, exhibits with raw records, inventory and custody log. Trailcase writes it with`,
  times:
    'Times are shown in the zone of the case with its offset, and in UTC. This report holds no time of its own: written again by the same version of Trailcase from the same state of the case, the same verification and the same options, it is as HTML the same file, byte for byte. Printed again as PDF it has the same content and the same dates; the bytes of a PDF may differ. Another version may word or arrange it differently. No file can state its own SHA-256; Trailcase states that of this report when it is written.',
  selfContained: ({ isVolume, isRedacted }: { isVolume: boolean; isRedacted: boolean }) =>
    `${isVolume ? 'This file is one volume of the report: only all volumes together are complete.' : 'This file is complete in itself.'} It contains no program, and loads nothing from anywhere. ${
      isRedacted
        ? 'No Trailcase is needed to read it. What is hidden in it can be checked only with the help of whoever holds the case.'
        : `It needs no Trailcase to be read or checked${isVolume ? ', together with the other volumes' : ''}.`
    }`,
};
