// Links of a report that has not all sections, or is one volume of several: what a link would lead to must be there, or is said in words.
// Works on markup of ours: no text of a case can imitate it, since everything in it is escaped.

const LINK = /<a href="#([a-z0-9-]+)">(.*?)<\/a>/gs;

/** Where an anchor is: in this document, nowhere, or in another volume: what to say of it, and the file that has it. */
export type Whereabouts = (anchor: string) => 'here' | 'nowhere' | { says: string; file: string };

/** The same markup, with links only where they lead somewhere. */
export function withLinks(text: string, where: Whereabouts): string {
  return text.replace(LINK, (link, anchor: string, label: string) => {
    const place = where(anchor);
    if (place === 'here') return link;
    return place === 'nowhere' ? label : `<a href="${place.file}#${anchor}">${label}${place.says}</a>`;
  });
}

/** The section that anchors of a kind stand in. */
const HOMES: Readonly<Record<string, string>> = {
  exhibit: 'exhibits',
  lost: 'exhibits',
  item: 'evidence',
  source: 'evidence',
  custody: 'custody',
  finding: 'storyline',
};

/** Id of the section that has this anchor. */
export function homeOf(anchor: string): string {
  const at = anchor.indexOf('-');
  const kind = anchor.slice(0, at);
  return kind === 'section' ? anchor.slice(at + 1) : (HOMES[kind] ?? kind);
}
