// Wording of the templates and of what stands on every page.
import type { ReportTemplate } from '../../shared/report.ts';

export const TEMPLATES: Record<ReportTemplate, { title: string; about: string; kicker: string }> = {
  full: {
    title: 'Full incident report',
    about: 'Everything: findings, pictures, exhibits, inventory, proofs, custody log.',
    kicker: 'Incident report',
  },
  brief: {
    title: 'Executive brief',
    about: 'A few pages for a board: what happened, how sure that is, and what is not known.',
    kicker: 'Executive brief',
  },
  inventory: { title: 'Evidence inventory', about: 'What was received, with hashes, and what was verified.', kicker: 'Evidence inventory' },
  dossier: { title: 'Dossier of one actor', about: 'All that the logs show of one set of credentials.', kicker: 'Dossier' },
  expert: {
    title: 'Expert statement',
    about: 'Authority and instructions, qualifications, facts, opinion, second review.',
    kicker: 'Expert statement',
  },
  'bsa-63': {
    title: 'Certificate form, India',
    about: 'Bharatiya Sakshya Adhiniyam 2023, section 63(4), Parts A and B, for counsel to complete.',
    kicker: 'Certificate form',
  },
  'fre-902': {
    title: 'Certificate form, United States',
    about: 'Federal Rules of Evidence 902(13) and 902(14), for counsel to complete.',
    kicker: 'Certificate form',
  },
};

export const PAGES = {
  redacted: 'REDACTED COPY: parts of this report are hidden. What stands in ‹ › stands in the place of something else.',
  redactedShort: 'REDACTED COPY',
  asOf: (entry: number, time: string) => `as of custody entry ${entry}, ${time}`,
  volume: (number: number, of: number) => `Volume ${number} of ${of}`,
  volumeText: (number: number, of: number, parts: readonly string[]) =>
    number === 1
      ? `This is volume 1 of ${of}. Its long lists go on in the volumes after it: it holds ${parts.join(', ')}.`
      : `This is volume ${number} of ${of}. It holds ${parts.join(', ')}; all other parts of the report are in volume 1.`,
  stretch: {
    exhibits: (from: number, to: number) => (to === 0 ? 'no exhibits' : `exhibits ${from} to ${to}`),
    evidence: (from: number, to: number) => `items ${from} to ${to} of the evidence inventory`,
    custody: (from: number, to: number) => `entries ${from} to ${to} of the custody log`,
  },
  inVolume: (volume: number) => ` (volume ${volume})`,
};

/** Beside every link to an exhibit of which it is true. */
export const FLAGS = {
  altered: '✖ contradicted',
  conflict: '≠ delivered with different contents',
};

/** In the margins of a printed page. */
export const PRINTED = {
  volume: (number: number, of: number) => `Volume ${number} of ${of}`,
  page: 'page',
  of: 'of',
};

/** What each section holds, for whoever chooses them. */
export const ABOUT = {
  cover: 'Facts of the case, and exactly which state of it is told.',
  limits: 'Credentials, not persons; clocks; addresses; absence.',
  summary: 'Items, records, events, period, accounts, regions.',
  storyline: 'What the examiner concludes, with the events for and against it.',
  glance: 'A table of all exhibits.',
  verification: 'What was verified, how, and with what result; AWS’s signatures.',
  exhibits: 'Every cited event: fields, raw record, hashes, commands to check it.',
  evidence: 'Every file received, with its hash and where it was found.',
  problems: 'What could not be read, or reads oddly.',
  custody: 'Everything done to the case, in full.',
  roots: 'Two hashes for the whole case.',
  byHand: 'How anyone checks the report with common tools.',
  glossary: 'Words for readers who do not know AWS.',
};
