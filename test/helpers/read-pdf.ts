// Reads a PDF with a library that is none of ours (PDF.js, as the package unpdf bundles it): what a reader, a search and a screen reader get of it.
import { readFileSync } from 'node:fs';
import { getDocumentProxy } from 'unpdf';

export interface Heading {
  title: string;
  /** From 1. */
  page: number;
  items: Heading[];
}

export interface PdfRead {
  info: Record<string, unknown>;
  isTagged: boolean;
  /** Text of each page; pieces that stand apart are separated by a space. */
  pages: string[];
  outline: Heading[];
  /** How often each kind of tag stands in the document. */
  tags: Record<string, number>;
  /** Where links lead: page of this file (from 1) or address. */
  links: { page: number; to: number | string }[];
  /** Named places, and the page of each. */
  places: Record<string, number>;
}

interface Node {
  role?: string;
  children?: Node[];
}

export async function readPdfFile(path: string): Promise<PdfRead> {
  const file = await getDocumentProxy(new Uint8Array(readFileSync(path)));
  try {
    const pageOf = async (dest: unknown): Promise<number> => {
      const explicit = typeof dest === 'string' ? await file.getDestination(dest) : (dest as unknown[]);
      return (await file.getPageIndex(explicit?.[0] as never)) + 1;
    };
    type Item = Awaited<ReturnType<typeof file.getOutline>>[number];
    const headings = (items: Item[]): Promise<Heading[]> =>
      Promise.all(items.map(async ({ title, dest, items }) => ({ title, page: await pageOf(dest), items: await headings(items) })));
    const tags: Record<string, number> = {};
    const count = ({ role, children = [] }: Node): void => {
      if (role) tags[role] = (tags[role] ?? 0) + 1;
      children.forEach(count);
    };
    const pages: string[] = [];
    const links: PdfRead['links'] = [];
    for (let number = 1; number <= file.numPages; number++) {
      const page = await file.getPage(number);
      const { items } = await page.getTextContent();
      pages.push(items.map((item) => ('str' in item ? item.str + (item.hasEOL ? ' ' : '') : '')).join(''));
      count(((await page.getStructTree()) as Node | null) ?? {});
      for (const { subtype, dest, url, unsafeUrl } of await page.getAnnotations())
        if (subtype === 'Link') links.push({ page: number, to: dest ? await pageOf(dest) : (unsafeUrl ?? url ?? '') });
    }
    const named = Object.entries(await file.getDestinations());
    return {
      info: (await file.getMetadata()).info as Record<string, unknown>,
      isTagged: ((await file.getMarkInfo()) as { Marked?: boolean } | null)?.Marked === true,
      pages,
      outline: await headings((await file.getOutline()) ?? []),
      tags,
      links,
      places: Object.fromEntries(await Promise.all(named.map(async ([name, dest]) => [name, await pageOf(dest)] as const))),
    };
  } finally {
    await file.cleanup();
  }
}
