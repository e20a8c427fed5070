// The usual options of redacted reports: every template with every choice of what is shown, and nothing of the author's own.
import { EVERYTHING_HIDDEN, PLAIN_REPORT, REPORT_TEMPLATES, type RedactionOptions, type ReportOptions } from '../../../shared/report.ts';

const CHOICES = ['accounts', 'names', 'addresses', 'resources', 'freeText'] as const;

/** The 32 choices of what is hidden. */
export function standardChoices(): RedactionOptions[] {
  return Array.from({ length: 2 ** CHOICES.length }, (_, n) => ({
    ...EVERYTHING_HIDDEN,
    ...Object.fromEntries(CHOICES.map((choice, i) => [choice, (n & (1 << i)) === 0])),
  }));
}

/** The newest state, with the template's own sections. A dossier has an actor: it is none of these. */
export function standardRedactions(): ReportOptions[] {
  return REPORT_TEMPLATES.flatMap((template) => standardChoices().map((redaction) => ({ ...PLAIN_REPORT, template, redaction })));
}
