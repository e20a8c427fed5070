// What a report is asked for and what the case keeps for it: templates, options, texts and choices of the examiner, and what a check of a report says.
import { z } from 'zod';

/** Templates by name; src/main/report/templates.ts says which sections each has. */
export const REPORT_TEMPLATES = ['full', 'brief', 'inventory', 'dossier', 'expert', 'bsa-63', 'fre-902'] as const;
export type ReportTemplate = (typeof REPORT_TEMPLATES)[number];

/** Part of a section's anchor. */
const SectionId = z.string().regex(/^[a-z][a-z0-9-]{0,40}$/);

/** What is hidden in a redacted report, beside session tokens and secrets, which always are. */
export const RedactionOptions = z.strictObject({
  /** Account numbers. */
  accounts: z.boolean(),
  /** Names of users, roles, sessions and keys, and what contains them. */
  names: z.boolean(),
  /** IP addresses and host names. */
  addresses: z.boolean(),
  /** Names of buckets, instances and other resources. */
  resources: z.boolean(),
  /** What people wrote: notes, narratives, descriptions, error messages. */
  freeText: z.boolean(),
  /** Paths of fields, as requestParameters.policyDocument; `*` stands for one name or position. */
  fields: z.array(z.string().min(1).max(200)).max(200),
  /** Regular expressions (RE2). */
  patterns: z.array(z.string().min(1).max(500)).max(200),
  /** Values of entities or any other text that must not stand anywhere. */
  entities: z.array(z.string().min(1).max(500)).max(1000),
});
export type RedactionOptions = z.infer<typeof RedactionOptions>;

export const EVERYTHING_HIDDEN: RedactionOptions = {
  accounts: true,
  names: true,
  addresses: true,
  resources: true,
  freeText: true,
  fields: [],
  patterns: [],
  entities: [],
};

export const ReportOptions = z.strictObject({
  template: z.enum(REPORT_TEMPLATES),
  /** Ids in order; null: those of the template. */
  sections: z.array(SectionId).min(1).max(60).nullable(),
  /** Number of the custody entry as of which the case is told; null: the newest. */
  asOf: z.int().positive().nullable(),
  /** ms UTC, stated as the report's time; null: the time of that entry. */
  statedTime: z.int().nullable(),
  /** Whose dossier: `actor:…`, `key:…` or `session:…`; null where no template asks for it. */
  actor: z.string().max(2000).nullable(),
  /** null: not redacted. */
  redaction: RedactionOptions.nullable(),
});
export type ReportOptions = z.infer<typeof ReportOptions>;

export const PLAIN_REPORT: ReportOptions = { template: 'full', sections: null, asOf: null, statedTime: null, actor: null, redaction: null };

/** A text of the examiner's, Markdown, as narratives of findings are. */
export const LONGEST_TEXT = 100_000;
const Text = z.string().max(LONGEST_TEXT);
export const LONGEST_LINE = 500;
const Line = z.string().max(LONGEST_LINE);

/** Kept in the case, versioned. All of it is the examiner's own word. */
export const ReportSettings = z.strictObject({
  /** Such as `Confidential`; on the cover and on every page. */
  classification: Line,
  /** Such as `Privileged and confidential: prepared at the request of counsel`. */
  privilege: Line,
  /** Empty: a skeleton drafted from the findings stands in its place and says that it is one. */
  executiveSummary: Text,
  /** Of an expert statement. */
  authority: Text,
  instructions: Text,
  qualifications: Text,
  opinion: Text,
  /** Other explanations that were considered, and why they were given up. */
  alternatives: Text,
  /** What is assumed beside what every report says. */
  assumptions: Text,
  /** SHA-256 of the organisation's picture; null for none. */
  logo: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable(),
  /** What was chosen last, for the next report. */
  options: ReportOptions.nullable(),
});
export type ReportSettings = z.infer<typeof ReportSettings>;

export const NO_SETTINGS: ReportSettings = {
  classification: '',
  privilege: '',
  executiveSummary: '',
  authority: '',
  instructions: '',
  qualifications: '',
  opinion: '',
  alternatives: '',
  assumptions: '',
  logo: null,
  options: null,
};

/** Bytes of a logo, at most. */
export const LARGEST_LOGO = 256 * 1024;

/** One of the files of a report in volumes. */
const ReportVolume = z.object({ path: z.string(), sha256: z.string(), pages: z.number(), exhibits: z.number() });

/** `report --json`. */
export const ReportSummary = z.object({
  /** Absolute; of a report in volumes the first. */
  path: z.string(),
  /** Of that file, lower-case hex. */
  sha256: z.string(),
  exhibits: z.number(),
  /** Of a PDF: in all volumes. */
  pages: z.number().optional(),
  /** Of a PDF in more than one. */
  volumes: z.array(ReportVolume).optional(),
  /** Of a PDF: present where the numbers of pages could not be filled into its contents. */
  unnumbered: z.literal(true).optional(),
  /** Custody entry as of which the case is told; 0 for an empty log. */
  entry: z.number(),
  redacted: z.boolean(),
  /** Path of the detached signature. */
  signature: z.string().optional(),
  /** Files under names that this report's volumes and signatures may have, and that are none of it: of an earlier, longer or signed one. Left out: none. */
  beside: z.array(z.string()).optional(),
});
export type ReportSummary = z.infer<typeof ReportSummary>;

/** `report-pack --json`. */
export const PackSummary = ReportSummary.extend({
  /** A folder, or a zip. `sha256` is that of the zip, or of the folder's SHA256SUMS. */
  kind: z.enum(['folder', 'zip']),
  /** Files of the pack that are the report: report.html, and the PDF's volumes where they were asked for. */
  reports: z.array(z.object({ name: z.string(), sha256: z.string() })),
  /** Files of the pack. */
  files: z.number(),
  /** Evidence items that exhibits lie in: put in whole, and left out (too large in all, or their bytes are not in the case). */
  items: z.number(),
  itemsLeftOut: z.number(),
});
export type PackSummary = z.infer<typeof PackSummary>;

/** What the window lists to choose from. */
export const ReportCatalogue = z.object({
  templates: z.array(z.object({ name: z.enum(REPORT_TEMPLATES), title: z.string(), about: z.string(), sections: z.array(z.string()) })),
  sections: z.array(z.object({ id: z.string(), title: z.string(), about: z.string() })),
});
export type ReportCatalogue = z.infer<typeof ReportCatalogue>;

/** A report as it would be, for the window. */
export const ReportPreview = z.object({
  /** A document of its own, whose links lead to its own anchors only. */
  html: z.string(),
  /** Of the report, not of the preview. */
  exhibits: z.number(),
});
export type ReportPreview = z.infer<typeof ReportPreview>;

/** After these acts a case cannot be told as of an earlier custody entry: the evidence grew, or was read anew. */
export const FINAL_ACTIONS = ['import', 'recover', 'rebuild', 'migrate'] as const;

/** One question of `report --verify`, with its answer in words. */
const ReportCheckLine = z.object({
  what: z.string(),
  verdict: z.enum(['holds', 'differs', 'unknown']),
  /** A sentence or two: what was compared, and what follows. */
  reason: z.string(),
});

/** `report --verify --json`. */
export const ReportCheck = z.object({
  path: z.string(),
  sha256: z.string(),
  /** The file is, byte for byte, what the case gives as of its entry, or what it noted when it was written; and nothing in the file contradicts that. Whether the case itself holds is the last line. */
  ok: z.boolean(),
  entry: z.number().nullable(),
  exhibits: z.number(),
  lines: z.array(ReportCheckLine),
});
export type ReportCheck = z.infer<typeof ReportCheck>;
