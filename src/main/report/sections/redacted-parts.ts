// Pieces of text of which a redacted report knows what they are: paths, people, sizes. In a full report they are as they are.
import { grouped } from '../../../shared/text.ts';
import type { ReportContext } from '../context.ts';
import { html, type Markup, shownPieces } from '../html.ts';
import { value } from '../parts.ts';
import type { Kind } from '../redaction/kinds.ts';

/** A path of the evidence, or of somebody's computer. */
export function filePath({ redaction }: ReportContext, path: string | null): Markup {
  return redaction === null || path === null || path === '' ? value(path) : html`<bdi>${shownPieces(redaction.path(path))}</bdi>`;
}

/** Somebody who worked on the case, as the custody log has them. */
export function person({ redaction }: ReportContext, who: string): Markup {
  return redaction === null || who === '' ? value(who) : html`<bdi>${shownPieces(redaction.person(who))}</bdi>`;
}

/** The name of something, whatever it looks like. */
export function named({ redaction }: ReportContext, text: string, kind: Kind): Markup {
  return redaction === null || text === '' ? value(text) : html`<bdi>${shownPieces(redaction.resource(text, kind))}</bdi>`;
}

/** Bytes; in a redacted report the next power of two, for an exact size would test guesses of what is hidden. */
export function roundedSize({ redaction }: ReportContext, bytes: number): string {
  return grouped(redaction === null ? bytes : powerOfTwo(bytes));
}

export function powerOfTwo(bytes: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(1, bytes)));
}
