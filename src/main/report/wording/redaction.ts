// What is hidden in a redacted copy, and what a reader may conclude from it.
import { grouped, plural } from '../../../shared/text.ts';

export const REDACTION = {
  title: 'What is hidden in this copy',
  about: 'Every rule and every replacement of a redacted copy.',
  intro: [
    'This is a redacted copy. Parts of the case are hidden in it, by the rules below. Nothing was taken out without a mark: whatever stands in `‹ ›` stands in the place of something else. The case file holds the whole, and who holds it can show what any mark stands for.',
    '**A pseudonym**, such as `‹user-1a2b3c4d›`, stands for one name or value, and its digits are the same wherever it occurs, here and in every other redacted report of this case. The word before the hyphen may differ between copies with different choices. Two different pseudonyms of one copy stand for two different values. The word before the hyphen says what kind of thing it is, as far as the software could tell.',
    '**A commitment** stands in the place of a hash, or of the address of an event. The hash of a record of which little is hidden could be guessed back by trying; so could a hash of a hidden name. A commitment cannot: it is an HMAC-SHA-256 keyed with a secret that stays in the case file. It binds nevertheless: nobody can later name another value for it.',
    '**To open one**: who holds the case file runs `trailcase redaction CASE open ‹…›` with the text of the mark. It prints the value, and a key that belongs to this value alone. Anyone can then compute the commitment with common tools; it must be the one listed here. No other mark is opened by that. The digits of a pseudonym are the first of its commitment.',
  ],
  rules: 'Rules',
  ruleHeads: ['What', 'In this copy', 'Times'],
  always: 'always hidden',
  hidden: 'hidden',
  shown: 'shown by choice',
  groups: {
    secrets:
      'Session tokens, passwords, private keys and other secrets: by the names of fields and by the forms that the software knows, and only by these. A secret in a form of its own, under a name that says nothing, is hidden as text, where text is hidden',
    hashes: 'Hashes and addresses of events: commitments in their place; positions and lengths of records; sizes, as a power of two',
    ids: 'Ids that AWS gives each record and request',
    accounts: 'Account numbers: twelve digits, also in groups of four; those of the case with any dividers',
    keys: 'Ids of access keys, and the ids that AWS gives users and roles (such an id holds the number of its account): shown only where account numbers and names both are',
    names: 'Names of users, roles and sessions; e-mail addresses; people who worked on the case',
    addresses: 'IP addresses and host names, also in addresses of pages',
    resources: 'Names of buckets, instances and other resources; of folders, files and objects',
    paths:
      'What stands behind the host in an address of a page or file: path and query. Shown only where names, resources and written text all are',
    freeText:
      'What people wrote: title and number of the case, the organisation and its picture, notes, findings, descriptions, messages, user agents, names that somebody gave to fields; every value of a record that no rule knows; and what stands in the place of the name of a call, service, region or error without being made of words that AWS uses for them',
  },
  fields: (n: number) => plural(n, 'field named by the author', 'fields named by the author'),
  patterns: (n: number) => plural(n, 'expression of the author', 'expressions of the author'),
  entities: (n: number) => plural(n, 'text named by the author', 'texts named by the author'),
  unnamed: 'What the author named is not repeated here: it would tell what is hidden.',
  ownWords:
    'Texts and expressions of the author are applied to what comes from the case: records, fields, names, texts, and paths of files, also where AWS’s own words stand in them. The report’s own words stay: headings, explanations, names of columns, of severities and of checks, “CloudTrail” or “Trailcase” in its sentences, the case’s identifier, times and the time zone.',
  options: 'What earlier copies were told to hide, where the custody log notes it',
  numbers:
    'Numbers that are no text: those of up to four digits are shown. Longer ones are hidden as text, but for those whose field says that they are a size or a length, those of up to six digits whose field says that they are a count, a port or a duration, and times. A number that stands in quotes is shown up to six digits where its field is not known to hold a name or a text.',
  spread: 'The values of the fields that the author named are hidden wherever else they stand as well, in every table and picture.',
  notSpread: (n: { trivial: number; common: number; short: number; long: number }): string => {
    const all: [number, string][] = [
      [n.trivial, 'because they are empty, true, false, or numbers of up to three digits'],
      [n.common, 'because they are words that AWS uses everywhere: states, types, times, regions, names of services and calls'],
      [n.long, 'because they are very long'],
    ];
    const told = all.filter(([count]) => count > 0).map(([count, why]) => `${plural(count, 'different value')} ${why}`);
    const whole =
      n.short > 0 ? ` ${plural(n.short, 'value')} of one or two characters: hidden elsewhere only where that is the whole text.` : '';
    return told.length === 0 ? whole.trim() : `Not looked for elsewhere: ${told.join('; ')}.${whole}`;
  },
  list: 'Replacements',
  listText:
    'One line for each pseudonym, in order of kind. Hashes, ids, files, notes, secrets, the picture and options of earlier copies are only counted. “Elsewhere” counts places outside of the exhibits.',
  listHeads: ['In its place stands', 'Times', 'Exhibits', 'Elsewhere', 'Commitment'],
  allOf: (kind: string) => `all of kind “${kind}”`,
  kinds: {
    commitment: 'commitments to hashes and addresses',
    id: 'ids of records and requests',
    file: 'names of files',
    secret: 'secrets',
    note: 'notes',
    options: 'options of earlier redacted copies',
    logo: 'the picture of the organisation',
  } as Record<string, string>,
  more: (n: number) => `${plural(n, 'more pseudonym')} not listed one by one, in`,
  moreExhibits: (n: number) => `and ${grouped(n)} more`,
  none: 'Nothing was hidden.',
  read: (read: number, all: number) =>
    read === all
      ? `Names of resources and people were gathered from all ${plural(all, 'record')} of the case.`
      : `Names of resources were gathered from the ${plural(read, 'record')} that this report cites, of ${grouped(all)} in the case; names of users, roles, keys and addresses from all of them.`,
  conclusions: 'What a reader may conclude',
  conclude: [
    'That something is hidden says nothing about it: a rule was applied to every text alike.',
    'Times, regions, services, names of calls, error codes and counts are shown as they are. Whoever has the same logs, or was there, may recognise an event by its time.',
    'A text may be hidden that need not be: rules that go by form take what looks like an account number or an address for one. A text may also stand open that should not: names that are ordinary words, or are spelled in a way that no rule foresees. Read the copy before it is given away.',
    'The raw records in this copy are renderings: they are not the bytes of the records, and no hash can be computed from them. What was verified was verified on the originals.',
    'Copies of one case with different choices can be laid side by side: what one of them shows, the others do not hide from whoever has both.',
    'Nothing in this copy can be recomputed from it alone. For that, the full report and the case file are needed, or single marks must be opened.',
  ],
};
