// On which page each named place of a PDF is, as Chromium writes names. Source: ISO 32000-1, 7.7.3 and 12.3.2.3.
import { type PdfFile, type PdfObject, plainObject, reference } from './pdf-objects.ts';

/** Deeper than any tree of pages that Chromium makes (eight to a node). */
const DEEPEST = 40;

/** Pages, from 1, by name; empty where the file names none. */
export function placesOf(file: PdfFile): Map<string, number> {
  const objects = new Map(file.objects.map((object) => [object.number, object]));
  const body = (number: number | null): string | null => {
    const object: PdfObject | undefined = number === null ? undefined : objects.get(number);
    return object === undefined ? null : plainObject(file, object);
  };
  const catalog = body(file.root) ?? '';
  const names = body(reference(catalog, 'Dests')) ?? '';
  const pages = new Map<number, number>();
  const walk = (number: number, depth: number): void => {
    const [, kids] = /\/Kids \[([^\]]*)\]/.exec(body(number) ?? '') ?? [];
    if (kids === undefined) pages.set(number, pages.size + 1);
    else if (depth < DEEPEST) for (const [, kid] of kids.matchAll(/(\d{1,9}) 0 R/g)) walk(Number(kid), depth + 1);
  };
  const top = reference(catalog, 'Pages');
  if (top !== null) walk(top, 0);
  const places = new Map<string, number>();
  for (const [, name, page] of names.matchAll(/\/([a-z0-9-]{1,100}) \[(\d{1,9}) 0 R /g)) {
    const at = pages.get(Number(page));
    if (at !== undefined) places.set(name as string, at);
  }
  return places;
}
