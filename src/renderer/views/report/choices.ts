// What can be chosen for a report, apart from the screen: sections in their order, entries of the log, reports written before, and where an error belongs.
import type { CustodyRow } from '../../../shared/domain.ts';
import { FINAL_ACTIONS, PLAIN_REPORT, type RedactionOptions, type ReportCatalogue, ReportOptions } from '../../../shared/report.ts';
import { fileStem } from '../start/file-name.ts';

export type SectionEntry = ReportCatalogue['sections'][number];

/** The cover: always there, always first. */
export const COVER = 'case';

interface Sections {
  /** In the order of the report. */
  chosen: SectionEntry[];
  /** In the order of the catalogue. */
  left: SectionEntry[];
  /** Whether these are exactly the template's. */
  isTemplate: boolean;
}

/** The sections of a template; those of an unknown one are none. */
function templateOf(catalogue: ReportCatalogue, { template }: Pick<ReportOptions, 'template'>): readonly string[] {
  return catalogue.templates.find(({ name }) => name === template)?.sections ?? [];
}

export function sectionsOf(catalogue: ReportCatalogue, options: ReportOptions): Sections {
  const byId = new Map(catalogue.sections.map((one) => [one.id, one]));
  // A section that was chosen once may be gone from a newer version.
  const ids = [...new Set([COVER, ...(options.sections ?? templateOf(catalogue, options))])];
  const chosen = ids.flatMap((id) => byId.get(id) ?? []);
  const has = new Set(chosen.map(({ id }) => id));
  return { chosen, left: catalogue.sections.filter(({ id }) => !has.has(id)), isTemplate: options.sections === null };
}

/** As the options say it: null for those of the template. */
function written(catalogue: ReportCatalogue, options: ReportOptions, ids: readonly string[]): ReportOptions['sections'] {
  const own = templateOf(catalogue, options);
  return own.length === ids.length && own.every((id, i) => id === ids[i]) ? null : [...ids];
}

const idsOf = (catalogue: ReportCatalogue, options: ReportOptions): string[] => sectionsOf(catalogue, options).chosen.map(({ id }) => id);

/** Takes a section out, or puts it where the template has it; one that the template has not comes last. The cover stays. */
export function toggled(catalogue: ReportCatalogue, options: ReportOptions, id: string): ReportOptions['sections'] {
  const ids = idsOf(catalogue, options);
  if (id === COVER) return written(catalogue, options, ids);
  if (ids.includes(id))
    return written(
      catalogue,
      options,
      ids.filter((one) => one !== id),
    );
  const own = templateOf(catalogue, options);
  const before = new Set(own.slice(0, Math.max(0, own.indexOf(id))));
  const at = own.includes(id) ? ids.findLastIndex((one) => before.has(one)) + 1 : ids.length;
  return written(catalogue, options, ids.toSpliced(at, 0, id));
}

/**
 * Moves a section to a place; nothing stands before the cover.
 * @returns undefined where that changes nothing
 */
export function moved(catalogue: ReportCatalogue, options: ReportOptions, id: string, to: number): ReportOptions['sections'] | undefined {
  const ids = idsOf(catalogue, options);
  const from = ids.indexOf(id);
  const place = Math.min(Math.max(1, to), ids.length - 1);
  if (id === COVER || from < 0 || from === place) return undefined;
  return written(catalogue, options, ids.toSpliced(from, 1).toSpliced(place, 0, id));
}

/** Whether it is to be asked whose dossier it is. */
export function needsActor(catalogue: ReportCatalogue, options: ReportOptions): boolean {
  return options.template === 'dossier' || sectionsOf(catalogue, options).chosen.some(({ id }) => id.startsWith('dossier'));
}

/** Entries as of which the case can be told, newest first; and the one before which it cannot, since it changed what events there are. */
export function entriesToTell(rows: readonly CustodyRow[]): { entries: CustodyRow[]; from: CustodyRow | null } {
  const final = new Set<string>(FINAL_ACTIONS);
  const last = rows.findLastIndex(({ action }) => final.has(action));
  return { entries: rows.slice(Math.max(0, last)).reverse(), from: rows[last] ?? null };
}

/** A report that the custody log tells of. */
export interface WrittenBefore {
  seq: number;
  at: number;
  kind: 'report' | 'pack';
  path: string;
  sha256: string;
  exhibits: number;
  /** As of which it tells the case; 0: of an empty log. */
  entry: number;
  redacted: boolean;
  /** With which it comes again; null where the log does not say, as of versions before this one. */
  options: ReportOptions | null;
}

/** Newest first. What an entry says is its writer's word: what cannot be read is left out. */
export function writtenBefore(rows: readonly CustodyRow[]): WrittenBefore[] {
  return rows
    .flatMap(({ seq, at, action, detail }): WrittenBefore[] => {
      if (action !== 'report') return [];
      const told = objectIn(detail);
      if (typeof told.path !== 'string' || typeof told.sha256 !== 'string') return [];
      const options = ReportOptions.safeParse(told.options);
      return [
        {
          seq,
          at,
          // Of a pack it says which.
          kind: told.kind === 'zip' || told.kind === 'folder' ? 'pack' : 'report',
          path: told.path,
          sha256: told.sha256,
          exhibits: typeof told.exhibits === 'number' ? told.exhibits : 0,
          entry: typeof told.entry === 'number' ? told.entry : 0,
          redacted: told.redacted === true,
          options: options.success ? options.data : null,
        },
      ];
    })
    .reverse();
}

function objectIn(json: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** Where on the screen an error of the preview belongs. */
export type ErrorPlace = 'asOf' | 'sections' | 'patterns' | 'actor' | 'preview';

export function placeOf(code: string): ErrorPlace {
  if (code === 'REPORT_STATE_GONE') return 'asOf';
  if (code === 'REPORT_SECTION_UNKNOWN') return 'sections';
  if (code === 'PATTERN_INVALID') return 'patterns';
  if (code === 'REPORT_ACTOR_MISSING' || code === 'REPORT_ACTOR_UNKNOWN') return 'actor';
  return 'preview';
}

/** A name for the file; without an ending for a folder. */
export function suggestedName(title: string, { template, redaction }: ReportOptions, ending: 'html' | 'pdf' | 'zip' | ''): string {
  const kind = template === 'full' ? '' : ` ${template}`;
  const pack = ending === 'zip' || ending === '' ? ' pack' : '';
  return `${fileStem(title)} report${kind}${pack}${redaction ? ' redacted' : ''}${ending && `.${ending}`}`;
}

/** What was chosen for the last report, for the next one: of the newest state, with sections that there still are. */
export function optionsAgain(stored: ReportOptions | null): ReportOptions {
  return { ...(stored ?? PLAIN_REPORT), asOf: null, statedTime: null };
}

/** One entry a line; empty lines are none, and none stands twice. */
export function linesOf(text: string): string[] {
  return [...new Set(text.split('\n').map((line) => line.trim()))].filter((line) => line !== '');
}

/** What a redaction leaves open that its reader may not expect. */
export function redactionWarnings(redaction: RedactionOptions): string[] {
  const { accounts, names, addresses, resources, freeText, fields, patterns, entities } = redaction;
  const any = accounts || names || addresses || resources || freeText || fields.length + patterns.length + entities.length > 0;
  return [
    ...(any ? [] : ['Only session tokens and secrets are hidden: nothing else is chosen.']),
    ...(freeText ? [] : ['What people wrote stays as it is: notes, narratives and your own texts may name what is hidden elsewhere.']),
    ...(names && !resources ? ['Names of resources stay: a bucket or role may be named after a person or a firm.'] : []),
  ];
}
