// Links of a report that has not all sections, or is one volume of several: what a link would lead to must be there, or is said in words.
// Works on markup of ours: no text of a case can imitate it, since everything in it is escaped.

const LINK = /<a href="#([a-z0-9-]+)">(.*?)<\/a>/gs;

/** What a link holds that stands in a picture: see pictures/svg.ts. */
const PICTURE = /<(?:svg|title)>/;

/** Where an anchor is: in this document, nowhere, or in another volume: what to say of it, and the file that has it. */
export type Whereabouts = (anchor: string) => 'here' | 'nowhere' | { says: string; file: string };

/** What must stand beside every link to an anchor; '' for nothing. Words of ours. */
export type Beside = (anchor: string) => string;

/** The same markup, with links only where they lead somewhere, and with what must stand beside them. */
export function withLinks(text: string, where: Whereabouts, beside: Beside = () => ''): string {
  return text.replace(LINK, (link, anchor: string, label: string) => {
    const place = where(anchor);
    // In a picture there is no room, and HTML within one ends it; the tables below it say it.
    const isPicture = PICTURE.test(label);
    const words = isPicture ? '' : beside(anchor);
    const mark = words === '' ? '' : ` <strong class="flag">${words}</strong>`;
    if (place === 'here') return `${link}${mark}`;
    if (place === 'nowhere') return `${label}${mark}`;
    const named = isPicture ? label.replace('</title>', `${place.says}</title>`) : `${label}${inOnePiece(place.says)}`;
    return `<a href="${place.file}#${anchor}">${named}</a>${mark}`;
  });
}

/** A line may end before what is said of another volume, and nowhere in it: the number of the volume is all that paper has. */
function inOnePiece(says: string): string {
  return says.startsWith(' ') ? ` <span class="volume">${says.slice(1)}</span>` : says;
}

/** The section that anchors of a kind stand in; and the one that has them where a report lacks that. */
const HOMES: Readonly<Record<string, readonly [string, string?]>> = {
  exhibit: ['exhibits', 'glance'],
  lost: ['exhibits'],
  item: ['evidence'],
  source: ['evidence'],
  custody: ['custody'],
  finding: ['storyline', 'dates'],
  word: ['glossary'],
};

/**
 * Id of the section that has this anchor.
 * @param has whether the report has a section
 */
export function homeOf(anchor: string, has: (section: string) => boolean = () => true): string {
  const at = anchor.indexOf('-');
  const kind = anchor.slice(0, at);
  if (kind === 'section') return anchor.slice(at + 1);
  const [home = kind, instead] = HOMES[kind] ?? [];
  return instead !== undefined && !has(home) ? instead : home;
}
