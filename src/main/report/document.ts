// The report as a whole: head, contents and all sections, in pieces; or one volume of it.
import type { VerifySummary } from '../../shared/domain.ts';
import type { Judged } from '../../shared/integrity.ts';
import { PLAIN_REPORT, type ReportOptions } from '../../shared/report.ts';
import { formatTime } from '../../shared/time.ts';
import { showAsOf } from '../case/as-of.ts';
import type { ReadConnection } from '../case/open.ts';
import type { JobControl } from '../jobs/progress.ts';
import { loadContext, type ReportContext } from './context.ts';
import type { Exhibit } from './exhibits.ts';
import { html, type Markup, plainCaseText, shownText } from './html.ts';
import { identityOf } from './identity.ts';
import { homeOf, type Whereabouts, withLinks } from './links.ts';
import { anchor, link, value } from './parts.ts';
import type { Section } from './sections/section.ts';
import { STYLE } from './style.ts';
import { sectionsOf } from './templates.ts';
import { DOCUMENT } from './wording.ts';
import { PAGES, TEMPLATES } from './wording-templates.ts';

/** Stands first in the head, before anything that it could be too late for. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

/** Exhibits of one volume at most: a PDF of many more cannot be printed. Measured: reference/engineering-notes. */
export const VOLUME_EXHIBITS = 500;

/** Exhibits that a preview shows. */
export const PREVIEW_EXHIBITS = 20;

export interface Volume {
  /** From 1. */
  number: number;
  of: number;
}

/** Where a report ends up, in pieces: UTF-16 text to be encoded as UTF-8. */
export type Write = (text: string) => void;

export interface ReportControl extends JobControl {
  options?: ReportOptions | undefined;
  /** What AWS's digests say of items, by item hash; left out where that was not judged. */
  judged?: ReadonlyMap<string, Judged> | undefined;
  /** Few exhibits, and marked as a preview. */
  preview?: boolean | undefined;
  /**
   * Called as each section begins. What it throws ends the report.
   * @param done sections written
   * @param all sections there are
   */
  onSection?: ((done: number, all: number) => void) | undefined;
}

/** What is known of a report once it is written. */
export interface WrittenReport {
  exhibits: number;
  /** Custody entry as of which the case is told; 0 for an empty log. */
  entry: number;
  title: string;
  /** What stands on every page, in the order in which it is read; empty ones left out. */
  marks: string[];
  /** ms UTC */
  statedTime: number | null;
  /** JSON that says what this report is, as it stands in the document's head. */
  identity: string;
}

interface Part {
  context: ReportContext;
  sections: readonly Section[];
  prepared: ReadonlyMap<string, unknown>;
  volume: Volume | null;
  preview: boolean;
}

/**
 * Writes the report of a case as one self-contained HTML document, in pieces. The same case, verification and options give the same text. Reads one state of
 * the case, also when another connection writes meanwhile.
 * @param db of its own: as of an earlier entry, what came later is out of sight of it meanwhile
 * @param verification as `verify` gave it; its `seconds` are not printed
 * Errors: REPORT_STATE_GONE, REPORT_SECTION_UNKNOWN, REDACTION_SALT_MISSING, PATTERN_INVALID, CANCELLED.
 */
export async function writeReport(
  db: ReadConnection,
  verification: VerifySummary,
  write: Write,
  control: ReportControl = {},
): Promise<WrittenReport> {
  return await withReport(db, verification, control, (report) => report.write(null, write));
}

/** A report that was read and prepared, to be written as a whole or in volumes. */
export interface OpenReport {
  exhibits: number;
  /** How many volumes of at most VOLUME_EXHIBITS exhibits it has; 1 where one is enough. */
  volumes: number;
  /** Exhibits of a volume. */
  exhibitsIn(volume: number): number;
  /** @param volume null: all in one */
  write(volume: Volume | null, write: Write): WrittenReport;
}

/** Reads and prepares a report; what it gives is good only within `use`. Errors as of writeReport. */
export async function withReport<T>(
  db: ReadConnection,
  verification: VerifySummary,
  control: ReportControl,
  use: (report: OpenReport) => T | Promise<T>,
): Promise<T> {
  const options = control.options ?? PLAIN_REPORT;
  return await inOneState(db, async () => {
    const restore = options.asOf === null ? () => {} : showAsOf(db, options.asOf);
    try {
      const context = loadContext(db, asOfThen(db, verification), options, control.judged);
      if (control.preview) context.exhibits.splice(PREVIEW_EXHIBITS);
      const sections = sectionsOf(options);
      const prepared = new Map<string, unknown>();
      for (const one of sections) if (one.prepare) prepared.set(one.id, await one.prepare(context, control));
      const volumes = Math.max(1, Math.ceil(context.exhibits.length / VOLUME_EXHIBITS));
      const isSplit = volumes > 1 && sections.some(({ id }) => id === 'exhibits');
      return await use({
        exhibits: context.exhibits.length,
        volumes: isSplit ? volumes : 1,
        exhibitsIn: (volume) => (isSplit ? inVolume(context.exhibits, volume).length : context.exhibits.length),
        write: (volume, write) =>
          writePart(
            { context, sections, prepared, volume: volume && volume.of > 1 ? volume : null, preview: control.preview === true },
            write,
            control,
          ),
      });
    } finally {
      restore();
    }
  });
}

function writePart(part: Part, write: Write, control: ReportControl): WrittenReport {
  const { context, sections } = part;
  const where = whereabouts(part);
  for (const piece of pieces(part, (section) => control.onSection?.(section, sections.length)))
    write(withLinks(piece.render(context.redaction), where));
  const entry = context.custody.at(-1)?.seq ?? 0;
  return {
    exhibits: context.exhibits.length,
    entry,
    title: titleOf(context),
    marks: marksOf(context),
    statedTime: context.statedTime,
    identity: identityOf(context),
  };
}

/** What the newest verification says of the state that is told: entries and seals that came later are not of it. */
function asOfThen(db: ReadConnection, verification: VerifySummary): VerifySummary {
  const count = (table: 'custody' | 'seals'): number => db.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number;
  const seals = count('seals');
  return {
    ...verification,
    custody: { ...verification.custody, entries: Math.min(verification.custody.entries, count('custody')) },
    seals: verification.seals.filter(({ number }) => number <= seals),
  };
}

function titleOf({ facts, options, redaction }: ReportContext): string {
  return `${TEMPLATES[options.template].kicker}: ${facts.title === '' ? DOCUMENT.untitled : shownText(facts.title, 'text', redaction)}`;
}

/** Whether the report is redacted comes first: it must not be cut. */
function marksOf({ redaction, settings, facts, zone, custody, statedTime }: ReportContext): string[] {
  const last = custody.at(-1);
  return [
    ...(redaction === null ? [] : [PAGES.redactedShort]),
    ...[settings.privilege, settings.classification, facts.number].map((text) => shownText(text, 'note', redaction)),
    last && statedTime !== null ? PAGES.asOf(last.seq, formatTime(statedTime, zone)) : '',
  ].filter((text) => text !== '');
}

function head(part: Part): Markup {
  const { context, volume, preview } = part;
  const { facts, options, settings, logo, redaction } = context;
  return html`<!DOCTYPE html>
<html lang="en">
<head>
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta charset="utf-8">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="trailcase-report" content="${identityOf(context)}">
<title>${titleOf(context)}</title>
${STYLE}
</head>
<body>
${redaction === null ? null : html`<div class="page-mark" role="note">${PAGES.redacted}</div>\n`}<header>
${logo === null ? null : html`<img class="logo" alt="" src="data:${logo.media};base64,${logo.bytes.toString('base64')}">\n`}<p class="kicker">${TEMPLATES[options.template].kicker}${
    settings.classification === '' ? null : html` <strong class="classification">${plainCaseText(settings.classification, 'note')}</strong>`
  }</p>
${settings.privilege === '' ? null : html`<p class="privilege">${plainCaseText(settings.privilege, 'note')}</p>\n`}<h1>${facts.title === '' ? DOCUMENT.untitled : value(facts.title)}</h1>
${volume === null ? null : html`<p>${volumeText(context, volume)}</p>\n`}${preview ? html`<p class="box">${PAGES.preview(context.exhibits.length)}</p>\n` : null}</header>
`;
}

function volumeText({ exhibits }: ReportContext, { number, of }: Volume): string {
  const own = inVolume(exhibits, number);
  return PAGES.volumeText(number, of, own[0]?.number ?? 0, own.at(-1)?.number ?? 0);
}

function inVolume(exhibits: readonly Exhibit[], volume: number): Exhibit[] {
  return exhibits.slice((volume - 1) * VOLUME_EXHIBITS, volume * VOLUME_EXHIBITS);
}

/** Volumes after the first have the cover and their exhibits. */
function sectionsIn({ sections, volume }: Part): readonly Section[] {
  return volume === null || volume.number === 1 ? sections : sections.filter(({ id }) => id === 'case' || id === 'exhibits');
}

function whereabouts(part: Part): Whereabouts {
  const { sections, volume, context } = part;
  const all = new Set(sections.map(({ id }) => id));
  const shown = context.exhibits.length;
  return (name) => {
    const home = homeOf(name);
    if (name === 'contents') return 'here';
    if (!all.has(home)) return 'nowhere';
    const exhibit = name.startsWith('exhibit-') ? Number(name.slice('exhibit-'.length)) : 0;
    if (exhibit > shown) return 'nowhere';
    if (volume === null) return 'here';
    const there = exhibit > 0 ? Math.ceil(exhibit / VOLUME_EXHIBITS) : home === 'case' || name === 'section-exhibits' ? volume.number : 1;
    return there === volume.number ? 'here' : { says: PAGES.inVolume(there), file: `volume-${there}.html` };
  };
}

function contents({ sections }: Part): Markup {
  return html`<nav class="contents" aria-labelledby="contents"><h3 id="contents">${DOCUMENT.contents}</h3>
<ol>${sections.map((one) => html`<li>${link(anchor('section', one.id), one.title)}</li>`)}</ol></nav>\n`;
}

/** A heading that may stand in the middle of a printed page. */
const FLOW = html` class="flow"`;

/** Every piece of the document in order; the caller tells when a section begins, by its index. */
function* pieces(part: Part, begin: (section: number) => void): Generator<Markup> {
  const { context, prepared, volume } = part;
  yield head(part);
  for (const [i, section] of sectionsIn(part).entries()) {
    begin(i);
    const id = anchor('section', section.id);
    const number = part.sections.indexOf(section) + 1;
    // The cover's heading is the document's; the contents follow it on the first page.
    yield html`<section id="${id}">\n${i === 0 ? null : html`<h2${section.newPage ? null : FLOW}>${number}. ${section.title}</h2>\n`}`;
    const shown =
      section.id === 'exhibits' && volume !== null ? { ...context, exhibits: inVolume(context.exhibits, volume.number) } : context;
    yield* section.render(shown, prepared.get(section.id));
    yield html`</section>\n`;
    if (i === 0) yield contents(part);
  }
  yield html`</body>\n</html>\n`;
}

/** The report as one string: for tests, previews and small cases. */
export async function renderReport(
  db: ReadConnection,
  verification: VerifySummary,
  control: ReportControl = {},
): Promise<{ html: string } & WrittenReport> {
  const texts: string[] = [];
  const written = await writeReport(db, verification, (text) => texts.push(text), control);
  return { html: texts.join(''), ...written };
}

/** A read transaction sees one state of the database from its first statement on. */
async function inOneState<T>(db: ReadConnection, work: () => Promise<T>): Promise<T> {
  if (db.inTransaction) return await work();
  db.prepare('BEGIN').run();
  try {
    return await work();
  } finally {
    db.prepare('COMMIT').run();
  }
}
