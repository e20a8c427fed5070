// The kinds of reports, by name.
import type { ReportTemplate } from '../../../shared/report.ts';

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
