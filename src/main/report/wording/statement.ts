// What an expert writes and signs: authority and instructions, qualifications, declaration.
import { plural } from '../../../shared/text.ts';

export const AUTHORITY = {
  intro:
    'Who asked for this statement, by what right the evidence was obtained, and what the expert was asked. All of it is the expert’s own word; the software knows nothing of it.',
  authority: 'Authority: by what right the evidence was obtained and examined',
  instructions: 'Instructions: who asked what, and what was handed over',
  privilege: 'Privilege',
  privilegeNone: 'No privilege is marked in the case.',
  privilegeText: 'This marking was set by the examiner. Whether it holds in law is for counsel to say.',
  evidence: 'What was handed over, as the case records it:',
  items: (n: number) => plural(n, 'evidence item'),
};

export const QUALIFICATIONS = {
  intro: 'The expert’s own word.',
  examiner: 'The case names as its examiner',
};

export const DECLARATION = {
  intro:
    'This part is a form. The software asserts nothing in it, and nothing in it is asserted by anybody until the expert has completed and signed it. The rules of the court may require other words, and go before these.',
  review: 'Review by a second examiner',
  reviewText: 'As recorded in the case: verdicts with the version that each is about. Whoever reviewed it signs for it below.',
  duties: 'Duties of the expert',
  dutiesText: 'The expert ticks what applies, strikes out what does not, and adds what the rules of the court require.',
  dutyLines: [
    'I know that my duty is to help the court on matters within my expertise, and that it goes before any duty to whoever instructs or pays me.',
    'I have stated where my opinion rests on facts that I know myself, and where on what I was told or assume.',
    'I have named what speaks against my opinion, and where there is a range of opinion, that range and my reasons.',
    'I have said where a question lies outside my expertise, and where my opinion is provisional because something is missing.',
    'I will say so without delay if I change my opinion.',
    'My fee does not depend on the outcome, and I know of no conflict of interest other than:',
  ],
  truth: 'Statement of truth',
  truthText: 'In the words that the rules of the court require:',
  sign: 'Signature of the expert',
  second: 'Signature of the second examiner',
  name: 'Name',
  role: 'Profession, office',
  place: 'Place',
  date: 'Date',
  signature: 'Signature',
  covers: 'What is signed is the state of the case that this report tells:',
  caseId: 'Case identifier',
  head: 'Head of the custody log (SHA-256)',
  evidenceRoot: 'Evidence root (SHA-256)',
  eventsRoot: 'Events root (SHA-256)',
  entry: 'Custody entry',
  verification: 'Verification of this state',
};
