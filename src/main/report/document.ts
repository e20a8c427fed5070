// The report as a whole: head, contents and all sections, in pieces.
import type { VerifySummary } from '../../shared/domain.ts';
import type { Judged } from '../../shared/integrity.ts';
import type { ReadConnection } from '../case/open.ts';
import { loadContext, type ReportContext } from './context.ts';
import { html, type Markup } from './html.ts';
import { anchor, link, value } from './parts.ts';
import { SECTIONS } from './sections/index.ts';
import { STYLE } from './style.ts';
import { DOCUMENT } from './wording.ts';

/** Stands first in the head, before anything that it could be too late for. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

function head(context: ReportContext): Markup {
  return html`<!DOCTYPE html>
<html lang="en">
<head>
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta charset="utf-8">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${DOCUMENT.title(context.facts.title || DOCUMENT.untitled)}</title>
${STYLE}
</head>
<body>
<header>
<p class="kicker">${DOCUMENT.kicker}</p>
<h1>${context.facts.title === '' ? DOCUMENT.untitled : value(context.facts.title)}</h1>
</header>
`;
}

function contents(): Markup {
  return html`<nav class="contents" aria-labelledby="contents"><h3 id="contents">${DOCUMENT.contents}</h3>
<ol>${SECTIONS.map((section) => html`<li>${link(anchor('section', section.id), section.title)}</li>`)}</ol></nav>\n`;
}

/** A heading that may stand in the middle of a printed page. */
const FLOW = html` class="flow"`;

/** Every piece of the document in order; the caller tells when a section begins, by its index. */
function* pieces(context: ReportContext, begin: (section: number) => void): Generator<Markup> {
  yield head(context);
  for (const [i, section] of SECTIONS.entries()) {
    begin(i);
    const id = anchor('section', section.id);
    // The cover's heading is the document's; the contents follow it on the first page.
    yield html`<section id="${id}">\n${i === 0 ? null : html`<h2${section.newPage ? null : FLOW}>${i + 1}. ${section.title}</h2>\n`}`;
    yield* section.render(context);
    yield html`</section>\n`;
    if (i === 0) yield contents();
  }
  yield html`</body>\n</html>\n`;
}

export interface ReportControl {
  /** What AWS's digests say of items, by item hash; left out where that was not judged. */
  judged?: ReadonlyMap<string, Judged> | undefined;
  /**
   * Called as each section begins. What it throws ends the report: so a job is cancelled.
   * @param done sections written
   * @param all sections there are
   */
  onSection?: ((done: number, all: number) => void) | undefined;
}

/**
 * Writes the report of a case as one self-contained HTML document, in pieces. The same case and the same verification
 * give the same text. Reads one state of the case, also when another connection writes meanwhile.
 * @param verification as `verify` gave it; its `seconds` are not printed
 * @param write takes UTF-16 text to be encoded as UTF-8; called many times
 * @returns the number of exhibits
 */
export function writeReport(
  db: ReadConnection,
  verification: VerifySummary,
  write: (text: string) => void,
  control: ReportControl = {},
): { exhibits: number } {
  return inOneState(db, () => {
    const context = loadContext(db, verification, control.judged);
    for (const piece of pieces(context, (section) => control.onSection?.(section, SECTIONS.length))) write(piece.text);
    return { exhibits: context.exhibits.length };
  });
}

/** The report as one string: for tests and small cases. */
export function renderReport(db: ReadConnection, verification: VerifySummary): { html: string; exhibits: number } {
  const texts: string[] = [];
  const { exhibits } = writeReport(db, verification, (text) => texts.push(text));
  return { html: texts.join(''), exhibits };
}

/** A read transaction sees one state of the database from its first statement on. */
function inOneState<T>(db: ReadConnection, work: () => T): T {
  if (db.inTransaction) return work();
  db.prepare('BEGIN').run();
  try {
    return work();
  } finally {
    db.prepare('COMMIT').run();
  }
}
