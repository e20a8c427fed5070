// Words for readers who do not know AWS.
import { html } from '../html.ts';
import { anchor, prose } from '../parts.ts';
import { ABOUT, BRIEF_WORDS, GLOSSARY, TITLES } from '../wording/index.ts';
import type { Section } from './section.ts';

/** A brief that is not redacted has no use for them. */
const OF_REDACTION: ReadonlySet<string> = new Set(['Commitment', 'Pseudonym', 'Redaction']);

export const glossary: Section = {
  id: 'glossary',
  title: TITLES.glossary,
  about: ABOUT.glossary,
  newPage: true,
  *render({ options, redaction }) {
    const isWanted = (word: string): boolean =>
      options.template !== 'brief' || (BRIEF_WORDS.has(word) && (redaction !== null || !OF_REDACTION.has(word)));
    yield html`<dl>\n${GLOSSARY.filter(([word]) => isWanted(word)).map(([word, meaning]) => html`<dt id="${wordAnchor(word)}">${word}</dt><dd>${prose(meaning)}</dd>\n`)}</dl>\n`;
  },
};

/** Of a word as the glossary spells it: `Access key` is `word-access-key`. */
function wordAnchor(word: string): string {
  return anchor(
    'word',
    word
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, ''),
  );
}
