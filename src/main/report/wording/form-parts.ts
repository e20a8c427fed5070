// What all certificate forms say. What is the law’s own word stands in a file of each.
import { grouped, plural } from '../../../shared/text.ts';

export const FORM = {
  isForm: 'This is a form. It is not legal advice, and the software asserts nothing in it.',
  isFormText:
    'Only hashes and numbers of the case are filled in. No box is ticked. Whoever signs states what they know themselves, strikes out what does not apply, and answers for it. Counsel compares the wording with the law in force before it is used.',
  redacted:
    'This copy is redacted: in place of hashes of the evidence it shows commitments. It is not fit to be signed. Write the form from the case without redaction.',
  given: 'Filled in from the case',
  givenText: 'This is not part of the wording of the form. It says which state of the case the hashes below are of.',
  source: 'Where the wording is from',
  items: 'Hash report: the items',
  itemHeads: ['No.', 'Hash values', 'Bytes'],
  tickHeads: ['No.', 'Hash values in the case', 'Bytes', 'Identical to the original'],
  sha256: 'SHA-256:',
  algorithms: { md5: 'MD5:', sha1: 'SHA-1:' } as Record<string, string>,
  itemsText: (n: number) =>
    `${plural(n, 'evidence item')}, each as it was delivered, in order of the hash. The hashes were computed when the items were taken into the case. MD5 and SHA-1 stand where they were computed, too.`,
  cut: (shown: number, cited: number, all: number) =>
    `This form is about the ${shown === 1 ? 'one item' : `${grouped(shown)} items`} of its hash report and about no other: ${
      shown < cited
        ? `the first of the ${grouped(cited)} that exhibits are from`
        : shown === 1
          ? 'the one that exhibits are from'
          : 'those that exhibits are from'
    }, of ${plural(all, 'item')} in the case. For other items a form of their own is needed; their hashes stand in the inventory of the case.`,
  cutNone: (all: number) =>
    `No item is listed here: the case has ${plural(all, 'item')}, too many for a form, and no exhibits that would choose among them. Mark the events that matter as exhibits, and write the form again.`,
  notKeptItems: 'Items whose bytes are not in the case',
  notKeptText: (n: number) =>
    `Of ${n === 1 ? 'this item' : `these ${plural(n, 'item')}`} the case holds the hash only: there is no copy here that could be compared. The hash is that of the file as it was met.`,
  altered: 'The bytes that the case holds do NOT have this SHA-256 any more. Their SHA-256 now:',
  alteredMark: 'not as imported: not to be certified',
  unfit: 'The case fails its own verification. This form is not fit to be signed.',
  unfitText: 'What was contradicted:',
  alteredNow: (n: number) => `${plural(n, 'item')} of its hash report altered since the import, found as this report was written`,
  root: 'Evidence root (SHA-256):',
  rootText: (n: number) =>
    `One value for the list of the hashes of all ${plural(n, 'item')} in the case, whether listed here or not. It says nothing of their bytes.`,
  rootHow: 'How it is computed stands under',
  none: 'The case has no evidence item: there is nothing to certify.',
  identical: 'identical',
  section: (number: number, title: string) => `section ${number}, ${title}`,
  listedIn: (n: number) =>
    `The hash report of this form is printed once in this document, for both forms: ${plural(n, 'item')}, each as it was delivered, with its number, hash and size. ${n === 1 ? 'It stands' : `They stand as numbers 1 to ${grouped(n)}`} in`,
  listedInEnd: '. Whoever hands in this form alone encloses that list.',
  asListed: (n: number) => `as in the hash report enclosed (${plural(n, 'item')}`,
  asListedRoot: '; evidence root of all items of the case',
  asListedEnd: ')',
};
