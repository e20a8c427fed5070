// What a verification contradicts, and what it could not show.
import { plural } from '../../../shared/text.ts';

const are = (n: number): string => (n === 1 ? 'is' : 'are');

/** What a verification contradicts, and what it could not show. */
export const NOT_SHOWN = {
  title: 'What the verification could not show:',
  logsMissing: (n: number) => `${plural(n, 'log file')} that signed digests name ${are(n)} not in the case.`,
  digestsMissing: (n: number) => `${plural(n, 'signed digest')} that must have been written ${are(n)} not in the case.`,
  logsUnattested: (n: number) => `${plural(n, 'log file')} ${are(n)} named by no digest in the case.`,
  logsUnverifiable: (n: number) =>
    `${plural(n, 'log file')} could not be checked: the digest that names ${n === 1 ? 'it' : 'them'} is not proven.`,
  digestsUnverifiable: (n: number) => `${plural(n, 'digest')} could not be checked.`,
  lakeMissing: (n: number) => `${plural(n, 'file')} that CloudTrail Lake signed ${are(n)} not in the case.`,
  lakeUnproven: (n: number) => `${plural(n, 'file')} of CloudTrail Lake could not be checked, or ${are(n)} attested by nothing.`,
  unread: (n: number) => `${plural(n, 'file')} could not be read at all.`,
  notKept: (n: number) => `Of ${plural(n, 'item')} the case holds the hash only: the bytes cannot be checked here.`,
  altered: (n: number) => `${plural(n, 'evidence item')} altered since the import`,
  differing: (n: number) => `${plural(n, 'difference')} between the events that the case lists and what the evidence gives`,
  broken: (n: number) => `${plural(n, 'entry', 'entries')} of the custody log broken`,
  seals: (n: number) => `${plural(n, 'seal')} that ${n === 1 ? 'does' : 'do'} not hold`,
  digestsInvalid: (n: number) => `${plural(n, 'digest')} invalid`,
  logsInvalid: (n: number) => `${plural(n, 'log file')} not as its digest names it`,
  lakeInvalid: (n: number) => `${plural(n, 'file')} of CloudTrail Lake invalid`,
  schema: (n: number) => `${plural(n, 'difference')} in the structure of the case file`,
};
