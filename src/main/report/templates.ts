// The templates of a report: which sections each has, in order. Sections themselves are listed in sections/index.ts.
import { TrailcaseError } from '../../shared/errors.ts';
import type { ReportCatalogue, ReportOptions, ReportTemplate } from '../../shared/report.ts';
import { SECTIONS } from './sections/index.ts';
import type { Section } from './sections/section.ts';
import { SECTIONS_OF } from './template-sections.ts';
import { TEMPLATES } from './wording/index.ts';

const BY_ID = new Map(SECTIONS.map((one) => [one.id, one]));

/**
 * The sections of a report in order.
 * Errors: REPORT_SECTION_UNKNOWN.
 */
export function sectionsOf({ template, sections, redaction }: ReportOptions): Section[] {
  const ids = sections ?? SECTIONS_OF[template].filter((id) => BY_ID.has(id));
  const chosen = [...new Set(['case', ...ids])].map((id) => {
    const section = BY_ID.get(id);
    if (section) return section;
    throw new TrailcaseError('REPORT_SECTION_UNKNOWN', `No section is called "${id}"`, `There are ${[...BY_ID.keys()].join(', ')}.`);
  });
  // A redacted report says what it hides, whoever chose the sections.
  const redacting = BY_ID.get('redaction');
  if (redaction === null) return chosen.filter((one) => one !== redacting);
  return redacting && !chosen.includes(redacting) ? [...chosen, redacting] : chosen;
}

/** What there is to choose from. */
export function reportCatalogue(): ReportCatalogue {
  return {
    templates: (Object.keys(SECTIONS_OF) as ReportTemplate[]).map((name) => ({
      name,
      ...TEMPLATES[name],
      sections: SECTIONS_OF[name].filter((id) => BY_ID.has(id) && id !== 'redaction'),
    })),
    sections: SECTIONS.filter(({ id }) => id !== 'redaction').map(({ id, title, about }) => ({ id, title, about })),
  };
}
