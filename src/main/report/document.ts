// The report as a whole: head, contents and all sections, in pieces; or one volume of it.
import type { VerifySummary } from '../../shared/domain.ts';
import { TrailcaseError } from '../../shared/errors.ts';
import type { Judged } from '../../shared/integrity.ts';
import { PLAIN_REPORT, type ReportOptions, type ReportSettings } from '../../shared/report.ts';
import { formatTime } from '../../shared/time.ts';
import { showAsOf } from '../case/as-of.ts';
import type { StoredRow } from '../case/event-rows.ts';
import type { ReadConnection } from '../case/open.ts';
import { breathe, type JobControl } from '../jobs/progress.ts';
import { loadContext, PREVIEW_RECORDS, type ReportContext } from './context.ts';
import { narrowToDossier } from './dossier-exhibits.ts';
import { html, type Markup, plainCaseText, type ShownPiece, shownPieces, shownText } from './html.ts';
import { identityOf } from './identity.ts';
import { type Beside, homeOf, type Whereabouts, withLinks } from './links.ts';
import { anchor, link, value } from './parts.ts';
import { beginningOf } from './preview-cut.ts';
import type { Section } from './sections/section.ts';
import { STYLE } from './style.ts';
import { sectionsOf } from './templates.ts';
import { volumeHead } from './volume-head.ts';
import { isIn, type LongSection, planVolumes, stretched, type Volume, volumeFinder, volumeText } from './volumes.ts';
import { DOCUMENT, FLAGS, PAGES, PREVIEW, TEMPLATES } from './wording/index.ts';

/** Stands first in the head, before anything that it could be too late for. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

/** Exhibits that a preview shows. */
const PREVIEW_EXHIBITS = 20;
/** Characters of one of its sections, about. */
const PREVIEW_SECTION = 150_000;

/** Where a report ends up, in pieces: UTF-16 text to be encoded as UTF-8. */
export type Write = (text: string) => void;

export interface ReportControl extends JobControl {
  options?: ReportOptions | undefined;
  /** What AWS's digests say of items, by item hash; left out where that was not judged. */
  judged?: ReadonlyMap<string, Judged> | undefined;
  /** In place of the texts that are stored: for a preview of what is not saved yet. */
  settings?: ReportSettings | undefined;
  /** Few exhibits, long sections cut, nothing hashed, and marked as a preview. */
  preview?: boolean | undefined;
  /** Rows of records, where they are known already. */
  rowOf?: ((record: number) => StoredRow) | undefined;
  /** Whether what a redaction hides is to be opened, by whoever holds the case. */
  opens?: boolean | undefined;
  /** How much of its long lists a volume holds, where not PER_VOLUME. */
  perVolume?: Readonly<Record<LongSection, number>> | undefined;
  /** Of a preview that is redacted with another salt than the report will be. */
  throwAwaySalt?: boolean | undefined;
  /**
   * Called as each section begins. What it throws ends the report.
   * @param done sections written
   * @param all sections there are
   */
  onSection?: ((done: number, all: number) => void) | undefined;
  /** Called before each piece of a section, of which a long one has thousands. What it throws ends the report. */
  onPiece?: (() => void) | undefined;
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
  volumes: readonly Volume[];
  volume: Volume | null;
  /** null: the report itself. */
  preview: { exhibits: number; throwAwaySalt: boolean } | null;
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
  /** What its sections read. */
  context: ReportContext;
  exhibits: number;
  /** In order; one where that is enough. */
  readonly volumes: readonly Volume[];
  /** Plans `volumes` anew. @param share of PAGES_PER_VOLUME */
  split(share: number): void;
  /** @param volume null: all in one */
  write(volume: Volume | null, write: Write): Promise<WrittenReport>;
}

/** Pieces between two pauses, in which a signal is heard that ends the work: each is a few hundred microseconds of it. */
const PIECES = 64;

/** Errors: CANCELLED. */
async function pause({ signal }: JobControl): Promise<void> {
  await breathe();
  if (signal?.aborted) throw new TrailcaseError('CANCELLED', 'The report was cancelled');
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
      const context = loadContext(db, asOfThen(db, verification), options, control);
      await pause(control);
      if (options.template === 'dossier') await narrowToDossier(context, control);
      const preview = control.preview ? { exhibits: context.exhibits.length, throwAwaySalt: control.throwAwaySalt === true } : null;
      if (preview) context.exhibits.splice(PREVIEW_EXHIBITS);
      const sections = sectionsOf(options);
      const prepared = new Map<string, unknown>();
      for (const one of sections)
        if (one.prepare && !(preview && WHEN_WRITTEN.has(one.id))) {
          prepared.set(one.id, await one.prepare(context, control));
          await pause(control);
        }
      let volumes = planVolumes(context, sections, control.perVolume);
      return await use({
        context,
        exhibits: context.exhibits.length,
        get volumes() {
          return volumes;
        },
        split: (share) => {
          volumes = planVolumes(context, sections, control.perVolume, share);
        },
        write: async (volume, write) => {
          const whole = { context, sections, prepared, volumes, volume: null, preview };
          await countHidden(whole, control);
          return await writePart({ ...whole, volume: volume && volume.of > 1 ? volume : null }, write, control);
        },
      });
    } finally {
      restore();
    }
  });
}

/** Writes a redacted report once for nobody: its list of what is hidden is whole wherever it stands, also in the first of many volumes. */
async function countHidden(part: Part, control: ReportControl): Promise<void> {
  const { redaction } = part.context;
  if (redaction === null || redaction.ledger.isFull) return;
  let count = 0;
  for (const piece of pieces(part, () => control.onSection?.(0, part.sections.length)))
    if (typeof piece !== 'string') {
      control.onPiece?.();
      piece.render(redaction);
      if (++count % PIECES === 0) await pause(control);
    }
  redaction.ledger.complete();
}

async function writePart(part: Part, write: Write, control: ReportControl): Promise<WrittenReport> {
  const { context, sections } = part;
  const where = whereabouts(part);
  const beside = besideLinks(context);
  let count = 0;
  for (const piece of pieces(part, (section) => control.onSection?.(section, sections.length))) {
    control.onPiece?.();
    write(withLinks(typeof piece === 'string' ? piece : piece.render(context.redaction), where, beside));
    if (++count % PIECES === 0) await pause(control);
  }
  const entry = context.custody.at(-1)?.seq ?? 0;
  return {
    exhibits: part.preview?.exhibits ?? context.exhibits.length,
    entry,
    title: titleOf(context),
    marks: marksOf(context),
    statedTime: context.statedTime,
    identity: identityOf(context),
  };
}

/** A contradicted exhibit is never cited without saying so. */
function besideLinks({ flags }: ReportContext): Beside {
  if (flags.size === 0) return () => '';
  return (name) => {
    const flag = name.startsWith('exhibit-') ? flags.get(Number(name.slice('exhibit-'.length))) : undefined;
    if (flag === undefined) return '';
    return [...(flag.altered ? [FLAGS.altered] : []), ...(flag.conflict ? [FLAGS.conflict] : [])].join(', ');
  };
}

/** What the newest verification says of the state that is told: entries and seals that came later are not of it. */
function asOfThen(db: ReadConnection, verification: VerifySummary): VerifySummary {
  const count = (table: 'custody' | 'seals'): number => db.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number;
  const seals = count('seals');
  const entries = Math.min(verification.custody.entries, count('custody'));
  const later = verification.custody.entries - entries;
  return {
    ...verification,
    custody: { ...verification.custody, entries },
    seals: verification.seals
      .filter(({ number }) => number <= seals)
      .map((seal) => ({ ...seal, since: { ...seal.since, custodyEntries: Math.max(0, seal.since.custodyEntries - later) } })),
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
${logo === null ? null : picture(logo, redaction?.logo() ?? null)}<p class="kicker">${TEMPLATES[options.template].kicker}${
    settings.classification === '' ? null : html` <strong class="classification">${plainCaseText(settings.classification, 'note')}</strong>`
  }</p>
${settings.privilege === '' ? null : html`<p class="privilege">${plainCaseText(settings.privilege, 'note')}</p>\n`}<h1>${facts.title === '' ? DOCUMENT.untitled : value(facts.title)}</h1>
${volume === null ? null : html`<p>${volumeText(volume)}</p>\n`}${preview === null ? null : previewBox(context, preview)}</header>
`;
}

/** The organisation's picture, or the mark in its place. */
function picture({ media, bytes }: NonNullable<ReportContext['logo']>, mark: ShownPiece | null): Markup {
  if (mark !== null) return html`<p class="logo">${shownPieces([mark])}</p>\n`;
  return html`<img class="logo" alt="" src="data:${media};base64,${bytes.toString('base64')}">\n`;
}

function previewBox({ exhibits, redaction }: ReportContext, { exhibits: all, throwAwaySalt }: NonNullable<Part['preview']>): Markup {
  const sentences = [
    PREVIEW.box(exhibits.length, all),
    ...(throwAwaySalt ? [PREVIEW.throwAwaySalt] : []),
    ...(redaction !== null && all > PREVIEW_RECORDS ? [PREVIEW.namesOf(PREVIEW_RECORDS)] : []),
  ];
  return html`<p class="box">${sentences.join(' ')}</p>\n`;
}

function sectionsIn({ sections, volume }: Part): readonly Section[] {
  return volume === null ? sections : sections.filter((one) => isIn(volume, one));
}

function whereabouts(part: Part): Whereabouts {
  const { sections, volumes, volume, context } = part;
  const volumeOf = volumeFinder(context, volumes);
  const all = new Set(sections.map(({ id }) => id));
  const exhibits = new Set(context.exhibits.map(({ number }) => anchor('exhibit', number)));
  return (name) => {
    const home = homeOf(name, (id) => all.has(id));
    if (name === 'contents') return 'here';
    if (!all.has(home)) return 'nowhere';
    if (name.startsWith('exhibit-') && !exhibits.has(name)) return 'nowhere';
    if (volume === null) return 'here';
    const there = volumeOf(name) ?? (home === 'case' || sectionsIn(part).some(({ id }) => name === `section-${id}`) ? volume.number : 1);
    return there === volume.number ? 'here' : { says: PAGES.inVolume(there), file: `volume-${there}.html` };
  };
}

function contents(part: Part): Markup {
  const { sections, volume } = part;
  const further = volume !== null && volume.number > 1;
  const line = (one: Section): Markup => html`<li>${link(anchor('section', one.id), one.title)}</li>`;
  // The cover of a further volume is a few lines above. Its sections keep their numbers, which need not follow each other.
  const lists = further
    ? sectionsIn(part)
        .filter(({ id }) => id !== 'case')
        .map((one) => html`<ol start="${sections.indexOf(one) + 1}">${line(one)}</ol>`)
    : [html`<ol>${sections.map(line)}</ol>`];
  return html`<nav class="contents" aria-labelledby="contents"><h3 id="contents">${further ? PAGES.contentsOfVolume : DOCUMENT.contents}</h3>
${lists}</nav>\n`;
}

/** A heading that may stand in the middle of a printed page. */
const FLOW = html` class="flow"`;

/** A brief is to be a few pages: only its summary has one of its own. */
function onNewPage({ id, newPage }: Section, { options }: ReportContext): boolean {
  return newPage === true && (options.template !== 'brief' || id === 'executive');
}

/** The short head of a further volume leaves room on its page. */
function followsVolumeHead({ volume }: Part, index: number): boolean {
  return volume !== null && volume.number > 1 && index === 1;
}

/** Their content is what a verification finds, or a hash over everything: a preview has neither. */
const WHEN_WRITTEN = new Set(['verification', 'roots']);

function* previewOf(section: Section, context: ReportContext, prepared: unknown): Generator<Markup | string> {
  if (WHEN_WRITTEN.has(section.id)) yield html`<p class="box">${PREVIEW.whenWritten}</p>\n`;
  else yield* beginningOf(section.render(context, prepared), PREVIEW_SECTION, context.redaction);
}

/** Every piece of the document in order, as markup or as HTML; the caller tells when a section begins, by its index. */
function* pieces(part: Part, begin: (section: number) => void): Generator<Markup | string> {
  const { context, prepared, volume } = part;
  yield head(part);
  for (const [i, section] of sectionsIn(part).entries()) {
    begin(i);
    const id = anchor('section', section.id);
    const number = part.sections.indexOf(section) + 1;
    // The cover's heading is the document's; the contents follow it on the first page.
    yield html`<section id="${id}">\n${i === 0 ? null : html`<h2${onNewPage(section, context) && !followsVolumeHead(part, i) ? null : FLOW}>${number}. ${section.title}</h2>\n`}`;
    const shown = volume !== null ? stretched(section, context, volume) : context;
    if (volume !== null && volume.number > 1 && section.id === 'case') yield volumeHead(context, part.volumes, volume);
    else
      yield* part.preview === null ? section.render(shown, prepared.get(section.id)) : previewOf(section, shown, prepared.get(section.id));
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
