// Words for readers who do not know AWS.
import { html } from '../html.ts';
import { prose } from '../parts.ts';
import { GLOSSARY, TITLES } from '../wording.ts';
import { ABOUT } from '../wording-templates.ts';
import type { Section } from './section.ts';

export const glossary: Section = {
  id: 'glossary',
  title: TITLES.glossary,
  about: ABOUT.glossary,
  newPage: true,
  *render() {
    yield html`<dl>\n${GLOSSARY.map(([word, meaning]) => html`<dt>${word}</dt><dd>${prose(meaning)}</dd>\n`)}</dl>\n`;
  },
};
