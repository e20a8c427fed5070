// Turns the PDF that Chromium printed into the report's: stated dates instead of now, title, language, what made it, a statement for machines,
// links between volumes, and ids of tags that do not depend on the process. Tags, bookmarks, pages and fonts stay as they are.
import { TrailcaseError } from '../../shared/errors.ts';
import { PRINT_SCHEME } from './job.ts';
import { xmpPacket } from './pdf-metadata.ts';
import { nextNumber, objectOf, type PdfFile, type PdfObject, pdfText, plainObject, readPdf, reference, writePdf } from './pdf-objects.ts';
import { placesOf } from './pdf-places.ts';

interface Finishing {
  title: string;
  /** BCP 47. */
  language: string;
  /** ms since epoch UTC. */
  stated: number;
  /** JSON, for machines. */
  statement: string;
  /** The program that made the document, and the version of what printed it: `Chrome 130.0.1`. */
  creator: string;
  printedBy: string;
  /** File names of all volumes' PDFs, in order: links between them are relative. */
  files: readonly string[];
}

/**
 * @returns the file, how many pages it has, and on which of them its named places are
 * Errors: PDF_FAILED, where it is not written as Chromium writes it.
 */
export function finishPdf(printed: Buffer, options: Finishing): { bytes: Buffer; pages: number; places: ReadonlyMap<string, number> } {
  const file = readPdf(printed);
  const catalog = file && dictionary(file, file.root);
  const info = file && dictionary(file, file.info);
  const pages = file && catalog ? dictionary(file, reference(catalog, 'Pages')) : null;
  const [, count] = /\/Count (\d+)/.exec(pages ?? '') ?? [];
  if (!file || file.info === null || !catalog || !info || count === undefined) throw unknownForm();
  if (!/\/MarkInfo\b/.test(catalog) || !/\/StructTreeRoot\b/.test(catalog)) throw unknownForm('it has no tags');
  const producer = `${/\/Producer \(((?:[^()\\]|\\.)*)\)/.exec(info)?.[1] ?? 'Chromium'} (${options.printedBy})`;
  const stated = new Date(options.stated).toISOString();
  const replaced = new Map<number, string>();
  replaced.set(
    file.info,
    `<</Title ${pdfText(options.title)}\n/Creator ${pdfText(options.creator)}\n/Producer ${pdfText(producer)}\n/CreationDate ${date(stated)}\n/ModDate ${date(stated)}>>`,
  );
  const outline = /\/Outlines\b/.test(catalog) ? '\n/PageMode /UseOutlines' : '';
  const shown = /\/ViewerPreferences\b/.test(catalog) ? '' : '\n/ViewerPreferences <</DisplayDocTitle true>>';
  const language = `\n/Lang ${pdfText(options.language)}`;
  const kept = catalog
    .replace(/\s*\/Lang \((?:[^()\\]|\\.)*\)/, '')
    .replace(/\s*\/(?:PageMode \/\w+|Metadata \d+ 0 R)/g, '')
    .replace(/>>$/, '');
  replaced.set(file.root, `${kept}${language}${outline}${shown}\n/Metadata ${nextNumber(file)} 0 R>>`);
  const xmp = xmpPacket(
    { title: options.title, language: options.language, stated, statement: options.statement },
    options.creator,
    producer,
  );
  const metadata = Buffer.concat([
    Buffer.from(`<</Type /Metadata\n/Subtype /XML\n/Length ${xmp.length}>>\nstream\n`, 'latin1'),
    xmp,
    Buffer.from('\nendstream', 'latin1'),
  ]);
  const tags = dictionary(file, reference(catalog, 'StructTreeRoot'));
  const changed = linksAndIds(file, options.files, tags === null ? null : reference(tags, 'IDTree'));
  return {
    bytes: writePdf(file, (object) => replaced.get(object.number) ?? changed(object), [metadata]),
    pages: Number(count),
    places: placesOf(file),
  };
}

function dictionary(file: PdfFile, number: number | null): string | null {
  const object = objectOf(file, number);
  const text = object && plainObject(file, object);
  return text?.startsWith('<<') && text.endsWith('>>') ? text : null;
}

/** `D:20260221182618+00'00'` */
function date(iso: string): string {
  return `(D:${iso.slice(0, 19).replace(/\D/g, '')}+00'00')`;
}

const NODE = /\(node(\d{8,})\)/g;
const LINK = new RegExp(`/A <<[^<>]*/URI \\(${PRINT_SCHEME}://((?:[^()\\\\]|\\\\.)*)\\)[^<>]*>>`);

/** A piece of the list in which tags are looked up by id. */
const LIST = /\/(?:Names|Limits) \[\(node\d/;
const ENTRY = /\(node(\d{8,})\) (\d{1,9} 0 R)/g;

/**
 * Other bodies of objects where they change: of links that left the page, and of ids of tags. Chromium counts ids through a process, in an order that depends
 * on its timing: they are numbered anew as they stand in the file, and their list is written again in that order, whole.
 * Text in strings cannot pose as an id: its brackets are escaped.
 * @param list number of the object that holds the list, or points to its pieces
 */
function linksAndIds(file: PdfFile, files: readonly string[], list: number | null): (object: PdfObject) => string | null {
  const order = new Map<string, string>();
  const pieces = new Set<number>();
  const entries: [id: string, to: string][] = [];
  for (const object of file.objects) {
    const body = plainObject(file, object);
    if (body === null) continue;
    if (LIST.test(body)) {
      pieces.add(object.number);
      for (const [, id, to] of body.matchAll(ENTRY)) entries.push([id as string, to as string]);
    } else
      for (const [, id] of body.matchAll(NODE))
        if (!order.has(id as string)) order.set(id as string, `(node${String(order.size + 1).padStart(8, '0')})`);
  }
  const named = (id: string): string => order.get(id) ?? `(node${id})`;
  return (object) => {
    if (list !== null && object.number === list) {
      const sorted = entries.map(([id, to]) => `${named(id)} ${to}`).sort();
      return `<</Names [${sorted.join('\n')}]>>`;
    }
    if (list !== null && pieces.has(object.number)) return 'null';
    const body = plainObject(file, object);
    if (body === null) return null;
    const linked = body.includes(`${PRINT_SCHEME}:`) ? body.replace(LINK, (_, address: string) => action(address, files)) : body;
    const changed = linked.replace(NODE, (_, id: string) => named(id));
    return changed === body ? null : changed;
  };
}

/** To a place in another volume, where there is one; else the link leads nowhere, and its text stays. */
function action(address: string, files: readonly string[]): string {
  const [, volume, place] = /^report\/volume-(\d{1,6})\.html(?:#([a-z0-9-]{1,100}))?$/.exec(address) ?? [];
  const name = files[Number(volume ?? 0) - 1];
  if (name === undefined) return '';
  // A destination of Chromium is a name, not a string: ISO 32000-1, 12.6.4.3 and 12.3.2.3.
  const to = place === undefined ? '[0 /Fit]' : `/${place}`;
  return `/A <</Type /Action\n/S /GoToR\n/F <</Type /Filespec\n/F ${pdfText(name)}\n/UF ${pdfText(name)}>>\n/D ${to}>>`;
}

function unknownForm(why = 'its form is not known'): TrailcaseError {
  return new TrailcaseError(
    'PDF_FAILED',
    `The PDF that was printed cannot be completed: ${why}`,
    'Write the report as HTML, and use the Electron that Trailcase was tested with.',
  );
}
