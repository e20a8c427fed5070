// Which sections each template has, in order; and whether a report has one: a sentence that points to a section stands only where that section does.
import type { ReportOptions, ReportTemplate } from '../../shared/report.ts';

/** The cover comes first in each. Sections that speak of a redaction stand only in a redacted report, wherever they are listed. */
export const SECTIONS_OF: Record<ReportTemplate, readonly string[]> = {
  full: [
    'case',
    'executive',
    'storyline',
    'timeline',
    'actors',
    'resources',
    'indicators',
    'gaps',
    'limits',
    'opinion',
    'summary',
    'method',
    'verification',
    'glance',
    'exhibits',
    'evidence',
    'problems',
    'custody',
    'roots',
    'redaction',
    'by-hand',
    'glossary',
  ],
  brief: ['case', 'executive', 'dates', 'glance', 'timeline', 'gaps', 'limits', 'verification', 'redaction', 'glossary'],
  inventory: ['case', 'summary', 'verification', 'evidence', 'problems', 'custody', 'roots', 'redaction', 'by-hand', 'glossary'],
  dossier: [
    'case',
    'dossier-identity',
    'dossier-activity',
    'dossier-lineage',
    'dossier-events',
    'gaps',
    'limits',
    'verification',
    'exhibits',
    'evidence',
    'roots',
    'redaction',
    'by-hand',
    'glossary',
  ],
  expert: [
    'case',
    'authority',
    'qualifications',
    'storyline',
    'timeline',
    'actors',
    'opinion',
    'gaps',
    'limits',
    'method',
    'verification',
    'glance',
    'exhibits',
    'evidence',
    'custody',
    'roots',
    'redaction',
    'by-hand',
    'declaration',
    'glossary',
  ],
  'bsa-63': ['case', 'bsa-63-a', 'bsa-63-b', 'verification', 'evidence', 'roots', 'redaction', 'by-hand'],
  'fre-902': ['case', 'fre-902-13', 'fre-902-14', 'verification', 'evidence', 'roots', 'redaction', 'by-hand'],
};

/** Whether a report has a section. */
export function hasSection({ template, sections, redaction }: ReportOptions, id: string): boolean {
  if (id === 'case') return true;
  return id === 'redaction' ? redaction !== null : (sections ?? SECTIONS_OF[template]).includes(id);
}

/** Its number in a report that has it, as its heading says it. */
export function sectionNumber({ template, sections, redaction }: ReportOptions, id: string): number {
  const ids = [...new Set(['case', ...(sections ?? SECTIONS_OF[template])])];
  return ids.filter((one) => one !== 'redaction' || redaction !== null).indexOf(id) + 1;
}
