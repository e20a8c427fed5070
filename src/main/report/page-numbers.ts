// Numbers of pages in the copy of a report that is printed: beside each line of the contents and each exhibit at a glance, for paper has no links.
// Only that copy has them: the report's HTML, and so its hash, knows of no pages. Works on markup of ours, as links.ts does.

/** The page of a place, from 1; `volume` null: of this volume. null where it is not known. */
export type PageOf = (volume: number | null, place: string) => number | null;

const CONTENTS = /<nav class="contents"[\s\S]*?<\/nav>/;
const GLANCE = /<section id="section-glance">[\s\S]*?<\/section>/;
const IN_CONTENTS = /(<li>)(<a href="(?:volume-(\d{1,6})\.html)?#([a-z0-9-]+)">.*?<\/a>)/gs;
const AT_A_GLANCE = /(<tr><td>)(<a href="(?:volume-(\d{1,6})\.html)?#(exhibit-\d+)">.*?<\/a>)/gs;

/**
 * The page with numbers, or with the room for them alone: whichever it is, everything else stands at the same place, so that numbers can be read from
 * one print and put into the next.
 * @param pageOf null: room only
 */
export function withPageNumbers(html: string, pageOf: PageOf | null): string {
  const number = (_: string, before: string, link: string, volume: string | undefined, place: string): string => {
    const page = pageOf?.(volume === undefined ? null : Number(volume), place) ?? null;
    return `${before}${link}<span class="page-number">${page === null ? '' : `p. ${page}`}</span>`;
  };
  return html.replace(CONTENTS, (part) => part.replace(IN_CONTENTS, number)).replace(GLANCE, (part) => part.replace(AT_A_GLANCE, number));
}
