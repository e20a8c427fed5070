// Every sentence of the report: to translate a report is to translate this folder. The words of a section stand in the file of its name.
// `…` is shown as code and **…** as bold where `prose` prints it. Readers: a lawyer, a board, and an opposing expert.
// Words that the window shares with the report stand in src/shared.
export { ACTORS } from './actors.ts';
export { ATTESTATION } from './attestation.ts';
export { BSA } from './bsa-63.ts';
export { BY_HAND, OPENING } from './by-hand.ts';
export { NOT_SHOWN } from './case-verdict.ts';
export { COMMON, FACT_COMMON, FLAGS, OUTCOMES, TEXT_NAMES, TEXTS } from './common.ts';
export { COVER } from './cover.ts';
export { CUSTODY } from './custody.ts';
export { DOCUMENT, PAGES, PRINTED } from './document.ts';
export { DOSSIER } from './dossier.ts';
export { EVIDENCE, KINDS } from './evidence.ts';
export { EXECUTIVE } from './executive.ts';
export { CITED_BY, EXHIBITS, FIELDS } from './exhibits.ts';
export { VERSIONS } from './finding-versions.ts';
export { FORM } from './form-parts.ts';
export { FRE } from './fre-902.ts';
export { GAPS } from './gaps.ts';
export { GLANCE } from './glance.ts';
export { BRIEF_WORDS, GLOSSARY } from './glossary.ts';
export { INDICATORS } from './indicators.ts';
export { LIMITS, LIMITS_SHORT, OWN_ASSUMPTIONS } from './limits.ts';
export { METHOD } from './method.ts';
export { OPINION } from './opinion.ts';
export { PREVIEW } from './preview.ts';
export { PROBLEMS_TEXT } from './problems.ts';
export { REDACTED } from './redacted-parts.ts';
export { REDACTION } from './redaction.ts';
export { RESOURCES } from './resources.ts';
export { ROOTS } from './roots.ts';
export { AUTHORITY, DECLARATION, QUALIFICATIONS } from './statement.ts';
export { FINDING_DOUBTS, STORYLINE } from './storyline.ts';
export { SUMMARY } from './summary.ts';
export { TEMPLATES } from './templates.ts';
export { PICTURE, TIMELINE } from './timeline.ts';
export { ABOUT, FACT_ABOUT, FACT_TITLES, FORM_ABOUT, FORM_TITLES, STATEMENT_ABOUT, STATEMENT_TITLES, TITLES } from './titles.ts';
export { VERIFICATION } from './verification.ts';
